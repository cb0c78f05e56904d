"""Hostile text in every field that people type: whatever a page shows, nothing of it runs."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from browser.conftest import served

# Each would set window.hit if a page let it through.
SCRIPT = "<script>window.hit=1</script>"
BREAKOUT = "\"'><img src=x onerror=window.hit=1>"
CLOSING = "</title></style></textarea></script><svg onload=window.hit=1>"
TEMPLATE = "{{ 7 * 191 }}{% raw %}${window.hit=1}"
ADDRESS = "javascript:window.hit=1"
NASTY = (SCRIPT, BREAKOUT, CLOSING, TEMPLATE)
SLUGS = ("a", "b", "c", "d")


def quoted(text: str) -> str:
    """Return *text* as YAML."""
    return json.dumps(text, ensure_ascii=False)


def term(slug: str, nasty: str) -> str:
    """Return a term with something nasty in every field."""
    return f"""
  {slug}:
    kind: slang
    labels: {{en: [{quoted(f"word {slug} {nasty}")}, word {slug}], zh: [{quoted(f"词{slug}{nasty}")}, 词{slug}]}}
    explanation: {{en: {quoted(f"{nasty} [x]({ADDRESS}) [[b]]")}, zh: {quoted(nasty)}}}
    origin: {quoted(nasty)}
    notes: {{usage: {quoted(nasty)}}}
    sources: [{{title: {quoted(nasty)}, url: {quoted(f"https://example.org/{quote(nasty)}'onclick='window.hit=1")}}}]
"""


def post(slug: str, language: str, nasty: str) -> str:
    """Return a post with something nasty in every field."""
    front = {
        "title": nasty, "lang": language, "date": "2024-01-01", "author": nasty, "description": nasty,
        "translation_key": f"pair-{slug}", "source_title": nasty, "source_author": nasty, "source_url": ADDRESS,
        "tags": [nasty],
    }  # fmt: skip
    lines = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
    words = " ".join(f"word {other} ({nasty}) 词{other}（{nasty}）" for other in SLUGS)
    inline = f"[x]({ADDRESS}) ![x]({ADDRESS}) <b onclick='window.hit=1'>word a</b>"
    return f"---\n{lines}\n---\n## {nasty}\n\n{words}\n\n{inline}\n"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A glossary whose every field is hostile, served."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "content").mkdir()
    for slug, nasty in zip(SLUGS, NASTY, strict=True):
        for language in ("en", "zh"):
            (folder / "content" / f"2024-01-01-{slug}-{language}.md").write_text(
                post(slug, language, nasty), encoding="utf-8"
            )
    head = f"glossary: {{title: {quoted(SCRIPT)}, description: {quoted(BREAKOUT)}, languages: [en, zh]}}\nterms:"
    terms = head + "".join(term(slug, nasty) for slug, nasty in zip(SLUGS, NASTY, strict=True))
    (folder / "terms.yaml").write_text(terms, encoding="utf-8")
    with served(folder, folder / "glossary.db", "--no-watch") as address:
        yield address


@pytest.fixture(scope="module")
def page(chromium: Any, hostile: str) -> Iterator[Any]:
    """A tab; what a page leaves in ``window`` is gone with the next."""
    context = chromium.new_context(base_url=hostile, locale="en-GB")
    yield context.new_page()
    context.close()


PATHS = [
    "/", "/?by=initial", "/questions", "/suggestions", "/glossary", "/glossary/terms", "/glossary/mentions",
    "/glossary/posts", "/glossary/labels",
    *(f"/term/{slug}" for slug in SLUGS),
    *(f"/post/{slug}-en" for slug in SLUGS),
    *(f"/post/{slug}-zh?with=en" for slug in SLUGS),
    *(f"/search?q={quote(nasty)}" for nasty in (*NASTY, ADDRESS, "word", "词")),
    f"/term/{quote(SCRIPT, safe='')}", f"/post/a-en?with={quote(BREAKOUT)}", f"/?lang={quote(BREAKOUT)}",
    f"/?by=initial&letter={quote(BREAKOUT)}",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_nothing_runs(page: Any, path: str) -> None:
    """No script of a post, a term or an address runs, and nothing is evaluated as a template."""
    page.goto(path)
    for mention in page.locator("mark a").all()[:3]:
        mention.hover()
    assert page.evaluate("window.hit") is None
    assert page.locator("a[href^='javascript:']").count() == 0
    assert "1337" not in page.content()
