"""The quotations of a post whose text is not published: each mention with a little of its sentence around it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from glossary.plugin.marks import Mark, wrapped
from glossary.text.contexts import before, behind


class Quotation(NamedTuple):
    """A mention, marked, in its context."""

    before: str
    mention: Markup
    behind: str


def quotations(mentions: Sequence[Mapping[str, Any]], marks: Iterable[Mark], prefix: str) -> dict[str, list[Quotation]]:
    """Return the *mentions* of a post as quotations, by the id of their paragraph on the page, in their order."""
    found: dict[str, list[Quotation]] = {}
    for row, mark in zip(mentions, marks, strict=True):
        mention = wrapped(mark, row["reading"], mark.id, is_link=True)
        quotation = Quotation(before(row["prefix"]), mention, behind(row["suffix"]))
        found.setdefault(f"{prefix}p:{row['position']}", []).append(quotation)
    return found
