"""The schema keeps what it promises: tables, columns, views and indexes, strict, readable by plain SQLite."""

import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from typing import Any

import pytest

from glossary.database import INVARIANTS, schema_sql

TABLES = {
    "posts": """id path slug title date language author description source_title source_author source_date source_url
        translation_key body sha256 characters mention_count terms front_matter""",
    "paragraphs": "id post_id position zone heading start_char end_char text reading",
    "alignments": "paragraph_id counterpart_id score",
    "terms": """id slug name kind explanation explained status names mention_count post_count first_post_id first_date
        last_date source_path source_line""",
    "labels": "id term_id language text type case_policy mention_count",
    "explanations": "id term_id language text",
    "notes": "id term_id type language text",
    "sources": "id term_id title url",
    "relations": "term_id type target_id",
    "former_slugs": "slug term_id",
    "mentions": """id term_id label_id post_id paragraph_id start_char end_char exact reading prefix suffix zone match
        status is_first gloss kind language""",
    "mention_candidates": "mention_id term_id label_id reason",
    "mention_pairs": "mention_id counterpart_id",
    "candidates": """id language text score kind mention_count post_count gloss counterpart example evidence status""",
    "problems": "id severity code message fix path line term_id post_id",
    "search": "id",
    "build": "key value",
}
FULL_TEXT = ("search_fts", "posts_fts", "paragraphs_fts", "terms_fts")
VIEWS = (
    "concordance", "term_index", "unexplained_terms", "unmentioned_terms", "cooccurrences", "timeline", "renderings",
    "homographs", "first_mentions", "coverage",
)  # fmt: skip
# What is empty, and what is neither mentioned nor explained nor dated.
CORNERS = {
    "no posts": ({}, "terms: {a: {kind: slang, labels: {en: [a]}, explanation: A.}}\n"),
    "no terms": ({"a.md": "Some text.\n"}, "terms: {}\n"),
    "neither": ({}, "terms: {}\n"),
    "a post without text": ({"a.md": ""}, "terms: {a: {kind: slang, labels: {en: [a]}}}\n"),
}


@pytest.mark.parametrize("table", TABLES)
def test_table_has_its_columns(db: sqlite3.Connection, table: str) -> None:
    """Every promised column is there, and the table is strict."""
    columns = {row["name"] for row in db.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    assert columns >= set(TABLES[table].split())
    assert [row["strict"] for row in db.execute("SELECT strict FROM pragma_table_list(?)", (table,))] == [1]


def test_things_have_an_id_and_pairs_a_compound_key(db: sqlite3.Connection) -> None:
    """What is a thing has an integer primary key called id; a pair table is keyed by the pair."""
    sql = "SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk"
    keys = {table: [name for (name,) in db.execute(sql, (table,))] for table in TABLES}
    assert keys == {table: ["id"] for table in TABLES} | {
        "alignments": ["paragraph_id", "counterpart_id"],
        "relations": ["term_id", "type", "target_id"],
        "former_slugs": ["slug"],
        "mention_candidates": ["mention_id", "term_id"],
        "mention_pairs": ["mention_id", "counterpart_id"],
        "build": ["key"],
    }


@pytest.mark.parametrize(("kind", "names"), [("view", VIEWS), ("table", FULL_TEXT)])
def test_views_and_full_text_indexes_are_there(db: sqlite3.Connection, kind: str, names: tuple[str, ...]) -> None:
    """Nothing promised is missing."""
    assert {row["name"] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = ?", (kind,))} >= set(names)


def test_every_index_of_the_schema_is_there(db: sqlite3.Connection) -> None:
    """Indexes are created after the rows, and none is forgotten."""
    wanted = set(re.findall(r"^CREATE (?:UNIQUE )?INDEX (\w+)", schema_sql(), re.MULTILINE))
    sql = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
    assert {row["name"] for row in db.execute(sql)} == wanted


def test_every_reference_has_an_index(db: sqlite3.Connection) -> None:
    """Each column that refers to another table leads some index, so that pages need no scan, but for one.

    Of a term's mentions, which have one, those of a label are few: an index would cost more than it is asked.
    """
    sql = """
        SELECT t.name, f."from"
          FROM sqlite_schema AS t JOIN pragma_foreign_key_list(t.name) AS f
         WHERE t.type = 'table' AND NOT EXISTS (
               SELECT 1 FROM pragma_index_list(t.name) AS i JOIN pragma_index_info(i.name) AS c
                WHERE c.seqno = 0 AND c.name = f."from")
    """
    assert [tuple(row) for row in db.execute(sql)] == [("mentions", "label_id")]


@pytest.mark.parametrize("view", VIEWS)
def test_view_answers_with_an_id_first(db: sqlite3.Connection, view: str) -> None:
    """A view's first column is an id, and no two rows share one."""
    cursor = db.execute(f"SELECT * FROM {view}")
    ids = [row[0] for row in cursor]
    assert cursor.description[0][0] == "id"
    assert len(ids) == len(set(ids))
    assert view == "renderings" or ids


@pytest.fixture(params=CORNERS)
def corner(request: pytest.FixtureRequest, empty: Any) -> Any:
    """A glossary in which something is missing altogether."""
    empty.write(*CORNERS[request.param]).build()
    return empty


def test_empty_glossary_answers_everything(corner: Any) -> None:
    """Without posts, without terms: every view and invariant answers, and plain SQLite finds nothing wrong."""
    with closing(sqlite3.connect(corner.output)) as connection:
        for view in VIEWS:
            connection.execute(f"SELECT * FROM {view}").fetchall()
        assert [name for name, sql in INVARIANTS.items() if connection.execute(sql).fetchall()] == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT * FROM search_fts WHERE search_fts MATCH 'nothing'").fetchall() == []
        coverage = connection.execute("SELECT language, term_count FROM coverage").fetchall()
    assert coverage == [("en", len(corner.query("SELECT 1 FROM terms")))]


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO alignments VALUES (1, 2, 'high')",
        "UPDATE posts SET date = 'May 2nd' WHERE id = 1",
        "UPDATE posts SET tags = 'slang' WHERE id = 1",
        "UPDATE terms SET kind = 'persn' WHERE id = 1",
        "UPDATE mentions SET end_char = start_char WHERE id = 1",
        "UPDATE mentions SET zone = 'margin' WHERE id = 1",
        "UPDATE mentions SET match = 'fuzzy' WHERE id = 1",
        "UPDATE mentions SET status = 'ambiguous' WHERE id = 1",
        "UPDATE mentions SET is_first = 0 WHERE ordinal = 1",
        "UPDATE sources SET url = 'javascript:alert(1)' WHERE id = 1",
        "UPDATE labels SET type = 'preferred' WHERE id = 6",
        "INSERT INTO relations VALUES (1, 'related', 1)",
    ],
)
def test_schema_refuses(broken: Any, sql: str) -> None:
    """What a column cannot hold, SQLite itself refuses."""
    with closing(sqlite3.connect(broken(""))) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(sql)


def test_plain_sqlite(mini_built: Any) -> None:
    """Any SQLite opens the file whole: no log or journal beside it, journal mode DELETE, references hold."""
    assert mini_built.beside() == set()
    assert mini_built.query("PRAGMA journal_mode") == [("delete",)]
    assert mini_built.output.read_bytes()[18:20] == b"\x01\x01"  # readable without a write-ahead log
    assert mini_built.query("PRAGMA integrity_check") == [("ok",)]
    assert mini_built.query("PRAGMA foreign_key_check") == []
    assert mini_built.query("PRAGMA auto_vacuum") == [(0,)]
    assert mini_built.query("PRAGMA freelist_count") == [(0,)]


@pytest.mark.skipif(not shutil.which("sqlite3"), reason="there is no sqlite3 command")
@pytest.mark.parametrize("view", VIEWS)
def test_sqlite_command_reads_every_view(mini_built: Any, view: str) -> None:
    """The sqlite3 command needs nothing of ours."""
    command = ["sqlite3", "-readonly", str(mini_built.output), f"SELECT count(*) >= 0 FROM {view}"]
    run = subprocess.run(command, capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("1\n", "")


# ------------------------------------------------------------------------------------------------ views, row by row

VIEW_ROWS = {
    "SELECT term, prefix, keyword, suffix, address FROM concordance WHERE post = 'last-word'": [
        ("ogas", "A last word on ", "OGAS", ", and on the planning that it wa", "/post/last-word#ogas-1"),
        ("planning", "A last word on OGAS, and on the ", "planning", " that it was meant for.",
         "/post/last-word#planning-1"),
    ],
    "SELECT term, keyword, address FROM concordance WHERE term IS NULL": [(None, "pit", "/post/night-shift-en")],
    "SELECT name, other_labels FROM term_index WHERE slug IN ('gao-hanwen', 'ogas')": [
        ("Gao Hanwen", "高翰文"), ("OGAS", "ОГАС · 全国自动化系统"),
    ],
    "SELECT name FROM term_index LIMIT 4": [("325",), ("Bitter Lesson",), ("charge the tower",), ("Gao Hanwen",)],
    "SELECT slug FROM unexplained_terms": [("unheard-of",)],
    "SELECT slug FROM unmentioned_terms": [("bitter-lesson",), ("pit-hole",), ("pit-trade",), ("unheard-of",)],
    "SELECT name, other_name, paragraph_count, post_count FROM cooccurrences WHERE name = 'Gao Hanwen'": [
        ("Gao Hanwen", "Gosplan", 1, 1), ("Gao Hanwen", "makeshift troupe", 1, 1), ("Gao Hanwen", "OGAS", 1, 1),
        ("Gao Hanwen", "planning", 1, 1), ("Gao Hanwen", "325", 2, 2), ("Gao Hanwen", "rice to mulberry", 1, 1),
    ],
    "SELECT month, mention_count, post_count FROM timeline WHERE slug = 'ogas'": [
        ("2024-05", 4, 2), ("2025-03", 1, 1),
    ],
    "SELECT text, term_count, terms, ambiguous_count FROM homographs": [("pit", 2, "pit-hole · pit-trade", 1)],
    "SELECT post, keyword, address FROM first_mentions WHERE term IN ('ogas', 'makeshift-troupe')": [
        ("night-shift-zh", "OGAS", "/post/night-shift-zh#ogas-1"),
        ("night-shift-en", "makeshift troupes", "/post/night-shift-en#makeshift-troupe-1"),
    ],
    "SELECT language, term_count, labels_missing, explanations_missing FROM coverage": [
        ("en", 12, 0, 2), ("zh", 12, 4, 9),
    ],
    "SELECT slug, language, label, rendering, mention_count FROM renderings WHERE term_id IN (2, 6, 11)": [
        ("charge-the-tower", "en", "charge the tower", "冲塔", 1),
        ("charge-the-tower", "zh", "冲塔", None, 1),
        ("charge-the-tower", "zh", "冲塔", "Charge the tower", 1),
        ("ogas", "zh", "OGAS", None, 1),
        ("ogas", "zh", "ОГАС", None, 1),
        ("rice-to-mulberry", "en", "rice to mulberry", "改稻为桑", 1),
        ("rice-to-mulberry", "zh", "改稻为桑", "Rice to mulberry", 1),
        ("rice-to-mulberry", "zh", "改稻为桑", None, 1),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("sql", "expected"), list(VIEW_ROWS.items()))
def test_view(db: sqlite3.Connection, sql: str, expected: list[tuple[object, ...]]) -> None:
    """A view answers the question it is named for."""
    found = [tuple(row) for row in db.execute(sql)]
    assert sorted(found, key=repr) == sorted(expected, key=repr) if "cooccurrences" in sql else found == expected
