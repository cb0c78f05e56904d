"""The page of a term."""

from itertools import groupby
from typing import Any

from datasette import Response

from glossary.plugin import words
from glossary.plugin.marks import plain, safe_address
from glossary.plugin.pages.visit import Visit, grouped, reads
from glossary.plugin.queries import term as queries

MENTIONS_SHOWN = 200
DESCRIBED = 200

CONCORDANCE_OF_TERM = "SELECT * FROM concordance WHERE term = :term ORDER BY date, post, start_char"


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
    pages = max(1, -(-found["mention_count"] // MENTIONS_SHOWN))
    page = visit.number("page", pages)
    mentions = await glossary.rows(
        queries.MENTIONS_OF_TERM, term=key, limit=MENTIONS_SHOWN, offset=(page - 1) * MENTIONS_SHOWN
    )
    explanations = await glossary.rows(queries.EXPLANATIONS, term=key)
    read = words.in_language(
        {row["language"]: row["text"] for row in explanations}, visit.say.language, visit.main_language
    )
    return await visit.page(
        "term",
        term=found,
        names=visit.names(found),
        labels=grouped(await glossary.rows(queries.LABELS, term=key), "language"),
        explanations=await words.rendered(glossary, explanations),
        notes=await words.rendered(glossary, await glossary.rows(queries.NOTES, term=key)),
        sources=[
            (source["title"], safe_address(source["url"] or ""))
            for source in await glossary.rows(queries.SOURCES, term=key)
        ],
        relations=grouped(await glossary.rows(queries.RELATIONS, term=key), "type"),
        posts=[list(rows) for _, rows in groupby(mentions, key=lambda row: row["post"])],
        ambiguous=await glossary.rows(queries.AMBIGUOUS_MENTIONS_OF_TERM, term=key, limit=MENTIONS_SHOWN),
        page=page,
        pages=pages,
        sql=glossary.sql(CONCORDANCE_OF_TERM, term=slug),
        about=plain(read.text, DESCRIBED) if read else "",
    )
