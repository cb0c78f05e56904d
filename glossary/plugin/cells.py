"""How the cells of a glossary's tables read in Datasette: slugs and ids as links to our pages, JSON as a list."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from markupsafe import Markup

from glossary.plugin.databases import Attached
from glossary.plugin.queries.post import POST_SLUG_BY_ID
from glossary.plugin.queries.term import TERM_SLUG_BY_ID

LINK = Markup('<a href="{}">{}</a>')
SHORTENED = 200  # characters of a body
QUOTED = 40  # characters of a paragraph, in a row about something else
LISTED = 20

_TERM_SLUGS = {
    (table, "slug")
    for table in (
        "terms", "former_slugs", "term_index", "unexplained_terms", "unmentioned_terms", "timeline", "renderings",
        "missing_texts",
    )
} | {("concordance", "term"), ("first_mentions", "term")}  # fmt: skip
_POST_SLUGS = {("posts", "slug"), ("concordance", "post"), ("first_mentions", "post")}
_TERM_IDS = {"term_id", "target_id", "other_id"}
_POST_IDS = {"post_id", "first_post_id"}
_JSON = {
    ("posts", "tags"), ("posts", "categories"), ("posts", "terms"), ("posts", "front_matter"), ("terms", "names"),
    ("labels", "only_in"), ("labels", "not_in"), ("labels", "posts"), ("candidates", "evidence"),
}  # fmt: skip

Cell = Markup | Awaitable[Markup] | None


def render(glossary: Attached, table: str | None, column: str, value: Any, row: Any) -> Cell:
    """Return a cell as HTML, or None where Datasette's own rendering is right.

    A dictionary is a foreign key that Datasette has looked up, which it does only for who may view the other table.
    """
    if isinstance(value, dict):
        return _foreign_key(glossary, column, value)
    if not isinstance(value, str) or not value:
        return None
    if column == "address" and value.startswith(("/term/", "/post/")):
        return LINK.format(glossary.page(value), value)
    if (table, column) in _TERM_SLUGS:
        return LINK.format(glossary.term(value), value)
    if (table, column) in _POST_SLUGS:
        return LINK.format(glossary.post(value), value)
    if (table, column) == ("homographs", "terms"):
        return Markup(" · ").join(LINK.format(glossary.term(slug), slug) for slug in value.split(" · "))
    if (table, column) == ("posts", "body"):
        return _beginning(glossary, value, row)
    return _json(value) if (table, column) in _JSON else None


def _foreign_key(glossary: Attached, column: str, value: dict[str, Any]) -> Cell:
    if column in _TERM_IDS:
        return _named(glossary, TERM_SLUG_BY_ID, "terms", glossary.term, value)
    if column in _POST_IDS:
        return _named(glossary, POST_SLUG_BY_ID, "posts", glossary.post, value)
    if column == "paragraph_id" and len(str(value["label"])) > QUOTED:
        label, key = f"{str(value['label'])[:QUOTED]}…", value["value"]
        return Markup("{} <em>{}</em>").format(LINK.format(glossary.table_row("paragraphs", key), label), key)
    return None


async def _named(
    glossary: Attached, sql: str, table: str, address: Callable[[str], str], value: dict[str, Any]
) -> Markup:
    """Return links to our page and, by the number, to Datasette's row."""
    key, label = value["value"], value["label"]
    row = LINK.format(glossary.table_row(table, key), key)
    found = await glossary.row(sql, id=key)
    return Markup("{} <em>{}</em>").format(LINK.format(address(found["slug"]), label), row) if found else row


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
