"""The source of a file of terms as a tree of parts, each with the stretch of text that it stands in.

What ``glossary.term`` reads tells what a text means; this tells where its first and last character are, in which style
it is typed, and what an anchor shares, so that an edit touches nothing else.
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from glossary.errors import InputError, Problem
from glossary.term.nodes import LOADER
from glossary.term.syntax import syntax_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAK: Final = re.compile(r"\r\n|\n|\r")
_LINE_REST: Final = re.compile(r"[^\r\n]*")


@dataclass(slots=True)
class Part:
    """A text, list, mapping or alias, and where its source begins and ends."""

    shape: str  # text, list, mapping or alias
    start: int  # of its anchor and tag, if it has them
    end: int  # of a block: where its last part ends
    line: int  # 1-based
    column: int  # 0-based; of a block, that of its keys or dashes
    in_flow: bool  # inside brackets or braces of another part
    style: str = ""  # of a text: empty if plain, else ' " | or >; of a list or mapping: [ or { where it has them
    text: str = ""  # of a text, as it reads; of an alias, its name
    anchor: str | None = None
    repeated: int = 0  # the line of an alias that repeats it, 0: none
    keys: "list[Part]" = field(default_factory=list)
    values: "list[Part]" = field(default_factory=list)  # of a list: its items

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed."""
        return self.shape == "text" and not self.text and not self.style

    @property
    def is_block(self) -> bool:
        """Tell whether it is a list or mapping by indentation."""
        return self.shape in ("list", "mapping") and not self.style

    @property
    def keeps_breaks(self) -> bool:
        """Tell whether blank lines below the text belong to it."""
        return self.style in ("|+", ">+")

    def entry(self, name: str) -> "tuple[Part, Part] | None":
        """Return key and value of a mapping by the key's name."""
        return next((pair for pair in zip(self.keys, self.values, strict=True) if pair[0].text == name), None)

    def walk(self) -> "Iterator[Part]":
        """Yield the part and all within it, in the order typed."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            if part.keys:
                pairs = zip(part.keys, part.values, strict=False)
                waiting += reversed([each for pair in pairs for each in pair])
            else:
                waiting += reversed(part.values)


class Source(NamedTuple):
    """A file's text, without byte order mark, and its parts."""

    text: str
    root: Part | None  # None: nothing but comments
    end: int  # of the document
    newline: str  # the one that prevails

    def line_end(self, offset: int) -> int:
        """Return where the line of *offset* ends, before its break."""
        found = _LINE_REST.match(self.text, offset)
        return found.end() if found else offset

    def next_line(self, offset: int) -> int:
        """Return where the line after that of *offset* begins, or the end of the text."""
        end = self.line_end(offset)
        found = _BREAK.match(self.text, end)
        return found.end() if found else end

    def line_start(self, offset: int) -> int:
        """Return where the line of *offset* begins."""
        return max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1

    def begins_line(self, part: Part) -> bool:
        """Tell whether only spaces stand before *part* on its line."""
        return not self.text[self.line_start(part.start) : part.start].strip()

    def shared(self, *path: Part) -> None:
        """Raise InputError where one of *path* is an alias, or is repeated by one: a change would reach further."""
        for part in path:
            if part.shape == "alias":
                by_hand(part, f"'*{part.text}' repeats what is marked '&{part.text}' elsewhere")
            if part.repeated:
                by_hand(part, f"'&{part.anchor}' is repeated by '*{part.anchor}' on line {part.repeated}")


def by_hand(part: Part | None, message: str, fix: str = "edit it by hand") -> NoReturn:
    """Raise an InputError for what only a person can change safely."""
    line, column = (part.line, part.column + 1) if part else (1, 1)
    raise InputError([Problem("error", "edit-by-hand", message, fix, "", line, column)])


def read_source(text: str) -> Source:
    """Return the parts of the first document in *text*; an InputError tells what is no YAML."""
    loader = LOADER(text)
    reader = _Reader(text)
    try:
        while reader.take(loader.get_event()):
            pass
    except yaml.YAMLError as error:
        raise InputError([syntax_problem("", text, error, None)]) from None
    finally:
        loader.dispose()
    root = None if reader.root is None or reader.root.is_empty else reader.root
    return Source(text, root, reader.end, prevailing_newline(text))


def prevailing_newline(text: str) -> str:
    """Return the line break that most lines of *text* end with.

    >>> prevailing_newline("a\\r\\nb\\r\\nc\\n") == "\\r\\n"
    True
    """
    breaks = _BREAK.findall(text)
    return max(("\n", "\r\n", "\r"), key=breaks.count)


class _Reader:
    """Follows the events of one document."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = len(text)
        self.root: Part | None = None
        self.open: list[Part] = []
        self.anchors: dict[str, Part] = {}
        self.documents = 0

    def take(self, event: Any) -> bool:
        """Take one event; return whether there is more to come."""
        if event is None:
            return False
        kind = type(event)
        if kind is ScalarEvent:
            self.attach(self.part(event, "text", self.scalar_style(event), event.value))
        elif kind is AliasEvent:
            if event.anchor in self.anchors:
                self.anchors[event.anchor].repeated = event.start_mark.line + 1
            self.attach(self.part(event, "alias", "", event.anchor))
        elif kind in (MappingStartEvent, SequenceStartEvent):
            shape, bracket = ("mapping", "{") if kind is MappingStartEvent else ("list", "[")
            self.open.append(self.part(event, shape, bracket if event.flow_style else "", ""))
        elif kind in (MappingEndEvent, SequenceEndEvent):
            part = self.open.pop()
            inner = [part.start, *(each.end for each in (part.keys[-1:] + part.values[-1:]))]
            part.end = event.end_mark.index if part.style else max(inner)
            self.attach(part)
        elif kind is DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                self.end = min(self.end, event.start_mark.index)
                return False
        elif kind is DocumentEndEvent and event.explicit:
            self.end = event.start_mark.index
        return True

    def part(self, event: Any, shape: str, style: str, text: str) -> Part:
        start, end = event.start_mark, event.end_mark
        column = start.column
        if shape in ("list", "mapping") and not style:
            # Anchor and tag begin a block; its end mark tells the first key, or the first dash or what is behind it.
            indentless = shape == "list" and end.index > start.index and self.text[end.index : end.index + 1] != "-"
            column = end.column - indentless
        in_flow = bool(self.open) and bool(self.open[-1].style or self.open[-1].in_flow)
        part = Part(shape, start.index, end.index, start.line + 1, column, in_flow, style, text)
        if shape != "alias" and event.anchor is not None:
            part.anchor = event.anchor
            self.anchors[event.anchor] = part
        return part

    def scalar_style(self, event: Any) -> str:
        """Return the style, of a block with the sign that says what becomes of its last breaks."""
        style: str = event.style or ""
        if style not in ("|", ">"):
            return style
        header = re.search(r"[|>][-+\d]*", self.text[event.start_mark.index : event.end_mark.index])
        sign = re.search(r"[-+]", header[0]) if header else None
        return style + (sign[0] if sign else "")

    def attach(self, part: Part) -> None:
        if not self.open:
            self.root = part
            return
        parent = self.open[-1]
        if parent.shape == "mapping" and len(parent.keys) == len(parent.values):
            parent.keys.append(part)
        else:
            parent.values.append(part)
