"""Every invariant names itself and the rows that break it."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from glossary.build import build_glossary, building
from glossary.database import INVARIANTS, check_invariants
from glossary.errors import GlossaryError

CANDIDATE = "DELETE FROM candidates; INSERT INTO candidates VALUES"
# For each invariant, ways to break it by hand, with the beginning of a row that the message must show.
BREAKS = {
    "paragraph text stands in its post": [
        ("UPDATE paragraphs SET text = 'something else' WHERE id = 200000003",
         "(200000003, 2, 73, 101, 'something else')"),
        ("UPDATE paragraphs SET start_char = start_char + 1 WHERE id = 200000003", "(200000003, 2, 74, 101,"),
        ("UPDATE posts SET body = replace(body, '🙂', '🙃') WHERE id = 2", "(200000003, 2, 73, 101,"),
    ],
    "mention stands in its paragraph": [
        ("UPDATE mentions SET exact = 'ogas' WHERE id = 1", "(1, 100000001, 16, 20, 'ogas')"),
        ("UPDATE mentions SET start_char = 0 WHERE id = 1", "(1, 100000001, 0, 20,"),
        ("UPDATE mentions SET paragraph_id = 2 WHERE id = 1", "(1, 2, 16, 20,"),
        ("UPDATE mentions SET post_id = 2 WHERE id = 1", "(1, 100000001, 16, 20,"),
        ("UPDATE mentions SET paragraph_id = 99 WHERE id = 1", "(1, 99, 16, 20,"),
        ("UPDATE mentions SET post_id = 99 WHERE id = 1", "(1, 100000001, 16, 20,"),
    ],
    "paragraphs hold what they may": [
        ("UPDATE paragraphs SET zone = 'link' WHERE id = 200000003", "(200000003, 'link', 73, 101)"),
        ("UPDATE paragraphs SET end_char = start_char WHERE id = 200000003", "(200000003, 'prose', 73, 73)"),
        ("UPDATE paragraphs SET start_char = -1 WHERE id = 100000001", "(100000001, 'prose', -1, 64)"),
    ],
    "mentions hold what they may": [
        ("UPDATE mentions SET zone = 'margin' WHERE id = 1", "(1, 'margin', "),
        ("UPDATE mentions SET match = 'fuzzy' WHERE id = 1", "(1, 'prose', 'fuzzy', "),
        ("UPDATE mentions SET status = 'ambiguous' WHERE id = 1", "(1, 'prose', 'exact', 'ambiguous', "),
        ("UPDATE mentions SET status = 'found' WHERE id = 19", "(19, 'list', 'exact', 'found', "),
        ("UPDATE mentions SET is_first = 0 WHERE id = 1", "(1, "),
        ("UPDATE mentions SET ordinal = NULL, is_first = 0 WHERE id = 1", "(1, "),
        ("UPDATE mentions SET label_id = NULL WHERE id = 1", "(1, "),
        ("UPDATE mentions SET label_id = 10 WHERE id = 19", "(19, "),
        # another term's label, another kind than the term's
        ("UPDATE mentions SET label_id = 1 WHERE id = 1", "6, 1, 'project')"),
        ("UPDATE mentions SET kind = 'person' WHERE id = 1", "6, 10, 'person')"),
        ("UPDATE mentions SET end_char = start_char WHERE id = 1", "(1, "),
    ],
    "paragraphs' ids tell where they stand": [
        ("UPDATE paragraphs SET id = 99 WHERE id = 400000001", "(99, 4, 1)"),
        ("UPDATE paragraphs SET position = 7 WHERE id = 400000001", "(400000001, 4, 7)"),
    ],
    "ids are ranks": [
        ("UPDATE mentions SET id = 99 WHERE id = 24", "('mentions', 24, 99)"),
    ],
    "mentions of a post do not overlap": [
        ("UPDATE mentions SET start_char = 17, end_char = 34 WHERE id = 2", "(1, 1, 20, 2, 1, 17)"),
        # one within another, and not the next to it
        ("UPDATE mentions SET start_char = 1, end_char = 60 WHERE id = 1", "(1, 1, 60, 2, 1, 33)"),
    ],
    "paragraphs of a post do not overlap": [
        ("UPDATE paragraphs SET start_char = 60 WHERE id = 200000003", "(200000002, 2, 71, 200000003, 2, 60)"),
    ],
    "one preferred label a term and language": [
        ("DROP INDEX labels_preferred; UPDATE labels SET type = 'preferred' WHERE id = 6", "(3, 'zh', 2)"),
    ],
    "related terms are not broader ones": [
        ("INSERT INTO relations VALUES (6, 'related', 4)", "(6, 4)"),
        # through another term
        ("INSERT INTO relations VALUES (6, 'related', 9)", "(6, 9)"),
    ],
    "no term is broader than itself": [
        ("INSERT INTO relations VALUES (9, 'broader', 6)", "(4)"),
    ],
    "posts count their characters": [
        ("UPDATE posts SET characters = 1 WHERE id = 3", "(3, 1)"),
        ("UPDATE posts SET body = body || char(0) || 'lost' WHERE id = 3; UPDATE posts SET characters = characters + 5",
         "(1, "),
    ],
    "posts count their mentions": [
        ("UPDATE posts SET mention_count = 7 WHERE id = 1", "(1, 7, 2)"),
        ("DELETE FROM mentions WHERE post_id = 1", "(1, 2, None)"),
    ],
    "terms count their mentions": [
        ("UPDATE terms SET mention_count = 7 WHERE slug = 'ogas'", "(6, 7, 5, 3, 3)"),
        ("UPDATE terms SET post_count = 2 WHERE slug = 'ogas'", "(6, 5, 5, 2, 3)"),
        ("UPDATE terms SET mention_count = 1 WHERE slug = 'unheard-of'", "(12, 1, None, 0, None)"),
    ],
    "labels count their mentions": [
        ("UPDATE labels SET mention_count = 7 WHERE text = 'ОГАС'", "(11, 7, 1)"),
    ],
    "each term's first mention in a post is one": [
        ("UPDATE mentions SET ordinal = 2, is_first = 0 WHERE id = 1", "("),
    ],
    "ambiguous mentions name several terms": [
        ("DELETE FROM mention_candidates WHERE term_id = 7", "(19, 'ambiguous', 1)"),
        ("DELETE FROM mention_candidates", "(19, 'ambiguous', 0)"),
    ],
    "only ambiguous mentions have candidates": [
        ("INSERT INTO mention_candidates VALUES (1, 6, 10, 'none')", "(1, 6)"),
    ],
    "alignments go both ways": [
        ("DELETE FROM alignments WHERE paragraph_id = 300000001", "(200000001, 300000001, "),
        ("UPDATE alignments SET score = 0.5 WHERE paragraph_id = 300000001", "(200000001, 300000001, "),
        ("UPDATE alignments SET score = 1.5", "(200000001, 300000001, 1.5, 1.5)"),
        ("UPDATE alignments SET score = -0.5", "(200000001, 300000001, -0.5, -0.5)"),
    ],
    "alignments are between a post and its translation": [
        ("INSERT INTO alignments VALUES (100000001, 200000001, 1.0), (200000001, 100000001, 1.0)",
         "(100000001, 200000001, '0-epilogue.md', "),
        # in one post, and in two of one language
        ("INSERT INTO alignments VALUES (300000001, 300000002, 1.0), (300000002, 300000001, 1.0)",
         "(300000001, 300000002, "),
        ("UPDATE posts SET language = 'en' WHERE id = 2", "(300000001, 200000001, "),
        ("UPDATE posts SET translation_key = 'another' WHERE id = 2", "(300000001, 200000001, "),
    ],
    "mention pairs go both ways": [
        ("DELETE FROM mention_pairs WHERE mention_id = 3", "(12, 3)"),
    ],
    "mention pairs are of one term in aligned paragraphs": [
        # of two terms, of one that stays ambiguous, in paragraphs that do not say the same
        ("INSERT INTO mention_pairs VALUES (4, 14), (14, 4)", "(4, 14, 2, 3, 200000002, 300000002)"),
        ("INSERT INTO mention_pairs VALUES (19, 19)", "(19, 19, None, None, 300000005, 300000005)"),
        ("INSERT INTO mention_pairs VALUES (9, 20), (20, 9)", "(9, 20, 6, 6, 200000002, 300000008)"),
        ("DELETE FROM alignments WHERE paragraph_id = 200000001", "(3, 12, 9, 9, 200000001, 300000001)"),
    ],
    "a mention has one counterpart in a translation": [
        ("INSERT INTO mention_pairs VALUES (9, 20), (20, 9), (9, 21), (21, 9)", "(9, 3, 2)"),
    ],
    "candidates are no labels": [
        (f"{CANDIDATE} (1, 'en', 'OGAS', 0.5, NULL, 1, 1, NULL, NULL, '', '[]', 'new')", "(1, 'en', 'OGAS', "),
    ],
    "candidates stand in posts": [
        (f"{CANDIDATE} (1, 'en', 'x', 0.5, NULL, 1, 2, NULL, NULL, '', '[]', 'new')", "(1, 'en', 'x', 1, 2)"),
        (f"{CANDIDATE} (1, 'en', 'x', 0.5, NULL, 0, 0, NULL, NULL, '', '[]', 'new')", "(1, 'en', 'x', 0, 0)"),
        (f"{CANDIDATE} (1, 'fr', 'x', 0.5, NULL, 1, 1, NULL, NULL, '', '[]', 'new')", "(1, 'fr', 'x', 1, 1)"),
        (f"{CANDIDATE} (1, 'en', ' ', 0.5, NULL, 1, 1, NULL, NULL, '', '[]', 'new')", "(1, 'en', ' ', 1, 1)"),
    ],
    "candidates are ranked by language and score": [
        (f"{CANDIDATE} (1, 'en', 'x', 0.5, NULL, 1, 1, NULL, NULL, '', '[]', 'new'), "
         "(2, 'en', 'y', 0.6, NULL, 1, 1, NULL, NULL, '', '[]', 'new')", "(1, 'en', 0.5, 2, 'en', 0.6)"),
        (f"{CANDIDATE} (1, 'zh', 'x', 0.5, NULL, 1, 1, NULL, NULL, '', '[]', 'new'), "
         "(2, 'en', 'y', 0.4, NULL, 1, 1, NULL, NULL, '', '[]', 'new')", "(1, 'zh', 0.5, 2, 'en', 0.4)"),
    ],
    "everything is in its full-text index": [
        ("DELETE FROM search_fts_docsize WHERE id = 100000001", "('search', 31, 30)"),
        ("DELETE FROM terms_fts_docsize WHERE id = 1", "('terms', 12, 11)"),
        ("DELETE FROM posts_fts_docsize WHERE id = 1", "('posts', 4, 3)"),
        ("DELETE FROM paragraphs_fts_docsize WHERE id = 100000001", "('paragraphs', 15, 14)"),
    ],
    "foreign keys hold": [
        ("DELETE FROM terms WHERE slug = 'planning'", "'relations'"),
        ("DELETE FROM posts WHERE id = 1", "('paragraphs', 100000001, 'posts'"),
    ],
}  # fmt: skip
# Held by a UNIQUE constraint, which no UPDATE gets past.
HELD_BY_THE_SCHEMA = {"labels of a term and language differ"}


def test_every_invariant_is_broken_here() -> None:
    """A new invariant gets its row above."""
    assert set(BREAKS) | HELD_BY_THE_SCHEMA == set(INVARIANTS)


def test_mini_keeps_every_invariant(mini_built: Any) -> None:
    """What was built holds, asked by our check and by hand."""
    check_invariants(mini_built.output)
    assert {name: mini_built.query(sql) for name, sql in INVARIANTS.items()} == {name: [] for name in INVARIANTS}


@pytest.mark.parametrize(
    ("name", "sql", "row"), [(name, sql, row) for name, breaks in BREAKS.items() for sql, row in breaks]
)
def test_broken_invariant_is_named(broken: Callable[[str], Path], name: str, sql: str, row: str) -> None:
    """The message names the invariant and shows the row."""
    with pytest.raises(GlossaryError) as raised:
        check_invariants(broken(sql))
    lines = {line.split(": broken by ")[0]: line for line in raised.value.message.splitlines()}
    assert row in lines[name]


def test_many_broken_rows_are_cut(broken: Callable[[str], Path]) -> None:
    """Of many rows the message shows five, and of long texts the beginning."""
    path = broken("UPDATE mentions SET exact = exact || printf('%.*c', 500, 'x')")
    with pytest.raises(GlossaryError) as raised:
        check_invariants(path)
    (line,) = re.findall("^mention stands.*", raised.value.message, re.MULTILINE)
    assert (line.count("xxx…"), line[-1], len(line) < 600) == (5, "…", True)


def test_labels_are_unique_by_the_schema(broken: Callable[[str], Path]) -> None:
    """The same label twice in a language of a term is refused by SQLite itself."""
    with closing(sqlite3.connect(broken(""))) as connection, pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        connection.execute("UPDATE labels SET text = '高翰文' WHERE text = '高瀚文'")


# --------------------------------------------------------------------------------- texts too long for SQL's substr


@pytest.fixture(scope="module")
def long_post(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a post of 130,000 characters: one long paragraph, then many short ones."""
    folder = tmp_path_factory.mktemp("long")
    (folder / "content").mkdir()
    body = "🙂 foo bar " * 8_000 + "\n\n" + "foo\n\n" * 8_000
    post = f"---\ntitle: A\ndate: 2024-01-01\nlang: en\n---\n{body}"
    (folder / "content" / "a.md").write_text(post, encoding="utf-8")
    (folder / "terms.yaml").write_text("terms: {foo: {kind: slang, labels: {en: [foo]}}}\n", encoding="utf-8")
    build_glossary([folder / "content"], folder / "terms.yaml", folder / "glossary.db")
    return folder / "glossary.db"


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        (
            "UPDATE mentions SET exact = 'fob' WHERE id = 7777",
            "mention stands in its paragraph: broken by (7777, 100",
        ),
        ("UPDATE mentions SET start_char = start_char - 1, exact = 'foob' WHERE id = 7777", "mention stands in its"),
        (
            "UPDATE paragraphs SET text = 'fob' WHERE position = 7777",
            "stands in its post: broken by (100007777, 1, ",
        ),
        ("UPDATE posts SET body = 'x' || substr(body, 2)", "text stands in its post: broken by (100000001, 1, 0, "),
    ],
)
def test_long_texts_are_checked_too(long_post: Path, tmp_path: Path, sql: str, message: str) -> None:
    """Where substr would take time without end, each place is still compared."""
    check_invariants(long_post)
    path = Path(shutil.copy(long_post, tmp_path))
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)
    with pytest.raises(GlossaryError, match=re.escape(message)):
        check_invariants(path)


# ------------------------------------------------------------------------------------------- a build that would break


def test_build_that_would_break_one_stops(mini: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build whose result would be wrong says which rows, and leaves the old file as it is."""
    mini.build()
    before = mini.state()
    fill_tables = building.fill_tables

    def miscount(db: Any, tables: Any) -> None:
        fill_tables(db, tables)
        db.conn.execute("UPDATE terms SET mention_count = 99 WHERE slug = 'ogas'")

    monkeypatch.setattr(building, "fill_tables", miscount)
    with pytest.raises(GlossaryError, match=r"^The database would be wrong.*\nterms count their mentions: .*6, 99, 5"):
        mini.build()
    assert (mini.state(), mini.beside()) == (before, set())


def test_rows_that_the_schema_refuses_stop_a_build(mini: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What SQLite refuses is told in one line, and leaves the old file as it is."""
    mini.build()
    before = mini.state()
    monkeypatch.setattr(building, "create_indexes", lambda db: db.conn.execute("INSERT INTO posts (id) VALUES (1)"))
    with pytest.raises(GlossaryError, match=r"^The database would be wrong, so the old one stays: .*posts\..*\.$"):
        mini.build()
    assert (mini.state(), mini.beside()) == (before, set())
