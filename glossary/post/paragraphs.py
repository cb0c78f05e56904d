"""The paragraphs of a post: reading text, and for each of its characters the place in the body.

The reading text is what a reader sees: no marks, entities resolved, white space one space. Code, math and addresses
are read but not searched.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from glossary.model import Paragraph
from glossary.post.markdown import Event, events
from glossary.post.reading_text import ReadingText

_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
# An address ends at white space, or where Chinese follows anything but a sign that joins parts of an address.
_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.\-]*://|\bwww\.|\bmailto:)[\w\-.~:/?#\[\]@!$&'()*+,;=%]*"
    rf"(?:(?<=[/=_?&#(\-])[{_HAN}]+[\w\-.~:/?#\[\]@!$&'()*+,;=%]*)*"
    r"|\b[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+",
    re.ASCII | re.IGNORECASE,
)
_ZONE_OF = {"block_quote": "quote", "item": "list", "footnote_definition": "prose"}
_INLINE = {"emphasis", "strong", "strikethrough", "link", "image"}
_UNREAD_BLOCKS = {"code_block", "html_block"}


def read_paragraphs(body: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a post's *body*, in order."""
    walk = _Walk(body)
    for event in events(body):
        walk.take(event)
    walk.flush()
    return tuple(walk.found)


class _Walk:
    """A walk through a post's events, that cuts them into paragraphs."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.found: list[Paragraph] = []
        self.text = ReadingText()
        self.zones: list[str] = []  # of the containers around, the innermost last
        self.block = ""  # the innermost block that is no container
        self.heading = ""
        self.link_start = 0
        self.link_is_address = False
        self.image_depth = 0

    def take(self, event: Event) -> None:
        """Take the next event."""
        if event.tag == "image":
            self.take_image(event)
        elif self.image_depth:
            return  # the text of an image is not seen
        elif event.type == "text":
            if self.block not in _UNREAD_BLOCKS:
                # A backslash that escapes the first character belongs to the paragraph.
                escaped = self.text.start < 0 < event.start and self.body[event.start - 1] == "\\"
                self.text.reach(event.start - escaped, event.end)
                self.text.add_text(event.text, event.start, event.end)
        elif event.tag in _INLINE:
            self.take_mark(event)
        elif event.type == "start":
            self.flush()
            if event.tag in _ZONE_OF:
                self.zones.append(_ZONE_OF[event.tag])
            self.block = "" if event.tag in _ZONE_OF or event.tag == "list" else event.tag
        elif event.type == "end":
            self.flush()
            if event.tag in _ZONE_OF:
                self.zones.pop()
            self.block = ""
        elif event.type == "rule":
            self.flush()
        elif self.block not in _UNREAD_BLOCKS:
            self.take_inline(event)

    def take_image(self, event: Event) -> None:
        """Take the beginning or end of an image: something between words that is no text."""
        self.image_depth += 1 if event.type == "start" else -1
        self.text.reach(event.start, event.end)
        self.text.add_space(event.start, event.end)

    def take_mark(self, event: Event) -> None:
        """Take the beginning or end of emphasis or of a link."""
        text = self.text
        text.reach(event.start, event.end)
        if event.tag != "link":
            return
        if event.type == "start":
            self.link_start = text.next_offset()
            self.link_is_address = event.attributes["address"]
        elif self.link_start < text.length:
            text.links.append((self.link_start, text.length))
            if self.link_is_address:
                text.unsearched.append((self.link_start, text.length))

    def take_inline(self, event: Event) -> None:
        """Take a break, code, math, a tag or a footnote's sign."""
        text = self.text
        text.reach(event.start, event.end)
        if event.type in ("soft_break", "hard_break"):
            text.add_space(event.start, event.end, soft=event.type == "soft_break")
        elif event.type in ("code", "math"):
            if content := " ".join(event.text.split()):
                text.append(content, event.start, event.end)
                text.unsearched.append((text.length - len(content), text.length))
        elif event.type == "html" and _BREAK_TAG.match(event.text):
            text.add_space(event.start, event.end)

    def flush(self) -> None:
        """End the paragraph, if there is any text."""
        if self.text.length:
            zone = {"heading": "heading", "table_cell": "table"}.get(self.block)
            zone = zone or (self.zones[-1] if self.zones else "prose")
            paragraph = _paragraph(self.text, len(self.found) + 1, zone, self.heading)
            self.found.append(paragraph)
            if zone == "heading":
                self.heading = paragraph.reading
        if self.text.start >= 0:
            self.text = ReadingText()


def _paragraph(text: ReadingText, position: int, zone: str, heading: str) -> Paragraph:
    reading = "".join(text.parts)
    unsearched = text.unsearched
    if "://" in reading or "www." in reading or "@" in reading or "mailto:" in reading:
        for address in _ADDRESS.finditer(reading):
            length = len(address.group().rstrip(".,;:!?'\")]*_~"))
            unsearched.append((address.start(), address.start() + length))
    return Paragraph(
        position=position,
        zone=zone,
        heading=heading,
        start=text.start,
        end=text.end,
        reading=reading,
        runs=tuple(text.runs),
        unsearched=tuple(sorted(unsearched)),
        links=tuple(text.links),
    )


def source_range(paragraph: Paragraph, start: int, end: int, begins: Sequence[int] | None = None) -> tuple[int, int]:
    """Return the body's range of the reading text's ``[start, end)``: from its first to its last character.

    *begins* is ``run_beginnings(paragraph)``, for who asks often.
    """
    runs = paragraph.runs
    first = last = runs[0]
    if len(runs) > 1:
        begins = begins or run_beginnings(paragraph)
        first = runs[bisect_right(begins, start) - 1]
        last = runs[bisect_right(begins, end - 1) - 1]
    begin = first.start + start - first.reading if first.end - first.start == first.length else first.start
    stop = last.start + end - last.reading if last.end - last.start == last.length else last.end
    return begin, stop


def run_beginnings(paragraph: Paragraph) -> list[int]:
    """Return the reading offset at which each run of *paragraph* begins."""
    return [run.reading for run in paragraph.runs]
