"""What stands over a text: marks, links between terms, and the addresses that a reader may be led to."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from glossary.post import events
from glossary.text.links import term_links

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*(?=:)")
_SAFE_SCHEMES = {"http", "https", "mailto"}
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")


class Mark(NamedTuple):
    """What to make of the text at ``[start, end)`` of a body."""

    start: int
    end: int
    classes: str = ""  # of the <mark>; empty: only a link
    href: str = ""
    title: str = ""
    id: str = ""  # given to the first piece only
    text: str = ""  # stands instead of what is written there
    language: str = ""  # of that text


def safe_address(url: str) -> str:
    """Return *url* if a reader may be led there, else an empty string.

    Browsers pass over white space and control characters in an address, so they are taken out before its scheme is
    read.
    """
    url = _UNSEEN.sub("", url)
    scheme = _SCHEME.match(url)
    return url if scheme is None or scheme.group().lower() in _SAFE_SCHEMES else ""


def link_marks(text: str, links: Mapping[str, Mark]) -> list[Mark]:
    """Return a mark for each ``[[…]]`` link of *text* whose target is in *links*."""
    return [links[target]._replace(start=start, end=end) for start, end, target in term_links(text) if target in links]


def plain(text: str, limit: int) -> str:
    """Return the beginning of *text* as read, on one line of at most *limit* characters."""
    pieces: list[str] = []
    for start, end, target in reversed([*term_links(text)]):
        text = text[:start] + target + text[end:]
    for event in events(text):
        pieces.append(event.text if event.type in ("text", "code", "math") else " " * (event.type != "start"))
        if sum(map(len, pieces)) > 2 * limit:
            break
    line = " ".join("".join(pieces).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
