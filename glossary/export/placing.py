"""Putting an export in its place whole: written beside it first, and never over what is not ours."""

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, mkstemp
from typing import BinaryIO

from glossary.errors import GlossaryError

SUFFIX = ".exporting"


@contextmanager
def replaced_file(path: Path, is_ours: Callable[[Path], bool]) -> Iterator[BinaryIO]:
    """Give a file to write to that takes the place of *path* when all is written.

    Raises GlossaryError if *path* is a folder, a device, or a file that *is_ours* does not own to.
    """
    target = Path(os.path.realpath(path))  # what a link leads to is replaced, not the link
    with _clear_errors(path):
        _check_parent(path)
        if target.is_dir():
            raise GlossaryError(f"{path}: is a folder. Fix: name a file.")
        if target.exists() and not target.is_file():
            raise GlossaryError(f"{path}: is no ordinary file. Fix: name another, or '-' for the standard output.")
        if target.is_file() and target.stat().st_size and not is_ours(target):
            raise GlossaryError(f"{path}: is no export, so it is left alone. Fix: move it away, or name another file.")
        handle, name = mkstemp(prefix=f".{target.name}.", suffix=SUFFIX, dir=target.parent)
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
            beside.chmod(0o666 & ~_umask())  # mkstemp gives it to its owner alone
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)


@contextmanager
def filled_folder(folder: Path, names: Collection[str], is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """Give a folder to write files called *names* to, which come into *folder* when all are written.

    Other files in *folder* stay. Raises GlossaryError if *folder* is none, or if it holds one of the names and
    *is_ours* does not own to it.
    """
    with _clear_errors(folder):
        there = folder.exists()
        if there:
            _check_folder(folder, names, is_ours)
        else:
            _check_parent(folder)
        # Inside a folder that is there: what holds it may be another disk, or not ours to write to.
        where, prefix = (folder, ".") if there else (folder.parent, f".{folder.name}.")
        with TemporaryDirectory(prefix=prefix, suffix=SUFFIX, dir=where) as name:
            beside = Path(name, "files")
            beside.mkdir()
            yield beside
            if there:
                for each in names:
                    (beside / each).replace(folder / each)
            else:
                beside.rename(folder)


def _check_parent(path: Path) -> None:
    if not path.parent.is_dir():
        raise GlossaryError(f"{path}: there is no folder {path.parent}. Fix: create it, or choose another place.")


def _check_folder(folder: Path, names: Collection[str], is_ours: Callable[[Path], bool]) -> None:
    if not folder.is_dir():
        raise GlossaryError(f"{folder}: is a file. Fix: name a folder.")
    taken = sorted(name for name in names if (folder / name).exists())
    if taken and not (is_ours(folder) and all((folder / name).is_file() for name in taken)):
        raise GlossaryError(
            f"{folder / taken[0]}: is no export, so it is left alone. Fix: move it away, or choose another folder."
        )


@contextmanager
def _clear_errors(place: Path) -> Iterator[None]:
    """Turn what the system refuses into one line for the user."""
    try:
        yield
    except OSError as error:
        raise GlossaryError(
            f"{place}: cannot be written ({error.strerror or error}). "
            "Fix: change its permissions, free disk space, or choose another place."
        ) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
