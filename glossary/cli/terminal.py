"""What every command minds when it prints: the terminal's width, its dangers, and plurals."""

import re
import shutil
from typing import Any

import click

# Controls would move the cursor or recolour the terminal, marks of direction reorder the line; line breaks may stay.
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# What begins the lines of a patch, the longer first.
_PATCH: dict[str, dict[str, Any]] = {
    "---": {"bold": True},
    "+++": {"bold": True},
    "@@": {"fg": "cyan"},
    "-": {"fg": "red"},
    "+": {"fg": "green"},
}


def plain(text: str) -> str:
    """Return *text* without what would do something to the terminal instead of being shown."""
    return text if text.isascii() and text.isprintable() else _UNSAFE.sub(" ", text)


def patch(text: str) -> str:
    """Return a patch with what goes in red and what comes in green; click.echo sends colours to terminals only."""
    lines = []
    for line in text.splitlines():
        style = next((style for start, style in _PATCH.items() if line.startswith(start)), {})
        lines.append(click.style(plain(line), **style) if style else plain(line))
    return "\n".join(lines)


def count(number: int, noun: str) -> str:
    """Return *number* with *noun* in its singular or plural."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def width() -> int:
    """Return the columns of the terminal, or of COLUMNS; 100 where there is neither."""
    return shutil.get_terminal_size((100, 24)).columns
