"""A search in the glossary: what people typed, as an answer of terms, posts and passages."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from glossary.plugin import words
from glossary.plugin.databases import Attached
from glossary.plugin.marks import plain
from glossary.plugin.passages import found_ranges, highlight, snippet
from glossary.plugin.queries import search as queries
from glossary.plugin.spellings import Match, Nearness, labels_in
from glossary.text import search_phrase

TERMS_SHOWN = 50
POSTS_SHOWN = 20
PASSAGES_SHOWN = 50
SUGGESTED = 8
EXPLANATION_READ = 2_000


class FoundTerm(NamedTuple):
    """A term in an answer."""

    slug: str
    kind: str
    mention_count: int
    names: list[tuple[Markup, str]]  # with their languages
    other: Markup  # another label, if that is what came nearest
    pinyin: str  # of the label, if that is what was typed
    similar: bool  # whether it is only nearly what was typed
    called: str  # the label that came nearest, if posts have it and not what was typed
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


class Suggestion(NamedTuple):
    """A term that may be meant while somebody is still typing."""

    slug: str
    kind: str
    names: list[words.Name]
    other: str  # another label, if that is what came nearest
    pinyin: str  # of the label, if that is what was typed


async def find(
    glossary: Attached, build: Mapping[str, str], query: str, languages: tuple[str, str], page: int
) -> Answer:
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
        terms=await _terms(glossary, build, query, phrase, languages) if first else [],
        posts=[Found(row, highlight(row["title"], query), snippet(row["text"], query)) for row in posts],
        passages=[Found(row, highlight(row["heading"], query), snippet(row["text"], query)) for row in passages],
        passage_count=counts.get("paragraph", 0),
        page=page,
        pages=pages,
    )


async def suggest(
    glossary: Attached, build: Mapping[str, str], query: str, languages: tuple[str, str]
) -> list[Suggestion]:
    """Return the few terms whose labels come nearest to *query*."""
    matches = (await labels_in(glossary, build)).find(query)[:SUGGESTED] if query else []
    ids = json.dumps([match.term_id for match in matches])
    rows = {row["id"]: row for row in await glossary.rows(queries.NAMES_BY_ID, ids=ids)} if matches else {}
    return [
        Suggestion(
            slug=row["slug"],
            kind=row["kind"],
            names=(shown := words.names(row, *languages)),
            other=_other(match, shown),
            pinyin=_pinyin(match),
        )
        for match in matches
        if (row := rows.get(match.term_id))
    ]


async def _terms(
    glossary: Attached, build: Mapping[str, str], query: str, phrase: str, languages: tuple[str, str]
) -> list[FoundTerm]:
    """Return the terms: those whose labels hold what was typed, those explained by it, those that are nearly it."""
    matches = {match.term_id: match for match in (await labels_in(glossary, build)).find(query)}
    by_phrase = await glossary.rows(queries.TERMS_BY_PHRASE, phrase=phrase, limit=10 * TERMS_SHOWN)
    held = [term for term, match in matches.items() if match.nearness < Nearness.SIMILAR]
    explained = [row["id"] for row in by_phrase if row["id"] not in held]
    ranked = list(dict.fromkeys([*held, *explained, *matches]))[:TERMS_SHOWN]
    rows = {row["id"]: row for row in await glossary.rows(queries.TERMS_BY_ID, ids=json.dumps(ranked))}
    return [_found(rows[term], matches.get(term), query, languages) for term in ranked if term in rows]


def _found(row: Mapping[str, Any], match: Match | None, query: str, languages: tuple[str, str]) -> FoundTerm:
    shown = words.names(row, *languages)
    other = _other(match, shown)
    if not match:  # the words stand here and there: a label that has one of them is worth a look
        names = {name.text for name in shown}
        other = next(
            (text for text in json.loads(row["labels"]) if text not in names and found_ranges(text, query)), ""
        )
    explained = dict(json.loads(row["explanations"]))
    main, reader = languages
    ordered = sorted(explained.items(), key=lambda pair: (pair[0] != reader, pair[0] != main))
    texts = [(plain(text, EXPLANATION_READ), language) for language, text in ordered]
    # A name says by itself why the term is here; an explanation must show it, in whichever language it does.
    named = match and match.nearness < Nearness.SIMILAR
    telling = texts if named else [pair for pair in texts if found_ranges(pair[0], query)]
    best, language = next(iter(telling or texts), ("", ""))
    return FoundTerm(
        slug=row["slug"],
        kind=row["kind"],
        mention_count=row["mention_count"],
        names=[(highlight(name.text, query), name.language) for name in shown],
        other=highlight(other, query),
        pinyin=_pinyin(match),
        similar=bool(match and match.nearness >= Nearness.SIMILAR),
        called=_called(match),
        snippet=snippet(best, query),
        language=language,
    )


def _other(match: Match | None, shown: Sequence[words.Name]) -> str:
    """Return the label that came nearest, if it is none of the names *shown* and none to be hidden."""
    if not match or match.label.type == "hidden" or match.label.text in {name.text for name in shown}:
        return ""
    return match.label.text


def _called(match: Match | None) -> str:
    otherwise = match and (match.by_pinyin or match.nearness >= Nearness.SIMILAR)
    return match.label.text if match and otherwise and match.label.found and match.label.type != "hidden" else ""


def _pinyin(match: Match | None) -> str:
    return (match.label.pinyin or "") if match and match.by_pinyin and match.label.type != "hidden" else ""
