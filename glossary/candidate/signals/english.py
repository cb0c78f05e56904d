"""The signals of English expressions."""

import math
import re
from typing import Final

from glossary.candidate.dictionary import dictionary
from glossary.candidate.expressions import Expression
from glossary.candidate.signals.signal import Signal, Translation
from glossary.segment import FUNCTION_WORDS, english_frequency, english_words

_ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9]{1,5}s?")
_MIXED: Final = re.compile(r"[a-z][A-Z]|[A-Za-z]\d|〇")
_PART: Final = re.compile(r"[-'’.&]")
_ABSTRACT: Final = re.compile(r"(?:ism|ity|tion|sion|ness|ment|ance|ence|logy|ics)s?")
# Marks by which an expression is noticed even if it is no phrase of plain words.
_MARKED: Final = frozenset(
    {"quoted", "emphasis", "capital-run", "capital-whole", "bracketed", "other-script", "number"}
)
_COMMON_NAMES: Final = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday america american asia asian britain british china chinese england english europe
    european france french germany german india indian italian italy japan japanese korea korean london paris russia
    russian ai ceo phd
    """.split()
)


class EnglishText:
    """The words of an English expression."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [word.text.lower() for word in english_words(text)] or [text.lower()]
        self.parts = [part for word in self.words for part in _PART.split(word) if part] or [text.lower()]
        self.frequencies = [english_frequency(part) for part in self.parts]
        content = [
            frequency
            for part, frequency in zip(self.parts, self.frequencies, strict=True)
            if part not in FUNCTION_WORDS
        ] or self.frequencies
        self.rarest = max(0.0, 5 - min(content)) / 5
        self.rareness = max(0.0, 5.5 - sum(content) / len(content)) / 5.5
        glosses = dictionary().glosses
        lowered = text.lower()
        self.headwords = glosses.get(lowered) or glosses.get(lowered.rstrip("s")) or frozenset()


class EnglishFacts:
    """An English expression where it stands."""

    def __init__(self, expression: Expression, words: EnglishText, translation: Translation) -> None:
        self.expression = expression
        self.marks = expression.marks
        self.of = words
        self.size = len(words.words)
        self.plain = float(_MARKED.isdisjoint(expression.marks))
        self.translation = translation

    def has(self, mark: str) -> float:
        """Return 1 if *mark* was noticed somewhere, else 0."""
        return 1.0 if mark in self.marks else 0.0


def _lone_common_capital(it: EnglishFacts) -> float:
    common = max(it.of.frequencies) > 4.8 and not _ACRONYM.fullmatch(it.of.text)
    return it.has("capital-run") * float(it.size == 1 and common)


def _in_translation(it: EnglishFacts) -> float:
    return float(it.translation.has(it.of.text))


def _functional_quotation(it: EnglishFacts) -> float:
    return it.has("quoted") * sum(word in FUNCTION_WORDS for word in it.of.words) / it.size


# What the words alone tell.
ENGLISH_TEXT_SIGNALS: Final[tuple[Signal[EnglishText], ...]] = (
    Signal("acronym", "acronym", lambda it: float(bool(_ACRONYM.fullmatch(it.text)))),
    Signal("hyphenated", "hyphenated", lambda it: float("-" in it.text)),
    Signal("rarest", "rare", lambda it: it.rarest),
    Signal("rareness", "rare", lambda it: it.rareness),
    Signal("unknown-word", "rare", lambda it: float(min(it.frequencies) == 0)),
    Signal("common-name", "common", lambda it: float(it.text.lower() in _COMMON_NAMES)),
    Signal("headword", "lexicalised", lambda it: float(bool(it.headwords) and len(it.words) == 1)),
    Signal("abstract", "nominal", lambda it: float(bool(_ABSTRACT.search(it.words[-1][-6:])))),
    Signal("ends-in-ed", "verb", lambda it: float(it.words[-1].endswith("ed"))),
    Signal("adverb", "adverb", lambda it: float(it.words[-1].endswith("ly") or it.words[0].endswith("ly"))),
)
# What tells where they stand.
ENGLISH_SIGNALS: Final[tuple[Signal[EnglishFacts], ...]] = (
    Signal("quoted", "quoted", lambda it: it.has("quoted")),
    Signal("quoted-short", "quoted", lambda it: it.has("quoted") * float(it.size <= 4)),
    Signal("quoted-part", "quoted", lambda it: it.has("quoted-part") * float(it.size < 3)),
    Signal("quoted-clause", "quoted", lambda it: it.has("quoted-part") * float(it.size > 2)),
    Signal("emphasis", "emphasis", lambda it: it.has("emphasis")),
    Signal("glossed", "gloss", lambda it: it.has("glossed")),
    Signal("gloss-text", "bracket", lambda it: it.has("gloss-text")),
    Signal("capital-run", "capitals", lambda it: it.has("capital-run")),
    Signal("capital-start", "capitals", lambda it: it.has("capital-start") * (1 - it.has("capital-run"))),
    Signal("capital-noun", "capitals", lambda it: it.has("capital-noun")),
    Signal("noun-capital", "capitals", lambda it: it.has("noun-capital")),
    Signal("capital-and", "capitals", lambda it: it.has("capital-and")),
    Signal("other-script", "other-script", lambda it: it.has("other-script")),
    Signal("number", "number", lambda it: it.has("number")),
    Signal("plain", "plain", lambda it: it.plain),
    Signal("chunk", "chunk", lambda it: it.has("chunk")),
    Signal("plain-rarest", "rare", lambda it: it.plain * it.of.rarest),
    Signal("common-capital", "common", _lone_common_capital),
    Signal("frequency", "frequency", lambda it: math.log(len(it.expression.places))),
    Signal("standalone", "chunk", lambda it: it.expression.standalone),
    Signal("verb-first", "verb", lambda it: it.plain * dictionary().verb_share(it.of.words[0])),
    Signal("noun-last", "nominal", lambda it: it.plain * dictionary().noun_share(it.of.words[-1])),
    Signal("in-translation", "in-translation", _in_translation),
)
