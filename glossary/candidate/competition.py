"""Which expressions stand in each other's way: at most one of those that overlap is an entry of a glossary."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from glossary.candidate.expressions import Expression

FARTHEST = 60  # characters back to where an overlapping expression may begin
LEAST_RIVAL = 0.05  # the score from which an expression stands in the way of others


class Rivals(NamedTuple):
    """The best score among the expressions that contain one, are inside it, or cross it: means over its places."""

    around: float = 0.0
    inside: float = 0.0
    across: float = 0.0


def rivals(expressions: Mapping[str, Expression], scores: Mapping[str, float]) -> dict[str, Rivals]:
    """Return the rivals of each expression of a post."""
    strong: dict[int, list[tuple[int, int, float, str]]] = {}
    for key, score in scores.items():
        if score >= LEAST_RIVAL:
            for place in expressions[key].places:
                strong.setdefault(place.paragraph, []).append((place.start, place.end, score, key))
    begins = {}
    for paragraph, spans in strong.items():
        spans.sort()
        begins[paragraph] = [span[0] for span in spans]
    found = {}
    for key, expression in expressions.items():
        sums = [0.0, 0.0, 0.0]
        for paragraph, start, end in expression.places:
            if paragraph not in strong:
                continue
            best = [0.0, 0.0, 0.0]
            first = bisect_right(begins[paragraph], start - FARTHEST)
            for other_start, other_end, score, other in strong[paragraph][first : bisect_left(begins[paragraph], end)]:
                if other_end <= start or other == key:
                    continue
                if other_start <= start and other_end >= end:
                    kind = 0
                elif other_start >= start and other_end <= end:
                    kind = 1
                else:
                    kind = 2
                best[kind] = max(best[kind], score)
            sums = [total + score for total, score in zip(sums, best, strict=True)]
        count = len(expression.places)
        found[key] = Rivals(sums[0] / count, sums[1] / count, sums[2] / count)
    return found


def claimed_shares(expressions: Mapping[str, Expression], scores: Mapping[str, float]) -> dict[str, float]:
    """Return the share of each expression's places that better ones have taken; the best takes its places first."""
    taken: dict[int, bytearray] = {}  # a byte a character of the paragraph
    for expression in expressions.values():
        for place in expression.places:
            characters = taken.setdefault(place.paragraph, bytearray())
            if len(characters) < place.end:
                characters.extend(bytes(place.end - len(characters)))
    shares = {}
    for key in sorted(expressions, key=lambda key: (-scores[key], key)):
        places = expressions[key].places
        free = [place for place in places if not any(taken[place.paragraph][place.start : place.end])]
        shares[key] = 1 - len(free) / len(places)
        for place in free:
            taken[place.paragraph][place.start : place.end] = b"\1" * (place.end - place.start)
    return shares
