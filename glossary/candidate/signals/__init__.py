"""Signals: what speaks for or against an expression being a term. A row a signal, in one table a language.

What the words of an expression tell is a figure, kept for the next post where they stand. What its places tell, and
what stands beside it, are columns: all expressions of a post at once.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

from glossary.candidate.columns import Column, Table, packed, table, unpacked
from glossary.candidate.expressions import Expression
from glossary.candidate.signals.chinese import (
    CHINESE_FACTS,
    CHINESE_SIGNALS,
    CHINESE_TEXT_SIGNALS,
    ChinesePlaces,
    ChineseText,
)
from glossary.candidate.signals.context import CONTEXT_SIGNALS, Context
from glossary.candidate.signals.english import (
    ENGLISH_FACTS,
    ENGLISH_SIGNALS,
    ENGLISH_TEXT_SIGNALS,
    EnglishPlaces,
    EnglishText,
)
from glossary.candidate.signals.signal import Signal, Translation, latin_words

__all__ = ["CONTEXT_SIGNALS", "SIGNALS", "Context", "Signal", "Translation", "latin_words", "values"]


class _Language(NamedTuple):
    """What there is to see of the expressions in posts of one language."""

    words: Callable[[str], Any]  # of an expression's text
    text_signals: tuple[Signal[Any, float], ...]  # what the words tell alone
    facts: Mapping[str, Callable[[Any], float]]  # and what together with their places
    places: Callable[[Sequence[Expression], Mapping[str, Column], Column], Any]
    signals: tuple[Signal[Any, Column], ...]  # what the places tell


_LANGUAGES: Final = {
    "en": _Language(EnglishText, ENGLISH_TEXT_SIGNALS, ENGLISH_FACTS, EnglishPlaces, ENGLISH_SIGNALS),
    "zh": _Language(ChineseText, CHINESE_TEXT_SIGNALS, CHINESE_FACTS, ChinesePlaces, CHINESE_SIGNALS),
}
SIGNALS: Final[dict[str, tuple[Signal[Any, Any], ...]]] = {
    language: (*seen.text_signals, *seen.signals) for language, seen in _LANGUAGES.items()
}


def _read(seen: _Language, text: str) -> tuple[str, bytes]:
    """Return the Latin words of an expression's *text*, and what its words tell, packed."""
    words = seen.words(text)
    told = [signal.value(words) for signal in seen.text_signals]
    return words.latin_words, packed([*told, *(fact(words) for fact in seen.facts.values())])


# The same words stand in many posts.
_KEPT: Final = {language: lru_cache(maxsize=100_000)(partial(_read, seen)) for language, seen in _LANGUAGES.items()}


def values(language: str, expressions: Sequence[Expression], translation: Translation) -> Table:
    """Return the value of each signal of the *expressions* of an English or Chinese post, in the table's order."""
    seen, read = _LANGUAGES[language], _KEPT[language]
    names = [*(signal.name for signal in seen.text_signals), *seen.facts]
    words = [read(expression.text) for expression in expressions]
    told = unpacked([figures for _, figures in words], len(names))
    in_translation = translation.has([latin_words for latin_words, _ in words])
    places = seen.places(expressions, dict(zip(names, told, strict=True)), in_translation)
    by_words = told[: len(seen.text_signals)]
    return table([*by_words, *(signal.value(places) for signal in seen.signals)], len(expressions))
