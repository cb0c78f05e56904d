"""A search in the glossary: what people typed, as an answer of terms, posts and passages."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from glossary.plugin import words
from glossary.plugin.databases import Attached
from glossary.plugin.marks import plain
from glossary.plugin.passages import found_ranges, highlight, same, snippet
from glossary.plugin.queries import search as queries
from glossary.text import query_words, search_phrase

TERMS_SHOWN = 50
POSTS_SHOWN = 20
PASSAGES_SHOWN = 50
# What is longer is no part of a label.
LONGEST_PART = 200
EXPLANATION_READ = 2_000


class FoundTerm(NamedTuple):
    """A term in an answer."""

    slug: str
    kind: str
    mention_count: int
    names: list[tuple[Markup, str]]  # with their languages
    other: Markup  # another label, if that is where the words stand
    snippet: Markup
    language: str  # of the snippet


class Found(NamedTuple):
    """A post or a passage in an answer."""

    row: Mapping[str, Any]
    title: Markup
    snippet: Markup


class Answer(NamedTuple):
    """What a search finds."""

    terms: Sequence[FoundTerm] = ()
    posts: Sequence[Found] = ()
    passages: Sequence[Found] = ()
    passage_count: int = 0
    page: int = 1
    pages: int = 1


async def find(glossary: Attached, query: str, languages: tuple[str, str], page: int) -> Answer:
    """Return what *query* finds; whatever is typed is words to look for.

    *languages* are the glossary's main one and the reader's.
    """
    if not query:
        return Answer()
    phrase = search_phrase(query)
    counts = {row["type"]: row["match_count"] for row in await glossary.rows(queries.MATCH_COUNTS, phrase=phrase)}
    pages = max(1, -(-counts.get("paragraph", 0) // PASSAGES_SHOWN))
    page = min(page, pages)
    offset = (page - 1) * PASSAGES_SHOWN
    passages = await glossary.rows(queries.PASSAGES_BY_PHRASE, phrase=phrase, limit=PASSAGES_SHOWN, offset=offset)
    first = page == 1  # terms and posts stand on the first page only
    posts = await glossary.rows(queries.POSTS_BY_PHRASE, phrase=phrase, limit=POSTS_SHOWN) if first else []
    return Answer(
        terms=await _terms(glossary, query, phrase, languages) if first else [],
        posts=[Found(row, highlight(row["title"], query), snippet(row["text"], query)) for row in posts],
        passages=[Found(row, highlight(row["heading"], query), snippet(row["text"], query)) for row in passages],
        passage_count=counts.get("paragraph", 0),
        page=page,
        pages=pages,
    )


async def _terms(glossary: Attached, query: str, phrase: str, languages: tuple[str, str]) -> list[FoundTerm]:
    """Return the terms: those called so, then those with the words as part of a label, then the others."""
    part = " ".join(query_words(query)) or query
    pattern = "%" + part[:LONGEST_PART].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    by_label = await glossary.rows(queries.TERMS_BY_LABEL, pattern=pattern, limit=10 * TERMS_SHOWN)
    by_phrase = await glossary.rows(queries.TERMS_BY_PHRASE, phrase=phrase, limit=10 * TERMS_SHOWN)
    ranks = {row["id"]: rank for rank, row in enumerate(by_phrase)}
    partly = {row["id"] for row in by_label}
    rows = await glossary.rows(queries.TERMS_BY_ID, ids=json.dumps([*{*ranks, *partly}]))

    def order(row: Mapping[str, Any]) -> tuple[bool, bool, int, int]:
        called = any(same(text, part) for text, _ in json.loads(row["labels"]))
        return (not called, row["id"] not in partly, ranks.get(row["id"], len(ranks)), -row["mention_count"])

    return [_found(row, query, languages) for row in sorted(rows, key=order)[:TERMS_SHOWN]]


def _found(row: Mapping[str, Any], query: str, languages: tuple[str, str]) -> FoundTerm:
    shown = words.names(row, *languages)
    labels = [text for text, type_ in json.loads(row["labels"]) if type_ != "hidden"]
    others = [text for text in labels if text not in {name.text for name in shown} and found_ranges(text, query)]
    texts = [(plain(text, EXPLANATION_READ), language) for language, text in json.loads(row["explanations"])]
    best, language = next((pair for pair in texts if found_ranges(pair[0], query)), (texts or [("", "")])[0])
    return FoundTerm(
        slug=row["slug"],
        kind=row["kind"],
        mention_count=row["mention_count"],
        names=[(highlight(name.text, query), name.language) for name in shown],
        other=highlight(others[0] if others else "", query),
        snippet=snippet(best, query),
        language=language,
    )
