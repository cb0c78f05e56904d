"""Expressions: spans of reading text that may be terms, with the marks by which they were noticed."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from glossary.model import Paragraph

# Where an expression stands: reading offsets, half-open, and what was noticed there.
Spans = dict[tuple[int, int], set[str]]

_AROUND: Final = " \t\n\"'`*“”‘’「」『』《》〈〉()（）[]【】,.;:!?，。；：！？、…—-"
_ARTICLES: Final = ("the ", "a ", "an ")
# Numbers with signs in them, addresses, file names, references: nothing that a glossary would list.
_NO_TERM: Final = re.compile(r"\d[./,:]\d|\w/\d|://|\.\w+\.|%|^(?:\d{1,2}|\d{4,})$|^[\d.,]+\.|\bdoi\b", re.IGNORECASE)
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
    glosses: list[str] = field(default_factory=list)
    standalone: float = 0.0  # share of the places not inside one longer expression; 0 for a single place


def key_of(text: str) -> str:
    """Return what the spellings of an expression share: width, case, article, possessive and outer marks are gone."""
    key = " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(_AROUND)
    for article in _ARTICLES:
        key = key.removeprefix(article)
    return key.removesuffix("'s").removesuffix("’s")


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without marks, article and possessive around what stands there; it may become empty."""
    while start < end and text[start] in _AROUND:
        start += 1
    while start < end and text[end - 1] in _AROUND:
        end -= 1
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
    if _NO_TERM.search(text) or (len(text.strip(".")) < 2 and not HAN.match(text)):
        return ""
    return key_of(text)


def collect(
    paragraphs: Sequence[Paragraph], spans: Iterable[Spans], glosses: Iterable[Mapping[int, str]]
) -> dict[str, Expression]:
    """Return the expressions of a post by their keys.

    *spans* are those of each paragraph, *glosses* likewise, by where what they explain ends.
    """
    found: dict[str, Expression] = {}
    for index, (paragraph, here, explained) in enumerate(zip(paragraphs, spans, glosses, strict=True)):
        texts = {*explained.values()}
        for (start, end), marks in sorted(here.items()):
            text = paragraph.reading[start:end]
            key = _key_of_term(text)
            if not key:
                continue
            expression = found.get(key)
            if expression is None:
                expression = found[key] = Expression(key, text)
            expression.places.append(Place(index, start, end))
            expression.marks.update(marks)
            if text in texts and "bracketed" in marks:
                expression.marks["gloss-text"] += 1
            if end in explained:
                expression.marks["glossed"] += 1
                expression.glosses.append(explained[end])
    _settle_repeated(found)
    return found


def _settle_repeated(found: Mapping[str, Expression]) -> None:
    """Find out how often the repeated expressions stand alone, not in one longer one."""
    repeated: dict[int, list[tuple[int, int, str]]] = {}
    for key, expression in found.items():
        if len(expression.places) > 1:
            for place in expression.places:
                repeated.setdefault(place.paragraph, []).append((place.start, -place.end, key))
    longer: Counter[str] = Counter()
    for places in repeated.values():
        around: list[tuple[int, int, str]] = []
        for start, negative_end, key in sorted(places):
            end = -negative_end
            around = [one for one in around if one[1] > start]
            for _, other_end, other in around:
                if other_end >= end and other != key:
                    longer[key] = max(longer[key], len(found[other].places))
            around.append((start, end, key))
    for places in repeated.values():
        for *_, key in places:
            count = len(found[key].places)
            found[key].standalone = max(0.0, 1 - longer[key] / count)
