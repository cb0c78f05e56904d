"""What Datasette shows of each table: descriptions read from schema.sql's comments, facets, labels and order.

``metadata`` is all of it, in the form of a metadata file of Datasette 0.65; the plugin gives it to Datasette itself.
``SETTINGS`` is what no plugin can set, for who starts Datasette.
"""

import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple

# Datasette's settings hold for every database that it serves, so a plugin leaves them alone.
SETTINGS = {"suggest_facets": False, "truncate_cells_html": 300, "facet_time_limit_ms": 500}

_TABLE = re.compile(r"CREATE (?:VIRTUAL )?(?:TABLE|VIEW) (\w+)")
_COLUMN = re.compile(r"    (\w+)\s+(?:INTEGER|TEXT|REAL)\b")
_BEHIND = re.compile(r",?\s{2}-- (.*)$")

# Per table: the column that stands for a row elsewhere, the order of the rows, what to narrow them by.
TABLES: dict[str, dict[str, Any]] = {
    "posts": {"label_column": "title", "sort_desc": "date", "facets": ["language", {"array": "terms"}], "size": 50},
    "paragraphs": {"label_column": "reading", "facets": ["zone"], "size": 50},
    "alignments": {"sort_desc": "score"},
    "terms": {"label_column": "name", "sort_desc": "mention_count", "facets": ["kind", "status", "explained"]},
    "labels": {"label_column": "text", "facets": ["language", "type"]},
    "explanations": {"label_column": "language", "facets": ["language"]},
    "notes": {"label_column": "type", "facets": ["type", "language"]},
    "sources": {"label_column": "title"},
    "relations": {"facets": ["type"]},
    "former_slugs": {"label_column": "slug"},
    "mentions": {
        "label_column": "reading",
        "sort": "id",
        "facets": ["kind", "language", "zone", "match", "status"],
    },
    "candidates": {"label_column": "text", "sort_desc": "score", "facets": ["language", "kind", "status"]},
    "problems": {"label_column": "message", "facets": ["severity", "code"]},
    "build": {"label_column": "key", "sort": "key"},
    "search": {"label_column": "title", "facets": ["type"], "size": 50},
}


class Description(NamedTuple):
    """What schema.sql says of a table or view."""

    description: str
    columns: Mapping[str, str]


def schema_text() -> str:
    """Return the packaged schema.sql."""
    return (files("glossary") / "schema.sql").read_text(encoding="utf-8")


@cache
def schema_hash() -> str:
    """Return the hash that a database of the packaged schema carries."""
    return sha256(schema_text().encode()).hexdigest()


def read_descriptions(schema: str) -> dict[str, Description]:
    """Read the comments above each table and view of *schema*, and those behind each column."""
    described: dict[str, Description] = {}
    comment: list[str] = []
    columns: dict[str, str] = {}
    column = ""
    for line in schema.splitlines():
        if line.startswith("-- "):
            comment.append(line.removeprefix("-- ").strip())
            continue
        if found := _TABLE.match(line):
            columns, column = {}, ""
            described[found.group(1)] = Description(" ".join(comment), columns)
        elif found := _COLUMN.match(line):
            column = found.group(1)
        if column and (behind := _BEHIND.search(line)):
            columns[column] = f"{columns[column]} {behind.group(1)}" if column in columns else behind.group(1)
        if line.startswith(")"):
            column = ""
        comment = []
    return described


@cache
def tables() -> dict[str, dict[str, Any]]:
    """Return the metadata of every table and view, by name."""
    described = {
        name: {"description": text.description, "columns": dict(text.columns)}
        for name, text in read_descriptions(schema_text()).items()
        if text.description
    }
    return {name: described.get(name, {}) | TABLES.get(name, {}) for name in {**described, **TABLES}}


def metadata(*databases: str) -> dict[str, Any]:
    """Return Datasette's metadata for glossaries that are served under these names.

    Datasette 0.65 merges other metadata into what it is given, so every call makes new dictionaries.
    """
    return {
        "databases": {
            name: {"tables": {table: {**of, "columns": {**of.get("columns", {})}} for table, of in tables().items()}}
            for name in databases or ("glossary",)
        }
    }
