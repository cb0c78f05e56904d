"""Which addresses are ours, and the headers that go with them.

A route exists only while a glossary is attached: without one every address means what it means to Datasette.
"""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from glossary.plugin.databases import attached_at
from glossary.plugin.editing import editing_of

HOME = re.compile(r"/$")
TERM = re.compile(r"/term/(?P<slug>[^/]+)$")
POST = re.compile(r"/post/(?P<slug>[^/]+)$")
SEARCH = re.compile(r"/search$")
SEARCH_TERMS = re.compile(r"/search/terms\.json$")
QUESTIONS = re.compile(r"/questions$")
SUGGESTIONS = re.compile(r"/suggestions$")
MAP = re.compile(r"/map$")
TIMELINE = re.compile(r"/timeline$")
FEED = re.compile(r"/feed\.xml$")
SITEMAP = re.compile(r"/sitemap\.xml$")
ROBOTS = re.compile(r"/robots\.txt$")
LIVE = re.compile(r"/-/glossary-live$")
PAGES = (HOME, TERM, POST, SEARCH, SEARCH_TERMS, QUESTIONS, SUGGESTIONS, MAP, TIMELINE, FEED, SITEMAP, ROBOTS)
# Where forms are sent; these exist with ``serve --edit`` alone.
EXPLAIN = re.compile(r"/term/(?P<slug>[^/]+)/explain$")
ADD = re.compile(r"/suggestions/add$")
IGNORE = re.compile(r"/suggestions/ignore$")
FORMS = (EXPLAIN, ADD, IGNORE)

_PRIVATE = {"x-content-type-options": "nosniff", "referrer-policy": "same-origin"}
PAGE_HEADERS = _PRIVATE | {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
}
# Datasette's own pages hold inline scripts and styles.
DATASETTE_HEADERS = _PRIVATE | {
    "content-security-policy": "default-src 'self'; script-src 'self' 'unsafe-inline'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
}
# What Datasette answers in our place, with a page of its own.
_DATASETTES_ANSWERS = {401, 403, 500}

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


class Route:
    """An address of a page, in its short form and behind a database's name; Datasette asks it to match."""

    def __init__(self, datasette: Any, page: re.Pattern[str]) -> None:
        self.datasette = datasette
        self.short = page
        self.long = re.compile(rf"/(?P<database>[^/]+)/-{page.pattern}")

    def match(self, path: str) -> re.Match[str] | None:
        """Match *path* if the glossary that it speaks of is attached."""
        found = self.short.match(path) or self.long.match(path)
        if found and attached_at(self.datasette, found.groupdict().get("database")):
            return found
        return None


def takes_form(datasette: Any, path: str) -> bool:
    """Tell whether a form may be sent to *path*."""
    return editing_of(datasette) is not None and any(Route(datasette, form).match(path) for form in FORMS)


def headers_of(datasette: Any, path: str, status: int) -> dict[str, str]:
    """Return the headers for an answer at *path*, none where it is not a glossary's."""
    if takes_form(datasette, path) or any(Route(datasette, page).match(path) for page in PAGES):
        return DATASETTE_HEADERS if status in _DATASETTES_ANSWERS else PAGE_HEADERS
    database = path.split("/")[1].partition(".")[0]
    return DATASETTE_HEADERS if attached_at(datasette, database) else {}


def path_of(datasette: Any, scope: Message) -> str:
    """Return the path that is asked for, as routes know it."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    path = raw.decode("latin-1").partition("?")[0]
    return "/" + path.removeprefix(datasette.setting("base_url")).removeprefix("/")


def with_headers(datasette: Any, application: Application) -> Application:
    """Return *application* with our headers on what it answers for a glossary."""

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        path = path_of(datasette, scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = headers_of(datasette, path, message["status"])
                kept = [(key, value) for key, value in message["headers"] if key.decode().lower() not in ours]
                added = [(key.encode(), value.encode()) for key, value in ours.items()]
                message = {**message, "headers": [*kept, *added]}
            await send(message)

        await application(scope, receive, send_with_headers)

    return answer
