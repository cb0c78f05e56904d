"""The first page: terms by kind and by initial, posts beside their translations, what needs explaining."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from plugin.checked import Checked, get

from glossary.plugin.pages.initials import initial, order
from glossary.text import pinyin

Make = Callable[..., Path]
Serve = Callable[..., Any]


def term(slug: str, **labels: str) -> dict[str, Any]:
    """Return a term with a name in each language."""
    return {"slug": slug, "kind": "concept", "labels": {language: [text] for language, text in labels.items()}}


def post(slug: str, date: str | None = None, language: str = "en", key: str = "") -> dict[str, Any]:
    """Return a post."""
    return {
        "slug": slug, "title": f"Title of {slug}", "language": language, "date": date, "body": "Text.",
        "translation_key": key or slug,
    }  # fmt: skip


def listed(html: str) -> dict[str, list[str]]:
    """Return the slugs under each heading of terms."""
    return {
        found[1]: re.findall(r'href="/term/([^"]+)"', found[2])
        for found in re.finditer(r'<h3 id="(\w+)">.*?</h3>.*?<ul class="terms">(.*?)</ul>', html, re.DOTALL)
    }


NAMES = [
    term("bitter", en="the bitter lesson", zh="苦涩的教训"),
    term("tower", en="charge the tower", zh="冲塔"),
    term("etude", en="Étude", zh="练习曲"),
    term("sep", en="[SEP]", zh="[SEP]"),
    term("carry", en="325", zh="325"),
    term("gao", en="Gao Hanwen", zh="高翰文"),
    term("eight", zh="八卦"),
    term("gdp", en="GDP"),
    term("europe", en="Europe", zh="欧洲"),
    term("ogas", ru="ОГАС"),
]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("by=initial&lang=en", {
            "B": ["eight", "bitter"], "C": ["tower"], "E": ["etude", "europe"], "G": ["gao", "gdp"],
            "signs": ["carry", "sep", "ogas"],
        }),
        ("by=initial&lang=zh", {
            "B": ["eight"], "C": ["tower"], "G": ["gao", "gdp"], "K": ["bitter"], "L": ["etude"], "O": ["europe"],
            "signs": ["carry", "sep", "ogas"],
        }),
    ],
    ids=["English", "Chinese"],
)  # fmt: skip
async def test_terms_by_initial(make: Make, serve: Serve, query: str, expected: dict[str, list[str]]) -> None:
    """English names by letter without their article, Chinese ones by pinyin, signs and other scripts last."""
    html = await get(serve(make(terms=NAMES, posts=[])), f"/?{query}")
    assert listed(html) == expected
    assert [*listed(html)] == [*expected]


@pytest.mark.asyncio
async def test_a_reader_may_ask_for_the_other_index(made: Path, serve: Serve) -> None:
    """The pinyin index is there for readers of English too, with the Chinese name first; the tab says where one is."""
    html = await get(serve(made), "/?by=initial&names=zh&lang=en")
    assert [*listed(html)] == ["G", "M", "N", "Q"]
    assert '<span lang="zh">改稻为桑</span> <span class="also" lang="en">rice to mulberry</span>' in html
    (current,) = re.findall(r'<a href="([^"]+)" aria-current="true">', html.partition("</nav>")[2])
    assert current == "/?by=initial&amp;names=zh#terms"


@pytest.mark.asyncio
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_kinds_are_in_the_order_of_the_readers_names(make: Make, serve: Serve, lang: str) -> None:
    """Within a kind too, Chinese stands in the order of pinyin."""
    terms = [term("a", en="Apple", zh="苹果"), term("b", en="Banana", zh="香蕉"), term("c", en="Cherry", zh="樱桃"),
             term("d", en="Date", zh="大枣")]  # fmt: skip
    expected = {"en": ["a", "b", "c", "d"], "zh": ["d", "a", "b", "c"]}
    assert listed(await get(serve(make(terms=terms, posts=[])), f"/?lang={lang}")) == {"concept": expected[lang]}


@pytest.mark.parametrize(
    ("text", "letter"),
    [("GDP", "G"), ("étude", "E"), ("ā bō", "A"), ("ōu", "O"), ("Ａ", "A"), ("325", "#"), ("《", "#"), ("Я", "#"),
     ("八", "#"), ("", "#"), ("ñandu", "N"), ("lǜ", "L")],
)  # fmt: skip
def test_initial(text: str, letter: str) -> None:
    """A letter is a letter whatever stands on it; all else is together."""
    assert initial(text) == letter


def test_pinyin_order() -> None:
    """By syllables, then tones, as in a dictionary; a longer word follows its beginning."""
    names = ["绿坝", "吗", "马", "妈", "麻", "骂", "妈妈", "路易", "满", "冲塔", "长安"]
    assert sorted(names, key=lambda name: order(pinyin(name) or "")) == [
        "长安", "冲塔", "绿坝", "路易", "妈", "麻", "马", "骂", "吗", "妈妈", "满",
    ]  # fmt: skip


# ------------------------------------------------------------------------------------------------ many terms


@pytest.mark.asyncio
async def test_a_long_letter_is_cut_and_leads_to_all(make: Make, serve: Serve) -> None:
    """The page shows the most mentioned of a letter; all of them are on pages of their own."""
    datasette = serve(make(terms=[term(f"t-{n:03}", en=f"term {n:03}") for n in range(310)], posts=[]))
    html = await get(datasette, "/?by=initial")
    assert len(listed(html)["T"]) == 40
    assert '<a href="/?by=initial&amp;names=en&amp;letter=T#terms">All 310 →</a>' in html
    seen: list[str] = []
    for page, count in ((1, 300), (2, 10)):
        html = await get(datasette, f"/?by=initial&letter=T&page={page}")
        found = [link for link in Checked(html).links if link.startswith("/term/")]
        assert len(found) == count
        seen += found
    assert seen == [f"/term/t-{n:03}" for n in range(310)]
    assert 'rel="prev" href="/?by=initial&amp;names=en&amp;letter=T#terms"' in html


@pytest.mark.asyncio
async def test_all_of_a_kind(made: Path, serve: Serve) -> None:
    """A kind has a page of its own, which leads back."""
    html = await get(serve(made), "/?kind=organisation")
    assert '<h1 id="terms">Organisations <span class="number">1</span></h1>' in html
    assert [link for link in Checked(html).links if link.startswith("/term/")] == ["/term/gosplan"]
    assert '<a href="/#terms">All terms</a>' in html


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "query", ["kind=x", "by=x", "by=initial&letter=%22%3E", "by=initial&names=tlh", "kind=concept&page=x", "letter="]
)
async def test_odd_questions_are_answered(made: Path, serve: Serve, query: str) -> None:
    """What is not there is the whole page."""
    assert '"&gt;' not in await get(serve(made), f"/?{query}")


def lists(html: str) -> set[str]:
    """Return where the three lists of terms lead, without what they ask."""
    found = [link for link in Checked(html).links if link.endswith("#terms")]
    assert len(found) == 3
    return {link.partition("?")[0].removesuffix("#terms") for link in found}


@pytest.mark.asyncio
async def test_lists_hold_under_a_prefix(made: Path, serve: Serve) -> None:
    """Where Datasette stands under a prefix, lists lead to lists under it."""
    assert lists(await get(serve(made, settings={"base_url": "/here/"}), "/?by=initial")) == {"/here/"}


@pytest.mark.asyncio
async def test_lists_hold_behind_a_name(made: Path, tmp_path: Path, serve: Serve) -> None:
    """Where another database has taken the short addresses, lists stay behind the glossary's name."""
    with closing(sqlite3.connect(tmp_path / "search.db")) as db:
        db.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)")
    assert lists(await get(serve(made, tmp_path / "search.db"), "/glossary/-/?by=initial")) == {"/glossary/-/"}


# ---------------------------------------------------------------------------------------------------- posts


@pytest.mark.asyncio
@pytest.mark.parametrize(("lang", "first"), [("en", "new-en"), ("zh", "new-zh")])
async def test_posts_stand_beside_their_translations(make: Make, serve: Serve, lang: str, first: str) -> None:
    """Pairs are one row at the newer date, the reader's language first; the undated come last."""
    posts = [
        post("old", "2024-01-01"), post("new-en", "2025-01-01", key="new"),
        post("new-zh", "2025-02-01", "zh", key="new"), post("none"), post("newest", "2025-01-15"),
    ]  # fmt: skip
    html = await get(serve(make(terms=[], posts=posts)), f"/?lang={lang}")
    rows = re.findall(r"<li>\s*<time.*?</li>", html, re.DOTALL)
    assert re.findall(r"<time[^>]*>([^<]+)<", html)[:3] == ["2025-02-01", "2025-01-15", "2024-01-01"]
    second = "new-zh" if first == "new-en" else "new-en"
    assert [re.findall(r'href="/post/([^"]+)"', row) for row in rows] == [
        [first, second], ["newest"], ["old"], ["none"],
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_older_posts_are_folded_away(make: Make, serve: Serve) -> None:
    """A few posts are in sight, more open without script, and for very many there are pages of their own."""
    posts = [post(f"p-{n:03}", f"2025-{n // 28 + 1:02}-{n % 28 + 1:02}") for n in range(130)]
    html = await get(serve(make(terms=[], posts=posts)), "/")
    assert html.partition("<details")[0].count("<time") == 6
    assert re.findall(r'href="/post/([^"]+)"', html) == [f"p-{n:03}" for n in range(129, 69, -1)]
    assert "54 earlier posts" in html
    assert '<a href="/?posts=1#posts">All 130 →</a>' in html


@pytest.mark.asyncio
async def test_all_posts_page_by_page(make: Make, serve: Serve) -> None:
    """Every post is on one of the pages, beside its translation, the newest first and the undated last."""
    posts = [
        post(f"p-{n:03}-{language}", None if n == 0 else f"2025-{n // 28 + 1:02}-{n % 28 + 1:02}", language, f"k-{n}")
        for n in range(210)
        for language in ("en", "zh")
    ]
    datasette = serve(make(terms=[], posts=posts))
    first, second = await get(datasette, "/?posts=1"), await get(datasette, "/?posts=2&lang=zh")
    assert 'rel="next" href="/?posts=2#posts"' in first
    assert 'rel="prev" href="/?posts=1#posts"' in second
    assert '<link rel="canonical" href="http://localhost/?posts=2">' in second
    assert first.count("<time") == 200
    seen = re.findall(r'href="/post/([^"]+)"', first) + re.findall(r'href="/post/([^"]+)"', second)
    assert seen[:2] == ["p-209-en", "p-209-zh"]
    assert seen[-2:] == ["p-000-zh", "p-000-en"]
    assert sorted(seen) == sorted(row["slug"] for row in posts)


# ---------------------------------------------------------------------------------------------- to explain


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("lang", "lacking", "title"),
    [("en", ["c"], "Explained, but not in English 1"), ("zh", ["b"], "尚无中文解释 1")],
)
async def test_what_still_needs_explaining(make: Make, serve: Serve, lang: str, lacking: list[str], title: str) -> None:
    """Terms without any explanation, and those without one that this reader can read."""
    terms = [
        term("a", en="a"), term("b", en="b") | {"explanation": {"en": "B."}},
        term("c", en="c") | {"explanation": {"zh-Hant": "丙。"}},
    ]  # fmt: skip
    html = await get(serve(make(terms=terms, posts=[])), f"/?lang={lang}")
    unexplained = html[html.index('id="unexplained"') : html.index('id="untranslated"')]
    assert re.findall(r'href="/term/([^"]+)"', unexplained) == ["a"]
    untranslated = html[html.index('id="untranslated"') : html.index("</main>")]
    assert re.findall(r'href="/term/([^"]+)"', untranslated) == lacking
    assert title in " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.asyncio
async def test_a_language_that_is_not_listed_is_not_asked_for(make: Make, serve: Serve) -> None:
    """A glossary in Chinese alone does not want explaining in English, whoever reads it."""
    terms = [term("a", zh="甲") | {"explanation": {"zh": "甲。"}}]
    datasette = serve(make(terms=terms, posts=[], languages='["zh-Hans"]'))
    assert 'id="untranslated"' not in await get(datasette, "/?lang=en")
    datasette = serve(make("both", terms=terms, posts=[], languages='["zh-Hans", "en-GB"]'))
    assert 'id="untranslated"' in await get(datasette, "/?lang=en")


@pytest.mark.asyncio
async def test_nothing_to_explain_is_not_a_heading(make: Make, serve: Serve) -> None:
    """Where all is explained, nothing is asked for."""
    terms = [term("a", en="a") | {"explanation": {"en": "A.", "zh": "甲。"}}]
    html = await get(serve(make(terms=terms, posts=[])), "/")
    assert 'id="unexplained"' not in html
    assert 'id="untranslated"' not in html


@pytest.mark.asyncio
async def test_all_that_lack_a_language_are_a_click_away(make: Make, serve: Serve) -> None:
    """The list is cut, and its link leads to a query that gives them all."""
    terms = [term(f"t-{n}", en=f"t {n}") | {"explanation": {"en": "T."}} for n in range(25)]
    datasette = serve(make(terms=[*terms, term("none", en="none")], posts=[]))
    html = await get(datasette, "/?lang=zh")
    (address,) = [link for link in Checked(html).links if link.startswith("/glossary?sql=")]
    assert "全部25条 →" in html
    rows = (
        await datasette.client.get(f"{address}&_shape=array".replace("?", ".json?", 1), follow_redirects=True)
    ).json()
    assert len(rows) == 25
