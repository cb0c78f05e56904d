"""The page of suggestions: expressions that look like terms and are not yet explained."""

from typing import Any

from glossary.model import KINDS
from glossary.plugin.cells import evidence
from glossary.plugin.pages.visit import Visit, reads
from glossary.plugin.queries import suggestions as queries

SHOWN = 100  # of each language


@reads(queries.TABLES)
async def suggestions(visit: Visit) -> Any:
    """Show what the build proposes, the best of each language first, and why."""
    glossary = visit.glossary
    counts = {row["language"]: row["found"] for row in await glossary.rows(queries.COUNTS)}
    found = {
        language: [
            (row, evidence(row["evidence"]))
            for row in await glossary.rows(queries.SUGGESTIONS, language=language, limit=SHOWN)
        ]
        for language in sorted(counts, key=lambda tag: (tag != visit.say.language, tag != visit.main_language, tag))
    }
    return await visit.page("suggestions", counts=counts, found=found, kinds=KINDS)
