"""Passages for the search page: the words that were asked for, marked in the text as it stands.

FTS5's own snippets cut and mark the folded text of the index. Here the text is folded as the index is, the words are
looked for as its tokenizer would, and offsets lead back to the text.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

from glossary.text import WORD, fold, query_words, search_text

_TOKEN = re.compile(r"[^\W_]+")
# Between two words of a phrase the index sees nothing but signs.
_BETWEEN = r"[\W_]*"


def found_ranges(text: str, query: str) -> list[tuple[int, int]]:
    """Return the code points of *text* at which words of *query* stand, in order and without overlap."""
    folded = fold(text)
    bare = _without_diacritics(folded.folded)
    ranges = sorted(
        folded.source_range(match.start(), match.end())
        for word in query_words(query)
        if (parts := tokens(word))
        for match in re.finditer(_BETWEEN.join(map(re.escape, parts)), bare)
        if not _inside_word(bare, match.start(), match.end())
    )
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def highlight(text: str, query: str) -> Markup:
    """Return *text* with the words of *query* marked."""
    return _marked(text, found_ranges(text, query), 0, len(text))


def mark_expression(text: str, expression: str) -> Markup:
    """Return *text* with every place marked where *expression* stands as a whole, however it is spelt there."""
    folded, sought = fold(text), fold(expression).folded
    ranges = []
    place = folded.folded.find(sought) if sought else -1
    while place >= 0:
        ranges.append(folded.source_range(place, place + len(sought)))
        place = folded.folded.find(sought, place + len(sought))
    return _marked(text, ranges, 0, len(text))


def snippet(text: str, query: str, length: int = 240) -> Markup:
    """Return about *length* characters of *text* around the first word of *query*, with its words marked."""
    ranges = found_ranges(text, query)
    first, last = ranges[0] if ranges else (0, 0)
    start = _cut(text, max(0, min(first - length // 3, len(text) - length)), first)
    end = _cut_end(text, min(len(text), max(start + length, last)), last)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return Markup("{}{}{}").format(before, _marked(text, ranges, start, end), after)


def tokens(text: str) -> list[str]:
    """Return the tokens that the index makes of *text*."""
    return _TOKEN.findall(_without_diacritics(fold(search_text(text)).folded))


def _cut(text: str, start: int, latest: int) -> int:
    """Return where to begin rather than within a word: behind the next space, if one is near."""
    space = text.find(" ", start, min(start + 20, latest))
    return space + 1 if start and space >= 0 else start


def _cut_end(text: str, end: int, earliest: int) -> int:
    """Return where to end rather than within a word: before the last space, if one is near."""
    space = text.rfind(" ", max(earliest, end - 20), end)
    return space if end < len(text) and space > 0 else end


def _marked(text: str, ranges: Iterable[tuple[int, int]], start: int, end: int) -> Markup:
    pieces = []
    for first, last in ranges:
        if start <= first and last <= end:
            pieces += [Markup("{}<mark>{}</mark>").format(text[start:first], text[first:last])]
            start = last
    return Markup("").join([*pieces, text[start:end]])


def _without_diacritics(text: str) -> str:
    """Return *text* with a plain letter for each that has diacritics; the length stays."""
    return text if text.isascii() else "".join(map(_plain_letter, text))


@lru_cache(maxsize=10_000)
def _plain_letter(character: str) -> str:
    parts = unicodedata.normalize("NFD", character)
    return parts[0] if all(map(unicodedata.combining, parts[1:])) else character


def _inside_word(text: str, start: int, end: int) -> bool:
    """Tell whether the index has no token that begins at *start*, or none that ends at *end*."""
    before = start > 0 and WORD[text[start - 1]] and WORD[text[start]] and text[start - 1] != "_"
    after = end < len(text) and WORD[text[end - 1]] and WORD[text[end]] and text[end] != "_"
    return before or after
