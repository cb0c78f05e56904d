"""Keywords in context, in columns that line up although Chinese characters are two wide."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import click
from wcwidth import wcswidth

from glossary.cli.terminal import plain

# What a line needs beside its place; on a terminal too narrow for that, only the end of the place is shown.
CONTEXT_COLUMNS = 30
SHORTEST_PLACE = 8
SHORTEST_CONTEXT = 4


class Line(NamedTuple):
    """A keyword with what stands around it, and where."""

    place: str
    prefix: str
    keyword: str
    suffix: str


def kwic(lines: Iterable[Line], width: int) -> Iterator[str]:
    """Yield *lines* with the keywords below one another, each within *width* columns; keywords coloured."""
    lines = [Line(*map(plain, line)) for line in lines]
    place_width = max((columns(line.place) for line in lines), default=0)
    place_width = min(place_width, max(width - CONTEXT_COLUMNS, SHORTEST_PLACE))
    keyword_width = max((min(columns(line.keyword), width // 3) for line in lines), default=0)
    side = max((width - place_width - 2 - keyword_width) // 2, SHORTEST_CONTEXT)
    for line in lines:
        place = end(line.place, place_width)
        prefix = end(line.prefix, side, sign="")
        keyword = beginning(line.keyword, keyword_width)
        suffix = beginning(line.suffix, side + keyword_width - columns(keyword), sign="")
        yield (
            click.style(place + " " * (place_width - columns(place)), dim=True)
            + " " * (2 + side - columns(prefix))
            + prefix
            + click.style(keyword, fg="yellow", bold=True)
            + suffix
        )


def columns(text: str) -> int:
    """Return how many columns of a terminal *text* takes."""
    # A regular expression may find a megabyte; no terminal is so wide.
    return wcswidth(text[:1000])


def beginning(text: str, width: int, sign: str = "…") -> str:
    """Return as much of the beginning of *text* as *width* columns hold, cut with a *sign*."""
    if columns(text) <= width:
        return text
    text = text[: 4 * width]  # a character may stand with marks that have no width
    while text and columns(text + sign) > width:
        text = text[:-1]
    return text + sign


def end(text: str, width: int, sign: str = "…") -> str:
    """Return as much of the end of *text* as *width* columns hold, cut with a *sign*."""
    if columns(text) <= width:
        return text
    text = text[-4 * width :]
    while text and columns(sign + text) > width:
        text = text[1:]
    return sign + text
