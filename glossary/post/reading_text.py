"""The reading text of one paragraph, gathered piece by piece, each with its place in the body.

White space is pending until something follows it, so that it is one space between words and none at the ends. A line
break between two Chinese characters is none, as in a browser that follows CSS.
"""

import re

from glossary.model import Run

_PIECES = re.compile(r"\s+|\S+")
_WIDE = re.compile(
    "[\u2e80-\u303f\u3040-\u30ff\u3100-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60"
    "\U00020000-\U000323af]"
)


class ReadingText:
    """Gathers one paragraph; offsets given are body offsets, those kept in links and unsearched count as read."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.runs: list[Run] = []
        self.unsearched: list[tuple[int, int]] = []
        self.links: list[tuple[int, int]] = []
        self.length = 0
        self.space: tuple[int, int] | None = None
        self.space_is_soft = True
        self.start = -1
        self.end = 0

    def reach(self, start: int, end: int) -> None:
        """Take the body's range into the paragraph."""
        if self.start < 0:
            self.start = start
        self.end = max(self.end, end)

    def add_space(self, start: int, end: int, *, soft: bool = False) -> None:
        """Add white space; *soft* is a line break that may be none."""
        if not self.length:
            return
        if self.space is None:
            self.space, self.space_is_soft = (start, end), soft
        else:
            self.space = (self.space[0], max(end, self.space[1]))
            self.space_is_soft = self.space_is_soft and soft

    def add_text(self, text: str, start: int, end: int) -> None:
        """Add *text*, read one for one at the body's [start, end) if the lengths agree, else as a whole."""
        if end - start != len(text):
            text = " ".join(text.split())
            if text:
                self.append(text, start, end)
            else:
                self.add_space(start, end)
            return
        stripped = text.strip()
        if not stripped:
            if text:
                self.add_space(start, end)
            return
        lead = len(text) - len(text.lstrip())
        if lead:
            self.add_space(start, start + lead)
        begin, stop = start + lead, start + lead + len(stripped)
        if not stripped.isprintable() or "  " in stripped:
            for piece in _PIECES.finditer(stripped):
                if piece.group().isspace():
                    self.add_space(begin + piece.start(), begin + piece.end())
                else:
                    self.append(piece.group(), begin + piece.start(), begin + piece.end())
        else:
            self.append(stripped, begin, stop)
        if stop < end:
            self.add_space(stop, end)

    def append(self, text: str, start: int, end: int) -> None:
        """Add *text*, which begins and ends with something visible, behind the white space that is pending."""
        if self.space is not None:
            wide = self.space_is_soft and _WIDE.match(text) and _WIDE.match(self.parts[-1][-1])
            if not wide:
                self._add_run(" ", *self.space)
            self.space = None
        self._add_run(text, start, end)

    def _add_run(self, text: str, start: int, end: int) -> None:
        length = len(text)
        last = self.runs[-1] if self.runs else None
        if last and last.end == start and last.end - last.start == last.length and end - start == length:
            self.runs[-1] = Run(last.reading, last.length + length, last.start, end)
        else:
            self.runs.append(Run(self.length, length, start, end))
        self.parts.append(text)
        self.length += length

    def next_offset(self) -> int:
        """Return the reading offset at which the next visible character will stand."""
        return self.length + (self.space is not None)
