"""YAML as a tree of nodes that know their line and column, built from libyaml's events.

PyYAML's own composer calls itself for every level of nesting, which ends the process on hostile input; here the
levels are a list, and depth and what aliases expand to are limited. Every scalar stays the text that was typed.
"""

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from glossary.errors import InputError
from glossary.term.report import Report, short
from glossary.term.syntax import syntax_problem

# The C parser is six times as fast; PyYAML is sometimes built without it.
LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH: Final = 32  # a good file has eight levels
MAX_ALIASED: Final = 5_000_000  # characters and nodes that aliases may bring in
_OPEN: Final = -1  # the size of what has not ended yet
_STRING_TAG: Final = "tag:yaml.org,2002:str"
# A comment sign that touches what follows it is probably no comment: "OGAS #1".
_TIGHT_COMMENT: Final = re.compile(r"#(?<=[ \t]#)(?=[^\s#])")


class ScalarNode(NamedTuple):
    """A text."""

    line: int  # 1-based
    column: int  # 1-based
    text: str
    end_line: int


class SequenceNode(NamedTuple):
    """A list, without its empty items."""

    line: int
    column: int
    items: "list[Node]"


class Entry(NamedTuple):
    """A key and its value, None where nothing was typed."""

    key: ScalarNode
    value: "Node | None"


class MappingNode(NamedTuple):
    """Keys with values, in the order typed."""

    line: int
    column: int
    entries: dict[str, Entry]


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode


class _Anchor:
    """What an alias may repeat."""

    __slots__ = ("node", "size", "start", "used")

    def __init__(self, node: Node, start: int) -> None:
        self.node = node
        self.start = start
        self.size = 1 + len(node.text) if isinstance(node, ScalarNode) else _OPEN
        self.used = False


class _Frame:
    """A list or mapping that is still open."""

    __slots__ = ("anchor", "expects_value", "key", "node")

    def __init__(self, node: SequenceNode | MappingNode, anchor: _Anchor | None) -> None:
        self.node = node
        self.anchor = anchor
        self.expects_value = False
        self.key: ScalarNode | None = None  # None with expects_value: the key is no good, its value is dropped


def read_nodes(text: str, report: Report) -> Node | None:
    """Return the document in *text*, or None where there is nothing but comments.

    Faults within it go to *report*; what makes the rest unreadable is raised as an InputError.
    """
    loader = LOADER(text)
    composer = _Composer(report, text)
    try:
        composer.compose(loader.get_event)
    except yaml.YAMLError as error:
        raise InputError([syntax_problem(report.path, text, error, composer.last_quoted)]) from None
    finally:
        loader.dispose()
    return composer.root


class _Composer:
    def __init__(self, report: Report, text: str) -> None:
        self.report = report
        self.root: Node | None = None
        self.last_quoted: tuple[int, int, int, int] | None = None  # lines and columns of the last quoted text
        self.frames: list[_Frame] = []
        self.anchors: dict[str, _Anchor] = {}
        self.size = 0
        self.aliased = 0
        self.documents = 0
        self.text = text
        self.tight_comments = _tight_comments(text)

    def compose(self, next_event: Callable[[], Any]) -> None:
        """Follow the events to the end of the document."""
        while type(event := next_event()) is not StreamEndEvent:
            kind = type(event)
            if kind is ScalarEvent:
                self.scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self.open(event, kind is MappingStartEvent)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self.close()
            elif kind is AliasEvent:
                self.alias(event)
            elif kind is DocumentStartEvent and not self.begin_document(event):
                return
        self.check_anchors()

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def begin_document(self, event: Any) -> bool:
        self.documents += 1
        if self.documents > 1:
            message = "a second document begins here, and a file of terms is one document"
            self.report.error(_place(event), "second-document", message, "delete this line of ---")
        return self.documents == 1

    def scalar(self, event: Any) -> None:
        text, start, end, style = event.value, event.start_mark, event.end_mark, event.style
        node = ScalarNode(start.line + 1, start.column + 1, text, end.line + 1)
        self.size += 1 + len(text)
        if "\0" in text:
            self.report.error(node, "nul", "a NUL character is written here", "delete \\0 from the text")
        plain = not style and event.implicit[0]
        if style == '"' or style == "'":
            self.last_quoted = (node.line, node.column, node.end_line, end.column + 1)
        elif plain and (self.tight_comments or " - " in text):
            self.check_plain(node, end.column)
        if event.tag is not None and event.tag != _STRING_TAG:
            self.refuse_tag(event, node)
        if event.anchor is not None:
            self.anchor(event.anchor, node)
        self.attach(None if plain and not text else node, node)

    def check_plain(self, node: ScalarNode, end_column: int) -> None:
        if (node.end_line, end_column) in self.tight_comments:
            message = f"what follows '{short(node.text)} #' is read as a comment"
            fix = "put the whole text in quotes, or a space after # if it is a comment"
            self.report.warning(node, "tight-comment", message, fix)
        if any(line.lstrip().startswith("- ") for line in self.lines[node.line : node.end_line]):
            message = f"this is read as one text, '{short(node.text)}', not as a list"
            fix = "type a space after every - of a list, or put the text in quotes"
            self.report.warning(node, "list-in-text", message, fix)

    def open(self, event: Any, is_mapping: bool) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        node: SequenceNode | MappingNode
        node = MappingNode(line, column, {}) if is_mapping else SequenceNode(line, column, [])
        self.size += 1
        if event.tag is not None:
            self.refuse_tag(event, node)
        if len(self.frames) == MAX_DEPTH:
            message = f"more than {MAX_DEPTH} lists and mappings stand inside one another here"
            self.stop(node, "too-deep", message, "close brackets that are open, or put the text in quotes")
        self.frames.append(_Frame(node, self.anchor(event.anchor, node) if event.anchor is not None else None))

    def close(self) -> None:
        frame = self.frames.pop()
        if frame.anchor is not None:
            frame.anchor.size = self.size - frame.anchor.start
        self.attach(frame.node, frame.node)

    def alias(self, event: Any) -> None:
        place, name = _place(event), event.anchor
        anchor = self.anchors.get(name)
        if anchor is None:
            message = f"'*{name}' repeats what '&{name}' names, and nothing before it is named so"
            self.report.error(place, "unknown-alias", message, f'put the text in quotes: "*{name}"')
            return self.attach(None, place)
        anchor.used = True
        if anchor.size == _OPEN:
            message = f"'*{name}' stands inside '&{name}' itself, which began on line {anchor.node.line}"
            self.stop(place, "endless-alias", message, "write out what is meant here")
        self.size += anchor.size
        self.aliased += anchor.size
        if self.aliased > MAX_ALIASED:
            message = f"the aliases up to '*{name}' expand to more than {MAX_ALIASED:,} characters"
            self.stop(place, "alias-expansion", message, "write out what is meant here")
        node = anchor.node
        self.attach(place._replace(text=node.text) if isinstance(node, ScalarNode) else node, place)

    def attach(self, node: Node | None, place: Node) -> None:
        """Put *node* where the open list or mapping expects it; *place* is where it was typed."""
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        parent = frame.node
        if isinstance(parent, SequenceNode):
            if node is not None:
                parent.items.append(node)
        elif not frame.expects_value:
            frame.key = self.key_for(parent, node, place)
            frame.expects_value = True
        else:
            if frame.key is not None:
                parent.entries[frame.key.text] = Entry(frame.key, node)
            frame.expects_value = False

    def key_for(self, parent: MappingNode, node: Node | None, place: Node) -> ScalarNode | None:
        """Return *node* if it is a good key of *parent*."""
        if not isinstance(node, ScalarNode):
            message = "a key is missing before the colon" if node is None else "a list or mapping cannot be a key"
            fix = "type a key, or put the text in quotes" if node is None else "put the text in quotes"
            self.report.error(place, "bad-key", message, fix)
            return None
        if node.text == "<<":
            self.report.error(place, "merge-key", "'<<' is not read", "write the merged keys out")
            return None
        if (first := parent.entries.get(node.text)) is not None:
            message = f"the key '{short(node.text)}' on line {place.line} already stands on line {first.key.line}"
            self.report.error(place, "duplicate-key", message, "merge the two, or give one another name")
            return None
        return node

    def anchor(self, name: str, node: Node) -> _Anchor:
        if (first := self.anchors.get(name)) is not None:
            message = f"'&{name}' already names something on line {first.node.line}"
            self.report.error(node, "duplicate-anchor", message, "give one of the two another name")
        self.anchors[name] = anchor = _Anchor(node, self.size)
        return anchor

    def check_anchors(self) -> None:
        """An ampersand before a text that nobody repeats was probably part of the text, which loses it."""
        for name, anchor in self.anchors.items():
            if not anchor.used and isinstance(anchor.node, ScalarNode):
                message = f"'&{name}' is read as a mark for '*{name}', which stands nowhere"
                fix = f'put the text in quotes if the & belongs to it: "&{name}"'
                self.report.error(anchor.node, "unused-anchor", message, fix)

    def refuse_tag(self, event: Any, place: Node) -> None:
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        message = f"'{tag}' is read as a YAML tag, and every value here is text"
        fix = "delete it, or put the text in quotes if the ! belongs to it"
        self.report.error(place, "tag", message, fix)

    def stop(self, place: Node, code: str, message: str, fix: str) -> None:
        own = Report(self.report.path, [])
        own.error(place, code, message, fix)
        raise InputError(own.problems)


def _place(event: Any) -> ScalarNode:
    mark = event.start_mark
    return ScalarNode(mark.line + 1, mark.column + 1, "", mark.line + 1)


def _tight_comments(text: str) -> frozenset[tuple[int, int]]:
    """Return line and column (0-based) of where a text ends before ``#`` without a space behind it."""
    if not _TIGHT_COMMENT.search(text):
        return frozenset()
    return frozenset(
        (number, len(line[: found.start()].rstrip()))
        for number, line in enumerate(text.splitlines(), 1)
        for found in _TIGHT_COMMENT.finditer(line)
    )
