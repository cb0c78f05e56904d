"""A glossary's database without the posts' texts: for texts that are other people's.

It is made afresh, row by row, rather than emptied: no page of the file has ever held what is not to be published.
"""

import sqlite3
from pathlib import Path
from typing import Final

from glossary.database import check_invariants, create_database, create_indexes
from glossary.publish.quoting import cut_bracketed, cut_context, cut_evidence, cut_gloss, quotation
from glossary.text import search_text
from glossary.text.contexts import CONTEXT

# What says in the build table that of the posts there are only quotations.
QUOTES_ONLY: Final = "quotes_only"

# What stands in a column in place of what the source holds there; every other column is as it was. A title stays, as
# in any bibliography; a description and the rest of the front matter are sentences of the post.
_INSTEAD: Final = {
    "posts": {"body": "''", "description": "NULL", "front_matter": "'{}'"},
    "paragraphs": {"heading": "''", "text": "''", "reading": "''"},
    "mentions": {
        "prefix": "cut_before(prefix, reading, suffix)",
        "suffix": "cut_behind(prefix, reading, suffix)",
        "gloss": "cut_gloss(gloss, prefix, reading, suffix)",
    },
    "candidates": {
        "gloss": "cut_bracketed(gloss)",
        "counterpart": f"""
            CASE WHEN length(counterpart) <= {CONTEXT}
                   OR counterpart IN (SELECT text FROM whole.candidates) THEN counterpart END""",
        "example": "NULL",
        "evidence": "cut_evidence(evidence)",
    },
    # A paragraph is found by what is quoted of it.
    "search": {
        "title": "CASE WHEN type <> 'paragraph' THEN title ELSE '' END",
        "text": """
            CASE type WHEN 'term' THEN text
                      WHEN 'paragraph' THEN coalesce(
                        (SELECT group_concat(quotation, ' · ')
                           FROM (SELECT quotation(m.prefix, m.reading, m.suffix) AS quotation
                                   FROM main.mentions AS m
                                  WHERE m.paragraph_id = source.paragraph_id
                                  ORDER BY m.id)), '')
                      ELSE '' END""",
    },
}
_INDEXES: Final = (
    "INSERT INTO posts_fts (rowid, title, body) SELECT id, search_text(title), '' FROM main.posts ORDER BY id",
    "INSERT INTO paragraphs_fts (rowid, reading) SELECT id, '' FROM main.paragraphs ORDER BY id",
    """
    INSERT INTO terms_fts (rowid, name, names, explanation)
    SELECT t.id, search_text(t.name), search_text(s.title), search_text(s.text)
      FROM main.search AS s
      JOIN main.terms AS t ON t.id = s.term_id
     WHERE s.type = 'term'
     ORDER BY t.id""",
    """
    INSERT INTO search_fts (rowid, title, text)
    SELECT id, search_text(title), search_text(text) FROM main.search ORDER BY id""",
)
# What holds only where there are texts.
_OF_TEXTS: Final = {
    "paragraph text stands in its post",
    "mention stands in its paragraph",
    "posts count their characters",
}


def write_quotations(source: Path, target: Path) -> None:
    """Write to the empty file *target* the glossary at *source*, of whose posts only quotations are left.

    Raises GlossaryError if an invariant does not hold of what was written.
    """
    db = create_database(target)
    connection = db.conn
    _register(connection)
    connection.execute("COMMIT")  # nothing is attached within a transaction
    connection.execute("ATTACH ? AS whole", (str(source),))
    connection.execute("BEGIN")
    for table in _tables(connection):
        if table != "search":
            _copy(connection, table)
    connection.execute("INSERT INTO build (key, value) VALUES (?, '1')", (QUOTES_ONLY,))
    create_indexes(db)  # the next table asks for the mentions of each paragraph
    _copy(connection, "search")
    for statement in _INDEXES:
        connection.execute(statement)
    connection.execute("COMMIT")
    db.close()
    check_invariants(target, without=_OF_TEXTS)


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables of the schema, without the full-text indexes and what these keep for themselves."""
    rows = connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY rowid")
    return [name for (name,) in rows if "_fts" not in name]


def _copy(connection: sqlite3.Connection, table: str) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
    instead = _INSTEAD.get(table, {})
    values = ", ".join(instead.get(column, column) for column in columns)
    connection.execute(f"INSERT INTO main.{table} ({', '.join(columns)}) SELECT {values} FROM whole.{table} AS source")


def _register(connection: sqlite3.Connection) -> None:
    """Give *connection* the functions that the statements call."""
    for name, arguments, function in (
        ("cut_before", 3, lambda *context: cut_context(*context)[0]),
        ("cut_behind", 3, lambda *context: cut_context(*context)[1]),
        ("cut_gloss", 4, _cut_gloss),
        ("cut_bracketed", 1, lambda text: text and cut_bracketed(text)),
        ("cut_evidence", 1, cut_evidence),
        ("quotation", 3, quotation),
        ("search_text", 1, search_text),
    ):
        connection.create_function(name, arguments, function, deterministic=True)


def _cut_gloss(gloss: str | None, prefix: str, reading: str, suffix: str) -> str | None:
    return cut_gloss(gloss, suffix, cut_context(prefix, reading, suffix)[1]) if gloss else None
