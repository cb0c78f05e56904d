"""One text in the place of another."""

from glossary.edit.placing import DEFAULT_STEP, Splice, Splices, spliced
from glossary.edit.scalars import block_scalar, check_text, flow_scalar, source_of
from glossary.edit.source import Part, Source, by_hand, read_source
from glossary.text.entries import scalar


def replace_text(text: str, line: int, column: int, new: str) -> str:
    """Return the file *text* with *new* as the value or key that begins at *line* and *column*, both from 1 on."""
    check_text(new, "The new text")
    source = read_source(text)
    for parent in source.root.walk() if source.root else ():
        for part in parent.keys:
            if _begins_at(part, line, column):
                source.shared(part)
                return spliced(text, [Splice(part.start, part.end, scalar(new))])
        for number, part in enumerate(parent.values):
            if _begins_at(part, line, column) and part.shape == "text":
                source.shared(part)
                name = parent.keys[number] if parent.keys else None
                return spliced(text, text_in_place(source, part, new, parent.column, DEFAULT_STEP, key=name))
    by_hand(None, f"no text begins at line {line}, column {column}")


def text_in_place(source: Source, old: Part, new: str, column: int, step: int, *, key: Part | None) -> Splices:
    """Return what puts the text *new* in the place of *old*, which stands behind a *key* or dash in *column*.

    A comment behind the old one stays.
    """
    if old.shape != "text":
        by_hand(old, "a text is expected here")
    if old.in_flow:
        return [_filled(source, old, flow_scalar(new))]
    end, head = source_of(source, old)
    start = old.start
    if key and old.line > key.line and source.text[key.end : start].strip() == ":":
        start = source.text.index(":", key.end) + 1
    elif source.begins_line(old):
        column = old.column
    space = "" if source.text[:start].endswith((" ", "\t", "\n", "\r")) else " "
    used = start - source.line_start(start) + len(space)
    written = block_scalar(new, used=used, indent=column + step, style=old.style)
    first, last = source.text[head : source.line_end(head)], source.text[end : source.line_end(end)]
    comment, stop = (first, end) if head < end else (last, source.line_end(end))
    body = "".join(f"{source.newline}{line}" for line in written.body)
    if written.head == "|" and stop == len(source.text):
        body += source.newline  # the break is part of the text
    return [Splice(start, stop, f"{space}{written.head}{comment}{body}")]


def _filled(source: Source, old: Part, new: str) -> Splice:
    before = source.text[: old.start]
    return Splice(old.start, old.end, f"{' ' if before.endswith(':') else ''}{new}")


def _begins_at(part: Part, line: int, column: int) -> bool:
    return (part.line, part.column) == (line, column - 1)
