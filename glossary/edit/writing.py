"""An edit made to a file: read, changed, read back, and put in place whole or not at all."""

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from itertools import takewhile
from pathlib import Path
from stat import S_IMODE
from tempfile import mkstemp
from typing import Any, Final

from glossary.edit.edits import Edit
from glossary.errors import GlossaryError, InputError, Problem
from glossary.model import Glossary
from glossary.term.files import File, read_files, text_of
from glossary.term.reading import glossary_of, sha256_of

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]

_MARK: Final = b"\xef\xbb\xbf"


class ConflictError(GlossaryError):
    """The file has changed meanwhile; both texts are at hand, so that neither is lost."""

    def __init__(self, path: str, present: str, edited: str | None = None) -> None:
        self.path = path
        self.present = present  # the file's text now
        self.edited = edited  # the same with the edit made; None: it cannot be made there any more
        super().__init__(
            f"{path}: it has changed meanwhile, and nothing was written. "
            "Fix: look at it as it is now, and make the change again."
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.path, self.present, self.edited))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file before and after an edit that has been found good."""

    path: str  # as the user reaches it
    before: bytes
    after: bytes
    glossary: Glossary  # what all files say afterwards

    @property
    def line(self) -> int:
        """The first line that is new or other than before, 1-based."""
        lines = zip(self.before.splitlines(), self.after.splitlines(), strict=False)
        return 1 + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], lines))

    def diff(self) -> str:
        """Return the change as a patch."""
        before, after = (data.decode("utf-8-sig").splitlines() for data in (self.before, self.after))
        return "\n".join(unified_diff(before, after, self.path, self.path, lineterm=""))


def prepare_edit(terms: Path, edit: Edit, *, sha256: str | None = None) -> Prepared:
    """Return what *edit* makes of the file *terms*, or of one in that folder; nothing is written.

    *sha256* is that of the ``Glossary`` that the edit was made for; a ConflictError tells that it is another one now.
    An InputError tells what is wrong in the files, a GlossaryError that the new text would not say what it should.
    """
    files = read_files(terms)
    if sha256 not in (None, sha256_of(files, terms)):
        raise _conflict(terms, files, edit)
    return _edited(terms, files, edit)


def write_edit(prepared: Prepared) -> None:
    """Put the file in place in one step; mode and owner stay, a symbolic link keeps pointing at it.

    A ConflictError tells that somebody else has written it since.
    """
    if prepared.after == prepared.before:
        return
    file = Path(os.path.realpath(prepared.path))
    try:
        with _one_at_a_time(file.parent):
            present = file.read_bytes()
            if present != prepared.before:
                raise ConflictError(
                    prepared.path, present.decode("utf-8", "replace"), prepared.after.decode("utf-8-sig")
                )
            _replace(file, prepared.after)
    except OSError as error:
        raise GlossaryError(
            f"{prepared.path}: it cannot be written ({(error.strerror or str(error)).lower()}), and stays as it is. "
            "Fix: change its permissions or those of its folder, or free disk space."
        ) from error


def apply_edit(terms: Path, edit: Edit, *, sha256: str | None = None) -> Prepared:
    """Prepare *edit* and write it."""
    prepared = prepare_edit(terms, edit, sha256=sha256)
    write_edit(prepared)
    return prepared


def read_back(terms: Path, files: Sequence[File], texts: Mapping[str, str], said: Glossary) -> tuple[Prepared, ...]:
    """Return those of the *files* that get new *texts*, by path, once all together say what *said* does.

    A GlossaryError tells that they do not; an InputError, that it is more than what was meant that changes.
    """
    new = {
        file.path: (_MARK if file.data.startswith(_MARK) else b"") + texts[file.path].encode()
        for file in files
        if file.path in texts
    }
    places = ", ".join(new)
    try:
        read, _ = glossary_of([File(file.path, new.get(file.path, file.data)) for file in files], terms)
    except InputError as error:
        told = "\n".join(map(str, error.problems))
        message = f"{places}: with this change it could not be read, so nothing was written.\n{told}"
        raise GlossaryError(message) from None
    if _said(read) != _said(said):
        fix = "edit it by hand"
        message = "the change would alter more than it should here, so nothing was written"
        raise InputError([Problem("error", "edit-by-hand", message, fix, places)])
    return tuple(Prepared(file.path, file.data, new[file.path], read) for file in files if file.path in new)


def _edited(terms: Path, files: Sequence[File], edit: Edit) -> Prepared:
    glossary, _ = glossary_of(files, terms)
    path = edit.path(files, glossary)
    file = next(file for file in files if file.path == path)
    try:
        text = edit.text(text_of(file), glossary)
    except InputError as error:
        raise InputError(replace(problem, path=path) for problem in error.problems) from None
    (prepared,) = read_back(terms, files, {path: text}, edit.glossary(glossary))
    return prepared


def _said(glossary: Glossary) -> Glossary:
    """Return what *glossary* says, wherever it stands."""
    terms = tuple(replace(term, path="", line=0) for term in glossary.terms)
    ignored = {language: tuple(sorted(set(texts))) for language, texts in glossary.ignored.items() if texts}
    return replace(glossary, terms=terms, ignored=ignored, sha256="")


def _conflict(terms: Path, files: Sequence[File], edit: Edit) -> ConflictError:
    try:
        prepared = _edited(terms, files, edit)
    except GlossaryError:
        path, data, edited = files[0].path, files[0].data, None
    else:
        path, data, edited = prepared.path, prepared.before, prepared.after.decode("utf-8-sig")
    return ConflictError(path, data.decode("utf-8-sig", "replace"), edited)


def _replace(file: Path, data: bytes) -> None:
    state = file.stat()
    if not state.st_mode & 0o222:
        raise PermissionError(13, "it is marked as read-only")
    handle, name = mkstemp(prefix=f".{file.name}.", suffix=".tmp", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(data)
            new.flush()
            os.fsync(new.fileno())
        with contextlib.suppress(OSError, AttributeError):  # of another owner, only root may; Windows has none
            os.chown(name, state.st_uid, state.st_gid)
        os.chmod(name, S_IMODE(state.st_mode))
        os.replace(name, file)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


@contextlib.contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Let one edit at a time look at a file of *folder* and replace it."""
    if not fcntl:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
        os.fsync(handle)
    finally:
        os.close(handle)
