"""The notes of a post's page: for each of its terms what a card says."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from glossary.plugin import words
from glossary.plugin.marks import plain, shortened
from glossary.plugin.pages.visit import Visit, grouped
from glossary.plugin.queries import post as queries
from glossary.plugin.sentences import first_sentence
from glossary.text.links import term_links

READ = 1000  # of an explanation: within it the first sentence ends
LONGEST = 320


class Note(NamedTuple):
    """What a reader is told about a term without leaving the post."""

    slug: str
    names: list[words.Name]
    kind: str
    mention_count: int  # in the post
    first: str  # the id of the first of them
    sentence: words.Name | None  # the first of its explanation


async def notes_of(visit: Visit, terms: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, Note]:
    """Return a note for each of the *terms*, by slug, in their order and each once.

    With each term comes what begins the ids of its post on the page.
    """
    by_slug: dict[str, Mapping[str, Any]] = {}
    firsts: dict[str, str] = {}
    for prefix, term in terms:
        by_slug.setdefault(term["slug"], term)
        firsts.setdefault(term["slug"], f"{prefix}{term['slug']}-1")
    keys = json.dumps([term["id"] for term in by_slug.values()])
    rows = grouped(await visit.glossary.rows(queries.EXPLANATIONS_OF_TERMS, terms=keys), "term_id")
    reader, main = visit.say.language, visit.main_language
    read = {
        key: words.in_language({row["language"]: row["text"] for row in texts}, reader, main)
        for key, texts in rows.items()
    }
    targets = {target for text in read.values() if text for _, _, target in term_links(text.text)}
    found = await visit.glossary.rows(queries.NAMES_BY_SLUG, slugs=json.dumps(sorted(targets))) if targets else ()
    linked = {row["slug"]: (row["name"], json.loads(row["names"])) for row in found}
    return {
        slug: Note(
            slug,
            visit.names(term),
            term["kind"],
            term["mention_count"],
            firsts[slug],
            _sentence(read.get(term["id"]), linked),
        )
        for slug, term in by_slug.items()
    }


def _sentence(text: words.Name | None, linked: Mapping[str, tuple[str, Mapping[str, str]]]) -> words.Name | None:
    """Return the first sentence of an explanation as read."""
    if text is None:
        return None
    names = {slug: by_language.get(text.language, name) for slug, (name, by_language) in linked.items()}
    return words.Name(shortened(first_sentence(plain(text.text, READ, names)), LONGEST), text.language)
