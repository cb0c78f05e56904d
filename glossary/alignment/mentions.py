"""Pairing mentions: in paragraphs that say the same, the k-th of a term is the k-th of it in the translation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from glossary.alignment.aligning import Bead

Mentioned = tuple[int, int]  # a mention's number and its term's


def pair_mentions(
    beads: Iterable[Bead], ours: Sequence[Sequence[Mentioned]], theirs: Sequence[Sequence[Mentioned]]
) -> Iterator[tuple[int, int]]:
    """Yield the numbers of mentions that correspond, each at most once; given for each paragraph are its mentions."""
    for bead in beads:
        if bead.ours and bead.theirs:
            there = _by_term(theirs[index] for index in bead.theirs)
            for term, numbers in _by_term(ours[index] for index in bead.ours).items():
                yield from zip(numbers, there.get(term, ()), strict=False)


def _by_term(paragraphs: Iterable[Sequence[Mentioned]]) -> dict[int, list[int]]:
    """Return for each term the mentions in *paragraphs*, in order."""
    numbers: dict[int, list[int]] = defaultdict(list)
    for mentions in paragraphs:
        for number, term in mentions:
            numbers[term].append(number)
    return numbers
