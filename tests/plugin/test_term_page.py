"""The page of a term: names, texts in the reader's language, neighbours, timeline, mentions and counterparts."""

import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from plugin.checked import Checked, get

from glossary.plugin.pages.timeline import timeline
from glossary.plugin.queries.term import OFFERED, TOGETHER

Make = Callable[..., Path]
Serve = Callable[..., Any]


def text_of(html: str) -> str:
    """Return what a page reads."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main", 1)[1]).split())


def change(path: Path, *statements: str) -> Path:
    """Run SQL on a glossary that is not served yet."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript(";".join(statements))
    return path


def posts_on(*days: str, body: str = "OGAS") -> list[dict[str, Any]]:
    """Return a post of each day."""
    return [
        {"slug": f"p-{n:03}", "title": f"P {n}", "language": "en", "date": day or None, "body": body}
        for n, day in enumerate(days)
    ]


OGAS = [{"slug": "ogas", "kind": "project", "labels": {"en": ["OGAS"]}}]

# ---------------------------------------------------------------------------------------------------- names


@pytest.mark.asyncio
@pytest.mark.parametrize(("language", "first"), [("en", "OGAS"), ("zh", "全国自动化系统")])
async def test_names_in_all_languages(made: Path, serve: Serve, language: str, first: str) -> None:
    """The reader's name is the heading, pinyin stands by a Chinese one, and the alternatives follow by language."""
    html = await get(serve(made), f"/term/ogas?lang={language}")
    assert re.search(rf'<h1><span lang="{language}">{first}</span>', html)
    assert '<span class="pinyin" lang="zh-Latn-pinyin">quán guó zì dòng huà xì tǒng</span>' in html
    labels = re.findall(r'<span class="(preferred|alternative)" lang="(\w+)">([^<]+)</span>', html)
    assert sorted(labels) == [
        ("alternative", "en", "All-State System"),
        ("preferred", "en", "OGAS"),
        ("preferred", "zh", "全国自动化系统"),
    ]
    assert labels[0][1] == language


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("posts", '["*leave*"]', "in some posts only"),
        ("only_in", '["the OGAS plan"]', "only in the OGAS plan"),
        ("not_in", '["OGAS-like", "OGAS &amp; co"]', "not in OGAS-like, OGAS &amp;amp; co"),
    ],
)
async def test_a_limited_label_says_so(make: Make, serve: Serve, column: str, value: str, said: str) -> None:
    """A label that holds in some posts or contexts only is told from one that holds everywhere."""
    path = change(make(), f"UPDATE labels SET {column} = '{value}' WHERE text = 'OGAS'")
    html = await get(serve(path), "/term/ogas")
    assert f'lang="en">OGAS</span> <span class="limit">{said}</span>' in html
    assert html.count('class="limit"') == 1


@pytest.mark.asyncio
async def test_an_only_name_with_a_limit_is_listed(make: Make, serve: Serve) -> None:
    """Also a term with one name says where alone it holds."""
    path = change(make(terms=OGAS, posts=[]), "UPDATE labels SET posts = '[\"p\"]'")
    assert "in some posts only" in await get(serve(path), "/term/ogas")


# ---------------------------------------------------------------------------------------------------- texts


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("language", "shown", "hidden"),
    [("en", "A plan for a", "一个计算机网络的计划"), ("zh", "一个计算机网络的计划", "A plan for a")],
)
async def test_the_other_language_is_one_click_away(
    made: Path, serve: Serve, language: str, shown: str, hidden: str
) -> None:
    """The reader's language stands open, the other in a part that opens without script; each says what it is."""
    html = await get(serve(made), f"/term/ogas?lang={language}")
    before, _, rest = html.partition('<details class="contents other">')
    inside, _, _ = rest.partition("</details>")
    assert shown in before
    assert hidden in inside
    assert hidden not in before
    other = "zh" if language == "en" else "en"
    assert inside.count(f'<div class="prose" lang="{other}">') == 2  # explanation and origin
    assert "Check &lt;b&gt;dates&lt;/b&gt;." in before  # a note that there is in one language only


@pytest.mark.asyncio
async def test_a_text_in_another_language_only_says_so(made: Path, serve: Serve) -> None:
    """An explanation that the reader's language lacks is shown in the other, and said to be so."""
    html = await get(serve(made), "/term/gosplan?lang=zh")
    assert "还没有中文的解释，以下是英文。" in html
    assert '<div class="prose" lang="en">' in html
    assert "<details" not in html


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("explanation", "first"),
    [
        ({"en": "A plan.", "zh-Hant": "一個計劃。"}, "一個計劃。"),
        ({"zh-Hant": "一個計劃。", "zh": "一个计划。"}, "一个计划。"),
        ({"fr": "Un plan.", "en": "A plan."}, "A plan."),
    ],
)
async def test_the_nearest_language_is_shown(make: Make, serve: Serve, explanation: dict[str, str], first: str) -> None:
    """Traditional Chinese is Chinese to a reader of Chinese, and the main language is next best."""
    terms = [{**OGAS[0], "explanation": explanation}]
    html = (await get(serve(make(terms=terms, posts=[])), "/term/ogas?lang=zh")).partition("<main")[2]
    before, _, behind = html.partition("<details")
    assert [text in before for text in explanation.values()] == [text == first for text in explanation.values()]
    assert all(text in behind for text in explanation.values() if text != first)


# -------------------------------------------------------------------------------------------------- mentions


@pytest.mark.asyncio
async def test_counterparts_stand_beside_mentions(make: Make, serve: Serve) -> None:
    """Once mentions are paired, each shows its counterpart; until then there is no column for it."""
    path = make()
    html = await get(serve(path), "/term/ogas")
    assert "counterpart" not in html
    assert "paired" not in html
    change(
        path,
        """CREATE TEMP TABLE pair AS
           SELECT en.id AS en, zh.id AS zh FROM mentions AS en JOIN mentions AS zh ON zh.term_id = en.term_id
             JOIN terms AS t ON t.id = en.term_id
            WHERE t.slug = 'ogas' AND en.language = 'en' AND en.ordinal = 2 AND zh.language = 'zh'""",
        "INSERT INTO mention_pairs SELECT en, zh FROM pair UNION ALL SELECT zh, en FROM pair",
    )
    html = await get(serve(path), "/term/ogas")
    rows = re.findall(r"<li><span><a href=\"([^\"]+)\".*?</li>", html, re.DOTALL)
    assert rows == [*(f"/post/networks-en#ogas-{n}" for n in range(1, 6)), "/post/networks-zh#ogas-1"]
    beside = re.findall(r'<span class="counterpart" lang="(\w+)"><a href="([^"]+)" title="([^"]+)">', html)
    assert beside == [
        ("zh", "/post/networks-zh#ogas-1", "论网络"),
        ("en", "/post/networks-en#ogas-2", "On Networks"),
    ]


@pytest.mark.asyncio
async def test_context_is_cut_at_words(make: Make, serve: Serve) -> None:
    """What stands around a mention neither begins nor ends in half a word, and shows where it was cut."""
    body = "Somebodywrote a long time ago of the OGAS network and of all the othernetworks"
    html = await get(serve(make(terms=OGAS, posts=posts_on("2026-01-01", body=body))), "/term/ogas")
    assert "…a long time ago of the <mark>OGAS</mark> network and of all the…" in html


@pytest.mark.asyncio
@pytest.mark.parametrize("page", [1, 2, 3])
async def test_pages_of_mentions_go_on_within_a_post(make: Make, serve: Serve, page: int) -> None:
    """Every mention stands on one page, in the order of dates, the undated last."""
    posts = posts_on("", "2026-02-01", "2026-01-01", body="OGAS, " * 150)
    html = await get(serve(make(terms=OGAS, posts=posts)), f"/term/ogas?page={page}")
    expected = [f"/post/p-00{post}#ogas-{n}" for post in (2, 1, 0) for n in range(1, 151)]
    links = [link for link in Checked(html).links if "#ogas-" in link]
    assert links == expected[200 * (page - 1) : 200 * page]


# ------------------------------------------------------------------------------------------ together, timeline


@pytest.mark.asyncio
async def test_terms_that_appear_together(made: Path, serve: Serve) -> None:
    """Those of the same paragraphs, with how many; none where a term stands alone."""
    datasette = serve(made)
    together = (await get(datasette, "/term/rice-to-mulberry")).partition('<ul class="together">')[2]
    together = together.partition("</ul>")[0]
    assert re.findall(r'href="([^"]+)"', together) == ["/term/ogas"]
    assert 'title="1 paragraph">1</span>' in together
    assert "together-meaning" not in await get(datasette, "/term/unseen")
    assert '<ul class="together">' not in await get(datasette, "/term/unseen")


@pytest.mark.parametrize(
    ("step", "counted"), [(1, [("b", 4), ("c", 2)]), (2, [("b", 2), ("c", 2)]), (3, [("b", 2), ("c", 1)])]
)
def test_neighbours_are_read_from_a_sample(make: Make, step: int, counted: list[tuple[str, int]]) -> None:
    """Of a term with very many mentions every so-manieth paragraph is asked."""
    terms = [{"slug": name, "kind": "concept", "labels": {"en": [f"the {name}"]}} for name in "abc"]
    body = "\n\n".join(["the a, the b, the c", "the a, the b"] * 2)
    path = make(terms=terms, posts=[{"slug": "p", "title": "P", "language": "en", "date": None, "body": body}])
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute(TOGETHER, {"term": 1, "step": step, "limit": 12}).fetchall()
    assert [(row[0], row[3]) for row in rows] == counted


TIMELINES: list[tuple[str, Sequence[tuple[str, int]], str, str, list[tuple[str, int, int]] | None]] = [
    ("nothing is dated", [], "2024-01-01", "2026-01-01", None),
    ("all in one month", [("2024-01-01", 3)], "2024-01-01", "2024-01-31", None),
    ("by month", [("2024-01-09", 3), ("2024-03-02", 1), ("2024-01-31", 1)], "2024-01-01", "2024-04-01",
     [("2024-01", 4, 0), ("2024-03", 1, 28)]),
    ("by year", [("2020-05-05", 1), ("2024-03-02", 2)], "2019-01-01", "2024-04-01",
     [("2020", 1, 14), ("2024", 2, 70)]),
    ("by decade", [("1900-05-05", 1), ("2024-03-02", 2)], "1900-01-01", "2024-04-01",
     [("1900–1909", 1, 0), ("2020–2029", 2, 168)]),
    ("very far apart", [("0001-01-01", 1), ("9999-12-31", 1)], "0001-01-01", "9999-12-31",
     [("0000–0999", 1, 0), ("9000–9999", 1, 126)]),
    ("no days", [("abcd-ef-gh", 1), ("2024-13-01", 1)], "x", "2024-04-01", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "first", "last", "bars"), [row[1:] for row in TIMELINES], ids=[row[0] for row in TIMELINES]
)
def test_timeline(
    days: Sequence[tuple[str, int]], first: str, last: str, bars: list[tuple[str, int, int]] | None
) -> None:
    """Bars by month or longer, over the whole time of the posts, never more than a page holds."""
    drawn = timeline(days, first, last)
    assert (drawn and [(bar.label, bar.mentions, bar.x) for bar in drawn.bars]) == bars
    assert drawn is None or all(bar.height > 0 and bar.y + bar.height == 40 for bar in drawn.bars)


@pytest.mark.asyncio
async def test_the_timeline_can_be_read(make: Make, serve: Serve) -> None:
    """The picture is said in words too, and needs neither script nor style attributes."""
    posts = [*posts_on("2026-01-01", "2026-03-01", body="OGAS OGAS"), *posts_on("2026-03-02")]
    posts[2]["slug"] = "other"
    html = await get(serve(make(terms=OGAS, posts=posts)), "/term/ogas")
    assert 'role="img" aria-label="2026-01: 2, 2026-03: 3"' in html
    assert "<title>2026-03: 3 mentions</title>" in html
    assert "Mentions by month, 2026-01 to 2026-03. Most in 2026-03: 3." in text_of(html)
    assert html.count("<rect ") == 2
    assert "style=" not in html


# --------------------------------------------------------------------------------- the data, and how to cite it


@pytest.mark.asyncio
@pytest.mark.parametrize("said", OFFERED)
async def test_the_data_behind_each_block_is_a_click_away(made: Path, serve: Serve, said: str) -> None:
    """Each block leads to its table and to SQL that runs and finds what the page shows."""
    datasette = serve(made)
    html = await get(datasette, "/term/ogas")
    links = [link for link in Checked(html).links if link.startswith("/glossary?sql=")]
    assert len(links) == len(OFFERED)
    response = await datasette.client.get(
        "/glossary.json", params={"sql": OFFERED[said], "term": "ogas", "_shape": "array"}, follow_redirects=True
    )
    assert response.status_code == 200
    assert response.json()


@pytest.mark.asyncio
async def test_tables_behind_are_there(made: Path, serve: Serve) -> None:
    """Each link to a table or view leads to rows of this term."""
    datasette = serve(made)
    tables = [link for link in Checked(await get(datasette, "/term/ogas")).links if "?term_id=" in link]
    assert len(tables) == len(OFFERED)
    assert {(await datasette.client.get(link)).status_code for link in tables} == {200}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("address", "cited"),
    [("", "http://localhost/term/ogas"), ("https://example.org/words/", "https://example.org/words/term/ogas")],
)
async def test_how_to_cite(make: Make, serve: Serve, address: str, cited: str) -> None:
    """Name, glossary and the address where it is published."""
    html = await get(serve(make(address=address, license="CC-BY-4.0")), "/term/ogas?lang=en")
    assert f"Cite this: “OGAS 全国自动化系统”, in: Hand-made, {cited} (CC-BY-4.0)" in text_of(html)


@pytest.mark.asyncio
async def test_very_many_ambiguous_mentions_are_cut(make: Make, serve: Serve) -> None:
    """The list of what may be meant is cut, and says so."""
    terms = [{"slug": name, "kind": "slang", "labels": {"en": ["mill"]}} for name in ("a", "b")]
    html = await get(serve(make(terms=terms, posts=posts_on("2026-01-01", body="mill, " * 230))), "/term/a")
    assert html.count('<mark class="ambiguous">') == 200
    assert ">All 230 →</a>" in html
