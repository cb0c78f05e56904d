"""What a signal is, and what is seen of an expression where it stands."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Final, Generic, TypeVar

from glossary.candidate.columns import Column, column
from glossary.candidate.expressions import Expression

Facts = TypeVar("Facts")
Value = TypeVar("Value")


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
        self._words = latin_words(" ".join(texts)).split()

    def has(self, many: Sequence[str]) -> Column:
        """Return 1 where Latin words stand there in a row, as *latin_words* gives them, and 0 where there are none."""
        sizes: dict[str, set[int]] = {word: set() for word in self._words}  # of what begins with a word
        for words in many:
            first = words[1 : words.find(" ", 1)]
            if first in sizes:
                sizes[first].add(words.count(" ") - 1)
        there = {
            " ".join(self._words[place : place + size])
            for place, word in enumerate(self._words)
            for size in sizes[word]
        }
        return column([words[1:-1] in there for words in many])


class Places:
    """The expressions of a post where they stand."""

    def __init__(self, expressions: Sequence[Expression], told: Mapping[str, Column], in_translation: Column) -> None:
        import numpy

        self.expressions = expressions
        self.told = told  # by name: what the words of each tell
        self.in_translation = in_translation  # 1 for each whose Latin words stand there
        # Many expressions share what was noticed of them: it is looked at once, and handed to all by number.
        marks = [expression.marks for expression in expressions]
        identities = [*map(id, marks)]
        noticed = dict(zip(identities, marks, strict=True))
        numbers = dict(zip(noticed, count()))
        self._noticed = [*noticed.values()]
        self._numbers = numpy.array([numbers[identity] for identity in identities], numpy.intp)
        names = sorted({name for one in self._noticed for name in one})
        has = numpy.array([[name in one for one in self._noticed] for name in names], numpy.float64)
        self._has: dict[str, Column] = dict(zip(names, has[:, self._numbers] if names else (), strict=True))
        self._nowhere = numpy.zeros(len(marks))

    def by_marks(self, value: Callable[[Mapping[str, int]], float]) -> Column:
        """Return a *value* of what was noticed of each."""
        return column([value(marks) for marks in self._noticed])[self._numbers]

    def has(self, mark: str) -> Column:
        """Return 1 where *mark* was noticed somewhere, else 0."""
        return self._has.get(mark, self._nowhere)

    @cached_property
    def frequency(self) -> Column:
        """The logarithm of the number of places of each."""
        times = [len(expression.places) for expression in self.expressions]
        logarithms: Column = column([0.0, *map(math.log, range(1, max(times, default=0) + 1))])[times]
        return logarithms
