"""Quotations that tell where a label is meant and where it is something else."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from glossary.model import Label
from glossary.text import fold


def contexts_admit(label: Label, folded: str, start: int, end: int) -> bool:
    """Tell whether *label* is meant at ``[start, end)`` of the *folded* reading text.

    A context holds where the text before and behind the mention equals what stands before and behind the label at one
    of its places in the quotation. Of several ``only_in`` one must hold, of ``not_in`` none may.
    """
    # The quotation may hold the label as typed, or inflected as it is found.
    spellings = {_folded(label.text), folded[start:end]}
    if label.only_in and not _any_holds(label.only_in, spellings, folded, start, end):
        return False
    return not (label.not_in and _any_holds(label.not_in, spellings, folded, start, end))


def _any_holds(contexts: Sequence[str], spellings: Iterable[str], folded: str, start: int, end: int) -> bool:
    for quotation in map(_folded, contexts):
        for spelling in spellings:
            for place in _places(spelling, quotation):
                behind = quotation[place + len(spelling) :]
                if folded.endswith(quotation[:place], 0, start) and folded.startswith(behind, end):
                    return True
    return False


def spelled(quotation: str, spellings: Collection[str]) -> set[str]:
    """Return the folded *quotation* with its label in each of the *spellings* in which it is found."""
    return {quotation} | {
        quotation[:place] + other + quotation[place + len(spelling) :]
        for spelling in spellings
        for place in _places(spelling, quotation)
        for other in spellings
    }


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(" ".join(text.split())).folded


def _places(part: str, whole: str) -> Iterator[int]:
    """Yield every offset of *part* in *whole*, overlapping ones too."""
    place = whole.find(part)
    while place >= 0:
        yield place
        place = whole.find(part, place + 1)
