"""The pages in two languages: nothing is missing, and the reader gets the language that was asked for."""

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from plugin.checked import Checked, get

from glossary.model import KINDS, NOTE_TYPES, RELATION_TYPES
from glossary.plugin.queries.term import OFFERED
from glossary.plugin.recipes import CHAPTERS, QUESTIONS
from glossary.plugin.words import READERS, WORDS, Words
from glossary.plugin.words.catalogue import PAGES
from glossary.plugin.words.choosing import preferred

PLUGIN = files("glossary") / "plugin"
TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in (PLUGIN / "templates" / "glossary").iterdir()}
MODULES = {str(path): path.read_text(encoding="utf-8") for path in Path(str(PLUGIN)).rglob("*.py")}
SAID = re.compile(r"""\bsay(?:\.count)?\(\s*(?:[^()"']*(?:\([^()]*\))?[^()"']*,\s*)?["']([a-z_-]+)["']""")
# What is put together at run time: kinds, notes, relations.
MADE = {
    *KINDS, *(f"{kind}-title" for kind in KINDS), *(f"{kind}-meaning" for kind in KINDS), *NOTE_TYPES, "origin",
    *RELATION_TYPES, "narrower", "alluded_to_by", *OFFERED,
    *(f"{chapter}-chapter" for chapter in CHAPTERS),
    *(f"{question.name}-{part}" for question in QUESTIONS for part in ("question", "answer")),
    *(f"{name}-parameter" for question in QUESTIONS for name in question.parameters),
}  # fmt: skip
USED = MADE | {key for text in (*TEMPLATES.values(), *MODULES.values()) for key in SAID.findall(text)}


def fields(text: str) -> set[str]:
    """Return what is filled in."""
    return {name for form in text.split("|") for _, name, _, _ in Formatter().parse(form) if name}


@pytest.mark.parametrize("key", WORDS)
def test_said_in_every_language(key: str) -> None:
    """An entry says something in each language, with the same things filled in, and is used."""
    assert set(WORDS[key]) == set(READERS)
    assert all(text.strip() for text in WORDS[key].values())
    assert len({frozenset(fields(text)) for text in WORDS[key].values()}) == 1
    assert key in USED


def test_every_key_is_in_the_catalogue() -> None:
    """Nothing is asked for that is not there."""
    assert USED - set(WORDS) == set()


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_hold_no_words_of_their_own(name: str) -> None:
    """Outside the catalogue stands no text that a reader of the other language could not read."""
    bare = re.sub(
        r"\{% block kind %\}\w+\{% endblock %\}|&\w+;|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->",
        " ",
        TEMPLATES[name],
        flags=re.DOTALL,
    )
    texts = re.findall(r">([^<]*)<", f">{re.sub(r'<code>.*?</code>', '', bare)}<")
    attributes = re.findall(r'\b(?:aria-label|title|placeholder|alt)="([^"]*)"', bare)
    assert [text.strip() for text in (*texts, *attributes) if re.search(r"[A-Za-z㐀-鿿]{2}", text)] == []


@pytest.mark.parametrize(
    ("number", "language", "said"),
    [(0, "en", "0 terms"), (1, "en", "1 term"), (1234, "en", "1,234 terms"), (1, "zh", "1个词条")],
)
def test_counting(number: int, language: str, said: str) -> None:
    """One is one, everything else is several."""
    assert Words(language).count(number, "terms") == said


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", None), ("fr", None), ("zh", "zh"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("en-GB,zh;q=0.9", "en"),
        ("fr-CH, fr;q=0.9, en;q=0.8, zh;q=0.85", "zh"), ("en;q=0, zh;q=0.1", "zh"), ("zh;q=x", None),
        ("en;q=1.2.3,zh", "zh"), ("ZH-Hant-TW", "zh"), ("*", None), ("en" + ",en" * 10_000, "en"),
    ],
)  # fmt: skip
def test_preferred(accepted: str, language: str | None) -> None:
    """Of our languages the browser's favourite, whatever nonsense the header holds."""
    assert preferred(accepted) == language


@pytest.mark.parametrize("path", ["/", "/term/ogas", "/post/networks-en", "/search?q=OGAS", "/search", "/term/none"])
@pytest.mark.asyncio
async def test_pages_speak_the_readers_language(made: Path, serve: Callable[..., Any], path: str) -> None:
    """Every page is Chinese for a reader of Chinese, and says so to browsers and caches."""
    response = await serve(made).client.get(path, headers={"accept-language": "zh-CN,en;q=0.5"})
    assert '<html lang="zh">' in response.text
    assert "搜索" in response.text
    assert response.headers["content-language"] == "zh"
    assert response.headers["vary"].startswith("accept-language, cookie")


@pytest.mark.asyncio
async def test_a_choice_stays(made: Path, serve: Callable[..., Any]) -> None:
    """The switch leads to the same page and is remembered; the browser's wish comes second."""
    datasette = serve(made)
    links = Checked(await get(datasette, "/search?q=OGAS&page=1")).links
    assert "/search?q=OGAS&page=1&lang=zh" in links
    chosen = await datasette.client.get("/search?q=OGAS&lang=zh")
    assert "glossary-language=zh" in chosen.headers["set-cookie"]
    headers = {"cookie": "glossary-language=zh", "accept-language": "en"}
    assert '<html lang="zh">' in (await datasette.client.get("/", headers=headers)).text
    headers = {"cookie": "glossary-language=tlh", "accept-language": "en"}
    assert '<html lang="en">' in (await datasette.client.get("/", headers=headers)).text


@pytest.mark.asyncio
async def test_names_in_the_readers_language_come_first(made: Path, serve: Callable[..., Any]) -> None:
    """A reader of Chinese sees the Chinese name as the name."""
    datasette = serve(made)
    assert re.search(r'<h1><span lang="zh">国家计划委员会', await get(datasette, "/term/gosplan?lang=zh"))
    assert re.search(r'<h1><span lang="en">Gosplan', await get(datasette, "/term/gosplan?lang=en"))


@pytest.mark.asyncio
async def test_search_engines_are_told(made: Path, serve: Callable[..., Any]) -> None:
    """A page names its own address, those of its languages, and what it is about."""
    html = await get(serve(made), "/term/ogas?x=1")
    assert '<link rel="canonical" href="http://localhost/term/ogas">' in html
    assert '<link rel="alternate" hreflang="zh" href="http://localhost/term/ogas?lang=zh">' in html
    assert '<link rel="alternate" hreflang="x-default" href="http://localhost/term/ogas">' in html
    assert '<meta name="description" content="A plan for a network of computers' in html


def test_no_key_stands_on_two_pages() -> None:
    """What two pages say alike stands with the frame, once."""
    keys = [key for page in PAGES for key in page]
    assert sorted(keys) == sorted(set(keys))
