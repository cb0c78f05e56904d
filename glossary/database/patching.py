"""Writing what an edit has changed into the database that people read, in one transaction.

Readers see the old content until it ends; of a build that fails or is killed half-way SQLite takes everything back.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from glossary.database.creating import statements
from glossary.database.placing import WAIT_SECONDS, mend, one_at_a_time
from glossary.database.rows import PARAGRAPHS, Row
from glossary.database.writing import Texts, index_texts

CACHE_KIBIBYTES = 256 * 1024
# An index forgets a text by being told what the text was.
_FORGET_TEXTS = {
    "search_fts": "INSERT INTO search_fts (search_fts, rowid, title, text) VALUES ('delete', ?, ?, ?)",
    "posts_fts": "INSERT INTO posts_fts (posts_fts, rowid, title, body) VALUES ('delete', ?, ?, ?)",
    "paragraphs_fts": "INSERT INTO paragraphs_fts (paragraphs_fts, rowid, heading, reading) VALUES ('delete', ?, ?, ?)",
    "terms_fts": "INSERT INTO terms_fts (terms_fts, rowid, name, names, explanation) VALUES ('delete', ?, ?, ?, ?)",
}
_MOVE_MENTIONS = f"""
INSERT INTO mentions
SELECT m.id + p.mentions, t.new_id, l.new_id, p.new_id, m.paragraph_id + (p.new_id - p.id) * {PARAGRAPHS},
       m.start_char, m.end_char, m.exact, m.reading, m.prefix, m.suffix, m.zone, m.match, m.status, m.ordinal,
       m.is_first, m.gloss, m.kind, m.language
  FROM old_mentions AS m
 CROSS JOIN temp.moved_posts AS p ON p.id = m.post_id
  LEFT JOIN temp.moved_terms AS t ON t.id = m.term_id
  LEFT JOIN temp.moved_labels AS l ON l.id = m.label_id
"""


class MovedPost(NamedTuple):
    """A post whose mentions stay, with the rank that it has now, and how far the ids of mentions move."""

    id: int
    new_id: int
    mentions: int


@contextmanager
def open_to_patch(output: Path, input_hash: str) -> Iterator[Database | None]:
    """Give the database *output* in a transaction that ends with the block; None if it is not of this input any more.

    Threads may use it in turn.
    """
    with one_at_a_time(output.parent):
        mend(output)
        uri = f"{output.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(
            uri, uri=True, isolation_level=None, timeout=WAIT_SECONDS, check_same_thread=False
        )  # fmt: skip
        try:
            for pragma in (
                "foreign_keys = OFF",  # checked at the end, at once
                "legacy_alter_table = ON",  # a table that is renamed is not followed by what refers to it
                f"cache_size = -{CACHE_KIBIBYTES}",
                "cache_spill = OFF",  # nobody is kept from reading before the end
            ):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("BEGIN IMMEDIATE")
            known = connection.execute("SELECT value FROM build WHERE key = 'input'").fetchone() == (input_hash,)
            yield Database(connection) if known else None
            connection.execute("COMMIT")
        finally:
            connection.close()  # what is not committed is rolled back


def forget_mentions(db: Database, posts: Iterable[int]) -> None:
    """Delete the mentions of *posts*, given by id."""
    db.conn.executemany("DELETE FROM mentions WHERE post_id = ?", ((number,) for number in posts))


def move_mentions(
    db: Database, posts: Iterable[MovedPost], terms: Mapping[int, int], labels: Mapping[int, int]
) -> None:
    """Give the mentions of *posts* the ids that they have now, and forget all others.

    *terms* and *labels* are the ids of now by those before.

    To write the table anew is quicker than to change its rows where they stand, for their ids order it.
    """
    for table, columns, rows in (
        ("moved_posts", "id INTEGER PRIMARY KEY, new_id, mentions", posts),
        ("moved_terms", "id INTEGER PRIMARY KEY, new_id", terms.items()),
        ("moved_labels", "id INTEGER PRIMARY KEY, new_id", labels.items()),
    ):
        db.conn.execute(f"CREATE TEMP TABLE {table} ({columns})")
        db.conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * (columns.count(',') + 1))})", rows)
    indexes = "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'mentions'"
    for (name,) in db.conn.execute(indexes).fetchall():
        db.conn.execute(f"DROP INDEX {name}")
    db.conn.execute("ALTER TABLE mentions RENAME TO old_mentions")
    db.conn.execute(_statement(r"^CREATE TABLE mentions "))
    db.conn.execute(_MOVE_MENTIONS)
    db.conn.execute("DROP TABLE old_mentions")


def index_mentions(db: Database) -> None:
    """Create the indexes of the mentions, after the rows."""
    for statement in statements("indexes"):
        if re.search(r"^CREATE INDEX \w+ ON mentions ", statement, re.MULTILINE):
            db.conn.execute(statement)


def forget_paragraphs(db: Database, posts: Iterable[int]) -> None:
    """Delete the paragraphs of *posts*, given by id; the indexes of their texts are told apart."""
    ranges = [(number * PARAGRAPHS, (number + 1) * PARAGRAPHS) for number in posts]
    for table in ("paragraphs", "search"):
        db.conn.executemany(f"DELETE FROM {table} WHERE id > ? AND id < ?", ranges)


def replace_rows(db: Database, table: str, old: Iterable[Row], new: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Write what differs between the *old* rows of a small table and the *new* ones; return which go and which come."""
    if old is new:
        return [], []
    keys = db.table(table).pks
    before, after = ({tuple(row[key] for key in keys): row for row in rows} for rows in (old, new))
    gone = [row for key, row in before.items() if after.get(key) != row]
    come = [row for key, row in after.items() if before.get(key) != row]
    places = " AND ".join(f"{key} = ?" for key in keys)
    db.conn.executemany(f"DELETE FROM {table} WHERE {places}", ([row[key] for key in keys] for row in gone))
    if come:
        columns = list(come[0])
        insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(f':{column}' for column in columns)})"
        db.conn.executemany(insert, come)
    return gone, come


def replace_texts(db: Database, index: str, old: Sequence[Texts], new: Sequence[Texts]) -> None:
    """Forget the *old* texts in a full-text index and put in the *new* ones, of which none may be among the others."""
    db.conn.executemany(_FORGET_TEXTS[index], sorted(old))
    index_texts(db, index, sorted(new))


def _statement(pattern: str) -> str:
    """Return the statement of the schema that *pattern* matches at the beginning of a line."""
    return next(text for text in statements("tables") if re.search(pattern, text, re.MULTILINE))
