"""Datasette's own pages of a glossary: names for numbers, links to our pages, our look, the way back, the questions."""

import html as escaping
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from datasette.app import Datasette
from plugin.checked import Checked, get
from plugin.conftest import make_glossary

from glossary.plugin.queries.questions import TABLES as QUESTIONS_TABLES
from glossary.plugin.queries.suggestions import TABLES as SUGGESTIONS_TABLES
from glossary.plugin.recipes import QUESTIONS, Question

pytestmark = pytest.mark.asyncio

STYLE = (files("glossary") / "plugin" / "static" / "tables.css").read_text(encoding="utf-8")
PAGES = ["/glossary", "/glossary/mentions", "/glossary/mentions/1", "/glossary/concordance", "/glossary?sql=select+1"]


def the_id(path: Path, sql: str) -> int:
    """Return a number out of a glossary."""
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute(sql).fetchone()[0])


@pytest.fixture(scope="module")
def paired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A glossary with one aligned paragraph, one pair of mentions and a candidate."""
    path = make_glossary(tmp_path_factory.mktemp("paired") / "glossary.db")
    with closing(sqlite3.connect(path)) as db:
        places = """
            SELECT m.id, m.paragraph_id FROM mentions AS m JOIN terms AS t ON t.id = m.term_id
              JOIN posts AS p ON p.id = m.post_id WHERE t.slug = 'ogas' AND p.slug = ? ORDER BY m.id LIMIT 1
        """
        (one, here), (other, there) = (db.execute(places, [f"networks-{tag}"]).fetchone() for tag in ("en", "zh"))
        db.executemany("INSERT INTO alignments VALUES (?, ?, 0.9)", [(here, there), (there, here)])
        db.executemany("INSERT INTO mention_pairs VALUES (?, ?)", [(one, other), (other, one)])
        db.execute("""
            INSERT INTO candidates VALUES (1, 'en', 'dual control', 0.5, NULL, 1, 1, NULL, '双重领导', NULL,
                                           '[{"signal": "quoted", "value": 1, "weight": 1}]', 'new')
        """)
        first = "(SELECT id FROM posts WHERE slug = 'networks-en')"
        db.execute(f"UPDATE terms SET first_date = '2026-01-02', first_post_id = {first}")
        db.commit()
    return path


# ------------------------------------------------------------------------------------------------------- cells

CELLS = [
    ("mentions", r'<a href="/post/networks-en#ogas-1">OGAS</a>'),
    ("mentions", r'<a href="/post/networks-en#p:1"># The|<a href="/post/networks-en#p:1">The OGAS plan</a> <em><a'),
    ("mentions", r'<a href="/post/undated#mention:15">mill</a>'),
    ("paragraphs", r'<a href="/post/networks-en#p:2">2</a>'),
    ("search", r'<a href="/post/networks-en#p:1">The OGAS plan</a> <em><a href="/glossary/paragraphs/\d+">'),
    ("alignments", r'<a href="/post/networks-zh#p:2">关于全国自动化系统'),
    ("mention_pairs", r'<a href="/post/networks-zh#ogas-1">全国自动化系统</a> <em><a href="/glossary/mentions/\d+">'),
    ("mention_candidates", r'<a href="/post/undated#mention:15">mill</a> <em>'),
    ("mention_candidates", r'<a href="/term/paper-mill">mill</a> <em><a href="/glossary/terms/\d">'),
    ("terms", r'<a href="/term/ogas">OGAS</a>'),
    ("terms", r'<a href="/post/networks-en">On Networks</a> <em><a href="/glossary/posts/1">1</a></em>'),
    ("posts", r'<a href="/post/networks-zh">论网络</a>'),
    ("relations", r'<a href="/term/gosplan">Gosplan</a> <em>'),
    ("term_index", r'<a href="/term/ogas">OGAS</a>'),
    ("timeline", r'<a href="/term/ogas">OGAS</a>'),
    ("missing_texts", r'<a href="/term/paper-mill">mill</a>'),
    ("cooccurrences", r'<a href="/term/rice-to-mulberry">rice to mulberry</a>'),
    ("concordance", r'<a href="/post/networks-en#ogas-2">OGAS</a>'),
    ("first_mentions", r'<a href="/post/networks-en#ogas-1">OGAS</a>'),
    ("candidates", r'<a href="/search\?q=dual\+control">dual control</a>'),
    ("candidates", r'<td class="col-evidence type-str">in quotes</td>'),
]


@pytest.mark.parametrize(("table", "cell"), CELLS)
async def test_cells_lead_to_our_pages(paired: Path, serve: Callable[..., Any], table: str, cell: str) -> None:
    """A row about something leads to it, by its name."""
    response = await serve(paired).client.get(f"/glossary/{table}")
    assert re.search(cell, response.text)


@pytest.mark.parametrize("base_url", ["/", "/prefix/"])
async def test_the_page_of_a_row_has_names_too(paired: Path, serve: Callable[..., Any], base_url: str) -> None:
    """On the page of one row numbers are names as well, and the row's own number is its place."""
    datasette = serve(paired, settings={"base_url": base_url})
    key = the_id(paired, "SELECT id FROM mentions WHERE ordinal = 2")
    html = (await datasette.client.get(f"/glossary/mentions/{key}")).text
    place = f'<a href="{base_url}post/networks-en#ogas-2">'
    assert f"{place}OGAS</a>" in html
    assert f'<a href="{base_url}term/ogas">OGAS</a>' in html
    assert f'<a href="{base_url}post/networks-en">On Networks</a>' in html
    assert re.search(rf'<a href="{base_url}glossary/labels/\d+">OGAS</a>', html)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            "/glossary/mentions",
            marks=pytest.mark.skipif(
                hasattr(Datasette, "permission_allowed"),
                reason="Datasette 0.65 looks up the names behind a table's numbers without asking who is looking",
            ),
        ),
        "/glossary/mentions/1",
    ],
)
async def test_closed_tables_stay_closed(paired: Path, serve: Callable[..., Any], path: str) -> None:
    """A cell does not tell of a table that its reader may not view."""
    closed = {"tables": {"posts": {"allow": False}, "terms": {"allow": False}}}
    datasette = serve(paired, metadata={"databases": {"glossary": closed}})
    response = await datasette.client.get(path)
    assert response.status_code == 200
    assert "On Networks" not in response.text
    assert "/post/networks-en#ogas" not in response.text
    assert 'href="/term/' not in response.text


HOSTILE = "<script>alert(1)</script>\"'&"


async def test_hostile_names_run_nothing(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """Names, readings and titles are text in every table and view."""
    terms = [{"slug": "a", "kind": "slang", "labels": {"en": [HOSTILE, "tower"]}}]
    posts = [{"slug": "p", "title": HOSTILE, "language": "en", "date": "2026-01-01", "body": f"{HOSTILE} tower"}]
    path = make(terms=terms, posts=posts, title=HOSTILE)
    datasette = serve(path)
    for table in sorted({table for table, _ in CELLS}):
        response = await datasette.client.get(f"/glossary/{table}")
        assert response.status_code == 200
        assert "<script>alert" not in response.text


# ------------------------------------------------------------------------------------- the look, and the way back


async def test_the_style_is_small_and_ours(made: Path, serve: Callable[..., Any]) -> None:
    """Datasette's pages wear a small stylesheet of ours, light and dark, that loads nothing."""
    assert len(STYLE.encode()) <= 6_000
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    assert "prefers-color-scheme: dark" in STYLE
    datasette = serve(made)
    for path in PAGES:
        response = await datasette.client.get(path, follow_redirects=True)
        assert "/-/static-plugins/datasette-glossary/tables.css" in response.text


async def test_its_colours_are_those_of_the_glossary() -> None:
    """What the two stylesheets call by one name is one colour, light and dark."""
    pages = (files("glossary") / "plugin" / "static" / "glossary.css").read_text(encoding="utf-8")

    def colours(style: str) -> list[str]:
        return re.findall(r"(--(?:paper|raised|ink|quiet|line|link): #[0-9a-f]{3,6})", style)

    assert colours(STYLE) == colours(pages)[:12]
    assert len(colours(STYLE)) == 12


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_leads_back(made: Path, serve: Callable[..., Any], path: str) -> None:
    """The glossary and its questions stand at the head of Datasette's pages, in the reader's language."""
    datasette = serve(made)
    crumbs = await crumbs_of(datasette, path)
    assert crumbs[:2] == [("/", "Hand-made"), ("/questions", "Questions")]
    assert ("/", "home") not in crumbs
    if path != "/glossary":
        assert ("/glossary", "glossary") in crumbs
    assert ("/questions", "可以这样问") in await crumbs_of(datasette, path, "zh")


async def crumbs_of(datasette: Any, path: str, language: str = "en") -> list[tuple[str, str]]:
    """Return what stands at the head of a page of Datasette."""
    headers = {"accept-language": language}
    response = await datasette.client.get(path, headers=headers, follow_redirects=True)
    (crumbs,) = re.findall(r'<p class="crumbs">(.*?)</p>', response.text, flags=re.DOTALL)
    return [(address, label.strip()) for address, label in re.findall(r'<a href="([^"]*)">(.*?)</a>', crumbs)]


async def test_the_way_back_of_a_second_glossary(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """Each glossary's tables lead to its own pages; a prefix stands before all of them."""
    datasette = serve(make("second", title="Second"), make("first", title="First"), settings={"base_url": "/prefix/"})
    assert await crumbs_of(datasette, "/second/terms") == [
        ("/prefix/", "home"), ("/prefix/second/-/", "Second"), ("/prefix/second/-/questions", "Questions"),
        ("/prefix/second", "second"), *[("/prefix/second/terms", "terms")] * (not hasattr(datasette, "metadata")),
    ]  # fmt: skip


@pytest.mark.parametrize(("table", "left"), [("terms", set()), ("mention_pairs", {"Hand-made"})])
async def test_the_way_back_leads_to_no_closed_door(
    made: Path, serve: Callable[..., Any], table: str, left: set[str]
) -> None:
    """Who may not view a page is not led there."""
    metadata = {"databases": {"glossary": {"tables": {table: {"allow": False}}}}}
    labels = {label for _, label in await crumbs_of(serve(made, metadata=metadata), "/glossary/labels")}
    assert labels & {"Hand-made", "Questions"} == left


# --------------------------------------------------------------------------------------------------- the questions


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.name for question in QUESTIONS])
async def test_each_question_is_one_click_away(paired: Path, serve: Callable[..., Any], question: Question) -> None:
    """The page leads to Datasette's SQL page, where the question runs with what its fields begin with."""
    datasette = serve(paired)
    page = await get(datasette, "/questions")
    (article,) = re.findall(rf'<article class="question" id="{question.name}">.*?</article>', page, flags=re.DOTALL)
    if question.parameters:
        assert '<form action="/glossary" method="get">' in article
        fields = re.findall(r'name="(\w+)" value="([^"]*)"', article)
        address = f"/glossary?{urlencode([(name, escaping.unescape(value)) for name, value in fields])}"
        assert {name for name, _ in fields} == {"sql", *question.parameters}
        assert all(value for _, value in fields)
    else:
        (address,) = [link for link in Checked(article).links if "sql=" in link]
    response = await datasette.client.get(address, follow_redirects=True)
    assert response.status_code == 200
    assert "message-error" not in response.text
    assert "Custom SQL query" in response.text


async def test_answers_link_to_our_pages(made: Path, serve: Callable[..., Any]) -> None:
    """What a question returns as an address is a link, under a prefix too."""
    sql = next(question.sql for question in QUESTIONS if question.name == "in-context")
    datasette = serve(made, settings={"base_url": "/prefix/"})
    parameters = {"sql": sql.strip(), "term": "ogas"}
    response = await datasette.client.get("/glossary", params=parameters, follow_redirects=True)
    assert '<a href="/prefix/post/networks-en#ogas-2">/post/networks-en#ogas-2</a>' in response.text


async def test_questions_of_a_second_glossary_ask_it(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """A question is asked of the glossary whose page it is on."""
    html = await get(serve(make("second"), make("first")), "/second/-/questions")
    assert 'action="/second" method="get"' in html
    assert 'action="/first"' not in html
    assert any(link.startswith("/second?sql=") for link in Checked(html).links)


async def test_where_sql_is_closed_nobody_is_led_there(made: Path, serve: Callable[..., Any]) -> None:
    """Without the permission to run SQL the questions are there to read."""
    html = await get(serve(made, settings={"default_allow_sql": False}), "/questions")
    assert "This site does not answer SQL" in html
    assert "sql=" not in html
    assert 'name="sql"' not in html
    assert "FROM concordance" in html
    assert "This site does not answer SQL" not in await get(serve(made), "/questions")


async def test_questions_in_chinese(made: Path, serve: Callable[..., Any]) -> None:
    """Titles, notes and fields are in the reader's language; what needs translations says why it has no answer."""
    html = await get(serve(made), "/questions?lang=zh")
    assert "哪些名字有两个意思？" in html
    assert "暂无答案：还没有词条在原文和译文里都出现。" in html


async def test_translation_is_waited_for_no_longer(paired: Path, serve: Callable[..., Any]) -> None:
    """Once mentions are paired nothing is said of waiting."""
    assert "No answer yet" not in await get(serve(paired), "/questions")


async def test_questions_of_an_empty_glossary(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """Without terms or posts the questions are there, with nothing in their fields."""
    assert "Which names mean two things?" in await get(serve(make(terms=[], posts=[])), "/questions")


READS = [("/questions", table) for table in ("build", *QUESTIONS_TABLES)]
READS += [("/suggestions", table) for table in ("build", *SUGGESTIONS_TABLES)]


@pytest.mark.parametrize(("path", "table"), READS)
async def test_every_table_is_asked_for(made: Path, serve: Callable[..., Any], path: str, table: str) -> None:
    """Each table that a page reads can close it."""
    metadata = {"databases": {"glossary": {"tables": {table: {"allow": False}}}}}
    assert (await serve(made, metadata=metadata).client.get(path)).status_code == 403
