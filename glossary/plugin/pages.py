"""The pages: a coroutine each, which asks its queries and ends in a template."""

from asyncio import to_thread
from collections.abc import Awaitable, Callable, Mapping
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import unquote

from datasette import NotFound, Response
from datasette.utils import tilde_decode

from glossary.model import KINDS as KIND_MEANINGS
from glossary.plugin import queries, words
from glossary.plugin.access import ensure_tables, may_view_database
from glossary.plugin.databases import Attached, attached, attached_at, glossary_names
from glossary.plugin.descriptions import schema_hash
from glossary.plugin.finding import find
from glossary.plugin.marks import Mark, plain, safe_address
from glossary.plugin.rendering import render_post

TERMS_OF_A_KIND = 100
POSTS_SHOWN = 100
UNEXPLAINED_SHOWN = 20
MENTIONS_SHOWN = 200
NOTE_LENGTH = 200

CONCORDANCE_OF_TERM = "SELECT * FROM concordance WHERE term = :term ORDER BY date, post, start_char"


class Visit(NamedTuple):
    """A request for a page of a glossary that the visitor may see."""

    glossary: Attached
    request: Any
    build: Mapping[str, str]

    @property
    def main_language(self) -> str:
        """Return the language in which the glossary is written first of all."""
        return self.build.get("main_language", "en")

    def number(self, name: str, last: int) -> int:
        """Return the page number that is asked for, between 1 and *last*."""
        asked = self.request.args.get(name) or "1"
        return max(1, min(last, int(asked))) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1

    async def page(self, template: str, *, status: int = 200, **context: object) -> Any:
        """Return a page."""
        datasette = self.glossary.datasette
        context |= {"glossary": self.glossary, "build": self.build, "words": words, "visit": self}
        html = await datasette.render_template(f"glossary/{template}.html", context, request=self.request)
        headers = {"cache-control": f"max-age={datasette.setting('default_cache_ttl')}"} if status == 200 else {}
        return Response.html(html, status=status, headers=headers)

    async def missing(self, message: str, asked: str) -> Any:
        """Return the page that says what is not here and where to look for it."""
        return await self.page("message", status=404, title="Not here", message=message, query=asked)


Page = Callable[[Visit], Awaitable[Any]]


def reads(tables: tuple[str, ...]) -> Callable[[Page], Callable[[Any, Any], Awaitable[Any]]]:
    """Make a view of a page that reads *tables*: the schema and permissions come first."""

    def view_of(page: Page) -> Callable[[Any, Any], Awaitable[Any]]:
        async def view(request: Any, datasette: Any) -> Any:
            glossary = attached_at(datasette, request.url_vars.get("database"))
            if glossary is None:
                raise NotFound("No glossary is attached")
            await ensure_tables(datasette, request.actor, glossary.name, ["build"])
            visit = Visit(glossary, request, await glossary.build())
            if visit.build.get("schema") != schema_hash():
                message = "This glossary was built by another version of the program. Build it again:"
                return await visit.page(
                    "message", status=503, title="Built by another version", message=message, command="glossary build"
                )
            await ensure_tables(datasette, request.actor, glossary.name, tables)
            return await page(visit)

        return view

    return view_of


def _slug(visit: Visit) -> str:
    """Return the slug in the address, whichever way it is encoded."""
    slug: str = visit.request.url_vars["slug"]
    return unquote(slug) if "%" in slug else str(tilde_decode(slug))


@reads(queries.HOME_TABLES)
async def home(visit: Visit) -> Any:
    """Show what the glossary holds: terms by kind, posts by date, what needs explaining."""
    glossary, datasette = visit.glossary, visit.glossary.datasette
    counts = {row["kind"]: row["term_count"] for row in await glossary.rows(queries.KINDS)}
    terms = await glossary.rows(queries.TERMS_BY_KIND, limit=TERMS_OF_A_KIND)
    ours = glossary_names(datasette)
    return await visit.page(
        "home",
        counts=await glossary.row(queries.COUNTS),
        kinds=[
            {
                "kind": kind,
                "meaning": KIND_MEANINGS.get(kind, ""),
                "count": counts[kind],
                "terms": [row for row in terms if row["kind"] == kind],
            }
            for kind in sorted(counts, key=[*words.KINDS].index)
        ],
        posts=await glossary.rows(queries.POSTS_BY_DATE, limit=POSTS_SHOWN),
        unexplained=await glossary.rows(queries.UNEXPLAINED, limit=UNEXPLAINED_SHOWN),
        description=words.description(visit.build.get("description", "{}"), visit.main_language),
        others=[
            {"name": name, "href": attached(datasette, name).home() if name in ours else datasette.urls.database(name)}
            for name in datasette.databases
            if name != glossary.name
            and not name.startswith("_")
            and await may_view_database(datasette, visit.request.actor, name)
        ],
    )


@reads(queries.TERM_TABLES)
async def term(visit: Visit) -> Any:
    """Show a term: names, explanation, origin, sources, relations and every mention."""
    glossary, slug = visit.glossary, _slug(visit)
    found = await glossary.row(queries.TERM, slug=slug)
    if found is None:
        now = await glossary.row(queries.TERM_BY_FORMER_SLUG, slug=slug)
        if now is not None:
            return Response.redirect(glossary.term(now["slug"]), status=301)
        return await visit.missing("There is no such term in this glossary.", slug.replace("-", " "))
    key = found["id"]
    pages = max(1, -(-found["mention_count"] // MENTIONS_SHOWN))
    page = visit.number("page", pages)
    mentions = await glossary.rows(
        queries.MENTIONS_OF_TERM, term=key, limit=MENTIONS_SHOWN, offset=(page - 1) * MENTIONS_SHOWN
    )
    ambiguous = await glossary.rows(queries.AMBIGUOUS_MENTIONS_OF_TERM, term=key, limit=MENTIONS_SHOWN)
    relations = await glossary.rows(queries.RELATIONS, term=key)
    sources = await glossary.rows(queries.SOURCES, term=key)
    return await visit.page(
        "term",
        term=found,
        names=words.names(found, visit.main_language),
        labels=_by(await glossary.rows(queries.LABELS, term=key), "language"),
        explanations=await words.rendered(glossary, await glossary.rows(queries.EXPLANATIONS, term=key)),
        notes=await words.rendered(glossary, await glossary.rows(queries.NOTES, term=key), words.NOTES),
        sources=[(source["title"], safe_address(source["url"] or "")) for source in sources],
        relations=[(words.RELATIONS[type_], rows) for type_, rows in _by(relations, "type").items()],
        posts=[list(rows) for _, rows in groupby(mentions, key=lambda row: row["post"])],
        ambiguous=ambiguous,
        page=page,
        pages=pages,
        sql=glossary.sql(CONCORDANCE_OF_TERM, term=slug),
    )


def _by(rows: Any, column: str) -> dict[str, list[Mapping[str, Any]]]:
    """Return the rows by the value of a column, in the order in which the values come first."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


@reads(queries.POST_TABLES)
async def post(visit: Visit) -> Any:
    """Show a post as it reads, with every mention marked and linked to its term."""
    glossary, slug = visit.glossary, _slug(visit)
    found = await glossary.row(queries.POST, slug=slug)
    if found is None:
        return await visit.missing("There is no such post in this glossary.", slug.replace("-", " "))
    key = found["id"]
    terms = await glossary.rows(queries.TERMS_IN_POST, post=key)
    candidates = _by(await glossary.rows(queries.CANDIDATES_IN_POST, post=key), "mention")
    groups = {tuple(row["slug"] for row in rows): rows for rows in candidates.values()}
    titles = {row["slug"]: _note(row) for row in terms}

    def mark(mention: Mapping[str, Any]) -> Mark:
        start, end, of = mention["start_char"], mention["end_char"], mention["slug"]
        if of is not None:
            strength = "mention first" if mention["ordinal"] == 1 else "mention"
            return Mark(start, end, strength, glossary.term(of), titles[of], f"{of}-{mention['ordinal']}")
        rows = candidates.get(mention["id"], [])
        number = [*groups].index(tuple(row["slug"] for row in rows)) + 1 if rows else 0
        title = "Ambiguous: " + " or ".join(f"{row['name']} ({row['kind']})" for row in rows)
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
        terms=[(row, words.names(row, visit.main_language)) for row in terms],
        ambiguous=list(groups.values()),
        translations=await glossary.rows(queries.TRANSLATIONS, key=found["translation_key"], post=key),
    )


def _note(row: Mapping[str, Any]) -> str:
    """Return what a reader sees when pointing at a mention."""
    explanation = plain(row["explanation"], NOTE_LENGTH) if row["explanation"] else "not yet explained"
    return f"{row['name']} ({row['kind']}): {explanation}"


@reads(queries.SEARCH_TABLES)
async def search(visit: Visit) -> Any:
    """Answer a search: terms first, then posts, then passages."""
    query = (visit.request.args.get("q") or "").strip()
    answer = await find(visit.glossary, query, visit.main_language, visit.number("page", 1_000))
    return await visit.page("search", query=query, answer=answer)
