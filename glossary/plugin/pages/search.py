"""The search page."""

from typing import Any

from glossary.plugin.finding import find
from glossary.plugin.pages.visit import Visit, reads
from glossary.plugin.queries import search as queries


@reads(queries.TABLES)
async def search(visit: Visit) -> Any:
    """Answer a search: terms first, then posts, then passages."""
    query = (visit.request.args.get("q") or "").strip()
    languages = (visit.main_language, visit.say.language)
    answer = await find(visit.glossary, query, languages, visit.number("page", 1_000))
    return await visit.page("search", query=query, answer=answer)
