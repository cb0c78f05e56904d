"""Which expressions stand in each other's way: at most one of those that overlap is an entry of a glossary."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from glossary.candidate.columns import Column, column
from glossary.candidate.expressions import Expression

FARTHEST: Final = 60  # characters back to where an overlapping expression may begin
LEAST_RIVAL: Final = 0.05  # the score from which an expression stands in the way of others
AT_ONCE: Final = 10_000  # places that are compared in one go, so that memory stays small however long a post is


class Rivals(NamedTuple):
    """The best score among the expressions that contain one, are inside it, or cross it: means over its places."""

    around: Column
    inside: Column
    across: Column


def rivals(expressions: Sequence[Expression], scores: Column) -> Rivals:
    """Return the rivals of each expression of a post; *scores* are those of each."""
    import numpy

    counts = numpy.array([len(expression.places) for expression in expressions], numpy.intp)
    owners = numpy.repeat(numpy.arange(len(expressions)), counts)
    places = chain.from_iterable(expression.places for expression in expressions)
    paragraphs, starts, ends = numpy.fromiter(chain.from_iterable(places), numpy.intp).reshape(-1, 3).T
    # One paragraph behind the other, too far apart to overlap.
    begins = paragraphs * (ends.max(initial=0) + FARTHEST)
    starts, ends = starts + begins, ends + begins
    strong = numpy.flatnonzero(scores[owners] >= LEAST_RIVAL)
    strong = strong[numpy.argsort(starts[strong], kind="stable")]
    firsts = numpy.searchsorted(starts[strong], starts - FARTHEST, side="right")
    lasts = numpy.searchsorted(starts[strong], ends, side="left")
    best = numpy.zeros((3, len(owners)))
    for some in range(0, len(owners), AT_ONCE):
        many = (lasts - firsts)[some : some + AT_ONCE]
        # Each place as often as there are strong ones that it may meet, and beside it these.
        mine = numpy.repeat(numpy.arange(some, some + len(many)), many)
        nth = numpy.arange(len(mine)) - numpy.repeat(numpy.cumsum(many) - many, many)
        other = strong[firsts[mine] + nth]
        meet = (ends[other] > starts[mine]) & (owners[other] != owners[mine])
        mine, other = mine[meet], other[meet]
        before, behind = starts[other] - starts[mine], ends[other] - ends[mine]
        around = (before <= 0) & (behind >= 0)
        inside = (before >= 0) & (behind <= 0) & ~around
        for kind, these in enumerate((around, inside, ~around & ~inside)):
            numpy.maximum.at(best[kind], mine[these], scores[owners[other[these]]])
    return Rivals(*(numpy.bincount(owners, of_kind, len(expressions)) / counts for of_kind in best))


def claimed_shares(
    expressions: Mapping[str, Expression], scores: Mapping[str, float], lengths: Iterable[int]
) -> dict[str, float]:
    """Return the share of each expression's places that better ones have taken; the best takes its places first.

    Only the expressions with *scores* take any; *lengths* are those of the post's paragraphs.
    """
    taken = [*map(bytearray, lengths)]  # a byte a character
    shares = {}
    for _, key in sorted((-score, key) for key, score in scores.items()):
        places = expressions[key].places
        free = [place for place in places if taken[place[0]].find(1, place[1], place[2]) < 0]
        shares[key] = 1 - len(free) / len(places)
        for paragraph, start, end in free:
            taken[paragraph][start:end] = b"\1" * (end - start)
    return shares


def standalone(expressions: Sequence[Expression]) -> Column:
    """Return how often each expression of several places stands alone, not in one longer one; 0 for a single place."""
    repeated = {number: one.places for number, one in enumerate(expressions) if len(one.places) > 1}
    by_paragraph: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for number, places in repeated.items():
        for paragraph, start, end in places:
            by_paragraph[paragraph].append((start, -end, number))
    longer = dict.fromkeys(repeated, 0)  # how often the most frequent stands that is around one of the places
    for here in by_paragraph.values():
        around: list[tuple[int, int, int]] = []
        for place in sorted(here):
            start, negative_end, number = place
            around = [other for other in around if -other[1] > start]
            for _, other_end, other in around:
                if other_end <= negative_end and other != number:
                    longer[number] = max(longer[number], len(repeated[other]))
            around.append(place)
    shares = [0.0] * len(expressions)
    for number, places in repeated.items():
        shares[number] = max(0.0, 1 - longer[number] / len(places))
    return column(shares)
