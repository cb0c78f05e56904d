"""SQL functions that fold a query as the indexes are folded; sqlite-utils loads them by this entry point."""

import sqlite3

from sqlite_utils import hookimpl

from glossary.text import search_phrase


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Give *conn* ``search_phrase(query)``: what a person typed, as a query for the full-text indexes."""
    register_functions(conn)


def register_functions(connection: sqlite3.Connection) -> None:
    """Register ``search_phrase`` on *connection*."""
    connection.create_function("search_phrase", 1, _search_phrase, deterministic=True)


def _search_phrase(query: object) -> str:
    return search_phrase("" if query is None else str(query))
