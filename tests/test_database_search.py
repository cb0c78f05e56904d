"""What the full-text indexes find, as a person types it and by hand."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlite_utils import Database

from glossary.database import open_glossary
from glossary.database.functions import prepare_connection

FOUND = """
SELECT s.type, coalesce(t.slug, p.slug)
  FROM search_fts JOIN search AS s ON s.id = search_fts.rowid
  LEFT JOIN terms AS t ON t.id = s.term_id LEFT JOIN posts AS p ON p.id = s.post_id
 WHERE search_fts MATCH search_phrase(?) ORDER BY s.type = 'paragraph', s.type = 'post', s.id
"""


@pytest.fixture
def opened(mini_built: Any) -> Iterator[Database]:
    """The mini glossary as our own commands open it."""
    database = open_glossary(mini_built.output)
    yield database
    database.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        # a term, and a paragraph
        ("改稻为桑", [("term", "rice-to-mulberry"), ("paragraph", "night-shift-zh")]),
        # parts of a word, where a segmenter would cut otherwise
        ("稻为", [("term", "rice-to-mulberry"), ("paragraph", "night-shift-zh")]),
        ("翰", [("term", "gao-hanwen"), ("paragraph", "leftover-zh")]),
        # traditional and full-width, in the query as in the text
        ("改稻為桑", [("term", "rice-to-mulberry"), ("paragraph", "night-shift-zh")]),
        ("３２５", [("term", "rating-325"), ("paragraph", "night-shift-zh"), ("paragraph", "night-shift-en")]),
        ("325", [("term", "rating-325"), ("paragraph", "night-shift-zh"), ("paragraph", "night-shift-en")]),
        ("冲塔", [("term", "charge-the-tower"), ("paragraph", "night-shift-zh"), ("paragraph", "night-shift-zh")]),
        # hidden labels, and those of a third language in any case
        ("高瀚文", [("term", "gao-hanwen"), ("paragraph", "night-shift-zh")]),
        ("огас", [("term", "ogas"), ("paragraph", "night-shift-zh")]),
        # across a line break, emphasis and entities
        ("桑国策", [("paragraph", "night-shift-zh")]),
        ('"rice to mulberry"', [("term", "rice-to-mulberry"), ("paragraph", "night-shift-en")]),
        ('"gao hanwen has"', [("paragraph", "night-shift-en")]),
        # a post by its title and description
        ("夜班", [("post", "night-shift-zh"), ("paragraph", "night-shift-zh")]),
        ("said night", [("post", "night-shift-en")]),
        # astral characters
        ("𠮷野家", [("paragraph", "night-shift-zh")]),
        # nothing there, and nothing asked
        ("桑改", []),
        ("", []),
        ('"" ( * ^ - NEAR', []),
    ],
)
def test_search(opened: Database, query: str, found: list[tuple[str, str]]) -> None:
    """One box finds terms, posts and paragraphs in both languages."""
    assert opened.execute(FOUND, [query]).fetchall() == found


@pytest.mark.parametrize(
    ("index", "query", "count"),
    [
        ("search_fts", '"改 稻 为 桑"', 2),
        ("paragraphs_fts", '"改 稻 为 桑"', 1),
        ("posts_fts", '"改 稻 为 桑"', 1),
        ("terms_fts", '"改 稻 为 桑"', 1),
        ("terms_fts", 'names: "高 瀚 文"', 1),
        ("terms_fts", 'name: "高 瀚 文"', 0),
        ("terms_fts", "explanation: field", 1),
        ("posts_fts", "title: night", 1),
        ("posts_fts", "body: ogas", 3),
        ("paragraphs_fts", "mulberry", 1),
    ],
)
def test_search_by_hand(db: sqlite3.Connection, index: str, query: str, count: int) -> None:
    """Plain SQLite asks the indexes with a space between Chinese characters."""
    found = db.execute(f"SELECT count(*) FROM {index} WHERE {index} MATCH ?", (query,)).fetchone()[0]
    assert found == count


@pytest.mark.parametrize("index", ["search_fts", "posts_fts", "paragraphs_fts", "terms_fts"])
def test_indexes_are_whole(broken: Any, index: str) -> None:
    """FTS5 finds its own index in order, and every row of its table is in it."""
    with closing(sqlite3.connect(broken(""))) as connection:
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
        table = index.removesuffix("_fts")
        docs = connection.execute(f"SELECT count(*) FROM {index}_docsize").fetchone()
        assert docs == connection.execute(f"SELECT count(*) FROM {table}").fetchone()


def test_search_shows_the_text_as_typed(db: sqlite3.Connection) -> None:
    """A snippet comes from the table, with no spaces between its characters."""
    sql = """
        SELECT text FROM search WHERE type = 'term' AND id IN (SELECT rowid FROM search_fts('"改 稻 为 桑"'))
    """
    assert db.execute(sql).fetchone()["text"] == "A grand plan that ruins the field.\n毁田的大计。"


def test_sqlite_utils_gets_our_function(mini_built: Any) -> None:
    """The command line of sqlite-utils loads search_phrase by our entry point; here its hook is called directly."""
    with closing(sqlite3.connect(mini_built.output)) as connection:
        prepare_connection(connection)
        assert connection.execute("SELECT search_phrase('改稻為桑')").fetchone() == ('"改 稻 为 桑"',)
        assert connection.execute("SELECT search_phrase(NULL)").fetchone() == ('""',)
        assert connection.execute("SELECT search_phrase(325)").fetchone() == ('"325"',)
