"""A published folder as Datasette reads it, and the pages where of the posts only quotations are published."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from plugin.checked import Checked, get
from plugin.conftest import POSTS, make_glossary

from glossary.plugin.descriptions import SETTINGS, metadata
from glossary.plugin.recipes import QUESTIONS
from glossary.publish import publish_glossary

PAGES = [
    "/", "/?by=initial", "/?posts=1", "/term/ogas", "/term/paper-mill", "/term/unseen", "/post/networks-en",
    "/post/networks-en?with=zh", "/post/networks-zh?lang=zh", "/post/undated", "/search", "/search?q=OGAS",
    "/search?q=canteen", "/suggestions", "/map", "/map?term=ogas", "/timeline", "/questions",
]  # fmt: skip
UNQUOTED = "It was a long way to the canteen behind the building, and the lamps were left burning.\n"
SAID_MORE = [post | {"body": f"{post['body']}\n{UNQUOTED}", "description": "A description of it."} for post in POSTS]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A glossary made by hand, with counts and a candidate as a build would leave them."""
    path = tmp_path_factory.mktemp("built") / "glossary.db"
    make_glossary(path, posts=SAID_MORE, address="https://example.org/words/")
    with closing(sqlite3.connect(path)) as db:
        db.execute("""
            UPDATE labels
               SET mention_count = (SELECT count(*) FROM mentions AS m WHERE m.label_id = labels.id)""")
        db.execute("""
            INSERT INTO candidates (language, text, score, kind, mention_count, post_count, example, evidence, status)
            VALUES ('en', 'Café', 0.9, 'place', 1, 1, 'Café talk of a mill.', '[]', 'new')""")
        db.commit()
    return path


@pytest.fixture
def published(built: Path, tmp_path: Path) -> Callable[..., Path]:
    """What publishes the glossary."""

    def publish(**options: bool) -> Path:
        publish_glossary(built, tmp_path / "site", metadata=metadata, settings=SETTINGS, **options)
        return tmp_path / "site"

    return publish


@pytest.fixture
def open_folder() -> Iterator[Callable[[Path], Any]]:
    """What opens a folder as ``datasette DIR`` does."""
    opened: list[Any] = []

    def open_(folder: Path) -> Any:
        opened.append(Datasette([], config_dir=folder))
        return opened[-1]

    yield open_
    for datasette in opened:
        for database in datasette.databases.values():
            database.close()


@pytest.fixture
def quotes(published: Callable[..., Path], open_folder: Callable[[Path], Any]) -> Any:
    """Datasette on what is published as quotations."""
    return open_folder(published(quotes_only=True))


# ----------------------------------------------------------------------------------------- the folder, served


@pytest.mark.parametrize("quotes_only", [False, True])
@pytest.mark.asyncio
async def test_served_as_published(
    published: Callable[..., Path], open_folder: Callable[[Path], Any], quotes_only: bool
) -> None:
    """The database is immutable and called by its stem, the settings hold, titles and descriptions are shown."""
    datasette = open_folder(published(quotes_only=quotes_only))
    answer = (await datasette.client.get("/-/databases.json")).json()
    databases = answer["databases"] if isinstance(answer, dict) else answer
    assert [(of["name"], of["is_mutable"]) for of in databases] == [("glossary", False)]
    assert {name: datasette.setting(name) for name in SETTINGS} == SETTINGS
    html = (await datasette.client.get("/glossary/terms")).text
    assert "A term: one meaning with all its labels in all languages." in html
    assert (await datasette.client.get("/glossary.db")).status_code == 200


@pytest.mark.parametrize("path", ["/glossary", "/glossary/terms", "/glossary/posts", "/glossary/paragraphs",
                                  "/glossary/mentions", "/glossary/mentions/1", "/glossary/concordance",
                                  "/glossary/candidates", "/glossary/search"])  # fmt: skip
@pytest.mark.asyncio
async def test_tables_of_quotations(quotes: Any, path: str) -> None:
    """Datasette's own pages work, and no link in them is empty."""
    response = await quotes.client.get(path)
    assert response.status_code == 200
    assert re.findall(r"<a [^>]*>\s*</a>", response.text) == []


@pytest.mark.parametrize(("sql", "status"), [(True, 200), (False, 403)])
@pytest.mark.asyncio
async def test_sql_on_and_off(
    published: Callable[..., Path], open_folder: Callable[[Path], Any], sql: bool, status: int
) -> None:
    """Where SQL is off it is refused in every form, no page offers it, and everything else is as it was."""
    datasette = open_folder(published(sql=sql))
    for path in ("/glossary?sql=select+1", "/glossary.json?sql=select+1", "/glossary/terms?_where=1=1"):
        assert (await datasette.client.get(path, follow_redirects=True)).status_code == status
    for path in ("/term/ogas", "/map", "/timeline", "/questions", "/"):
        links = Checked(await get(datasette, path)).links
        assert sql or [link for link in links if "sql=" in link] == []
    assert any("sql=" in link for link in Checked(await get(datasette, "/term/ogas")).links) == sql
    assert (await datasette.client.get("/glossary/posts?_search=networks")).status_code == 200


@pytest.mark.asyncio
async def test_robots(published: Callable[..., Path], open_folder: Callable[[Path], Any]) -> None:
    """Robots may read the pages, and not the tables; they are told of the sitemap."""
    response = await open_folder(published()).client.get("/robots.txt")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    lines = response.text.splitlines()
    assert lines[:5] == [
        "User-agent: *", "Disallow: /glossary$", "Disallow: /glossary/", "Disallow: /glossary?", "Disallow: /glossary.",
    ]  # fmt: skip
    assert lines[-1] == "Sitemap: https://example.org/words/sitemap.xml"


@pytest.mark.asyncio
async def test_robots_of_several_glossaries(made: Path, make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """The pages of a second glossary stand below its name: they are allowed where its tables are not."""
    datasette = serve(made, make("words"), settings={"base_url": "/here/"})
    lines = (await datasette.client.get("/robots.txt")).text.splitlines()
    assert "Disallow: /here/glossary/" in lines
    assert "Allow: /here/glossary/-/" not in lines
    assert {"Disallow: /here/words/", "Allow: /here/words/-/", "Disallow: /here/words/-/query"} <= set(lines)
    hidden = serve(made, make("secret"), metadata={"databases": {"secret": {"allow": False}}})
    assert "secret" not in (await hidden.client.get("/robots.txt")).text


# ------------------------------------------------------------------------------------------------- quotations


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.asyncio
async def test_pages_say_nothing_of_the_texts(quotes: Any, path: str) -> None:
    """Every page is sound, leads nowhere where nothing is, and shows no sentence without a mention."""
    html = await get(quotes, path)
    assert not re.search("a long way|lamps|description of it", html)
    own = {link for link in Checked(html).links if link.startswith(("/post/", "/term/", "#"))}
    for link in own:
        page, _, anchor = link.partition("#")
        target = await get(quotes, page or path)
        assert not anchor or anchor in Checked(target).ids, link


@pytest.mark.asyncio
async def test_post_lists_its_quotations(quotes: Any) -> None:
    """Each mention in order, marked and linked, with its context, under the address that it is cited by."""
    html = await get(quotes, "/post/networks-en")
    assert "The text itself is not published here" in html
    listed = html[html.index('<ol class="prose quotations"') : html.index("</ol>")]
    marks = re.findall(r'<mark class="([^"]*)" id="([^"]*)"><a href="([^"]*)"', listed)
    assert [(name, href) for _, name, href in marks if href == "/term/ogas"] == [
        (f"ogas-{n}", "/term/ogas") for n in range(1, 6)
    ]
    assert [classes for classes, name, _ in marks if name == "ogas-1"] == ["mention first"]
    assert [href for classes, _, href in marks if "ambiguous" in classes] == ["#ambiguous:1"]
    assert '<a href="https://example.org/essay">' in html
    assert 'id="note:ogas"' in html
    assert 'id="p:1"' in listed


@pytest.mark.asyncio
async def test_post_in_chinese(quotes: Any) -> None:
    """A reader of Chinese is told in Chinese, and led to the quotations in the other language."""
    html = await get(quotes, "/post/networks-zh?lang=zh")
    assert "这里不刊登全文" in html
    assert '<a href="/post/networks-en" hreflang="en">英文版的摘引</a>' in html


@pytest.mark.asyncio
async def test_no_text_beside_the_other(quotes: Any) -> None:
    """Side by side stands nothing where there is nothing to stand, and nothing leads there."""
    html = await get(quotes, "/post/networks-en?with=zh")
    assert 'class="sides"' not in html
    assert "with=networks-zh" not in html
    assert "/glossary/paragraphs" not in html


@pytest.mark.asyncio
async def test_post_without_a_mention(make: Callable[..., Path], open_folder: Callable[[Path], Any]) -> None:
    """A post that mentions nothing says so."""
    posts = [{"slug": "bare", "title": "Bare", "language": "en", "date": None, "body": "Not a word of it.\n"}]
    path = make(posts=posts)
    publish_glossary(path, path.parent / "site", metadata=metadata, settings=SETTINGS, quotes_only=True)
    html = await get(open_folder(path.parent / "site"), "/post/bare")
    assert "nothing is quoted" in html
    assert "Not a word" not in html


@pytest.mark.asyncio
async def test_search_finds_quotations(quotes: Any) -> None:
    """What is quoted is found and leads to its paragraph; what is not is not, and the page says why."""
    html = await get(quotes, "/search?q=OGAS")
    assert "only quotations are published" in html
    assert re.search(r'href="/post/networks-en#p:\d+">.*<mark>OGAS</mark>', html)
    assert "Nothing has been found." in await get(quotes, "/search?q=canteen")
    assert (await quotes.client.get("/search/terms.json?q=ogas")).json()["terms"]


@pytest.mark.asyncio
async def test_suggestions_without_examples(quotes: Any) -> None:
    """An expression is proposed without the passage in which it stands, and nothing leads to it."""
    html = await get(quotes, "/suggestions")
    assert "Café" in html
    assert "<blockquote" not in html
    assert "/search?q=Caf" not in html


@pytest.mark.asyncio
async def test_questions_of_texts_are_not_asked(quotes: Any, made: Path, serve: Callable[..., Any]) -> None:
    """What only the texts could answer is no question here."""
    asked = {name: name in Checked(await get(quotes, "/questions")).ids for name in (q.name for q in QUESTIONS)}
    assert {name for name, there in asked.items() if not there} == {q.name for q in QUESTIONS if q.of_texts}
    assert asked["with-words"] is False
    assert "with-words" in Checked(await get(serve(made), "/questions")).ids


@pytest.mark.asyncio
async def test_feed_and_sitemap(quotes: Any) -> None:
    """What machines read is there, too."""
    assert {path: (await quotes.client.get(path)).status_code for path in ("/feed.xml", "/sitemap.xml")} == {
        "/feed.xml": 200, "/sitemap.xml": 200,
    }  # fmt: skip
    assert json.loads((await quotes.client.get("/glossary/terms.json?_size=1")).text)["rows"]
