"""Keywords in context, in columns that line up although Chinese characters are two wide."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import click
from wcwidth import wcswidth, wcwidth


class Line(NamedTuple):
    """A keyword with what stands around it, and where."""

    place: str
    prefix: str
    keyword: str
    suffix: str


def kwic(lines: Iterable[Line], width: int) -> Iterator[str]:
    """Yield *lines* with the keywords below one another, each within *width* columns; keywords coloured."""
    lines = [Line(*(_plain(part) for part in line)) for line in lines]
    place_width = max((_columns(line.place) for line in lines), default=0)
    keyword_width = min(max((_columns(line.keyword) for line in lines), default=0), width // 3)
    side = max(8, (width - place_width - keyword_width - 4) // 2)
    for line in lines:
        keyword = _fit(line.keyword, max(keyword_width, 8))
        prefix = _fit(line.prefix, side, from_end=True)
        suffix = _fit(line.suffix, side + keyword_width - min(keyword_width, _columns(keyword)))
        yield (
            click.style(_pad(line.place, place_width), dim=True)
            + "  "
            + " " * (side - _columns(prefix))
            + prefix
            + click.style(keyword, fg="yellow", bold=True)
            + suffix
        )


def _plain(text: str) -> str:
    """Return *text* without what would move the cursor or colour the terminal."""
    return "".join(character if wcwidth(character) >= 0 else " " for character in text)


def _columns(text: str) -> int:
    return max(0, wcswidth(text))


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _columns(text))


def _fit(text: str, width: int, *, from_end: bool = False) -> str:
    """Return as much of *text* as *width* columns hold, its end or its beginning."""
    if from_end:
        while _columns(text) > width:
            text = text[1:]
        return text
    while _columns(text) > width:
        text = text[:-1]
    return text
