"""Links between the words of an English paragraph and the characters of its Chinese counterpart.

A link is what a bilingual dictionary, an equal string, a number or a sound knows; it counts less the farther the two
stand apart, as translations keep their order roughly.
"""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from glossary.candidate.dictionary import dictionary, stem
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


class Word(NamedTuple):
    """What is known of an English word, wherever it stands."""

    text: str  # lower case
    weight: float  # how much it says: 0 for function words, more for rarer ones
    stem: str
    same: str  # how a Chinese text would write it as it is: a number in figures
    name: bool  # whether it may be one


# Characters of the Chinese paragraph that say the same as a word, by its number: start, end, strength from 0 to 1.
Link = tuple[int, int, int, float]


class Links(NamedTuple):
    """The words of a paragraph with where each begins, and their links."""

    words: list[Word]
    begins: list[int]
    found: list[Link]


# The numbers of words, and where in the Chinese text stands what says the same, and how surely.
_Said = Iterator[tuple[Sequence[int], int, int, float]]


def link_words(english: str, chinese: str) -> Links:
    """Return the words of an *english* paragraph with their links to the *chinese* one."""
    words, begins, middles = _words_of(english)
    links = []
    scale = 0.5 / len(chinese)
    for numbers, start, end, known in chain(_explained(words, chinese), _same(words, chinese), _named(words, chinese)):
        place = (start + end) * scale
        for number in _nearest(numbers, middles, place) if len(numbers) > MOST_ALIKE else numbers:
            off = (middles[number] - place) / FARTHEST
            strength = known * math.exp(-off * off)
            if strength > WEAKEST:
                links.append((number, start, end, strength))
    return Links(words, begins, links)


def _nearest(numbers: Sequence[int], middles: Sequence[float], place: float) -> Sequence[int]:
    """Return the nearest of many *numbers*, so that what is repeated is not linked a million times."""
    first = max(0, bisect_left(numbers, place, key=middles.__getitem__) - MOST_ALIKE // 2)
    return numbers[first : first + MOST_ALIKE]


def _words_of(english: str) -> tuple[list[Word], list[int], list[float]]:
    """Return the words of a paragraph, where each begins, and where in the whole its middle stands."""
    words, begins, middles = [], [], []
    for found in _WORD.finditer(english):
        start, end = found.span()
        text = found.group()
        if text in ("s", "S") and english[start - 1 : start] in ("'", "’"):
            continue
        words.append(_word(text))
        begins.append(start)
        middles.append((start + end) / 2 / len(english))
    return words, begins, middles


@lru_cache(maxsize=50_000)
def _word(text: str) -> Word:
    lowered = text.lower()
    frequency = english_frequency(lowered)
    weight = 0.1 if lowered in _VAGUE else 0.3 + max(0.0, 6 - frequency) / 6
    capital = text[0].isupper() and len(lowered) > 1 and lowered.isalpha()
    name = (capital and frequency < ORDINARY) or not lowered.isascii()
    stemmed = stem(lowered)
    same = NUMBERS.get(lowered, stemmed if lowered[0].isdigit() else lowered)
    return Word(lowered, 0.0 if lowered in FUNCTION_WORDS else weight, stemmed, same, name)


def _explained(words: Sequence[Word], chinese: str) -> _Said:
    """Yield the words (by number) that a dictionary gives for a part of the Chinese text, and where that stands."""
    by_stem: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        if word.weight:
            by_stem[word.stem].append(number)
    stems, beginnings, wanted = dictionary().stems, dictionary().beginnings, frozenset(by_stem)
    ended = chinese + "\n"  # with which no headword goes on
    for start in chain.from_iterable(range(*run.span()) for run in HAN_RUN.finditer(chinese)):
        end = start + 1
        while (text := ended[start:end]) in beginnings:
            explained = stems[text]
            if not wanted.isdisjoint(explained):
                for shared in wanted & explained:
                    yield by_stem[shared], start, end, 1.0 if end - start > 1 else SINGLE
            end += 1


def _same(words: Sequence[Word], chinese: str) -> _Said:
    """Yield the words and numbers that stand in the Chinese text as they are."""
    by_text: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        by_text[word.same].append(number)
    for found in _SAME.finditer(chinese):
        text = found.group().lower()
        if numbers := by_text.get(NUMBERS.get(text, text)):
            yield numbers, found.start(), found.end(), 1.0


def _named(words: Sequence[Word], chinese: str) -> _Said:
    """Yield the names that a part of the Chinese text sounds like."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        if word.name:
            by_name[latin_letters(word.text)].append(number)
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
