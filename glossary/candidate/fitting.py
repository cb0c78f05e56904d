"""How well an English and a Chinese expression fit, in paragraphs that say the same.

Two expressions fit by how much of either is linked to the other word by word, by sounding alike, or by being the same
string. What fits is measured once for a passage; which pairs are preferred depends on what is known of the expressions
besides, and is asked more than once.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from glossary.candidate.dictionary import dictionary
from glossary.candidate.expressions import HAN
from glossary.candidate.links import FARTHEST, NUMBERS, Links, link_words
from glossary.candidate.sounds import resemblance, spoken, written
from glossary.segment import FUNCTION_WORDS

LEAST_FIT: Final = 0.15
LEAST_RESEMBLANCE: Final = 0.65
LONGEST_NAME: Final = 8  # characters
MASS: Final = 0.4  # how much a longer match is preferred
PRIOR: Final = 0.25  # how much a likely term is preferred
FLOOR: Final = 0.1
SPREAD: Final = 2.0  # of the logarithm of the length ratio
CHARACTERS_A_WORD: Final = 1.9
SAME: Final = 1.2  # the fit of equal strings
REACHED: Final = 0.3  # the strength of a link from which nobody has to guess
GUESS: Final = 0.5  # how far what nothing links counts as linked to what nothing links there, when guessing

_WORDS: Final = re.compile(r"[A-Za-z0-9]+|〇")
_LATIN: Final = re.compile(r"[A-Za-z]+")
_BETWEEN: Final = re.compile(r"[\s\-_.]")


class Span(NamedTuple):
    """A place of an expression in a passage."""

    start: int
    end: int
    key: str

    @property
    def middle(self) -> float:
        """Where its middle stands."""
        return (self.start + self.end) / 2


class Measured(NamedTuple):
    """How two expressions of a passage fit."""

    here: int  # number of the English expression
    there: int  # number of the Chinese one
    fit: float  # 0 to 1, a little more for equal strings
    guessed: float  # the same, where what nothing links on either side is taken to go together
    matched: float  # how much of the English expression is matched
    lengths: float  # how well the lengths fit


class Fit(NamedTuple):
    """A pair of expressions and how much it is preferred."""

    preference: float
    fit: float
    matched: float
    here: int
    there: int


def preferences(
    measured: Sequence[Measured], here: Sequence[float], there: Sequence[float], *, guessing: bool
) -> list[Fit]:
    """Return the pairs that fit, by the scores of the expressions *here* (English) and *there*, the preferred first."""
    priors = [(score + FLOOR) ** PRIOR for score in here]
    priors_there = [(score + FLOOR) ** PRIOR for score in there]
    found = []
    for one, other, fit, guessed, matched, lengths in measured:
        shown = guessed if guessing else fit
        if shown >= LEAST_FIT:
            preference = shown * matched**MASS * lengths * priors[one] * priors_there[other]
            found.append(Fit(preference, shown, matched, one, other))
    return sorted(found, key=lambda pair: (-pair.preference, pair.here, pair.there))


def measure(english: str, chinese: str, ours: Sequence[Span], theirs: Sequence[Span]) -> list[Measured]:
    """Return how the expressions of a passage fit, as far as they do."""
    if not ours or not theirs:
        return []
    links = link_words(english, chinese)
    starts = [word.start for word in links.words]
    there = _There(chinese, theirs, links)
    glosses = dictionary().glosses
    found = []
    for number, span in enumerate(ours):
        text = english[span.start : span.end]
        first = bisect_left(starts, span.start)
        words = range(first, bisect_right(starts, span.end - 1, first))
        mass = sum(links.words[word].weight for word in words) or 0.1
        fits: dict[int, tuple[float, float, float]] = {}  # number there → fit, guessed, matched mass
        headwords: Collection[str] = glosses.get(text.lower(), ())
        for other, (fit, guessed, covered) in _coverage(words, mass, links, there).items():
            whole = there.texts[other] in headwords
            fits[other] = 1.0 if whole else fit, 1.0 if whole else guessed, min(mass, 3) * covered
        for other in there.same.get(flat(text), ()):
            alike = SAME * _nearness(span, theirs[other], english, chinese, 0.4)
            fits[other] = alike, alike, max(1.0, mass)
        for other, likeness in _alike(text, there):
            alike = likeness * _nearness(span, theirs[other], english, chinese, FARTHEST)
            if alike > fits.get(other, (LEAST_FIT, 0.0, 0.0))[0]:
                fits[other] = alike, alike, max(1.0, mass)
        size = _english_size(text)
        for other, (fit, guessed, matched) in fits.items():
            if guessed >= LEAST_FIT:
                found.append(Measured(number, other, fit, guessed, matched, length_fit(size, there.sizes[other])))
    return found


class _There:
    """The Chinese expressions of a passage, prepared to be asked often."""

    def __init__(self, chinese: str, theirs: Sequence[Span], links: Links) -> None:
        reached = {
            place
            for found in links.of.values()
            for start, end, strength in found
            if strength > REACHED
            for place in range(start, end)
        }
        self.spans = theirs
        self.texts = [chinese[span.start : span.end] for span in theirs]
        self.sizes = [_chinese_size(text) for text in self.texts]
        self.letters = [_letters(text) for text in self.texts]
        unlinked = [0]  # up to each place
        for place, sign in enumerate(chinese):
            unlinked.append(unlinked[-1] + (place not in reached and bool(HAN.match(sign))))
        self.unlinked = [unlinked[span.end] - unlinked[span.start] for span in theirs]
        self.covering: dict[int, list[int]] = defaultdict(list)
        self.same: dict[str, list[int]] = defaultdict(list)
        self.sounding: dict[str, list[int]] = defaultdict(list)  # class of the first consonant → numbers
        for number, (span, text) in enumerate(zip(theirs, self.texts, strict=True)):
            for place in range(span.start, span.end):
                self.covering[place].append(number)
            self.same[flat(text)].append(number)
            sound = spoken(text) if len(text) <= LONGEST_NAME else None
            if sound and sound.consonants:
                self.sounding[sound.consonants[0]].append(number)


def _coverage(words: Sequence[int], mass: float, links: Links, there: _There) -> dict[int, tuple[float, float, float]]:
    """Return, of the Chinese expressions that links reach: fit, guessed fit, and how much of *words* is covered."""
    strongest: dict[int, dict[int, float]] = defaultdict(dict)  # number there → word → strength
    characters: dict[int, dict[int, float]] = defaultdict(dict)  # number there → place → strength
    for word in words:
        for start, end, strength in links.of.get(word, ()):
            # A single character that is linked says more of the expression than half of it.
            shown = strength if end - start > 1 else 1.4 * strength
            for other in there.covering[start]:
                if there.spans[other].end >= end:
                    by_word, by_place = strongest[other], characters[other]
                    if strength > by_word.get(word, 0.0):
                        by_word[word] = strength
                    for place in range(start, end):
                        if shown > by_place.get(place, 0.0):
                            by_place[place] = shown
    unknown = [links.words[word].weight for word in words if word not in links.of and links.words[word].weight]
    expected = CHARACTERS_A_WORD * len(unknown)
    covered = {}
    for other, by_word in strongest.items():
        weights = {word: max(links.words[word].weight, 0.1) for word in by_word}
        ours = sum(strength * weights[word] for word, strength in by_word.items()) / max(mass, sum(weights.values()))
        theirs = min(1.0, sum(characters[other].values()) / there.letters[other])
        fit = guessed = 2 * ours * theirs / (ours + theirs)
        unlinked = there.unlinked[other]
        if unknown and unlinked:
            alike = GUESS * min(unlinked, expected) / max(unlinked, expected)
            more = min(1.0, ours + alike * sum(unknown) / max(mass, 0.1))
            more_there = min(1.0, theirs + alike * unlinked / there.letters[other])
            guessed = 2 * more * more_there / (more + more_there)
        covered[other] = fit, guessed, ours
    return covered


def _alike(name: str, there: _There) -> Iterator[tuple[int, float]]:
    """Yield what sounds like a name, and how much."""
    if name.isascii() and name == name.lower():
        return
    sound = written(name)
    if sound is None or not sound.consonants:
        return
    for other in there.sounding.get(sound.consonants[0], ()):
        alike = resemblance(sound, spoken(there.texts[other]))
        if alike > LEAST_RESEMBLANCE:
            yield other, (alike - LEAST_RESEMBLANCE) / (1 - LEAST_RESEMBLANCE)


def _nearness(here: Span, there: Span, english: str, chinese: str, farthest: float) -> float:
    return math.exp(-(((here.middle / len(english) - there.middle / len(chinese)) / farthest) ** 2))


@lru_cache(maxsize=50_000)
def flat(text: str) -> str:
    """Return *text* in lower case with numbers as digits, without spaces, hyphens and full stops."""
    numbered = _LATIN.sub(lambda found: NUMBERS.get(found.group().lower(), found.group()), text)
    return _BETWEEN.sub("", numbered.lower())


@lru_cache(maxsize=50_000)
def _english_size(text: str) -> float:
    """Return how many words say something in an English expression."""
    return sum(0.3 if word.lower() in FUNCTION_WORDS else 1.0 for word in _WORDS.findall(text)) or 1.0


@lru_cache(maxsize=50_000)
def _chinese_size(text: str) -> float:
    """Return how many characters a Chinese expression has; a word of Latin letters counts as the usual number."""
    return sum(bool(HAN.match(sign)) for sign in text) + CHARACTERS_A_WORD * len(_WORDS.findall(text)) or 1.0


@lru_cache(maxsize=50_000)
def _letters(text: str) -> int:
    """Return how many characters of a Chinese expression say something, at least 1."""
    return max(1, sum(sign not in "的了之" and (sign.isalnum() or sign == "〇") for sign in text))


def length_fit(words: float, characters: float) -> float:
    """Return how well the lengths of an English and a Chinese expression fit."""
    return math.exp(-(math.log(characters / (CHARACTERS_A_WORD * words)) ** 2) / (2 * SPREAD**2))


def lengths_fit(english: str, chinese: str) -> float:
    """Return how well two expressions fit by their lengths alone."""
    return length_fit(_english_size(english), _chinese_size(chinese))
