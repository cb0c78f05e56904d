"""Counterparts: which Chinese expression renders which English one, in paragraphs that say the same.

In each pair of paragraphs the best fit wins and takes its place, then the next; what remains and is likely a term is
paired by its position between those already paired.
"""

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import Final, NamedTuple

from glossary.candidate.columns import Column, column
from glossary.candidate.expressions import HAN, Expression
from glossary.candidate.fitting import LEAST_FIT, Measured, Passage, Span, lengths_fit, measure
from glossary.candidate.sounds import resemblance, spoken, written

LIKELY_ENGLISH: Final = 0.4  # what is paired by position alone
LIKELY_CHINESE: Final = 0.12
BY_POSITION: Final = 0.3
ADDED: Final = 0.2  # the mass that a longer pair must add to one inside it
STILL_FITS: Final = 0.9  # how much of the shorter pair's fit it must keep
NEAR: Final = 0.08  # of a paragraph
SURER: Final = 1.2  # how much a term is preferred to its original, which stands in the bracket behind it
ALIKE: Final = 0.8  # the resemblance of a name and how it is spoken
MOST: Final = 400  # expressions of a passage on a side, the likeliest
AT_ONCE: Final = 500_000  # pairs of expressions that are looked at in one go, however long a post is
_QUOTES: Final = " \"'“”‘’"
FLOOR: Final = 0.1  # added to a score; the fourth root of that is how much a likely term is preferred


class Counterpart(NamedTuple):
    """The expression that renders another one."""

    key: str
    fit: float  # 0 to 1, a little more for equal strings
    total: float  # what speaks for it over all paragraphs


class Counterparts(NamedTuple):
    """The counterpart of each expression, both ways."""

    of_english: dict[str, Counterpart]
    of_chinese: dict[str, Counterpart]


def measure_passages(
    english: Mapping[str, Expression],
    chinese: Mapping[str, Expression],
    english_scores: Mapping[str, float],
    chinese_scores: Mapping[str, float],
    texts: Iterable[tuple[Mapping[int, int], str, Mapping[int, int], str]],
) -> list[tuple[Passage, Measured]]:
    """Return the passages of a post and its translation, with all that fits in them.

    *texts* say the same; each comes with the paragraphs that it is made of, by index, and where in it they begin.
    """
    ours, theirs = _by_paragraph(english), _by_paragraph(chinese)
    found: list[tuple[Passage, Measured]] = []
    some: list[Passage] = []
    cells = 0
    for our_parts, our_text, their_parts, their_text in texts:
        here = _in_passage(ours, our_parts, english_scores)
        there = _in_passage(theirs, their_parts, chinese_scores)
        if here and there:
            some.append(Passage(our_text, their_text, here, there))
            cells += len(here) * len(there)
        if cells > AT_ONCE:
            found += zip(some, measure(some), strict=True)
            some, cells = [], 0
    if some:
        found += zip(some, measure(some), strict=True)
    return found


def pair_expressions(
    passages: Iterable[tuple[Passage, Measured]],
    english_scores: Mapping[str, float],
    chinese_scores: Mapping[str, float],
    *,
    guessing: bool = False,
) -> Counterparts:
    """Return which expressions of the *passages* render each other, likely terms before others.

    When *guessing*, words that nothing links may go together with characters that nothing links.
    """
    fits: dict[tuple[str, str], tuple[float, float]] = {}
    for passage, measured in passages:
        for one, other, fit, preference in _pair_passage(passage, measured, english_scores, chinese_scores, guessing):
            best, total = fits.get((one, other), (0.0, 0.0))
            fits[one, other] = max(best, fit), total + preference
    of_english: dict[str, Counterpart] = {}
    of_chinese: dict[str, Counterpart] = {}
    for (one, other), (fit, total) in sorted(fits.items()):
        if one not in of_english or total > of_english[one].total:
            of_english[one] = Counterpart(other, fit, total)
        if other not in of_chinese or total > of_chinese[other].total:
            of_chinese[other] = Counterpart(one, fit, total)
    return Counterparts(of_english, of_chinese)


def _by_paragraph(expressions: Mapping[str, Expression]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for key, expression in expressions.items():
        for paragraph, start, end in expression.places:
            found[paragraph].append(Span(start, end, key))
    return found


def _in_passage(
    spans: Mapping[int, Sequence[Span]], parts: Mapping[int, int], scores: Mapping[str, float]
) -> list[Span]:
    found: list[Span] = []
    for paragraph, offset in parts.items():
        here = spans.get(paragraph, ())
        found += [Span(start + offset, end + offset, key) for start, end, key in here] if offset else here
    if len(found) > MOST:
        found = sorted(found, key=lambda span: (-scores[span.key], span))[:MOST]
    return sorted(found)


class _Fitting(NamedTuple):
    """The pairs of a passage, in the order of the expressions."""

    ours: list[int]
    theirs: list[int]
    fits: list[float]
    matched: list[float]  # how much of the English expression
    preferences: list[float]
    firsts: list[int]  # the number of the first pair of each English expression, and how many pairs there are
    preferred: list[int]  # the numbers of the pairs, the one that is preferred most first


def _fitting(measured: Measured, here: Sequence[float], there: Sequence[float], *, guessing: bool) -> _Fitting:
    """Return what fits, by the scores of the expressions *here* (English) and *there*."""
    import numpy

    fits = measured.guessed if guessing else measured.fits
    kept = fits >= LEAST_FIT
    ours, theirs, fits = measured.ours[kept], measured.theirs[kept], fits[kept]
    preferences = fits * measured.weights[kept] * _preferred(here)[ours] * _preferred(there)[theirs]
    firsts = ours.searchsorted(numpy.arange(len(here) + 1))
    # Of those that are preferred equally the first remains the first.
    preferred = numpy.argsort(-preferences, kind="stable")
    columns = ours, theirs, fits, measured.matched[kept], preferences, firsts, preferred
    return _Fitting(*(each.tolist() for each in columns))


def _preferred(scores: Sequence[float]) -> Column:
    import numpy

    return numpy.sqrt(numpy.sqrt(column(scores) + FLOOR))


def _pair_passage(
    passage: Passage,
    measured: Measured,
    english_scores: Mapping[str, float],
    chinese_scores: Mapping[str, float],
    guessing: bool,
) -> list[tuple[str, str, float, float]]:
    """Return the pairs of a passage: keys, fit, preference."""
    english, chinese, ours, theirs = passage
    scores = [english_scores[span.key] for span in ours]
    scores_there = [chinese_scores[span.key] for span in theirs]
    pairs: list[tuple[str, str, float, float]] = []
    taken, taken_there = bytearray(len(english)), bytearray(len(chinese))
    anchors = [(0.0, 0.0), (float(len(english)), float(len(chinese)))]
    fitting = _fitting(measured, scores, scores_there, guessing=guessing)
    reach = [*accumulate((span.end for span in ours), max)]
    gone, gone_there = set[int](), set[int]()
    for best in fitting.preferred:
        one, other = fitting.ours[best], fitting.theirs[best]
        if one in gone or other in gone_there:
            continue
        if not _free(ours[one], taken):
            gone.add(one)
            continue
        if not _free(theirs[other], taken_there):
            gone_there.add(other)
            continue
        longest = _longest(best, fitting, ours, theirs, reach)
        here, there = ours[fitting.ours[longest]], theirs[fitting.theirs[longest]]
        if longest != best and not (_free(here, taken) and _free(there, taken_there)):
            longest, here, there = best, ours[one], theirs[other]
        _take(here, taken)
        _take(there, taken_there)
        anchors.append((here.middle, there.middle))
        sure, preference = fitting.fits[longest], fitting.preferences[longest]
        said, said_there = english[here.start : here.end], chinese[there.start : there.end]
        named, begins = _before_bracket(english, here, ours, english_scores)
        if named and begins and said == said_there and HAN.match(said):
            _take(named, taken)
            pairs.append((named.key, there.key, 1.0, preference * SURER))
        elif named and english[named.start].isupper() and _sound_alike(said, said_there):
            _take(named, taken)
            here, sure = named, 1.0
        pairs.append((here.key, there.key, sure, preference))
    left = [(span, s) for span, s in zip(ours, scores, strict=True) if s > LIKELY_ENGLISH and _free(span, taken)]
    left_there = [
        (span, s)
        for span, s in zip(theirs, scores_there, strict=True)
        if s > LIKELY_CHINESE and _free(span, taken_there)
    ]
    for preference, here, there in _by_position(english, chinese, left, left_there, anchors):
        if _free(here, taken) and _free(there, taken_there):
            _take(here, taken)
            _take(there, taken_there)
            pairs.append((here.key, there.key, BY_POSITION, BY_POSITION * preference))
    return pairs


def _free(span: Span, taken: bytearray) -> bool:
    return taken.find(1, span.start, span.end) < 0


def _take(span: Span, taken: bytearray) -> None:
    taken[span.start : span.end] = b"\1" * (span.end - span.start)


def _sound_alike(english: str, chinese: str) -> bool:
    return resemblance(written(english), spoken(chinese)) > ALIKE


def _longest(best: int, fitting: _Fitting, ours: Sequence[Span], theirs: Sequence[Span], reach: Sequence[int]) -> int:
    """Return the pair around *best* that is preferred most of those in which what is added fits as well, else *best*.

    *reach* is the furthest end of each English expression and all before it.
    """
    start, end, _ = ours[fitting.ours[best]]
    start_there, end_there, _ = theirs[fitting.theirs[best]]
    enough, least = fitting.matched[best] + ADDED, STILL_FITS * min(1.0, fitting.fits[best])
    longest, most = best, 0.0
    for number in range(bisect_left(reach, end), bisect_right(ours, start, key=itemgetter(0))):
        if ours[number].end < end or ours[number][:2] == (start, end):
            continue
        for longer in range(*fitting.firsts[number : number + 2]):
            matched, fit = fitting.matched[longer], fitting.fits[longer]
            preference = fitting.preferences[longer]
            if matched > enough and fit > least and preference > most:
                first, last, _ = theirs[fitting.theirs[longer]]
                if first <= start_there and last >= end_there and (first, last) != (start_there, end_there):
                    longest, most = longer, preference
    return longest


def _before_bracket(
    english: str, span: Span, ours: Sequence[Span], scores: Mapping[str, float]
) -> tuple[Span | None, bool]:
    """Return what stands right before the bracket in which *span* stands, and whether the bracket begins with *span*.

    ``Name ("how it is spoken" - …)``, ``term (原文 - …)``.
    """
    opened = english.rfind("(", max(0, span.start - 40), span.start)
    if opened < 0 or ")" in english[opened : span.start]:
        return None, False
    end = len(english[:opened].rstrip(_QUOTES))
    named = [other for other in ours if other.end == end]
    best = max(named, key=lambda other: (scores[other.key], -other.start), default=None)
    return best, not english[opened + 1 : span.start].strip(_QUOTES)


def _by_position(
    english: str,
    chinese: str,
    ours: Sequence[tuple[Span, float]],
    theirs: Sequence[tuple[Span, float]],
    anchors: list[tuple[float, float]],
) -> list[tuple[float, Span, Span]]:
    """Return pairs of what remains, the likeliest first, by the place to be expected between the *anchors*."""
    rising = [(0.0, 0.0)]
    for anchor in sorted(anchors)[1:]:
        if anchor[1] >= rising[-1][1]:
            rising.append(anchor)
    begins = [place for place, _ in rising]
    found = []
    for here, score in ours:
        number = min(max(1, bisect_right(begins, here.middle)), len(rising) - 1)
        (before, before_there), (behind, behind_there) = rising[number - 1], rising[number]
        share = (here.middle - before) / max(1.0, behind - before)
        expected = before_there + (behind_there - before_there) * share
        for there, score_there in theirs:
            off = abs(there.middle - expected) / len(chinese)
            if off >= NEAR:
                continue
            lengths = lengths_fit(english[here.start : here.end], chinese[there.start : there.end])
            preference = math.exp(-((off / (NEAR / 2)) ** 2)) * math.sqrt(score * score_there) * lengths
            if lengths > 0.3 and preference > LEAST_FIT:
                found.append((preference, here, there))
    return sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2]))
