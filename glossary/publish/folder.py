"""The folder that is published: whose it is, and how new files take the place of the old ones.

A folder of ours says so in a file, which lists what is ours in it. Whatever else stands there is left alone, and what
plain Datasette would serve with it is refused.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from glossary.database import APPLICATION, one_at_a_time
from glossary.errors import GlossaryError

MARKER: Final = ".glossary-publish.json"
_STAGING: Final = ".glossary-publishing-"
_SERVED: Final = {".db", ".sqlite", ".sqlite3"}  # what Datasette takes for a database
_JOURNALS: Final = ("-journal", "-wal", "-shm")


def check_folder(folder: Path, database: Path) -> None:
    """Raise GlossaryError if what is built at *database* may not be published to *folder*."""
    if folder.exists() and not folder.is_dir():
        raise GlossaryError(f"{folder}: is no folder. Fix: name another one.")
    if not folder.parent.is_dir():
        raise GlossaryError(f"{folder}: there is no folder {folder.parent}. Fix: create it, or name another one.")
    if not folder.exists():
        return
    if not os.access(folder, os.W_OK | os.X_OK):
        raise GlossaryError(f"{folder}: may not be written. Fix: change its permissions, or name another folder.")
    if folder.resolve() == database.resolve().parent:
        raise GlossaryError(f"{folder}: {database} is built there. Fix: name a folder of its own.")
    ours = _files_of_ours(folder)
    names = sorted(path.name for path in folder.iterdir())
    # A hidden file is no business of ours nor Datasette's: .git stands in a folder that is pushed to a host.
    foreign = [name for name in names if ours is None and not name.startswith(".")]
    if foreign:
        raise GlossaryError(
            f"{folder}: holds {foreign[0]}, and nothing says that it was published by 'glossary publish', "
            "so it is left alone. Fix: name a folder that is new or empty."
        )
    for name in names:
        if name not in (ours or ()) and Path(name).suffix in _SERVED:
            raise GlossaryError(
                f"{folder / name}: is not of this glossary, and Datasette would serve it, too. "
                "Fix: move it away, or name another folder."
            )


def file_name(database: Path) -> str:
    """Return what the database is called in the folder: the stem, under which it is served, and what Datasette reads.

    >>> file_name(Path("words/glossary.sqlite"))
    'glossary.db'
    """
    return f"{database.stem}.db"


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Give an empty folder to write files to, which then take the place of those of *folder*, or nothing changes.

    A folder that is new appears with all its files at once; in one that is there each file is replaced whole.
    """
    beside = folder if folder.exists() else folder.parent
    with one_at_a_time(beside):
        for leftover in beside.glob(f"{_STAGING}*"):  # of a publication that was killed
            shutil.rmtree(leftover, ignore_errors=True)
        staging = Path(mkdtemp(prefix=_STAGING, dir=beside))
        try:
            yield staging
            _place(staging, folder)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _place(staging: Path, folder: Path) -> None:
    names = sorted(path.name for path in staging.iterdir())
    mask = os.umask(0)
    os.umask(mask)
    if not folder.exists():
        _write_marker(staging, names)
        staging.chmod(0o777 & ~mask)  # mkdtemp gives it to its owner alone
        os.rename(staging, folder)
        return
    before = _files_of_ours(folder) or set()
    foreign = [name for name in names if (folder / name).is_dir() or (name not in before and (folder / name).exists())]
    if foreign:
        raise GlossaryError(f"{folder / foreign[0]}: is somebody else's, so it is left alone. Fix: move it away.")
    _write_marker(folder, before.union(names))  # so that all is ours if the rest does not come to its end
    for name in names:
        if Path(name).suffix in _SERVED:
            _remove_journals(folder / name)
        os.replace(staging / name, folder / name)
    for name in before.difference(names):
        (folder / name).unlink(missing_ok=True)
        _remove_journals(folder / name)
    _write_marker(folder, names)


def _remove_journals(database: Path) -> None:
    """Remove what would be rolled into the new database of the same name."""
    for suffix in _JOURNALS:
        database.with_name(database.name + suffix).unlink(missing_ok=True)


def _files_of_ours(folder: Path) -> set[str] | None:
    """Return the names that the folder's marker lists, None where there is no marker."""
    try:
        marked = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(marked, Mapping) or marked.get("application") != APPLICATION:
        return None
    return {name for name in marked.get("files", ()) if name == Path(name).name}


def _write_marker(folder: Path, names: set[str] | list[str]) -> None:
    text = json.dumps({"application": APPLICATION, "files": sorted(names)}, indent=2)
    new = folder / f"{MARKER}.new"
    new.write_text(f"{text}\n", encoding="utf-8")
    os.replace(new, folder / MARKER)
