"""What it costs to hold some paragraphs of two posts for the same: lengths (Gale and Church 1993), anchors, zones.

A cost is how much less likely two paragraphs are as translations than as strangers, as a logarithm: below nothing,
they are rather the same. The numbers were set on eight pairs of posts by two authors; a third more or less of them
changes little, see docs/decisions/alignment.md.
"""

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

LEFT_OUT = 3.0  # for each paragraph without a counterpart
# For groups of several, by how many of each side; where lengths differ by more than a factor, none is thought of.
GROUPS = {(1, 1): 0.0, (2, 1): 2.75, (1, 2): 2.75, (2, 2): 7.5, (3, 1): 6.0, (1, 3): 6.0}
LARGEST = 3
FARTHEST = 0.9  # as a logarithm
CROSSED = 5.0  # two neighbours that change places
MOVED = 3.0  # a paragraph that stands elsewhere in the translation

# The logarithm of two lengths' ratio varies by this square, and the more the shorter they are.
_VARIANCE = 0.017
_VARIANCE_OF_LETTER = 3.5
_UNLIKE_LENGTHS = 6.0  # never more, so that anchors can outweigh it
_SHARED, _SHARED_LIMIT = 1.2, 24.0
_MISSING, _MISSING_LIMIT = 0.6, 7.0
_UNLIKE_ZONES = 4.0
# At this cost every second pair is right, when paragraphs of eight pairs of posts are dropped, joined and moved.
_EVEN = 2.2
_NEAR_ZONES = {frozenset({"list", "prose"}): 1.0, frozenset({"quote", "prose"}): 1.0, frozenset({"list", "quote"}): 1.5}
MOST_GAINED = _SHARED_LIMIT - 0.5 * log(_VARIANCE)  # no cost is further below nothing


class Group(NamedTuple):
    """Some neighbouring paragraphs of one side as if they were one."""

    length: float
    log_length: float
    weight: float  # of all its anchors
    zone: str
    unlike: float  # what it costs that its paragraphs stand in several zones
    least: float  # with nothing can it cost less


def groups(lengths: Sequence[float], weights: Sequence[float], zones: Sequence[str], size: int) -> list[Group]:
    """Return the groups of *size* paragraphs, each at the index behind its last one."""
    made = [Group(1.0, 0.0, 0.0, "", 0.0, 0.0)] * min(size, len(lengths) + 1)
    for end in range(size, len(lengths) + 1):
        start = end - size
        length = max(1.0, sum(lengths[start:end]))
        unlike = sum(zone_cost(zones[start], zones[index]) for index in range(start + 1, end)) if size > 1 else 0.0
        weight = sum(weights[start:end])
        least = 0.5 * log(_VARIANCE) + unlike - _bounded(_SHARED * weight, _SHARED_LIMIT)
        made.append(Group(length, log(length), weight, zones[start], unlike, least))
    return made


def zone_cost(one: str, other: str) -> float:
    """Return what it costs that two paragraphs stand in these zones."""
    return 0.0 if one == other else _NEAR_ZONES.get(frozenset((one, other)), _UNLIKE_ZONES)


def cost_of(ours: Group, theirs: Group, log_ratio: float, shared: float) -> float:
    """Return the cost of two groups that share anchors of the weight *shared*, but for their sizes.

    *log_ratio* is the logarithm of how long the second language is for the first.
    """
    length, log_length, weight, zone, unlike, _ = ours
    their_length, their_log_length, their_weight, their_zone, their_unlike, _ = theirs
    difference = their_log_length - log_length - log_ratio
    variance = _VARIANCE + 2 * _VARIANCE_OF_LETTER / (length + their_length)
    cost = 0.5 * log(variance) + unlike + their_unlike
    cost += _bounded(difference * difference / (2 * variance), _UNLIKE_LENGTHS)
    if zone != their_zone:
        cost += zone_cost(zone, their_zone)
    if weight or their_weight:
        missing = (weight + their_weight) / 2 - shared
        cost += _bounded(_MISSING * missing, _MISSING_LIMIT) - _bounded(_SHARED * shared, _SHARED_LIMIT)
    return cost


def _bounded(value: float, limit: float) -> float:
    """Return a little less than a small *value*, and almost the *limit* for a large one."""
    return value / (1 + value / limit) if value > 0 else 0.0


def certainty(cost: float) -> float:
    """Return from 0 to 1 how sure it is that what has this *cost* belongs together."""
    return 1 / (1 + exp(min(cost - _EVEN, 50.0)))
