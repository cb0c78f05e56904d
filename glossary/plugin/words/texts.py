"""Explanations and notes, brought into the form in which a page shows them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from glossary.plugin.databases import Attached
from glossary.plugin.marks import Mark
from glossary.plugin.queries.term import LINK_TARGETS
from glossary.plugin.rendering import render_text
from glossary.text.links import term_links


class Passage(NamedTuple):
    """A rendered text, the language it is in, and what it is."""

    html: Markup
    language: str
    type: str  # explanation, or which note


async def rendered(glossary: Attached, texts: Sequence[Mapping[str, Any]]) -> list[Passage]:
    """Render explanations and notes, with their ``[[…]]`` links resolved to terms."""
    targets = sorted({target for row in texts for _, _, target in term_links(row["text"])})
    found = await glossary.rows(LINK_TARGETS, targets=json.dumps(targets)) if targets else []
    return [
        Passage(
            render_text(row["text"], _links(glossary, found, row["language"])),
            row["language"],
            row["type"],
        )
        for row in texts
    ]


def _links(glossary: Attached, found: Iterable[Mapping[str, Any]], language: str) -> dict[str, Mark]:
    """Return what each target becomes in a text of *language*: a slug its term's name, a label stays as typed."""
    links: dict[str, Mark] = {}
    for row in found:
        by_language = json.loads(row["names"])
        by_slug = row["target"] == row["slug"]
        text = by_language.get(language, row["name"]) if by_slug else row["target"]
        known = next((tag for tag, name in by_language.items() if name == text), "")
        links.setdefault(row["target"], Mark(0, 0, href=glossary.term(row["slug"]), text=text, language=known))
    return links
