"""Chinese as it is spoken: pinyin with tones, for a reader who cannot read a headword and for one who types it."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_HAN: Final = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]+")


@lru_cache(maxsize=32_768)
def pinyin(text: str) -> str | None:
    """Return *text* with each Chinese character as a syllable, parted by spaces; None where it has none.

    A character with several readings gets that of the phrase it stands in, if the table has the phrase.

    >>> pinyin("草台班子")
    'cǎo tái bān zi'
    """
    if not _HAN.search(text):
        return None
    from pypinyin import Style, lazy_pinyin  # its tables take a tenth of a second to load

    def spoken(run: re.Match[str]) -> str:
        return f" {' '.join(lazy_pinyin(run[0], style=Style.TONE))} "

    return " ".join(_HAN.sub(spoken, text).split())


def spelling(text: str) -> str:
    """Return how *text* is typed by somebody in a hurry: letters and digits alone, lower case, without tones.

    >>> spelling("gǎi dào wéi sāng"), spelling("Gao Hanwen"), spelling("lǜ bà")
    ('gaidaoweisang', 'gaohanwen', 'luba')
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalnum())
