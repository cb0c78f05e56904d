"""Counterparts: which Chinese expression renders which English one, in paragraphs that say the same.

In each pair of paragraphs the best fit wins and takes its place, then the next; what remains and is likely a term is
paired by its position between those already paired.
"""

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from glossary.candidate.expressions import Expression
from glossary.candidate.fitting import LEAST_FIT, Fit, Measured, Span, lengths_fit, measure, preferences
from glossary.candidate.sounds import resemblance, spoken, written

LIKELY_ENGLISH: Final = 0.4  # what is paired by position alone
LIKELY_CHINESE: Final = 0.12
BY_POSITION: Final = 0.3
ADDED: Final = 0.2  # the mass that a longer pair must add to one inside it
STILL_FITS: Final = 0.9  # how much of the shorter pair's fit it must keep
NEAR: Final = 0.08  # of a paragraph
MOST: Final = 400  # expressions of a passage on a side, the likeliest


class Passage(NamedTuple):
    """Paragraphs that say the same, with their expressions and how these fit."""

    english: str
    chinese: str
    ours: Sequence[Span]  # of the English expressions
    theirs: Sequence[Span]  # of the Chinese ones
    measured: Sequence[Measured]


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
) -> list[Passage]:
    """Return the passages of a post and its translation, with all that fits in them.

    *texts* say the same; each comes with the paragraphs that it is made of, by index, and where in it they begin.
    """
    ours, theirs = _by_paragraph(english), _by_paragraph(chinese)
    passages = []
    for our_parts, our_text, their_parts, their_text in texts:
        here = _in_passage(ours, our_parts, english_scores)
        there = _in_passage(theirs, their_parts, chinese_scores)
        passages.append(Passage(our_text, their_text, here, there, measure(our_text, their_text, here, there)))
    return passages


def pair_expressions(
    passages: Iterable[Passage],
    english_scores: Mapping[str, float],
    chinese_scores: Mapping[str, float],
    *,
    guessing: bool = False,
) -> Counterparts:
    """Return which expressions of the *passages* render each other, likely terms before others.

    When *guessing*, words that nothing links may go together with characters that nothing links.
    """
    fits: dict[tuple[str, str], tuple[float, float]] = {}
    for passage in passages:
        for one, other, fit, preference in _pair_passage(passage, english_scores, chinese_scores, guessing):
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
        for place in expression.places:
            found[place.paragraph].append(Span(place.start, place.end, key))
    return found


def _in_passage(
    spans: Mapping[int, Sequence[Span]], parts: Mapping[int, int], scores: Mapping[str, float]
) -> list[Span]:
    shifted = (
        Span(span.start + offset, span.end + offset, span.key)
        for paragraph, offset in parts.items()
        for span in spans.get(paragraph, ())
    )
    return sorted(sorted(shifted, key=lambda span: (-scores[span.key], span))[:MOST])


def _pair_passage(
    passage: Passage, english_scores: Mapping[str, float], chinese_scores: Mapping[str, float], guessing: bool
) -> list[tuple[str, str, float, float]]:
    """Return the pairs of a passage: keys, fit, preference."""
    english, chinese, ours, theirs, measured = passage
    scores = [english_scores[span.key] for span in ours]
    scores_there = [chinese_scores[span.key] for span in theirs]
    pairs: list[tuple[str, str, float, float]] = []
    taken, taken_there = bytearray(len(english)), bytearray(len(chinese))
    anchors = [(0.0, 0.0), (float(len(english)), float(len(chinese)))]
    fitting = preferences(measured, scores, scores_there, guessing=guessing)
    by_here: dict[int, list[Fit]] = defaultdict(list)
    for fit in fitting:
        by_here[fit.here].append(fit)
    for best in fitting:
        if not _free(ours[best.here], taken) or not _free(theirs[best.there], taken_there):
            continue
        longest = _longest(best, by_here, ours, theirs)
        if not _free(ours[longest.here], taken) or not _free(theirs[longest.there], taken_there):
            longest = best
        here, there, sure = ours[longest.here], theirs[longest.there], longest.fit
        _take(here, taken)
        _take(there, taken_there)
        anchors.append((here.middle, there.middle))
        named = _named_before_bracket(english, here, ours, english_scores)
        alike = resemblance(written(english[here.start : here.end]), spoken(chinese[there.start : there.end]))
        if named and alike > 0.8:
            _take(named, taken)
            here, sure = named, 1.0
        pairs.append((here.key, there.key, sure, longest.preference))
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
    return not any(taken[span.start : span.end])


def _take(span: Span, taken: bytearray) -> None:
    taken[span.start : span.end] = b"\1" * (span.end - span.start)


def _longest(best: Fit, by_here: Mapping[int, Sequence[Fit]], ours: Sequence[Span], theirs: Sequence[Span]) -> Fit:
    """Return the longest pair around *best* of which what is added fits as well, else *best*."""
    start, end, _ = ours[best.here]
    start_there, end_there, _ = theirs[best.there]
    enough, least = best.matched + ADDED, STILL_FITS * min(1.0, best.fit)
    longest, most = best, (0.0, 0.0)
    for number, here in enumerate(ours):
        if here.start > start:
            break
        if here.end < end or here.end - here.start == end - start:
            continue
        for fit in by_here.get(number, ()):
            there = theirs[fit.there]
            around = there.start <= start_there and there.end >= end_there
            if (
                around
                and fit.matched > enough
                and fit.fit > least
                and there.end - there.start > end_there - start_there
            ):
                worth = (fit.matched * fit.fit, fit.preference)
                if worth > most:
                    longest, most = fit, worth
    return longest


def _named_before_bracket(english: str, span: Span, ours: Sequence[Span], scores: Mapping[str, float]) -> Span | None:
    """Return the name right before the bracket in which *span* stands: ``Name ("how it is spoken" - …)``."""
    opened = english.rfind("(", max(0, span.start - 40), span.start)
    if opened < 0 or ")" in english[opened : span.start]:
        return None
    end = len(english[:opened].rstrip(" \"”’'"))
    named = [other for other in ours if other.end == end and english[other.start].isupper()]
    return max(named, key=lambda other: (scores[other.key], -other.start), default=None)


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
