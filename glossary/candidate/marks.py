"""What the author has marked: quotations, titles, emphasis and brackets."""

import re
from collections.abc import Iterator
from typing import Final

from glossary.candidate.expressions import Spans, note, trimmed
from glossary.model import Paragraph

LONGEST_EMPHASIS: Final = 80
LONGEST_BRACKET: Final = 60
MOST_WORDS: Final = 4  # of a part of a bracket

# A straight sign between a digit and a space tells inches.
QUOTATION: Final = re.compile(
    r'"(?!(?<=\d")[\s,.;:)-])([^"]{1,120})"|“([^”]{1,120})”|「([^」]{1,80})」|『([^』]{1,80})』|‘(?<!\w‘)([^’]{1,60})’(?!\w)'
)
_TITLE: Final = re.compile(r"《([^》]{1,60})》")
_BRACKET: Final = re.compile(r"[(（]([^()（）]{1,200})[)）]")
_TOKEN: Final = re.compile(r"\[[A-Z]+\]")
_COMPOSED: Final = re.compile(r"\s[-–—]\s|[\"“”]|^(?:or|and|often|especially|i\.e\.|e\.g\.)\b")
_PART: Final = re.compile(r"[^,;，；\-–—\"“”]+")
_ENUMERATED: Final = re.compile(r"[^,，;；/]+")
_EMPHASIS: Final = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")


def marked_spans(paragraph: Paragraph, body: str) -> Spans:
    """Return what is marked in *paragraph* of a post with *body*."""
    text = paragraph.reading
    spans: Spans = {}

    def mark(start: int, end: int, what: str) -> None:
        start, end = trimmed(text, start, end)
        if start < end:
            note(spans, start, end, frozenset({what}))

    for found in QUOTATION.finditer(text):
        quoted = found.span(found.lastindex or 0)
        mark(*quoted, "quoted")
        parts = [*_ENUMERATED.finditer(text, *quoted)]
        for part in parts if len(parts) > 1 else ():
            mark(*part.span(), "quoted-part")
    for found in _TITLE.finditer(text):
        mark(*found.span(1), "title")
    for start, end, italic in _emphasised(paragraph, body):
        if end - start < LONGEST_EMPHASIS:
            mark(start, end, "emphasis")
            if italic:
                mark(start, end, "italic")
    for found in _TOKEN.finditer(text):
        note(spans, *found.span(), frozenset({"capital-run"}))
    for start, end, what in _in_brackets(text):
        mark(start, end, what)
    return spans


def _in_brackets(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what stands in brackets, as a whole and in parts."""
    for found in _BRACKET.finditer(text):
        if found.end(1) - found.start(1) < LONGEST_BRACKET and not _COMPOSED.search(found[1]):
            yield *found.span(1), "bracketed"
        for part in _PART.finditer(text, *found.span(1)):
            if len(part.group().split()) <= MOST_WORDS:
                yield *part.span(), "in-bracket"


def _emphasised(paragraph: Paragraph, body: str) -> list[tuple[int, int, bool]]:
    """Return the reading offsets of emphasised text, and whether it is in italics.

    Signs of emphasis stand in the source between two runs; a single one is for italics.
    """
    spans: list[tuple[int, int, bool]] = []
    opened, before = None, paragraph.start
    gaps = []
    for run in paragraph.runs:
        gaps.append((run.reading, body[before : run.start]))
        before = run.end
    gaps.append((len(paragraph.reading), body[before : paragraph.end]))
    for offset, gap in gaps:
        if gap and (sign := _EMPHASIS.search(gap)):
            if opened is None:
                opened = offset
            else:
                spans.append((opened, offset, len(sign.group()) == 1))
                opened = None
    return spans
