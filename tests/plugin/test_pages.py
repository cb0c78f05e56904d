"""The pages as a visitor gets them."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from plugin.checked import Checked, get

from glossary.plugin.live import Live, attach
from glossary.plugin.words import READERS
from glossary.term import read_glossary

pytestmark = pytest.mark.asyncio


def text_of(html: str) -> str:
    """Return what a page reads."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main", 1)[1]).split())


# ---------------------------------------------------------------------------------------------------- home


async def test_home_shows_what_there_is(made: Path, serve: Callable[..., Any]) -> None:
    """Title, description, counts, terms by kind, posts by date, what needs explaining."""
    html = await get(serve(made), "/")
    read = text_of(html)
    assert "<h1>Hand-made</h1>" in html
    assert "A glossary made by hand." in read
    assert "6 terms · 3 posts · 12 mentions" in read
    assert read.index("Organisations 1") < read.index("Projects 1") < read.index("Slang 1")
    assert "OGAS 全国自动化系统" in read
    assert "To explain 3" in read
    assert read.index("2026-01-02") < read.rindex("undated")
    assert {"/term/ogas", "/post/networks-zh", "/glossary", "/glossary/terms"} <= set(Checked(html).links)


@pytest.mark.parametrize("language", READERS)
async def test_home_of_an_empty_glossary(
    make: Callable[..., Path], serve: Callable[..., Any], tmp_path: Path, language: str
) -> None:
    """With nothing in it, the page says how to begin, with an entry that can be pasted as it is."""
    html = await get(serve(make(terms=[], posts=[])), f"/?lang={language}")
    commands = re.findall("<pre><code>(.*?)</code></pre>", html, re.DOTALL)
    assert commands[0] == "glossary serve --content DIR"
    assert commands[2] == "glossary build"
    (tmp_path / "terms.yaml").write_text(commands[1], encoding="utf-8")
    glossary, problems = read_glossary(tmp_path / "terms.yaml")
    assert [[label.language for label in term.labels] for term in glossary.terms] == [[language]]
    assert problems == []


async def test_home_says_only_what_is_missing(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """Posts without terms lead to the suggestions; where edits are followed, nobody has to build."""
    datasette = serve(make(terms=[], suggestions="1437"))
    attach(datasette, Live())
    read = text_of(await get(datasette, "/"))
    assert "Look through 1,437 suggestions" in read
    assert "There are no terms yet" in read
    assert "There are no posts yet" not in read
    assert "Save the file" in read
    assert "glossary build" not in read


async def test_home_of_terms_without_posts(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """Terms that no post can mention are listed below what there is to do."""
    terms = [{"slug": "ogas", "kind": "project", "labels": {"en": ["OGAS"]}}]
    read = text_of(await get(serve(make(terms=terms, posts=[])), "/"))
    assert read.index("There are no posts yet") < read.index("OGAS")
    assert "There are no terms yet" not in read


@pytest.mark.parametrize("path", ["/term/ogas", "/search?q=ogas"])
async def test_where_nothing_can_be_found_yet(make: Callable[..., Path], serve: Callable[..., Any], path: str) -> None:
    """A page that finds nothing in an empty glossary leads to how to begin."""
    database = make(terms=[], posts=[])
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("INSERT INTO build (key, value) VALUES ('terms', '0')")
    response = await serve(database).client.get(path)
    assert "There are no terms yet: how to begin." in response.text


async def test_home_shortens_long_kinds(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """Of a kind with very many terms the page shows some and leads to all."""
    terms = [{"slug": f"t-{n}", "kind": "concept", "labels": {"en": [f"term {n}"]}} for n in range(130)]
    html = await get(serve(make(terms=terms, posts=[])), "/")
    section = html[html.index('<h3 id="concept">') : html.index('<h2 id="unexplained">')]
    assert section.count("<li") == 60
    assert '<a href="/?kind=concept#terms">All 130 →</a>' in section


# ---------------------------------------------------------------------------------------------------- terms


async def test_term_shows_everything_about_it(made: Path, serve: Callable[..., Any]) -> None:
    """Names, kind, explanations in all languages, notes, sources, relations and mentions."""
    html = await get(serve(made), "/term/ogas")
    read = text_of(html)
    assert "All-State System" in read
    assert "O.G.A.S" not in html  # a hidden label
    assert "<em>network</em>" in html
    assert '<a href="/term/gosplan" lang="en">Gosplan</a>' in html
    assert '见<a href="/term/gosplan" lang="zh">国家计划委员会</a>' in html
    assert '<a href="/term/rice-to-mulberry">RICE to mulberry</a>' in html
    assert "[[No Such Term]]" in read
    assert (
        "Origin Proposed in 1962. Editor’s note Check <b>dates</b>.".replace("<", "&lt;").replace(">", "&gt;") in read
    )
    assert "In Chinese 中文 一个计算机网络的计划，见 国家计划委员会 。 Origin 一九六二年提出。" in read
    assert "&lt;b&gt;dates&lt;/b&gt;" in html
    assert '<a href="https://example.org/plan">A history of the plan</a>' in html
    assert "<li>A talk</li>" in html
    assert "A kind or part of Gosplan" in read
    assert "Related to rice to mulberry" in read
    assert "Mentions 6 in 2 posts" in read
    assert '<a href="/post/networks-en#ogas-5">' in html
    assert read.index("On Networks") < read.index("论网络")
    assert "draft" not in read


@pytest.mark.parametrize(("slug", "relation"), [("gosplan", "Takes in OGAS"), ("rice-to-mulberry", "Related to OGAS")])
async def test_relations_are_read_from_both_ends(
    made: Path, serve: Callable[..., Any], slug: str, relation: str
) -> None:
    """The other term shows the relation by its own word."""
    assert relation in text_of(await get(serve(made), f"/term/{slug}"))


async def test_term_without_anything_says_so(made: Path, serve: Callable[..., Any]) -> None:
    """Nobody is left with an empty page."""
    read = text_of(await get(serve(made), "/term/unseen"))
    assert "Nobody has explained this yet. It is defined in terms.yaml, line 1." in read
    assert "No post mentions it." in read


async def test_unsourced_explanation_looks_unsourced(made: Path, serve: Callable[..., Any]) -> None:
    """An explanation without a source says so."""
    assert "No source is given." in text_of(await get(serve(made), "/term/gosplan"))


async def test_ambiguous_mentions_are_shown_apart(made: Path, serve: Callable[..., Any]) -> None:
    """What may mean another term is no mention, but can be found from each of the terms."""
    datasette = serve(made)
    html = await get(datasette, "/term/paper-mill")
    assert "Possibly meant" in html
    (address,) = {link for link in Checked(html).links if link.startswith("/post/undated#")}
    assert address.partition("#")[2] in Checked(await get(datasette, "/post/undated")).ids


async def test_many_mentions_are_paged(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """A page holds 200 mentions, and every mention is on one page."""
    posts = [{"slug": "long", "title": "Long", "language": "en", "date": "2026-01-01", "body": "OGAS, " * 450}]
    terms = [{"slug": "ogas", "kind": "project", "labels": {"en": ["OGAS"]}}]
    datasette = serve(make(terms=terms, posts=posts))
    seen: list[str] = []
    for page, count in (("1", 200), ("2", 200), ("3", 50)):
        html = await get(datasette, f"/term/ogas?page={page}")
        on_page = [link for link in Checked(html).links if link.startswith("/post/long#")]
        assert len(on_page) == count
        seen += on_page
    assert seen == [f"/post/long#ogas-{n}" for n in range(1, 451)]


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "²", ""])
async def test_odd_page_numbers_are_no_error(made: Path, serve: Callable[..., Any], page: str) -> None:
    """A page number that makes no sense is the nearest that does."""
    await get(serve(made), f"/term/ogas?page={page}")


async def test_former_slugs_redirect(made: Path, serve: Callable[..., Any]) -> None:
    """An old address leads on for good."""
    response = await serve(made).client.get("/term/all-state-system")
    assert (response.status_code, response.headers["location"]) == (301, "/term/ogas")


@pytest.mark.parametrize(
    "path", ["/term/none", "/post/none", "/term/大模型", "/post/%00", "/term/a%2Fb", "/term/~E5", "/term/%E5%A4%A7"]
)
async def test_unknown_addresses_are_not_here(made: Path, serve: Callable[..., Any], path: str) -> None:
    """What there is not is 404, with the way to search for it."""
    html = await get(serve(made), path, 404)
    assert "Search for" in html


# ---------------------------------------------------------------------------------------------------- posts


async def test_post_reads_with_every_mention_marked(made: Path, serve: Callable[..., Any]) -> None:
    """Each mention is marked and linked, the first of its term strongest, and has its anchor once."""
    html = await get(serve(made), "/post/networks-en")
    ids = Checked(html).ids
    assert [f"ogas-{n}" for n in range(1, 6)] == [name for name in ids if name.startswith("ogas-")]
    assert [name for name in ids if name.startswith("gosplan-")] == ["gosplan-1", "gosplan-2"]
    assert html.count('class="mention first"') == 2
    assert "<code>OGAS</code>" in html
    assert (
        '<a class="link" href="https://example.org/">a link to <mark class="mention" id="ogas-4">OGAS</mark></a>'
        in html
    )
    assert html.count('<a href="/term/ogas" aria-describedby="note:ogas">') == 5


async def test_mention_over_several_texts(made: Path, serve: Callable[..., Any]) -> None:
    """A mention with emphasis inside is marked in pieces; a line end between Chinese is no space."""
    html = await get(serve(made), "/post/networks-zh")
    marked = re.findall(r'<mark class="mention first"( id="[^"]+")?><a[^>]+>([^<]+)</a></mark>', html)
    assert marked == [
        (' id="ogas-1"', "全国自动化系统"),
        (' id="rice-to-mulberry-1"', "改稻"),
        ("", "为桑"),
    ]
    assert "</mark>，和<strong>" in html


async def test_ambiguous_mention_leads_to_its_terms(made: Path, serve: Callable[..., Any]) -> None:
    """Nobody guesses: the mark leads to the list of what may be meant."""
    html = await get(serve(made), "/post/undated")
    assert '<a href="#ambiguous:1" aria-describedby="ambiguous:1">mill</a>' in html
    listed = html[html.index('id="ambiguous:1"') :]
    assert listed.index("/term/paper-mill") < listed.index("/term/wind-mill")


async def test_addresses_of_mentions_hold(made: Path, serve: Callable[..., Any]) -> None:
    """Every address that the concordance gives is an id on the page it names."""
    datasette = serve(made)
    rows = (await datasette.client.get("/glossary/concordance.json?_shape=objects&_size=max")).json()["rows"]
    assert len(rows) == 12
    for row in rows:
        path, _, anchor = row["address"].partition("#")
        ids = Checked(await get(datasette, path)).ids
        assert anchor in ids if anchor else row["status"] == "ambiguous"


# --------------------------------------------------------------------------------------------------- search

SEARCHES = [
    ("OGAS", ["OGAS", "networks-en"]),
    ("ogas", ["OGAS", "networks-en"]),
    ("改稻为桑", ["rice to mulberry", "networks-zh"]),
    ("稻为", ["rice to mulberry", "networks-zh"]),
    ("改稻為桑", ["rice to mulberry", "networks-zh"]),
    ("论网络", ["networks-zh"]),
    ("cafe", ["undated"]),
    ("Ｇosplan", ["Gosplan"]),
    ("plan", ["Gosplan", "OGAS"]),
    ("O.G.A.S", ["OGAS"]),
    ("All-State", ["OGAS"]),
    ('"planning committee"', ["Gosplan"]),
    ("network computers", ["OGAS"]),
]


@pytest.mark.parametrize(("query", "expected"), SEARCHES, ids=[query for query, _ in SEARCHES])
async def test_search_finds(made: Path, serve: Callable[..., Any], query: str, expected: list[str]) -> None:
    """Terms are found by any part of a label or by their explanation, posts and passages by any words."""
    html = await get(serve(made), f"/search?q={query}")
    assert [text for text in expected if text not in html.split("<main", 1)[1]] == []


async def test_search_puts_the_term_called_so_first(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """The exact label, then a part of a label, then an explanation."""
    terms = [
        {"slug": "a", "kind": "concept", "labels": {"en": ["other"]}, "explanation": {"en": "about rice rice rice"}},
        {"slug": "b", "kind": "concept", "labels": {"en": ["rice paddy"]}},
        {"slug": "c", "kind": "concept", "labels": {"en": ["Rice"]}},
        {"slug": "d", "kind": "concept", "labels": {"en": ["price"]}},
    ]
    html = await get(serve(make(terms=terms, posts=[])), "/search?q=rice")
    assert re.findall(r'href="/term/(.)"', html) == ["c", "b", "d", "a"]


async def test_search_marks_the_words(made: Path, serve: Callable[..., Any]) -> None:
    """The words that were asked for are marked in names and passages."""
    html = await get(serve(made), "/search?q=故事")
    assert "<mark>故事</mark>" in html
    assert 'href="/post/networks-zh#p:2"' in html


BROKEN = [
    '"', '""', "'", "*", "a*", "(", "NEAR(", "AND", "OR NOT", "title:", "-", "^", "\\", "%", "_", "[[", "{", "a AND",
    "\0", "a\0b", "\ud800".encode("utf-8", "surrogatepass"), "🙂", "《》", "x" * 20_000, "a " * 3_000, "' OR 1=1",
    "%27", "<script>alert(1)</script>",
]  # fmt: skip


@pytest.mark.parametrize("query", BROKEN, ids=lambda query: repr(query)[:20])
async def test_any_query_is_a_search(made: Path, serve: Callable[..., Any], query: str | bytes) -> None:
    """Nothing that can be typed is an error."""
    html = await get(serve(made), f"/search?q={quote(query)}")
    assert "<script>" not in html


async def test_empty_answers_say_what_to_try(made: Path, serve: Callable[..., Any]) -> None:
    """An answer without a hit is not an empty page, nor is a search for nothing."""
    datasette = serve(made)
    assert "try fewer words" in await get(datasette, "/search?q=zzzz")
    assert "Type words" in await get(datasette, "/search")


async def test_passages_are_paged(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """Passages beyond the first fifty are on the next page, without the terms and posts."""
    posts = [{"slug": "p", "title": "P", "language": "en", "date": None, "body": "\n\n".join(["the plan"] * 60)}]
    datasette = serve(make(terms=[], posts=posts))
    first, second = await get(datasette, "/search?q=plan"), await get(datasette, "/search?q=plan&page=2")
    assert (first.count("#p:"), second.count("#p:")) == (50, 10)
    assert 'href="/search?q=plan&amp;page=2"' in first
