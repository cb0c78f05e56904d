"""Links between the words of an English paragraph and the characters of its Chinese counterpart.

A link is what a bilingual dictionary, an equal string, a number or a sound knows; it counts less the farther the two
stand apart, as translations keep their order roughly.
"""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from glossary.candidate.dictionary import LONGEST, dictionary, stem
from glossary.candidate.expressions import HAN
from glossary.candidate.sounds import latin_letters, resemblance, spelled_alike, spoken, syllables, written
from glossary.segment import FUNCTION_WORDS, english_frequency

FARTHEST: Final = 0.3  # of a paragraph: at this distance a link counts e times less
WEAKEST: Final = 0.08
SINGLE: Final = 0.5  # a dictionary entry of one character says less
NAME_RESEMBLANCE: Final = 0.82
ORDINARY: Final = 4.6  # Zipf frequency from which a word with a capital is no name
LONGEST_NAME: Final = 5  # characters of one word's transliteration
MOST_ALIKE: Final = 16  # places of a repeated word that are linked to the same characters, the nearest

HAN_RUN: Final = re.compile(f"{HAN.pattern}+")
_WORD: Final = re.compile(r"[^\W_〇]+|〇")
_SAME: Final = re.compile(r"[A-Za-z0-9]+|[〇零一二两三四五六七八九十]")
_VAGUE: Final = frozenset("one ones thing things sth people person other first use used make".split())
NUMBERS: Final = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "zero": "0", "〇": "0", "零": "0", "一": "1", "二": "2", "两": "2", "三": "3", "四": "4",
    "五": "5", "六": "6", "七": "7", "八": "8", "九": "9", "十": "10",
}  # fmt: skip

_stem: Final = lru_cache(maxsize=50_000)(stem)


class LinkedWord(NamedTuple):
    """A word of the English paragraph."""

    start: int
    end: int
    text: str  # lower case
    weight: float  # how much it says: 0 for function words, more for rarer ones


# Characters of the Chinese paragraph that say the same as a word: start, end, strength from 0 to 1.
Link = tuple[int, int, float]


class Links(NamedTuple):
    """The words of a paragraph and the links of each, by its number."""

    words: list[LinkedWord]
    of: dict[int, list[Link]]


def link_words(english: str, chinese: str) -> Links:
    """Return the words of an *english* paragraph with their links to the *chinese* one."""
    words, capitals = _words_of(english)
    links: dict[int, list[Link]] = defaultdict(list)
    middles = [(word.start + word.end) / 2 / len(english) for word in words]
    scale = 0.5 / len(chinese)
    for numbers, start, end, known in chain(
        _explained(words, chinese), _same(words, chinese), _named(words, capitals, chinese)
    ):
        place = (start + end) * scale
        for number in _nearest(numbers, middles, place) if len(numbers) > MOST_ALIKE else numbers:
            strength = known * math.exp(-(((middles[number] - place) / FARTHEST) ** 2))
            if strength > WEAKEST:
                links[number].append((start, end, strength))
    return Links(words, links)


def _nearest(numbers: Sequence[int], middles: Sequence[float], place: float) -> Sequence[int]:
    """Return the nearest of many *numbers*, so that what is repeated is not linked a million times."""
    first = max(0, bisect_left(numbers, place, key=middles.__getitem__) - MOST_ALIKE // 2)
    return numbers[first : first + MOST_ALIKE]


def _words_of(english: str) -> tuple[list[LinkedWord], list[int]]:
    """Return the words of a paragraph, and the numbers of those that may be names."""
    words: list[LinkedWord] = []
    names = []
    for found in _WORD.finditer(english):
        start, end = found.span()
        text = found.group()
        if text in ("s", "S") and english[start - 1 : start] in ("'", "’"):
            continue
        lowered, weight, name = _known_of(text)
        if name:
            names.append(len(words))
        words.append(LinkedWord(start, end, lowered, weight))
    return words, names


@lru_cache(maxsize=50_000)
def _known_of(word: str) -> tuple[str, float, bool]:
    """Return a word in lower case, how much it says, and whether it may be a name."""
    text = word.lower()
    frequency = english_frequency(text)
    weight = 0.1 if text in _VAGUE else 0.3 + max(0.0, 6 - frequency) / 6
    capital = word[0].isupper() and len(text) > 1 and text.isalpha()
    name = (capital and frequency < ORDINARY) or not text.isascii()
    return text, 0.0 if text in FUNCTION_WORDS else weight, name


def _explained(words: Sequence[LinkedWord], chinese: str) -> Iterator[tuple[Sequence[int], int, int, float]]:
    """Yield the words (by number) that a dictionary gives for a part of the Chinese text, and where that stands."""
    by_stem: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        if word.weight:
            by_stem[_stem(word.text)].append(number)
    stems, beginnings, wanted = dictionary().stems, dictionary().beginnings, frozenset(by_stem)
    ended = chinese + "\n"  # with which no headword goes on
    for start in chain.from_iterable(range(*run.span()) for run in HAN_RUN.finditer(chinese)):
        for end in range(start + 1, start + LONGEST + 1):
            text = ended[start:end]
            if text not in beginnings:
                break
            explained = stems[text]
            if explained and not wanted.isdisjoint(explained):
                for shared in wanted & explained:
                    yield by_stem[shared], start, end, 1.0 if end - start > 1 else SINGLE


def _same(words: Sequence[LinkedWord], chinese: str) -> Iterator[tuple[Sequence[int], int, int, float]]:
    """Yield the words and numbers that stand in the Chinese text as they are."""
    by_text: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        by_text[NUMBERS.get(word.text, stem(word.text) if word.text[0].isdigit() else word.text)].append(number)
    for found in _SAME.finditer(chinese):
        text = found.group().lower()
        if numbers := by_text.get(NUMBERS.get(text, text)):
            yield numbers, found.start(), found.end(), 1.0


def _named(
    words: Sequence[LinkedWord], names: Iterable[int], chinese: str
) -> Iterator[tuple[Sequence[int], int, int, float]]:
    """Yield the names that a part of the Chinese text sounds like."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for number in names:
        by_name[latin_letters(words[number].text)].append(number)
    saying = _saying(chinese, {name[:1] for name in by_name})
    for name, numbers in by_name.items():
        spellings, places = saying.get(name[:1], ((), ()))
        sound = written(name)
        for number in spelled_alike(sound.letters if sound else name, spellings, NAME_RESEMBLANCE):
            spelling, (start, end) = spellings[number], places[number]
            if spelling == name:
                yield numbers, start, end, 1.0
            elif (
                len(name) > 3
                and end - start > 1
                and len(name) / 1.8 < len(spelling) <= len(name) * 1.8
                and resemblance(sound, spoken(chinese[start:end])) > NAME_RESEMBLANCE
            ):
                yield numbers, start, end, 0.85


def _saying(chinese: str, letters: Container[str]) -> dict[str, tuple[list[str], list[tuple[int, int]]]]:
    """Return the pinyin and the places of all that may be a name in a Chinese text, by its first letter.

    Only what begins with one of the *letters* counts.
    """
    pinyin = syllables(chinese)
    found: dict[str, tuple[list[str], list[tuple[int, int]]]] = {}
    for start, syllable in enumerate(pinyin):
        if syllable[0] not in letters or syllable == "|":
            continue
        spellings, places = found.setdefault(syllable[0], ([], []))
        spelling = ""
        for end, said in enumerate(pinyin[start : start + LONGEST_NAME], start + 1):
            if said == "|":
                break
            spelling += said
            spellings.append(spelling)
            places.append((start, end))
    return found
