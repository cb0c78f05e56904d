"""Where the reading of YAML stopped, and what was probably done there."""

from typing import NamedTuple, TypeAlias

Quoted: TypeAlias = tuple[int, int, int, int]  # where a text in quotes begins and ends: line, column, line, column


class Trouble(NamedTuple):
    """Where reading stopped, and what stands there."""

    problem: str  # in libyaml's words
    context: str
    line: int  # 1-based
    column: int
    opened_line: int  # where that began which could not be finished; 0: nothing
    opened_column: int
    quoted: Quoted | None  # the last text in quotes before
    lines: list[str]

    def text(self, line: int) -> str:
        """Return the text of a line, empty where there is none."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    @property
    def before(self) -> str:
        return self.text(self.line)[: self.column - 1]

    @property
    def after(self) -> str:
        return self.text(self.line)[self.column - 1 :]

    @property
    def above(self) -> int:
        """The nearest line above that holds more than a comment, 0 where there is none."""
        number = self.line - 1
        while number > 0 and (not self.text(number).strip() or self.text(number).lstrip().startswith("#")):
            number -= 1
        return number


class Cause(NamedTuple):
    """What was probably done; the place where reading stopped unless it says another."""

    message: str
    fix: str
    line: int = 0
    column: int = 0
