"""Building again and again in one process: whatever is edited, the database equals one from scratch."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import MINI, Glossary
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from glossary.build import Report, build_glossary
from glossary.build.memory import Memory
from glossary.check import find_problems
from glossary.errors import GlossaryError, InputError

SEQUENCES = int(os.environ.get("GLOSSARY_EDIT_SEQUENCES", "5"))
INDEXES = ("search_fts", "posts_fts", "terms_fts", "paragraphs_fts")


def content_of(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, and every token of every index with its place."""
    with closing(sqlite3.connect(database)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\'"
        ).fetchall()
        found = {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for (name,) in names}
        for index in INDEXES:
            connection.execute(f"CREATE VIRTUAL TABLE temp.words_of_{index} USING fts5vocab(main, {index}, instance)")
            found[index] = connection.execute(f"SELECT * FROM words_of_{index} ORDER BY doc, col, offset").fetchall()
        found["schema"] = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall()
        return found


class Remembered:
    """A glossary that one process builds after each edit."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(MINI, folder)
        self.glossary = Glossary(folder)
        self.memory = Memory()

    def build(self) -> Report:
        """Build with what is remembered, first in haste."""
        for in_haste in (True, False):
            report = build_glossary(
                [self.glossary.content], self.glossary.terms, self.glossary.output, memory=self.memory,
                find_problems=find_problems, in_haste=in_haste,
            )  # fmt: skip
        return report

    def differs(self) -> list[str]:
        """Return the tables that differ from those of a build from scratch."""
        scratch = self.glossary.folder / "scratch.db"
        scratch.unlink(missing_ok=True)
        build_glossary([self.glossary.content], self.glossary.terms, scratch, find_problems=find_problems)
        ours, theirs = content_of(self.glossary.output), content_of(scratch)
        assert ours.keys() == theirs.keys()
        return [name for name in theirs if ours[name] != theirs[name]]


@pytest.fixture
def remembered(tmp_path: Path) -> Remembered:
    """The mini glossary, built once."""
    found = Remembered(tmp_path / "mini")
    found.build()
    return found


def changed(old: str, new: str) -> Callable[[str], str]:
    """Return what puts *new* in the place of *old*."""

    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


@pytest.mark.parametrize(
    "edit",
    [
        changed("Amateurs billed as professionals.", "People who came along."),
        changed("    explanation: Amateurs billed as professionals.\n", ""),
        changed("Proposed in the 1960s.", "Proposed late."),
        changed("en: [OGAS]", "en: [OGAS, dragon]"),
        changed("kind: project", "kind: event"),
        changed("terms:\n", "terms:\n  aaa: {kind: slang, labels: {en: [the]}, related: [ogas]}\n"),
        lambda text: text + "\n# the end\n",
    ],
    ids=["explanation", "none", "origin", "label", "kind", "term", "comment"],
)
def test_an_edit_of_the_terms(remembered: Remembered, edit: Callable[[str], str]) -> None:
    """What is said of the terms, and what they are called, comes in as from scratch; so does taking it back."""
    before = remembered.glossary.terms.read_text()
    remembered.glossary.terms.write_text(edit(before))
    remembered.build()
    assert remembered.differs() == []
    remembered.glossary.terms.write_text(before)
    remembered.build()
    assert remembered.differs() == []


def test_posts_are_not_written_again_for_an_explanation(
    remembered: Remembered, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where only words about terms change, no mention is looked for and no post is written."""
    monkeypatch.setattr("glossary.build.patching.write_mentions", None)
    monkeypatch.setattr("glossary.build.patching.write_paragraphs", None)
    monkeypatch.setattr("glossary.build.memory.analyse", None)
    terms = remembered.glossary.terms
    terms.write_text(terms.read_text().replace("Amateurs billed as professionals.", "People who came along."))
    remembered.build()
    monkeypatch.undo()
    assert remembered.differs() == []


def test_another_database_in_its_place(remembered: Remembered, tmp_path: Path) -> None:
    """A database that somebody else has built meanwhile is not built upon."""
    other = Glossary(tmp_path / "other").write({"a.md": "OGAS"}, "terms: {}\n")
    other.build()
    shutil.copyfile(other.output, remembered.glossary.output)
    terms = remembered.glossary.terms
    terms.write_text(terms.read_text().replace("Proposed in the 1960s.", "Proposed late."))
    remembered.build()
    assert remembered.differs() == []


def test_a_build_that_failed_is_not_built_upon(remembered: Remembered, monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels that came with a build that could not be written count as new in the next one."""
    terms = remembered.glossary.terms
    terms.write_text(terms.read_text().replace("en: [OGAS]", "en: [OGAS, dragon, the]"))
    monkeypatch.setattr("glossary.build.building.check_patched", _fail)
    before = content_of(remembered.glossary.output)
    with pytest.raises(GlossaryError):
        remembered.build()
    assert content_of(remembered.glossary.output) == before
    monkeypatch.undo()
    remembered.build()
    assert remembered.differs() == []


@pytest.mark.parametrize(
    "edit",
    [
        lambda it: it.terms.write_text(it.terms.read_text().replace("en: [OGAS]", "en: [OGAS, dragon, the]")),
        lambda it: it.terms.write_text(it.terms.read_text().replace("terms:\n", f"terms:\n{ADDED}")),
        lambda it: (it.content / "0-epilogue.md").write_text("Nothing of the OGAS.\n\nTwo paragraphs."),
        lambda it: (it.content / "0-epilogue.md").unlink(),
        lambda it: (it.content / "1-added.md").write_text("---\ntitle: Added\n---\nThe OGAS, and a pit."),
    ],
    ids=["label", "term", "post", "removed", "added"],
)
def test_no_edit_writes_everything(
    remembered: Remembered, monkeypatch: pytest.MonkeyPatch, edit: Callable[[Glossary], object]
) -> None:
    """What has changed goes into the database as it stands; a new one is not filled."""
    monkeypatch.setattr("glossary.build.building._fill", None)
    edit(remembered.glossary)
    remembered.build()
    monkeypatch.undo()
    assert remembered.differs() == []


ADDED = "  aaa: {kind: slang, labels: {en: [the]}, related: [ogas]}\n"


def test_the_same_input_built_otherwise(remembered: Remembered) -> None:
    """A database of the same posts and terms that somebody has built without candidates is not built upon."""
    it = remembered.glossary
    assert content_of(it.output)["candidates"]
    build_glossary([it.content], it.terms, it.output, candidates=False)
    it.terms.write_text(it.terms.read_text().replace("Proposed in the 1960s.", "Proposed late."))
    remembered.build()
    assert remembered.differs() == []


def test_no_process_is_started(remembered: Remembered, monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads are about while SQLite patches, and a process with threads must not be forked."""
    monkeypatch.setattr("glossary.build.workers.ProcessPoolExecutor", None)
    it = remembered.glossary
    it.terms.write_text(it.terms.read_text().replace("Proposed in the 1960s.", "Proposed late."))
    build_glossary([it.content], it.terms, it.output, jobs=2, memory=remembered.memory, find_problems=find_problems)
    monkeypatch.undo()
    assert remembered.differs() == []


def test_who_reads_all_the_while_is_told_to_stop(remembered: Remembered, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader who never ends keeps the old content; once gone, the edit comes in."""
    it = remembered.glossary
    monkeypatch.setattr("glossary.database.patching.WAIT_SECONDS", 0.1)
    it.terms.write_text(it.terms.read_text().replace("Proposed in the 1960s.", "Proposed late."))
    with closing(sqlite3.connect(it.output, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        (before,) = reader.execute("SELECT text FROM notes WHERE type = 'origin'").fetchone()
        with pytest.raises(GlossaryError, match=r"glossary\.db: could not be changed, .*locked.* Fix: .*stop whoever"):
            remembered.build()
        assert reader.execute("SELECT text FROM notes WHERE type = 'origin'").fetchone() == (before,)
        reader.execute("ROLLBACK")
    remembered.build()
    assert remembered.differs() == []


def _fail(*arguments: object) -> None:
    raise GlossaryError("No room.")


class Edits(RuleBasedStateMachine):
    """Edits in any order, a build after each."""

    folders: Callable[[], Path]

    @initialize()
    def begin(self) -> None:
        """Build once."""
        self.it = Remembered(type(self).folders())
        self.number = 0
        self.build()

    def build(self) -> None:
        """Build; what is broken just now is told and leaves the database."""
        try:
            self.it.build()
            self.built = True
        except InputError:
            self.built = False

    @rule(which=st.integers(0, 3), word=st.sampled_from(["OGAS", "改稻为桑", "a makeshift troupe", "nothing"]))
    def write(self, which: int, word: str) -> None:
        """Write something into a post."""
        post = sorted(self.it.glossary.content.glob("*.md"))[which]
        post.write_text(f"{post.read_text()}\nNow {word}.\n")
        self.build()

    @rule(which=st.integers(0, 3))
    def rename(self, which: int) -> None:
        """Give a post another name, and so another rank."""
        post = sorted(self.it.glossary.content.glob("*.md"))[which]
        self.number += 1
        post.rename(post.with_name(f"2023-01-{self.number % 28 + 1:02}-moved-{self.number}-en.md"))
        self.build()

    @rule(text=st.sampled_from(["Told so.", "Told *otherwise*.", "用中文说。"]))
    def explain(self, text: str) -> None:
        """Say something of a term."""
        terms = self.it.glossary.terms
        self.number += 1
        terms.write_text(terms.read_text().replace("    origin:", f"    # {self.number}\n    origin:", 1))
        terms.write_text(terms.read_text().replace("Amateurs billed", f"{text} Amateurs billed", 1))
        self.build()

    @rule(word=st.sampled_from(["Now", "nothing", "makeshift"]))
    def name(self, word: str) -> None:
        """Add a term of a new label."""
        self.number += 1
        terms = self.it.glossary.terms
        entry = f"  a{self.number}: {{kind: slang, labels: {{en: [{word} {self.number}, {word}]}}}}\n"
        terms.write_text(terms.read_text().replace("terms:\n", "terms:\n" + entry, 1))
        self.build()

    @rule(
        edit=st.sampled_from(
            [
                ("zh: [OGAS, 全国自动化系统]", "zh: [全国自动化系统, OGAS]"),  # in another order
                ("en: [OGAS]", "en: [{text: OGAS, case: fold}, network]"),
                ("kind: project", "kind: event"),
                ('not_in: ["325 pages"]', 'not_in: ["325 pages", "a 325"]'),
                ('posts: ["annals/*"]', 'posts: ["*-en"]'),
                (
                    "  pit-hole:\n    kind: place\n    labels: {en: [pit]}\n",
                    "  pit-hole:\n    kind: place\n    labels: {}\n",
                ),
                ("  ogas:\n", "  zzz-ogas:\n    formerly: [ogas]\n"),
                ("languages: [en, zh]", "languages: [zh, en]"),
            ]
        )
    )
    def relabel(self, edit: tuple[str, str]) -> None:
        """Change how labels are looked for, or take it back."""
        terms = self.it.glossary.terms
        text, (one, other) = terms.read_text(), edit
        terms.write_text(text.replace(other, one) if other in text else text.replace(one, other))
        self.build()

    @rule(which=st.integers(0, 3), name=st.sampled_from(["2020-01-01-first-en.md", "2030-01-01-last-zh.md"]))
    def add_or_remove(self, which: int, name: str) -> None:
        """Add a post that says what another one does, or remove it."""
        posts = sorted(self.it.glossary.content.glob("*.md"))
        added = self.it.glossary.content / name
        if added.exists():
            added.unlink()
        else:
            body = posts[which].read_text().partition("\n---\n")[2]
            added.write_text(f"---\ntitle: Added\ndate: {name[:10]}\n---\n{body}")
        self.build()

    @rule()
    def break_and_mend(self) -> None:
        """Save something broken, then what was there before."""
        terms = self.it.glossary.terms
        kept = terms.read_text()
        terms.write_text(kept + "  broken: [\n")
        self.build()
        terms.write_text(kept)
        self.build()

    @invariant()
    def equals_one_from_scratch(self) -> None:
        """Row for row, and token for token."""
        if getattr(self, "built", False):
            assert self.it.differs() == []


def test_any_edits_in_any_order(tmp_path_factory: pytest.TempPathFactory) -> None:
    """After each of random sequences of edits the database equals one from scratch."""
    Edits.folders = lambda: tmp_path_factory.mktemp("edits") / "mini"  # type: ignore[method-assign,assignment]
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Edits,
        settings=settings(
            max_examples=SEQUENCES, stateful_step_count=6, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
