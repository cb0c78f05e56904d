"""Hostile texts in every field of a glossary, and the headers and limits that stand behind the escaping."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from plugin.checked import Checked, get

from glossary.plugin import LONGEST_MADE_VALUE

pytestmark = pytest.mark.asyncio

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}</mark></title>"
SCRIPT = "javascript:alert(document.domain)"


def hostile(path: Path) -> None:
    """Put hostile texts into every text field of the glossary at *path* that a CHECK lets pass."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE sql LIKE '%STRICT%'")]
        for table in tables:
            kept = {"kind", "type", "status", "zone", "match", "case_policy", "inflect", "boundary", "severity", "key"}
            for _, column, type_, *_ in db.execute(f"PRAGMA table_info({table})").fetchall():
                if type_ != "TEXT" or column in kept or table == "build":
                    continue
                json = column in ("tags", "categories", "terms", "names", "only_in", "not_in", "posts")
                address = SCRIPT if "url" in column else HOSTILE
                value = "'[' || json_quote(:text) || ']'" if json else ":text"
                value = "json_object('en', :text)" if column == "names" else value
                unique = " || rowid" if column in ("slug", "path") and table != "former_slugs" else ""
                if column == "text" and table == "labels":
                    unique = " || rowid"
                db.execute(f"UPDATE OR REPLACE {table} SET {column} = {value}{unique}", {"text": address})
        db.execute("UPDATE posts SET body = :text || char(10) || body", {"text": f"{HOSTILE}\n\n[x]({SCRIPT})\n\n"})
        db.execute("UPDATE build SET value = :text WHERE key = 'title'", {"text": HOSTILE})
        db.execute("UPDATE build SET value = json_object('en', :text) WHERE key = 'description'", {"text": HOSTILE})
        db.commit()


@pytest.fixture
def attacked(make: Callable[..., Path], serve: Callable[..., Any]) -> Any:
    """A Datasette with a glossary of hostile texts."""
    path = make()
    hostile(path)
    return serve(path)


async def test_no_page_runs_what_a_text_says(attacked: Any) -> None:
    """Whatever stands in titles, labels, explanations, addresses, slugs and bodies stays text."""
    home = await get(attacked, "/")
    links = Checked(home).links
    pages = [link for link in links if link.startswith(("/term/", "/post/"))]
    assert len(pages) >= 9
    for path in pages:
        assert SCRIPT not in Checked(await get(attacked, path)).links
    assert "&lt;script&gt;" in home
    await get(attacked, "/search?q=alert")
    await get(attacked, "/term/%22%3E%3Cscript%3E", 404)


@pytest.mark.parametrize(
    "table",
    ["posts", "terms", "mentions", "labels", "explanations", "sources", "concordance", "term_index", "homographs",
     "mention_candidates", "search", "paragraphs", "former_slugs", "relations"],
)  # fmt: skip
async def test_no_cell_runs_what_a_text_says(attacked: Any, table: str) -> None:
    """Datasette's pages too show hostile texts as text, where we render the cells."""
    response = await attacked.client.get(f"/glossary/{table}")
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "<img" not in response.text
    assert f'href="{SCRIPT}' not in response.text


async def test_pages_say_what_may_run(made: Path, serve: Callable[..., Any]) -> None:
    """Our pages allow no script but files of ours, and nothing from elsewhere."""
    datasette = serve(made)
    for path in ("/", "/term/ogas", "/post/undated", "/search?q=x", "/term/none", "/glossary/-/term/ogas"):
        headers = (await datasette.client.get(path)).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    ["/glossary", "/glossary/terms", "/glossary/terms/1", "/glossary.json", "/glossary?sql=select+1", "/glossary/no"],
)
async def test_datasettes_pages_of_ours_are_guarded(made: Path, serve: Callable[..., Any], path: str) -> None:
    """Datasette's pages need their inline scripts, but nothing from elsewhere."""
    headers = (await serve(made).client.get(path)).headers
    assert "script-src 'self' 'unsafe-inline'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/-/plugins.json", "/-/static/app.css", "/other", "/other/t", "/_memory?sql=select+1"]
)
async def test_other_pages_keep_their_headers(made: Path, tmp_path: Path, serve: Callable[..., Any], path: str) -> None:
    """What is not a glossary's is left alone."""
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as db:
        db.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)")
    response = await serve(made, other, memory=True).client.get(path)
    assert response.status_code in (200, 302)
    assert "content-security-policy" not in response.headers


async def test_a_query_cannot_fill_the_memory(made: Path, serve: Callable[..., Any]) -> None:
    """A value that SQL makes up may be as long as the limit, no longer."""
    datasette = serve(made)
    sql = "/glossary.json?_shape=array&sql=select+length(zeroblob({}))+as+n"
    response = await datasette.client.get(sql.format(LONGEST_MADE_VALUE - 100), follow_redirects=True)
    assert response.json() == [{"n": LONGEST_MADE_VALUE - 100}]
    response = await datasette.client.get(sql.format(LONGEST_MADE_VALUE + 100), follow_redirects=True)
    assert response.status_code == 400
    assert "too big" in response.text


async def test_the_limit_grows_with_the_longest_post(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """A glossary with very long values can be read, and searched for, whole."""
    datasette = serve(make(longest_value=str(LONGEST_MADE_VALUE)))
    sql = f"/glossary.json?_shape=array&sql=select+length(zeroblob({2 * LONGEST_MADE_VALUE - 100}))+as+n"
    assert (await datasette.client.get(sql, follow_redirects=True)).status_code == 200
