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


def note(spans: Spans, start: int, end: int, marks: frozenset[str]) -> None:
    """Add *marks* to what was noticed of a span."""
    before = spans.get((start, end))
    spans[start, end] = marks if before is None else _union(before, marks)


@lru_cache(maxsize=4096)  # so that equal sets are one, and found quickly
def _union(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
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
    return key_of(text)


def collect(
    paragraphs: Sequence[Paragraph], spans: Iterable[Spans], glosses: Iterable[Mapping[int, str]]
) -> dict[str, Expression]:
    """Return the expressions of a post by their keys.

    *spans* are those of each paragraph, *glosses* likewise, by where what they explain ends.
    """
    found: dict[str, tuple[str, list[Place], list[frozenset[str]]]] = {}
    explanations: dict[str, list[str]] = defaultdict(list)
    for index, (paragraph, here, explained) in enumerate(zip(paragraphs, spans, glosses, strict=True)):
        reading, texts = paragraph.reading, {*explained.values()}
        for start, end in sorted(here):
            text = reading[start:end]
            key = _key_of_term(text)
            if not key:
                continue
            marks = here[start, end]
            if explained:
                if text in texts and "bracketed" in marks:
                    marks = _union(marks, _GLOSS_TEXT)
                if end in explained:
                    marks = _union(marks, _GLOSSED)
                    explanations[key].append(explained[end])
            known = found.get(key)
            if known is None:
                found[key] = text, [Place(index, start, end)], [marks]
            else:
                known[1].append(Place(index, start, end))
                known[2].append(marks)
    alone = _standalone({key: places for key, (_, places, _) in found.items() if len(places) > 1})
    return {
        key: Expression(key, text, places, _counted(tuple(noticed)), explanations.get(key, []), alone.get(key, 0.0))
        for key, (text, places, noticed) in found.items()
    }


def _standalone(repeated: Mapping[str, Sequence[Place]]) -> dict[str, float]:
    """Return how often each of the *repeated* expressions stands alone, not in one longer one."""
    by_paragraph: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for key, places in repeated.items():
        for paragraph, start, end in places:
            by_paragraph[paragraph].append((start, -end, key))
    longer = dict.fromkeys(repeated, 0)  # how often the most frequent stands that is around one of the places
    for here in by_paragraph.values():
        around: list[tuple[int, int, str]] = []
        for place in sorted(here):
            start, negative_end, key = place
            around = [other for other in around if -other[1] > start]
            for _, other_end, other in around:
                if other_end <= negative_end and other != key:
                    longer[key] = max(longer[key], len(repeated[other]))
            around.append(place)
    return {key: max(0.0, 1 - longer[key] / len(places)) for key, places in repeated.items()}
