"""The Datasette plugin: pages for a glossary, and Datasette's own pages made to suit it.

Hooks only. They act on databases that a build of ours has made and on nothing else: with none attached, Datasette is
as it was.
"""

import sqlite3
from typing import Any

from pluggy import HookimplMarker

from glossary.plugin import cells, live, pages, routes
from glossary.plugin.access import may_view_table
from glossary.plugin.crumbs import crumb_items
from glossary.plugin.databases import APPLICATION_NAME, attached, glossary_names, remember
from glossary.plugin.descriptions import TABLES, metadata, tables
from glossary.plugin.editing import editing_of
from glossary.plugin.queries.build import LONGEST_VALUE
from glossary.plugin.queries.home import TABLES as HOME_TABLES
from glossary.text import search_phrase

hookimpl = HookimplMarker("datasette")

# No value that SQL makes up is longer than this, or than twice the longest that is stored.
LONGEST_MADE_VALUE = 5_000_000
STYLE_OF_TABLES = f"/-/static-plugins/{APPLICATION_NAME}/tables.css"
SCRIPT_THAT_FOLLOWS = f"/-/static-plugins/{APPLICATION_NAME}/live.js"


@hookimpl
def register_routes(datasette: Any) -> list[tuple[Any, Any]]:
    """Register the pages; each route asks itself whether its glossary is attached."""
    forms = [
        (routes.Route(datasette, routes.EXPLAIN), pages.explain),
        (routes.Route(datasette, routes.ADD), pages.add),
        (routes.Route(datasette, routes.IGNORE), pages.ignore),
    ]
    return [
        (routes.Route(datasette, routes.HOME), pages.home),
        (routes.Route(datasette, routes.TERM), pages.term),
        (routes.Route(datasette, routes.POST), pages.post),
        (routes.Route(datasette, routes.SEARCH), pages.search),
        (routes.Route(datasette, routes.QUESTIONS), pages.questions),
        (routes.Route(datasette, routes.SUGGESTIONS), pages.suggestions),
        (routes.Route(datasette, routes.MAP), pages.term_map),
        (routes.Route(datasette, routes.TIMELINE), pages.first_seen),
        (routes.Route(datasette, routes.FEED), pages.feed),
        (routes.Route(datasette, routes.SITEMAP), pages.sitemap),
        (routes.Route(datasette, routes.ROBOTS), pages.robots),
        (routes.Route(datasette, routes.SEARCH_TERMS), pages.search_terms),
        *([(routes.LIVE, live.stream)] if live.live_of(datasette) else []),
        *(forms if editing_of(datasette) else []),
    ]


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Any) -> None:
    """Let every search box find Chinese, and keep a query from filling the memory.

    Last, because Datasette registers an ``escape_fts`` of its own.
    """
    attached_database = datasette.databases.get(database)
    if attached_database is None or not remember(attached_database, conn):
        return
    conn.create_function("escape_fts", 1, _phrase, deterministic=True)
    conn.create_function("search_phrase", 1, _phrase, deterministic=True)
    longest = conn.execute(LONGEST_VALUE).fetchone()
    limit = max(LONGEST_MADE_VALUE, 2 * int(longest[0]) if longest else 0)
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limit)


def _phrase(query: object) -> str:
    return search_phrase("" if query is None else str(query))


@hookimpl
def get_metadata(datasette: Any) -> dict[str, Any]:
    """Describe the tables, on Datasette 0.65."""
    return metadata(*names) if (names := glossary_names(datasette)) else {}


@hookimpl
async def startup(datasette: Any) -> None:
    """Describe the tables, on Datasette 1.0; what a metadata file says stays."""
    if not hasattr(datasette, "set_resource_metadata"):  # Datasette 0.65
        return
    for name in glossary_names(datasette):
        configured = datasette.config.setdefault("databases", {}).setdefault(name, {}).setdefault("tables", {})
        for table, settings in TABLES.items():
            configured[table] = settings | configured.get(table, {})
        for table, described in tables().items():
            if "description" not in await datasette.get_resource_metadata(name, table):
                await datasette.set_resource_metadata(name, table, "description", described.get("description", ""))
            for column, text in described.get("columns", {}).items():
                if "description" not in await datasette.get_column_metadata(name, table, column):
                    await datasette.set_column_metadata(name, table, column, "description", text)


@hookimpl
def skip_csrf(datasette: Any, scope: Any) -> bool:
    """Leave the forms of ``serve --edit`` to their own guard, on Datasette 0.65.

    That line compares a field with a cookie, and only where there is a cookie; ours asks for more of every form (see
    ``editing``) and answers in the reader's language. On 1.0 there is no such hook and nothing to skip: what comes from
    another site is refused by its headers, before it gets to us.
    """
    return routes.takes_form(datasette, routes.path_of(datasette, scope))


@hookimpl
def asgi_wrapper(datasette: Any) -> Any:
    """Send our headers with our pages and with Datasette's pages of our databases."""
    return lambda application: routes.with_headers(datasette, application)


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> Any:
    """Make slugs, ids and addresses links to our pages."""
    if database not in glossary_names(datasette):
        return None
    return cells.render(attached(datasette, database), table, column, value, row)


@hookimpl
def extra_css_urls(database: str | None, datasette: Any) -> list[str]:
    """Let Datasette's pages of our databases look like the glossary's own."""
    return [STYLE_OF_TABLES] if database in glossary_names(datasette) else []


@hookimpl
def extra_js_urls(database: str | None, datasette: Any) -> list[str]:
    """Let Datasette's pages of our databases follow edits too, where they are followed."""
    followed = live.live_of(datasette) and database in glossary_names(datasette)
    return [SCRIPT_THAT_FOLLOWS] if followed else []


@hookimpl
def extra_template_vars(database: str | None, datasette: Any) -> dict[str, Any]:
    """Lead from Datasette's pages of our databases back to the glossary and its questions."""
    return {"crumb_items": crumb_items(datasette, database)} if database in glossary_names(datasette) else {}


@hookimpl
def menu_links(datasette: Any, actor: Any) -> Any:
    """Lead from Datasette's menu to each glossary that the actor may view."""

    async def links() -> list[dict[str, str]]:
        found = []
        for name in glossary_names(datasette):
            if all([await may_view_table(datasette, actor, name, table) for table in ("build", *HOME_TABLES)]):
                glossary = attached(datasette, name)
                title = (await glossary.build()).get("title", name)
                found.append({"href": glossary.home(), "label": title})
        return found

    return links
