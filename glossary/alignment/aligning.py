"""Aligning the paragraphs of two posts: in their order first, then what has changed its place."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from math import log
from statistics import median
from typing import NamedTuple

from glossary.alignment.costs import certainty
from glossary.alignment.moving import with_moved
from glossary.alignment.path import HALF_WIDTH, cheapest_path
from glossary.alignment.profiles import Passage, Profiles, profile

_SHORT = 40.0  # what is so short says little of how long a language is


class Bead(NamedTuple):
    """Paragraphs of two posts that say the same; empty on one side: left out there."""

    ours: tuple[int, ...]  # indexes, ascending
    theirs: tuple[int, ...]
    score: float  # from 0 to 1


def align(
    ours: Sequence[Passage],
    theirs: Sequence[Passage],
    our_anchors: Sequence[Collection[Hashable]] = (),
    their_anchors: Sequence[Collection[Hashable]] = (),
) -> list[Bead]:
    """Return beads that hold every paragraph of both sides once, in the order of *ours*.

    The anchors are a collection for each paragraph: of what else is known to be the same on both sides, as terms are.
    """
    profiles = profile(ours, theirs, our_anchors, their_anchors)
    log_ratio, half = 0.0, HALF_WIDTH
    if len(ours) == len(theirs):
        # Most translations keep every paragraph: then the ratio is seen at once, whatever a few of them do.
        log_ratio = _log_ratio(profiles, enumerate(range(len(theirs))))
    else:
        steps, half = cheapest_path(profiles, log_ratio)
        pairs = [(*one, *other) for one, other, _ in steps if len(one) == 1 == len(other)]
        log_ratio = _log_ratio(profiles, pairs)
    steps, half = cheapest_path(profiles, log_ratio, half)
    return [
        Bead(ours, theirs, round(certainty(cost), 3) if ours and theirs else 0.0)
        for ours, theirs, cost in with_moved(profiles, steps, log_ratio, half)
    ]


def _log_ratio(profiles: Profiles, pairs: Iterable[tuple[int, int]]) -> float:
    """Return how long their paragraphs are for ours, as a logarithm, by *pairs* that go together."""
    ours, theirs = profiles.ours.lengths, profiles.theirs.lengths
    ratios = [log(theirs[j] / ours[i]) for i, j in pairs if min(ours[i], theirs[j]) > _SHORT]
    # A few paragraphs say little: then it stays near what the scripts say.
    return median(ratios) * len(ratios) / (len(ratios) + 3) if ratios else 0.0
