"""Which files are watched: the posts and terms.yaml, not what editors leave beside them.

A folder that is watched may be removed and made again (``git checkout`` does so), and then nobody would tell: so the
folders around are watched too, for the names that matter alone.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from watchfiles import Change, watch

# Milliseconds: a save is several events (written aside, renamed), and they belong together.
SETTLED = 25
LONGEST = 400
RETRY_SECONDS = 0.5

Changed = set[tuple[Change, str]]


def may_matter(path: Path, content: Sequence[Path], terms: Path) -> bool:
    """Tell whether a change at *path* may change a build: posts, terms and folders, no editor's temporary files."""
    if path == terms or terms in path.parents:
        return path == terms or (path.suffix in (".yaml", ".yml") and not path.name.startswith("."))
    inside = next((folder for folder in content if folder == path or folder in path.parents), None)
    if inside is None:
        return False
    hidden = any(part.startswith(".") for part in path.relative_to(inside).parts)
    return not hidden and path.suffix in ("", ".md")  # without ending: a folder, or one that was


class Watcher:
    """Threads that watch, and call back when something may have changed."""

    def __init__(self, content: Iterable[Path], terms: Path, changed: Callable[[], None]) -> None:
        self.content = [path.absolute() for path in content]
        self.terms = terms.absolute()
        self._changed = changed
        self._stop = threading.Event()
        self._again = threading.Event()  # a watched folder has come or gone
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Watch from now on."""
        for watching in (self._watch_inside, self._watch_around):
            thread = threading.Thread(target=watching, daemon=True, name=watching.__name__.strip("_"))
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Watch no more."""
        self._stop.set()
        self._again.set()
        for thread in self._threads:
            thread.join(timeout=5)

    def _watch_inside(self) -> None:
        """Watch the folders of posts, and of terms where they are a folder."""
        while not self._stop.is_set():
            self._again.clear()
            folders = [path for path in (*self.content, self.terms) if path.is_dir()]
            self._watch(folders, recursive=True, until=self._again)

    def _watch_around(self) -> None:
        """Watch the folders that hold them, for terms.yaml and for folders that come and go."""
        around = sorted({path.parent for path in (*self.content, self.terms) if path.parent.is_dir()})
        while not self._stop.is_set():
            self._watch(around, recursive=False, until=self._stop)

    def _watch(self, folders: Sequence[Path], *, recursive: bool, until: threading.Event) -> None:
        if not folders:
            until.wait(RETRY_SECONDS)
            return
        try:
            for changes in watch(
                *folders, watch_filter=self._matters, step=SETTLED, debounce=LONGEST, stop_event=until,
                rust_timeout=1000, recursive=recursive, raise_interrupt=False, ignore_permission_denied=True,
            ):  # fmt: skip
                self._tell(changes)
        except OSError:  # a folder is gone between two looks
            until.wait(RETRY_SECONDS)

    def _matters(self, change: Change, path: str) -> bool:
        return may_matter(Path(path), self.content, self.terms)

    def _tell(self, changes: Changed) -> None:
        if any(Path(path) in (*self.content, self.terms) for _, path in changes):
            self._again.set()
        self._changed()
