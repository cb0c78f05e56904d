"""The paragraphs of a post: reading text, and for each of its characters the place in the body.

The reading text is what a reader sees: no marks, entities resolved, white space one space. A line break between two
Chinese characters is none, as in a browser that follows CSS. Code, math and addresses are read but not searched.
"""

import re
from bisect import bisect_right

from glossary.model import Paragraph, Run
from glossary.post.markdown import Event, events

_IRREGULAR_SPACE = re.compile(r"\s\s|[^\S ]")
_PIECES = re.compile(r"\s+|\S+")
_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
# An address ends at white space, or where Chinese follows anything but a sign that joins parts of an address.
_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_ADDRESS = re.compile(
    rf"(?:https?://|ftp://|www\.|mailto:)[\w\-.~:/?#\[\]@!$&'()*+,;=%]+(?:(?<=[/=_?&#\-])[{_HAN}]+[\w\-.~:/?#@!$&*+;=%]*)*",
    re.ASCII | re.IGNORECASE,
)
_WIDE = re.compile("[\u2e80-\u303f\u3040-\u30ff\u3100-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U000323af]")
_ZONE_OF = {"block_quote": "quote", "item": "list", "footnote_definition": "prose"}
_INLINE = {"emphasis", "strong", "strikethrough", "link", "image"}


class _Collector:
    """Gathers the reading text of one paragraph, white space pending until something follows it."""

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
        if _IRREGULAR_SPACE.search(stripped):
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


def read_paragraphs(body: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a post's *body*, in order."""
    found: list[Paragraph] = []
    containers: list[str] = []
    collector = _Collector()
    heading = ""
    block = ""  # tag of the innermost block that is no container
    link_start = -1
    image_depth = 0

    def flush() -> None:
        nonlocal collector, heading
        if collector.length:
            zone = "heading" if block == "heading" else "table" if block == "table_cell" else ""
            paragraph = _paragraph(collector, len(found) + 1, zone or (containers[-1] if containers else "prose"), heading)
            found.append(paragraph)
            if zone == "heading":
                heading = paragraph.reading
        if collector.start >= 0:
            collector = _Collector()

    for event in events(body):
        type_, tag, start, end = event[:4]
        if image_depth and tag != "image":
            continue
        if type_ == "text":
            if block not in ("code_block", "html_block"):
                collector.reach(start, end)
                collector.add_text(event.text, start, end)
        elif type_ == "start":
            if tag in _INLINE:
                collector.reach(start, end)
                if tag == "image":
                    image_depth += 1
                    collector.add_space(start, end)
                elif tag == "link":
                    link_start = collector.next_offset()
            else:
                flush()
                if tag in _ZONE_OF:
                    containers.append(_ZONE_OF[tag])
                    block = ""
                elif tag != "list":
                    block = tag
        elif type_ == "end":
            if tag == "image":
                image_depth -= 1
                collector.reach(start, end)
            elif tag in _INLINE:
                collector.reach(start, end)
                if tag == "link" and 0 <= link_start < collector.length:
                    collector.links.append((link_start, collector.length))
                    if event.attributes.get("address"):
                        collector.unsearched.append((link_start, collector.length))
            else:
                flush()
                if tag in _ZONE_OF:
                    containers.pop()
                block = ""
        elif type_ == "rule":
            flush()
        else:
            _add_inline(collector, event, block)
    flush()
    return tuple(found)


def _add_inline(collector: _Collector, event: Event, block: str) -> None:
    """Add a break, code, math, a tag or a footnote's sign to the paragraph."""
    if block == "html_block":
        return
    collector.reach(event.start, event.end)
    if event.type in ("soft_break", "hard_break"):
        collector.add_space(event.start, event.end, soft=event.type == "soft_break")
    elif event.type in ("code", "math"):
        text = " ".join(event.text.split())
        if text:
            collector.append(text, event.start, event.end)
            collector.unsearched.append((collector.length - len(text), collector.length))
    elif event.type == "html" and _BREAK_TAG.match(event.text):
        collector.add_space(event.start, event.end)


def _paragraph(collector: _Collector, position: int, zone: str, heading: str) -> Paragraph:
    reading = "".join(collector.parts)
    unsearched = collector.unsearched
    if "://" in reading or "www." in reading or "mailto:" in reading:
        for address in _ADDRESS.finditer(reading):
            unsearched.append((address.start(), address.start() + len(address.group().rstrip(".,;:!?'\")]*_~"))))
    return Paragraph(
        position=position,
        zone=zone,
        heading=heading,
        start=collector.start,
        end=collector.end,
        reading=reading,
        runs=tuple(collector.runs),
        unsearched=tuple(sorted(unsearched)),
        links=tuple(collector.links),
    )


def source_range(paragraph: Paragraph, start: int, end: int) -> tuple[int, int]:
    """Return the body's range of the reading text's ``[start, end)``: from its first to its last character."""
    runs = paragraph.runs
    if len(runs) == 1:
        first = last = runs[0]
    else:
        first = runs[bisect_right(runs, start, key=_reading_offset) - 1]
        last = runs[bisect_right(runs, end - 1, key=_reading_offset) - 1]
    begin = first.start + start - first.reading if first.end - first.start == first.length else first.start
    stop = last.start + end - last.reading if last.end - last.start == last.length else last.end
    return begin, stop


def _reading_offset(run: Run) -> int:
    return run.reading
