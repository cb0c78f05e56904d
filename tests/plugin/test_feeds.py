"""The feed of new terms and the map of the pages, as a machine reads them."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from plugin.checked import Checked, get
from plugin.conftest import POSTS, TERMS

from glossary.plugin.queries.feeds import FEED_TABLES, SITEMAP_TABLES

pytestmark = pytest.mark.asyncio

ADDRESS = "https://example.org/words/"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
FEEDS = ["/feed.xml", "/sitemap.xml"]
DATED = "UPDATE terms SET first_date = '2026-01-02', last_date = '2026-01-02' WHERE slug IN ('ogas', 'gosplan')"


@pytest.fixture
def published(make: Callable[..., Path]) -> Path:
    """A glossary that says where it is published, with two dated terms."""
    path = make(address=ADDRESS, author="A. Writer")
    change(path, DATED)
    return path


def change(path: Path, sql: str, *values: object) -> None:
    """Change a glossary by hand."""
    with closing(sqlite3.connect(path)) as db:
        db.execute(sql, values)
        db.commit()


async def read(datasette: Any, path: str) -> ElementTree.Element:
    """Return what an XML parser makes of an answer."""
    response = await datasette.client.get(path)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


@pytest.mark.parametrize("path", FEEDS)
async def test_without_an_address_there_is_none(made: Path, serve: Callable[..., Any], path: str) -> None:
    """Who does not know where the pages are leads nobody there, and says what is missing."""
    datasette = serve(made)
    assert "address: https://example.org" in await get(datasette, path, 404)
    assert "atom+xml" not in await get(datasette, "/")


@pytest.mark.parametrize(("path", "kind"), [("/feed.xml", "application/atom+xml"), ("/sitemap.xml", "application/xml")])
@pytest.mark.parametrize("before", ["", "/glossary/-"])
async def test_headers(published: Path, serve: Callable[..., Any], before: str, path: str, kind: str) -> None:
    """They are XML in UTF-8, may be kept for a while, and have the headers of our pages."""
    response = await serve(published).client.get(before + path)
    assert response.headers["content-type"] == f"{kind}; charset=utf-8"
    assert response.headers["cache-control"] == "max-age=5"
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.text.startswith('<?xml version="1.0" encoding="utf-8"?>\n<')


async def test_the_feed_has_what_a_reader_needs(published: Path, serve: Callable[..., Any]) -> None:
    """Title, identity, times and links of the feed, and of each entry names and the first paragraph."""
    datasette = serve(published)
    feed = await read(datasette, "/feed.xml")
    assert ElementTree.tostring(feed) == ElementTree.tostring(await read(datasette, "/glossary/-/feed.xml"))
    assert feed.findtext(f"{ATOM}title") == "Hand-made"
    assert feed.findtext(f"{ATOM}subtitle") == "A glossary made by hand."
    assert feed.findtext(f"{ATOM}id") == "https://example.org/words/feed.xml"
    assert feed.findtext(f"{ATOM}updated") == "2026-01-02T00:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "A. Writer"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": "https://example.org/words/feed.xml", "alternate": "https://example.org/words/"}
    gosplan, ogas = feed.findall(f"{ATOM}entry")
    assert gosplan.findtext(f"{ATOM}title") == "Gosplan · 国家计划委员会"
    assert ogas.findtext(f"{ATOM}id") == "https://example.org/words/term/ogas"
    assert ogas.findtext(f"{ATOM}updated") == "2026-01-02T00:00:00Z"
    summary = ogas.find(f"{ATOM}summary")
    assert summary is not None
    assert summary.text == "A plan for a network of computers, see gosplan, RICE to mulberry and No Such Term."
    assert summary.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


async def test_the_newest_come_first(published: Path, serve: Callable[..., Any]) -> None:
    """By the day on which a term was first mentioned; a term that no dated post mentions is not new."""
    change(published, "UPDATE terms SET first_date = '2026-03-01' WHERE slug = 'paper-mill'")
    feed = await read(serve(published), "/feed.xml")
    assert [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")] == [
        "mill", "Gosplan · 国家计划委员会", "OGAS · 全国自动化系统",
    ]  # fmt: skip
    assert feed.findtext(f"{ATOM}updated") == "2026-03-01T00:00:00Z"


async def test_the_feed_speaks_the_language_that_is_asked_for(published: Path, serve: Callable[..., Any]) -> None:
    """Each language has a feed of its own, whatever the browser prefers."""
    datasette = serve(published)
    feed = await read(datasette, "/feed.xml?lang=zh")
    assert feed.findtext(f"{ATOM}id") == "https://example.org/words/feed.xml?lang=zh"
    entry = feed.findall(f"{ATOM}entry")[1]
    assert entry.findtext(f"{ATOM}title") == "全国自动化系统 · OGAS"
    assert entry.findtext(f"{ATOM}summary") == "一个计算机网络的计划，见国家计划委员会。"
    response = await datasette.client.get("/feed.xml", headers={"accept-language": "zh"})
    assert "<title>OGAS · " in response.text


async def test_pages_name_the_feed(published: Path, serve: Callable[..., Any]) -> None:
    """A browser finds the feed from every page, in the language of the page."""
    html = await get(serve(published), "/term/ogas?lang=zh")
    assert '<link rel="alternate" type="application/atom+xml" title="新词条" href="/feed.xml?lang=zh">' in html


async def test_the_sitemap_lists_every_page(published: Path, serve: Callable[..., Any]) -> None:
    """The first page, map and timeline, each post and each term, with whole addresses, dates and languages."""
    sitemap = await read(serve(published), "/sitemap.xml")
    places = {url.findtext(f"{MAP}loc"): url for url in sitemap}
    assert set(places) == {
        ADDRESS,
        f"{ADDRESS}map",
        f"{ADDRESS}timeline",
        *(f"{ADDRESS}post/{post['slug']}" for post in POSTS),
        *(f"{ADDRESS}term/{term['slug']}" for term in TERMS),
    }
    ogas = places[f"{ADDRESS}term/ogas"]
    assert ogas.findtext(f"{MAP}lastmod") == "2026-01-02"
    assert places[f"{ADDRESS}post/undated"].find(f"{MAP}lastmod") is None
    assert [(link.get("rel"), link.get("hreflang"), link.get("href")) for link in ogas.findall(LINK)] == [
        ("alternate", "en", f"{ADDRESS}term/ogas?lang=en"),
        ("alternate", "zh", f"{ADDRESS}term/ogas?lang=zh"),
        ("alternate", "x-default", f"{ADDRESS}term/ogas"),
    ]


@pytest.mark.parametrize("path", FEEDS)
async def test_addresses_are_those_of_the_world(
    published: Path, make: Any, serve: Callable[..., Any], path: str
) -> None:
    """Under a prefix, behind a database's name: what is published is below the published address."""
    other = make("another", title="First by name")
    datasette = serve(other, published, settings={"base_url": "/prefix/"})
    text = (await datasette.client.get(f"/glossary/-{path}")).text
    assert "https://example.org/words/term/ogas" in text
    assert "/prefix" not in text
    assert "localhost" not in text
    assert (await datasette.client.get(path)).status_code == 404  # the other one's, which has no address


# Whatever may stand in a label: markup, the end of a comment or of CDATA, what no XML may hold, the far planes.
HOSTILE = "]]><script>alert(1)</script>&amp;\"'--> \x01\x0b\x1f￾￿ \U0001f600 {{ 7 * 7 }} %s"


@pytest.mark.parametrize("path", FEEDS)
async def test_nothing_breaks_the_xml(make: Callable[..., Path], serve: Callable[..., Any], path: str) -> None:
    """A hostile title, name, explanation, author, date or kind is text like any other."""
    terms = [
        {"slug": "a", "kind": "slang", "labels": {"en": [HOSTILE], "zh": ["塔"]}, "explanation": {"en": HOSTILE}},
        {"slug": "b", "kind": "slang", "labels": {"zh": ["塔"]}, "explanation": {"tlh": "\n\n \n"}},
        {"slug": "c", "kind": "slang", "labels": {"en": ["c"]}},
    ]
    published = make(terms=terms, posts=[], address="https://example.org/?a=\"<&>'", title=HOSTILE, author=HOSTILE)
    change(published, "UPDATE terms SET first_date = '<&>\"''\x01\x02-\x03\x04-\x05\x06', last_date = first_date")
    change(published, "UPDATE terms SET last_date = first_date")
    root = await read(serve(published), path)
    whole = "".join(root.itertext())
    assert [element for element in root.iter() if "script" in element.tag] == []
    assert "\x01" not in whole
    if path == "/feed.xml":
        assert "]]><script>alert(1)</script>&amp;\"'-->" in whole
        assert "\U0001f600" in whole


async def test_an_empty_glossary_has_an_empty_feed(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """Nothing to tell is no error."""
    datasette = serve(make(terms=[], posts=[], address=ADDRESS))
    feed = await read(datasette, "/feed.xml")
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{ATOM}updated")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Hand-made"
    assert len(await read(datasette, "/sitemap.xml")) == 3


READS = [("/feed.xml", table) for table in ("build", *FEED_TABLES)]
READS += [("/sitemap.xml", table) for table in ("build", *SITEMAP_TABLES)]


@pytest.mark.parametrize(("path", "table"), READS)
async def test_every_table_is_asked_for(published: Path, serve: Callable[..., Any], path: str, table: str) -> None:
    """Who may not view what they are made of gets neither."""
    metadata = {"databases": {"glossary": {"tables": {table: {"allow": False}}}}}
    response = await serve(published, metadata=metadata).client.get(path)
    assert response.status_code == 403
    assert "example.org/words" not in response.text


async def test_a_page_still_names_itself(published: Path, serve: Callable[..., Any]) -> None:
    """The canonical address of a page is the one that the sitemap gives."""
    assert f"{ADDRESS}term/ogas" in Checked(await get(serve(published), "/term/ogas")).links
