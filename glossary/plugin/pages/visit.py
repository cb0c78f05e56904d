"""A visit to a page: whose glossary, in whose language, and what every page needs."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote, urlencode

from datasette import NotFound, Response
from datasette.utils import tilde_decode

from glossary.model import KINDS
from glossary.plugin import words
from glossary.plugin.access import ensure_tables, may_execute_sql
from glossary.plugin.databases import Attached, attached_at
from glossary.plugin.descriptions import schema_hash
from glossary.plugin.editing import Editing, editing_of
from glossary.plugin.live import State, live_of

A_YEAR = 365 * 24 * 60 * 60
# What of an address makes another page of it, for whoever keeps addresses.
KEPT = ("q", "page", "by", "names", "letter", "kind", "term", "posts", "language", "all")


class Visit(NamedTuple):
    """A request for a page of a glossary that the visitor may see."""

    glossary: Attached
    request: Any
    build: Mapping[str, str]
    say: words.Words
    state: State | None = None  # while edits are followed: how far, from before anything was read
    editing: Editing | None = None  # where the pages may edit, and we are asked by a name of ours

    @property
    def main_language(self) -> str:
        """Return the language in which the glossary is written first of all."""
        return self.build.get("main_language", "en")

    @property
    def quotes_only(self) -> bool:
        """Tell whether of the posts only quotations are published, and not their texts."""
        return "quotes_only" in self.build

    @property
    def answers_form(self) -> bool:
        """Tell whether the page answers a form, and so cannot be had a second time by its address."""
        return bool(self.request.method == "POST")

    def names(self, row: Mapping[str, Any]) -> list[words.Name]:
        """Return what a term is called, for this reader."""
        return words.names(row, self.main_language, self.say.language)

    def language_name(self, tag: str) -> str:
        """Return what this reader calls a language."""
        return words.language_name(tag, self.say)

    def number(self, name: str, last: int) -> int:
        """Return the page number that is asked for, between 1 and *last*."""
        asked = self.request.args.get(name) or "1"
        return max(1, min(last, int(asked))) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1

    def slug(self) -> str:
        """Return the slug in the address, whichever way it is encoded."""
        slug = str(self.request.url_vars["slug"])
        return unquote(slug) if "%" in slug else str(tilde_decode(slug))

    def address(self, language: str = "") -> str:
        """Return the whole address of this page, in *language* if one is given: for search engines and feeds."""
        asked = [(key, value) for key, value in _pairs(self.request) if key in KEPT and value]
        asked += [(words.PARAMETER, language)] if language else []
        path = str(self.request.path)
        long_form = f"/{self.request.url_vars.get('database')}/-/"
        if self.glossary.short and long_form in path:
            path = self.glossary.page("/" + path.partition(long_form)[2])
        return self.published(path + (f"?{urlencode(asked, errors='replace')}" if asked else ""))

    def published(self, path: str) -> str:
        """Return the whole address of one of our pages: where the world finds it, if the glossary says where."""
        if address := self.build.get("address"):
            return address.rstrip("/") + path.removeprefix(self.glossary.home().rstrip("/"))
        return str(self.glossary.datasette.absolute_url(self.request, path))

    def in_language(self, language: str) -> str:
        """Return this page's address with another language chosen."""
        asked = [(key, value) for key, value in _pairs(self.request) if key != words.PARAMETER]
        return f"{self.request.path}?{urlencode([*asked, (words.PARAMETER, language)], errors='replace')}"

    async def page(self, template: str, *, status: int = 200, **context: object) -> Any:
        """Return a page."""
        datasette = self.glossary.datasette
        context |= {
            "glossary": self.glossary,
            "build": self.build,
            "say": self.say,
            "visit": self,
            "readers": words.READERS,
            # A page that answers a form must not be loaded again: that sends the form again.
            "state": None if self.answers_form else self.state,
            "may_ask": await may_execute_sql(datasette, self.request.actor, self.glossary.name),
            "editing": self.editing,
            "kinds_of_terms": KINDS,
        }
        html = await datasette.render_template(f"glossary/{template}.html", context, request=self.request)
        headers = {"vary": "accept-language, cookie", "content-language": self.say.language}
        if self.editing:
            headers["cache-control"] = "private, no-cache"  # a form must know the newest text
        elif status == 200:
            headers["cache-control"] = f"max-age={datasette.setting('default_cache_ttl')}"
        response = Response.html(html, status=status, headers=headers)
        if chosen := words.chosen_language(self.request):
            response.set_cookie(words.COOKIE, chosen, max_age=A_YEAR, path=datasette.urls.path("/"), samesite="lax")
        return response

    async def missing(self, message: str, asked: str) -> Any:
        """Return the page that says what is not here and where to look for it."""
        return await self.page("message", status=404, title=self.say("not-here"), message=message, query=asked)


Page = Callable[[Visit], Awaitable[Any]]
View = Callable[[Any, Any], Awaitable[Any]]


def reads(tables: Sequence[str]) -> Callable[[Page], View]:
    """Make a view of a page that reads *tables*: the schema and permissions come first."""

    def view_of(page: Page) -> View:
        async def view(request: Any, datasette: Any) -> Any:
            glossary = attached_at(datasette, request.url_vars.get("database"))
            if glossary is None:
                raise NotFound("No glossary is attached")
            await ensure_tables(datasette, request.actor, glossary.name, ["build"])
            live = live_of(datasette)
            state = live.state if live else None
            build = await glossary.build()
            reader = words.language_of(request, build.get("main_language", "en"))
            editing = editing_of(datasette)
            asked = editing if editing and editing.is_asked(request) else None
            visit = Visit(glossary, request, build, words.Words(reader), state, asked)
            if build.get("schema") != schema_hash():
                return await visit.page(
                    "message",
                    status=503,
                    title=visit.say("other-version"),
                    message=visit.say("build-again"),
                    command="glossary build",
                )
            await ensure_tables(datasette, request.actor, glossary.name, tables)
            return await page(visit)

        return view

    return view_of


def grouped(rows: Any, column: str) -> dict[str, list[Mapping[str, Any]]]:
    """Return the rows by the value of a column, in the order in which the values come first."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


def _pairs(request: Any) -> list[tuple[str, str]]:
    return [(key, value) for key in request.args for value in request.args.getlist(key)]
