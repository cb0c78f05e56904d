"""What is wrong in one file of terms, gathered while it is read."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from glossary.errors import Fix, Problem, did_you_mean


class Placed(Protocol):
    """Anything that knows where it stands."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class Report(NamedTuple):
    """The problems of one file; those of several files may share one list."""

    path: str  # as the user reaches the file
    problems: list[Problem]

    def error(self, at: Placed, code: str, message: str, fix: str, term: str = "") -> None:
        """Note a fault that stops the build."""
        self.problems.append(Problem("error", code, message, fix, self.path, at.line, at.column, term))

    def warning(self, at: Placed, code: str, message: str, fix: str, term: str = "", change: Fix | None = None) -> None:
        """Note something that is probably not what was meant."""
        place = self.path, at.line, at.column
        self.problems.append(Problem("warning", code, message, fix, *place, term, change=change))


def short(text: str) -> str:
    """Return *text* as a message quotes it: on one line, and no longer than a name."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def choice_of(word: str, known: Iterable[str] | Mapping[str, object]) -> str:
    """Return the fix for an unknown *word*: the one that resembles it, and all there are."""
    names = list(known)
    near = did_you_mean(word, names).removeprefix("; ")
    return f"{near} It is one of {', '.join(names)}" if near else f"write one of {', '.join(names)}"
