"""Opening a glossary database for reading, with a clear word when it is none or was made by another version."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from glossary.database.creating import schema_hash
from glossary.database.functions import register_functions
from glossary.database.placing import is_glossary, mend
from glossary.errors import GlossaryError


def open_glossary(path: Path) -> Database:
    """Open the glossary database at *path*, read-only.

    Raises GlossaryError if there is none, or if its schema is not the one this version reads.
    """
    if not path.is_file():
        raise GlossaryError(f"{path}: there is no such database. Fix: run 'glossary build', or name it with --output.")
    mend(path)
    if not is_glossary(path):
        raise GlossaryError(f"{path}: is no glossary database. Fix: name another one with --output.")
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    (found,) = connection.execute("SELECT value FROM build WHERE key = 'schema'").fetchone() or ("",)
    if found != schema_hash():
        connection.close()
        raise GlossaryError(f"{path}: was made by another version of glossary. Fix: run 'glossary build'.")
    register_functions(connection)
    return Database(connection)
