"""The timeline: which terms appeared first when, post by post."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from glossary.model import KINDS
from glossary.plugin.pages.timeline import timeline
from glossary.plugin.pages.visit import Visit, reads
from glossary.plugin.queries import first_seen as queries

TERMS_ON_A_PAGE = 300

Row = Mapping[str, Any]


class Post(NamedTuple):
    """A post and the terms that it is the first to mention."""

    slug: str
    title: str
    language: str
    terms: Sequence[Row]


class Span(NamedTuple):
    """A day on which terms were first seen, and the posts of that day."""

    date: str | None
    posts: Sequence[Post]


@reads(queries.TABLES)
async def first_seen(visit: Visit) -> Any:
    """List the terms by the day of the first post that mentions them, the undated last."""
    glossary = visit.glossary
    asked = visit.request.args.get("kind") or ""
    kind = asked if asked in KINDS else ""
    days = {row["date"]: row["term_count"] for row in await glossary.rows(queries.COUNTS_BY_DAY, kind=kind)}
    dated = sorted(day for day in days if day)
    pages = max(1, -(-sum(days.values()) // TERMS_ON_A_PAGE))
    page = visit.number("page", pages)
    rows = await glossary.rows(
        queries.FIRST_SEEN, kind=kind, language=visit.say.language, limit=TERMS_ON_A_PAGE,
        offset=(page - 1) * TERMS_ON_A_PAGE,
    )  # fmt: skip
    kinds = {row["kind"]: row["term_count"] for row in await glossary.rows(queries.KINDS)}

    def address(kind: str = "", page: int = 1) -> str:
        given = {name: value for name, value in (("kind", kind), ("page", page if page > 1 else "")) if value}
        return glossary.page("/timeline") + (f"?{urlencode(given)}" if given else "")

    return await visit.page(
        "first_seen",
        kind=kind,
        kinds={kind: kinds[kind] for kind in KINDS if kind in kinds},
        term_count=sum(days.values()),
        undated_count=days.get(None, 0),
        timeline=timeline([(day, days[day]) for day in dated], dated[0], dated[-1]) if dated else None,
        spans=_spans(rows),
        page=page,
        pages=pages,
        address=address,
        table=glossary.table("terms", _sort="first_date", **({"kind": kind} if kind else {})),
        sql=glossary.sql(queries.OFFERED, kind=kind),
    )


def _spans(rows: Sequence[Row]) -> list[Span]:
    """Return the terms by day and post, as they come."""
    spans = []
    for date, of_day in groupby(rows, key=lambda row: row["date"]):
        by_post: dict[str, list[Row]] = {}
        for row in of_day:
            by_post.setdefault(row["post"], []).append(row)
        spans.append(Span(date, [Post(slug, of[0]["title"], of[0]["language"], of) for slug, of in by_post.items()]))
    return spans
