"""How likely expressions are terms: first by themselves, then beside all others, then beside those that are left.

What is unlikely goes no further, so that each look is at fewer expressions and by what is known better.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from glossary.candidate.columns import Table, table, weighted
from glossary.candidate.fitting import narrowed
from glossary.candidate.reading import (
    CONTEXT_NAMES,
    NAMES,
    Beads,
    Reading,
    Shared,
    Ways,
    contexts,
    likely,
    measure_readings,
    pair_readings,
)
from glossary.candidate.signals import CONTEXT_SIGNALS, Context
from glossary.candidate.weights import Beside, Weights, probabilities, vector

# The score by itself from which an expression is looked at beside others: what it may gain there is bounded.
LEAST_LIKELY: Final = {"en": 0.004, "zh": 0.007}
LEAST_LEFT: Final = {"en": 0.008, "zh": 0.02}  # and the one beside others, from which it is looked at once more

Scores = Sequence[Mapping[str, float]]  # by key, of each reading
Model = tuple[float, Sequence[float]]  # the intercept, and the weights in the tables' order


class Look(NamedTuple):
    """The expressions that may be terms, and what is known of them so far."""

    readings: Sequence[Reading]
    scores: Scores
    passages: Shared


class Weighed(NamedTuple):
    """What is seen of the expressions of a look beside each other, and what comes of it."""

    ways: Ways
    values: Sequence[Table]
    models: Sequence[Model]
    scores: Scores


def look(readings: Sequence[Reading], beads: Beads, weighed: Mapping[str, Weights]) -> Look:
    """Return the expressions that are not all too unlikely by themselves."""
    own = [
        _scores(reading, reading.signals, vector(weighed[reading.language].own, NAMES[reading.language]))
        for reading in readings
    ]
    kept, own = _left(readings, own, LEAST_LIKELY)
    return Look(kept, own, measure_readings(kept, beads, own))


def look_again(before: Look, scores: Scores) -> Look:
    """Return what is left of the look *before* by the *scores* that came of it."""
    readings, scores = _left(before.readings, scores, LEAST_LEFT)
    passages = {
        (one, other): narrowed(shared, scores[one], scores[other]) for (one, other), shared in before.passages.items()
    }
    return Look(readings, scores, passages)


def weigh(here: Look, weights: Mapping[str, Beside], *, guessing: bool) -> Weighed:
    """Return what comes of a look by the *weights* of each language; when *guessing*, as counterparts are paired."""
    ways = pair_readings(here.passages, here.scores, guessing=guessing)
    values = values_of(here, contexts(here.readings, ways, here.scores))
    paired = {number for pair in here.passages for number in pair}  # a translation without counterparts tells nothing
    models = []
    for number, reading in enumerate(here.readings):
        beside = weights[reading.language]
        names = NAMES[reading.language] + CONTEXT_NAMES
        models.append(vector(beside.paired if number in paired else beside.alone, names))
    return Weighed(ways, values, models, [*map(_scores, here.readings, values, models)])


def values_of(here: Look, seen: Sequence[Context]) -> list[Table]:
    """Return all signals of each reading's expressions: their own, then of what is *seen* of them beside others."""
    return [
        table([*reading.signals, *(signal.value(context) for signal in CONTEXT_SIGNALS)], len(reading.expressions))
        for reading, context in zip(here.readings, seen, strict=True)
    ]


def _left(
    readings: Sequence[Reading], scores: Scores, least: Mapping[str, float]
) -> tuple[list[Reading], list[dict[str, float]]]:
    """Return the readings with the expressions whose *scores* are not below the *least* of their language."""
    kept = [likely(reading, found, least[reading.language]) for reading, found in zip(readings, scores, strict=True)]
    return [reading for reading, _ in kept], [found for _, found in kept]


def _scores(reading: Reading, values: Table, model: Model) -> dict[str, float]:
    base, weights = model
    return dict(zip(reading.expressions, probabilities(weighted(values, weights, base)), strict=True))
