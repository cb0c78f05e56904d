"""Creating a database: the schema, a file to fill, and the indexes when it is full."""

import hashlib
import re
import sqlite3
from functools import cache
from importlib.resources import files
from pathlib import Path

from sqlite_utils import Database

APPLICATION = "datasette-glossary"
PAGE_BYTES = 16384
CACHE_KIBIBYTES = 32 * 1024
FTS_HASH_BYTES = 16 * 1024 * 1024


@cache
def schema_sql() -> str:
    """Return the text of schema.sql."""
    return files("glossary").joinpath("schema.sql").read_text(encoding="utf-8")


def schema_hash() -> str:
    """Return what tells one schema from another: the SHA-256 of schema.sql's text."""
    return hashlib.sha256(schema_sql().encode()).hexdigest()


def create_database(path: Path) -> Database:
    """Create the tables in the empty file at *path* and begin the one transaction that fills them."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in (
        f"page_size = {PAGE_BYTES}",
        "journal_mode = OFF",
        "synchronous = OFF",
        f"cache_size = -{CACHE_KIBIBYTES}",
        "foreign_keys = OFF",  # checked at the end, at once
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    for statement in statements("tables"):
        connection.execute(statement)
    for table in ("search_fts", "posts_fts", "terms_fts"):
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', ?)", (FTS_HASH_BYTES,))
    return Database(connection)


def create_indexes(db: Database) -> None:
    """Create the indexes and views, after the rows."""
    for statement in statements("indexes"):
        db.conn.execute(statement)


@cache
def statements(part: str) -> list[str]:
    """Return the schema's statements with their comments: its "tables", or the "indexes" and views after the rows."""
    found, lines = [], []
    for line in schema_sql().splitlines(keepends=True):
        lines.append(line)
        if sqlite3.complete_statement("".join(lines)):
            found.append("".join(lines))
            lines = []
    # The unique index on labels is a constraint: rows are refused at once.
    after = [text for text in found if re.search(r"^CREATE (INDEX|VIEW)", text, re.MULTILINE)]
    return after if part == "indexes" else [text for text in found if text not in after]
