"""What people type into the search of the glossary that we publish, with the term that must come first."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import ROOT
from datasette.app import Datasette
from datasette.plugins import pm
from plugin.checked import get

import glossary.plugin
from glossary.build import build_glossary

pytestmark = pytest.mark.asyncio
if not any(plugin is glossary.plugin for plugin in pm.get_plugins()):  # the distribution is not installed
    pm.register(glossary.plugin, "glossary")

FIRST = [
    # one and two Chinese characters
    ("塔", "charge-the-tower"),
    ("水", "filler-papers"),
    ("坤", "kun-kun"),
    ("冲塔", "charge-the-tower"),
    ("民科", "folk-science"),
    ("五行", "five-elements"),
    ("测度", "measure-zero"),
    # parts of a longer one, and the whole
    ("改稻", "rice-to-mulberry"),
    ("高翰文", "gao-hanwen"),
    ("迪普希克", "deepseek"),
    ("大过滤器", "great-filter"),
    ("大 过 滤 器", "great-filter"),
    ("1566", "ming-dynasty-1566"),
    # traditional characters, full width, other scripts and capitals
    ("改稻為桑", "rice-to-mulberry"),
    ("過濾器", "great-filter"),
    ("梁文鋒", "little-liang"),
    ("産業ゴミ", "industrial-waste"),
    ("325", "rating-325"),
    ("３２５", "rating-325"),
    ("歼２０", "j-20"),
    ("OGAS", "ogas"),
    ("ogas", "ogas"),
    ("огас", "ogas"),
    # pinyin
    ("gaidaoweisang", "rice-to-mulberry"),
    ("gai dao wei sang", "rice-to-mulberry"),
    ("gǎi dào wéi sāng", "rice-to-mulberry"),
    ("gai3 dao4 wei2 sang1", "rice-to-mulberry"),
    ("gaidaow", "rice-to-mulberry"),
    ("weisang", "rice-to-mulberry"),
    ("gdws", "rice-to-mulberry"),
    ("lvba", "green-dam-young-mistress"),
    ("lǜ bà", "green-dam-young-mistress"),
    ("qinghua", "tsinghua-university"),
    ("gaohanwen", "gao-hanwen"),
    # misspelled
    ("Gao Hanwn", "gao-hanwen"),
    ("uncany valley", "uncanny-valley"),
    ("Jensen Haung", "old-huang"),
    ("biter lesson", "the-bitter-lesson"),
    ("depseek", "deepseek"),
    ("梁文峰", "little-liang"),
    ("高瀚文", "gao-hanwen"),
    ("贤者摸式", "sage-like-state"),
    # inflected
    ("rice paddy", "rice-to-mulberry"),
    ("hallucinations", "hallucination"),
    ("overfitted", "overfitting"),
    ("charge towers", "charge-the-tower"),
    ("Gao Hanwen's", "gao-hanwen"),
    # several words, spaces and hyphens
    ("bitter lesson", "the-bitter-lesson"),
    ("rice paddies", "rice-to-mulberry"),
    ('"rice paddies"', "rice-to-mulberry"),
    ("valley uncanny", "uncanny-valley"),
    ("gpt4", "gpt-4"),
    ("GPT 4o", "gpt-4o"),
    ("j20", "j-20"),
    ("what is OGAS", "ogas"),
    ("冲塔是什么意思", "charge-the-tower"),
    # nasty
    ('"rice paddies', "rice-to-mulberry"),
    ("OGAS*", "ogas"),
    ("NEAR(ogas) OR NOT", "ogas"),
    ("title:OGAS OR 1=1", "ogas"),
    ("OGAS'; DROP TABLE terms; --", "ogas"),
    ("<b>OGAS</b>", "ogas"),
    ("OG\u200bAS", "ogas"),
    ("𝐎𝐆𝐀𝐒", "ogas"),
    ("冲塔🙂", "charge-the-tower"),
    ("\u202e冲\0塔%_\\", "charge-the-tower"),
    ("[SEP]", "sep-token"),
    ("OGAS " * 2_000, "ogas"),
    ("冲塔" * 3_000, "charge-the-tower"),
]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A Datasette with the glossary that we publish."""
    output = tmp_path_factory.mktemp("shipped") / "glossary.db"
    build_glossary([ROOT / "content"], Path(ROOT / "terms.yaml"), output)
    datasette = Datasette([str(output)])
    yield datasette
    for database in datasette.databases.values():
        database.close()


@pytest.mark.parametrize(("query", "slug"), FIRST, ids=[query[:20] for query, _ in FIRST])
async def test_the_right_term_comes_first(shipped: Any, query: str, slug: str) -> None:
    """The page and the box put the same term first."""
    html = await get(shipped, f"/search?q={quote(query)}")
    assert re.findall(r'<li[^>]*>\s*<a href="/term/([^"]+)"', html)[:1] == [slug]
    answer = (await shipped.client.get(f"/search/terms.json?q={quote(query)}")).json()
    assert [term["address"] for term in answer["terms"]][:1] == [f"/term/{slug}"]


@pytest.mark.parametrize("query", ['"', "🙂", "*", "\0", "%", "x" * 10_000, "zq xj " * 1_600, "zzzzzz", "腾冲大桥"])
async def test_nothing_is_found_calmly(shipped: Any, query: str) -> None:
    """What names nothing finds no term, and the page says what to try."""
    assert "Nothing has been found" in await get(shipped, f"/search?q={quote(query)}")
    assert (await shipped.client.get(f"/search/terms.json?q={quote(query)}")).json() == {"terms": [], "said": ""}
