"""The files that hold terms, and their bytes as text."""

import os
import re
from pathlib import Path
from typing import Final, NamedTuple

from glossary.errors import InputError, Problem

_SUFFIXES: Final = {".yaml", ".yml"}
# What YAML cannot hold, or would take for the end of a line where an editor shows none.
_UNWANTED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_NAMES: Final = {
    "\x00": "a NUL character",
    "\x85": "an invisible line break (U+0085)",
    "\u2028": "an invisible line break (U+2028)",
    "\u2029": "an invisible line break (U+2029)",
    "\ufeff": "a byte order mark inside the file (U+FEFF)",
}


class File(NamedTuple):
    """A file as it was read."""

    path: str  # as the user reaches it
    data: bytes


def read_files(path: Path) -> list[File]:
    """Return the file at *path*, or the YAML files of the folder, sorted; an InputError names what cannot be read."""
    if not os.path.exists(path):
        fix = "write it ('terms:' is a good beginning), start anew with 'glossary init', or name another with --terms"
        raise InputError([Problem("error", "no-terms-file", "there is no such file", fix, str(path))])
    files: list[File] = []
    problems: list[Problem] = []
    for file in _files_of(path, problems) if path.is_dir() else [path]:
        try:
            str(file).encode()  # the database names the file of every term
            files.append(File(str(file), file.read_bytes()))
        except UnicodeEncodeError:
            message = f"the file name {os.fsencode(file.name)!r} is not valid UTF-8"
            shown = os.fsencode(file).decode(errors="backslashreplace")
            problems.append(Problem("error", "name-not-utf-8", message, "rename the file or its folder", shown))
        except OSError as error:
            problems.append(_unreadable(str(file), error))
    if not files and not problems:
        message = "this folder holds no YAML file"
        fix = "put a file such as terms.yaml into it, or name another folder with --terms"
        problems.append(Problem("error", "no-terms-file", message, fix, str(path)))
    if problems:
        raise InputError(problems)
    return files


def _unreadable(path: str, error: OSError) -> Problem:
    message = f"it cannot be read: {(error.strerror or str(error)).lower()}"
    return Problem("error", "cannot-read", message, "make it readable, or move it elsewhere", path)


def _files_of(folder: Path, problems: list[Problem]) -> list[Path]:
    """Return the YAML files under *folder* in an order that no file system decides; hidden ones are passed over."""

    def note(error: OSError) -> None:
        problems.append(_unreadable(str(error.filename), error))

    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(place, name) for name in names if not name.startswith(".")]
    # A pipe would be waited for; a link that leads to nothing is told when it is read.
    yaml_files = [file for file in found if file.suffix.lower() in _SUFFIXES and (file.is_file() or not file.exists())]
    return sorted(yaml_files, key=lambda file: file.relative_to(folder).parts)


def text_of(file: File) -> str:
    """Return the text of *file* without its byte order mark; an InputError names what is no text."""
    data = file.data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:4].count(0) >= 2:
        message, fix = "this file is in UTF-16 or UTF-32, not in UTF-8", "save it as UTF-8"
        raise InputError([Problem("error", "not-utf-8", message, fix, file.path, 1)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bad: bytes = error.object
        line, column = _place(bad[: error.start].decode())
        message = f"byte 0x{bad[error.start]:02x} is not UTF-8"
        fix = "save the file as UTF-8; Chinese that was saved as GBK or Big5 looks like this"
        raise InputError([Problem("error", "not-utf-8", message, fix, file.path, line, column)]) from None
    if unwanted := _UNWANTED.search(text):
        line, column = _place(text[: unwanted.start()])
        count = len(_UNWANTED.findall(text)) - 1
        name = _NAMES.get(unwanted[0], f"the control character U+{ord(unwanted[0]):04X}")
        message = f"{name} stands here{f', and {count} more follow' if count else ''}"
        fix = "delete it; your editor can show characters that are invisible"
        raise InputError([Problem("error", "control-character", message, fix, file.path, line, column)])
    return text


def _place(before: str) -> tuple[int, int]:
    """Return line and column (1-based) of what follows *before*."""
    lines = re.split(r"\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1
