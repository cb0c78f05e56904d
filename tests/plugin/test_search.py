"""The search page's terms and what its box suggests."""

import re
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from plugin.checked import get

from glossary.plugin.spellings import Label, Labels, Nearness
from glossary.plugin.spellings.distance import slips, slips_allowed
from glossary.plugin.spellings.keys import key_of_text, stem_of_text, typed_pinyin

STATIC = files("glossary") / "plugin" / "static"


# --------------------------------------------------------------------------------------------------- keys


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("Rice-paddies, OGAS", "ricepaddiesogas", "rice paddies ogas"),
        ("改稻為桑", "改稻为桑", "改 稻 为 桑"),
        ("歼２０", "歼20", "歼 20"),
        ("Café 𝐎", "cafeo", "cafe o"),
        ("snake_case", "snakecase", "snake case"),
        ("???", "???", "? ? ?"),
        (" ", "", ""),
    ],
)
def test_key(text: str, key: str, words: str) -> None:
    """A key has letters and digits, a Chinese character as a word, and signs only where there is nothing else."""
    found = key_of_text(text)
    marked = "".join(f" {letter}" if mark else letter for letter, mark in zip(found.text, found.marks, strict=True))
    assert (found.text, marked.strip()) == (key, words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rice paddies", "rice paddy"), ("distilled", "distilling"), ("hallucinate", "hallucinated"),
        ("boxes", "box"), ("overfitting", "overfits"), ("OGAS's", "ogas"), ("charging towers", "charged tower"),
    ],
)  # fmt: skip
def test_inflected_words_have_one_stem(one: str, other: str) -> None:
    """English words are alike without their endings."""
    assert stem_of_text(one) == stem_of_text(other)


@pytest.mark.parametrize("word", ["bias", "glass", "king", "red", "R1s", "这ing", "bed", "lens"])
def test_stem_stays_telling(word: str) -> None:
    """Two letters are left of no word, and a stem is a beginning of its word."""
    assert len(stem_of_text(word).text) > 1
    assert key_of_text(word).text.startswith(stem_of_text(word).text)


@pytest.mark.parametrize(
    ("typed", "key"),
    [("lv4ba4", "luba"), ("nve4", "nue"), ("gai3dao4", "gaidao"), ("gpt4", "gpt4"), ("v3", "v3"), ("san13", "san13")],
)
def test_typed_pinyin(typed: str, key: str) -> None:
    """Tones typed as figures and ü typed as v are undone, other figures stay."""
    assert typed_pinyin(typed) == key


@pytest.mark.parametrize(
    ("typed", "written", "limit", "count"),
    [
        ("gaohanwn", "gaohanwen", 2, 1), ("gaohanwen", "gaohanwen", 2, 0), ("haung", "huang", 1, 1),
        ("uncanyvalley", "uncannyvalley", 2, 1), ("abcd", "wxyz", 2, None), ("abc", "", 3, 3), ("", "abc", 3, 3),
        ("高汉文", "高翰文", 1, 1), ("abcd", "abcdef", 1, None), ("ca", "abc", 3, 3),
    ],
)  # fmt: skip
def test_slips(typed: str, written: str, limit: int, count: int | None) -> None:
    """A letter more, less, changed, or changed with its neighbour is one slip."""
    assert slips(typed, written, bytes(len(written)) + b"\1", limit) == count


@pytest.mark.parametrize(
    ("key", "allowed"), [("r1", 0), ("gae", 0), ("ogas", 1), ("depseek", 1), ("hanwenxx", 2), ("a" * 14, 3),
    ("12345", 0), ("冲塔", 0), ("高翰文", 1), ("贤者模式吗", 2)],
)  # fmt: skip
def test_slips_allowed(key: str, allowed: int) -> None:
    """A short name or a number is not guessed at; Chinese characters weigh two letters."""
    assert slips_allowed(key) == allowed


# ------------------------------------------------------------------------------------------------ nearness

LABELS = Labels(
    [
        Label(1, "rice", "alternative", None, 9),
        Label(2, "Rice", "preferred", None, 1),
        Label(3, "ri-ce", "preferred", None, 0),
        Label(4, "rices", "preferred", None, 0),
        Label(5, "rice paddy", "preferred", None, 0),
        Label(6, "ricework", "preferred", None, 0),
        Label(7, "wild rice", "preferred", None, 5),
        Label(8, "brown rice", "preferred", None, 7),
        Label(9, "the ricework", "preferred", None, 0),
        Label(10, "two rices", "preferred", None, 0),
        Label(11, "price", "preferred", None, 0),
        Label(12, "改稻为桑", "preferred", "gǎi dào wéi sāng", 0),
        Label(13, "大词", "hidden", "dà cí", 0),
        Label(14, "C", "preferred", None, 5),
        Label(15, "C++", "preferred", None, 0),
        Label(15, "see plus", "alternative", None, 0),
        Label(16, "™", "preferred", None, 0),
    ]
)


def test_order_of_nearness() -> None:
    """Called so, spelled so, inflected, beginning with it, holding it; preferred before alternative; then mentions."""
    assert [match.term_id for match in LABELS.find("rice")] == [2, 1, 3, 4, 5, 6, 8, 7, 10, 9, 11]


@pytest.mark.parametrize(
    ("query", "term", "nearness"),
    [
        ("Rice", 2, Nearness.CALLED), ("r i c e", 2, Nearness.SPELLED), ("ＲＩＣＥ", 2, Nearness.CALLED),
        ("c++", 15, Nearness.CALLED), ("c", 14, Nearness.CALLED), ("™", 16, Nearness.CALLED),
        ("plus see", 15, Nearness.WORDS), ("gai dao wei sang", 12, Nearness.SPELLED), ("gdws", 12, Nearness.INITIALS),
        ("daowei", 12, Nearness.HOLDS), ("gaid", 12, Nearness.BEGINS_WORD), ("稻为", 12, Nearness.HOLDS),
        ("da4ci2", 13, Nearness.SPELLED), ("rice padies", 5, Nearness.SIMILAR), ("该到为桑", 12, Nearness.SIMILAR),
        ("改道为桑树", 12, Nearness.SIMILAR), ("all about ricework", 6, Nearness.NAMED),
    ],
)  # fmt: skip
def test_nearness(query: str, term: int, nearness: Nearness) -> None:
    """Each way of typing a name finds it, and is known for what it is."""
    first = LABELS.find(query)[0]
    assert (first.term_id, first.nearness) == (term, nearness)


@pytest.mark.parametrize("query", ["", " ", '"', "\n", "\0", "zz", "ow", "aid", "aidao", "🙂", "99999", "p" * 10_000])
def test_nothing_is_near(query: str) -> None:
    """Parts of syllables, two letters within a word and what is nothing at all name no term."""
    assert LABELS.find(query) == []


def test_no_label_at_all() -> None:
    """An empty glossary has nothing to find."""
    assert Labels([]).find("rice") == []


# ---------------------------------------------------------------------------------------------------- pages


async def suggested(datasette: Any, query: str, path: str = "/search/terms.json", **headers: str) -> Mapping[str, Any]:
    """Return what the box gets for *query*."""
    response = await datasette.client.get(f"{path}?q={quote(query)}", headers=headers)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("application/json")
    answer: Mapping[str, Any] = response.json()
    return answer


@pytest.mark.asyncio
async def test_suggestions_in_the_readers_language(made: Path, serve: Callable[..., Any]) -> None:
    """Names, what was typed if it is none of them, the kind in words, the address."""
    datasette = serve(made)
    english = await suggested(datasette, "all-state", **{"accept-language": "en"})
    assert english == {
        "terms": [
            {
                "names": [{"text": "OGAS", "language": "en"}, {"text": "全国自动化系统", "language": "zh"}],
                "note": "All-State System · project",
                "address": "/term/ogas",
            }
        ],
        "said": "1 term",
    }
    chinese = await suggested(datasette, "gaidao", **{"accept-language": "zh"})
    assert chinese["said"] == "1个词条"
    assert chinese["terms"][0]["names"][0] == {"text": "改稻为桑", "language": "zh"}
    assert chinese["terms"][0]["note"].startswith("gǎi dào wèi sāng · ")


@pytest.mark.asyncio
async def test_a_hidden_label_finds_but_is_not_shown(made: Path, serve: Callable[..., Any]) -> None:
    """The misspellings that an author lists lead to the term and stay unseen."""
    datasette = serve(made)
    answer = await suggested(datasette, "O.G.A.S")
    assert (answer["terms"][0]["address"], answer["terms"][0]["note"]) == ("/term/ogas", "project")
    assert "O.G.A.S<" not in (await get(datasette, "/search?q=O.G.A.S")).split("<main")[1].split("</h1>")[1]


@pytest.mark.asyncio
async def test_suggestions_are_few(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """Eight at most."""
    terms = [{"slug": f"t-{n}", "kind": "concept", "labels": {"en": [f"term {n}"]}} for n in range(30)]
    answer = await suggested(serve(make(terms=terms, posts=[])), "ter")
    assert (len(answer["terms"]), answer["said"]) == (8, "8 terms")


@pytest.mark.asyncio
async def test_suggestions_have_their_place(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """Behind a database's name and under a prefix, the box asks and is answered there."""
    datasette = serve(make("second"), make("first"), settings={"base_url": "/prefix/"})
    html = (await datasette.client.get("/second/-/search")).text
    assert 'data-suggest="/prefix/second/-/search/terms.json"' in html
    answer = await suggested(datasette, "ogas", "/second/-/search/terms.json")
    assert answer["terms"][0]["address"] == "/prefix/second/-/term/ogas"
    assert (await suggested(datasette, "ogas"))["terms"][0]["address"] == "/prefix/term/ogas"


@pytest.mark.asyncio
@pytest.mark.parametrize("table", ["labels", "terms"])
async def test_suggestions_need_permission(made: Path, serve: Callable[..., Any], table: str) -> None:
    """Who may not view the labels is suggested none."""
    refused = {"databases": {"glossary": {"tables": {table: {"allow": False}}}}}
    for option in ("metadata", "config"):
        datasette = serve(made, **{option: refused})
        if (response := await datasette.client.get("/search/terms.json?q=ogas")).status_code == 403:
            break
    assert response.status_code == 403
    assert "OGAS" not in response.text.replace("?q=ogas", "")


@pytest.mark.asyncio
async def test_labels_are_read_again_when_they_change(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """A build while Datasette runs is seen by the next search."""
    path = make()
    datasette = serve(path)
    assert (await suggested(datasette, "novel name"))["terms"] == []
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE labels SET text = 'novel name' WHERE text = 'Gosplan'")
        db.execute("INSERT INTO build VALUES ('input', 'another')")
        db.commit()
    assert [term["address"] for term in (await suggested(datasette, "novel name"))["terms"]] == ["/term/gosplan"]


@pytest.mark.asyncio
async def test_a_similar_name_is_called_similar(made: Path, serve: Callable[..., Any]) -> None:
    """Where nothing is called so, the page says that it guesses."""
    html = await get(serve(made), "/search?q=Gosplam")
    assert "No term is called quite that" in html
    assert re.findall(r'<a href="/term/([^"]+)"', html) == ["gosplan"]
    assert "quite that" not in await get(serve(made), "/search?q=Gosplan")


@pytest.mark.asyncio
async def test_the_way_to_the_posts(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """Who types pinyin or misspells is led on to what the posts have, if they have it."""
    path = make()
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE labels SET mention_count = 2 WHERE text = '改稻为桑'")
        db.commit()
    datasette = serve(path)
    html = await get(datasette, "/search?q=gaidao")
    assert f'<a href="/search?q={quote("改稻为桑")}">Look for “改稻为桑” in the posts →</a>' in html
    assert "in the posts →" not in await get(datasette, f"/search?q={quote('改稻为桑')}")
    assert "in the posts →" not in await get(datasette, "/search?q=Gosplam")


@pytest.mark.asyncio
async def test_a_name_that_was_typed_needs_no_proof(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """A term found by its name is explained in the reader's language, though another text has the word once more."""
    explanation = {"en": "A rating of 325.", "zh": "垫底的绩效。"}
    terms = [{"slug": "a", "kind": "slang", "labels": {"en": ["carry a 325"]}, "explanation": explanation}]
    html = await get(serve(make(terms=terms, posts=[])), "/search?q=325&lang=zh")
    assert '<p lang="zh">垫底的绩效。</p>' in html


@pytest.mark.asyncio
async def test_the_explanation_in_the_readers_language(made: Path, serve: Callable[..., Any]) -> None:
    """Of several explanations the reader's own stands in the answer, if it has the words or need not have them."""
    for language, said in (("en", '<p lang="en">A plan for'), ("zh", '<p lang="zh">一个计算机网络的计划')):
        assert said in await get(serve(made), f"/search?q=ogas&lang={language}")
    assert "<mark>planning</mark>" in await get(serve(made), "/search?q=planning&lang=zh")


@pytest.mark.asyncio
async def test_found_words_come_before_a_guess(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """An explanation that has the very word is worth more than a label that nearly is."""
    terms = [
        {"slug": "a", "kind": "concept", "labels": {"en": ["lesson"]}},
        {"slug": "b", "kind": "concept", "labels": {"en": ["other"]}, "explanation": {"en": "To lessen."}},
    ]
    html = await get(serve(make(terms=terms, posts=[])), "/search?q=lessen")
    assert re.findall(r'href="/term/(.)"', html) == ["b", "a"]
    assert "nearly" in html


@pytest.mark.asyncio
async def test_the_box_works_without_and_with_its_script(made: Path, serve: Callable[..., Any]) -> None:
    """The form is a plain form; the script is a file of ours that is there."""
    datasette = serve(made)
    html = await get(datasette, "/search?q=ogas")
    assert re.search(r'<form class="search"[^>]* action="/search" method="get">\s*<input type="search" name="q"', html)
    assert '<script defer src="/-/static-plugins/datasette-glossary/suggest.js"' in html
    assert "innerHTML" not in (STATIC / "suggest.js").read_text(encoding="utf-8")
