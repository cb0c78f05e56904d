"""The way back: what stands at the head of Datasette's pages of a glossary."""

from collections.abc import Awaitable, Callable
from typing import Any

from glossary.plugin.access import Actor, may_view_table
from glossary.plugin.databases import attached
from glossary.plugin.queries.home import TABLES as HOME
from glossary.plugin.queries.questions import TABLES as QUESTIONS
from glossary.plugin.words import Words, language_of

Crumb = dict[str, str]


def crumb_items(datasette: Any, name: str) -> Callable[..., Awaitable[list[Crumb]]]:
    """Return what makes the crumbs of a page of the glossary called *name*: its own pages come before Datasette's."""

    async def crumbs(request: Any = None, **of: Any) -> list[Crumb]:
        theirs: list[Crumb] = await datasette._crumb_items(request=request, **of)
        actor: Actor = request.actor if request else None
        ours = []
        if request and await _may_view(datasette, actor, name, ("build", *HOME)):
            glossary = attached(datasette, name)
            build = await glossary.build()
            say = Words(language_of(request, build.get("main_language", "en")))
            ours.append({"href": glossary.home(), "label": build.get("title") or say("glossary")})
            if await _may_view(datasette, actor, name, QUESTIONS):
                ours.append({"href": glossary.page("/questions"), "label": say("questions-title")})
        taken = {crumb["href"] for crumb in ours}
        above = [crumb for crumb in theirs if crumb["href"] == datasette.urls.instance()]
        below = [crumb for crumb in theirs if crumb not in above]
        return [crumb for crumb in above if crumb["href"] not in taken] + ours + below

    return crumbs


async def _may_view(datasette: Any, actor: Actor, name: str, tables: tuple[str, ...]) -> bool:
    return all([await may_view_table(datasette, actor, name, table) for table in tables])
