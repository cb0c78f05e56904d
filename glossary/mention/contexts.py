"""Quotations that tell where a label is meant and where it is something else."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from glossary.model import Label
from glossary.text import fold


def contexts_admit(label: Label, folded: str, start: int, end: int) -> bool:
    """Tell whether *label* is meant at ``[start, end)`` of the *folded* reading text.

    A context holds where the text around the mention equals it at one of the label's places in it. Of several
    ``only_in`` one must hold, of ``not_in`` none may.
    """
    if label.only_in and not _any_holds(label.only_in, folded, start, end):
        return False
    return not (label.not_in and _any_holds(label.not_in, folded, start, end))


def _any_holds(contexts: Sequence[str], folded: str, start: int, end: int) -> bool:
    found = folded[start:end]
    for context in contexts:
        quotation = _folded(context)
        for place in _places(found, quotation):
            if place <= start and folded.startswith(quotation, start - place):
                return True
    return False


@lru_cache(maxsize=4096)
def _folded(context: str) -> str:
    return fold(" ".join(context.split())).folded


def _places(part: str, whole: str) -> Iterator[int]:
    """Yield every offset of *part* in *whole*, overlapping ones too."""
    place = whole.find(part)
    while place >= 0:
        yield place
        place = whole.find(part, place + 1)
