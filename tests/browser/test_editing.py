"""The forms of ``serve --edit`` in a real browser: explain, add, ignore, and what happens when two do so at once."""

import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from browser.conftest import scrolls_sideways, served, violations
from conftest import MINI, ROOT

from glossary.term import read_glossary

Opened = Callable[..., Any]
SHOWN_MS = 20_000


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A glossary of our own to edit, with posts that give suggestions."""
    folder = tmp_path_factory.mktemp("edited") / "glossary"
    shutil.copytree(MINI, folder)
    shutil.copytree(ROOT / "tests" / "discovery" / "posts", folder / "content" / "more")
    return folder


@pytest.fixture(scope="module")
def site(edited: Path) -> Iterator[str]:
    """Its address, while it may be edited."""
    with served(edited, edited / "glossary.db", "--edit") as address:
        yield address


def built(edited: Path) -> list[tuple[object, ...]]:
    """Return what the database has of what these tests change."""
    with closing(sqlite3.connect(edited / "glossary.db")) as db:
        terms = db.execute(
            "SELECT t.slug, e.language, e.text FROM terms t LEFT JOIN explanations e ON e.term_id = t.id"
        )
        return [*terms, *db.execute("SELECT text, status FROM candidates"), *db.execute("SELECT slug FROM posts")]


@pytest.fixture(scope="module")
def at_first(site: str, edited: Path) -> list[tuple[object, ...]]:
    """What the database had when the server started, and the posts had been studied for suggestions."""
    for _ in range(300):
        with closing(sqlite3.connect(edited / "glossary.db")) as db:
            if not db.execute("SELECT 1 FROM build WHERE key = 'unstudied'").fetchall():
                return built(edited)
        time.sleep(0.1)
    pytest.fail("the posts are studied for ever")


@pytest.fixture(autouse=True)
def _as_it_was(edited: Path, at_first: list[tuple[object, ...]]) -> Iterator[None]:
    """Each test leaves the terms, and the pages, as it found them."""
    yield
    (edited / "terms.yaml").write_bytes((MINI / "terms.yaml").read_bytes())
    for _ in range(100):
        if built(edited) == at_first:
            return
        time.sleep(0.1)
    pytest.fail("the terms were put back, and the database does not follow")


def said(edited: Path, slug: str, language: str = "en") -> str | None:
    """Return what the file says a term means."""
    terms = {term.slug: term for term in read_glossary(edited / "terms.yaml")[0].terms}
    return terms[slug].explanation.get(language)


def open_form(page: Any, language: str = "en") -> Any:
    """Return the form that explains in *language*, opened if it is closed."""
    form = page.locator(f"form.edit:has(input[name=language][value={language}])")
    if not form.is_visible():
        page.locator(f"section.editing details:has(textarea[lang={language}]) summary").click()
    return form


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_explain(open_page: Opened, edited: Path, scripts: bool) -> None:
    """What is typed is in the file at once, and the page shows it by itself; without scripts, when it is reloaded."""
    text = f"A plan, with “quotes”: 'a' & <b> # {scripts}\n\n- one\n- two"
    page = open_page("/term/ogas", width=360, java_script_enabled=scripts)
    form = open_form(page)
    form.locator("textarea").fill(text)
    form.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile("done=saved"))
    assert page.locator(".notice").inner_text().startswith("Saved")
    assert said(edited, "ogas") == text
    told = page.locator(".notice", has_text="Saved, and shown below.")
    for _ in range(0 if scripts else 40):
        if told.count():
            break
        page.wait_for_timeout(250)
        page.reload()
    told.wait_for(timeout=SHOWN_MS)
    assert page.locator(".prose", has_text=f"& <b> # {scripts}").count() == 1
    assert open_form(page).locator("textarea").input_value() == text


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_add_and_ignore(open_page: Opened, edited: Path, scripts: bool) -> None:
    """A suggestion that is added leaves the list and has a page; one that is ignored leaves it."""
    page = open_page("/suggestions?all=1", java_script_enabled=scripts)
    first, second = page.locator(".proposed > li").nth(0), page.locator(".proposed > li").nth(1)
    added, ignored = (item.locator("input[name^='candidate.']").first.input_value() for item in (first, second))
    first.locator("form.edit summary").click()
    first.get_by_role("textbox", name="Explanation in English").fill("Explained at once.")
    first.get_by_role("combobox", name="Kind").select_option("slang")
    first.get_by_role("button", name="Add").click()
    page.wait_for_url(re.compile("all=1&done=added"))
    term = next(term for term in read_glossary(edited / "terms.yaml")[0].terms if added in term.names().values())
    assert (term.kind, term.explanation) == ("slang", {"en": "Explained at once."})
    page.locator(".proposed > li", has=page.locator(f"input[value={ignored!r}]")).get_by_role(
        "button", name="Ignore"
    ).first.click()
    page.wait_for_url(re.compile("all=1&done=ignored"))
    assert any(ignored in texts for texts in read_glossary(edited / "terms.yaml")[0].ignored.values())
    for _ in range(80):
        if not page.locator(f".proposed input[value={ignored!r}]").count():
            break
        page.wait_for_timeout(250)
        if not scripts:
            page.reload()
    assert not page.locator(f".proposed input[value={ignored!r}]").count()
    assert not page.locator(f".proposed input[value={added!r}]").count()
    assert page.goto(f"/term/{term.slug}").status == 200
    assert page.get_by_text("Explained at once.").first.is_visible()


def test_a_search_in_vain(open_page: Opened, edited: Path) -> None:
    """What was searched for and is not there can be added, and then it is there."""
    page = open_page("/search?q=paper+tiger")
    page.get_by_role("textbox", name="Name in Chinese").fill("纸老虎")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="paper tiger").wait_for(timeout=SHOWN_MS)
    terms = {term.slug: term for term in read_glossary(edited / "terms.yaml")[0].terms}
    assert terms["paper-tiger"].names() == {"en": "paper tiger", "zh": "纸老虎"}


def test_a_conflict(conflict: Callable[..., Any], edited: Path) -> None:
    """Both texts stand side by side, on a phone one below the other; ours is saved if we say so again."""
    page = conflict()
    assert page.get_by_label("In the file now").input_value() == "Theirs."
    assert page.get_by_label("Yours").input_value() == "Ours."
    assert said(edited, "ogas") == "Theirs."
    assert scrolls_sideways(page) == []
    assert violations(page) == {}
    (edited / "content" / "late.md").write_text("---\ntitle: Late\ndate: 2024-01-01\n---\nOGAS.\n", encoding="utf-8")
    page.wait_for_timeout(1_500)  # a build that pages follow: this one must not send its form again
    assert page.get_by_label("Yours").input_value() == "Ours."
    page.get_by_role("button", name="Save mine").click()
    page.wait_for_url(re.compile("done=saved"))
    assert said(edited, "ogas") == "Ours."
    (edited / "content" / "late.md").unlink()


def test_keep_theirs(conflict: Callable[..., Any], edited: Path) -> None:
    """The other way out leaves the file as it is."""
    page = conflict(java_script_enabled=False)
    page.get_by_role("link", name="Keep what is in the file").click()
    assert page.url.endswith("/term/ogas")
    assert said(edited, "ogas") == "Theirs."


@pytest.fixture
def conflict(chromium: Any, site: str, edited: Path) -> Iterator[Callable[..., Any]]:
    """What types an explanation while somebody else saves another; the browser reports the answer, 409, as an error."""
    contexts = []

    def collide(**options: Any) -> Any:
        contexts.append(chromium.new_context(base_url=site, locale="en-GB", **options))
        page = contexts[-1].new_page()
        page.goto("/term/ogas")
        form = open_form(page)
        form.locator("textarea").fill("Ours.")
        terms = edited / "terms.yaml"
        present = said(edited, "ogas")
        assert present
        terms.write_text(terms.read_text(encoding="utf-8").replace(present, "Theirs."), encoding="utf-8")
        page.wait_for_timeout(1_500)  # by now a page without typed text would show theirs
        assert form.locator("textarea").input_value() == "Ours."
        form.get_by_role("button", name="Save").click()
        page.get_by_role("heading", name="Changed meanwhile").wait_for()
        page.wait_for_load_state("networkidle" if options.get("java_script_enabled", True) else "load")
        return page

    yield collide
    for context in contexts:
        context.close()


def test_what_is_being_typed_is_kept(open_page: Opened, edited: Path) -> None:
    """A newer version is announced, not shown, while a field has the focus or holds typed text."""
    page = open_page("/term/ogas")
    form = open_form(page)
    form.locator("textarea").focus()
    terms = edited / "terms.yaml"
    terms.write_text(terms.read_text(encoding="utf-8").replace("Proposed in the 1960s.", "Long ago."), encoding="utf-8")
    page.wait_for_selector(".live:not([hidden])", timeout=SHOWN_MS)
    assert "newer version" in page.inner_text(".live")
    page.keyboard.type("More: ")
    assert "More: " in form.locator("textarea").input_value()
    assert not page.get_by_text("Long ago.").count()


def test_leaving_asks_first(open_page: Opened) -> None:
    """A link does not take away what was typed; what is sent goes without a question."""
    page = open_page("/suggestions?all=1")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    item = page.locator(".proposed > li").nth(2)
    item.locator("form.edit summary").click()
    item.get_by_role("textbox", name="Explanation in English").fill("half a thought")
    page.get_by_role("link", name="Glossary").first.click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert item.get_by_role("textbox", name="Explanation in English").input_value() == "half a thought"
    item.get_by_role("textbox", name="Explanation in English").fill("")
    page.get_by_role("link", name="Glossary").first.click()
    page.wait_for_load_state()
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("path", ["/term/ogas", "/term/ogas?lang=zh", "/suggestions?all=1", "/search?q=zzzz"])
def test_forms(open_page: Opened, path: str) -> None:
    """With every form open, nothing scrolls sideways, and axe-core finds nothing that keeps somebody out."""
    page = open_page(path)
    page.evaluate(
        "document.querySelectorAll('details:has(form.edit), form.edit details').forEach((each) => each.open = true)"
    )
    assert scrolls_sideways(page) == []
    assert violations(page) == {}


def test_a_million_characters(chromium: Any, site: str, edited: Path) -> None:
    """As much as a form takes is stored exactly; one character more comes back, and nothing is written."""
    context = chromium.new_context(base_url=site)
    page = context.new_page()
    page.goto("/term/ogas")
    text = ("rice to mulberry, 改稻为桑 " * 50_000)[:1_000_000]
    for more, done in ((text + "x", "Not saved"), (text, "")):
        form = open_form(page)
        form.locator("textarea").evaluate("(field, text) => { field.value = text; }", more)
        form.get_by_role("button", name="Save").click()
        page.wait_for_url(re.compile("/explain$" if done else "done=saved"))
        assert not done or page.get_by_role("heading", level=1).inner_text() == done
        assert not done or page.locator("form.edit textarea").input_value() == more
        assert (said(edited, "ogas") == more) == (not done)
    context.close()


def test_another_sites_form(chromium: Any, site: str, edited: Path) -> None:
    """A page from elsewhere sends the same form, with the very token, and writes nothing."""
    kept = (edited / "terms.yaml").read_bytes()
    context = chromium.new_context(base_url=site)
    page = context.new_page()
    page.goto("/term/ogas")
    token = page.locator("form.edit input[name=token]").first.input_value()
    port = site.rpartition(":")[2]
    for elsewhere in (f"http://localhost:{port}", "http://elsewhere.test"):
        page.route(f"{elsewhere}/trap", lambda route: route.fulfill(content_type="text/html", body=(
            f'<form method="post" action="{site}/term/ogas/explain"><input name="token" value="{token}">'
            '<input name="language" value="en"><input name="text" value="stolen"><button>Go</button></form>'
        )))  # fmt: skip
        page.goto(f"{elsewhere}/trap")
        with page.expect_response(re.compile("/explain$")) as answer:
            page.get_by_role("button").click()
        assert answer.value.status == 403
    assert (edited / "terms.yaml").read_bytes() == kept
    context.close()
