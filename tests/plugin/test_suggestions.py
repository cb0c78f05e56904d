"""The page of what the build proposes."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from plugin.checked import Checked, get

from glossary.plugin.cells import evidence

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
        "counterpart": "毁堤淹田", "example": "They want to flood the fields.", "evidence": "[]", "status": "new",
    } | row  # fmt: skip
    with closing(sqlite3.connect(path)) as db:
        db.execute(INSERT, row)
        db.commit()


@pytest.mark.parametrize("path", ["/suggestions", "/glossary/-/suggestions"])
async def test_nothing_is_proposed_yet(made: Path, serve: Callable[..., Any], path: str) -> None:
    """Without candidates the page says so, in both languages."""
    datasette = serve(made)
    assert "Nothing has been proposed yet" in await get(datasette, path)
    assert "目前还没有候选" in await get(datasette, f"{path}?lang=zh")


async def test_candidates_are_listed_by_language_and_score(
    make: Callable[..., Path], serve: Callable[..., Any]
) -> None:
    """The best of each language first, with what there is to know; what was refused is not shown."""
    path = make()
    propose(path, text="second", score=0.5)
    propose(path, text="first", score=0.8, evidence=json.dumps([{"signal": "in_quotes", "value": 2, "weight": 1}]))
    propose(path, text="毁堤淹田", language="zh", counterpart="flood the fields", gloss="水淹九县", kind=None)
    propose(path, text="refused", status="ignored", score=0.99)
    html = await get(serve(path), "/suggestions")
    assert html.index(">English") < html.index(">first<") < html.index(">second<") < html.index(">毁堤淹田<")
    assert "refused" not in html
    assert "allusion · 3 mentions · in 2 posts" in html
    assert "They want to flood the fields." in html
    assert "In the translation: 毁堤淹田" in html
    assert "in quotes 2" in html
    assert "水淹九县" in html
    assert "/search?q=first" in Checked(html).links
    html = await get(serve(path), "/suggestions?lang=zh")
    assert html.index(">毁堤淹田<") < html.index(">first<")


async def test_many_lead_on_to_the_table(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """A long list ends in a link to all of it."""
    path = make()
    for number in range(101):
        propose(path, text=f"candidate {number:03}", score=1 - number / 1000)
    html = await get(serve(path), "/suggestions")
    assert "candidate 099" in html
    assert "candidate 100" not in html
    assert "/glossary/candidates?language=en" in Checked(html).links


async def test_hostile_candidates_run_nothing(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """Every field is shown as text."""
    path = make()
    signals = json.dumps([{"signal": HOSTILE, "value": HOSTILE, "weight": HOSTILE}, HOSTILE, [HOSTILE], None])
    fields = dict.fromkeys(("language", "text", "kind", "gloss", "counterpart", "example"), HOSTILE)
    propose(path, evidence=signals, **fields)
    propose(path, text="plain", kind="no such kind", evidence='"a text"')
    html = await get(serve(path), "/suggestions")
    assert "<script>alert" not in html
    assert html.count("{{ 7 * 7 }}") > 5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", ""),
        ('[{"signal": "rarity", "value": 3.5, "weight": 0.1}, {"signal": "in_quotes", "value": true, "weight": 2}]',
         "in quotes · rarity 3.5"),
        ('[["gloss", "a low mark", 1], ["capitals", 2, 3]]', "capitals 2 · gloss a low mark"),
        ('["title case", 7, null]', "title case · 7"),
        ('[{"value": {"a": 1}}]', ""),
        ('{"a": 1}', '{"a": 1}'),
        ("no JSON", "no JSON"),
    ],
)  # fmt: skip
async def test_evidence_is_said_in_words(text: str, said: str) -> None:
    """The weightiest first, whatever shape it comes in."""
    assert evidence(text) == said
