"""The page of suggestions: expressions that look like terms and are not yet explained."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from glossary.model import KINDS
from glossary.plugin.cells import signals
from glossary.plugin.databases import Attached
from glossary.plugin.pages.adding import Adding, adding, asked_by
from glossary.plugin.pages.evidence import REASONS_GIVEN, comments_on
from glossary.plugin.pages.visit import Visit, grouped, reads
from glossary.plugin.pages.writing import notice
from glossary.plugin.passages import mark_expression
from glossary.plugin.queries import suggestions as queries
from glossary.plugin.words import Words
from glossary.post.slugs import safe_slug
from glossary.text import fold, search_phrase
from glossary.text.entries import around, entry, free_slug
from glossary.text.reasons import reasons
from glossary.text.scripts import label_language, language_like

SHOWN = 50
EXAMPLE_CHARACTERS = 240
PLACES_READ = 20

Row = Mapping[str, Any]


class Side(NamedTuple):
    """An expression in one language: what is known of it, and where it stands."""

    row: Row
    example: Markup
    place: Row | None  # slug, title and position of a passage
    reasons: Sequence[str]
    objections: Sequence[str]


class Suggestion(NamedTuple):
    """An expression and its counterpart, and what to write into terms.yaml."""

    sides: Sequence[Side]
    counterpart: str  # where no row tells of it
    language: str  # of that counterpart
    kind: str | None
    term: Row | None  # of which the counterpart is a label
    yaml: str
    adding: Adding

    def titles(self) -> list[Side]:
        """Return the sides whose expressions differ."""
        return [
            side
            for number, side in enumerate(self.sides)
            if not number or side.row["text"] != self.sides[0].row["text"]
        ]


@reads(queries.TABLES)
async def suggestions(visit: Visit) -> Any:
    """Show what the build proposes, the best first, and why."""
    glossary, args = visit.glossary, visit.request.args
    cut = visit.build.get("cut") or "{}"
    counts = {row["language"]: row for row in await glossary.rows(queries.COUNTS, cut=cut)}
    everything = args.get("all") == "1" or not any(row["believed"] for row in counts.values())
    language = args.get("language") if args.get("language") in counts else ""
    asked = {"cut": cut, "language": language, "all": int(everything)}
    kinds = {row["kind"]: row["found"] for row in await glossary.rows(queries.KINDS, **asked)}
    kind = args.get("kind") if args.get("kind") in KINDS and args.get("kind") in kinds else ""
    number = kinds[kind] if kind else sum(kinds.values())
    pages = max(1, -(-number // SHOWN))
    page = visit.number("page", pages)
    rows = await glossary.rows(queries.SUGGESTIONS, **asked, kind=kind, limit=SHOWN, offset=(page - 1) * SHOWN)

    def address(**changed: object) -> str:
        given = {"language": language, "kind": kind, "all": "1" if args.get("all") == "1" else "", "page": 1} | changed
        kept = {name: value for name, value in given.items() if value and (name, value) != ("page", 1)}
        return glossary.page("/suggestions") + (f"?{urlencode(kept, errors='replace')}" if kept else "")

    return await visit.page(
        "suggestions",
        found=await _suggestions(visit, rows),
        counts=counts,
        language=language,
        kinds={each: kinds[each] for each in KINDS if each in kinds},
        kind=kind,
        number=number,
        everything=everything,
        believed=sum(row["believed"] for row in counts.values()),
        candidates=sum(row["found"] for row in counts.values()),
        cuts={tag: f"{lowest:.2f}" for tag, lowest in sorted(json.loads(cut).items())},
        first=(page - 1) * SHOWN + 1,
        page=page,
        pages=pages,
        address=address,
        asked=asked_by(visit),
        notice=notice(visit),
    )


async def _suggestions(visit: Visit, rows: Sequence[Row]) -> list[Suggestion]:
    """Return the rows joined with their counterparts, with all that the page shows of them."""
    glossary = visit.glossary
    asked = json.dumps([[row["language"], row["text"], row["counterpart"]] for row in rows])
    others: dict[int, Row] = {}
    for found in await glossary.rows(queries.COUNTERPARTS, rows=asked):
        others.setdefault(found["number"], found)
    texts = [row["counterpart"] for row in rows if row["counterpart"]]
    terms = grouped(await glossary.rows(queries.TERMS_BY_LABEL, texts=json.dumps(texts)), "text")
    slugs = {row["slug"] for row in await glossary.rows(queries.SLUGS)}
    languages = [row["language"] for row in await glossary.rows(queries.LANGUAGES)]
    listed = json.loads(visit.build.get("languages") or "[]")
    suggested = []
    for number, row in enumerate(rows):
        sides = [await _side(glossary, row, visit.say)]
        if other := others.get(number):
            sides.append(await _side(glossary, other, visit.say))
        counterpart = row["counterpart"] or ""
        language = other["language"] if other else language_like(counterpart, row["language"], languages)
        term = next(iter(terms.get(counterpart, ())), None)
        kind = next((side.row["kind"] for side in sides if side.row["kind"] in KINDS), None)
        names = {label_language(row["text"], row["language"], (*listed, *languages)): row["text"]}
        if counterpart and language and not term:
            names.setdefault(language, counterpart)
        labels = _listed(names, listed)
        yaml = _yaml(sides, labels, kind, slugs)
        added = adding(visit, {tag: texts[0] for tag, texts in labels.items()}, kind)
        suggested.append(Suggestion(sides, "" if other else counterpart, language, kind, term, yaml, added))
    return suggested


async def _side(glossary: Attached, row: Row, say: Words) -> Side:
    example = row["example"] or ""
    known = [signal for signal in signals(row["evidence"]) if not (signal[0] == "gloss" and row["gloss"])]
    return Side(
        row,
        mark_expression(around(example, row["text"], EXAMPLE_CHARACTERS), row["text"]),
        await _place(glossary, row),
        reasons(known, say.language)[:REASONS_GIVEN],
        reasons(known, say.language, against=True)[:REASONS_GIVEN],
    )


async def _place(glossary: Attached, row: Row) -> Row | None:
    """Return where the example stands; else the first passage that has the expression."""
    phrase = search_phrase(row["text"].replace('"', " "))
    places = await glossary.rows(queries.PLACES, phrase=phrase, language=row["language"], limit=PLACES_READ)
    sought, example = fold(row["text"]).folded, (row["example"] or "").strip("… ")
    held = [place for place in places if sought in fold(place["reading"]).folded]
    return next((place for place in held if example and example in place["reading"]), next(iter(held), None))


def _listed(names: Mapping[str, str], languages: Sequence[str]) -> dict[str, list[str]]:
    """Return labels by the glossary's own tags, its languages first: zh for zh-CN where it lists only that."""
    tags = {tag: tag if tag in languages or tag.split("-")[0] not in languages else tag.split("-")[0] for tag in names}
    by_tag: dict[str, str] = {}
    for language, text in names.items():
        by_tag.setdefault(tags[language], text)
    return {tag: [by_tag[tag]] for tag in (*languages, *by_tag) if tag in by_tag}


def _yaml(sides: Sequence[Side], labels: dict[str, list[str]], kind: str | None, slugs: set[str]) -> str:
    """Return the suggestion as an entry of terms.yaml."""
    said = comments_on([side.row for side in sides])
    slug = free_slug(safe_slug(next(iter(labels.get("en") or [sides[0].row["text"]]))), slugs)
    slugs.add(slug)
    return entry(slug, kind, labels, said)
