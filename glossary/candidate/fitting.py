"""How well an English and a Chinese expression fit, in paragraphs that say the same.

Two expressions fit by how much of either is linked to the other word by word, by sounding alike, or by being the same
string. What fits is measured once for all passages; which pairs are preferred depends on what is known of the
expressions besides, and is asked more than once.
"""

import math
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import compress, pairwise
from operator import itemgetter
from typing import Final, NamedTuple

from glossary.candidate.columns import Column, column
from glossary.candidate.coverage import CHARACTERS_A_WORD, Coverage, Linked, Numbers, Ranges, changes, coverage
from glossary.candidate.dictionary import dictionary
from glossary.candidate.expressions import HAN
from glossary.candidate.links import FARTHEST, HAN_RUN, NUMBERS, Link, link_words
from glossary.candidate.sounds import SILENT, Sound, resemblances, spoken, written
from glossary.segment import FUNCTION_WORDS

LEAST_FIT: Final = 0.15
LEAST_RESEMBLANCE: Final = 0.65
LONGEST_NAME: Final = 8  # characters
MASS: Final = 0.4  # how much a longer match is preferred
SPREAD: Final = 2.0  # of the logarithm of the length ratio
SAME: Final = 1.2  # the fit of equal strings
SAME_FARTHEST: Final = 0.4  # as FARTHEST, for these

_WORDS: Final = re.compile(r"[A-Za-z0-9]+|〇")
_LATIN: Final = re.compile(r"[A-Za-z]+")
_CHARACTERS: Final = re.compile(r"[\u3400-\u4db5\u4e00-\u9fa5]+")  # nothing but letters
_LITTLE: Final = str.maketrans("", "", "的了之")  # what says nothing
_PLURAL: Final = re.compile(r"[A-Z0-9]{2,}s")  # of what is written in capitals: Chinese has none
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


class Passage(NamedTuple):
    """Paragraphs that say the same, with their expressions."""

    english: str
    chinese: str
    ours: Sequence[Span]  # of the English expressions
    theirs: Sequence[Span]  # of the Chinese ones


class Measured(NamedTuple):
    """The pairs of expressions of a passage that fit, in their order."""

    ours: Numbers
    theirs: Numbers
    fits: Column  # 0 to 1, a little more for equal strings
    guessed: Column  # the same where what nothing links on either side is taken to go together
    matched: Column  # how much of the English expression is matched
    weights: Column  # how much a pair is preferred for that and for its lengths


class _Side(NamedTuple):
    """The expressions of all passages in one language; the passages stand one behind the other."""

    texts: list[str]
    firsts: list[int]  # the number of the first expression of each passage, and how many there are
    places: Ranges
    middles: list[float]  # of each in its passage, 0 to 1


# The numbers of two expressions, and how well they fit.
_Fit = tuple[int, int, float]


def measure(passages: Sequence[Passage]) -> list[Measured]:
    """Return which expressions of each of the *passages* fit, and how; each passage has some on either side."""
    ours = _side([passage.english for passage in passages], [passage.ours for passage in passages])
    theirs = _side([passage.chinese for passage in passages], [passage.theirs for passage in passages])
    shapes = [_shape(text) for text in theirs.texts]
    found = _covered(passages, ours, theirs, shapes)
    explained = [*_explained(found, ours, theirs)]
    found.fits[explained] = found.guessed[explained] = 1.0
    one, other, *figures, _ = _merged(found, _equal(ours, theirs, shapes), _alike(ours, theirs, shapes), len(shapes))
    sizes = column([_english_size(text) for text in ours.texts])[one].tolist()
    sizes_there = column([shape.size for shape in shapes])[other].tolist()
    figures.append(figures[-1] ** MASS * column([*map(length_fit, sizes, sizes_there)]))
    bounds = pairwise(one.searchsorted(ours.firsts).tolist())
    return [
        Measured(one[start:end] - first, other[start:end] - first_there, *(each[start:end] for each in figures))
        for (start, end), first, first_there in zip(bounds, ours.firsts, theirs.firsts, strict=False)
    ]


def narrowed(
    passages: Iterable[tuple[Passage, Measured]], english: Container[str], chinese: Container[str]
) -> list[tuple[Passage, Measured]]:
    """Return the *passages* with the *english* and *chinese* expressions alone, given by their keys."""
    import numpy

    found = []
    for passage, measured in passages:
        ours = numpy.array([span.key in english for span in passage.ours])
        theirs = numpy.array([span.key in chinese for span in passage.theirs])
        if ours.any() and theirs.any():
            left = ours[measured.ours] & theirs[measured.theirs]
            one, other, *figures = (each[left] for each in measured)
            numbers = (ours.cumsum() - 1)[one], (theirs.cumsum() - 1)[other]
            here, there = compress(passage.ours, ours), compress(passage.theirs, theirs)
            found.append((passage._replace(ours=[*here], theirs=[*there]), Measured(*numbers, *figures)))
    return found


def _side(texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> _Side:
    import numpy

    counts, lengths = numpy.array([*map(len, spans)], numpy.intp), numpy.array([*map(len, texts)], numpy.intp)
    starts = numpy.array([span.start for here in spans for span in here], numpy.intp)
    ends = numpy.array([span.end for here in spans for span in here], numpy.intp)
    before = numpy.repeat(numpy.cumsum(lengths) - lengths, counts)
    return _Side(
        [text[span.start : span.end] for text, here in zip(texts, spans, strict=True) for span in here],
        [0, *numpy.cumsum(counts).tolist()],
        Ranges(starts + before, ends + before),
        ((starts + ends) / 2 / numpy.repeat(lengths, counts)).tolist(),
    )


def _covered(passages: Sequence[Passage], ours: _Side, theirs: _Side, shapes: "Sequence[_Shape]") -> Coverage:
    """Return how links match the expressions."""
    import numpy

    begins: list[int] = []
    weights: list[float] = []
    found: list[Link] = []
    here = there = 0
    for passage in passages:
        links = link_words(passage.english, passage.chinese)
        first = len(weights)
        found += [(word + first, start + there, end + there, strength) for word, start, end, strength in links.found]
        weights += [word.weight for word in links.words]
        begins += [begin + here for begin in links.begins]
        here += len(passage.english)
        there += len(passage.chinese)
    han = numpy.zeros(there, bool)
    for run in HAN_RUN.finditer("".join(passage.chinese for passage in passages)):
        han[run.start() : run.end()] = True
    found.sort(key=itemgetter(0))
    linked = numpy.array(found).reshape(-1, 4).T
    words, starts, ends = linked[:3].astype(numpy.intp)
    letters = numpy.array([shape.letters for shape in shapes])
    inside = Ranges(*(numpy.searchsorted(begins, edges) for edges in ours.places))
    return coverage(
        inside, column(weights), theirs.places, letters, han, Linked(words, Ranges(starts, ends), linked[3])
    )


def _explained(found: Coverage, ours: _Side, theirs: _Side) -> Iterator[int]:
    """Yield the numbers of the pairs that stand in a dictionary as they are."""
    import numpy

    glosses, known, others = dictionary().glosses, frozenset(theirs.texts), found.theirs.tolist()
    firsts = found.ours.searchsorted(numpy.arange(len(ours.texts) + 1)).tolist()
    for text, rows in zip(ours.texts, pairwise(firsts), strict=True):
        headwords = glosses[text.lower()]
        if not headwords.isdisjoint(known):
            for row in range(*rows):
                if theirs.texts[others[row]] in headwords:
                    yield row


def _equal(ours: _Side, theirs: _Side, shapes: "Sequence[_Shape]") -> list[_Fit]:
    """Return the pairs that are the same string."""
    found = []
    for here, there in zip(pairwise(ours.firsts), pairwise(theirs.firsts), strict=True):
        same: dict[str, list[int]] = defaultdict(list)
        for one, text in enumerate(ours.texts[slice(*here)], here[0]):
            same[flat(text)].append(one)
            if _PLURAL.fullmatch(text):
                same[flat(text[:-1])].append(one)
        for other, shape in enumerate(shapes[slice(*there)], there[0]):
            for one in same.get(shape.flat, ()):
                off = ours.middles[one] - theirs.middles[other]
                found.append((one, other, SAME * _nearness(off, SAME_FARTHEST)))
    return found


def _alike(ours: _Side, theirs: _Side, shapes: "Sequence[_Shape]") -> list[_Fit]:
    """Return the pairs that sound alike."""
    names = [_name(text) for text in ours.texts]
    ones: list[int] = []
    others: list[int] = []
    for here, there in zip(pairwise(ours.firsts), pairwise(theirs.firsts), strict=True):
        sounding: dict[str, list[int]] = defaultdict(list)  # by the class of the first consonant
        for other, shape in enumerate(shapes[slice(*there)], there[0]):
            if shape.sound.consonants:
                sounding[shape.sound.consonants[0]].append(other)
        for one, name in enumerate(names[slice(*here)], here[0]):
            if name.consonants:
                said = sounding.get(name.consonants[0], ())
                ones += [one] * len(said)
                others += said
    found = []
    likeness = resemblances(names, [shape.sound for shape in shapes], (ones, others))
    for one, other, alike in zip(ones, others, likeness, strict=True):
        if alike > LEAST_RESEMBLANCE:
            off = ours.middles[one] - theirs.middles[other]
            fit = (alike - LEAST_RESEMBLANCE) / (1 - LEAST_RESEMBLANCE) * _nearness(off, FARTHEST)
            found.append((one, other, fit))
    return found


def _merged(linked: Coverage, equal: Sequence[_Fit], alike: Sequence[_Fit], size: int) -> Coverage:
    """Return the pairs that fit enough; *size* is how many Chinese expressions there are.

    Of a pair that was found in two ways the better fit counts, but of equal strings not how they are linked.
    """
    import numpy

    figures = numpy.array([*equal, *alike]).reshape(-1, 3).T
    one, other = figures[:2].astype(numpy.intp)
    keys, more = linked.ours * size + linked.theirs, one * size + other
    _, given_up, _ = numpy.intersect1d(keys, more[: len(equal)], assume_unique=True, return_indices=True)
    linked.fits[given_up] = 0.0
    keys = numpy.append(keys, more)
    fits, guessed = numpy.append(linked.fits, figures[2]), numpy.append(linked.guessed, figures[2])
    matched = numpy.append(linked.matched, numpy.maximum(1.0, linked.masses[one]))
    in_order = numpy.lexsort((-fits, keys))
    kept = in_order[changes(keys[in_order]) & (guessed[in_order] >= LEAST_FIT)]
    one, other = numpy.divmod(keys[kept], size)
    return Coverage(one, other, fits[kept], guessed[kept], matched[kept], linked.masses)


def _nearness(off: float, farthest: float) -> float:
    return math.exp(-((off / farthest) ** 2))


@lru_cache(maxsize=50_000)
def _name(text: str) -> Sound:
    """Return how what may be a name is spoken."""
    return SILENT if text.isascii() and text == text.lower() else written(text) or SILENT


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
    sound: Sound  # of what is short enough for a name


@lru_cache(maxsize=50_000)
def _shape(text: str) -> _Shape:
    sound = (spoken(text) if len(text) <= LONGEST_NAME else None) or SILENT
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
