"""What earlier builds have kept: plain JSON in a private folder of the user, one file a key.

A file is two lines of JSON: a hash over the key and the second line, and what was kept. Whatever does not agree (cut
short, made by somebody else, renamed) is as if it were not there, and is written anew. Nothing here ever stops a
build: without a folder that is ours alone, nothing is kept.
"""

import hashlib
import json
import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VARIABLE = "GLOSSARY_CACHE"
APPLICATION = "datasette-glossary"

DAY = 24 * 60 * 60
KEPT_DAYS = 30  # since a build last needed it
KEPT_BYTES = 512 * 1024 * 1024

_ENTRY = re.compile(r"[0-9a-f]{64}\.json")
_HALF_WRITTEN = "half-"


def cache_folder() -> Path:
    """Return the folder for what is kept: as GLOSSARY_CACHE says, else where the system has such things."""
    if named := os.environ.get(VARIABLE):
        return Path(named).expanduser()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / APPLICATION / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / APPLICATION
    # The XDG specification: a path that is not absolute is to be ignored.
    base = Path(os.environ.get("XDG_CACHE_HOME") or "")
    return (base if base.is_absolute() else Path.home() / ".cache") / APPLICATION


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of kept values; with None for a folder, nothing is kept and nothing is found."""

    folder: Path | None
    reads: bool = True  # false: what is there is not read, only written anew

    def holds(self, key: str) -> bool:
        """Tell whether there seems to be something under *key*."""
        return self.reads and self.folder is not None and self._path(key).is_file()

    def is_empty(self) -> bool:
        """Tell whether nothing that is there can be read."""
        return not self.reads or self.folder is None or not any(self.folder.glob("*.json"))

    def read(self, key: str) -> Any:
        """Return what was kept under *key*, None where there is nothing that can be trusted."""
        if not self.reads or self.folder is None:
            return None
        path = self._path(key)
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            if head != _seal(key, body):
                return None
            value = json.loads(body)
            if time.time() - path.stat().st_mtime > DAY:
                os.utime(path)  # what is used is not old
        except (OSError, ValueError, RecursionError):
            return None
        return value

    def write(self, key: str, body: bytes) -> None:
        """Keep *body*, which is JSON on one line, under *key*."""
        if self.folder is None:
            return
        half = ""
        try:
            handle, half = tempfile.mkstemp(prefix=_HALF_WRITTEN, dir=self.folder)
            with os.fdopen(handle, "wb") as file:
                file.write(_seal(key, body) + b"\n" + body)
            os.replace(half, self._path(key))
        except OSError:
            with suppress(OSError):
                os.unlink(half)

    def prune(self, needed: Collection[str]) -> None:
        """Remove what no build has needed for KEPT_DAYS, then the oldest beyond KEPT_BYTES; never what is *needed*."""
        if self.folder is None:
            return
        now, kept = time.time(), 0
        for age, size, path in sorted(_entries(self.folder, now)):
            if path.stem in needed:
                continue
            kept += size
            if age > (KEPT_DAYS if _ENTRY.fullmatch(path.name) else 1) * DAY or kept > KEPT_BYTES:
                with suppress(OSError):
                    path.unlink()

    def _path(self, key: str) -> Path:
        assert self.folder is not None
        return self.folder / f"{key}.json"


def open_cache(kind: str, *, reads: bool = True) -> Cache:
    """Return the cache for one *kind* of values; it keeps nothing where the folder cannot be ours alone."""
    try:
        folder = cache_folder() / kind
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        return Cache(folder if _is_private(folder) else None, reads)
    except (OSError, RuntimeError):  # RuntimeError: there is no home
        return Cache(None)


def _is_private(folder: Path) -> bool:
    """Tell whether *folder* is a folder in which nobody else can have put anything."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO)


def _entries(folder: Path, now: float) -> list[tuple[float, int, Path]]:
    """Return age, size and path of every file that is ours, half-written ones included."""
    found = []
    with suppress(OSError), os.scandir(folder) as files:
        for file in files:
            if _ENTRY.fullmatch(file.name) or file.name.startswith(_HALF_WRITTEN):
                with suppress(OSError):
                    state = file.stat(follow_symlinks=False)
                    found.append((now - state.st_mtime, state.st_size, Path(file.path)))
    return found


def _seal(key: str, body: bytes) -> bytes:
    return b'"' + hashlib.sha256(key.encode() + b"\n" + body).hexdigest().encode() + b'"'
