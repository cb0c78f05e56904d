"""What machines read: a feed of new terms and a map of the pages, where the glossary says at which address it is.

Robots are told which addresses are worth their while wherever it is.
"""

import json
import re
from asyncio import to_thread
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.etree import ElementTree

from datasette import Response

from glossary.plugin import words
from glossary.plugin.access import may_view_database
from glossary.plugin.databases import attached, glossary_names
from glossary.plugin.marks import plain
from glossary.plugin.pages.visit import Visit, reads
from glossary.plugin.queries import feeds as queries

NEW_TERMS = 50
OTHER_PAGES = ("/map", "/timeline")
PLACES = 50_000 - 1 - len(OTHER_PAGES)  # what a sitemap holds besides these and the first page
SUMMARY = 600

_ATOM: Final = "http://www.w3.org/2005/Atom"
_SITEMAP: Final = {
    "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PARAGRAPH = re.compile(r"\n\s*\n")


@reads(queries.FEED_TABLES)
async def feed(visit: Visit) -> Any:
    """Answer with the newest terms as an Atom feed, in the language that the address asks for."""
    if not visit.build.get("address"):
        return await _nowhere(visit)
    rows = await visit.glossary.rows(queries.NEWEST, limit=NEW_TERMS)
    language = words.chosen_language(visit.request) or visit.main_language
    return _answer(visit, await to_thread(_feed, visit, rows, language), "application/atom+xml")


@reads(queries.SITEMAP_TABLES)
async def sitemap(visit: Visit) -> Any:
    """Answer with the addresses of all pages that hold something, each in every language of the readers."""
    if not visit.build.get("address"):
        return await _nowhere(visit)
    rows = await visit.glossary.rows(queries.PLACES, limit=PLACES)
    return _answer(visit, await to_thread(_sitemap, visit, rows), "application/xml")


@reads(())
async def robots(visit: Visit) -> Any:
    """Answer with what robots are asked to read: the pages, and not the tables, which have addresses without end."""
    datasette, actor = visit.glossary.datasette, visit.request.actor
    lines = ["User-agent: *"]
    for name in glossary_names(datasette):
        if await may_view_database(datasette, actor, name):
            glossary = attached(datasette, name)
            path = glossary.database()
            # Not the bare path, with which the address of a page may begin as well.
            lines += [f"Disallow: {path}{end}" for end in ("$", "/", "?", ".")]
            if not glossary.short:
                lines += [f"Allow: {path}/-/", f"Disallow: {path}/-/query"]
    if visit.build.get("address"):
        lines += ["", f"Sitemap: {visit.published(visit.glossary.page('/sitemap.xml'))}"]
    return Response(
        "\n".join(lines) + "\n",
        headers={"cache-control": f"max-age={datasette.setting('default_cache_ttl')}"},
        content_type="text/plain; charset=utf-8",
    )


def _feed(visit: Visit, rows: Sequence[Mapping[str, Any]], language: str) -> ElementTree.Element:
    build, here = visit.build, visit.published(visit.glossary.page("/feed.xml"))
    here += f"?{words.PARAMETER}={language}" if words.chosen_language(visit.request) else ""
    title = build.get("title", visit.say("glossary"))
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": language})
    _add(root, "id", here)
    _add(root, "title", title)
    if about := words.in_language(json.loads(build.get("description", "{}")), language, visit.main_language):
        _add(root, "subtitle", about.text)
    _add(root, "updated", _moment(rows[0]["first_date"] if rows else "1970-01-01"))
    _add(root, "link", rel="self", type="application/atom+xml", href=here)
    _add(root, "link", rel="alternate", type="text/html", href=visit.published(visit.glossary.home()))
    _add(_add(root, "author"), "name", build.get("author", title))
    for row in rows:
        address = visit.published(visit.glossary.term(row["slug"]))
        entry = _add(root, "entry")
        _add(entry, "id", address)
        named = words.names(row, visit.main_language, language)
        _add(entry, "title", " · ".join(name.text for name in named))
        _add(entry, "updated", _moment(row["first_date"]))
        _add(entry, "published", _moment(row["first_date"]))
        _add(entry, "link", rel="alternate", type="text/html", href=address)
        _add(entry, "category", term=row["kind"])
        explained = words.in_language(json.loads(row["explanations"]), language, visit.main_language)
        if explained:
            first = plain(_PARAGRAPH.split(explained.text.strip(), 1)[0], SUMMARY)
            _add(entry, "summary", first, **{"type": "text", "xml:lang": explained.language})
    return root


def _sitemap(visit: Visit, rows: Sequence[Mapping[str, Any]]) -> ElementTree.Element:
    glossary = visit.glossary
    root = ElementTree.Element("urlset", _SITEMAP)
    pages = [(path, None) for path in (glossary.home(), *map(glossary.page, OTHER_PAGES))]
    pages += [
        ((glossary.post if row["page"] == "post" else glossary.term)(row["slug"]), row["changed"]) for row in rows
    ]
    for path, changed in pages:
        address = visit.published(path)
        url = _add(root, "url")
        _add(url, "loc", address)
        if changed:
            _add(url, "lastmod", changed)
        for language in words.READERS:
            translated = f"{address}?{words.PARAMETER}={language}"
            _add(url, "xhtml:link", rel="alternate", hreflang=language, href=translated)
        _add(url, "xhtml:link", rel="alternate", hreflang="x-default", href=address)
    return root


def _add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> ElementTree.Element:
    """Add an element; what no XML may hold is left out of its text."""
    clean = {name: _FORBIDDEN.sub("", value) for name, value in attributes.items()}
    element = ElementTree.SubElement(parent, tag, clean)
    element.text = _FORBIDDEN.sub("", text) or None
    return element


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _answer(visit: Visit, root: ElementTree.Element, kind: str) -> Any:
    ElementTree.indent(root)
    xml = ElementTree.tostring(root, encoding="unicode", xml_declaration=False)
    return Response(
        f'<?xml version="1.0" encoding="utf-8"?>\n{xml}\n',
        headers={"cache-control": f"max-age={visit.glossary.datasette.setting('default_cache_ttl')}"},
        content_type=f"{kind}; charset=utf-8",
    )


async def _nowhere(visit: Visit) -> Any:
    """Return the page that says what is missing: nobody can be led to a page whose address nobody knows."""
    return await visit.page(
        "message",
        status=404,
        title=visit.say("not-here"),
        message=visit.say("no-address"),
        command="glossary:\n  address: https://example.org/glossary",
    )
