"""Which expressions stand in each other's way: at most one of those that overlap is an entry of a glossary."""

from collections.abc import Mapping
from typing import NamedTuple

from glossary.candidate.expressions import Expression

FARTHEST = 60  # characters back to where an overlapping expression may begin


class Rivals(NamedTuple):
    """The best score among the expressions that contain one, are inside it, or cross it: means over its places."""

    around: float = 0.0
    inside: float = 0.0
    across: float = 0.0


def rivals(expressions: Mapping[str, Expression], scores: Mapping[str, float]) -> dict[str, Rivals]:
    """Return the rivals of each expression of a post."""
    by_paragraph: dict[int, list[tuple[int, int, float, str]]] = {}
    for key, expression in expressions.items():
        for place in expression.places:
            by_paragraph.setdefault(place.paragraph, []).append((place.start, place.end, scores[key], key))
    sums: dict[str, list[float]] = {key: [0.0, 0.0, 0.0] for key in expressions}
    for spans in by_paragraph.values():
        spans.sort()
        for number, (start, end, _, key) in enumerate(spans):
            best = [0.0, 0.0, 0.0]
            back = number - 1
            while back >= 0 and spans[back][0] > start - FARTHEST:
                _note(best, start, end, key, spans[back])
                back -= 1
            ahead = number + 1
            while ahead < len(spans) and spans[ahead][0] < end:
                _note(best, start, end, key, spans[ahead])
                ahead += 1
            for kind, score in enumerate(best):
                sums[key][kind] += score
    return {key: Rivals(*(value / len(expressions[key].places) for value in values)) for key, values in sums.items()}


def _note(best: list[float], start: int, end: int, key: str, other: tuple[int, int, float, str]) -> None:
    other_start, other_end, score, other_key = other
    if other_end <= start or other_key == key:
        return
    if other_start <= start and other_end >= end:
        kind = 0
    elif other_start >= start and other_end <= end:
        kind = 1
    else:
        kind = 2
    best[kind] = max(best[kind], score)


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
