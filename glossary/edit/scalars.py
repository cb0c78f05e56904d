"""A text as the source of a YAML scalar that reads back as exactly that text, in the style that a person would type.

The styles are asked in the order plain, quoted, folded, literal; each is read back before it is taken, and double
quotes with escapes, which hold everything, come last.
"""

import json
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import yaml

from glossary.edit.source import Part, Source
from glossary.errors import GlossaryError
from glossary.term.nodes import LOADER
from glossary.text.entries import NO_TEXT

WIDTH: Final = 120
# What a file of terms cannot hold as typed, or would show as the end of a line.
_ESCAPED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_IMPOSSIBLE: Final = re.compile("[\x00\ud800-\udfff]")
# A letter, or a sign that YAML has no use for; digits may begin a number or a date.
_PLAIN_START: Final = re.compile(r"[^\W\d_]|[^\x00-\xff]")
_NOT_PLAIN: Final = re.compile(r":\s|\s#|:$|^\s|\s$|[\t\n]")
_NOT_PLAIN_IN_FLOW: Final = re.compile(r"[\[\]{},:#\"]")
_HEADER: Final = re.compile(r"[|>][-+\d]*")
# Folding parts lines at single spaces; a line that begins with a space would not be joined to the one above.
_SPACELESS: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")  # Japanese and Chinese
_FOLDS: Final = re.compile(r"(?<=\S) (?=\S)")


class Written(NamedTuple):
    """The source of a text: what stands behind the key, and the lines below it."""

    head: str
    body: tuple[str, ...] = ()  # with their indentation


def check_text(text: str, what: str) -> None:
    """Raise GlossaryError if *text*, named *what*, holds a character that no file can hold."""
    if found := _IMPOSSIBLE.search(text):
        name = "a NUL character" if found[0] == "\0" else f"half a character (U+{ord(found[0]):04X})"
        raise GlossaryError(f"{what} holds {name}, which YAML has no way to write. Fix: delete it there.")


def block_scalar(text: str, *, used: int, indent: int, style: str = "") -> Written:
    """Return *text* as it stands behind a key or dash whose line has *used* columns; lines below it get *indent*.

    The present *style* is kept where it suits the text as well: a short text may stand below ``>-`` too.
    """
    return next(
        written
        for written in _styles(text, used, " " * indent, in_block=style[:1] in ("|", ">"))
        if _reads_back(written, text, indent)
    )


def flow_scalar(text: str) -> str:
    """Return *text* as it stands inside brackets and braces, in one line.

    >>> flow_scalar("Gao Hanwen"), flow_scalar("325"), flow_scalar("a, b")
    ('Gao Hanwen', '"325"', '"a, b"')
    """
    return text if _is_plain(text) and not _NOT_PLAIN_IN_FLOW.search(text) else _double_quoted(text)


def source_of(source: Source, part: Part) -> tuple[int, int]:
    """Return where the source of a text ends, and where the first of its lines does: its head.

    Blank lines below a block are not counted, whoever they belong to.
    """
    header = _HEADER.search(source.text, part.start, part.end) if part.style[:1] in ("|", ">") else None
    if header is None:
        return part.end, part.end
    end = source.line_end(part.start + len(source.text[part.start : part.end].rstrip()))
    return (end if source.line_end(header.end()) < end else header.end()), header.end()


def _styles(text: str, used: int, indent: str, *, in_block: bool) -> Iterator[Written]:
    if not _ESCAPED.search(text):
        fits = used + len(text) <= WIDTH and "\n" not in text
        if fits and not in_block and _is_plain(text):
            yield Written(text)
        if fits and not in_block and ('"' in text or "\\" in text) and "'" not in text and "\t" not in text:
            yield Written(f"'{text}'")
        if fits and not in_block:
            yield Written(_double_quoted(text))
        if text == text.strip() and "\n" not in text:
            yield Written(">-", tuple(indent + line for line in _folded(text, WIDTH - len(indent))))
        elif text[:1].strip() and not text.endswith("\n\n"):
            lines = text.removesuffix("\n").split("\n")
            header = "|" if text.endswith("\n") else "|-"
            yield Written(header, tuple(indent + line if line else "" for line in lines))
    yield Written(_double_quoted(text))


def _is_plain(text: str) -> bool:
    return bool(
        _PLAIN_START.match(text)
        and not _NOT_PLAIN.search(text)
        and not _ESCAPED.search(text)
        and text.lower() not in NO_TEXT
    )


def _double_quoted(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _folded(text: str, width: int) -> Iterator[str]:
    """Yield the lines of *text*, parted at single spaces only, as many words in each as fit.

    A text in a language without spaces stays in one line: the few that stand in it do not part it well.
    """
    line = ""
    for piece in [text] if 3 * len(_SPACELESS.findall(text)) > len(text) else _FOLDS.split(text):
        if line and len(line) + 1 + len(piece) > width:
            yield line
            line = piece
        else:
            line = f"{line} {piece}" if line else piece
    yield line


def _reads_back(written: Written, text: str, indent: int) -> bool:
    """Tell whether *written* reads as *text*, below a key one column to the left of its lines."""
    source = "\n".join([f"{' ' * (indent - 1)}k: {written.head}", *written.body, ""])
    loader = LOADER(source)
    try:
        scalars = [event.value for event in iter(loader.get_event, None) if isinstance(event, yaml.ScalarEvent)]
    except yaml.YAMLError:
        return False
    finally:
        loader.dispose()
    return scalars == ["k", text]
