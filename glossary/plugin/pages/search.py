"""The search page, and what its box suggests while somebody types."""

from typing import Any

from datasette import Response

from glossary.plugin.finding import find, suggest
from glossary.plugin.pages.adding import adding_searched, asked_by
from glossary.plugin.pages.visit import Visit, reads
from glossary.plugin.pages.writing import notice
from glossary.plugin.queries import search as queries


@reads(queries.TABLES)
async def search(visit: Visit) -> Any:
    """Answer a search: terms first, then posts, then passages."""
    query = _query(visit)
    answer = await find(visit.glossary, visit.build, query, _languages(visit), visit.number("page", 1_000))
    return await visit.page(
        "search",
        query=query,
        answer=answer,
        adding=None if answer.terms else adding_searched(visit, query),
        asked=asked_by(visit),
        notice=notice(visit),
    )


@reads(queries.TABLES_OF_NAMES)
async def search_terms(visit: Visit) -> Any:
    """Answer with the terms that may be meant, as JSON: what a reader sees of each, and its address."""
    found = await suggest(visit.glossary, visit.build, _query(visit), _languages(visit))
    terms = [
        {
            "names": [{"text": name.text, "language": name.language} for name in term.names],
            "note": " · ".join(part for part in (term.other, term.pinyin, visit.say(term.kind)) if part),
            "address": visit.glossary.term(term.slug),
        }
        for term in found
    ]
    said = visit.say.count(len(terms), "terms") if terms else ""
    cached = visit.glossary.datasette.setting("default_cache_ttl")
    headers = {"vary": "accept-language, cookie", "cache-control": f"max-age={cached}"}
    return Response.json({"terms": terms, "said": said}, headers=headers)


def _query(visit: Visit) -> str:
    return (visit.request.args.get("q") or "").strip()


def _languages(visit: Visit) -> tuple[str, str]:
    return visit.main_language, visit.say.language
