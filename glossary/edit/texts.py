"""One text in the place of another."""

from glossary.edit.placing import Splice, Splices
from glossary.edit.scalars import block_scalar, flow_scalar, source_of
from glossary.edit.source import Part, Source, by_hand


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
