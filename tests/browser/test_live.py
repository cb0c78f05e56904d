"""Pages that are open while the files behind them are edited."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.conftest import scrolls_sideways, served, violations
from conftest import MINI

Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A glossary of our own to edit."""
    folder = tmp_path_factory.mktemp("edited") / "glossary"
    shutil.copytree(MINI, folder)
    return folder


@pytest.fixture(scope="module")
def site(edited: Path) -> Iterator[str]:
    """Its address, while edits are followed."""
    with served(edited, edited / "glossary.db") as address:
        yield address


def test_a_saved_explanation_is_shown(open_page: Opened, edited: Path) -> None:
    """A term page shows what is newly said of the term by itself, at the place to which it was scrolled."""
    terms = edited / "terms.yaml"
    page = open_page("/term/ogas", width=360)
    page.evaluate("scrollTo(0, 300)")
    kept = terms.read_text()
    terms.write_text(kept.replace("Proposed in the 1960s.", "From quite another place.", 1))
    page.get_by_text("From quite another place.").wait_for(timeout=20_000)
    assert page.evaluate("scrollY") == 300
    terms.write_text(kept)
    page.get_by_text("Proposed in the 1960s.").wait_for(timeout=20_000)


@pytest.mark.parametrize("path", ["/term/ogas", "/glossary/terms"])
def test_a_broken_save_is_told(open_page: Opened, edited: Path, path: str) -> None:
    """While terms.yaml is wrong, pages that are open and pages that are opened say where; mended, none does."""
    terms = edited / "terms.yaml"
    page = open_page(path)
    heading = page.inner_text("h1")
    page.wait_for_timeout(300)
    kept = terms.read_text()
    terms.write_text(kept.replace("  ogas:", "  ogas:\n    kindd: project", 1))
    page.wait_for_selector(".live:not([hidden])", timeout=20_000)
    assert "terms.yaml:" in page.inner_text(".live")
    assert "kindd" in page.inner_text(".live")
    assert page.inner_text("h1") == heading
    assert scrolls_sideways(page) == []
    if path.startswith("/term"):
        later = open_page(path, java_script_enabled=False)
        assert "kindd" in later.inner_text(".live")
        assert violations(page) == {}
    terms.write_text(kept)
    page.wait_for_selector(".live", state="hidden", timeout=20_000)


def test_what_is_being_typed_is_kept(open_page: Opened, edited: Path) -> None:
    """A page in which somebody types is not taken away."""
    post = edited / "content" / sorted(path.name for path in (edited / "content").glob("*.md"))[0]
    page = open_page("/search")
    page.wait_for_timeout(300)
    page.fill("input[name=q]", "a long search")
    kept = post.read_text()
    post.write_text(kept + "\nOne more paragraph with OGAS.\n")
    page.wait_for_selector(".live:not([hidden])", timeout=20_000)
    assert page.input_value("input[name=q]") == "a long search"
    post.write_text(kept)
