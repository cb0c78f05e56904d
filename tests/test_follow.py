"""Following edits: what is watched, what is built, what the pages are told."""

import asyncio
import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Glossary

from glossary.build import build_glossary
from glossary.check import find_problems
from glossary.errors import Problem
from glossary.follow import Follower, Inputs, Outcome, processing
from glossary.follow.watching import may_matter
from glossary.plugin.editing import Written
from glossary.plugin.live import Live, State

SECONDS = 30.0


@pytest.mark.parametrize(
    ("path", "matters"),
    [
        ("content/a.md", True),
        ("content/deep/b.md", True),
        ("content/deep", True),
        ("content", True),
        ("terms.yaml", True),
        ("content/.a.md.swp", False),
        ("content/.#a.md", False),
        ("content/#a.md#", False),
        ("content/a.md~", False),
        ("content/a.md.tmp", False),
        ("content/.git/HEAD", False),
        ("content/picture.png", False),
        ("terms.yaml~", False),
        (".terms.yaml.swp", False),
        ("glossary.db", False),
        ("glossary.db-journal", False),
        ("other/a.md", False),
    ],
)
def test_what_matters(path: str, matters: bool) -> None:
    """Posts, folders and the terms matter; what editors leave beside them does not."""
    root = Path("/somewhere")
    assert may_matter(root / path, [root / "content"], root / "terms.yaml") == matters


@pytest.mark.parametrize(("name", "matters"), [("a.yaml", True), ("b.yml", True), (".a.yaml", False), ("a.md", False)])
def test_a_folder_of_terms(name: str, matters: bool) -> None:
    """Where terms are a folder, its YAML files matter."""
    root = Path("/somewhere")
    assert may_matter(root / "terms" / name, [root / "content"], root / "terms") == matters


class Followed:
    """A glossary that is followed, and what the pages were told."""

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary
        self.live = Live()
        self.told: list[Outcome] = []
        self.follower = Follower(
            Inputs((glossary.content,), glossary.terms, glossary.output), self.live, self.told.append
        )

    def until(self, holds: Callable[[State], bool]) -> State:
        """Wait until the pages are told what *holds*."""
        deadline = time.monotonic() + SECONDS
        while not holds(self.live.state):
            assert time.monotonic() < deadline, self.live.state
            time.sleep(0.01)
        return self.live.state

    def after(self, edit: Callable[[], object]) -> State:
        """Return what the pages are told once *edit* is built and studied."""
        version = self.live.state.version
        edit()
        return self.until(lambda state: state.version > version and not state.looking)

    def titles(self) -> list[str]:
        """Return the titles of the posts in the database."""
        return [title for (title,) in self.glossary.query("SELECT title FROM posts ORDER BY path")]


@pytest.fixture
def followed(tmp_path: Path) -> Iterator[Followed]:
    """A glossary of one post and one term, followed."""
    glossary = Glossary(tmp_path).write(
        {"one.md": "They planned with OGAS."}, "terms:\n  ogas: {kind: project, labels: {en: [OGAS]}}\n"
    )
    found = Followed(glossary)
    found.follower.watch()
    report = build_glossary([glossary.content], glossary.terms, glossary.output, find_problems=find_problems)
    found.follower.start(Outcome(report))
    yield found
    found.follower.stop()


def test_edits_are_built(followed: Followed) -> None:
    """A post that is new, changed, renamed or gone, and a term, each come into the database."""
    content = followed.glossary.content
    followed.after(lambda: (content / "two.md").write_text('---\ntitle: Two\n---\nOGAS again, and a "dragon kiln".\n'))
    assert followed.titles() == ["one.md", "Two"]
    assert followed.glossary.query("SELECT text FROM candidates WHERE text = 'dragon kiln'") == [("dragon kiln",)]
    followed.after(lambda: (content / "two.md").rename(content / "0.md"))
    assert followed.titles() == ["Two", "one.md"]
    followed.after((content / "0.md").unlink)
    assert followed.titles() == ["one.md"]
    explained = "terms:\n  ogas: {kind: project, labels: {en: [OGAS]}, explanation: A network.}\n"
    followed.after(lambda: followed.glossary.terms.write_text(explained))
    assert followed.glossary.query("SELECT text FROM explanations") == [("A network.",)]


def test_a_broken_save_leaves_the_pages(followed: Followed) -> None:
    """While terms.yaml is wrong the database stays, the pages say file, line and fix; mended, they say no more."""
    good, before = followed.glossary.terms.read_text(), followed.glossary.state()
    followed.glossary.terms.write_text("terms:\n  ogas: {kind: nothing, labels: {en: [OGAS]}}\n")
    state = followed.until(lambda state: bool(state.problems))
    assert [(Path(problem.path).name, problem.line) for problem in state.problems] == [("terms.yaml", 2)]
    assert state.problems[0].fix
    assert followed.glossary.state() == before
    followed.glossary.terms.write_text(good)
    followed.until(lambda state: not state.problems)
    assert [bool(outcome.problems) for outcome in followed.told] == [True]


def test_a_folder_that_comes_back(followed: Followed) -> None:
    """A content folder that is removed and made again, as a version control does, is followed still."""
    content = followed.glossary.content
    kept = content.with_name("kept")
    shutil.copytree(content, kept)
    shutil.rmtree(content)
    time.sleep(1)
    followed.after(lambda: (shutil.copytree(kept, content), (content / "one.md").write_text("---\ntitle: Anew\n---\n")))
    assert followed.titles() == ["Anew"]
    followed.after(lambda: (content / "one.md").write_text("---\ntitle: Again\n---\n"))
    assert followed.titles() == ["Again"]


def test_many_saves_end_in_the_last(followed: Followed) -> None:
    """Saves that come faster than builds end in the last state, equal to a build from scratch."""
    post = followed.glossary.content / "one.md"

    def save() -> None:
        for number in range(50):
            post.write_text(f"---\ntitle: Save {number}\n---\nThey planned with OGAS {number} times.\n")
            time.sleep(0.02)

    save()
    deadline = time.monotonic() + SECONDS
    left = "SELECT key FROM build WHERE key IN ('unstudied', 'unranked')"  # the pages are told a moment later
    while followed.titles() != ["Save 49"] or followed.glossary.query(left):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    scratch = followed.glossary.folder / "scratch.db"
    build_glossary(
        [followed.glossary.content], followed.glossary.terms, scratch, from_scratch=True, find_problems=find_problems
    )
    other = Glossary(followed.glossary.folder / "other")
    other.output = scratch
    for table in ("posts", "paragraphs", "mentions", "candidates", "problems", "build"):
        asked = f"SELECT * FROM {table} ORDER BY 1, 2"
        assert followed.glossary.query(asked) == other.query(asked), table


def test_an_edit_is_shown_by_a_build_that_began_after_it(followed: Followed) -> None:
    """Pages are told how many edits they show; what a form writes is waited for, and what changes nothing is told."""
    good = followed.glossary.terms.read_text()

    def write() -> Written:
        followed.glossary.terms.write_text(good.replace("}}", "}, explanation: A network.}"))
        time.sleep(0.5)  # the watcher has seen it by now
        return Written("ogas")

    assert followed.live.edit(write) == Written("ogas", edit=1)
    followed.until(lambda state: state.edits == 1)
    assert followed.glossary.query("SELECT text FROM explanations") == [("A network.",)]
    assert followed.live.edit(lambda: Written("ogas", changed=False)).edit == 1
    version = followed.live.state.version
    assert followed.live.edit(lambda: Written("ogas", changed=followed.glossary.terms.touch() is None)).edit == 2
    assert followed.until(lambda state: state.edits == 2).version > version


def test_states_are_told_in_order() -> None:
    """Who listens gets the present state first, then each that is published, from whatever thread, until the end."""

    async def listen() -> list[int]:
        live, versions = Live(), []
        live.publish(State(version=1))

        async def publish() -> None:
            for version in (2, 3):
                await asyncio.sleep(0.01)
                await asyncio.to_thread(live.publish, State(version=version))
            await asyncio.sleep(0.01)
            live.close()

        task = asyncio.create_task(publish())
        async for state in live.states():
            assert state is not None
            versions.append(state.version)
        await task
        return versions

    assert asyncio.run(listen()) == [1, 2, 3]


def test_state_as_the_pages_take_it() -> None:
    """Problems are told with place and fix, on one line whatever is in them."""
    problem = Problem("error", "code", "Two\nlines <b>", "mend it", "terms.yaml", 3)
    line = State(4, 2, True, (problem,)).to_json()
    found: dict[str, Any] = json.loads(line)
    assert "\n" not in line
    assert found == {
        "version": 4, "edits": 2, "looking": True,
        "problems": [{"text": "terms.yaml:3: error: Two\nlines <b>. Fix: mend it"}],
    }  # fmt: skip


@pytest.mark.parametrize(("candidates", "in_haste", "times"), [(True, True, 0), (True, False, 2), (False, True, 2)])
def test_garbage_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, candidates: bool, in_haste: bool, times: int
) -> None:
    """A process that stays collects its garbage once in so many builds, and behind none that another will follow."""
    collected: list[int] = []
    monkeypatch.setattr(processing.gc, "collect", lambda: collected.append(1))
    inputs = Inputs((tmp_path / "nowhere",), tmp_path / "terms.yaml", tmp_path / "glossary.db", candidates=candidates)
    for _ in range(2 * processing.COLLECTED):
        assert processing.build_now(inputs, in_haste=in_haste).problems
    assert len(collected) == times
