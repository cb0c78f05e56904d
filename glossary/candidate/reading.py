"""A post and its translations as sets of expressions, each with its signals."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Final

from glossary.alignment import Bead
from glossary.candidate.chinese import chinese_spans
from glossary.candidate.columns import Table, column
from glossary.candidate.competition import rivals
from glossary.candidate.counterparts import Counterpart, measure_passages, pair_expressions
from glossary.candidate.english import english_spans
from glossary.candidate.expressions import Expression, Spans, collect
from glossary.candidate.fitting import Measured, Passage
from glossary.candidate.signals import CONTEXT_SIGNALS, SIGNALS, Context, Translation, values
from glossary.gloss import gloss_behind
from glossary.model import Paragraph, Post
from glossary.segment import Segmenter

NAMES: Final = {language: tuple(signal.name for signal in table) for language, table in SIGNALS.items()}
CONTEXT_NAMES: Final = tuple(signal.name for signal in CONTEXT_SIGNALS)
# Longer ones are no prose: tables in one line, encoded data, jokes.
LONGEST_PARAGRAPH: Final = 20_000
FARTHEST_GLOSS: Final = 60  # characters at most from an expression to the bracket that explains it: quotes, a word
_BRACKET: Final = re.compile("[(（]")
Beads = Mapping[tuple[int, int], Sequence[Bead]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A post in a language that we know: its expressions by key; a row a signal, a column an expression."""

    number: int  # in its group
    post: Post
    language: str  # en or zh
    paragraphs: Sequence[Paragraph]
    expressions: Mapping[str, Expression]
    signals: Table


def language_of(post: Post) -> str:
    """Return the post's language without region or script."""
    return post.language.partition("-")[0]


def read_group(group: Sequence[tuple[Post, Sequence[Paragraph]]], labels: Collection[str]) -> list[Reading]:
    """Return the posts of *group* whose languages we know, with their expressions."""
    readings = []
    for number, (post, paragraphs) in enumerate(group):
        language = language_of(post)
        if language not in SIGNALS:
            continue
        translation = Translation(
            paragraph.reading
            for other, theirs in group
            if language_of(other) in SIGNALS.keys() - {language}  # in others Latin words tell nothing
            for paragraph in theirs
        )
        segmenter = Segmenter(labels) if language == "zh" else None
        spans = [_spans(post, paragraph, segmenter) for paragraph in paragraphs]
        expressions = collect(paragraphs, spans, [*map(_glosses, paragraphs, spans)])
        signals = values(language, [*expressions.values()], translation)
        readings.append(Reading(number, post, language, paragraphs, expressions, signals))
    return readings


def likely(reading: Reading, scores: Mapping[str, float], least: float) -> tuple[Reading, dict[str, float]]:
    """Return *reading* and its *scores* with the expressions alone whose scores are not below the *least*."""
    kept = [score >= least for score in scores.values()]
    expressions = dict(compress(reading.expressions.items(), kept))
    signals = reading.signals.compress(kept, axis=1)
    return replace(reading, expressions=expressions, signals=signals), dict(compress(scores.items(), kept))


def _spans(post: Post, paragraph: Paragraph, segmenter: Segmenter | None) -> Spans:
    """Return the expressions in a paragraph of an English post, or of a Chinese one, which needs a segmenter."""
    if len(paragraph.reading) > LONGEST_PARAGRAPH:
        return {}
    if segmenter is None:
        return _searched(paragraph, english_spans(paragraph, post.body))
    return _searched(paragraph, chinese_spans(paragraph, post.body, segmenter))


def _searched(paragraph: Paragraph, spans: Spans) -> Spans:
    """Return *spans* without those that touch code, math or addresses: no term is ever found there."""
    if not paragraph.unsearched:
        return spans
    hidden = bytearray(len(paragraph.reading))
    for start, end in paragraph.unsearched:
        hidden[start:end] = b"\1" * (end - start)
    return {(start, end): marks for (start, end), marks in spans.items() if not any(hidden[start:end])}


def _glosses(paragraph: Paragraph, spans: Spans) -> dict[int, str]:
    """Return the glosses in *paragraph* by the end of what they explain."""
    brackets = [found.start() for found in _BRACKET.finditer(paragraph.reading)] if spans else []
    near = {end for bracket in brackets for end in range(bracket - FARTHEST_GLOSS, bracket + 1)}
    ends = near.intersection(end for _, end in spans) if near else ()
    return {end: gloss for end in ends if (gloss := gloss_behind(paragraph.reading, end))}


# Of two readings, by their numbers: the passages that they share; the counterparts of one's expressions in the other.
Shared = Mapping[tuple[int, int], Sequence[tuple[Passage, Measured]]]
Ways = Mapping[tuple[int, int], Mapping[str, Counterpart]]


def measure_readings(readings: Sequence[Reading], beads: Beads, scores: Sequence[Mapping[str, float]]) -> Shared:
    """Return the passages that English and Chinese readings share, by their numbers."""
    found = {}
    for one, english in enumerate(readings):
        for other, chinese in enumerate(readings):
            if (english.language, chinese.language) == ("en", "zh"):
                texts = [*_passages(english, chinese, beads)]
                if texts:
                    found[one, other] = measure_passages(
                        english.expressions, chinese.expressions, scores[one], scores[other], texts
                    )
    return found


def pair_readings(
    passages: Shared, scores: Sequence[Mapping[str, float]], *, guessing: bool
) -> dict[tuple[int, int], dict[str, Counterpart]]:
    """Return the counterparts of the expressions of one reading in another, by their numbers, both ways."""
    found = {}
    for (one, other), shared in passages.items():
        pairs = pair_expressions(shared, scores[one], scores[other], guessing=guessing)
        found[one, other], found[other, one] = pairs.of_english, pairs.of_chinese
    return found


def contexts(readings: Sequence[Reading], ways: Ways, scores: Sequence[Mapping[str, float]]) -> list[Context]:
    """Return what is seen of the expressions beside the others; *scores* are their own, *ways* the counterparts."""
    found = []
    for number, (reading, own) in enumerate(zip(readings, scores, strict=True)):
        score = column([own[key] for key in reading.expressions])
        among = rivals([*reading.expressions.values()], score)
        best: dict[str, tuple[Counterpart, float]] = {}
        for (one, other), pairs in ways.items():
            for key, counterpart in pairs.items() if one == number else ():
                if key not in best or counterpart.total > best[key][0].total:
                    best[key] = counterpart, scores[other][counterpart.key]
        fit = column([best[key][0].fit if key in best else 0.0 for key in reading.expressions])
        theirs = column([best[key][1] if key in best else 0.0 for key in reading.expressions])
        found.append(Context(score, among, fit, theirs))
    return found


def _passages(
    english: Reading, chinese: Reading, beads: Beads
) -> Iterator[tuple[dict[int, int], str, dict[int, int], str]]:
    """Yield the paragraphs that say the same: on both sides where each begins in the passage, and its text."""
    turned = english.number > chinese.number
    pair = (chinese.number, english.number) if turned else (english.number, chinese.number)
    for bead in beads.get(pair, ()):
        ours, theirs = (bead.theirs, bead.ours) if turned else (bead.ours, bead.theirs)
        if ours and theirs:
            yield *_joined(english.paragraphs, ours), *_joined(chinese.paragraphs, theirs)


def _joined(paragraphs: Sequence[Paragraph], indexes: Sequence[int]) -> tuple[dict[int, int], str]:
    begins, text = {}, ""
    for index in indexes:
        text += "\n" if text else ""
        begins[index] = len(text)
        text += paragraphs[index].reading
    return begins, text
