"""The order of names in a list: English ones by letter, Chinese ones by pinyin, each under an initial."""

import unicodedata
from typing import Final

# Where a name stands that begins with a digit, a sign or another script.
OTHER: Final = "#"

# How pinyin writes the four tones, in their order; a syllable without a mark comes after them.
_TONES: Final = "\u0304\u0301\u030c\u0300"
_NEUTRAL: Final = len(_TONES) + 1


def initial(sought: str) -> str:
    """Return the letter from A to Z under which a name stands, else ``#``.

    >>> initial("ōu zhōu"), initial("étude"), initial("325"), initial("")
    ('O', 'E', '#', '#')
    """
    first = unicodedata.normalize("NFKD", sought[:1])[:1].upper()
    return first if "A" <= first <= "Z" else OTHER


def order(sought: str) -> tuple[bool, list[str], list[int], str]:
    """Return what to sort a name by: word by word (in pinyin syllable by syllable), then by tones.

    >>> sorted(["gǎi", "gāo hàn", "gāo", "gǎo"], key=order)
    ['gǎi', 'gāo', 'gǎo', 'gāo hàn']
    """
    words: list[str] = []
    tones: list[int] = []
    for word in sought.casefold().split():
        parts = unicodedata.normalize("NFKD", word)
        words.append("".join(part for part in parts if part.isalnum()))
        tones.append(next((_TONES.index(part) + 1 for part in parts if part in _TONES), _NEUTRAL))
    return (initial(sought) == OTHER, words, tones, sought)
