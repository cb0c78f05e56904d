"""Two forms of a text in which spellings that count as the same are the same.

The *canonical* form undoes what hides a label without changing it: typographic quotes and hyphens, full-width and
half-width forms, traditional Chinese characters, decomposed letters. The *folded* form is the canonical one in lower
case. Matching runs on the folded form, the case rules on the canonical one, and offsets lead back to the text.

What builds an index and what asks it must fold alike, so both fold here.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

import regex

LABEL_CHARACTERS = 64  # as long as labels are

TYPOGRAPHY = {"‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "‟": '"', "\u2010": "-", "\u2011": "-"}


class Folded(NamedTuple):
    """A text in canonical and folded form; both have the same length.

    ``offsets[i]`` is where character *i* of the forms begins in the text, with the text's length at the end; None
    where the offsets are the same.
    """

    canonical: str
    folded: str
    offsets: list[int] | None

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the text's half-open range for a range of the forms."""
        return (start, end) if self.offsets is None else (self.offsets[start], self.offsets[end])


@cache
def _simplified() -> dict[str, str]:
    """Return traditional Chinese characters with the simplified ones, one to one (OpenCC's character table)."""
    import opencc  # 60 ms with the table; texts without Chinese never pay it

    blocks = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0))
    han = [chr(point) for block in blocks for point in range(*block)]
    simple = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    return {a: b for a, b in zip(han, simple, strict=True) if a != b and len(b) == 1}


@cache
def _single_variants() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the characters with another spelling of the same length, as a pattern and a table."""
    table = dict(_simplified())
    for point in range(0xFF01, 0xFFEF):  # full-width and half-width forms
        table[chr(point)] = unicodedata.normalize("NFKC", chr(point))
    # Characters that Unicode itself holds equal to another one: the Kelvin sign, compatibility ideographs.
    for start, end in ((0x0340, 0x0388), (0x1F71, 0x2002), (0x2126, 0x232B), (0xF900, 0xFAFF), (0x2F800, 0x2FA1E)):
        for point in range(start, end):
            composed = unicodedata.normalize("NFC", chr(point))
            table[chr(point)] = table.get(composed, composed)
    table = {a: b for a, b in table.items() if a != b and len(b) == 1 and a not in "\uff9e\uff9f"}
    # One bitmap for the basic plane; the few others are looked up one by one, as a class of them would be slow.
    basic = "".join(sorted(character for character in table if character <= "\uffff"))
    return re.compile(f"[{re.escape(basic)}\U00010000-\U0010ffff]"), table


@cache
def _combining() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns for what can combine (marks, Hangul vowels and finals, sound marks), alone and with its base."""
    marks = regex.findall(r"\p{M}", "".join(map(chr, (*range(0x300, 0xD800), *range(0xFE00, 0xFFFF)))))
    jamo = [chr(point) for point in (*range(0x1160, 0x1200), 0xFF9E, 0xFF9F)]
    combining = re.escape("".join(marks + jamo))  # the basic plane only: a bitmap
    # Nobody writes more marks on a letter than this, but somebody may to keep us busy.
    return re.compile(f"[{combining}]"), re.compile(f"[^{combining}]?[{combining}]{{1,30}}")


def typographic(text: str) -> str:
    """Return *text* with straight quotes and plain hyphens; the length stays."""
    if not text.isascii():
        for character, plain in TYPOGRAPHY.items():
            if character in text:
                text = text.replace(character, plain)
    return text


def lower(text: str) -> str:
    """Return *text* in lower case, of the same length."""
    if "İ" in text:  # the only character whose lower case is longer
        text = text.replace("İ", "I")
    folded = text.lower()
    return folded.replace("ς", "σ") if "ς" in folded else folded


def fold(text: str) -> Folded:
    """Return the canonical and the folded form of *text*, with the way back to its offsets."""
    return _fold_label(text) if len(text) <= LABEL_CHARACTERS else _fold_paragraph(text)


def _fold(text: str) -> Folded:
    if text.isascii():
        return Folded(text, text.lower(), None)
    canonical, offsets = typographic(text), None
    if _combining()[0].search(canonical):
        canonical, offsets = _compose(canonical)
    pattern, table = _single_variants()
    if pattern.search(canonical):
        canonical = pattern.sub(lambda found: table.get(found.group(), found.group()), canonical)
    return Folded(canonical, lower(canonical), offsets)


_fold_label = lru_cache(maxsize=32_768)(_fold)  # whatever looks at labels folds them, and again with every edit
_fold_paragraph = lru_cache(maxsize=256)(_fold)  # the matcher and the full-text index fold the same paragraphs


def _compose(text: str) -> tuple[str, list[int] | None]:
    """Return *text* with combining sequences composed, and where each of its characters begins in *text*."""
    pieces: list[str] = []
    offsets: list[int] = []
    end = 0
    form: Literal["NFC", "NFKC"]
    for found in _combining()[1].finditer(text):
        start, stop = found.span()
        cluster = found.group()
        form = "NFKC" if cluster[-1] in "\uff9e\uff9f" else "NFC"
        composed = unicodedata.normalize(form, cluster)
        pieces += text[end:start], composed
        offsets.extend(range(end, start))
        offsets.extend(start + place for place in _beginnings(cluster, composed, form))
        end = stop
    pieces.append(text[end:])
    offsets.extend(range(end, len(text) + 1))
    canonical = "".join(pieces)
    same = len(canonical) == len(text) and all(b - a == 1 for a, b in pairwise(offsets))
    return canonical, None if same else offsets


def _beginnings(cluster: str, composed: str, form: Literal["NFC", "NFKC"]) -> Iterator[int]:
    """Yield where each character of the *composed* cluster begins: at what first makes it so long."""
    place = 0
    for length in range(1, len(composed) + 1):
        while place + 1 < len(cluster) and len(unicodedata.normalize(form, cluster[: place + 1])) < length:
            place += 1
        yield place
