"""A build: what it says, what it refuses, what it leaves untouched, and how long it may take."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from glossary.build import build_glossary
from glossary.check import check_glossary
from glossary.database import placing
from glossary.errors import GlossaryError, InputError

ROOT = Path(__file__).parents[1]
AS_ROOT = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
DRAFT = "---\ntitle: D\ndate: 2024-01-01\ndraft: true\n---\nOGAS\n"
ONE_TERM = "terms: {foo: {kind: slang, labels: {en: [foo]}}}\n"


# ---------------------------------------------------------------------------------------------- what it says


def test_report(mini: Any) -> None:
    """A build reports counts, problems and what was left out."""
    (mini.content / "draft.md").write_text(DRAFT, encoding="utf-8")
    report = mini.build(candidates=False)
    assert report.counts == {
        "posts": 4, "paragraphs": 15, "terms": 12, "labels": 25, "mentions": 24, "ambiguous_mentions": 1,
        "unmentioned_terms": 4, "unexplained_terms": 1,
    }  # fmt: skip
    # A term that is only named where it stays ambiguous is not called unmentioned.
    assert Counter(problem.code for problem in report.problems) == {
        "ambiguous-mention": 1, "label-in-no-post": 1, "no-date": 1, "unmentioned-term": 2, "unmentioned-label": 2,
        "unexplained-term": 1, "missing-explanation": 9, "missing-label": 4, "source-without-address": 1,
        "left-out-term": 1,
    }  # fmt: skip
    assert sum(asdict(report.left_out).values()) == report.left_out.drafts == 1


def test_check_reports_what_a_build_does(mini: Any) -> None:
    """Checking finds the same without writing anything."""
    assert check_glossary([mini.content], mini.terms) == mini.build(candidates=False)


def test_check_writes_nothing(mini: Any) -> None:
    """After a check the folder is as before."""
    check_glossary([mini.content], mini.terms)
    assert (mini.output.exists(), mini.beside()) == (False, set())


def test_drafts(mini: Any) -> None:
    """With drafts the draft is a post like others."""
    (mini.content / "draft.md").write_text(DRAFT, encoding="utf-8")
    report = mini.build(drafts=True)
    assert (report.counts["posts"], report.left_out.drafts) == (5, 0)


def test_several_content_folders(mini: Any, tmp_path: Path) -> None:
    """With several folders a path begins with the folder's name, and slugs stay those of the posts."""
    other = tmp_path / "others"
    other.mkdir()
    (other / "note.md").write_text("---\ntitle: N\ndate: 2024-01-01\nlang: en\n---\nOGAS\n", encoding="utf-8")
    build_glossary([mini.content, other], mini.terms, mini.output)
    paths = [path for (path,) in mini.query("SELECT path FROM posts ORDER BY id")]
    assert paths == sorted(paths)
    assert (paths[0], paths[-1]) == ("content/0-epilogue.md", "others/note.md")


def test_progress(mini: Any) -> None:
    """Progress tells five stages, each up to its end."""
    told: list[tuple[str, int, int]] = []
    mini.build(progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(stage for stage, *_ in told)) == [
        "posts read", "mentions found", "posts aligned", "terms proposed", "written",
    ]  # fmt: skip
    ends = {stage: (done, total) for stage, done, total in told}
    assert ends == {
        "posts read": (4, 4), "mentions found": (4, 4), "posts aligned": (1, 1), "terms proposed": (3, 3),
        "written": (3, 3),
    }  # fmt: skip


def test_new_database_has_ordinary_permissions(mini: Any) -> None:
    """Others may read a database as they may read any new file, and an old one keeps what it was given."""
    mini.build()
    plain = mini.folder / "plain"
    plain.touch()
    assert mini.output.stat().st_mode == plain.stat().st_mode
    mini.output.chmod(0o600)
    mini.build()
    assert mini.output.stat().st_mode & 0o777 == 0o600


def test_database_behind_a_link(mini: Any, tmp_path: Path) -> None:
    """A symbolic link stays one: the new content goes where it leads."""
    mini.build()
    elsewhere = tmp_path / "elsewhere.db"
    mini.output.rename(elsewhere)
    mini.output.symlink_to(elsewhere)
    mini.terms.write_text("glossary: {title: Other}\nterms: {}\n", encoding="utf-8")
    mini.build()
    assert mini.output.is_symlink()
    assert mini.query("SELECT value FROM build WHERE key = 'title'") == [("Other",)]


def test_wrong_input_of_both_kinds_is_told_at_once(mini: Any) -> None:
    """Faults in posts and in terms come in one message, and the old database stays to the byte."""
    mini.build()
    before = mini.state()
    (mini.content / "bad.md").write_bytes(b"---\ntitle: \xff\n---\n")
    mini.terms.write_text("terms: {a: {kind: persn, labels: {en: [a]}}}\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        mini.build()
    assert {Path(problem.path).name for problem in raised.value.problems} == {"bad.md", "terms.yaml"}
    assert (mini.state(), mini.beside()) == (before, set())


# -------------------------------------------------------------------------------------------- where it may not write


def a_text(path: Path) -> None:
    """Make a file that is no database."""
    path.write_text("Dear diary", encoding="utf-8")


def a_text_like_a_database(path: Path) -> None:
    """Make a file that begins as a database does, and goes on otherwise."""
    path.write_bytes(b"SQLite format 3\0" + b"Dear diary" * 500)


def another_database(path: Path) -> None:
    """Make a database that is no glossary, though it has a table of that name."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE build (key, value); INSERT INTO build VALUES ('application', 'diary')")


def a_cut_database(path: Path) -> None:
    """Make a glossary database that lost its second half."""
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size // 2)


@pytest.mark.parametrize("make", [a_text, a_text_like_a_database, another_database], ids=lambda make: make.__name__)
def test_other_files_are_left_alone(mini: Any, make: Callable[[Path], None]) -> None:
    """What is no glossary database is not overwritten; one line says so, with the fix."""
    make(mini.output)
    before = mini.state()
    run = mini.run("build")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == (
        "Error: glossary.db: is no glossary database, so it is left alone. "
        "Fix: move it away, or choose another --output.\n"
    )
    assert (mini.state(), mini.beside()) == (before, set())


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("content", "Error: content: is a folder. Fix: name a file, for example content/glossary.db.\n"),
        ("none/glossary.db", "Error: none/glossary.db: there is no folder none. Fix: "),
        ("terms.yaml/glossary.db", "Error: terms.yaml/glossary.db: there is no folder terms.yaml. Fix: "),
        ("terms.yaml", "Error: terms.yaml: is no glossary database, so it is left alone. Fix: "),
        ("pipe", "Error: pipe: is no ordinary file. Fix: "),
        ("n" * 250, "Error: " + "n" * 250 + ": cannot write to . (File name too long). Fix: "),
    ],
    ids=lambda text: text[:20],
)
def test_output_that_cannot_be(mini: Any, output: str, message: str) -> None:
    """Where no database can be, one line says so before any work is done."""
    if hasattr(os, "mkfifo"):
        os.mkfifo(mini.folder / "pipe")
    run = mini.run("build", "--output", output)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)
    assert run.stderr.startswith(message)
    assert mini.beside() - {"pipe"} == set()


@AS_ROOT
@pytest.mark.parametrize("name", [".", "glossary.db"])
def test_no_permission(mini: Any, name: str) -> None:
    """A folder or a database that may not be written is told of in one line."""
    mini.build()
    before = mini.state()
    (mini.folder / name).chmod(0o555)
    run = mini.run("build")
    (mini.folder / name).chmod(0o755)
    assert (run.returncode, run.stderr.count("\n"), "Fix: change its permissions" in run.stderr) == (1, 1, True)
    assert (mini.state(), mini.beside()) == (before, set())


def test_empty_file_becomes_the_database(mini: Any) -> None:
    """A file without content is nobody's loss."""
    mini.output.touch()
    mini.build()
    assert mini.query("SELECT count(*) FROM terms") == [(12,)]


def test_older_schema_is_replaced(mini: Any) -> None:
    """A glossary made by another version: reading it says which command mends it, and that command does."""
    mini.build()
    with closing(sqlite3.connect(mini.output)) as connection:
        connection.executescript("UPDATE build SET value = 'old' WHERE key = 'schema'; DROP TABLE candidates")
    run = mini.run("show", "ogas")
    assert (run.returncode, run.stderr) == (
        1, "Error: glossary.db: was made by another version of glossary. Fix: run 'glossary build'.\n",
    )  # fmt: skip
    assert mini.run("build").returncode == 0
    assert mini.run("show", "ogas").stdout.startswith("OGAS")


def test_damaged_database_can_be_told(mini: Any) -> None:
    """A database that was cut in two is told of in one line, not taken for something else's fault."""
    mini.build()
    a_cut_database(mini.output)
    run = mini.run("build")
    assert run.returncode in (0, 1)
    assert ("Traceback" in run.stderr, "unforeseen" in run.stderr) == (False, False)
    assert mini.beside() == set()


# ------------------------------------------------------------------------------------------------------- a full disk

LIMITED = """
import resource, sys
from glossary.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
main(sys.argv[2:], prog_name="glossary")
"""


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files")
@pytest.mark.parametrize("there", [True, False], ids=["a database there", "none there"])
@pytest.mark.parametrize("size", [5_000, 20_000, 100_000])
def test_full_disk(mini: Any, size: int, there: bool) -> None:
    """When the disk is full the old database stays to the byte, and nothing half made is left."""
    if there:
        mini.build()
    before = there and mini.state()
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(size), "build"], cwd=mini.folder, text=True, capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)
    assert run.stderr.startswith("Error: glossary.db: could not be written, the old database stays (")
    assert "Fix: free disk space" in run.stderr
    assert (there and mini.state(), mini.output.exists(), mini.beside()) == (before, there, set())


def test_disk_full_in_the_last_step(mini: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full while the new content is copied over the old, the old comes back to the byte."""
    mini.write({"a.md": "OGAS and planning. " * 20_000}, mini.terms.read_text(encoding="utf-8"))
    (mini.content / "a.md").rename(mini.folder / "later.md")
    mini.build()
    before = mini.state()
    (mini.folder / "later.md").rename(mini.content / "a.md")
    open_ = placing._open

    def open_small(path: Path, mode: str, timeout: float = 5) -> sqlite3.Connection:
        connection = open_(path, mode, timeout)
        if mode == "rw" and path == mini.output:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 2}")
            connection.execute("PRAGMA cache_size = 5")
        return connection

    monkeypatch.setattr(placing, "_open", open_small)
    with pytest.raises(GlossaryError, match=r"could not be replaced, the old content stays .*full.* Fix: free disk"):
        mini.build()
    assert (mini.state(), mini.beside()) == (before, set())


# ------------------------------------------------------------------------------------------------- hostile sizes

WITHIN = """
import resource
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (3 << 29,) * 2)
from glossary.build import build_glossary
print(build_glossary([Path("content")], Path("terms.yaml"), Path("glossary.db")).counts["mentions"])
"""


def many_labels(number: int) -> str:
    """Return terms with so many labels, ten to a term."""
    terms = (
        f"  t{n}: {{kind: slang, labels: {{en: [{', '.join(f'label{n * 10 + i}' for i in range(10))}]}}}}\n"
        for n in range(number // 10)
    )
    return "terms:\n" + "".join(terms)


def table(columns: int, rows: int) -> str:
    """Return a table with one term a row."""
    line = "|" + "foo|" + "a|" * (columns - 1) + "\n"
    return line + "|" + "-|" * columns + "\n" + line * rows


HUGE = {
    "a line of 5 MB": lambda: ("All on one line, as machines write, foo and so on. " * 100_000, ONE_TERM, 100_000),
    "a Chinese line of 5 MB": lambda: ("一行写到底，不分段的长文foo。" * 125_000, ONE_TERM, 125_000),
    "a word of 5 MB": lambda: ("a" * 5_000_000, ONE_TERM, 0),
    "a table of 3,000 × 3,000": lambda: (table(3_000, 3_000), ONE_TERM, 3_001),
    "a table of 300 × 300": lambda: (table(300, 300), ONE_TERM, 301),
    "100,000 labels": lambda: ("label5 and label77777, not label100000.\n", many_labels(100_000), 2),
    "100,000 mentions": lambda: ("foo " * 100_000, ONE_TERM, 100_000),
    "100,000 paragraphs": lambda: ("foo\n\n" * 100_000, ONE_TERM, 100_000),
}


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="limits the address space")
@pytest.mark.parametrize("name", HUGE)
def test_huge_input(empty: Any, name: str) -> None:
    """What nobody writes by hand is built within 1.5 GB of address space."""
    body, terms, mentions = HUGE[name]()
    empty.write({"a.md": body}, terms)
    run = subprocess.run(
        [sys.executable, "-c", WITHIN], cwd=empty.folder, text=True, capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},  # it reserves space a processor
    )  # fmt: skip
    assert run.stderr == ""
    assert int(run.stdout) == mentions
    shutil.rmtree(empty.folder)


SHARED = "terms: {foo: {kind: slang, labels: {en: [foo]}}, bar: {kind: place, labels: {en: [foo]}}}\n"
IN_CONTEXT = "terms: {foo: {kind: slang, labels: {en: [{text: foo, not_in: [a foo b]}]}}}\n"
GROWING: dict[str, Callable[[int], tuple[str, str]]] = {
    "mentions": lambda n: ("foo " * n, ONE_TERM),
    "mentions in brackets": lambda n: ("foo (" * n, ONE_TERM),
    "ambiguous mentions": lambda n: ("foo " * n, SHARED),
    "mentions with a context": lambda n: ("a foo c " * n, IN_CONTEXT),
    "paragraphs": lambda n: ("foo\n\n" * n, ONE_TERM),
    "table cells": lambda n: (table(30, n // 30), ONE_TERM),
    "open brackets": lambda n: ("[foo " * n, ONE_TERM),
    "stars": lambda n: ("*foo " * n, ONE_TERM),
    "entities": lambda n: ("foo&amp;&nbsp;" * n, ONE_TERM),
    "combining marks": lambda n: ("foo" + "\u0301" * (n // 4), ONE_TERM),
    "labels": lambda n: ("label7\n", many_labels(n)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", GROWING)
def test_nothing_is_quadratic(empty: Any, name: str) -> None:
    """Twice as much takes about twice as long."""

    def seconds(number: int) -> float:
        empty.write({"a.md": GROWING[name](number)[0]}, GROWING[name](number)[1])
        empty.output.unlink(missing_ok=True)
        start = time.process_time()
        empty.build()
        return time.process_time() - start

    seconds(100)
    once = min(seconds(6_000) for _ in range(2))
    # The least of a few: another process that shares the core costs processor time too.
    assert any(seconds(24_000) < 4 * 1.7 * once + 0.2 for _ in range(3))
