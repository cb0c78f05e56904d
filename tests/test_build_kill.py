"""A build that is killed or interrupted at any moment, or two at once: the old content or the new one, whole."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from glossary.database import check_invariants

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills by signal")

POSTS, WORDS = 40, 1_000
TITLES = ("Old", "New")
# The command, with a pool that starts for few posts. STOP_AT=0.5 stops it when half of the new content is copied over
# the old, and says so; to be killed there it takes no luck. STOP_AT=posts stops it behind the first posts.
COMMAND = """
import os, sys, time
from glossary.build import analysis, building
from glossary.cli import main
from glossary.database import placing
assert analysis.CHUNK_CHARACTERS > 20_000 < analysis.PARALLEL_CHARACTERS
analysis.CHUNK_CHARACTERS, analysis.PARALLEL_CHARACTERS = 20_000, 0
stop_at = os.environ.get("STOP_AT")
if stop_at == "posts":
    analyse_in_order = building.analyse_in_order
    def stopping(*arguments):
        for number, chunk in enumerate(analyse_in_order(*arguments)):
            if number == 1:
                print("here", flush=True)
                time.sleep(60)
            yield chunk
    building.analyse_in_order = stopping
elif stop_at:
    class Connection(placing.sqlite3.Connection):
        def backup(self, target, **options):
            def progress(status, remaining, total):
                if total - remaining >= float(stop_at) * total:
                    print("here", flush=True)
                    time.sleep(60)
            target.execute("PRAGMA cache_size = 10")  # so that pages reach the file before the end …
            target.execute("PRAGMA synchronous = OFF")  # … and no disk is waited for: a kill is no power cut
            super().backup(target, pages=1, progress=progress)
    connect = placing.sqlite3.connect
    open_ = placing._open
    def stopping(path, mode, timeout=5):
        placing.sqlite3.connect = lambda *a, **k: connect(*a, factory=Connection, **k)
        try:
            return open_(path, mode, timeout)
        finally:
            placing.sqlite3.connect = connect
    placing._open = stopping
main(prog_name="glossary")
"""


def made_text(seed: int) -> str:
    """Return a text of made words, with terms in it."""
    chance = random.Random(seed)
    syllables = ["ka", "lo", "mi", "ne", "ru", "sta", "tor", "ven", "zi", "pro"]
    words = [
        f"term{chance.randrange(50)}" if chance.random() < 0.05 else "".join(chance.choices(syllables, k=3))
        for _ in range(WORDS)
    ]
    return "\n\n".join(" ".join(words[start : start + 100]) for start in range(0, WORDS, 100)) + "\n"


def content_of(path: Path) -> str:
    """Return a hash over every row of every table, the indexes' own included."""
    digest = sha256()
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        for (table,) in connection.execute(sql).fetchall():
            for row in connection.execute(f"SELECT * FROM {table}"):
                digest.update(repr(row).encode())
    return digest.hexdigest()


class Corpus:
    """A folder with posts and two databases, an old and a new one, to compare with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "glossary.db"
        self.contents: dict[str, str] = {}
        self.seconds = 1.0
        self.started: list[subprocess.Popen[str]] = []

    def choose(self, title: str) -> None:
        """Make the terms say *title*, so that a build gives the content of that name."""
        terms = "\n".join(f"  term{n}: {{kind: slang, labels: {{en: [term{n}]}}}}" for n in range(50))
        text = f"glossary: {{title: {title}}}\nterms:\n{terms}\n"
        (self.folder / "terms.yaml").write_text(text, encoding="utf-8")

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        """Start a command as the leader of its own group of processes; no build looks for candidates, for speed."""
        if arguments[0] == "build":
            arguments = (*arguments, "--no-candidates")
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, *arguments], cwd=self.folder, start_new_session=True, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), **variables}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.started.append(process)
        return process

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run a command to its end and return its code and what it said of errors."""
        process = self.start(*arguments)
        _, errors = process.communicate()
        return process.returncode, errors

    def put_old(self) -> None:
        """Put the old database in its place, and let the next build make the new one."""
        for path in self.beside():
            path.unlink()
        shutil.copy(self.folder.parent / "Old.db", self.output)
        self.choose("New")

    def beside(self) -> list[Path]:
        """Return what stands beside the database: journals, half-made databases."""
        return [path for path in self.folder.glob("*glossary.db*") if path != self.output]

    def found(self) -> str:
        """Return which content the database holds, having looked at all of it."""
        content = content_of(self.output)
        check_invariants(self.output)
        with closing(sqlite3.connect(self.output)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return next(title for title, expected in self.contents.items() if expected == content)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """Made posts, and what the databases hold that are built of them."""
    corpus = Corpus(tmp_path_factory.mktemp("kill") / "glossary")
    (corpus.folder / "content").mkdir(parents=True)
    for number in range(POSTS):
        front = f"---\ntitle: Post {number}\ndate: 2024-01-01\nlang: en\n---\n"
        (corpus.folder / "content" / f"post-{number}.md").write_text(front + made_text(number), encoding="utf-8")
    for title in TITLES:
        corpus.choose(title)
        path = corpus.folder.parent / f"{title}.db"
        start = time.monotonic()
        assert corpus.run("build", "--quiet", "--jobs", "2", "--output", str(path)) == (0, "")
        corpus.seconds = time.monotonic() - start
        corpus.contents[title] = content_of(path)
    assert corpus.contents["Old"] != corpus.contents["New"]
    yield corpus
    for process in corpus.started:  # those that a failed test has left
        if process.poll() is None:
            process.kill()
            process.communicate()


@pytest.fixture
def kill() -> Iterator[Callable[[subprocess.Popen[str]], None]]:
    """What kills a build, and nothing but the process itself; sees to it that no worker stays behind."""
    workers: set[int] = set()

    def kill(process: subprocess.Popen[str]) -> None:
        workers.update(workers_of(process))
        process.kill()
        process.communicate()
        assert ended(workers), "a worker outlives its killed parent"

    yield kill
    for worker in filter(is_alive, workers):
        os.kill(worker, signal.SIGKILL)


def workers_of(process: subprocess.Popen[str]) -> set[int]:
    """Return the processes that *process* has started, where the system tells."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return {int(number) for number in children.read_text().split()} if children.exists() else set()


def is_alive(number: int) -> bool:
    """Tell whether a process runs; one that only nobody has asked for its end does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def ended(processes: set[int]) -> bool:
    """Tell whether *processes* end within some seconds."""
    deadline = time.monotonic() + 10
    while any(map(is_alive, processes)) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not any(map(is_alive, processes))


def bytes_of(path: Path) -> str:
    """Return what changes with any byte of the file."""
    return sha256(path.read_bytes()).hexdigest()


NEXT = (("show", "term1"), ("grep", "term1"), ("check",), ("build",))


@pytest.mark.parametrize("moment", range(15))
def test_kill_at_any_moment(corpus: Corpus, kill: Any, moment: int) -> None:
    """Killed in its course, a build leaves the old content or the new one; the next command works as ever."""
    corpus.put_old()
    process = corpus.start("build", "--jobs", str(1 + moment % 2))
    time.sleep(corpus.seconds * (moment + 1) / 15)
    kill(process)
    command = NEXT[moment % len(NEXT)]
    assert corpus.run(*command)[0] == 0
    if command == ("build",):
        assert (corpus.found(), corpus.beside()) == ("New", [])
    else:
        assert corpus.found() in TITLES


@pytest.mark.parametrize(
    ("share", "command"),
    [("0.4", NEXT[0]), ("0.5", NEXT[1]), ("0.7", NEXT[2]), ("0.8", NEXT[3]), ("0.95", NEXT[0])],
)
def test_kill_in_the_last_step(corpus: Corpus, kill: Any, share: str, command: tuple[str, ...]) -> None:
    """Killed while the new content is copied over the old, a build leaves a journal, which the next command mends."""
    corpus.put_old()
    process = corpus.start("build", STOP_AT=share)
    assert process.stdout
    assert process.stdout.readline() == "here\n"
    kill(process)
    journal = corpus.output.with_name("glossary.db-journal")
    assert journal.exists()
    assert corpus.output.read_bytes() != (corpus.folder.parent / "Old.db").read_bytes()
    assert corpus.run(*command)[0] == 0
    assert not journal.exists()
    assert corpus.found() == ("New" if command == ("build",) else "Old")
    if command == NEXT[0]:
        assert corpus.run("build")[0] == 0
        assert (corpus.found(), corpus.beside()) == ("New", [])


def test_kill_of_a_first_build(corpus: Corpus, kill: Any) -> None:
    """Where no database was, a kill leaves none, and the next build removes what it had begun."""
    corpus.put_old()
    corpus.output.unlink()
    process = corpus.start("build", "--jobs", "2")
    while not corpus.beside():
        time.sleep(0.01)
    kill(process)
    assert not corpus.output.exists()
    assert {path.suffix for path in corpus.beside()} == {".building"}
    code, errors = corpus.run("show", "term1")
    assert (code, errors.startswith("Error: glossary.db: there is no such database. Fix: ")) == (1, True)
    assert corpus.run("build")[0] == 0
    assert (corpus.found(), corpus.beside()) == ("New", [])


@pytest.mark.parametrize(
    ("there", "attempt"), [*((True, attempt) for attempt in range(5)), *((False, attempt) for attempt in (0, 1, 3))]
)
def test_two_builds_at_once(corpus: Corpus, there: bool, attempt: int) -> None:
    """Of two builds at once one has the last word, and neither disturbs the other."""
    corpus.put_old()
    if not there:
        corpus.output.unlink()
    processes = []
    for title in TITLES:
        corpus.choose(title)
        processes.append(corpus.start("build", "--jobs", "1"))
        # Its terms are read, and it may be anywhere behind that, when the other starts.
        while processes[-1].poll() is None and len(corpus.beside()) < len(processes):
            time.sleep(0.005)
        time.sleep(corpus.seconds * attempt / 10)
    assert [(process.communicate()[1], process.returncode) for process in processes] == [("", 0)] * 2
    assert corpus.found() in TITLES
    assert corpus.beside() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("whole_group", [False, True], ids=["the command", "its group, as a terminal does"])
def test_interrupted_build(corpus: Corpus, number: signal.Signals, jobs: str, whole_group: bool) -> None:
    """Ctrl-C and a polite request to end: a line at most, nothing lost, nothing left behind, no process either."""
    corpus.put_old()
    before = bytes_of(corpus.output)
    process = corpus.start("build", "--jobs", jobs, STOP_AT="posts")
    assert process.stdout
    assert process.stdout.readline() == "here\n"
    assert corpus.beside()
    workers = workers_of(process)
    (os.killpg if whole_group else os.kill)(process.pid, number)
    _, errors = process.communicate()
    assert process.returncode in ((1, 130) if number == signal.SIGINT else (1, 143))
    assert errors.strip() == ("Aborted!" if number == signal.SIGINT else "")
    assert (bytes_of(corpus.output), corpus.beside()) == (before, [])
    assert ended(workers)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_in_the_last_step(corpus: Corpus, number: signal.Signals) -> None:
    """Interrupted while the new content is copied over the old, a build puts the old back to the byte."""
    corpus.put_old()
    before = bytes_of(corpus.output)
    process = corpus.start("build", STOP_AT="0.7")
    assert process.stdout
    assert process.stdout.readline() == "here\n"
    assert bytes_of(corpus.output) != before
    process.send_signal(number)
    _, errors = process.communicate()
    assert process.returncode in (1, 128 + number)
    assert errors.strip() in ("Aborted!", "")
    assert (bytes_of(corpus.output), corpus.beside()) == (before, [])
