"""The map in a real browser: zoom, focus, keys, and that no label covers another in a font as it is."""

import re
from collections.abc import Callable
from typing import Any

import pytest

MAPS = ("/map", "/map?term=deepseek", "/map?kind=technology&lang=zh")
Opened = Callable[..., Any]

COVERED = """() => {
  const boxes = [...document.querySelectorAll(".window text")].map((text) => [text.textContent, text.getBBox()]);
  return boxes.flatMap(([name, a], n) => boxes.slice(n + 1).filter(([, b]) =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
  ).map(([other]) => `${name} | ${other}`));
}"""


@pytest.mark.parametrize("path", MAPS)
def test_no_label_covers_another(open_page: Opened, path: str) -> None:
    """Widths of text are guessed on the server; in the browser's own font the guess must hold."""
    assert open_page(path).evaluate(COVERED) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_size(open_page: Opened, width: int) -> None:
    """Larger, smaller, and the whole at once; by the wheel with the control key too."""
    page = open_page("/map", width=width)

    def wide() -> float:
        return float(page.locator(".window svg").evaluate("svg => svg.getBoundingClientRect().width"))

    first = wide()
    page.get_by_role("button", name="Larger").click()
    assert wide() == pytest.approx(first * 1.25, rel=0.01)
    page.get_by_role("button", name="Smaller").click()
    assert wide() == pytest.approx(first, rel=0.01)
    page.get_by_role("button", name="Fit").click()
    assert wide() <= page.locator(".window").evaluate("window => window.clientWidth")
    page.locator(".window").hover()
    page.keyboard.down("Control")
    before = wide()
    page.mouse.wheel(0, -200)
    page.wait_for_function(f"document.querySelector('.window svg').getBoundingClientRect().width > {before}")
    page.keyboard.up("Control")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_dragging(open_page: Opened) -> None:
    """The mouse takes hold of the paper and moves it."""
    page = open_page("/map", width=768)
    window = page.locator(".window")
    page.get_by_role("button", name="Larger").click()
    window.scroll_into_view_if_needed()
    before = window.evaluate("window => window.scrollLeft")
    box = window.bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 5, steps=4)
    page.mouse.up()
    assert window.evaluate("window => window.scrollLeft") == pytest.approx(before + 100, abs=3)
    assert page.url.endswith("/map")


def test_focus(open_page: Opened) -> None:
    """A term under the keys or the mouse stays with its neighbours; the others grow pale, and come back."""
    page = open_page("/map?term=deepseek")
    link = page.locator(".window a").filter(has_text=re.compile("^James Liang"))
    link.focus()
    page.wait_for_function("document.querySelector('svg.focused')")
    near = page.locator(".window a.near")
    pale = page.locator(".window a:not(.near)").first
    assert near.count() >= 2
    assert near.filter(has_text="DeepSeek").count() >= 1
    assert float(pale.evaluate("link => getComputedStyle(link).opacity")) < 0.5
    page.evaluate("document.activeElement.blur()")
    assert page.locator("svg.focused").count() == 0
    link.hover()
    assert page.locator("svg.focused").count() == 1
    page.mouse.move(1, 1)
    assert page.locator("svg.focused").count() == 0


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_keys_and_no_scripts(open_page: Opened, scripts: bool) -> None:
    """Every term is a link that keys reach and scroll to, with JavaScript and without."""
    page = open_page("/map", width=360, java_script_enabled=scripts)
    assert page.locator(".zoom").is_visible() == scripts
    link = page.locator(".window a").last
    link.focus()
    if scripts:
        shown = link.evaluate(
            "link => { const a = link.getBoundingClientRect(); return a.left >= 0 && a.right <= 360; }"
        )
        assert shown
    page.keyboard.press("Enter")
    page.wait_for_url("**/term/*")


def test_on_paper(open_page: Opened) -> None:
    """Printed, the map is whole, and without its buttons."""
    page = open_page("/map")
    page.emulate_media(media="print")
    assert not page.locator(".zoom").is_visible()
    fits = page.locator(".window").evaluate("window => window.scrollWidth <= window.clientWidth + 1")
    assert fits


def test_the_way_there(open_page: Opened) -> None:
    """Home leads to the map, a dot to its term, the term to what is around it; the timeline to a place in a post."""
    from playwright.sync_api import expect

    page = open_page("/")
    page.get_by_role("link", name="Map: which terms appear together").click()
    page.locator(".window a").filter(has_text=re.compile("^OpenAI")).locator("circle").click()
    assert page.url.endswith("/term/openai")
    page.get_by_role("link", name="On the map").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Around OpenAI"
    page.get_by_role("link", name="Timeline").first.click()
    page.locator(".day .terms a").first.click()
    expect(page.locator(":target")).to_be_in_viewport()
