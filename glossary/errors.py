"""What can go wrong, as one family of exceptions that say where and how to mend it.

    GlossaryError            anything a user is told in one clear line; exit code 1
    └── InputError           faults in posts or terms.yaml, each with its place and fix

The root is a ClickException, so that no command needs a ``try`` and no traceback reaches a user.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import click

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Fix:
    """The one safe answer to a problem, as a change of terms.yaml; which fields count depends on the kind."""

    kind: str  # add-relation, remove-ignored, remove-label or remove-repetition
    slug: str = ""  # of the term to change
    key: str = ""  # under which the change is made: related, broader …
    language: str = ""  # of the label or the refused candidate
    text: str = ""  # the label, candidate or slug to add or remove


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the input: an error stops a build, a warning or an info does not."""

    severity: str  # one of SEVERITIES
    code: str  # kebab-case, stable
    message: str
    fix: str = ""
    path: str = ""  # as the user reaches the file
    line: int = 0  # 1-based; 0: the file as a whole
    column: int = 0  # 1-based; 0: the line as a whole
    term: str = ""  # slug
    post: str = ""  # path of the post within the content
    change: Fix | None = None  # what mends it, where there is one safe answer

    def place(self) -> tuple[str, int, int, str, str]:
        """Return the key that sorts problems by file, line and column."""
        return (self.path, self.line, self.column, self.code, self.message)

    def __str__(self) -> str:
        path = " ".join(self.path.splitlines())  # a file's name may be two lines, and the second look like a problem
        where = ":".join(str(part) for part in (path, self.line, self.column) if part)
        fix = f" Fix: {self.fix}" if self.fix else ""
        return f"{where + ': ' if where else ''}{self.severity}: {self.message}.{fix}"


class GlossaryError(click.ClickException):
    """Something a user can mend; its text is printed to stderr as it stands."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Worker processes hand their errors back pickled.
        return (type(self), self.args)

    def __str__(self) -> str:
        return self.message


class InputError(GlossaryError):
    """Faults in the input, sorted by place, one line each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=Problem.place))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.problems,))

    def show(self, file: Any = None) -> None:
        """Print the faults without click's prefix: each line says itself that it is an error."""
        click.echo(self.message, file=file, err=file is None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` when something known resembles *word*, else an empty string."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else ""
