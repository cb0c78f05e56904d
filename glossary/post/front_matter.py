"""Front matter: the YAML between the ``---`` lines at the top of a post, every scalar as typed.

libyaml's composer recurses in C without a limit, so its events are read here instead: nesting and aliases
have an end, a key that stands twice is seen, and every key keeps its place.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

import yaml

from glossary.errors import InputError, Problem

Value = str | list["Value"] | dict[str, "Value"]

# PyYAML is sometimes built without the C parser, which is six times as fast.
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH: Final = 50
MAX_NODES: Final = 100_000  # aliases counted as what they stand for

_OPENING: Final = re.compile(r"(---|\+\+\+)[ \t]*(?:\n|\Z)")
_CLOSING: Final = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE),
}
_QUOTE: Final = "put the value in quotes"
# What libyaml says, and what mends it nearly always.
_FIXES: Final = {
    "mapping values are not allowed in this context": f'{_QUOTE} if it holds ": "; indent the keys alike',
    "found character that cannot start any token": f"{_QUOTE}: it begins with a mark of YAML",
    "could not find expected ':'": "write key: value, with a blank after the colon",
    "found unexpected end of stream": "close the quotation mark or bracket",
    "did not find expected key": "indent the keys alike; what begins with a quotation mark must end with it",
    "did not find expected alphabetic or numeric character": f"{_QUOTE}: it begins with * or &",
    "did not find expected ',' or ']'": f"close the bracket, or {_QUOTE}",
    "did not find expected ',' or '}'": f"close the brace, or {_QUOTE}",
    "found unknown escape character": "type \\\\ for a backslash, or use single quotes",
    "found invalid Unicode character escape code": "type the character itself for the \\u that stands for half of it",
}
_OTHER_FIX: Final = "put values that hold marks such as : # [ { @ in quotes"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above a post's body, and the body."""

    body: str
    body_line: int  # 1-based line of the file
    fence: str = ""  # --- or +++; empty: the file has no front matter
    typed: str = ""  # between the fences
    values: Mapping[str, Value] = field(default_factory=dict)  # keys as typed; none of +++
    starts: Mapping[str, int] = field(default_factory=dict)  # where in typed each key stands

    def place(self, key: str) -> tuple[int, int]:
        """Return the line of the file and the column of *key*."""
        return _place(self.typed, self.starts[key])


def read_front_matter(text: str, file: str) -> FrontMatter:
    """Part *text* into front matter and body, and read the front matter.

    Raises InputError where it is never closed or cannot be read. TOML between ``+++`` lines is not read.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter(text, 1)
    fence = opening[1]
    closing = _CLOSING[fence].search(text, opening.end())
    if closing is None:
        message = f"the front matter that begins here with {fence} is never closed"
        fix = f"end it with a line {fence}; if no front matter is meant, leave the first line blank"
        raise InputError([Problem("error", "front-matter-open", message, fix, file, 1)])
    typed = text[opening.end() : closing.start()]
    body, body_line = text[closing.end() :], text.count("\n", 0, closing.end()) + 1
    if fence == "+++":
        return FrontMatter(body, body_line, fence, typed)
    reader = _Reader(typed, file)
    values = reader.document()
    return FrontMatter(body, body_line, fence, typed, values, reader.starts)


class _Reader:
    """One reading of a YAML document, event by event."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.starts: dict[str, int] = {}
        self.faults: list[Problem] = []
        self.anchors: dict[str, tuple[Value, int]] = {}
        self.nodes = 0
        self.events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)

    def document(self) -> dict[str, Value]:
        """Return the mapping that the text is, or raise InputError with every fault that can be told."""
        try:
            values = self.mapping_at_top()
        except yaml.reader.ReaderError as error:
            # The C reader counts bytes, and says what is wrong only in its reason.
            index = len(self.text.encode()[: error.position].decode(errors="ignore"))
            fix = "delete the invisible character"
            self.fault("front-matter-syntax", f"the front matter is no valid YAML: {error.reason}", fix, index)
        except yaml.MarkedYAMLError as error:
            index = _index(error.problem_mark)
            if index >= len(self.text.rstrip()):  # what was never closed is of more use than the end
                index = _index(error.context_mark, index)
            problem = error.problem or "it cannot be read"
            fix = _FIXES.get(problem, _OTHER_FIX)
            if self.text[index : index + 1] == "\t":
                fix = "indent with blanks, not tabs"
            self.fault("front-matter-syntax", f"the front matter is no valid YAML: {problem}", fix, index)
        if self.faults:
            raise InputError(self.faults)
        return values

    def mapping_at_top(self) -> dict[str, Value]:
        next(self.events)  # the stream's start
        if type(next(self.events)) is yaml.StreamEndEvent:
            return {}
        event: Any = next(self.events)
        if type(event) is not yaml.MappingStartEvent:
            what = "a list" if type(event) is yaml.SequenceStartEvent else "a text"
            fix = "write lines of key: value; if the line --- is a rule, leave a blank line above it"
            self.stop("front-matter-no-mapping", f"the front matter is {what}, not keys with values", fix, event)
        values = self.mapping(1, self.starts)
        next(self.events)  # the document's end
        event = next(self.events)
        if type(event) is not yaml.StreamEndEvent:
            self.stop("front-matter-syntax", "a second document begins here", "delete this ---", event)
        return values

    def mapping(self, depth: int, starts: dict[str, int]) -> dict[str, Value]:
        values: dict[str, Value] = {}
        while type(event := next(self.events)) is not yaml.MappingEndEvent:
            if type(event) is not yaml.ScalarEvent:
                fix = f"write the key as plain text; if the braces or brackets are text, {_QUOTE}"
                self.stop("front-matter-syntax", "a key of the front matter is no text", fix, event)
            key = event.value
            if key in values:
                line = _place(self.text, starts[key])[0]
                message = f"the key {key!r} stands here again; it stands on line {line} already"
                self.fault("front-matter-duplicate-key", message, "keep one of the two", event)
            else:
                starts[key] = _index(event.start_mark)
            self.value(event, depth)  # a key counts, and may be anchored
            values[key] = self.value(next(self.events), depth)
        return values

    def value(self, event: Any, depth: int) -> Value:
        value: Value
        before = self.nodes
        self.nodes += 1
        kind = type(event)
        if kind is yaml.ScalarEvent:
            value = event.value
            if "\0" in value:
                self.fault("nul", "a NUL character is written here", "delete it", event)
        elif kind is yaml.AliasEvent:
            if event.anchor not in self.anchors:
                message = f"*{event.anchor} refers to nothing"
                self.stop("front-matter-syntax", message, f"{_QUOTE}, if it is text", event)
            value, nodes = self.anchors[event.anchor]
            self.nodes += nodes
        elif depth >= MAX_DEPTH:
            message = f"the front matter nests deeper than {MAX_DEPTH} levels"
            self.stop("front-matter-depth", message, "make it flatter", event)
        elif kind is yaml.MappingStartEvent:
            value = self.mapping(depth + 1, {})
        else:
            value = []
            while type(item := next(self.events)) is not yaml.SequenceEndEvent:
                value.append(self.value(item, depth + 1))
        if self.nodes > MAX_NODES:
            message = f"the front matter holds more than {MAX_NODES:,} values, with what aliases stand for"
            self.stop("front-matter-size", message, "write less, without aliases", event)
        if event.anchor and kind is not yaml.AliasEvent:
            self.anchors[event.anchor] = value, self.nodes - before
        return value

    def fault(self, code: str, message: str, fix: str, at: Any) -> None:
        index = at if isinstance(at, int) else at.start_mark.index
        self.faults.append(Problem("error", code, message, fix, self.file, *_place(self.text, index)))

    def stop(self, code: str, message: str, fix: str, event: Any) -> NoReturn:
        self.fault(code, message, fix, event)
        raise InputError(self.faults)


def _index(mark: Any, default: int = 0) -> int:
    return default if mark is None else int(mark.index)


def _place(text: str, index: int) -> tuple[int, int]:
    # libyaml's own line numbers also count U+2028 and the like; front matter begins on the second line.
    return text.count("\n", 0, index) + 2, index - text.rfind("\n", 0, index)
