"""What stands over a text: marks, links between terms, and the addresses that a reader may be led to."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from markupsafe import Markup, escape

from glossary.post import Event, events
from glossary.text.links import term_links

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*(?=:)")
_SAFE_SCHEMES = {"http", "https", "mailto"}
INLINE = {"emphasis", "strong", "strikethrough", "link", "image"}
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_AS_TYPED: Mapping[str, str] = {}


class Mark(NamedTuple):
    """What to make of the text at ``[start, end)`` of a body."""

    start: int
    end: int
    classes: str = ""  # of the <mark>; empty: only a link
    href: str = ""
    note: str = ""  # the id of what describes it
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


def cut_at_marks(event: Event, marks: Sequence[Mark]) -> Iterator[tuple[str, int | None]]:
    """Cut a text where the *marks*, which are sorted, begin and end; each piece comes with the number of its mark."""
    one_to_one = len(event.text) == event.end - event.start
    number = max(0, bisect_right(marks, event.start, key=attrgetter("start")) - 1)
    at = event.start
    while number < len(marks) and marks[number].start < event.end:
        start, end = max(marks[number].start, at), min(marks[number].end, event.end)
        if start < end and not one_to_one:
            yield event.text, number
            return
        if start < end:
            if at < start:
                yield event.text[at - event.start : start - event.start], None
            yield event.text[start - event.start : end - event.start], number
            at = end
        number += 1
    if at < event.end:
        yield event.text[at - event.start :], None


def wrapped(mark: Mark, text: str, name: str, *, is_link: bool) -> Markup:
    """Return a piece of the text of *mark*, with the id *name* if it is not empty."""
    html = escape(text)
    if mark.href and is_link:
        note = Markup(' aria-describedby="{}"').format(mark.note) if mark.note else ""
        language = Markup(' lang="{}"').format(mark.language) if mark.language else ""
        html = Markup('<a href="{}"{}{}>{}</a>').format(mark.href, note, language, html)
    if mark.classes:
        named = Markup(' id="{}"').format(name) if name else ""
        html = Markup('<mark class="{}"{}>{}</mark>').format(mark.classes, named, html)
    return html


def plain(text: str, limit: int, names: Mapping[str, str] = _AS_TYPED) -> str:
    """Return the beginning of *text* as read, on one line of at most *limit* characters.

    *names* says what is read where a ``[[…]]`` link stands; other links are read as typed.
    """
    pieces: list[str] = []
    for start, end, target in reversed([*term_links(text)]):
        text = text[:start] + names.get(target, target) + text[end:]
    for event in events(text, templates=False):
        if event.type in ("text", "code", "math"):
            pieces.append(event.text)
        elif event.type.endswith("break") or (event.type == "end" and event.tag not in INLINE):
            pieces.append(" ")
        if sum(map(len, pieces)) > 2 * limit:
            break
    return shortened(" ".join("".join(pieces).split()), limit)


def shortened(line: str, limit: int) -> str:
    """Return a *line*, with an ellipsis for what goes beyond *limit* characters."""
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
