"""The plugin beside Datasette: what it gives to a glossary, and what it leaves as it was."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.plugins import pm
from plugin.checked import Checked, get

import glossary.plugin
from glossary.plugin import queries
from glossary.plugin.databases import Attached, glossary_names

pytestmark = pytest.mark.asyncio


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A database that is no glossary, though it has a table called build."""
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript("""
            CREATE TABLE build (key TEXT, value TEXT);
            INSERT INTO build VALUES ('application', 'somebody else''s');
            CREATE TABLE terms (id INTEGER PRIMARY KEY, slug TEXT, address TEXT);
            INSERT INTO terms VALUES (1, 'ogas', '/term/ogas');
        """)
    return path


# ---------------------------------------------------------------------------------- where nothing is attached

ADDRESSES = [
    "/", "/.json", "/other", "/other/terms", "/other/terms/1", "/term/ogas", "/post/x", "/search?q=a", "/search",
    "/questions", "/suggestions", "/feed.xml", "/sitemap.xml", "/robots.txt", "/other/-/term/ogas",
    "/other?sql=select+escape_fts('改稻')",
    "/other?sql=select+length(zeroblob(6000000))", "/-/nothing",
]  # fmt: skip


def steady(text: str) -> str:
    """Return a page without what differs from one request to the next."""
    return re.sub(r"[\d.]+ ?ms", "", text)


@pytest.mark.parametrize("path", ADDRESSES)
async def test_without_a_glossary_nothing_changes(other: Path, serve: Callable[..., Any], path: str) -> None:
    """Pages, headers, limits, functions and menus are the same as without the plugin."""
    with_plugin = await serve(other).client.get(path)
    name = pm.get_name(glossary.plugin)
    pm.unregister(glossary.plugin)
    try:
        without = await serve(other).client.get(path)
    finally:
        pm.register(glossary.plugin, name)
    assert with_plugin.status_code == without.status_code
    assert steady(with_plugin.text) == steady(without.text)
    assert dict(with_plugin.headers) | {"content-length": ""} == dict(without.headers) | {"content-length": ""}


async def test_other_databases_keep_their_cells_and_functions(
    made: Path, other: Path, serve: Callable[..., Any]
) -> None:
    """Beside a glossary too, another database is none of our business."""
    datasette = serve(made, other)
    html = (await datasette.client.get("/other/terms")).text
    assert 'href="/term/ogas"' not in html
    assert "tables.css" not in html
    sql = "/other.json?_shape=array&sql=select+escape_fts('改稻')+as+f"
    assert (await datasette.client.get(sql, follow_redirects=True)).json() == [{"f": '"改稻"'}]
    with closing(sqlite3.connect(other)) as db:
        glossary.plugin.prepare_connection(db, "other", datasette)
        with pytest.raises(sqlite3.OperationalError, match="no such function"):
            db.execute("SELECT search_phrase('a')")
        assert db.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) > 900_000_000
    assert (await datasette.client.get("/other/-/term/ogas")).status_code == 404


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\0" * 100])
async def test_broken_files_are_no_glossaries(
    made: Path, tmp_path: Path, serve: Callable[..., Any], content: bytes
) -> None:
    """A file that cannot be read does not keep the glossary from being shown."""
    broken = tmp_path / "broken.db"
    broken.write_bytes(content)
    assert glossary_names(serve(made, broken)) == ["glossary"]


# ---------------------------------------------------------------------------------------- several, and base_url


async def test_the_first_by_name_has_the_short_addresses(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """Others are reached behind their database's name, and lead on within it."""
    datasette = serve(make("second", title="Second"), make("first", title="First"))
    assert "<h1>First</h1>" in await get(datasette, "/")
    html = await get(datasette, "/second/-/")
    assert "<h1>Second</h1>" in html
    assert {"/second/-/term/ogas", "/second/-/post/undated", "/first"} - set(Checked(html).links) == {"/first"}
    assert "/" in Checked(html).links  # the other glossary
    assert "<mark" in await get(datasette, "/second/-/post/networks-en")
    assert 'action="/second/-/search"' in await get(datasette, "/second/-/search?q=OGAS")
    response = await datasette.client.get("/second/-/term/all-state-system")
    assert response.headers["location"] == "/second/-/term/ogas"


async def test_a_database_called_like_a_page_keeps_its_tables(
    made: Path, tmp_path: Path, serve: Callable[..., Any]
) -> None:
    """Where a database is called term, /term/x is its table x, and the glossary is behind its own name."""
    named = tmp_path / "term.db"
    with closing(sqlite3.connect(named)) as db:
        db.execute("CREATE TABLE ogas (id INTEGER PRIMARY KEY)")
    datasette = serve(made, named)
    assert "0 rows" in (await datasette.client.get("/term/ogas")).text
    assert "/glossary/-/term/ogas" in Checked(await get(datasette, "/glossary/-/")).links


async def test_base_url(made: Path, serve: Callable[..., Any]) -> None:
    """Under a prefix every link and every page is under the prefix."""
    datasette = serve(made, settings={"base_url": "/prefix/"})
    for path in ("/", "/term/ogas", "/post/networks-en", "/search?q=OGAS", "/glossary/-/term/ogas", "/term/none"):
        response = await datasette.client.get(path)
        links = [link for link in Checked(response.text).links if not link.startswith(("#", "https://example.org"))]
        assert [link for link in links if not link.startswith(("/prefix/", "http://localhost/prefix/"))] == []
        assert 'action="/prefix/' in response.text
        assert response.headers["content-security-policy"].startswith("default-src 'none'")
    response = await datasette.client.get("/term/all-state-system")
    assert response.headers["location"] == "/prefix/term/ogas"


async def test_the_style_is_there(made: Path, serve: Callable[..., Any]) -> None:
    """The page's style sheet exists where the page says, if the distribution is installed."""
    datasette = serve(made)
    style, *_ = re.findall(r'<link rel="stylesheet" href="([^"]+)">', await get(datasette, "/"))
    assert style == "/-/static-plugins/datasette-glossary/glossary.css"
    if "datasette-glossary" not in {
        plugin["name"] for plugin in (await datasette.client.get("/-/plugins.json")).json()
    }:
        pytest.skip("the distribution is not installed")
    assert (await datasette.client.get(style)).headers["content-type"].startswith("text/css")


async def test_another_schema_is_answered_with_the_command(
    make: Callable[..., Path], serve: Callable[..., Any]
) -> None:
    """A database of another version is not shown half, but with what mends it."""
    datasette = serve(make(schema="0" * 64))
    for path in ("/", "/term/ogas", "/post/undated", "/search?q=x"):
        html = await get(datasette, path, 503)
        assert "built by another version" in html
        assert "<code>glossary build</code>" in html
    assert (await datasette.client.get("/glossary/terms")).status_code == 200


async def test_an_old_database_without_our_tables_is_answered_too(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """A glossary of a very different schema is answered by the command as well."""
    path = tmp_path / "glossary.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE build (key TEXT PRIMARY KEY, value TEXT)")
        db.execute("INSERT INTO build VALUES ('application', 'datasette-glossary')")
        db.commit()
    assert "glossary build" in await get(serve(path), "/term/ogas", 503)


# ------------------------------------------------------------------------------------------------ permissions

PAGES = {"/": queries.home.TABLES, "/term/ogas": queries.term.TABLES, "/post/undated": queries.post.TABLES,
         "/search?q=OGAS": queries.search.TABLES}  # fmt: skip
ROOT = {"id": "root"}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "denied",
    [
        {"allow": ROOT},
        {"databases": {"glossary": {"allow": ROOT}}},
        {"databases": {"glossary": {"tables": {"terms": {"allow": ROOT}}}}},
        {"databases": {"glossary": {"tables": {"build": {"allow": False}}}}},
    ],
    ids=["instance", "database", "table", "nobody"],
)
async def test_pages_ask_for_permission(
    made: Path, serve: Callable[..., Any], path: str, denied: dict[str, Any]
) -> None:
    """Who may not view what a page reads does not get the page."""
    response = await serve(made, metadata=denied).client.get(path)
    assert response.status_code == 403
    assert "Gosplan" not in response.text


@pytest.mark.parametrize(
    ("path", "table"), [(path, table) for path, tables in PAGES.items() for table in ("build", *tables)]
)
async def test_every_table_is_asked_for(made: Path, serve: Callable[..., Any], path: str, table: str) -> None:
    """Each table that a page reads can close it."""
    metadata = {"databases": {"glossary": {"tables": {table: {"allow": False}}}}}
    assert (await serve(made, metadata=metadata).client.get(path)).status_code == 403


VISITS = [
    (["/"], queries.home.TABLES),
    (["/term/ogas", "/term/all-state-system"], queries.term.TABLES),
    (["/post/networks-en?with=zh"], queries.post.TABLES),
    (["/search?q=OGAS"], queries.search.TABLES),
    (["/questions"], queries.questions.TABLES),
    (["/suggestions"], queries.suggestions.TABLES),
]


@pytest.mark.parametrize(("paths", "tables"), VISITS, ids=[paths[0] for paths, _ in VISITS])
async def test_pages_ask_for_what_they_read(
    make: Callable[..., Path],
    serve: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    paths: list[str],
    tables: tuple[str, ...],
) -> None:
    """The tables that a page asks permission for are the ones that its queries read, as SQLite sees it."""
    made = make()
    with closing(sqlite3.connect(made)) as db:
        db.execute("INSERT INTO candidates VALUES (1, 'en', 'a mill', 1, NULL, 1, 1, NULL, '草台', NULL, '[]', 'new')")
        db.commit()
    read: set[str] = set()

    def watch(action: int, table: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and table:
            read.add(table)
        return sqlite3.SQLITE_OK

    rows = Attached.rows

    async def watched(self: Attached, sql: str, **parameters: object) -> Any:
        with closing(sqlite3.connect(made)) as db:
            db.set_authorizer(watch)
            db.execute(f"EXPLAIN {sql}", parameters)
        return await rows(self, sql, **parameters)

    monkeypatch.setattr(Attached, "rows", watched)
    datasette = serve(made)
    for path in paths:
        await datasette.client.get(path)
    with closing(sqlite3.connect(made)) as db:
        known = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE %TABLE %'")}
    assert {name for name in read & known if "_fts_" not in name} == {"build", *tables}


async def test_who_is_allowed_sees_the_page(made: Path, serve: Callable[..., Any]) -> None:
    """A signed-in visitor gets what an unknown one does not."""
    datasette = serve(made, metadata={"databases": {"glossary": {"allow": ROOT}}})
    assert "Gosplan" not in (await datasette.client.get("/")).text
    cookies = {"ds_actor": datasette.sign({"a": ROOT}, "actor")}
    response = await datasette.client.get("/", cookies=cookies)
    assert response.status_code == 200
    assert "private" in response.headers["cache-control"]


async def test_home_does_not_tell_of_closed_databases(made: Path, other: Path, serve: Callable[..., Any]) -> None:
    """Other databases are listed for who may view them."""
    closed = serve(made, other, metadata={"databases": {"other": {"allow": False}}})
    assert "/other" not in Checked(await get(closed, "/")).links
    assert "/other" in Checked(await get(serve(made, other), "/")).links


async def test_menu_leads_to_the_glossary(made: Path, serve: Callable[..., Any]) -> None:
    """From Datasette's pages the glossary is in the menu, for who may view it."""
    link = '<a href="/">Hand-made</a>'
    assert link in (await serve(made).client.get("/glossary/terms")).text
    closed = serve(made, metadata={"databases": {"glossary": {"tables": {"build": {"allow": False}}}}})
    assert link not in (await closed.client.get("/glossary/terms")).text


# ------------------------------------------------------------------------------------------- Datasette's own pages

SEARCH_BOXES = [
    ("posts", "改稻", ["networks-zh"]),
    ("posts", "论网络", ["networks-zh"]),
    ("posts", "改稻為桑", ["networks-zh"]),
    ("posts", '"', []),
    ("posts", "CAFE", ["undated"]),
    ("terms", "计划委", ["gosplan"]),
    ("terms", "planning committee", ["gosplan"]),
    ("terms", "改 桑", ["rice-to-mulberry"]),
]


@pytest.mark.parametrize(("table", "query", "slugs"), SEARCH_BOXES)
async def test_search_boxes_find_chinese(
    made: Path, serve: Callable[..., Any], table: str, query: str, slugs: list[str]
) -> None:
    """Every search box of Datasette finds any part of a Chinese sentence."""
    response = await serve(made).client.get(f"/glossary/{table}.json", params={"_search": query, "_shape": "array"})
    assert [row["slug"] for row in response.json()] == slugs


@pytest.mark.parametrize(("table", "column"), [("paragraphs", "reading"), ("search", "text")])
async def test_search_boxes_of_texts_find_chinese(
    made: Path, serve: Callable[..., Any], table: str, column: str
) -> None:
    """So do those of paragraphs and of the search index itself."""
    response = await serve(made).client.get(f"/glossary/{table}.json?_search=稻为桑的&_shape=array")
    assert [row[column] for row in response.json()] == [
        "关于全国自动化系统，\n和**改稻**为桑的故事。改稻为桑。"
    ] or table == "x"


async def test_search_phrase_is_a_function(made: Path, serve: Callable[..., Any]) -> None:
    """A query of one's own asks the indexes with what a person types."""
    sql = "select count(*) as n from posts_fts where posts_fts match search_phrase(:q)"
    datasette = serve(made)
    for query, count in (("论网络", 1), ("", 0), ('"', 0)):
        parameters = {"sql": sql, "q": query, "_shape": "array"}
        response = await datasette.client.get("/glossary.json", params=parameters, follow_redirects=True)
        assert response.json() == [{"n": count}]


async def test_tables_are_described_sorted_and_faceted(made: Path, serve: Callable[..., Any]) -> None:
    """Without any metadata file: descriptions, order, facets and labels."""
    datasette = serve(made)
    html = (await datasette.client.get("/glossary/mentions")).text
    assert "A mention: a place in a post where a label stands." in html
    assert "<dd>what the post itself says in brackets right behind it</dd>" in html
    assert re.findall(r'id="facet-(\w+)"', html) != []
    assert set(re.findall(r'id="facet-(\w+)"', html)) == {"kind", "language", "zone", "match", "status"}
    assert re.search(r'<a href="/term/ogas">OGAS</a> <em><a href="/glossary/terms/\d">', html)
    assert re.search(r'<a href="/post/networks-en">On Networks</a> <em><a href="/glossary/posts/\d">', html)
    terms = (await datasette.client.get("/glossary/terms.json?_shape=array")).json()
    assert [row["mention_count"] for row in terms] == sorted((row["mention_count"] for row in terms), reverse=True)
    html = (await datasette.client.get("/glossary/posts")).text
    assert set(re.findall(r'id="facet-(\w+)"', html)) == {"language", "terms"}
    assert "Every mention as a keyword in context." in (await datasette.client.get("/glossary/concordance")).text


async def test_metadata_of_ones_own_wins(made: Path, serve: Callable[..., Any]) -> None:
    """What somebody says in a metadata file stands, the rest is ours."""
    own = {"description": "My own words", "sort_desc": "slug", "columns": {"slug": "my slug"}}
    datasette = serve(made, metadata={"databases": {"glossary": {"tables": {"terms": own}}}})
    html = (await datasette.client.get("/glossary/terms")).text
    assert "My own words" in html
    assert "<dd>my slug</dd>" in html
    assert "<dd>what sort of expression it is</dd>" in html
    assert "sorted by slug descending" in html
    assert "A label: one written form" in (await datasette.client.get("/glossary/labels")).text


async def test_lists_do_not_show_whole_bodies(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """A list of posts shows how each begins, and leads to the post."""
    posts = [{"slug": "p", "title": "P", "language": "en", "date": None, "body": "Begin " + "word " * 400 + "END"}]
    html = (await serve(make(terms=[], posts=posts)).client.get("/glossary/posts")).text
    assert '<a href="/post/p">read all 2,009 characters</a>' in html
    assert "END" not in html


async def test_cells_read_well(made: Path, serve: Callable[..., Any]) -> None:
    """Slugs and addresses are links, arrays and objects are lines."""
    datasette = serve(made)
    posts = (await datasette.client.get("/glossary/posts")).text
    assert '<a href="/post/networks-en">networks-en</a>' in posts
    assert ">networks · plans<" in posts
    terms = (await datasette.client.get("/glossary/terms")).text
    assert '<a href="/term/ogas">ogas</a>' in terms
    assert ">en: OGAS · zh: 全国自动化系统<" in terms
    concordance = (await datasette.client.get("/glossary/concordance")).text
    assert '<a href="/post/networks-en#ogas-1">/post/networks-en#ogas-1</a>' in concordance
    homographs = (await datasette.client.get("/glossary/homographs")).text
    assert '<a href="/term/paper-mill">paper-mill</a> · <a href="/term/wind-mill">wind-mill</a>' in homographs
