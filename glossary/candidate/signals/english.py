"""The signals of English expressions."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Final

from glossary.candidate.columns import Column
from glossary.candidate.competition import standalone
from glossary.candidate.dictionary import dictionary
from glossary.candidate.signals.signal import Places, Signal, latin_words
from glossary.segment import FUNCTION_WORDS, english_frequency, english_words

_ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9]{1,5}s?")
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


@lru_cache(maxsize=50_000)
def _verb_share(word: str) -> float:
    return dictionary().verb_share(word)


@lru_cache(maxsize=50_000)
def _noun_share(word: str) -> float:
    return dictionary().noun_share(word)


def _parts(word: str) -> list[str]:
    return [word] if word.isalnum() else [part for part in _PART.split(word) if part]


class EnglishText:
    """The words of an English expression."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lowered = text.lower()
        self.words = [word.text.lower() for word in english_words(text)] or [self.lowered]
        self.size = len(self.words)
        self.parts = [part for word in self.words for part in _parts(word)] or [self.lowered]
        self.frequencies = [*map(english_frequency, self.parts)]
        content = [
            frequency
            for part, frequency in zip(self.parts, self.frequencies, strict=True)
            if part not in FUNCTION_WORDS
        ] or self.frequencies
        self.rarest = max(0.0, 5 - min(content)) / 5
        self.rareness = max(0.0, 5.5 - sum(content) / len(content)) / 5.5
        glosses = dictionary().glosses
        self.headwords = glosses[self.lowered] or glosses[self.lowered.rstrip("s")]
        self.verb = _verb_share(self.words[0])
        self.noun = _noun_share(self.words[-1])
        self.common = self.size == 1 and max(self.frequencies) > 4.8 and not _ACRONYM.fullmatch(text)
        self.latin_words = latin_words(text)


class EnglishPlaces(Places):
    """The expressions of an English post where they stand."""

    @cached_property
    def plain(self) -> Column:
        """1 for each that is not marked."""
        return self.by_marks(_MARKED.isdisjoint)


# What the words alone tell.
ENGLISH_TEXT_SIGNALS: Final[tuple[Signal[EnglishText, float], ...]] = (
    Signal("acronym", "acronym", lambda it: float(bool(_ACRONYM.fullmatch(it.text)))),
    Signal("hyphenated", "hyphenated", lambda it: float("-" in it.text)),
    Signal("rarest", "rare", lambda it: it.rarest),
    Signal("rareness", "rare", lambda it: it.rareness),
    Signal("unknown-word", "rare", lambda it: float(0 in it.frequencies)),
    Signal("common-name", "common", lambda it: float(it.lowered in _COMMON_NAMES)),
    Signal("headword", "lexicalised", lambda it: float(bool(it.headwords) and it.size == 1)),
    Signal("abstract", "nominal", lambda it: float(bool(_ABSTRACT.search(it.words[-1][-6:])))),
    Signal("ends-in-ed", "verb", lambda it: float(it.words[-1].endswith("ed"))),
    Signal("adverb", "adverb", lambda it: float(it.words[-1].endswith("ly") or it.words[0].endswith("ly"))),
)
# What the words tell only together with their places.
ENGLISH_FACTS: Final[Mapping[str, Callable[[EnglishText], float]]] = {
    "size": lambda it: it.size,
    "common": lambda it: it.common,
    "verb": lambda it: it.verb,
    "noun": lambda it: it.noun,
}
# What tells where they stand.
ENGLISH_SIGNALS: Final[tuple[Signal[EnglishPlaces, Column], ...]] = (
    Signal("quoted", "quoted", lambda it: it.has("quoted")),
    Signal("quoted-short", "quoted", lambda it: it.has("quoted") * (it.told["size"] <= 4)),
    Signal("quoted-part", "quoted", lambda it: it.has("quoted-part") * (it.told["size"] < 3)),
    Signal("quoted-clause", "quoted", lambda it: it.has("quoted-part") * (it.told["size"] > 2)),
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
    Signal("plain-rarest", "rare", lambda it: it.plain * it.told["rarest"]),
    Signal("common-capital", "common", lambda it: it.has("capital-run") * it.told["common"]),
    Signal("frequency", "frequency", lambda it: it.frequency),
    Signal("standalone", "chunk", lambda it: standalone(it.expressions)),
    Signal("verb-first", "verb", lambda it: it.plain * it.told["verb"]),
    Signal("noun-last", "nominal", lambda it: it.plain * it.told["noun"]),
    Signal("in-translation", "in-translation", lambda it: it.in_translation),
)
