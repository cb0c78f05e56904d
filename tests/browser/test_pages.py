"""The pages in a real browser: a walk through them, every width and theme, and what axe-core says of them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from browser.conftest import scrolls_sideways, violations

PAGES = ("/", "/term/rating-325", "/term/ming-dynasty-1566?lang=zh", "/post/reading-leave-en", "/post/reading-leave-zh",
         "/search?q=325", "/search?q=改稻", "/search?q=zzz", "/search", "/term/nobody", "/suggestions",
         "/map", "/map?term=deepseek", "/map?kind=technology&lang=zh", "/timeline", "/timeline?lang=zh",
         "/?posts=1")  # fmt: skip
Opened = Callable[..., Any]

# What is missing on purpose: the pages that say "not here" are answered with 404, which the console reports.
MISSING = "/term/nobody"
each_page = pytest.mark.parametrize("path", [path for path in PAGES if path != MISSING])


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_walk(open_page: Opened, scripts: bool) -> None:
    """Home, search, term, mention in its post, and back; with JavaScript and without."""
    from playwright.sync_api import expect

    page = open_page("/", java_script_enabled=scripts)
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first.fill("冲塔")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=re.compile("charge the tower")).first.click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("charge the tower")
    page.locator(".passages a").first.click()
    assert re.search(r"/post/reading-18months-(en|zh)#charge-the-tower-1$", page.url)
    expect(page.locator("#charge-the-tower-1")).to_be_in_viewport()
    page.go_back()
    assert "/term/charge-the-tower" in page.url


@each_page
def test_every_width_and_theme(open_page: Opened, path: str) -> None:
    """A page is as wide as the window, on a phone as on a desk, and axe-core finds nothing that keeps somebody out."""
    page = open_page(path, width=360)
    assert scrolls_sideways(page) == []
    assert violations(page) == {}


@each_page
def test_few_requests(open_page: Opened, path: str) -> None:
    """A first visit asks for at most five things."""
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert len(asked) <= 5, asked


def test_on_paper(open_page: Opened) -> None:
    """Printed, a post is its text."""
    page = open_page("/post/reading-human-en")
    page.emulate_media(media="print")
    assert not page.locator("form.search").is_visible()
    assert page.get_by_role("heading", level=1).is_visible()


def test_a_reader_of_chinese(open_page: Opened) -> None:
    """The browser's language is the page's, the switch leads to the other one, and it stays."""
    page = open_page("/term/rating-325", locale="zh-CN")
    assert page.locator("html").get_attribute("lang") == "zh"
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_sql_editor_is_dark_too(open_page: Opened) -> None:
    """Datasette's editor brings a white ground of its own on either line; at night it was a lamp in the face."""
    page = open_page("/glossary?sql=select+1", color_scheme="dark")
    editor = page.locator(".CodeMirror, .cm-editor").first
    editor.wait_for()
    assert "invert" in editor.evaluate("element => getComputedStyle(element).filter")
