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
    with pytest.raises(GlossaryError):
        remembered.build()
    monkeypatch.undo()
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
