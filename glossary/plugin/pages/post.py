"""The page of a post."""

from asyncio import to_thread
from collections.abc import Mapping
from typing import Any

from glossary.plugin.marks import Mark, plain, safe_address
from glossary.plugin.pages.visit import Visit, grouped, reads
from glossary.plugin.queries import post as queries
from glossary.plugin.rendering import render_post

NOTE_LENGTH = 200


@reads(queries.TABLES)
async def post(visit: Visit) -> Any:
    """Show a post as it reads, with every mention marked and linked to its term."""
    glossary, slug = visit.glossary, visit.slug()
    found = await glossary.row(queries.POST, slug=slug)
    if found is None:
        return await visit.missing(visit.say("no-such-post"), slug.replace("-", " "))
    key = found["id"]
    terms = await glossary.rows(queries.TERMS_IN_POST, post=key)
    candidates = grouped(await glossary.rows(queries.CANDIDATES_IN_POST, post=key), "mention")
    groups = {tuple(row["slug"] for row in rows): rows for rows in candidates.values()}
    titles = {row["slug"]: _note(visit, row) for row in terms}

    def mark(mention: Mapping[str, Any]) -> Mark:
        start, end, of = mention["start_char"], mention["end_char"], mention["slug"]
        if of is not None:
            strength = "mention first" if mention["ordinal"] == 1 else "mention"
            return Mark(start, end, strength, glossary.term(of), titles[of], f"{of}-{mention['ordinal']}")
        rows = candidates.get(mention["id"], [])
        number = [*groups].index(tuple(row["slug"] for row in rows)) + 1 if rows else 0
        meant = visit.say.join([f"{row['name']} ({visit.say(row['kind'])})" for row in rows])
        title = visit.say("ambiguous-note", terms=meant)
        return Mark(start, end, "mention ambiguous", f"#ambiguous:{number}", title, f"mention:{start}")

    paragraphs = await glossary.rows(queries.PARAGRAPHS, post=key)
    return await visit.page(
        "post",
        post=found,
        source_url=safe_address(found["source_url"] or ""),
        html=await to_thread(  # a very long post must not keep the others waiting
            render_post,
            found["body"],
            [mark(mention) for mention in await glossary.rows(queries.MENTIONS_IN_POST, post=key)],
            [(row["start_char"], f"p:{row['position']}") for row in paragraphs],
        ),
        terms=[(row, visit.names(row)) for row in terms],
        ambiguous=list(groups.values()),
        translations=await glossary.rows(queries.TRANSLATIONS, key=found["translation_key"], post=key),
    )


def _note(visit: Visit, row: Mapping[str, Any]) -> str:
    """Return what a reader sees when pointing at a mention."""
    explanation = plain(row["explanation"], NOTE_LENGTH) if row["explanation"] else visit.say("not-yet-explained")
    return visit.say("note", name=row["name"], kind=visit.say(row["kind"]), explanation=explanation)
