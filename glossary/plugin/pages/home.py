"""The first page: what the glossary is and what it holds."""

import json
from typing import Any

from glossary.model import KINDS
from glossary.plugin import words
from glossary.plugin.access import may_view_database
from glossary.plugin.databases import attached, glossary_names
from glossary.plugin.pages.visit import Visit, reads
from glossary.plugin.queries import home as queries

TERMS_OF_A_KIND = 100
POSTS_SHOWN = 100
UNEXPLAINED_SHOWN = 20


@reads(queries.TABLES)
async def home(visit: Visit) -> Any:
    """Show what the glossary holds: terms by kind, posts by date, what needs explaining."""
    glossary, datasette = visit.glossary, visit.glossary.datasette
    counts = {row["kind"]: row["term_count"] for row in await glossary.rows(queries.KINDS)}
    terms = await glossary.rows(queries.TERMS_BY_KIND, limit=TERMS_OF_A_KIND)
    ours = glossary_names(datasette)
    return await visit.page(
        "home",
        counts=await glossary.row(queries.COUNTS),
        kinds=[
            {"kind": kind, "count": counts[kind], "terms": [row for row in terms if row["kind"] == kind]}
            for kind in sorted(counts, key=[*KINDS].index)
        ],
        posts=await glossary.rows(queries.POSTS_BY_DATE, limit=POSTS_SHOWN),
        unexplained=await glossary.rows(queries.UNEXPLAINED, limit=UNEXPLAINED_SHOWN),
        description=words.in_language(
            json.loads(visit.build.get("description", "{}")), visit.say.language, visit.main_language
        ),
        others=[
            {"name": name, "href": attached(datasette, name).home() if name in ours else datasette.urls.database(name)}
            for name in datasette.databases
            if name != glossary.name
            and not name.startswith("_")
            and await may_view_database(datasette, visit.request.actor, name)
        ],
    )
