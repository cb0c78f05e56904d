"""The page of a term."""

import json
from collections.abc import Mapping, Sequence
from itertools import accumulate, groupby
from typing import Any, NamedTuple

from datasette import Response

from glossary.plugin import words
from glossary.plugin.marks import plain, safe_address
from glossary.plugin.pages.explaining import fields
from glossary.plugin.pages.places import defined_at
from glossary.plugin.pages.timeline import timeline
from glossary.plugin.pages.visit import Visit, grouped, reads
from glossary.plugin.pages.writing import notice
from glossary.plugin.queries import term as queries
from glossary.text.contexts import before, behind

MENTIONS_SHOWN = 200
NEIGHBOURS_SHOWN = 12
# Of how many mentions the neighbours are read.
MENTIONS_ASKED = 2_000
DESCRIBED = 200

# The tables in which Datasette shows what a block of the page rests on.
TABLES_BEHIND = {
    "names-data": ("labels", "term_id"),
    "texts-data": ("explanations", "term_id"),
    "sources-data": ("sources", "term_id"),
    "relations-data": ("relations", "term_id"),
    "together-data": ("cooccurrences", "term_id"),
    "timeline-data": ("timeline", "term_id"),
    "mentions-data": ("mentions", "term_id"),
}

Row = Mapping[str, Any]


class Label(NamedTuple):
    """A name of a term: how it is spoken, and where alone it means the term."""

    text: str
    type: str
    pinyin: str
    limits: list[str]
    mention_count: int


class Place(NamedTuple):
    """Which mentions stand on a page: the posts they are in, and how many come before them there."""

    posts: list[int]
    offset: int
    page: int
    pages: int


@reads(queries.TABLES)
async def term(visit: Visit) -> Any:
    """Show a term: names, explanation, origin, sources, relations and every mention."""
    glossary, slug = visit.glossary, visit.slug()
    found = await glossary.row(queries.TERM, slug=slug)
    if found is None:
        now = await glossary.row(queries.TERM_BY_FORMER_SLUG, slug=slug)
        if now is not None:
            return Response.redirect(glossary.term(now["slug"]), status=301)
        return await visit.missing(visit.say("no-such-term"), slug.replace("-", " "))
    key = found["id"]
    texts = await glossary.rows(queries.TEXTS, term=key)
    first, others = _by_reader(await words.rendered(glossary, texts), (visit.say.language, visit.main_language))
    shown = next(((text.type, text.language) for text in first if text.type == "explanation"), None)
    labels = await glossary.rows(queries.LABELS, term=key)
    posts = await glossary.rows(queries.POSTS_OF_TERM, term=key)
    place = _place(visit, [row["id"] for row in posts], [row["mention_count"] for row in posts])
    mentions = await glossary.rows(
        queries.MENTIONS_IN_POSTS, term=key, posts=json.dumps(place.posts), limit=MENTIONS_SHOWN, offset=place.offset
    )
    counterparts = await glossary.rows(queries.COUNTERPARTS, mentions=json.dumps([row["id"] for row in mentions]))
    period = await glossary.row(queries.PERIOD) or {"first": None, "last": None}
    step = max(1, -(-found["mention_count"] // MENTIONS_ASKED))
    ambiguous = await glossary.row(queries.AMBIGUOUS_COUNT, term=key) or {"mention_count": 0}
    return await visit.page(
        "term",
        term=found,
        names=visit.names(found),
        pinyin={row["text"]: row["pinyin"] for row in labels if row["pinyin"]},
        labels=_names_by_language(visit, labels),
        texts=first,
        others=others,
        sources=[
            (source["title"], safe_address(source["url"] or ""))
            for source in await glossary.rows(queries.SOURCES, term=key)
        ],
        relations=grouped(await glossary.rows(queries.RELATIONS, term=key), "type"),
        together=await glossary.rows(queries.TOGETHER, term=key, step=step, limit=NEIGHBOURS_SHOWN),
        step=step,
        timeline=timeline(
            [(row["date"], row["mention_count"]) for row in posts if row["date"]],
            period["first"] or "",
            period["last"] or "",
        ),
        posts=[list(rows) for _, rows in groupby(mentions, key=lambda row: row["post"])],
        counterparts=grouped(counterparts, "mention"),
        before=before,
        behind=behind,
        ambiguous=await glossary.rows(queries.AMBIGUOUS_MENTIONS_OF_TERM, term=key, limit=MENTIONS_SHOWN),
        ambiguous_count=ambiguous["mention_count"],
        page=place.page,
        pages=place.pages,
        data=[
            (said, glossary.table(table, **{column: key}), glossary.sql(queries.OFFERED[said], term=slug))
            for said, (table, column) in TABLES_BEHIND.items()
        ],
        fields=fields(visit, texts) if visit.editing else [],
        defined_at=defined_at(visit, found),
        notice=notice(visit),
        about=next((plain(row["text"], DESCRIBED) for row in texts if (row["type"], row["language"]) == shown), ""),
    )


def _by_reader(
    texts: Sequence[words.Passage], preferred: Sequence[str]
) -> tuple[list[words.Passage], dict[str, list[words.Passage]]]:
    """Return the texts that the reader is shown, one of each type, and those in other languages by language.

    A text in a variety of a language, such as zh-Hant, is the next best to one in the language itself.
    """

    def distance(text: words.Passage) -> tuple[int, bool]:
        base = text.language.split("-")[0]
        return (preferred.index(base) if base in preferred else len(preferred), text.language != base)

    first: dict[str, words.Passage] = {}
    others: dict[str, list[words.Passage]] = {}
    for text in sorted(texts, key=distance):
        if first.setdefault(text.type, text) is not text:
            others.setdefault(text.language, []).append(text)
    order = [*dict.fromkeys(text.type for text in texts)]
    return sorted(first.values(), key=lambda text: order.index(text.type)), others


def _names_by_language(visit: Visit, labels: Sequence[Row]) -> dict[str, list[Label]]:
    """Return the names, those in the reader's language first."""
    by_language = grouped(labels, "language")
    tags = sorted(by_language, key=lambda tag: tag.split("-")[0] != visit.say.language)
    return {tag: [_label(visit, row) for row in by_language[tag]] for tag in tags}


def _label(visit: Visit, row: Row) -> Label:
    """Return a name with what a reader should know about where it holds."""
    comma = visit.say("comma")
    limits = [visit.say("in-some-posts")] if json.loads(row["posts"]) else []
    if only := json.loads(row["only_in"]):
        limits.append(visit.say("only-in", phrases=comma.join(map(str, only))))
    if never := json.loads(row["not_in"]):
        limits.append(visit.say("not-in", phrases=comma.join(map(str, never))))
    return Label(row["text"], row["type"], row["pinyin"] or "", limits, row["mention_count"])


def _place(visit: Visit, posts: Sequence[int], counts: Sequence[int]) -> Place:
    """Return where the page that is asked for begins and ends."""
    pages = max(1, -(-sum(counts) // MENTIONS_SHOWN))
    page = visit.number("page", pages)
    start, end = (page - 1) * MENTIONS_SHOWN, page * MENTIONS_SHOWN
    ends = [*accumulate(counts)]
    on_page = [n for n in range(len(posts)) if ends[n] > start and ends[n] - counts[n] < end]
    offset = start - (ends[on_page[0]] - counts[on_page[0]]) if on_page else 0
    return Place([posts[n] for n in on_page], offset, page, pages)
