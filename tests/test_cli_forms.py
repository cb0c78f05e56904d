"""What the forms of ``serve --edit`` write, while others write too."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from glossary.cli.forms import TermsEditor
from glossary.edit import ConflictError, writing
from glossary.plugin.editing import ChangedError, Place, Written, fingerprint
from glossary.term import read_glossary

TERMS = """\
# ours
terms:
  ogas: {kind: project, labels: {en: [OGAS]}, explanation: {en: A plan.}}
  mill: {kind: slang, labels: {en: [mill]}}   # kept
"""
SEEN = fingerprint("A plan.")


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    """A file of two terms."""
    path = tmp_path / "terms.yaml"
    path.write_text(TERMS, encoding="utf-8")
    return path


@pytest.fixture
def meanwhile(terms: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, int], None]:
    """What has somebody else save a change each time an edit is about to be written, some times."""
    write = writing.write_edit

    def plan(old: str, new: str, times: int) -> None:
        left = [*range(times)]

        def late(prepared: writing.Prepared) -> None:
            if left:
                text = terms.read_text(encoding="utf-8").replace(old, new)
                terms.write_text(text + f"# {left.pop()}\n", encoding="utf-8")
            write(prepared)

        monkeypatch.setattr(writing, "write_edit", late)

    return plan


def test_a_save_in_between_is_kept(terms: Path, meanwhile: Callable[[str, str, int], None]) -> None:
    """What others save in the moment between reading and writing stays, and so does ours."""
    editor = TermsEditor(terms)
    meanwhile("# kept", "# theirs", 2)
    assert editor.explain("ogas", "en", "Ours.", SEEN) == Written("ogas")
    meanwhile("# theirs", "# again", 2)
    assert editor.add({"en": "tiger"}, "slang", {"en": "Paper."}, ["said"]) == Written("tiger")
    meanwhile("# again", "# at last", 2)
    assert editor.ignore({"en": "board"}) == Written()
    text = terms.read_text(encoding="utf-8")
    assert text.startswith(TERMS.replace("A plan.", "Ours.").replace("# kept", "# at last"))
    glossary, _ = read_glossary(terms)
    assert [term.slug for term in glossary.terms] == ["mill", "ogas", "tiger"]
    assert glossary.ignored == {"en": ("board",)}


def test_a_conflict_in_between_is_told(terms: Path, meanwhile: Callable[[str, str, int], None]) -> None:
    """If it is this very explanation that others save in that moment, nothing of theirs is written over."""
    meanwhile("A plan.", "Theirs.", 1)
    with pytest.raises(ChangedError) as told:
        TermsEditor(terms).explain("ogas", "en", "Ours.", SEEN)
    assert told.value.present == "Theirs."
    assert "Theirs." in terms.read_text(encoding="utf-8")


def test_others_never_rest(terms: Path, meanwhile: Callable[[str, str, int], None]) -> None:
    """It is not tried for ever."""
    meanwhile("", "", 50)
    with pytest.raises(ConflictError):
        TermsEditor(terms).explain("ogas", "en", "Ours.", SEEN)
    assert "Ours." not in terms.read_text(encoding="utf-8")


def test_many_at_once(terms: Path) -> None:
    """Forms that are sent at the same time are all written."""
    editor = TermsEditor(terms)
    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(lambda n: editor.add({"en": f"word {n}"}, None, {}, []), range(24)))
    assert sorted(each.slug for each in written) == sorted(f"word-{n}" for n in range(24))
    assert len(read_glossary(terms)[0].terms) == 26


@pytest.mark.parametrize("relative", [True, False])
def test_where_a_term_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, relative: bool) -> None:
    """The path that the database has leads to the file, of one file and of a folder alike."""
    monkeypatch.chdir(tmp_path)
    beside = Path() if relative else tmp_path
    assert TermsEditor(beside / "terms.yaml").file("terms.yaml") == f"{tmp_path.as_posix()}/terms.yaml"
    assert TermsEditor(beside / "words").file("words/a/b.yaml") == f"{tmp_path.as_posix()}/words/a/b.yaml"


def test_where_a_post_begins(tmp_path: Path) -> None:
    """The path that the database has leads to the file, of one folder and of several alike; a draft is no exception."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder in (ours, theirs):
        (folder / "2024").mkdir(parents=True)
    (theirs / "2024" / "ogas.md").write_text("---\ntitle: OGAS\ndraft: true\n---\nA plan.\n", encoding="utf-8")
    (ours / "bare.md").write_text("A plan.\n", encoding="utf-8")
    one, both = TermsEditor(tmp_path / "t.yaml", [theirs]), TermsEditor(tmp_path / "t.yaml", [ours, theirs])
    place = Place(f"{tmp_path.as_posix()}/theirs/2024/ogas.md", 5)
    assert one.body("2024/ogas.md") == both.body("theirs/2024/ogas.md") == place
    assert both.body("ours/bare.md") == Place(f"{tmp_path.as_posix()}/ours/bare.md", 1)
    assert both.body("ours/gone.md") == Place(f"{tmp_path.as_posix()}/ours/gone.md", 1)
    assert both.body("2024/ogas.md") is None
