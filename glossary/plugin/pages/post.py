"""The page of a post, alone or side by side with its translation."""

import json
from asyncio import to_thread
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from glossary.plugin.marks import Mark, safe_address
from glossary.plugin.pages.notes import Note, notes_of
from glossary.plugin.pages.places import Spot, written_at
from glossary.plugin.pages.quotations import Quotation, quotations
from glossary.plugin.pages.sides import rows, same_shape
from glossary.plugin.pages.visit import Visit, grouped, reads
from glossary.plugin.queries import post as queries
from glossary.plugin.rendering import Block, render_post

OTHER = "with:"  # begins the ids of the translation, since those of the post itself are cited


@dataclass(frozen=True, slots=True)
class Side:
    """One post on the page."""

    post: Mapping[str, Any]
    written_at: Spot | None
    prefix: str  # of its ids
    blocks: Sequence[Block]
    quotations: Mapping[str, Sequence[Quotation]]  # by the id of their paragraph, where the text is not published
    positions: Mapping[str, int]  # of its paragraphs, by id on the page
    zones: Sequence[str]  # of its paragraphs
    terms: Sequence[Mapping[str, Any]]
    ambiguous: Sequence[Sequence[Mapping[str, Any]]]  # what may be meant, a group each

    def paragraphs(self) -> list[list[int]]:
        """Return the positions of the paragraphs in each block."""
        return [[self.positions[name] for name in block.ids if name in self.positions] for block in self.blocks]


class Translation(NamedTuple):
    """The post in another language."""

    post: Mapping[str, Any]
    beside: str  # the address at which both stand
    alike: bool  # whether its paragraphs can be told by position


@reads(queries.TABLES)
async def post(visit: Visit) -> Any:
    """Show a post as it reads, with every mention marked and linked to its term."""
    glossary, slug = visit.glossary, visit.slug()
    found = await glossary.row(queries.POST, slug=slug)
    if found is None:
        return await visit.missing(visit.say("no-such-post"), slug.replace("-", " "))
    translations = await glossary.rows(queries.TRANSLATIONS, key=found["translation_key"], post=found["id"])
    sides = [await _side(visit, found, "")]
    if beside := "" if visit.quotes_only else _asked_for(visit, translations):
        other = await glossary.row(queries.POST, slug=beside)
        sides += [await _side(visit, other, OTHER)] if other else []
    notes = await notes_of(visit, [(side.prefix, term) for side in sides for term in side.terms])
    source_url = safe_address(found["source_url"] or "")
    return await visit.page(
        "post",
        post=found,
        sides=sides,
        source_url=source_url,
        source_host=urlsplit(source_url).hostname if source_url.startswith("http") else "",
        foreign=found["author"] and found["source_author"] not in (None, found["author"]),
        annotated=[] if len(sides) > 1 else _annotated(sides[0].blocks, notes),
        rows=await _rows(visit, *sides) if len(sides) > 1 else [],
        notes=list(notes.values()),
        translations=[
            Translation(
                row,
                f"{glossary.post(slug)}?{urlencode({'with': row['slug']})}",
                same_shape(sides[0].zones, json.loads(row["zones"])),
            )
            for row in translations
        ],
    )


def _asked_for(visit: Visit, translations: Iterable[Mapping[str, Any]]) -> str | None:
    """Return the slug of the translation that is to stand beside the post, named by slug or language."""
    asked = visit.request.args.get("with") or ""
    by_name = {row["language"]: row["slug"] for row in translations} | {
        row["slug"]: row["slug"] for row in translations
    }
    return by_name.get(asked)


async def _side(visit: Visit, found: Mapping[str, Any], prefix: str) -> Side:
    """Return a post, rendered."""
    glossary, key = visit.glossary, found["id"]
    candidates = grouped(await glossary.rows(queries.CANDIDATES_IN_POST, post=key), "mention")
    groups = {tuple(row["slug"] for row in of): of for of in candidates.values()}
    numbers = {slugs: number for number, slugs in enumerate(groups, 1)}

    def mark(mention: Mapping[str, Any]) -> Mark:
        start, end, slug = mention["start_char"], mention["end_char"], mention["slug"]
        if slug is not None:
            strength = "mention first" if mention["ordinal"] == 1 else "mention"
            name = f"{prefix}{slug}-{mention['ordinal']}"
            return Mark(start, end, strength, glossary.term(slug), f"note:{slug}", name)
        meant = tuple(row["slug"] for row in candidates.get(mention["id"], []))
        listed = f"{prefix}ambiguous:{numbers.get(meant, 0)}"
        return Mark(start, end, "mention ambiguous", f"#{listed}", listed, f"{prefix}mention:{start}")

    mentions = await glossary.rows(
        queries.QUOTATIONS_IN_POST if visit.quotes_only else queries.MENTIONS_IN_POST, post=key
    )
    marks = [mark(mention) for mention in mentions]
    paragraphs = await glossary.rows(queries.PARAGRAPHS, post=key)
    anchors = [(row["start_char"], f"{prefix}p:{row['position']}") for row in paragraphs]
    return Side(
        found,
        await written_at(visit, found),
        prefix,
        await to_thread(render_post, found["body"], marks, anchors, prefix=prefix),  # a long post keeps nobody waiting
        quotations(mentions, marks, prefix) if visit.quotes_only else {},
        {name: row["position"] for row, (_, name) in zip(paragraphs, anchors, strict=True)},
        [row["zone"] for row in paragraphs],
        await glossary.rows(queries.TERMS_IN_POST, post=key),
        list(groups.values()),
    )


def _annotated(blocks: Iterable[Block], notes: Mapping[str, Note]) -> list[tuple[Block, list[Note]]]:
    """Return each block with the notes of the terms that are first mentioned in it."""
    firsts = {note.first: note for note in notes.values()}
    return [(block, [firsts[name] for name in block.ids if name in firsts]) for block in blocks]


async def _rows(visit: Visit, one: Side, other: Side) -> list[tuple[Sequence[Block], Sequence[Block]]]:
    """Return the blocks of two posts row by row."""
    aligned = await visit.glossary.rows(queries.ALIGNED_PARAGRAPHS, post=one.post["id"], other=other.post["id"])
    pairs = [(row["position"], row["counterpart"]) for row in aligned]
    if not pairs and same_shape(one.zones, other.zones):
        pairs = list(zip(one.positions.values(), other.positions.values(), strict=True))
    left, right = iter(one.blocks), iter(other.blocks)
    return [
        ([next(left) for _ in range(ours)], [next(right) for _ in range(theirs)])
        for ours, theirs in rows(one.paragraphs(), other.paragraphs(), pairs)
    ]
