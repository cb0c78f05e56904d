"""What a signal is."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

Facts = TypeVar("Facts")


@dataclass(frozen=True, slots=True)
class Signal(Generic[Facts]):
    """Something that can be seen of an expression."""

    name: str
    evidence: str  # the name under which it is told to people; several signals may share one
    value: Callable[[Facts], float]  # 0 where it is not there; of the order of 1 where it is


_WORD: Final = re.compile(r"[a-z0-9]+")


class Translation:
    """The words of Latin letters that stand in the translations of a post."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words = " " + " ".join(word for text in texts for word in _WORD.findall(text.lower())) + " "

    def has(self, text: str) -> bool:
        """Tell whether the Latin words of *text* stand there in a row; False where it has none."""
        words = _WORD.findall(text.lower())
        return bool(words) and f" {' '.join(words)} " in self._words
