"""Suggestions in two lines each, in columns that line up and no wider than the terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from glossary.cli.kwic import beginning, columns, end
from glossary.cli.terminal import count, plain
from glossary.text import fold
from glossary.text.languages import LANGUAGE_NAMES
from glossary.text.reasons import reasons

if TYPE_CHECKING:
    from glossary.model import Candidate

REASONS_GIVEN = 4
INDENT = 4
GAP = "  "


def suggestion_lines(chosen: Sequence["Candidate"], width: int) -> Iterator[str]:
    """Yield *chosen* by language: expression, counterpart, count and reasons, and below it an example."""
    for number, (language, of_language) in enumerate(groupby(chosen, key=lambda each: each.language)):
        rows = list(of_language)
        name = LANGUAGE_NAMES.get(language.split("-")[0], language)
        heading = f"{name}: {count(len(rows), 'suggestion')}"[:width]
        yield ("\n" if number else "") + click.style(heading, bold=True)
        texts = _width([plain(row.text) for row in rows], width // 3)
        others = _width([plain(row.counterpart or "") for row in rows], width // 4)
        for row in rows:
            yield _first_line(row, texts, others, width)
            if example := _example(row, width):
                yield example


def _first_line(row: "Candidate", texts: int, others: int, width: int) -> str:
    text, other = beginning(plain(row.text), texts), beginning(plain(row.counterpart or ""), others)
    said = [row.kind or "", f"{row.mention_count:,} ×", ", ".join(reasons(row.evidence, "en")[:REASONS_GIVEN])]
    used = texts + len(GAP) + (others + len(GAP) if others else 0)
    rest = beginning(plain(" · ".join(filter(None, said))), max(1, width - used))
    return (
        click.style(text, fg="yellow", bold=True)
        + " " * (texts - columns(text))
        + GAP
        + (other + " " * (others - columns(other)) + GAP if others else "")
        + rest
    ).rstrip()


def _example(row: "Candidate", width: int) -> str:
    """Return the example around the expression, in one line."""
    example = plain(" ".join(row.example.split()))
    if not example:
        return ""
    room = max(width - INDENT, 1)
    folded, sought = fold(example), fold(row.text).folded
    place = folded.folded.find(sought)
    if place < 0:
        return " " * INDENT + click.style(beginning(example, room), dim=True)
    start, stop = folded.source_range(place, place + len(sought))
    text = beginning(example[start:stop], room)
    beside = room - columns(text)
    before = end(example[:start], max(beside // 2, beside - columns(example[stop:]))) if beside > 1 else ""
    beside -= columns(before)
    after = beginning(example[stop:], beside) if beside else ""
    dim = click.style
    return " " * INDENT + dim(before, dim=True) + text + dim(after, dim=True)


def _width(texts: Sequence[str], most: int) -> int:
    return min(max((columns(text) for text in texts), default=0), max(most, 1))
