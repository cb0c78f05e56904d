"""How the cells of a glossary's tables read in Datasette: names link to our pages, numbers are names, JSON is a list.

A number that stands for a row of another table comes as a dictionary where Datasette has looked that row up; what it
shows (on the 1.0 line only to who may view the other table) we show as a link. Where it has not (on the page of one
row, on the 0.65 line) we do so for what everybody may view, since nobody tells a cell who is looking.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from glossary.plugin.access import may_view_table
from glossary.plugin.databases import Attached
from glossary.plugin.queries import cells as queries
from glossary.text.reasons import reason

LINK = Markup('<a href="{}">{}</a>')
SHORTENED = 200  # characters of a body
QUOTED = 40  # characters of a paragraph, in a row about something else
LISTED = 20

# Where a term's or a post's slug stands beside its name.
_TERM_SLUGS = {
    (table, "slug")
    for table in (
        "terms", "former_slugs", "term_index", "unexplained_terms", "unmentioned_terms", "timeline", "renderings",
        "missing_texts",
    )
} | {("concordance", "term"), ("first_mentions", "term")}  # fmt: skip
_POST_SLUGS = {("posts", "slug"), ("concordance", "post"), ("first_mentions", "post")}
_TERM_NAMES = {(table, "name"): column for table, column in _TERM_SLUGS if table != "former_slugs"}
_NAMES_BY_ID = {("cooccurrences", "name"): "term_id", ("cooccurrences", "other_name"): "other_id"}
_ADDRESSED = {("concordance", "keyword"), ("first_mentions", "keyword")}
_SEARCHED = {("candidates", "text"), ("candidates", "counterpart")}
_JSON = {
    ("posts", "tags"), ("posts", "categories"), ("posts", "terms"), ("posts", "front_matter"), ("terms", "names"),
    ("labels", "only_in"), ("labels", "not_in"), ("labels", "posts"),
}  # fmt: skip

Row = Mapping[str, Any]
Cell = Markup | Awaitable[Markup | None] | None


class Other(NamedTuple):
    """Another table that a number points into: its SQL, and the address of what is found."""

    table: str
    sql: str
    address: Callable[[Attached, Row], str]


def _place(glossary: Attached, found: Row) -> str:
    if found["term"] is None:  # ambiguous
        return glossary.post(found["post"], f"mention:{found['start_char']}")
    return glossary.mention(found["post"], found["term"], found["ordinal"])


_TERM = Other("terms", queries.TERM, lambda glossary, found: glossary.term(found["slug"]))
_LABEL = Other("labels", queries.LABEL, lambda glossary, found: glossary.table_row("labels", found["id"]))
_POST = Other("posts", queries.POST, lambda glossary, found: glossary.post(found["slug"]))
_PARAGRAPH = Other(
    "paragraphs", queries.PARAGRAPH, lambda glossary, found: glossary.post(found["post"], f"p:{found['position']}")
)
_MENTION = Other("mentions", queries.MENTION, _place)
_OTHERS: dict[tuple[str, str], Other] = {
    **{
        (table, "term_id"): _TERM
        for table in (
            "labels", "explanations", "notes", "sources", "relations", "former_slugs", "mentions",
            "mention_candidates", "problems", "search",
        )
    },
    ("relations", "target_id"): _TERM,
    **{(table, "label_id"): _LABEL for table in ("mentions", "mention_candidates")},
    **{(table, "post_id"): _POST for table in ("paragraphs", "mentions", "problems", "search")},
    ("terms", "first_post_id"): _POST,
    **{(table, "paragraph_id"): _PARAGRAPH for table in ("mentions", "search", "alignments")},
    ("alignments", "counterpart_id"): _PARAGRAPH,
    **{(table, "mention_id"): _MENTION for table in ("mention_candidates", "mention_pairs")},
    ("mention_pairs", "counterpart_id"): _MENTION,
}  # fmt: skip


def render(glossary: Attached, table: str | None, column: str, value: Any, row: Any) -> Cell:
    """Return a cell as HTML, or None where Datasette's own rendering is right."""
    if (other := _OTHERS.get((table or "", column))) and value:
        return None if other is _LABEL and isinstance(value, dict) else _named(glossary, other, value)
    if (table, column) == ("paragraphs", "position"):
        return _own_place(glossary, _PARAGRAPH, value, row, ("post_id",))
    if (table, column) in (("mentions", "id"), ("mentions", "reading")):
        return _own_place(glossary, _MENTION, value, row, ("post_id", "term_id"))
    if not isinstance(value, str) or not value:
        return None
    if column == "address" and value.startswith(("/term/", "/post/")):
        return LINK.format(glossary.page(value), value)
    if table is None:
        return None
    if (table, column) in _NAMES_BY_ID:
        return _by_id(glossary, value, row, _NAMES_BY_ID[table, column])
    return _linked(glossary, table, column, value, row) or _listed(glossary, table, column, value, row)


def signals(text: str) -> list[tuple[str, object, float]]:
    """Return the signals that a candidate's evidence holds, the weightiest first; none where it cannot be read."""
    try:
        rows = json.loads(text)
    except ValueError:
        return []
    read: list[tuple[str, object, float]] = []
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict):
            row = [row.get("signal", ""), row.get("value", ""), row.get("weight", 0)]
        name, value, weight = [*(row if isinstance(row, list) else [row]), "", 0, 0][:3]
        weight = weight if isinstance(weight, (int, float)) else 0
        read.append(("" if name is None else str(name), value, weight))
    return sorted(read, key=lambda row: -row[2])


def evidence(text: str) -> str:
    """Return what speaks for a candidate, the weightiest first, and with a minus what speaks against it."""
    said = [("−" if weight < 0 else "", reason(name, value, "en", weight)) for name, value, weight in signals(text)]
    return " · ".join(sign + words for sign, words in said if words) or ("" if text == "[]" else text)


async def _named(glossary: Attached, other: Other, value: Any) -> Markup | None:
    """Return the name of another row with a link to our page and, by the number, to Datasette's row."""
    looked_up = isinstance(value, dict)
    key = value["value"] if looked_up else value
    if not looked_up and not await may_view_table(glossary.datasette, None, glossary.name, other.table):
        return None
    row = LINK.format(glossary.table_row(other.table, key), key)
    found = await glossary.row(other.sql, id=key)
    if found is None:
        return row
    label = str(value["label"] if looked_up else found["label"])
    if other is _PARAGRAPH and not found["label"]:  # its text is not published
        label = f"¶ {found['position']}"
    label = f"{label[:QUOTED]}…" if other is _PARAGRAPH and len(label) > QUOTED else label
    return Markup("{} <em>{}</em>").format(LINK.format(other.address(glossary, found), label), row)


async def _own_place(glossary: Attached, own: Other, value: Any, row: Any, pointers: tuple[str, ...]) -> Markup | None:
    """Return *value* with a link to where the row's own text stands, for who may view what the link tells of."""
    known = row.keys()
    if not {"id", *pointers} <= {*known}:
        return None
    for pointer in pointers:
        if isinstance(row[pointer], int) and not await may_view_table(
            glossary.datasette, None, glossary.name, _OTHERS[own.table, pointer].table
        ):
            return None
    found = await glossary.row(own.sql, id=row["id"])
    return LINK.format(own.address(glossary, found), value) if found else None


async def _by_id(glossary: Attached, name: str, row: Any, column: str) -> Markup | None:
    """Return the name of a term as a link, where only its number stands beside it."""
    found = await glossary.row(queries.TERM, id=row[column]) if column in row.keys() else None  # noqa: SIM118 (no dict)
    return LINK.format(glossary.term(found["slug"]), name) if found else None


def _linked(glossary: Attached, table: str, column: str, value: str, row: Any) -> Markup | None:
    """Return a name or a slug as a link to the page that it names."""
    columns = row.keys()
    if (table, column) in _TERM_SLUGS:
        return LINK.format(glossary.term(value), value)
    if (table, column) in _POST_SLUGS:
        return LINK.format(glossary.post(value), value)
    if (beside := _TERM_NAMES.get((table, column))) in columns and row[beside]:
        return LINK.format(glossary.term(row[beside]), value)
    if (table, column) == ("posts", "title") and "slug" in columns:
        return LINK.format(glossary.post(row["slug"]), value)
    if (table, column) in _ADDRESSED and "address" in columns:
        return LINK.format(glossary.page(row["address"]), value)
    if (table, column) in _SEARCHED:
        return LINK.format(glossary.search(value), value)
    if (table, column) == ("homographs", "terms"):
        return Markup(" · ").join(LINK.format(glossary.term(slug), slug) for slug in value.split(" · "))
    return None


def _listed(glossary: Attached, table: str, column: str, value: str, row: Any) -> Markup | None:
    """Return a long or a listed value in the length that a table can bear."""
    if (table, column) == ("posts", "body"):
        return _beginning(glossary, value, row)
    if (table, column) == ("candidates", "evidence"):
        return Markup("{}").format(evidence(value))
    return _json(value) if (table, column) in _JSON else None


def _beginning(glossary: Attached, body: str, row: Any) -> Markup | None:
    """Return the beginning of a post with a link to the whole: a list of posts is no place for bodies."""
    if len(body) <= SHORTENED or "slug" not in row.keys():  # noqa: SIM118 (a row is no dictionary)
        return None
    link = LINK.format(glossary.post(row["slug"]), f"read all {len(body):,} characters")
    return Markup("{}… {}").format(body[:SHORTENED], link)


def _json(text: str) -> Markup | None:
    """Return a JSON array or object of plain values as a line to read."""
    try:
        value = json.loads(text)
    except ValueError:
        return None
    parts = [f"{key}: {part}" for key, part in value.items()] if isinstance(value, dict) else value
    if not isinstance(parts, list) or any(isinstance(part, (list, dict)) for part in parts):
        return None
    more = [f"{len(parts) - LISTED} more"] if len(parts) > LISTED else []
    return Markup(" · ").join([*map(str, parts[:LISTED]), *more]) or Markup("&nbsp;")
