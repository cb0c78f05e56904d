"""Signals: what speaks for or against an expression being a term. A row a signal, in one table a language.

What the words of an expression tell is a figure, kept for the next post where they stand. What its places tell, and
what stands beside it, are columns: all expressions of a post at once.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final

from glossary.candidate.columns import Column, Table, column, table
from glossary.candidate.expressions import Expression
from glossary.candidate.signals.chinese import CHINESE_SIGNALS, CHINESE_TEXT_SIGNALS, ChinesePlaces, ChineseText
from glossary.candidate.signals.context import CONTEXT_SIGNALS, Context
from glossary.candidate.signals.english import ENGLISH_SIGNALS, ENGLISH_TEXT_SIGNALS, EnglishPlaces, EnglishText
from glossary.candidate.signals.signal import Signal, Translation, latin_words

__all__ = ["CONTEXT_SIGNALS", "SIGNALS", "Context", "Signal", "Translation", "latin_words", "values"]

SIGNALS: Final[dict[str, tuple[Signal[Any, Any], ...]]] = {
    "en": ENGLISH_TEXT_SIGNALS + ENGLISH_SIGNALS,
    "zh": CHINESE_TEXT_SIGNALS + CHINESE_SIGNALS,
}


def values(language: str, expressions: Sequence[Expression], translation: Translation) -> Table:
    """Return the value of each signal of the *expressions* of an English or Chinese post, in the table's order."""
    words_of, words_signals, places_of, signals = _LANGUAGES[language]
    words = [words_of(expression.text) for expression in expressions]
    by_words = table([told for _, told in words], len(words_signals)).T
    places = places_of(expressions, [text for text, _ in words], translation)
    return table([*by_words, *(signal.value(places) for signal in signals)], len(expressions))


def _kept(words_of: Callable[[str], Any], signals: Sequence[Signal[Any, float]]) -> Callable[[str], tuple[Any, Column]]:
    """Return what reads an expression's words and what they tell: the same stand in many posts."""

    @lru_cache(maxsize=100_000)
    def read(text: str) -> tuple[Any, Column]:
        words = words_of(text)
        return words, column([signal.value(words) for signal in signals])

    return read


_LANGUAGES: Final[dict[str, tuple[Any, ...]]] = {
    "en": (_kept(EnglishText, ENGLISH_TEXT_SIGNALS), ENGLISH_TEXT_SIGNALS, EnglishPlaces, ENGLISH_SIGNALS),
    "zh": (_kept(ChineseText, CHINESE_TEXT_SIGNALS), CHINESE_TEXT_SIGNALS, ChinesePlaces, CHINESE_SIGNALS),
}
