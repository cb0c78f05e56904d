"""Which attached databases are glossaries, and the addresses of their pages.

A database is a glossary when its ``build`` table names our application. That is asked once a database, when somebody
first needs to know, over a connection of our own: routes, headers and metadata are asked for by plain functions.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode
from weakref import WeakKeyDictionary

from datasette.utils import tilde_encode

from glossary.plugin.queries.build import APPLICATION, BUILD

APPLICATION_NAME = "datasette-glossary"
# First segments of the short addresses: a database of such a name keeps its own tables' addresses.
SHORT = ("term", "post", "search", "questions", "suggestions", "map", "timeline")

_known: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()


def names_our_application(connection: sqlite3.Connection) -> bool:
    """Tell whether the database behind *connection* is a glossary."""
    try:
        row = connection.execute(APPLICATION).fetchone()
    except sqlite3.DatabaseError:  # no build table, or none of ours, or no database at all
        return False
    return row is not None and row[0] == APPLICATION_NAME


def remember(database: Any, connection: sqlite3.Connection) -> bool:
    """Find out over *connection* whether *database* is a glossary, and keep the answer."""
    _known[database] = names_our_application(connection)
    return _known[database]


def is_glossary(database: Any) -> bool:
    """Tell whether Datasette's *database* is a glossary."""
    if database not in _known:
        if database.path is None and database.memory_name is None:
            return False
        try:
            with closing(database.connect()) as connection:
                remember(database, connection)
        except sqlite3.Error:
            return False
    return _known[database]


def glossary_names(datasette: Any) -> list[str]:
    """Return the names of the glossaries attached, sorted; the first has the short addresses."""
    return sorted(name for name, database in datasette.databases.items() if is_glossary(database))


def attached(datasette: Any, name: str) -> "Attached":
    """Return the glossary called *name*, with the form of its addresses."""
    taken = {database.route for database in datasette.databases.values()}.intersection(SHORT)
    return Attached(datasette, name, name == glossary_names(datasette)[0] and not taken)


def attached_at(datasette: Any, route: str | None) -> "Attached | None":
    """Return the glossary whose addresses begin with *route*; without one, that with the short addresses."""
    for name in glossary_names(datasette):
        glossary = attached(datasette, name)
        if glossary.short if route is None else route == tilde_encode(datasette.databases[name].route):
            return glossary
    return None


@dataclass(frozen=True, slots=True)
class Attached:
    """A glossary that Datasette serves: how to ask it, and where its pages are."""

    datasette: Any
    name: str
    short: bool  # whether it has the short addresses

    async def rows(self, sql: str, **parameters: object) -> Sequence[Mapping[str, Any]]:
        """Return the rows that *sql* gives."""
        result = await self.datasette.get_database(self.name).execute(sql, parameters)
        rows: Sequence[Mapping[str, Any]] = result.rows
        return rows

    async def row(self, sql: str, **parameters: object) -> Mapping[str, Any] | None:
        """Return the first row that *sql* gives, if any."""
        return next(iter(await self.rows(sql, **parameters)), None)

    async def build(self) -> dict[str, str]:
        """Return what the build says of itself."""
        return {row["key"]: row["value"] for row in await self.rows(BUILD)}

    def page(self, path: str) -> str:
        """Return the address of a page whose short address is *path*, with a leading slash."""
        if not self.short:
            return f"{self.database()}/-{path}"
        return str(self.datasette.urls.path(path))

    def home(self) -> str:
        """Return the address of the glossary's first page."""
        return self.page("/")

    def term(self, slug: str) -> str:
        """Return the address of a term."""
        return self.page(f"/term/{tilde_encode(slug)}")

    def post(self, slug: str, anchor: str = "") -> str:
        """Return the address of a post, or of a place in it."""
        return self.page(f"/post/{tilde_encode(slug)}") + (f"#{quote(anchor, safe=':~')}" if anchor else "")

    def mention(self, post: str, term: str, ordinal: int) -> str:
        """Return the address of the n-th mention of a term in a post."""
        return self.post(post, f"{term}-{ordinal}")

    def search(self, query: str = "", **parameters: object) -> str:
        """Return the address of the search page, or of an answer."""
        asked = {"q": query, **parameters} if query else {}
        return self.page("/search") + (f"?{urlencode(asked, errors='replace')}" if asked else "")

    def database(self) -> str:
        """Return the address of the database in Datasette."""
        return str(self.datasette.urls.database(self.name))

    def table(self, table: str, **filters: object) -> str:
        """Return the address of a table or view in Datasette, filtered."""
        address = str(self.datasette.urls.table(self.name, table))
        return f"{address}?{urlencode(filters)}" if filters else address

    def table_row(self, table: str, key: object) -> str:
        """Return the address of a row in Datasette."""
        return str(self.datasette.urls.row(self.name, table, tilde_encode(str(key))))

    def sql(self, sql: str, **parameters: object) -> str:
        """Return the address of Datasette's SQL page with a query in it."""
        return f"{self.database()}?{urlencode({'sql': sql, **parameters})}"

    def static(self, file: str) -> str:
        """Return the address of a file of ours."""
        return str(self.datasette.urls.static_plugins(APPLICATION_NAME, file))
