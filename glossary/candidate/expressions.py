"""Expressions: spans of reading text that may be terms, with the marks by which they were noticed."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from glossary.model import Paragraph

# Where an expression stands: reading offsets, half-open, and what was noticed there.
Spans = dict[tuple[int, int], frozenset[str]]

_AROUND: Final = " \t\n\"'`*“”‘’「」『』《》〈〉()（）[]【】,.;:!?，。；：！？、…—-"
_ARTICLES: Final = ("the ", "a ", "an ")
_ARTICLE_LETTERS: Final = ("t", "T", "a", "A")
_GLOSSED: Final = frozenset({"glossed"})
_GLOSS_TEXT: Final = frozenset({"gloss-text"})
# Numbers with signs in them, addresses, file names, references: nothing that a glossary would list.
_NO_TERM: Final = re.compile(r"\d[./,:]\d|\w/\d|://|\.\w+\.|%|^(?:\d{1,2}|\d{4,})$|^[\d.,]+\.|\bdoi\b", re.IGNORECASE)
# Quantities in words: with tens or more (九九六 is none), and what is counted is nothing but that.
_NUMERALS: Final = "一二三四五六七八九十百千万亿零两"
_COUNTED: Final = "个|个人|家|名|人|岁|度|块|块钱|元|倍|次|份|页|号|年|天|个月"
_QUANTITY: Final = re.compile(
    rf"第?(?=[{_NUMERALS}]{{2}})[{_NUMERALS}]*[十百千万亿][{_NUMERALS}]*[多余几]?(?:{_COUNTED}|分之[{_NUMERALS}]+)?"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty-(?:one|two|three|four|five|six|seven|eight|nine)"
    r"(?: (?:degrees|percent|years|days|people|times|yuan|dollars))?"
)
_BEGINS_QUANTITY: Final = frozenset("第tfsen" + _NUMERALS)
HAN: Final = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff]")


class Place(NamedTuple):
    """Where an expression stands in its post."""

    paragraph: int  # index into the post's paragraphs
    start: int  # reading offset
    end: int


@dataclass(slots=True)
class Expression:
    """All places of a post where the same expression stands."""

    key: str  # what its spellings share
    text: str  # as it stands first
    places: list[Place] = field(default_factory=list)
    marks: Counter[str] = field(default_factory=Counter)  # what was noticed → at how many places
    glosses: Sequence[str] = ()


def key_of(text: str) -> str:
    """Return what the spellings of an expression share: width, case, article, possessive and outer marks are gone."""
    key = " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(_AROUND)
    for article in _ARTICLES:
        key = key.removeprefix(article)
    return key.removesuffix("'s").removesuffix("’s")


def note(spans: Spans, start: int, end: int, marks: frozenset[str]) -> None:
    """Add *marks* to what was noticed of a span."""
    before = spans.get((start, end))
    spans[start, end] = marks if before is None else union(before, marks)


@lru_cache(maxsize=4096)  # so that equal sets are one, and found quickly
def union(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Return the marks of both."""
    return one | other


@lru_cache(maxsize=16_384)
def _counted(noticed: tuple[frozenset[str], ...]) -> Counter[str]:
    """Return how often each mark was noticed; expressions alike share the answer, which nobody changes."""
    return Counter(chain.from_iterable(noticed))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without marks, article and possessive around what stands there; it may become empty."""
    while start < end and text[start] in _AROUND:
        start += 1
    while start < end and text[end - 1] in _AROUND:
        end -= 1
    if text[start : start + 1] in _ARTICLE_LETTERS:
        lowered = text[start:end].lower()
        for article in _ARTICLES:
            if lowered.startswith(article):
                start += len(article)
                break
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    return start, end


@lru_cache(maxsize=100_000)
def _key_of_term(text: str) -> str:
    """Return the key of what a glossary could list, else an empty text."""
    # Letters and spaces alone are quickly seen to be none of these, but for the one word among them.
    plain = text.replace(" ", "").isalpha() and "do" not in text.lower()
    if (not plain and _NO_TERM.search(text)) or (len(text.strip(".")) < 2 and not HAN.match(text)):
        return ""
    if text[0] in _BEGINS_QUANTITY and _QUANTITY.fullmatch(text):
        return ""
    return key_of(text)


def collect(
    paragraphs: Sequence[Paragraph], spans: Iterable[Spans], glosses: Iterable[Mapping[int, str]]
) -> dict[str, Expression]:
    """Return the expressions of a post by their keys.

    *spans* are those of each paragraph, *glosses* likewise, by where what they explain ends.
    """
    found: dict[str, tuple[str, list[Place], list[frozenset[str]]]] = {}
    spelled: dict[str, tuple[str, list[Place], list[frozenset[str]]]] = {}  # the same by each of its texts
    explanations: dict[str, list[str]] = defaultdict(list)
    for index, (paragraph, here, explained) in enumerate(zip(paragraphs, spans, glosses, strict=True)):
        reading, texts = paragraph.reading, {*explained.values()}
        for span in sorted(here):
            start, end = span
            text, marks, place = reading[start:end], here[span], tuple.__new__(Place, (index, start, end))
            if explained:
                if text in texts and "bracketed" in marks:
                    marks = union(marks, _GLOSS_TEXT)
                if end in explained:
                    marks = union(marks, _GLOSSED)
                    explanations[_key_of_term(text)].append(explained[end])
            one = spelled.get(text)
            if one is None:
                one = spelled[text] = found.setdefault(_key_of_term(text), (text, [], []))
            one[1].append(place)
            one[2].append(marks)
    found.pop("", None)  # what is no term
    return {
        key: Expression(key, text, places, _counted(tuple(noticed)), explanations.get(key, ()))
        for key, (text, places, noticed) in found.items()
    }
