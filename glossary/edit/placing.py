"""Where new lines go, so that every line that stands there keeps its place and its company.

A block grows at its end, before the blank lines and comments that belong to what follows; a list or mapping in brackets
grows inside them, on a line of its own where its last part has one.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final, NamedTuple, TypeAlias

from glossary.edit.scalars import source_of
from glossary.edit.source import Part, Source

_PAIRS_ASKED: Final = 8  # how many of the last entries tell how many blank lines stand between them
_FILLER: Final = re.compile(r"(?:\s|(?<!\S)#[^\r\n]*)*")  # what may stand between the parts of a list in brackets
DEFAULT_STEP: Final = 2


class Splice(NamedTuple):
    """A stretch of the text and what takes its place."""

    start: int
    end: int
    text: str


Splices: TypeAlias = list[Splice]


class Columns(NamedTuple):
    """Where the lines of a term begin."""

    slug: int
    key: int
    language: int

    @property
    def step(self) -> int:
        """How much deeper what stands under a language is."""
        return self.language - self.key


class _Line(NamedTuple):
    indent: int  # -1: blank
    next: int  # where the next line begins


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """Return *text* with all *splices* made; those at one place in the order given."""
    pieces, place = [], 0
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        pieces += [text[place:start], new]
        place = end
    return "".join([*pieces, text[place:]])


def step_of(source: Source) -> int:
    """Return how much deeper than its top the file indents."""
    root = source.root
    blocks = [part for part in root.values if part.is_block and part.column > root.column] if root else []
    return blocks[0].column - root.column if root and blocks else DEFAULT_STEP


def columns_of(source: Source, terms: Part | None) -> Columns:
    """Return the columns of terms, as the last ones typed as blocks have them."""
    top = source.root.column if source.root else 0
    slug = terms.column if terms and terms.is_block else top + step_of(source)
    bodies = [part for part in reversed(terms.values if terms else []) if part.is_block and part.column > slug]
    key = bodies[0].column if bodies else slug + (slug - top or DEFAULT_STEP)
    deeper = [inner.column - body.column for body in bodies for inner in body.values if inner.is_block]
    return Columns(slug, key, key + next(filter(None, deeper), key - slug))


def last_part(part: Part) -> Part:
    """Return the part within *part* that ends last."""
    while part.is_block:
        part = part.values[-1]
    return part


def after(source: Source, part: Part, column: int, *, notes: bool = False) -> int:
    """Return where the line below *part* begins that may hold a new key or dash in *column*.

    Comments that are indented more than what follows belong to the part; with *notes*, so do those right below it that
    a blank line parts from what follows.
    """
    last = last_part(part)
    if last.keeps_breaks:
        return last.end
    place = source.next_line(source_of(source, last)[0])
    lines, following = _lines_between(source, place)
    if following is None:
        following = column - 1
    elif notes:
        close = next((number for number, line in enumerate(lines) if line.indent < 0), 0)
        if close:
            place, lines = lines[close - 1].next, lines[close:]
    for line in lines:
        if line.indent > following:
            place = line.next
        elif line.indent >= 0:
            break
    return place


def _lines_between(source: Source, place: int) -> tuple[list[_Line], int | None]:
    """Return the blank lines and comments from *place* on, and the indentation of what follows, if anything does."""
    lines: list[_Line] = []
    while place < source.end:
        content = source.text[place : source.line_end(place)]
        plain = content.lstrip(" \t")
        indent = len(content) - len(plain)
        if plain and not plain.startswith("#"):
            return lines, indent
        place = source.next_line(place)
        lines.append(_Line(indent if plain else -1, place))
    return lines, None


def gap_of(source: Source, block: Part) -> int:
    """Return how many blank lines part the entries of *block*, mostly, counting from the last."""
    gaps = []
    for key, value in list(zip(block.keys[1:], block.values, strict=False))[: -_PAIRS_ASKED - 1 : -1]:
        if not last_part(value).keeps_breaks:
            start = source.next_line(source_of(source, last_part(value))[0])
            gaps.append(_blank_lines(source.text[start : source.line_start(key.start)]))
    return Counter(gaps).most_common(1)[0][0] if gaps else 0


def gap_below(source: Source, key: Part, block: Part) -> int:
    """Return how many blank lines part *key* from the first entry of *block*."""
    return _blank_lines(source.text[source.next_line(key.end) : source.line_start(block.keys[0].start)])


def _blank_lines(text: str) -> int:
    """Return the number of blank lines in the longest row of them."""
    rows = groupby(not line.strip() for line in text.splitlines())
    return max((sum(1 for _ in row) for blank, row in rows if blank), default=0)


def inserted(source: Source, place: int, lines: Sequence[str]) -> Splice:
    """Return *lines* put in at *place*; a file without a final line break stays so."""
    text = source.newline.join(lines)
    if place == len(source.text) and source.text and source.text[-1] not in "\r\n":
        ends_in_block = any(line.endswith(": |") for line in lines)  # whose text ends with the break
        return Splice(place, place, source.newline + text + source.newline * ends_in_block)
    return Splice(place, place, text + source.newline)


def appended(source: Source, block: Part, lines: Sequence[str], gap: int = 0, *, notes: bool = False) -> Splice:
    """Return *lines* put in as the last entry of *block*, after *gap* blank lines."""
    last = block.values[-1]
    blank = [""] * gap
    if not may_be_followed(source, last):
        if len(block.values) == 1:
            return inserted(source, source.line_start((block.keys or block.values)[0].start), [*lines, *blank])
        last = block.values[-2]
    elif last_part(last).keeps_breaks:
        blank = []
    return inserted(source, after(source, last, block.column, notes=notes), [*blank, *lines])


def may_be_followed(source: Source, part: Part) -> bool:
    """Tell whether a line break behind *part* leaves it as it is: not so for some blocks that end with the file."""
    last = last_part(part)
    if last.style not in ("|", ">", "|+", ">+") or last.end < len(source.text) or source.text[-1:] in ("\r", "\n"):
        return True
    return not last.keeps_breaks and last.text.endswith("\n")


def appended_in_brackets(source: Source, part: Part, texts: Sequence[str]) -> Splices:
    """Return *texts* put in as the last entries of a list or mapping in brackets."""
    text, closing = ", ".join(texts), part.end - 1
    if not part.values:
        inside = source.text[part.start : part.end].partition(part.style)[2][:-1]
        start = closing - len(inside) if not inside.strip() else closing
        return [Splice(start, closing, text)]
    last = max((part.keys or part.values)[-1].end, part.values[-1].end)
    filler = _FILLER.match(source.text, last)
    comma = filler.end() if filler and source.text[filler.end()] == "," else None
    first = (part.keys or part.values)[-1]
    if not source.begins_line(first):
        return [Splice(comma + 1, comma + 1, f" {text},")] if comma else [Splice(last, last, f", {text}")]
    indent = source.text[source.line_start(first.start) : first.start]
    lines = f",{source.newline}{indent}".join(texts) + ("," if comma else "")
    place = (comma or last - 1) + 1
    first_comma = [] if comma else [Splice(place, place, ",")]
    if closing <= source.line_end(place):
        return [*first_comma, Splice(place, place, f"{source.newline}{indent}{lines}")]
    place = source.next_line(place)
    return [*first_comma, Splice(place, place, f"{indent}{lines}{source.newline}")]
