"""The first page: what the glossary is, its terms by kind or by initial, its posts, what needs explaining."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from glossary.model import KINDS
from glossary.plugin import words
from glossary.plugin.access import may_view_database
from glossary.plugin.databases import attached, glossary_names
from glossary.plugin.pages.initials import OTHER, initial, order
from glossary.plugin.pages.visit import Visit, grouped, reads
from glossary.plugin.queries import home as queries

TERMS_OF_A_KIND = 60
TERMS_OF_A_LETTER = 40
TERMS_ON_A_PAGE = 300
POSTS_IN_SIGHT = 6
POSTS_SHOWN = 60
PAIRS_ON_A_PAGE = 200
UNEXPLAINED_SHOWN = 20

Row = Mapping[str, Any]


class Group(NamedTuple):
    """Terms of one kind or initial: some of them, and how many there are."""

    value: str
    term_count: int
    terms: Sequence[Row]


class Together(NamedTuple):
    """A post beside its translations, and the newest of their dates."""

    date: str | None
    posts: Sequence[Row]


class Listing(NamedTuple):
    """How the terms are listed: by kind, or by the initial of their names in one language."""

    visit: Visit
    names: str
    by_initial: bool

    def title(self, value: str) -> str:
        """Return what stands above the terms of a kind or initial."""
        return value if self.by_initial else self.visit.say(f"{value}-title")

    def meaning(self, value: str) -> str:
        """Return what the heading means, if that needs saying."""
        if self.by_initial:
            return self.visit.say("signs") if value == OTHER else ""
        return self.visit.say(f"{value}-meaning")

    def anchor(self, value: str) -> str:
        """Return the id of a heading."""
        return "signs" if value == OTHER else value

    def address(self, value: str = "", page: int = 1) -> str:
        """Return the address of all terms of a kind or initial, or of the whole list."""
        asked: dict[str, object] = {"by": "initial", "names": self.names} if self.by_initial else {}
        asked |= {"letter" if self.by_initial else "kind": value} if value else {}
        asked |= {"page": page} if page > 1 else {}
        return self.visit.glossary.home() + (f"?{urlencode(asked)}" if asked else "") + "#terms"

    def called(self, term: Row) -> list[words.Name]:
        """Return the name by which a term is listed, and what it is called in the other language of our readers."""
        first, *rest = words.names(term, self.visit.main_language, self.names)
        return [first, *sorted(rest, key=lambda name: name.language not in words.READERS)[:1]]


@reads(queries.TABLES)
async def home(visit: Visit) -> Any:
    """Show what the glossary holds, or all terms of one kind or initial."""
    glossary, args = visit.glossary, visit.request.args
    named = args.get("names") or ""
    names = named if named in words.READERS else visit.say.language
    listing = Listing(visit, names, args.get("by") == "initial")
    counted = await _counted(listing)
    asked = args.get("letter" if listing.by_initial else "kind") or ""
    context: dict[str, Any] = {
        "listing": listing,
        "listings": [Listing(visit, language, True) for language in words.READERS],
        "groups": [Group(value, sum(counts.values()), []) for value, counts in counted.items()],
        "counts": await glossary.row(queries.COUNTS),
        "suggested": int(visit.build.get("suggestions", "0")),
        "description": words.in_language(
            json.loads(visit.build.get("description", "{}")), visit.say.language, visit.main_language
        ),
    }
    if asked in counted:
        return await visit.page("home", **context, **await _one_group(listing, asked, counted[asked]))
    if args.get("posts"):
        return await visit.page("home", **context, **await _all_posts(visit))
    posts = _pairs(await glossary.rows(queries.POSTS_BY_DATE, limit=2 * POSTS_SHOWN), visit.say.language)[:POSTS_SHOWN]
    return await visit.page(
        "home",
        **context | {"groups": await _groups(listing, counted)},
        in_sight=posts[:POSTS_IN_SIGHT],
        earlier=posts[POSTS_IN_SIGHT:],
        earlier_count=sum(len(pair.posts) for pair in posts[POSTS_IN_SIGHT:]),
        posts_shown=sum(len(pair.posts) for pair in posts),
        unexplained=await glossary.rows(queries.UNEXPLAINED, limit=UNEXPLAINED_SHOWN),
        others=await _others(visit),
        **await _untranslated(visit),
    )


async def _counted(listing: Listing) -> dict[str, dict[str, int]]:
    """Return how many terms there are under each heading, by the values in the database that fall under it."""
    rows = listing.visit.glossary.rows
    if not listing.by_initial:
        found = {row["value"]: row["term_count"] for row in await rows(queries.KINDS)}
        return {kind: {kind: found[kind]} for kind in KINDS if kind in found}
    counted: dict[str, dict[str, int]] = {}
    for row in await rows(queries.SIGNS, names=listing.names):
        counted.setdefault(initial(row["value"]), {})[row["value"]] = row["term_count"]
    return {letter: counted[letter] for letter in sorted(counted, key=lambda letter: (letter == OTHER, letter))}


async def _groups(listing: Listing, counted: Mapping[str, Mapping[str, int]]) -> list[Group]:
    """Return the most mentioned terms under each heading, in the order of their names."""
    sql, limit = queries.TERMS_BY_KIND, TERMS_OF_A_KIND
    if listing.by_initial:
        sql, limit = queries.TERMS_BY_SIGN, TERMS_OF_A_LETTER
    by_value = grouped(await listing.visit.glossary.rows(sql, names=listing.names, limit=limit), "value")
    groups = []
    for heading, counts in counted.items():
        rows = [row for value in counts for row in by_value.get(value, ())]
        most = sorted(rows, key=lambda row: (-row["mention_count"], row["slug"]))[:limit]
        groups.append(Group(heading, sum(counts.values()), sorted(most, key=lambda row: order(row["sought"]))))
    return groups


async def _one_group(listing: Listing, asked: str, counts: Mapping[str, int]) -> dict[str, Any]:
    """Return all terms under one heading, page by page."""
    visit = listing.visit
    sql = queries.TERMS_OF_SIGNS if listing.by_initial else queries.TERMS_OF_KIND
    rows = await visit.glossary.rows(sql, names=listing.names, values=json.dumps([*counts]))
    pages = max(1, -(-len(rows) // TERMS_ON_A_PAGE))
    page = visit.number("page", pages)
    ids = [row["id"] for row in sorted(rows, key=lambda row: order(row["sought"]))]
    shown = json.dumps(ids[(page - 1) * TERMS_ON_A_PAGE : page * TERMS_ON_A_PAGE])
    terms = await visit.glossary.rows(queries.TERMS_BY_ID, ids=shown)
    return {"group": Group(asked, len(rows), terms), "page": page, "pages": pages}


async def _untranslated(visit: Visit) -> dict[str, Any]:
    """Return what is not explained in the reader's language, if the glossary is to be in it."""
    language, glossary = visit.say.language, visit.glossary
    if language not in {tag.split("-")[0] for tag in json.loads(visit.build.get("languages") or "[]")}:
        return {}
    counted = await glossary.row(queries.UNTRANSLATED_COUNT, language=language) or {"untranslated": 0}
    return {
        "untranslated": await glossary.rows(queries.UNTRANSLATED, language=language, limit=UNEXPLAINED_SHOWN),
        "all_untranslated": glossary.sql(queries.ALL_UNTRANSLATED, language=language),
        "untranslated_count": counted["untranslated"],
    }


async def _all_posts(visit: Visit) -> dict[str, Any]:
    """Return all posts by date, page by page."""
    found = await visit.glossary.row(queries.PAIR_COUNT) or {"pair_count": 0}
    pages = max(1, -(-found["pair_count"] // PAIRS_ON_A_PAGE))
    page = visit.number("posts", pages)
    offset = (page - 1) * PAIRS_ON_A_PAGE
    rows = await visit.glossary.rows(queries.PAIRS_BY_DATE, limit=PAIRS_ON_A_PAGE, offset=offset)
    return {"pairs": _pairs(rows, visit.say.language), "page": page, "pages": pages}


def _pairs(rows: Sequence[Row], reader: str) -> list[Together]:
    """Return the posts, the newest first, each beside its translations: that in the reader's language first."""
    return [
        Together(posts[0]["date"], sorted(posts, key=lambda post: post["language"].split("-")[0] != reader))
        for posts in grouped(rows, "translation_key").values()
    ]


async def _others(visit: Visit) -> list[dict[str, str]]:
    """Return the other databases that the visitor may see."""
    datasette = visit.glossary.datasette
    ours = glossary_names(datasette)
    return [
        {"name": name, "href": attached(datasette, name).home() if name in ours else datasette.urls.database(name)}
        for name in datasette.databases
        if name != visit.glossary.name
        and not name.startswith("_")
        and await may_view_database(datasette, visit.request.actor, name)
    ]
