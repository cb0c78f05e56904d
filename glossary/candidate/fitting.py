"""How well an English and a Chinese expression fit, in paragraphs that say the same.

Two expressions fit by how much of either is linked to the other word by word, by sounding alike, or by being the same
string. What fits is measured once for a passage; which pairs are preferred depends on what is known of the expressions
besides, and is asked more than once.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from glossary.candidate.dictionary import dictionary
from glossary.candidate.expressions import HAN
from glossary.candidate.links import FARTHEST, HAN_RUN, NUMBERS, Links, link_words
from glossary.candidate.sounds import Sound, resemblance, spoken, written
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
_CHARACTERS: Final = re.compile(r"[\u3400-\u4db5\u4e00-\u9fa5]+")  # nothing but letters
_LITTLE: Final = str.maketrans("", "", "的了之")  # what says nothing
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


# How a Chinese expression of a passage, by its number, fits an English one: its fit (0 to 1, a little more for equal
# strings), the same where what nothing links on either side is taken to go together, how much of the English expression
# is matched, and how much the pair is preferred for that and for its lengths.
Measured = tuple[int, float, float, float, float]

# How much a pair of expressions is preferred, its fit, how much is matched, and the numbers of the two.
Fit = tuple[float, float, float, int, int]


def preferences(
    measured: Sequence[Sequence[Measured]], here: Sequence[float], there: Sequence[float], *, guessing: bool
) -> list[list[Fit]]:
    """Return what fits each English expression, by the scores of the expressions *here* (English) and *there*."""
    priors = [(score + FLOOR) ** PRIOR for score in here]
    priors_there = [(score + FLOOR) ** PRIOR for score in there]
    return [
        [
            (shown * weight * prior * priors_there[other], shown, matched, number, other)
            for other, fit, guessed, matched, weight in fitting
            if (shown := guessed if guessing else fit) >= LEAST_FIT
        ]
        for number, (fitting, prior) in enumerate(zip(measured, priors, strict=True))
    ]


def measure(english: str, chinese: str, ours: Sequence[Span], theirs: Sequence[Span]) -> list[list[Measured]]:
    """Return which Chinese expressions of a passage, in their order, fit each English one, and how."""
    if not ours or not theirs:
        return [[] for _ in ours]
    links = link_words(english, chinese)
    starts, weights = [word.start for word in links.words], [word.weight for word in links.words]
    there = _There(chinese, theirs, links)
    sizes, glosses = [shape.size for shape in there.shapes], dictionary().glosses
    found = []
    for span in ours:
        text = english[span.start : span.end]
        first = bisect_left(starts, span.start)
        words = range(first, bisect_right(starts, span.end - 1, first))
        mass = sum(weights[first : words.stop]) or 0.1
        fits = _coverage(words, weights, mass, there)
        if headwords := glosses[text.lower()]:
            for other, (_, _, matched) in fits.items():
                if there.texts[other] in headwords:
                    fits[other] = 1.0, 1.0, matched
        for other in there.same.get(flat(text), ()):
            alike = SAME * _nearness(span, theirs[other], english, chinese, 0.4)
            fits[other] = alike, alike, max(1.0, mass)
        for other, likeness in _alike(text, there):
            alike = likeness * _nearness(span, theirs[other], english, chinese, FARTHEST)
            if alike > fits.get(other, (LEAST_FIT, 0.0, 0.0))[0]:
                fits[other] = alike, alike, max(1.0, mass)
        size = _english_size(text)
        found.append(
            [
                (other, fit, guessed, matched, matched**MASS * length_fit(size, sizes[other]))
                for other, (fit, guessed, matched) in sorted(fits.items())
                if guessed >= LEAST_FIT
            ]
        )
    return found


# What a word reaches of an expression: how much of the word is said there, the word's weight, how surely each character
# of the expression says it, and the sum of that.
_Reached = tuple[float, float, dict[int, float], float]


class _There:
    """The Chinese expressions of a passage, prepared to be asked often."""

    def __init__(self, chinese: str, theirs: Sequence[Span], links: Links) -> None:
        unlinked = bytearray(len(chinese))
        for run in HAN_RUN.finditer(chinese):
            unlinked[run.start() : run.end()] = b"\1" * (run.end() - run.start())
        for found in links.of.values():
            for start, end, strength in found:
                if strength > REACHED:
                    unlinked[start:end] = bytes(end - start)
        before = [0, *accumulate(unlinked)]
        self.links = links
        self.texts = [chinese[start:end] for start, end, _ in theirs]
        self.shapes = [_shape(text) for text in self.texts]
        self.letters = [shape.letters for shape in self.shapes]
        self.unlinked = [before[end] - before[start] for start, end, _ in theirs]
        self.covering: list[list[tuple[int, int]]] = [[] for _ in chinese]  # place → number and end
        self.same: dict[str, list[int]] = defaultdict(list)
        self.sounding: dict[str, list[tuple[int, Sound]]] = defaultdict(list)  # by the class of the first consonant
        for number, ((start, end, _), shape) in enumerate(zip(theirs, self.shapes, strict=True)):
            covered = number, end
            for place in range(start, end):
                self.covering[place].append(covered)
            self.same[shape.flat].append(number)
            if shape.sound:
                self.sounding[shape.sound.consonants[0]].append((number, shape.sound))
        self._around: dict[tuple[int, int], list[int]] = {}
        self._reached: dict[int, dict[int, _Reached]] = {}

    def reached(self, word: int) -> dict[int, _Reached]:
        """Return the expressions that links of a word reach, by number; it is worked out once."""
        reached = self._reached.get(word)
        if reached is None:
            reached = self._reached[word] = {}
            weight = self.links.words[word].weight or 0.1
            for start, end, strength in self.links.of[word]:
                # A single character that is linked says more of the expression than half of it.
                places = dict.fromkeys(range(start, end), strength if end - start > 1 else 1.4 * strength)
                said = strength * weight
                first = said, weight, places, sum(places.values())
                for other in self.around(start, end):
                    if (before := reached.setdefault(other, first)) is not first:
                        reached[other] = max(before[0], said), weight, *_strongest(before[2], places)
        return reached

    def around(self, start: int, end: int) -> list[int]:
        """Return the numbers of the expressions that hold what stands there."""
        around = self._around.get((start, end))
        if around is None:
            around = [number for number, last in self.covering[start] if last >= end]
            self._around[start, end] = around
        return around


def _strongest(one: Mapping[int, float], other: Mapping[int, float]) -> tuple[dict[int, float], float]:
    found = dict(one)
    for place, shown in other.items():
        if shown > found.get(place, 0.0):
            found[place] = shown
    return found, sum(found.values())


def _coverage(
    words: range, weights: Sequence[float], mass: float, there: _There
) -> dict[int, tuple[float, float, float]]:
    """Return, of the Chinese expressions that links reach: fit, guessed fit, and how much of *words* is matched."""
    linked = [word for word in words if word in there.links.of]
    if not linked:
        return {}
    reached = there.reached(linked[0])
    if len(linked) > 1:
        reached = dict(reached)
        for word in linked[1:]:
            for other, more in there.reached(word).items():
                if (before := reached.setdefault(other, more)) is not more:
                    reached[other] = before[0] + more[0], before[1] + more[1], *_strongest(before[2], more[2])
    unknown = [weights[word] for word in words if word not in there.links.of and weights[word]]
    expected, share, most = CHARACTERS_A_WORD * len(unknown), sum(unknown) / mass, min(mass, 3)
    covered = {}
    for other, (said, weight, _, shown) in reached.items():
        ours = said / (mass if mass > weight else weight)
        letters = there.letters[other]
        theirs = min(1.0, shown / letters)
        fit = guessed = 2 * ours * theirs / (ours + theirs)
        if unknown and (unlinked := there.unlinked[other]):
            alike = GUESS * (unlinked / expected if unlinked < expected else expected / unlinked)
            more_ours = min(1.0, ours + alike * share)
            more_theirs = min(1.0, theirs + alike * unlinked / letters)
            guessed = 2 * more_ours * more_theirs / (more_ours + more_theirs)
        covered[other] = fit, guessed, most * ours
    return covered


def _alike(name: str, there: _There) -> Iterator[tuple[int, float]]:
    """Yield what sounds like a name, and how much."""
    if name.isascii() and name == name.lower():
        return
    sound = written(name)
    if sound is None or not sound.consonants:
        return
    for other, said in there.sounding.get(sound.consonants[0], ()):
        alike = resemblance(sound, said)
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


class _Shape(NamedTuple):
    """What a Chinese expression is like, wherever it stands."""

    size: float  # how many characters it has; a word of Latin letters counts as the usual number
    letters: int  # how many characters say something, at least 1
    flat: str  # its text, to be compared
    sound: Sound | None  # of what is short enough for a name and has consonants


@lru_cache(maxsize=50_000)
def _shape(text: str) -> _Shape:
    sound = spoken(text) if len(text) <= LONGEST_NAME else None
    sound = sound if sound and sound.consonants else None
    said = text.translate(_LITTLE)
    if _CHARACTERS.fullmatch(text):  # as nearly all are
        return _Shape(float(len(text)), max(1, len(said)), text, sound)
    size = len(HAN.findall(text)) + CHARACTERS_A_WORD * len(_WORDS.findall(text)) or 1.0
    return _Shape(size, max(1, sum(sign.isalnum() or sign == "〇" for sign in said)), flat(text), sound)


@lru_cache(maxsize=50_000)
def length_fit(words: float, characters: float) -> float:
    """Return how well the lengths of an English and a Chinese expression fit."""
    return math.exp(-(math.log(characters / (CHARACTERS_A_WORD * words)) ** 2) / (2 * SPREAD**2))


def lengths_fit(english: str, chinese: str) -> float:
    """Return how well two expressions fit by their lengths alone."""
    return length_fit(_english_size(english), _shape(chinese).size)
