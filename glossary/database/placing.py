"""Putting a finished database in the place of the old one, and mending what a kill has left.

A file that nobody has yet is renamed into place. Into one that is there, perhaps served, the new content is copied in
one transaction of SQLite's backup: who reads sees the old content or the new one, never a mixture. Builds work in
files of their own beside it, locked while they live, so that what a killed one has left can be told and removed.
"""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkstemp

from glossary.database.creating import APPLICATION
from glossary.errors import GlossaryError

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be removed anyway
    fcntl = None  # type: ignore[assignment]

SUFFIX = ".building"
# How long to wait for those who read just now. While it waits nobody else gets in, so not much longer than they have
# patience themselves.
WAIT_SECONDS = 10.0
_SQLITE_HEADER = b"SQLite format 3\0"


def check_output(output: Path) -> None:
    """Raise GlossaryError if a database may not be written to *output*: a folder, another kind of file."""
    if output.is_dir():
        raise GlossaryError(f"{output}: is a folder. Fix: name a file, for example {output / 'glossary.db'}.")
    folder = output.parent
    if not folder.is_dir():
        raise GlossaryError(f"{output}: there is no folder {folder}. Fix: create it, or choose another --output.")
    if not output.exists():
        return
    if not os.access(output, os.W_OK):
        raise GlossaryError(f"{output}: may not be written. Fix: change its permissions, or choose another --output.")
    if not output.is_file():
        raise GlossaryError(f"{output}: is no ordinary file. Fix: choose another --output.")
    mend(output)
    if output.stat().st_size and not is_glossary(output):
        raise GlossaryError(
            f"{output}: is no glossary database, so it is left alone. Fix: move it away, or choose another --output."
        )


def is_glossary(path: Path) -> bool:
    """Tell whether the file at *path* is a glossary database, of this schema or another."""
    mend(path)
    try:
        with path.open("rb") as file:
            if file.read(16) != _SQLITE_HEADER:
                return False
        with contextlib.closing(_open(path, "ro")) as connection:
            row = connection.execute("SELECT value FROM build WHERE key = 'application'").fetchone()
    except (sqlite3.Error, OSError):
        return False
    return bool(row == (APPLICATION,))


def mend(path: Path) -> None:
    """Open the database at *path* for writing once, which rolls back what a killed build has left half done."""
    if not path.with_name(path.name + "-journal").exists() or not path.is_file():
        return
    try:
        with contextlib.closing(_open(path, "rw")) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):  # else somebody is writing just now, and mends it
            raise GlossaryError(
                f"{path}: cannot be mended after an interrupted build ({error}). "
                f"Fix: remove {path} and {path.name}-journal, then run 'glossary build'."
            ) from error
    except sqlite3.DatabaseError:
        return  # no database: who reads it says so


@contextlib.contextmanager
def building_file(output: Path) -> Iterator[Path]:
    """Give an empty file beside *output* to build in; it is gone afterwards, whatever happens."""
    folder = output.parent
    _remove_leftovers(output)
    try:
        handle, path = _create_locked(output)
    except OSError as error:
        raise GlossaryError(
            f"{output}: cannot write to {folder} ({error.strerror}). "
            "Fix: change its permissions, or choose another --output."
        ) from error
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _create_locked(output: Path) -> tuple[int, Path]:
    """Create an empty file beside *output* and lock it."""
    while True:
        handle, name = mkstemp(prefix=f".{output.name}.", suffix=SUFFIX, dir=output.parent)
        if fcntl:
            fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:
            return handle, Path(name)
        os.close(handle)  # another build took it for a leftover before it was locked


def _remove_leftovers(output: Path) -> None:
    """Remove the files of builds that were killed: those that nobody holds a lock on."""
    for path in output.parent.glob(f".{output.name}.*{SUFFIX}"):
        with contextlib.suppress(OSError):
            if fcntl:
                with path.open("rb") as file:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    path.unlink()
            else:
                path.unlink()


def place(built: Path, output: Path) -> None:
    """Put the database *built* in the place of *output*, whole or not at all."""
    with one_at_a_time(output.parent):
        if output.exists():
            _copy_into(built, output)
            return
        # A journal whose database is gone would be rolled back into the new one.
        for suffix in ("-journal", "-wal", "-shm"):
            output.with_name(output.name + suffix).unlink(missing_ok=True)
        with built.open("rb+") as file:
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        built.chmod(0o666 & ~mask)  # mkstemp gives it to its owner alone
        os.replace(built, output)


def _copy_into(built: Path, output: Path) -> None:
    deadline = time.monotonic() + WAIT_SECONDS

    def give_up(status: int, remaining: int, total: int) -> None:
        # Asked after each attempt; without it the attempts have no end and are deaf to Ctrl-C.
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            raise sqlite3.OperationalError("somebody holds it open in a transaction")

    try:
        with (
            contextlib.closing(_open(built, "ro")) as source,
            contextlib.closing(_open(output, "rw", timeout=1)) as target,
        ):
            target.execute("PRAGMA journal_mode = DELETE").fetchone()
            source.backup(target, progress=give_up)
    except sqlite3.Error as error:
        raise GlossaryError(
            f"{output}: could not be replaced, the old content stays ({error}). "
            "Fix: free disk space, or stop whoever reads or writes it, and build again."
        ) from error


def _open(path: Path, mode: str, timeout: float = 5) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=timeout)


@contextlib.contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Let one build or publication at a time put its files into *folder*."""
    if not fcntl:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
