"""Writing what an edit has changed into the database that people read, in one transaction.

Readers see the old content until it ends; of a build that fails or is killed half-way SQLite takes everything back.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from glossary.database.creating import statements
from glossary.database.placing import WAIT_SECONDS, mend, one_at_a_time
from glossary.database.rows import PARAGRAPHS, Row
from glossary.database.writing import Texts, index_texts
from glossary.errors import GlossaryError

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
_MOVE_LABELS = """
UPDATE mentions
   SET label_id = (SELECT l.new_id FROM temp.moved_labels AS l WHERE l.id = mentions.label_id)
 WHERE label_id IN (SELECT id FROM temp.moved_labels)
"""
_BUILD = "SELECT key, value FROM build ORDER BY key"


class MovedPost(NamedTuple):
    """A post whose mentions stay, with the rank that it has now, and how far the ids of mentions move."""

    id: int
    new_id: int
    mentions: int


def is_of_build(output: Path, build: Iterable[Row]) -> bool:
    """Tell whether there is a database *output* that came of this *build*, given as the rows of that table."""
    try:
        with closing(sqlite3.connect(f"{output.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return _holds(connection, build)
    except sqlite3.Error:
        return False


def _holds(connection: sqlite3.Connection, build: Iterable[Row]) -> bool:
    return connection.execute(_BUILD).fetchall() == [(row["key"], row["value"]) for row in build]


@contextmanager
def open_to_patch(output: Path, build: Iterable[Row]) -> Iterator[Database]:
    """Give the database *output* in a transaction that ends with the block; threads may use it in turn.

    Raises GlossaryError, with everything as it was, if it is not of this *build* any more, or if somebody reads or
    writes all the while.
    """
    with one_at_a_time(output.parent):
        mend(output)
        uri = f"{output.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(
            uri, uri=True, isolation_level=None, timeout=WAIT_SECONDS, check_same_thread=False
        )  # fmt: skip
        try:
            for pragma in (
                "journal_mode = DELETE",
                "foreign_keys = OFF",  # checked at the end, at once
                "legacy_alter_table = ON",  # a table that is renamed is not followed by what refers to it
                f"cache_size = -{CACHE_KIBIBYTES}",
                "cache_spill = OFF",  # nobody is kept from reading before the end
            ):
                connection.execute(f"PRAGMA {pragma}").fetchone()
            connection.execute("BEGIN IMMEDIATE")
            if not _holds(connection, build):
                raise GlossaryError(f"{output}: another build has just written it. Fix: save again.")
            yield Database(connection)
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise GlossaryError(
                f"{output}: could not be changed, the old content stays ({error}). "
                "Fix: free disk space, or stop whoever reads or writes it, and save again."
            ) from error
        finally:
            connection.close()  # what is not committed is rolled back


def forget_mentions(db: Database, posts: Iterable[int]) -> None:
    """Delete the mentions of *posts*, given by id."""
    db.conn.executemany("DELETE FROM mentions WHERE post_id = ?", ((number,) for number in posts))


def move_mentions(
    db: Database, posts: Iterable[MovedPost], terms: Mapping[int, int], labels: Mapping[int, int]
) -> None:
    """Give the mentions of *posts* the ids that they have now, and forget all others.

    *terms* and *labels* are the ids of now by those before. To write the table anew is quicker than to change its rows
    where they stand, for their ids order it.
    """
    _number(db, "moved_posts (id, new_id, mentions)", [*posts])
    _number(db, "moved_terms (id, new_id)", [*terms.items()])
    _number(db, "moved_labels (id, new_id)", [*labels.items()])
    indexes = "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'mentions'"
    for (name,) in db.conn.execute(indexes).fetchall():
        db.conn.execute(f"DROP INDEX {name}")
    db.conn.execute("ALTER TABLE mentions RENAME TO old_mentions")
    db.conn.execute(_statement(r"^CREATE TABLE mentions "))
    db.conn.execute(_MOVE_MENTIONS)
    db.conn.execute("DROP TABLE old_mentions")
    for statement in statements("indexes"):
        if re.search(r"^CREATE INDEX \w+ ON mentions ", statement, re.MULTILINE):
            db.conn.execute(statement)


def move_labels(db: Database, labels: Mapping[int, int]) -> None:
    """Give the labels of all mentions the ids of now, by those before; no index holds them."""
    _number(db, "moved_labels (id, new_id)", [pair for pair in labels.items() if pair[0] != pair[1]])
    db.conn.execute(_MOVE_LABELS)


def _number(db: Database, table: str, rows: Sequence[Sequence[int]]) -> None:
    """Create a temporary table, given with its columns, and fill it.

    In one statement: for every row of several, Python's lock would be given up and waited for.
    """
    name, _, columns = table.partition(" ")
    values = ", ".join(f"json_extract(value, '$[{index}]')" for index in range(columns.count(",") + 1))
    db.conn.execute(f"CREATE TEMP TABLE {name} {columns.replace('id', 'id INTEGER PRIMARY KEY', 1)}")
    db.conn.execute(f"INSERT INTO {name} SELECT {values} FROM json_each(?)", (json.dumps(rows),))


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
