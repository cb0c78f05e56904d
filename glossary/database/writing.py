"""Writing what was gathered into the tables and their indexes.

sqlite-utils fills the small tables; paragraphs and mentions, which come by the hundred thousand, go in by prepared
statements.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlite_utils import Database

from glossary.database.rows import PARAGRAPHS, Row
from glossary.model import Post
from glossary.text import search_text

_INSERT_PARAGRAPH = """
INSERT INTO paragraphs (id, post_id, position, zone, heading, start_char, end_char, text, reading)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_PASSAGE = """
INSERT INTO search (id, type, term_id, post_id, paragraph_id, title, text)
VALUES (?1, 'paragraph', NULL, ?2, ?1, ?3, ?4)
"""
# Posts and mentions are counted from 1 behind those that come before, paragraphs in their post.
_INSERT_MENTION = f"""
INSERT INTO mentions (id, term_id, label_id, post_id, paragraph_id, start_char, end_char, exact, reading, prefix,
                      suffix, zone, match, status, ordinal, is_first, gloss, kind, language)
SELECT b.mentions + ?1, ?2, ?3, b.posts + ?4, (b.posts + ?4) * {PARAGRAPHS} + ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
       ?14, ?15, ?16, ?17, ?18, ?19
  FROM temp.before AS b
"""
# What is indexed: row id and texts, folded.
_INSERT_TEXTS = {
    "search_fts": "INSERT INTO search_fts (rowid, title, text) VALUES (?, ?, ?)",
    "posts_fts": "INSERT INTO posts_fts (rowid, title, body) VALUES (?, ?, ?)",
    "paragraphs_fts": "INSERT INTO paragraphs_fts (rowid, heading, reading) VALUES (?, ?, ?)",
    "terms_fts": "INSERT INTO terms_fts (rowid, name, names, explanation) VALUES (?, ?, ?, ?)",
}

Texts = tuple[int | str, ...]  # row id and texts as an index holds them


def write_rows(db: Database, table: str, rows: Iterable[Row]) -> None:
    """Write *rows* of one of the small tables."""
    db.table(table).insert_all(rows)


def index_texts(db: Database, index: str, rows: Iterable[Texts]) -> None:
    """Put folded texts into the full-text *index*; row ids that ascend are quickest."""
    db.conn.executemany(_INSERT_TEXTS[index], rows)


def passage_texts(post_id: int, folded: Iterable[str]) -> Iterator[Texts]:
    """Yield what the indexes of passages hold of the paragraphs of a post, by their *folded* text.

    The heading is shown with a passage but not searched again with each.
    """
    for number, text in enumerate(folded, post_id * PARAGRAPHS + 1):
        yield number, "", text


def found_texts(rows: Iterable[Row]) -> Iterator[Texts]:
    """Yield what search_fts holds of *rows* of the table search that are posts or terms."""
    return fold_texts((row["id"], row["title"], row["text"]) for row in rows)


def post_texts(first_id: int, posts: Sequence[Post], bodies: Sequence[str]) -> Iterator[Texts]:
    """Yield what posts_fts holds of *posts*, whose ids begin at *first_id*, by title and folded *bodies*."""
    for number, (post, body) in enumerate(zip(posts, bodies, strict=True), first_id):
        yield number, search_text(post.title), body


def fold_texts(rows: Iterable[Texts]) -> Iterator[Texts]:
    """Yield *rows* with their texts as an index holds them."""
    for number, *texts in rows:
        yield number, *(search_text(str(text)) for text in texts)


@contextmanager
def unchecked(db: Database) -> Iterator[None]:
    """Leave the CHECK constraints to the invariants while paragraphs and mentions are written."""
    db.conn.execute("PRAGMA ignore_check_constraints = ON")
    yield
    db.conn.execute("PRAGMA ignore_check_constraints = OFF")


def write_paragraphs(db: Database, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write rows of paragraphs, in the table's order of columns, and as passages to be searched."""
    db.conn.executemany(_INSERT_PARAGRAPH, rows)
    db.conn.executemany(_INSERT_PASSAGE, ((row[0], row[1], row[4], row[8]) for row in rows))


def copy_paragraph_index(db: Database) -> None:
    """Make the index of paragraphs a copy of the search index, while that holds nothing else.

    What FTS5 keeps stands in its shadow tables, which any copy of a database copies; the columns of the two are alike.
    """
    db.conn.execute("COMMIT")  # FTS5 writes out what it has gathered
    db.conn.execute("BEGIN")
    for part in ("data", "idx", "docsize"):
        db.conn.execute(f"DELETE FROM paragraphs_fts_{part}")
        db.conn.execute(f"INSERT INTO paragraphs_fts_{part} SELECT * FROM search_fts_{part}")


def write_mentions(db: Database, rows: Iterable[Sequence[Any]], posts: int, mentions: int) -> None:
    """Write rows of mentions, in the table's order of columns.

    Posts and mentions are counted from 1 behind so many *posts* and *mentions*, paragraphs from 1 in each post.
    """
    db.conn.execute("CREATE TEMP TABLE IF NOT EXISTS before (posts INTEGER, mentions INTEGER)")
    db.conn.execute("DELETE FROM temp.before")
    db.conn.execute("INSERT INTO temp.before VALUES (?, ?)", (posts, mentions))
    db.conn.executemany(_INSERT_MENTION, rows)


def write_pairs(db: Database, table: str, rows: Sequence[Sequence[Any]]) -> None:
    """Write rows of a table that pairs ids."""
    if rows:
        db.conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def both_ways(pairs: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return *pairs* of ids, perhaps with more, in both directions, sorted."""
    rows = [*pairs]
    rows += [(other, one, *more) for one, other, *more in rows]
    return sorted(rows)
