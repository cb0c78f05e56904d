"""Signals: what speaks for or against an expression being a term. A row a signal, in one table a language."""

from functools import lru_cache
from typing import Any, Final

from glossary.candidate.expressions import Expression
from glossary.candidate.signals.chinese import CHINESE_SIGNALS, CHINESE_TEXT_SIGNALS, ChineseFacts, ChineseText
from glossary.candidate.signals.context import CONTEXT_SIGNALS, Context
from glossary.candidate.signals.english import ENGLISH_SIGNALS, ENGLISH_TEXT_SIGNALS, EnglishFacts, EnglishText
from glossary.candidate.signals.signal import Signal, Translation

__all__ = ["CONTEXT_SIGNALS", "SIGNALS", "Context", "Signal", "Translation", "values"]

SIGNALS: Final[dict[str, tuple[Signal[Any], ...]]] = {
    "en": ENGLISH_TEXT_SIGNALS + ENGLISH_SIGNALS,
    "zh": CHINESE_TEXT_SIGNALS + CHINESE_SIGNALS,
}


def values(language: str, expression: Expression, translation: Translation) -> list[float]:
    """Return the value of each signal of an *expression* of an English or Chinese post, in the table's order."""
    if language == "zh":
        chinese, of_words = _chinese(expression.text)
        chinese_facts = ChineseFacts(expression, chinese, translation)
        return [*of_words, *[signal.value(chinese_facts) for signal in CHINESE_SIGNALS]]
    english, of_words = _english(expression.text)
    facts = EnglishFacts(expression, english, translation)
    return [*of_words, *[signal.value(facts) for signal in ENGLISH_SIGNALS]]


# The same words stand in many posts.
@lru_cache(maxsize=100_000)
def _english(text: str) -> tuple[EnglishText, list[float]]:
    words = EnglishText(text)
    return words, [signal.value(words) for signal in ENGLISH_TEXT_SIGNALS]


@lru_cache(maxsize=100_000)
def _chinese(text: str) -> tuple[ChineseText, list[float]]:
    words = ChineseText(text)
    return words, [signal.value(words) for signal in CHINESE_TEXT_SIGNALS]
