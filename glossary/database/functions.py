"""SQL functions that fold a query as the indexes are folded; sqlite-utils loads them by this entry point."""

import sqlite3

from sqlite_utils import hookimpl

from glossary.database.creating import APPLICATION
from glossary.text import search_phrase


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Give a connection to a glossary ``search_phrase(query)``: what a person typed, as a full-text query.

    Datasette 1.0 asks this for each of its databases; those that are none of ours stay as they are.
    """
    try:
        row = conn.execute("SELECT value FROM build WHERE key = 'application'").fetchone()
    except sqlite3.Error:
        return
    if row == (APPLICATION,):
        register_functions(conn)


def register_functions(connection: sqlite3.Connection) -> None:
    """Register ``search_phrase`` on *connection*."""
    connection.create_function("search_phrase", 1, _search_phrase, deterministic=True)


def _search_phrase(query: object) -> str:
    return search_phrase("" if query is None else str(query))
