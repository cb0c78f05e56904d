"""A post in a real browser: its note cards by mouse, keyboard and touch, its translation, and where addresses lead."""

from collections.abc import Callable
from typing import Any

import pytest

Opened = Callable[..., Any]
POST = "/post/reading-ricetomulberry-en"
MENTIONS = "mark a[aria-describedby]"


def fits(page: Any) -> bool:
    """Tell whether the card lies within the window from side to side."""
    box = page.locator(".card").bounding_box()
    return bool(box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"])


def test_card_by_mouse(open_page: Opened) -> None:
    """Pointing shows the card, which can be pointed at itself; Escape and leaving hide it; a click follows the link."""
    from playwright.sync_api import expect

    page = open_page(POST)
    card, mention = page.locator(".card"), page.locator("#rice-to-mulberry-1 a")
    mention.hover()
    expect(card).to_be_visible()
    expect(card).to_contain_text("改稻为桑")
    assert fits(page)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.locator("h1").hover()
    mention.hover()
    expect(card).to_be_visible()
    card.hover()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.locator("h1").hover()
    expect(card).to_be_hidden()
    mention.click()
    page.wait_for_url("**/term/rice-to-mulberry")


def test_card_by_keyboard(open_page: Opened) -> None:
    """Focus shows the card and tells a screen reader what it says; the next Tab goes to the next mention."""
    from playwright.sync_api import expect

    page = open_page(POST)
    page.locator(MENTIONS).nth(2).focus()
    page.keyboard.press("Tab")
    card, focused = page.locator(".card"), page.locator(MENTIONS).nth(3)
    expect(focused).to_be_focused()
    expect(card).to_be_visible()
    described = card.locator("p").last.inner_text()
    assert len(described) > 20
    session = page.context.new_cdp_session(page)
    script = f"document.querySelectorAll('{MENTIONS}')[3]"
    found = session.send("Runtime.evaluate", {"expression": script})["result"]["objectId"]
    (node, *_) = session.send("Accessibility.getPartialAXTree", {"objectId": found, "fetchRelatives": False})["nodes"]
    assert described in node["description"]["value"]
    page.keyboard.press("Tab")
    expect(page.locator(MENTIONS).nth(4)).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/term/*")


@pytest.mark.parametrize("second", ["mention", "card"])
def test_card_by_touch(open_page: Opened, second: str) -> None:
    """The first tap shows the card, a tap elsewhere hides it, a second tap or the card's link follows."""
    from playwright.sync_api import expect

    page = open_page(POST, width=360, has_touch=True, is_mobile=True)
    card, mention = page.locator(".card"), page.locator("#rice-to-mulberry-1 a")
    mention.tap()
    expect(card).to_be_visible()
    assert fits(page)
    assert page.url.endswith(POST)
    page.locator("h1").tap()
    expect(card).to_be_hidden()
    mention.tap()
    (mention if second == "mention" else card.locator("a").first).tap()
    page.wait_for_url("**/term/rice-to-mulberry")


def test_without_scripts(open_page: Opened) -> None:
    """A mention is a link, and what the card would say stands below the post."""
    page = open_page(POST, java_script_enabled=False)
    assert page.locator(".card").count() == 0
    assert page.locator("[id='note:rice-to-mulberry']").is_visible()
    page.locator("#rice-to-mulberry-1 a").click()
    page.wait_for_url("**/term/rice-to-mulberry")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_side_by_side(open_page: Opened, scripts: bool) -> None:
    """On a wide window each block stands beside its counterpart, on a narrow one above it."""
    page = open_page(POST, java_script_enabled=scripts)
    page.get_by_role("link", name="Side by side").click()
    page.wait_for_load_state()
    for width, beside in ((1280, True), (360, False)):
        page.set_viewport_size({"width": width, "height": 900})
        boxes = page.evaluate("""[...document.querySelectorAll('.row:not(.titles)')].map(row =>
            [...row.children].map(side => side.getBoundingClientRect().top))""")
        assert len(boxes) > 10
        assert all((abs(left - right) < 2) == beside for left, right in boxes)


def test_changing_the_language_keeps_the_place(open_page: Opened) -> None:
    """Whoever has read on to a paragraph gets the same one in the other language."""
    page = open_page("/post/reading-human-en#p:13", width=500)
    page.locator(".versions a").first.dispatch_event("click")
    page.wait_for_url("**/post/reading-human-zh#p:1*")
    assert page.locator(":target").count() == 1


@pytest.mark.parametrize(
    "path", [f"{POST}#openai-2", f"{POST}#p:12", f"{POST}?with=zh#openai-2", f"{POST}?with=zh#p:12"]
)
def test_address_of_a_place(open_page: Opened, path: str) -> None:
    """The mention or paragraph is in view, clear of the upper edge and of what stays there, and marked."""
    page = open_page(path)
    page.wait_for_timeout(200)
    top = page.evaluate("document.querySelector(':target').getBoundingClientRect().top")
    assert 60 < top < 500
    marked = page.evaluate("""(() => {
        const at = document.querySelector(':target'), of = at.closest('mark') ?? at.closest('p, li, h2, h3, td, th');
        const style = getComputedStyle(of);
        return style.outlineStyle !== 'none' || style.backgroundColor !== 'rgba(0, 0, 0, 0)';
    })()""")
    assert marked
