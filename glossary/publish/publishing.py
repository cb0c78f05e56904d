"""From a database that was built to a folder that plain Datasette serves."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from glossary.errors import GlossaryError
from glossary.publish.describing import write_description
from glossary.publish.folder import check_folder, file_name, staged
from glossary.publish.quotations import write_quotations


def publish_glossary(
    database: Path,
    folder: Path,
    *,
    metadata: Callable[[str], Mapping[str, Any]],
    settings: Mapping[str, Any],
    quotes_only: bool = False,
    sql: bool = True,
) -> None:
    """Write the glossary at *database* to *folder*, with all that Datasette needs to serve it.

    *metadata* says what Datasette shows of a database of a given name. With *quotes_only* the posts' texts stay behind;
    with *sql* visitors may ask in SQL. Raises GlossaryError, with the folder as it was, if that cannot be done.
    """
    check_folder(folder, database)
    with _clear_errors(folder), staged(folder) as staging:
        published = staging / file_name(database)
        if quotes_only:
            published.touch()
            write_quotations(database, published)
        else:
            _copy(database, published)
        _finish(published)
        write_description(staging, published, metadata=metadata(published.stem), settings=settings, sql=sql)


def _copy(database: Path, published: Path) -> None:
    """Copy the database as one moment has it, without the free pages in which older texts may still stand."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("VACUUM INTO ?", (str(published),))


def _finish(published: Path) -> None:
    """Leave no journal behind: a file that is copied alone must be whole."""
    with closing(sqlite3.connect(published, isolation_level=None)) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    if mode != "delete":
        raise GlossaryError(f"{published.name}: its journal could not be closed. Fix: publish to another file system.")
    with published.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _clear_errors(folder: Path) -> Iterator[None]:
    """Turn what SQLite and the disk say into one line for the user."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise GlossaryError(
            f"{folder}: could not be written ({error}). Fix: free disk space and check the folder's permissions, "
            "then publish again."
        ) from error
