"""Telling the terms anew in a copy of the database: where they are mentioned is the same, what is said of them is not.

That is the edit which people make most, and nothing else of a large database is written then.
"""

import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from sqlite_utils import Database

from glossary.database.placing import one_at_a_time
from glossary.database.writing import term_texts
from glossary.model import Glossary
from glossary.text import search_text

# What comes from terms.yaml, and what a build says at its end.
_TOLD = (
    "relations", "former_slugs", "sources", "notes", "explanations", "labels", "terms", "problems", "build",
)  # fmt: skip
_FORGET_SEARCH = "INSERT INTO search_fts (search_fts, rowid, title, text) VALUES ('delete', ?, ?, ?)"


def copy_database(output: Path, path: Path, input_hash: str) -> Database | None:
    """Return a copy of the database *output* in the file *path*, in a transaction; None if it is of another input."""
    with one_at_a_time(output.parent):
        shutil.copyfile(output, path)
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
        connection.execute(f"PRAGMA {pragma}")
    if connection.execute("SELECT value FROM build WHERE key = 'input'").fetchone() != (input_hash,):
        connection.close()
        path.write_bytes(b"")
        return None
    connection.execute("BEGIN")
    return Database(connection)


def forget_terms(db: Database, glossary: Glossary, search_offset: int) -> None:
    """Delete what was told of the terms of *glossary*; their mentions stay."""
    for table in _TOLD:
        db.conn.execute(f"DELETE FROM {table}")
    db.conn.execute("INSERT INTO terms_fts (terms_fts) VALUES ('delete-all')")
    # The index of a text is deleted by saying what the text was.
    db.conn.executemany(_FORGET_SEARCH, _search_rows(glossary, search_offset))
    db.conn.execute("DELETE FROM search WHERE type = 'term'")


def forget_candidates(db: Database) -> None:
    """Delete what was proposed."""
    db.conn.execute("DELETE FROM candidates")


def _search_rows(glossary: Glossary, search_offset: int) -> Iterable[tuple[int, str, str]]:
    for number, term in enumerate(glossary.terms, 1):
        labels, explanations = term_texts(term)
        yield search_offset + number, search_text(labels), search_text(explanations)
