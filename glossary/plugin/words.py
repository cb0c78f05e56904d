"""The words of the pages, and texts brought into the form in which a page shows them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from glossary.plugin.databases import Attached
from glossary.plugin.marks import Mark
from glossary.plugin.queries import LINK_TARGETS
from glossary.plugin.rendering import render_text
from glossary.text.languages import LANGUAGE_NAMES
from glossary.text.links import term_links

KINDS = {
    "person": "People",
    "organisation": "Organisations",
    "place": "Places",
    "work": "Works",
    "event": "Events",
    "project": "Projects",
    "technology": "Technologies",
    "concept": "Concepts",
    "allusion": "Allusions",
    "slang": "Slang",
    "wordplay": "Wordplay",
}
NOTES = {
    "origin": "Origin",
    "scope": "Scope",
    "usage": "Usage",
    "etymology": "Etymology",
    "editorial": "Editor’s note",
}
RELATIONS = {
    "related": "Related to",
    "broader": "A kind or part of",
    "narrower": "Takes in",
    "alludes_to": "Alludes to",
    "alluded_to_by": "Alluded to by",
}


class Name(NamedTuple):
    """A text and the language it is in."""

    text: str
    language: str


class Passage(NamedTuple):
    """A rendered text, and the language it is in."""

    html: Markup
    language: str
    label: str = ""


def language_name(tag: str) -> str:
    """Return the English name of a language, the tag itself where it has none."""
    name = LANGUAGE_NAMES.get(tag.split("-")[0], tag)
    return f"{name} ({tag})" if "-" in tag else name


def description(text: str, main_language: str) -> Name | None:
    """Return what the glossary says of itself (JSON by language), in its main language if it can."""
    by_language: dict[str, str] = json.loads(text)
    language = main_language if main_language in by_language else next(iter(by_language), "")
    return Name(by_language[language], language) if language else None


def names(of: Mapping[str, Any], main_language: str) -> list[Name]:
    """Return the name that a row goes by, then its preferred labels in other languages, each spelling once."""
    by_language: dict[str, str] = json.loads(of["names"])
    languages = [language for language, text in by_language.items() if text == of["name"]]
    own = main_language if main_language in languages or not languages else languages[0]
    others = {text: language for language, text in reversed(by_language.items()) if text != of["name"]}
    return [Name(of["name"], own), *(Name(text, language) for text, language in reversed(others.items()))]


async def rendered(
    glossary: Attached, texts: Sequence[Mapping[str, Any]], labels: Mapping[str, str] | None = None
) -> list[Passage]:
    """Render explanations or notes, with their ``[[…]]`` links resolved to terms."""
    targets = sorted({target for row in texts for _, _, target in term_links(row["text"])})
    found = await glossary.rows(LINK_TARGETS, targets=json.dumps(targets)) if targets else []
    return [
        Passage(
            render_text(row["text"], _links(glossary, found, row["language"])),
            row["language"],
            labels.get(row["type"], row["type"]) if labels else "",
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
