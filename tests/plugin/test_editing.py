"""The forms of ``serve --edit``: who may send them, what they write, and what is said when they do not."""

import re
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from plugin.checked import Checked, get
from plugin.test_suggestions import propose

import glossary.plugin
from glossary.cli.forms import TermsEditor
from glossary.plugin.editing import Editing, attach, fingerprint
from glossary.plugin.forms import LARGEST_FORM, LONGEST_NAME, LONGEST_TEXT
from glossary.plugin.live import Live, State
from glossary.plugin.live import attach as attach_live
from glossary.plugin.routes import FORMS
from glossary.term import read_glossary

pytestmark = pytest.mark.asyncio

TERMS = """\
# ours
glossary: {languages: [en, zh]}
terms:
  ogas:   # a plan
    kind: project
    labels: {en: [OGAS], zh: [全国自动化系统]}
    explanation:
      en: A plan for a *network* of computers, see [[gosplan]].   # kept
      zh: 一个计算机网络的计划。
  gosplan: {kind: organisation, labels: {en: [Gosplan]}, explanation: {en: The planning committee.}}
  mill: {kind: slang, labels: {en: [mill]}}
ignore:
  en: [leaderboard]
"""
SAID = "A plan for a *network* of computers, see [[gosplan]]."
EXPLAIN, ADD, IGNORE = "/term/ogas/explain", "/suggestions/add", "/suggestions/ignore"
FROM_HERE = {"origin": "http://localhost"}
NASTY = [
    "“Plain” text",
    "a: b # c",
    "- a\n- b\n",
    "---\na: b\n...\n",
    "'single' and \"double\" \\n \\",
    "\ttabs\tand\n\ttabs",
    "  two spaces before, and behind  ",
    "\n\nline breaks around\n\n\n",
    "|-\n  {a: [b, *c, &d]}\n%TAG ! x\n@`",
    "<script>alert(1)</script></textarea>&amp;{{ 7*7 }}",
    "\x07\x1b[31m\x7f\u2028\u2029\ufeff\u202e\x85",
    "𠮷🙂" * 50,
    "one line\n\nanother " + "word " * 60,
    "null",
    "325",
    "trailing \n spaces \n  deep\n",
]


class Desk(NamedTuple):
    """A Datasette that edits, the file that it edits, the folder of the posts, and what it was told of."""

    datasette: Any
    terms: Path
    content: Path
    editing: Editing
    live: Live

    async def form(self, page: str, action: str) -> dict[str, str]:
        """Return the fields of the first form on *page* that goes to *action*, as a browser would send them."""
        return fields(await get(self.datasette, page), action)

    async def send(self, path: str, form: Mapping[str, str], **headers: str) -> Any:
        """Send a form as a browser does that has been here before, with our headers unless told otherwise."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"cookie": "glossary-language=en", **FROM_HERE, **named}
        return await self.datasette.client.post(path, data=dict(form), headers=sent, follow_redirects=False)

    def said(self, slug: str = "ogas", language: str = "en") -> str | None:
        """Return what the file says a term means."""
        terms = {term.slug: term for term in read_glossary(self.terms)[0].terms}
        return terms[slug].explanation.get(language)


def fields(html: str, action: str) -> dict[str, str]:
    """Return what a browser would send of the first form that goes to *action*."""
    found = re.search(rf'<form [^>]*action="{re.escape(action)}[^"]*">(.*?)</form>', html, re.DOTALL)
    assert found, f"no form goes to {action}"
    inputs = dict(re.findall(r'<input [^>]*?name="([^"]*)" value="([^"]*)"', found[1]))
    texts = dict(re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>\n(.*?)</textarea>', found[1], re.DOTALL))
    chosen = re.findall(r'<option value="([^"]*)" selected>', found[1])
    kinds = {"kind": chosen[0]} if chosen else {}
    return {name: unescape(text) for name, text in (inputs | texts | kinds).items()}


@pytest.fixture
def desk(make: Callable[..., Path], serve: Callable[..., Any], tmp_path: Path) -> Desk:
    """A glossary that may be edited, with a suggestion."""
    return open_desk(make(terms=_TERMS, cut='{"en": 0.5, "zh": 0.6}'), serve, tmp_path)


_TERMS: list[dict[str, Any]] = [
    {
        "slug": "ogas", "kind": "project", "labels": {"en": ["OGAS"], "zh": ["全国自动化系统"]},
        "explanation": {"en": SAID, "zh": "一个计算机网络的计划。"},
    },
    {
        "slug": "gosplan", "kind": "organisation", "labels": {"en": ["Gosplan"]},
        "explanation": {"en": "The planning committee."},
    },
    {"slug": "mill", "kind": "slang", "labels": {"en": ["mill"]}},
]  # fmt: skip


def open_desk(path: Path, serve: Callable[..., Any], folder: Path) -> Desk:
    """Let a Datasette edit a file of terms beside its database."""
    propose(path, text="flood the fields", counterpart="毁堤淹田", gloss="a crime")
    propose(path, text="毁堤淹田", language="zh", score=0.8, counterpart="flood the fields", example="毁堤淹田。")
    terms = folder / "terms.yaml"
    terms.write_text(TERMS, encoding="utf-8")
    content = folder / "content"
    content.mkdir()
    datasette = serve(path)
    desk = Desk(datasette, terms, content, Editing(TermsEditor(terms, [content]), frozenset({"localhost"})), Live())
    attach(datasette, desk.editing)
    attach_live(datasette, desk.live)
    datasette.client = type(datasette.client)(datasette)  # on 0.65 it holds the routes of the start
    return desk


# ---------------------------------------------------------------------------------------------- who may send them


@pytest.mark.parametrize("path", [EXPLAIN, ADD, IGNORE, "/glossary/-/suggestions/add"])
async def test_nothing_writes_unless_asked_for(made: Path, serve: Callable[..., Any], path: str) -> None:
    """Without --edit no address takes a form, none is registered, and no page has one or names a file."""
    datasette = serve(made)
    routes = [route for route, _ in glossary.plugin.register_routes(datasette)]
    assert not {form.pattern for form in FORMS} & {
        getattr(getattr(route, "short", route), "pattern", "") for route in routes
    }
    assert (await datasette.client.post(path, data={"token": "x"}, headers=FROM_HERE)).status_code in (404, 405)
    assert (await datasette.client.get(path)).status_code == 404
    for page in ("/term/ogas", "/term/wind-mill", "/suggestions", "/search?q=zzzz", "/post/networks-en"):
        html = await get(datasette, page)
        assert 'method="post"' not in html
        assert "vscode:" not in html


ELSEWHERE: list[dict[str, str]] = [
    {"host": "evil.example"},
    {"host": "evil.example", "origin": "http://evil.example"},
    {"host": "localhost:81"},
    {"host": "localhost.evil.example"},
    {"origin": "http://evil.example"},
    {"origin": "https://localhost"},
    {"origin": "http://localhost:81"},
    {"origin": "http://localhost.evil.example"},
    {"origin": "null"},
    {"origin": ""},
    {"origin": "", "referer": "http://localhost/term/ogas"},
    {"sec_fetch_site": "cross-site"},
    {"sec_fetch_site": "same-site"},
    {"sec_fetch_site": "none"},
    {"content_type": "text/plain"},
    {"content_type": "multipart/form-data; boundary=x"},
    {"content_type": ""},
]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        *((EXPLAIN, headers) for headers in ELSEWHERE),
        *((path, headers) for path in (ADD, IGNORE, "/glossary/-/term/ogas/explain") for headers in ELSEWHERE[:6:5]),
    ],
    ids=str,
)
async def test_only_our_own_pages_write(desk: Desk, path: str, headers: dict[str, str]) -> None:
    """Another host's name, another site's form, or what no page sends: refused, and the file stays."""
    form = {**await desk.form("/suggestions", ADD), "text": "new", "language": "en", "seen": ""}
    response = await desk.send(path, form, **headers)
    assert response.status_code == 403
    assert "<!doctype html>" in response.text.lower()
    assert desk.editing.token not in response.text
    assert desk.terms.read_text(encoding="utf-8") == TERMS


@pytest.mark.parametrize(
    "headers", [{"sec_fetch_site": "same-origin"}, {"origin": "", "sec_fetch_site": "same-origin"}], ids=str
)
async def test_what_browsers_send_passes(desk: Desk, headers: dict[str, str]) -> None:
    """A browser says that the page was ours in one of two ways."""
    form = await desk.form("/term/ogas", EXPLAIN)
    assert (await desk.send(EXPLAIN, form | {"text": "new"}, **headers)).status_code == 303
    assert desk.said() == "new"


@pytest.mark.parametrize("token", [None, "", "x", "é", "x" * 10_000])
async def test_a_form_needs_the_token(desk: Desk, token: str | None) -> None:
    """Without the token of this start nothing is written."""
    form = await desk.form("/term/ogas", EXPLAIN) | {"text": "new"}
    del form["token"]
    response = await desk.send(EXPLAIN, form | ({} if token is None else {"token": token}))
    assert response.status_code == 403
    assert desk.terms.read_text(encoding="utf-8") == TERMS


@pytest.mark.parametrize("action", [EXPLAIN, ADD])
async def test_a_form_from_before_the_start(desk: Desk, action: str) -> None:
    """The token of another start writes nothing; what was typed is given back in a form that does."""
    form = await desk.form("/term/ogas" if action == EXPLAIN else "/suggestions", action)
    field = "text" if action == EXPLAIN else "explanation.zh"
    attach(desk.datasette, Editing(desk.editing.editor, desk.editing.hosts))
    response = await desk.send(action, form | {field: "typed for an hour\r\n</textarea>"})
    assert response.status_code == 403
    assert desk.terms.read_text(encoding="utf-8") == TERMS
    again = fields(response.text, action)
    assert again[field] == "typed for an hour\n</textarea>"
    assert again["token"] != form["token"]
    assert {**again, "token": "", field: ""} == {**form, "token": "", field: ""}
    assert (await desk.send(action, again)).status_code == 303


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("path", [EXPLAIN, ADD, IGNORE])
async def test_only_post_writes(desk: Desk, path: str, method: str) -> None:
    """An address that is opened writes nothing, whatever it says."""
    asked = urlencode({**await desk.form("/suggestions", ADD), "text": "new", "language": "en"})
    response = await desk.datasette.client.request(method, f"{path}?{asked}", headers=FROM_HERE)
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert desk.terms.read_text(encoding="utf-8") == TERMS


async def test_the_token_is_shown_at_our_own_address_alone(desk: Desk) -> None:
    """A name that somebody lets point at this machine gets pages without forms; no cache shares one that has them."""
    ours = await desk.datasette.client.get("/term/ogas")
    assert desk.editing.token in ours.text
    assert ours.headers["cache-control"] == "private, no-cache"
    theirs = await desk.datasette.client.get("/term/ogas", headers={"host": "evil.example"})
    assert theirs.status_code == 200
    assert desk.editing.token not in theirs.text
    assert "terms.yaml:" not in theirs.text
    assert repr(desk.editing.token) not in repr(desk.editing)


# ---------------------------------------------------------------------------------------------- explaining


async def test_explain(desk: Desk) -> None:
    """One line of the file changes, and the next page says what was done and whether it shows it."""
    form = await desk.form("/term/ogas", EXPLAIN)
    assert form["text"] == SAID
    response = await desk.send(EXPLAIN, form | {"text": "Another *plan*."})
    assert response.status_code == 303
    assert response.headers["location"] == "/term/ogas?done=saved&edit=1"
    assert desk.terms.read_text(encoding="utf-8") == TERMS.replace(SAID, "Another *plan*.")
    assert "as soon as it is built" in await get(desk.datasette, response.headers["location"])
    desk.live.publish(State(version=1, edits=1))
    assert "shown below" in await get(desk.datasette, response.headers["location"])
    assert "as soon as it is built" not in await get(desk.datasette, "/term/ogas?done=<b>&edit=1")


async def test_shown_is_what_was_built_with_it(desk: Desk) -> None:
    """A build that began before the edit does not show it; an address of an earlier server waits for nothing."""
    form = await desk.form("/term/ogas", EXPLAIN)
    first = (await desk.send(EXPLAIN, form | {"text": "one"})).headers["location"]
    second = (await desk.send(EXPLAIN, form | {"text": "two", "seen": fingerprint("one")})).headers["location"]
    assert second.endswith("edit=2")
    desk.live.publish(State(version=1, edits=1))
    assert "shown below" in await get(desk.datasette, first)
    assert "as soon as it is built" in await get(desk.datasette, second)
    assert "shown below" in await get(desk.datasette, "/term/ogas?done=saved&edit=3")


async def test_explain_in_another_language(desk: Desk) -> None:
    """A language that is listed and has no text yet has a form of its own."""
    html = await get(desk.datasette, "/term/gosplan?lang=zh")
    form = fields(html, "/term/gosplan/explain")
    assert (form["language"], form["text"], form["seen"]) == ("zh", "", "")
    response = await desk.send("/term/gosplan/explain", form | {"text": "计划委员会。"})
    assert response.status_code == 303
    assert (desk.said("gosplan", "zh"), desk.said("gosplan")) == ("计划委员会。", "The planning committee.")


@pytest.mark.parametrize("text", NASTY)
async def test_any_text_is_stored_exactly(desk: Desk, text: str) -> None:
    """What YAML or HTML might stumble over reads back as typed, and no other term changes."""
    response = await desk.send(EXPLAIN, await desk.form("/term/ogas", EXPLAIN) | {"text": text.replace("\n", "\r\n")})
    assert response.status_code == 303, response.text
    assert desk.said() == text
    assert (desk.said("ogas", "zh"), desk.said("gosplan")) == ("一个计算机网络的计划。", "The planning committee.")


@pytest.mark.parametrize(
    "text", ["a" * LONGEST_TEXT, "改" * LONGEST_TEXT, "word [x](y) " * (LONGEST_TEXT // 12)], ids=["a", "改", "words"]
)
async def test_a_million_characters(desk: Desk, text: str) -> None:
    """The longest text that a form takes is stored exactly; one more is given back with the reason."""
    form = await desk.form("/term/ogas", EXPLAIN)
    assert (await desk.send(EXPLAIN, form | {"text": text})).status_code == 303
    assert desk.said() == text
    response = await desk.send(EXPLAIN, form | {"text": text.ljust(LONGEST_TEXT, "x") + "y"})
    assert response.status_code == 413
    assert "1,000,001 characters" in response.text
    assert fields(response.text, EXPLAIN)["text"] == text.ljust(LONGEST_TEXT, "x") + "y"
    assert desk.said() == text


async def test_more_than_a_form_holds(desk: Desk) -> None:
    """What no form of ours sends is read and forgotten, and the answer says so."""
    form = await desk.form("/term/ogas", EXPLAIN)
    response = await desk.send(EXPLAIN, form | {"text": "a" * LARGEST_FORM})
    assert response.status_code == 413
    assert "more than a form takes" in response.text
    assert desk.terms.read_text(encoding="utf-8") == TERMS


@pytest.mark.parametrize(
    ("text", "reason", "kept"),
    [
        ("", "is blank", ""),
        (" \t\r\n\u3000", "is blank", " \t\n\u3000"),
        ("a\0b</textarea>", "NUL character", "ab</textarea>"),
        ("see [[nobody]]", "[[nobody]] links to no term", "see [[nobody]]"),
    ],
)  # fmt: skip
async def test_what_cannot_be_stored_is_given_back(desk: Desk, text: str, reason: str, kept: str) -> None:
    """The reason, and what was typed, in a form that saves it once it is mended."""
    form = await desk.form("/term/ogas", EXPLAIN)
    response = await desk.send(EXPLAIN, form | {"text": text})
    assert response.status_code == 400
    assert Checked(response.text).faults == []
    assert reason in unescape(response.text)
    assert desk.terms.read_text(encoding="utf-8") == TERMS
    again = fields(response.text, EXPLAIN)
    assert again == form | {"text": kept}
    assert (await desk.send(EXPLAIN, again | {"text": "mended"})).status_code == 303


@pytest.mark.parametrize("change", [{"language": "xx-"}, {"language": "../x"}, {"language": ""}, {"language": "EN"}])
async def test_a_language_that_is_none(desk: Desk, change: dict[str, str]) -> None:
    """A form that no page sends writes nothing."""
    response = await desk.send(EXPLAIN, await desk.form("/term/ogas", EXPLAIN) | {"text": "typed"} | change)
    assert response.status_code == 400
    assert "is no language tag" in response.text
    assert desk.terms.read_text(encoding="utf-8") == TERMS


async def test_a_broken_file_is_told(desk: Desk) -> None:
    """While the file cannot be read, its fault is shown with its place, and what was typed is kept."""
    form = await desk.form("/term/ogas", EXPLAIN)
    broken = TERMS.replace("kind: project", "kindd: project")
    desk.terms.write_text(broken, encoding="utf-8")
    response = await desk.send(EXPLAIN, form | {"text": "typed"})
    assert response.status_code == 400
    assert "terms.yaml:5:5: error: unknown key 'kindd'" in unescape(response.text)
    assert fields(response.text, EXPLAIN)["text"] == "typed"
    assert desk.terms.read_text(encoding="utf-8") == broken


async def test_a_term_that_is_gone(desk: Desk) -> None:
    """A term that was renamed meanwhile is told, and what was typed is kept."""
    form = await desk.form("/term/ogas", EXPLAIN)
    desk.terms.write_text(TERMS.replace("  ogas:", "  ogas2:"), encoding="utf-8")
    response = await desk.send(EXPLAIN, form | {"text": "typed"})
    assert response.status_code == 400
    assert "There is no term 'ogas'; did you mean 'ogas2'?" in unescape(response.text)
    assert fields(response.text, EXPLAIN)["text"] == "typed"


# ---------------------------------------------------------------------------------------------- conflicts


@pytest.mark.parametrize("theirs", ["Theirs </textarea>", None])
async def test_a_conflict_shows_both_texts(desk: Desk, theirs: str | None) -> None:
    """Changed or deleted meanwhile: both texts stand side by side, and saved again, ours takes the place."""
    form = await desk.form("/term/ogas", EXPLAIN) | {"text": "Ours\r\n\r\n</textarea>"}
    line = f"      en: {SAID}   # kept\n"
    changed = TERMS.replace(line, f"      en: {theirs}\n" if theirs else "")
    desk.terms.write_text(changed, encoding="utf-8")
    response = await desk.send(EXPLAIN, form)
    assert response.status_code == 409
    assert Checked(response.text).faults == []
    assert desk.terms.read_text(encoding="utf-8") == changed
    present = re.search(r'<textarea id="present" readonly[^>]*>\n(.*?)</textarea>', response.text, re.DOTALL)
    assert present
    assert unescape(present[1]) == (theirs or "")
    again = fields(response.text, EXPLAIN)
    assert again["text"] == "Ours\n\n</textarea>"
    assert "glossary-version" not in response.text  # a page that answers a form must not load itself again
    assert (await desk.send(EXPLAIN, again)).status_code == 303
    assert desk.said() == "Ours\n\n</textarea>"


async def test_a_second_conflict(desk: Desk) -> None:
    """What is in the file is asked anew each time: the text that was shown is not the last word."""
    form = await desk.form("/term/ogas", EXPLAIN) | {"text": "ours"}
    desk.terms.write_text(TERMS.replace(SAID, "second"), encoding="utf-8")
    again = fields((await desk.send(EXPLAIN, form)).text, EXPLAIN)
    desk.terms.write_text(TERMS.replace(SAID, "third"), encoding="utf-8")
    response = await desk.send(EXPLAIN, again)
    assert response.status_code == 409
    assert "third" in response.text
    assert desk.said() == "third"


async def test_an_unrelated_change_is_no_conflict(desk: Desk) -> None:
    """What others have written elsewhere in the file stays, and so does what is saved here."""
    form = await desk.form("/term/ogas", EXPLAIN) | {"text": "ours"}
    changed = (
        TERMS.replace("The planning committee.", "Another.").replace("一个计算机网络的计划。", "另一个。") + "# more\n"
    )
    desk.terms.write_text(changed, encoding="utf-8")
    assert (await desk.send(EXPLAIN, form)).status_code == 303
    assert desk.terms.read_text(encoding="utf-8") == changed.replace(SAID, "ours")


async def test_what_is_said_already(desk: Desk) -> None:
    """The same form sent twice, or a text that the file has by now: nothing is written, and nothing is waited for."""
    form = await desk.form("/term/ogas", EXPLAIN) | {"text": "ours"}
    assert (await desk.send(EXPLAIN, form)).headers["location"].endswith("edit=1")
    response = await desk.send(EXPLAIN, form)
    assert response.headers["location"] == "/term/ogas?done=saved&edit="
    assert "nothing has changed" in await get(desk.datasette, response.headers["location"])


# ---------------------------------------------------------------------------------------------- adding and ignoring


async def test_add_a_suggestion(desk: Desk) -> None:
    """Both labels, the kind, an explanation and what is known of it stand behind the last term."""
    page = "/suggestions?language=en&all=1"
    form = await desk.form(page, ADD)
    assert form["kind"] == "allusion"
    assert (form["name.en"], form["name.zh"]) == ("flood the fields", "毁堤淹田")
    html = await get(desk.datasette, page)
    action = unescape(re.findall(r'action="(/suggestions/add[^"]*)"', html)[0])
    response = await desk.send(action, form | {"kind": "slang", "explanation.zh": "淹掉田地。"})
    assert response.status_code == 303
    assert response.headers["location"] == f"{page}&done=added&edit=1&term=flood-the-fields"
    added = desk.terms.read_text(encoding="utf-8").replace(TERMS.partition("ignore:")[0], "", 1)
    assert re.fullmatch(
        r"  flood-the-fields:\n    # 0\.90 · flood the fields: .*\n    # gloss: a crime\n    # example: .*\n"
        r"    # 0\.80 · .*\n    # example: .*\n    kind: slang\n"
        r"    labels:\n      en: \[flood the fields\]\n      zh: \[毁堤淹田\]\n"
        r"    explanation:\n      zh: 淹掉田地。\nignore:\n  en: \[leaderboard\]\n",
        added,
    )
    desk.live.publish(State(version=1, edits=1))
    assert 'href="/term/flood-the-fields"' in await get(desk.datasette, response.headers["location"])


async def test_add_with_other_names(desk: Desk) -> None:
    """A name may be mended or left out, and a kind left open."""
    form = await desk.form("/suggestions", ADD)
    response = await desk.send(ADD, form | {"name.en": "  flood \t the field ", "name.zh": " ", "kind": ""})
    assert response.status_code == 303
    term = {term.slug: term for term in read_glossary(desk.terms)[0].terms}["flood-the-field"]
    assert term.names() == {"en": "flood the field"}
    assert "kind: concept  # nothing says which" in desk.terms.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("field", ["name.en", "name.zh", "explanation.en"])
async def test_any_term_is_stored_exactly(desk: Desk, field: str, text: str) -> None:
    """In every field, what YAML might stumble over reads back as typed (a name: in one line) or is given back."""
    form = await desk.form("/suggestions", ADD)
    response = await desk.send(ADD, form | {field: text.replace("\n", "\r\n")})
    if response.status_code == 303:
        slug = re.search(r"term=([^&]+)$", response.headers["location"])
        assert slug
        term = {term.slug: term for term in read_glossary(desk.terms)[0].terms}[slug[1]]
        stored = term.explanation["en"] if field == "explanation.en" else term.names()[field[-2:]]
        assert stored == (text if field == "explanation.en" else " ".join(text.split()))
    else:
        assert response.status_code == 400
        assert desk.terms.read_text(encoding="utf-8") == TERMS
        assert fields(response.text, ADD)[field] == text


@pytest.mark.parametrize(
    ("change", "status", "reason"),
    [
        ({"name.en": "", "name.zh": "\u3000"}, 400, "needs a name"),
        ({"name.en": "ogas"}, 400, "terms.yaml:6: 'ogas' is a label of ogas already"),
        ({"name.en": "Leaderboards"}, 400, "'Leaderboards' is ignored"),
        ({"name.en": "a\0b"}, 400, "NUL character"),
        ({"name.en": "a" * (LONGEST_NAME + 1)}, 413, "1,001 characters"),
        ({"explanation.en": "see [[nobody]]"}, 400, "[[nobody]] links to no term"),
        ({"name.xx yy": "a"}, 400, "'xx yy' is no language tag"),
    ],
)  # fmt: skip
async def test_what_cannot_be_added_is_given_back(desk: Desk, change: dict[str, str], status: int, reason: str) -> None:
    """The reason, and all that was typed; the file stays."""
    form = {**await desk.form("/suggestions", ADD), "explanation.zh": "typed", "kind": "work", **change}
    response = await desk.send(ADD, form)
    assert response.status_code == status
    assert Checked(response.text).faults == []
    assert reason in unescape(response.text)
    assert desk.terms.read_text(encoding="utf-8") == TERMS
    assert fields(response.text, ADD) == {name: text.replace("\0", "") for name, text in form.items()}


async def test_ignore_a_suggestion(desk: Desk) -> None:
    """A suggestion and its counterpart are refused, once, whatever was typed beside them."""
    form = await desk.form("/suggestions", ADD) | {"name.en": "something else"}
    response = await desk.send(IGNORE + "?kind=allusion", form)
    assert response.status_code == 303
    assert response.headers["location"] == "/suggestions?kind=allusion&done=ignored&edit=1"
    refused = TERMS.replace("[leaderboard]\n", "[leaderboard, flood the fields]\n  zh: [毁堤淹田]\n")
    assert desk.terms.read_text(encoding="utf-8") == refused
    assert "for good" in await get(desk.datasette, response.headers["location"])
    assert (await desk.send(IGNORE, form)).headers["location"].endswith("edit=")
    assert desk.terms.read_text(encoding="utf-8") == refused


async def test_what_is_a_term_is_not_ignored(desk: Desk) -> None:
    """What has become a label meanwhile stays out; where nothing is left, that is said."""
    form = await desk.form("/suggestions", ADD)
    assert (await desk.send(IGNORE, form | {"candidate.en": "OGAS"})).status_code == 303
    assert read_glossary(desk.terms)[0].ignored == {"en": ("leaderboard",), "zh": ("毁堤淹田",)}
    response = await desk.send(IGNORE, {"token": form["token"], "candidate.en": "OGAS"})
    assert response.status_code == 400
    assert "is a label of ogas already" in unescape(response.text)


async def test_what_is_searched_in_vain_may_be_added(desk: Desk) -> None:
    """A search that finds nothing offers the words as a term, in the language of their script."""
    form = await desk.form("/search?q=纸老虎", ADD)
    assert (form["name.en"], form["name.zh"]) == ("", "纸老虎")
    response = await desk.send("/suggestions/add?q=纸老虎", form)
    assert response.headers["location"] == f"/search?{urlencode({'q': '纸老虎'})}&done=added&edit=1&term=zhi-lao-hu"
    assert "candidate." not in "".join(form)
    assert 'method="post"' not in await get(desk.datasette, "/search?q=OGAS")
    assert 'method="post"' not in await get(desk.datasette, "/search")


# ---------------------------------------------------------------------------------------------- the pages


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("path", ["/term/ogas", "/term/mill", "/suggestions", "/search?q=zzzz"])
async def test_pages_with_forms(desk: Desk, path: str, language: str) -> None:
    """They are sound in both languages; a term names its place in the file and opens an editor there."""
    html = await get(desk.datasette, f"{path}{'&' if '?' in path else '?'}lang={language}")
    assert 'method="post"' in html
    assert {"en": ("Save", "Add"), "zh": ("保存", "加入")}[language][not path.startswith("/term")] in html
    if path.startswith("/term"):
        address = f"vscode://file{desk.terms.as_posix()}:1"
        assert address in Checked(html).links
        assert "<code>terms.yaml:1</code>" in html


async def test_search_without_a_term_offers_the_words(desk: Desk) -> None:
    """Passages alone are no reason not to add what was searched for; the form is folded then."""
    html = await get(desk.datasette, "/search?q=footnote")
    assert "Passages" in html
    form = fields(html, ADD)
    assert (form["name.en"], form["name.zh"]) == ("footnote", "")
    assert "<summary>Names and explanation</summary>" in html
    assert "<summary>" not in await get(desk.datasette, "/search?q=zzzz")


async def test_first_page_leads_to_the_suggestions(desk: Desk, made: Path, serve: Callable[..., Any]) -> None:
    """Where one may add them."""
    way = "Suggestions: which terms may be missing"
    assert way in await get(desk.datasette, "/")
    assert way not in await get(serve(made), "/")


async def test_term_says_once_where_it_stands(desk: Desk) -> None:
    """The box does; without it the sentence does."""
    assert "It is defined in" not in await get(desk.datasette, "/term/mill")


@pytest.mark.parametrize(("language", "word"), [("en", "Open in VS Code"), ("zh", "在VS Code中打开")])
async def test_post_names_its_file(desk: Desk, language: str, word: str) -> None:
    """A post names the line of its file where the body begins, and opens an editor there; so does its translation."""
    one, other = desk.content / "networks-en.md", desk.content / "networks-zh.md"
    one.write_text("---\ntitle: On Networks\n---\n\nA plan.\n", encoding="utf-8")
    html = await get(desk.datasette, f"/post/networks-en?with=zh&lang={language}")
    spots = re.findall(r'<p class="about file"><code>(.*?)</code> · <a href="(.*?)">(.*?)</a></p>', html)
    assert spots == [
        ("networks-en.md:4", f"vscode://file{one.as_posix()}:4", word),
        ("networks-zh.md:1", f"vscode://file{other.as_posix()}:1", word),  # not there, or no more
    ]
    assert {address for _, address, _ in spots} <= set(Checked(html).links)
    assert len(re.findall("vscode:", await get(desk.datasette, f"/post/networks-en?lang={language}"))) == 1


async def test_post_of_unknown_folder_names_no_file(made: Path, serve: Callable[..., Any], tmp_path: Path) -> None:
    """Where the path is of none of the folders there is no link, and the page is as ever."""
    datasette = serve(made)
    attach(datasette, Editing(TermsEditor(tmp_path / "terms.yaml"), frozenset({"localhost"})))
    datasette.client = type(datasette.client)(datasette)
    assert "vscode:" not in await get(datasette, "/post/networks-en")


async def test_a_refusal_speaks_the_readers_language(desk: Desk) -> None:
    """Who reads Chinese is refused in Chinese."""
    response = await desk.send(EXPLAIN, {}, cookie="glossary-language=zh")
    assert response.status_code == 403
    assert "没有保存" in response.text
