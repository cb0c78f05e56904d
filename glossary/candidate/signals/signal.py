"""What a signal is, and what is seen of an expression where it stands."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Generic, TypeVar

from glossary.candidate.columns import Column, column
from glossary.candidate.expressions import Expression

Facts = TypeVar("Facts")
Value = TypeVar("Value")
Text = TypeVar("Text")


@dataclass(frozen=True, slots=True)
class Signal(Generic[Facts, Value]):
    """Something that can be seen of an expression: a figure, or a column of them for all expressions of a post."""

    name: str
    evidence: str  # the name under which it is told to people; several signals may share one
    value: Callable[[Facts], Value]  # 0 where it is not there; of the order of 1 where it is


_WORD: Final = re.compile(r"[a-z0-9]+")


def latin_words(text: str) -> str:
    """Return the Latin words of *text* in lower case, with a space around each; empty where it has none."""
    words = _WORD.findall(text.lower())
    return f" {' '.join(words)} " if words else ""


class Translation:
    """The words of Latin letters that stand in the translations of a post."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words = latin_words(" ".join(texts))

    def has(self, words: str) -> bool:
        """Tell whether these Latin *words* stand there in a row; False where there are none."""
        return bool(words) and words in self._words


class Places(Generic[Text]):
    """The expressions of a post where they stand, with what the words of each tell."""

    def __init__(self, expressions: Sequence[Expression], texts: Sequence[Text], translation: Translation) -> None:
        import numpy

        self.expressions = expressions
        self.translation = translation
        self._texts = texts
        # Many expressions share what was noticed of them: it is looked at once, and handed to all by number.
        noticed = {id(expression.marks): expression.marks for expression in expressions}
        numbers = {marks: number for number, marks in enumerate(noticed)}
        self._noticed = [*noticed.values()]
        self._numbers = numpy.array([numbers[id(expression.marks)] for expression in expressions], numpy.intp)
        self._has: dict[str, Column] = {}

    def by_marks(self, value: Callable[[Mapping[str, int]], float]) -> Column:
        """Return a *value* of what was noticed of each."""
        return column([value(marks) for marks in self._noticed])[self._numbers]

    def has(self, mark: str) -> Column:
        """Return 1 where *mark* was noticed somewhere, else 0."""
        if mark not in self._has:
            self._has[mark] = self.by_marks(lambda marks: mark in marks)
        return self._has[mark]

    def of(self, value: Callable[[Text], float]) -> Column:
        """Return a *value* of the words of each."""
        return column([value(text) for text in self._texts])

    @cached_property
    def frequency(self) -> Column:
        """The logarithm of the number of places of each."""
        return column([math.log(len(expression.places)) for expression in self.expressions])
