"""The page of what the build proposes."""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from plugin.checked import Checked, get

from glossary.plugin.cells import evidence
from glossary.plugin.live import Live, State, attach
from glossary.plugin.pages.suggestions import SHOWN
from glossary.term import read_glossary

pytestmark = pytest.mark.asyncio

HOSTILE = "<script>alert(1)</script>\"'&{{ 7 * 7 }}"
INSERT = """
INSERT INTO candidates (language, text, score, kind, mention_count, post_count, gloss, counterpart, example, evidence,
                        status)
VALUES (:language, :text, :score, :kind, 3, 2, :gloss, :counterpart, :example, :evidence, :status)
"""


def propose(path: Path, **row: object) -> None:
    """Add a candidate to a glossary."""
    row = {
        "language": "en", "text": "flood the fields", "score": 0.9, "kind": "allusion", "gloss": None,
        "counterpart": None, "example": "They want to flood the fields.", "evidence": "[]", "status": "new",
    } | row  # fmt: skip
    with closing(sqlite3.connect(path)) as db:
        db.execute(INSERT, row)
        db.commit()


def signals(*rows: tuple[str, object, float]) -> str:
    """Return evidence as a build writes it."""
    return json.dumps([dict(zip(("signal", "value", "weight"), row, strict=True)) for row in rows])


def entries(html: str) -> str:
    """Return the YAML that a page offers, as a file."""
    return "terms:\n" + "\n".join(map(unescape, re.findall(r"<pre><code>(.*?)</code></pre>", html, re.DOTALL))) + "\n"


@pytest.fixture
def proposing(make: Callable[..., Path]) -> Path:
    """A glossary with a pair of suggestions, two more, and one that was refused."""
    path = make(cut='{"en": 0.5, "zh": 0.6}')
    quoted = signals(("quoted", 2, 1.5), ("rare", 0.9, 0.5), ("common", 0.2, -0.3), ("base", 1, 3))
    propose(path, text="flood the fields", score=0.9, counterpart="毁堤淹田", evidence=quoted)
    propose(
        path, text="毁堤淹田", language="zh", score=0.8, counterpart="flood the fields", gloss="水淹九县", kind=None,
        example="他们要毁堤淹田。",
    )  # fmt: skip
    propose(
        path,
        text="talk of a mill",
        score=0.5,
        kind="slang",
        counterpart="国家计划委员会",
        example="Café talk of a mill.",
    )
    propose(path, text="weak", score=0.4, kind="concept")
    propose(path, text="refused", status="ignored", score=0.99)
    return path


@pytest.mark.parametrize("path", ["/suggestions", "/glossary/-/suggestions"])
async def test_nothing_is_proposed_yet(made: Path, serve: Callable[..., Any], path: str) -> None:
    """Without candidates the page says so, in both languages."""
    datasette = serve(made)
    assert "Nothing has been proposed yet" in await get(datasette, path)
    assert "目前还没有候选" in await get(datasette, f"{path}?lang=zh")


async def test_nothing_can_be_proposed_yet(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """Without posts the page says that there is nothing to look through; while it is looked, that too."""
    datasette = serve(make(posts=[], suggestions="0"))
    with closing(sqlite3.connect(datasette.files[0])) as connection, connection:
        connection.execute("INSERT INTO build (key, value) VALUES ('posts', '0')")
    assert "no posts to look through" in await get(datasette, "/suggestions")
    assert "还没有文章可读" in await get(datasette, "/suggestions?lang=zh")
    live = Live()
    live.publish(State(looking=True))
    attach(datasette, live)
    html = await get(datasette, "/suggestions")
    assert "new suggestions follow in a moment" in html
    assert "Nothing has been proposed yet" not in html


async def test_a_pair_is_one_suggestion(proposing: Path, serve: Callable[..., Any]) -> None:
    """The best first, each with its counterpart beside it; what was refused or is doubtful is not shown."""
    html = await get(serve(proposing), "/suggestions")
    assert re.findall(r'<h2><span lang="(\w+)">([^<]+)</span>', html) == [
        ("en", "flood the fields"),
        ("en", "talk of a mill"),
    ]
    assert html.count("毁堤淹田</span></h2>") == 1
    assert "refused" not in html
    assert ">weak<" not in html
    assert "allusion · score 0.90" in html
    assert "3 mentions · in 2 posts" in html
    assert "They want to <mark>flood the fields</mark>." in html
    assert "他们要<mark>毁堤淹田</mark>。" in html
    assert "水淹九县" in html
    assert "/search?q=flood+the+fields" in Checked(html).links


async def test_evidence_speaks_the_readers_language(proposing: Path, serve: Callable[..., Any]) -> None:
    """What speaks for an expression and against it stands there in words."""
    datasette = serve(proposing)
    html = await get(datasette, "/suggestions")
    assert "Why: in quotes 2 ×, rare</p>" in html
    assert "Against it: a common word</p>" in html
    html = await get(datasette, "/suggestions?lang=zh")
    assert "依据： 加引号2次、少见</p>" in html
    assert "存疑： 常用词</p>" in html


async def test_the_cut_is_stated(proposing: Path, serve: Callable[..., Any]) -> None:
    """The page says how many there are, where the cut lies, and shows the rest to who asks."""
    datasette = serve(proposing)
    html = await get(datasette, "/suggestions")
    assert "3 expressions that the tool believes in, out of 4 candidates;" in html
    assert "English 0.50, Chinese 0.60</p>" in html
    assert "/suggestions?all=1" in Checked(html).links
    html = await get(datasette, "/suggestions?all=1")
    assert ">weak<" in html
    assert "refused" not in html
    assert "/suggestions" in Checked(html).links


async def test_without_a_cut_everything_is_shown(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """A build that believes in nothing still shows what it has found."""
    path = make(cut="{}")
    propose(path, text="weak", score=0.1)
    assert ">weak<" in await get(serve(path), "/suggestions")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("language=zh", ["毁堤淹田"]),
        ("language=en", ["flood the fields", "talk of a mill"]),
        ("kind=slang", ["talk of a mill"]),
        ("kind=slang&language=zh", ["毁堤淹田"]),  # no such kind there: the filter falls away
        ("language=tlh&kind=nothing&page=-1&all=x", ["flood the fields", "talk of a mill"]),
    ],
)
async def test_filters(proposing: Path, serve: Callable[..., Any], asked: str, shown: list[str]) -> None:
    """By language and kind; what makes no sense is passed over."""
    html = await get(serve(proposing), f"/suggestions?{asked}")
    assert re.findall(r'<h2><span lang="\w+">([^<]+)</span>', html) == shown


async def test_filter_links(proposing: Path, serve: Callable[..., Any]) -> None:
    """Every filter is a link that keeps the others."""
    html = await get(serve(proposing), "/suggestions?language=en&all=1")
    links = Checked(html).links
    assert {"/suggestions?language=zh&all=1", "/suggestions?all=1", "/suggestions?language=en&kind=slang&all=1"} <= {
        *links
    }
    assert 'aria-current="true">English' in html
    assert '<link rel="canonical" href="http://localhost/suggestions?language=en&amp;all=1">' in html


async def test_places_and_terms_are_linked(proposing: Path, serve: Callable[..., Any]) -> None:
    """The post in which it stands is a link to the place; a counterpart that is a label leads to its term."""
    html = await get(serve(proposing), "/suggestions")
    links = Checked(html).links
    assert "/post/undated#p:1" in links
    assert "/term/gosplan" in links
    assert "国家计划委员会" not in entries(html)  # it has a term; a second one would make it ambiguous


async def test_entries_can_be_pasted(proposing: Path, serve: Callable[..., Any], tmp_path: Path) -> None:
    """The YAML of the page is a good file of terms, a pair one entry with both languages."""
    file = tmp_path / "terms.yaml"
    file.write_text(entries(await get(serve(proposing), "/suggestions?all=1")), encoding="utf-8")
    glossary, problems = read_glossary(file)
    assert [problem for problem in problems if problem.severity != "info"] == []
    named = {term.slug: (term.kind, term.names()) for term in glossary.terms}
    assert named["flood-the-fields"] == ("allusion", {"en": "flood the fields", "zh": "毁堤淹田"})
    assert "# 0.90 · flood the fields: 3 mentions in 2 posts · in quotes 2 ×, rare" in file.read_text(encoding="utf-8")
    assert "    # gloss: 水淹九县" in file.read_text(encoding="utf-8")


async def test_slugs_are_free(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """An entry never takes the slug of a term, nor one that a term had before."""
    path = make()
    for text in ("Gosplan!", "all-state system"):
        propose(path, text=text)
    text = entries(await get(serve(path), "/suggestions"))
    assert "\n  gosplan-2:\n" in text
    assert "\n  all-state-system-2:\n" in text


async def test_many_are_paged(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """A long list is cut into pages."""
    path = make()
    for number in range(SHOWN + 1):
        propose(path, text=f"candidate {number:03}", score=1 - number / 1000)
    datasette = serve(path)
    html = await get(datasette, "/suggestions")
    assert f">candidate {SHOWN - 1:03}<" in html
    assert f">candidate {SHOWN:03}<" not in html
    assert "/suggestions?page=2" in Checked(html).links
    html = await get(datasette, "/suggestions?page=2")
    assert f">candidate {SHOWN:03}<" in html
    assert f'<ol class="proposed" start="{SHOWN + 1}">' in html


async def test_under_another_base_and_beside_another_glossary(
    proposing: Path, make: Callable[..., Path], serve: Callable[..., Any]
) -> None:
    """Every link stays where the page is."""
    other = make("aaa")
    datasette = serve(other, proposing, settings={"base_url": "/base/"})
    html = await get(datasette, "/glossary/-/suggestions?language=en")
    ours = [link for link in Checked(html).links if "suggestions" in link and "lang=" not in link]
    assert ours
    assert all("/base/glossary/-/suggestions" in link for link in ours)


async def test_hostile_candidates_run_nothing(
    make: Callable[..., Path], serve: Callable[..., Any], tmp_path: Path
) -> None:
    """Every field is shown as text, and what is offered for the terms file stays a good file."""
    path = make()
    texts = json.dumps([{"signal": HOSTILE, "value": HOSTILE, "weight": HOSTILE}, HOSTILE, [HOSTILE], None])
    fields = dict.fromkeys(("language", "text", "kind", "gloss", "counterpart", "example"), HOSTILE)
    propose(path, evidence=texts, **fields)
    propose(path, text="plain", kind="no such kind", evidence='"a text"')
    nasty = "a: b # c\u2028[x], {y}\n- &z *q\t\x85|>"
    propose(path, text=nasty, gloss=nasty, example=nasty, counterpart=nasty, evidence=signals((nasty, nasty, 2)))
    propose(path, text='"', counterpart="'")
    html = await get(serve(path), "/suggestions")
    assert "<script>alert" not in html
    assert html.count("{{ 7 * 7 }}") > 5
    file = tmp_path / "terms.yaml"
    file.write_text(entries(html).replace(HOSTILE, "hostile"), encoding="utf-8")
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"[\x85\u2028\t]", text)


async def test_script_and_style_are_loaded(proposing: Path, serve: Callable[..., Any]) -> None:
    """What copies an entry is a file of ours, and the page says what the button is called."""
    datasette = serve(proposing)
    html = await get(datasette, "/suggestions?lang=zh")
    assert 'data-copy="复制" data-copied="已复制"' in html
    assert (await datasette.client.get("/-/static-plugins/datasette-glossary/copy.js")).status_code == 200


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", ""),
        ('[{"signal": "rare", "value": 0.93, "weight": 0.1}, {"signal": "quoted", "value": 2, "weight": 2}]',
         "in quotes 2 × · rare"),
        ('[{"signal": "quoted", "value": 1, "weight": 2}, {"signal": "verb", "value": 1, "weight": -1}]',
         "in quotes · −a verb"),
        ('[["gloss", "a low mark", 1], ["capitals", 2, 3]]', "capitalised 2 × · glossed “a low mark”"),
        ('["title case", 7, null]', "title case · 7"),
        ('[["in_the_title", true, 1], ["near_a_term", 3.5, 2]]', "near a term 3.50 · in the title"),
        ('[["quoted", NaN, 1], ["rare", 1e999, NaN]]', "in quotes · rare"),
        ('[{"value": {"a": 1}}]', '[{"value": {"a": 1}}]'),
        ('{"a": 1}', '{"a": 1}'),
        ("no JSON", "no JSON"),
    ],
)  # fmt: skip
async def test_evidence_is_said_in_words(text: str, said: str) -> None:
    """The weightiest first, whatever shape it comes in."""
    assert evidence(text) == said
