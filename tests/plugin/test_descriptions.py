"""What Datasette shows of the tables, read from the schema's comments."""

import sqlite3
from contextlib import closing

import pytest

from glossary.plugin.descriptions import TABLES, metadata, read_descriptions, schema_text, tables

SCHEMA = """
-- A header that describes no table.

-- ------------------------------------------------------------- section

-- A thing,
-- in two lines.
CREATE TABLE things (
    id   INTEGER PRIMARY KEY,  -- rank
    kind TEXT NOT NULL CHECK (kind IN ('one',
         'two')),  -- what sort
    bare TEXT,
    last TEXT  -- the end
    ,CHECK (id > 0)  -- no column's
) STRICT;

CREATE INDEX things_kind ON things (kind);

-- All of them.
CREATE VIEW every AS
SELECT id  -- not a column's description
  FROM things;
"""


def test_comments_become_descriptions() -> None:
    """The comment above describes the table, the one behind a column the column."""
    described = read_descriptions(SCHEMA)
    assert described["things"].description == "A thing, in two lines."
    assert described["things"].columns["kind"] == "what sort"
    assert described["things"].columns["id"] == "rank"
    assert "bare" not in described["things"].columns
    assert described["every"] == ("All of them.", {})


@pytest.fixture(scope="module")
def columns() -> dict[str, list[str]]:
    """The columns of every table and view of the schema, by name."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(schema_text())
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")]
        return {name: [row[1] for row in db.execute(f"PRAGMA table_info({name})")] for name in names}


def test_every_table_and_view_is_described(columns: dict[str, list[str]]) -> None:
    """No table, view or column of the schema is without a description."""
    described = tables()
    shown = {name for name in columns if "_fts" not in name}
    views = {name for name in shown if not described.get(name, {}).get("columns")}
    assert shown <= set(described)
    assert {name: set(columns[name]) - set(described[name]["columns"]) for name in shown - views} == {
        name: set() for name in shown - views
    }
    assert "concordance" in views
    assert "posts" not in views


@pytest.mark.parametrize("table", TABLES)
def test_settings_name_columns_that_exist(table: str, columns: dict[str, list[str]]) -> None:
    """Labels, orders and facets are columns of their table."""
    settings = TABLES[table]
    facets = [facet["array"] if isinstance(facet, dict) else facet for facet in settings.get("facets", [])]
    named = [settings[key] for key in ("label_column", "sort", "sort_desc") if key in settings]
    assert {*facets, *named} <= set(columns[table])


def test_metadata_is_made_anew() -> None:
    """Datasette merges into what it is given; the next caller must not see that."""
    metadata("a")["databases"]["a"]["tables"]["posts"]["columns"]["id"] = "spoilt"
    assert metadata("a", "b")["databases"]["b"]["tables"]["posts"]["columns"]["id"] == "rank by path"
