"""CSV: a file for each table and each view, as spreadsheets like it.

UTF-8 with a byte order mark, CRLF, a row of headings, quoted where RFC 4180 asks for it. Cells are exactly what the
database holds, unless the caller wants those that a spreadsheet would calculate escaped.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from glossary.database import APPLICATION
from glossary.export.placing import filled_folder

# A cell that begins with one of these is calculated instead of shown (OWASP, "CSV Injection").
FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
ESCAPE = "'"

# Not the full-text indexes, nor the table of what they index, which says again what the others say.
_TABLES = """
SELECT name, type
  FROM pragma_table_list
 WHERE schema = 'main'
   AND type IN ('table', 'view')
   AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
   AND name <> 'search'
 ORDER BY name
"""
_KEY = "SELECT name FROM pragma_table_info(:table) WHERE pk > 0 ORDER BY pk"
_VIEW = "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = :view"
_BUILD = "build.csv"
_HEAD_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class CsvExport:
    """What was written."""

    files: int
    rows: int
    formulas: int  # cells that begin like a formula


@dataclass(slots=True)
class _Tally:
    rows: int = 0
    formulas: int = 0


def export_csv(db: Database, folder: Path, *, escape_formulas: bool = False) -> CsvExport:
    """Write a CSV file for each table and view of *db* into *folder*, which is made if there is none.

    All of them or, when something goes wrong, none. *escape_formulas* puts an apostrophe before each cell of text
    that a spreadsheet would take for a formula.
    """
    db.conn.execute("BEGIN")  # all files tell of the same build
    tables = {f"{name}.csv": _select(db, name, type_) for name, type_ in db.conn.execute(_TABLES).fetchall()}
    tally = _Tally()
    with filled_folder(folder, tables, _is_export) as beside:
        for name, sql in tables.items():
            _write_table(db, sql, beside / name, tally, escape_formulas=escape_formulas)
    return CsvExport(len(tables), tally.rows, tally.formulas)


def _select(db: Database, name: str, type_: str) -> str:
    """Return the SQL that gives a table in the order of its key, a view in its own order."""
    order = "id"
    if type_ == "table":
        order = ", ".join(column for (column,) in db.conn.execute(_KEY, {"table": name}))
    else:
        ((sql,),) = db.conn.execute(_VIEW, {"view": name})
        if sql.splitlines()[-1].lstrip().startswith("ORDER BY"):
            return f'SELECT * FROM "{name}"'
    return f'SELECT * FROM "{name}" ORDER BY {order}'


def _write_table(db: Database, sql: str, path: Path, tally: _Tally, *, escape_formulas: bool) -> None:
    rows = db.conn.execute(sql)
    with path.open("x", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column[0] for column in rows.description])
        writer.writerows(_counted(rows, tally, escape_formulas=escape_formulas))


def _counted(rows: Iterator[tuple[Any, ...]], tally: _Tally, *, escape_formulas: bool) -> Iterator[tuple[Any, ...]]:
    """Yield the *rows*, and count them and their formulas."""
    starts = FORMULA_STARTS
    for row in rows:
        tally.rows += 1
        formulas = [number for number, cell in enumerate(row) if cell.__class__ is str and cell[:1] in starts]
        tally.formulas += len(formulas)
        if formulas and escape_formulas:
            row = tuple(ESCAPE + cell if number in formulas else cell for number, cell in enumerate(row))
        yield row


def _is_export(folder: Path) -> bool:
    """Tell whether the files in *folder* are those of an earlier export."""
    try:
        with (folder / _BUILD).open("rb") as file:
            return APPLICATION.encode() in file.read(_HEAD_BYTES)
    except FileNotFoundError:
        return False
