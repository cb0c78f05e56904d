"""The timeline: which term was first seen when, and where."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from plugin.checked import Checked, get

from glossary.plugin.queries.first_seen import TABLES

pytestmark = pytest.mark.asyncio

Make = Callable[..., Path]
Serve = Callable[..., Any]


def term(n: int, kind: str = "concept") -> dict[str, Any]:
    """Return a term."""
    return {"slug": f"t-{n:03}", "kind": kind, "labels": {"en": [f"w{n:03}x"]}}


def post(slug: str, date: str | None, *terms: int, language: str = "en", key: str = "") -> dict[str, Any]:
    """Return a post that mentions terms."""
    return {
        "slug": slug, "title": f"Title {slug}", "language": language, "date": date, "translation_key": key or slug,
        "body": " ".join(f"w{n:03}x" for n in terms) or "Nothing.",
    }  # fmt: skip


def days(html: str) -> dict[str, list[str]]:
    """Return the addresses under each day."""
    return {
        re.sub(r"<[^>]+>", "", day): re.findall(r'href="(/post/[^"]+#[^"]+)"', rest)
        for day, rest in re.findall(r"<h2>(.*?)</h2>(.*?)</section>", html, re.DOTALL)
    }


async def test_terms_stand_where_they_were_first_seen(make: Make, serve: Serve) -> None:
    """By day, each leading to its first mention; what only undated posts mention comes last and is counted."""
    posts = [post("b", "2025-03-01", 1, 2, 4), post("a", "2024-01-05", 2), post("c", None, 1, 3)]
    html = await get(serve(make(terms=[term(n) for n in range(5)], posts=posts)), "/timeline")
    assert days(html) == {
        "2024-01-05": ["/post/a#t-002-1"],
        "2025-03-01": ["/post/b#t-001-1", "/post/b#t-004-1"],
        "undated": ["/post/c#t-003-1"],
    }
    assert [*days(html)] == ["2024-01-05", "2025-03-01", "undated"]
    assert "1 term is known from undated posts only" in html
    assert 'aria-label="2024-01: 1, 2025-03: 2"' in html


async def test_only_undated_posts(make: Make, serve: Serve) -> None:
    """Without a date there is no picture, but there are the terms."""
    html = await get(serve(make(terms=[term(1)], posts=[post("a", None, 1)])), "/timeline")
    assert days(html) == {"undated": ["/post/a#t-001-1"]}
    assert "<figure" not in html


@pytest.mark.parametrize(("lang", "slug"), [("en", "a-en"), ("zh", "b-zh")])
async def test_of_a_post_and_its_translation_the_readers_is_named(
    make: Make, serve: Serve, lang: str, slug: str
) -> None:
    """Both are of the same day: who reads Chinese is led to the Chinese one, if the term stands there."""
    posts = [
        post("a-en", "2024-01-05", 1, 2, key="a"), post("b-zh", "2024-01-05", 1, key="a", language="zh"),
        post("c-zh", "2024-02-05", 1, 2, key="a", language="zh"),
    ]  # fmt: skip
    html = await get(serve(make(terms=[term(1), term(2)], posts=posts)), f"/timeline?lang={lang}")
    assert set(days(html)["2024-01-05"]) == {f"/post/{slug}#t-001-1", "/post/a-en#t-002-1"}
    assert len(days(html)) == 1


async def test_a_long_list_is_cut_and_says_so(make: Make, serve: Serve) -> None:
    """A page has three hundred terms, and together the pages have all."""
    posts = [post(f"p-{n:02}", f"2024-01-{n + 1:02}", *range(n * 25, n * 25 + 25)) for n in range(14)]
    datasette = serve(make(terms=[term(n) for n in range(350)], posts=posts))
    first, second = await get(datasette, "/timeline"), await get(datasette, "/timeline?page=2")
    assert "Terms 1 to 300 of 350." in first
    assert "Terms 301 to 350 of 350." in second
    assert 'rel="next" href="/timeline?page=2"' in first
    seen = [link for html in (first, second) for of in days(html).values() for link in of]
    assert len(set(seen)) == len(seen) == 350


async def test_one_kind(make: Make, serve: Serve) -> None:
    """The list of a kind has that kind alone; an unknown kind is the whole list."""
    posts = [post("a", "2024-01-05", 1, 2)]
    datasette = serve(make(terms=[term(1), term(2, "person")], posts=posts))
    html = await get(datasette, "/timeline?kind=person")
    assert days(html) == {"2024-01-05": ["/post/a#t-002-1"]}
    assert '<a href="/timeline?kind=person" aria-current="true">People <span class="number">1</span></a>' in html
    assert len(days(await get(datasette, "/timeline?kind=x"))["2024-01-05"]) == 2


async def test_nothing_was_ever_seen(make: Make, serve: Serve) -> None:
    """An empty glossary has an empty timeline."""
    datasette = serve(make(terms=[], posts=[]))
    assert "No post mentions a term yet." in await get(datasette, "/timeline")
    assert "还没有文章提到任何词条。" in await get(datasette, "/timeline?lang=zh")


@pytest.mark.parametrize("table", ["build", *TABLES])
async def test_permissions(made: Path, serve: Serve, table: str) -> None:
    """Whoever may not see a table that the timeline is made of does not see it."""
    refused = {"databases": {"glossary": {"tables": {table: {"allow": False}}}}}
    assert (await serve(made, metadata=refused).client.get("/timeline")).status_code == 403


async def test_links_lead_to_pages_that_are_there(made: Path, serve: Serve) -> None:
    """Every post that the timeline names has the anchor that it names."""
    datasette = serve(made)
    links = [link for link in Checked(await get(datasette, "/timeline")).links if "#" in link and "/post/" in link]
    assert links
    for link in links:
        path, _, anchor = link.partition("#")
        assert f'id="{anchor}"' in await get(datasette, path)
