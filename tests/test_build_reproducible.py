"""Equal inputs give equal bytes, whatever else differs; a file that was updated is equal row for row."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
# Posts this few would be one chunk and start no pool, so both thresholds are lowered, and alike for all runs.
BUILD = """
import sys
from pathlib import Path
from glossary.build import analysis, building
assert analysis.CHUNK_CHARACTERS > 2000 < analysis.PARALLEL_CHARACTERS
analysis.CHUNK_CHARACTERS, analysis.PARALLEL_CHARACTERS = 2000, 0
building.build_glossary([Path("content")], Path("terms.yaml"), Path(sys.argv[1]), jobs=int(sys.argv[2]))
"""
COPIES = 12


def build(folder: Path, name: str, jobs: int = 1, **variables: str) -> str:
    """Build in a process of its own, into a new file, and return the hash of its bytes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    subprocess.run([sys.executable, "-c", BUILD, name, str(jobs)], cwd=folder, env=environment, check=True)
    return sha256((folder / name).read_bytes()).hexdigest()


def write_posts(mini: Path, folder: Path, *, backwards: bool = False) -> Path:
    """Write a few dozen posts below *folder*, in one order or the other."""
    (folder / "content" / "文件夹").mkdir(parents=True)
    shutil.copy(mini / "terms.yaml", folder)
    posts = [
        (f"{copy}-{post.name}" if copy % 2 else f"文件夹/{copy}-{post.name}", post.read_bytes())
        for post in sorted((mini / "content").iterdir())
        for copy in range(COPIES)
    ]
    for name, data in reversed(posts) if backwards else posts:
        data = data.replace(b"slug: last-word\n", b"")  # a post goes by its file's name, each by another
        (folder / "content" / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, mini_built: Any) -> Path:
    """Posts and terms, written once."""
    return write_posts(mini_built.folder, tmp_path_factory.mktemp("posts"))


@pytest.fixture(scope="module")
def first(folder: Path) -> str:
    """The bytes of a first build."""
    return build(folder, "first.db")


@pytest.mark.parametrize(
    ("jobs", "variables"),
    [
        (1, {}),
        (2, {}),
        (3, {}),
        (1, {"PYTHONHASHSEED": "0"}),
        (2, {"PYTHONHASHSEED": "1"}),
        (1, {"PYTHONHASHSEED": "2"}),
        (1, {"LC_ALL": "C"}),
        (1, {"LC_ALL": "C.UTF-8"}),
        (1, {"LC_ALL": "zh_CN.UTF-8"}),
        (1, {"TZ": "UTC"}),
        (1, {"TZ": "Asia/Shanghai"}),
    ],
    ids=str,
)
def test_equal_bytes(folder: Path, first: str, jobs: int, variables: dict[str, str], tmp_path: Path) -> None:
    """Another run, more processes, another hash seed, locale or time zone change nothing."""
    assert build(folder, str(tmp_path / "again.db"), jobs, **variables) == first


def test_order_of_creation_changes_nothing(first: str, mini_built: Any, tmp_path: Path) -> None:
    """Files made in another order, in another folder, give the same bytes."""
    other = write_posts(mini_built.folder, tmp_path / "elsewhere", backwards=True)
    assert build(other, "glossary.db") == first


def test_pool_and_chunks_were_at_work(folder: Path) -> None:
    """What the tests above compare is more than one chunk."""
    size = sum(len(path.read_text(encoding="utf-8")) for path in (folder / "content").rglob("*.md"))
    assert size > 3 * 2000


def dump(path: Path) -> list[str]:
    """Return every statement that would make the database again."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("old", ["the same", "less", "more", "another page size", "an empty file"])
def test_updated_file_is_equal_row_for_row(mini: Any, empty: Any, old: str) -> None:
    """Whatever stood in the file before, afterwards it holds what a new one would."""
    mini.build()
    expected = dump(mini.output)
    if old == "the same":
        mini.build()
    elif old == "less":
        empty.write({}, "terms: {}\n").build()
    elif old == "more":
        empty.write({"a.md": "ogas " * 50_000}, "terms: {ogas: {kind: slang, labels: {en: [ogas]}}}\n").build()
    elif old == "another page size":
        with closing(sqlite3.connect(empty.output)) as connection:
            connection.executescript("""
                PRAGMA page_size = 1024; PRAGMA auto_vacuum = FULL;
                CREATE TABLE build (key TEXT PRIMARY KEY, value TEXT);
                INSERT INTO build VALUES ('application', 'datasette-glossary'), ('schema', 'an old one');
            """)
    else:
        empty.output.touch()
    if old != "the same":
        shutil.copy(empty.output, mini.output)
        mini.build()
    assert dump(mini.output) == expected
    assert mini.query("PRAGMA journal_mode") == [("delete",)]
    assert mini.beside() == set()


def test_write_ahead_log_is_taken_back(mini: Any) -> None:
    """A database that somebody put into WAL mode ends without a log beside it."""
    mini.build()
    expected = dump(mini.output)
    mini.query("PRAGMA journal_mode = WAL")
    mini.build()
    assert (dump(mini.output), mini.query("PRAGMA journal_mode"), mini.beside()) == (expected, [("delete",)], set())


@pytest.fixture
def reader(mini: Any) -> Iterator[list[tuple[str, int, int]]]:
    """What somebody sees who asks all the time, over one connection, while builds go on."""
    mini.build()
    seen: list[tuple[str, int, int]] = []
    stop = threading.Event()

    def read() -> None:
        with closing(sqlite3.connect(f"{mini.output.as_uri()}?mode=ro", uri=True, isolation_level=None)) as connection:
            while not stop.is_set():
                connection.execute("BEGIN")
                ((title,),) = connection.execute("SELECT value FROM build WHERE key = 'title'").fetchall()
                ((terms,),) = connection.execute("SELECT count(*) FROM terms").fetchall()
                ((found,),) = connection.execute("SELECT count(*) FROM search_fts('ogas')").fetchall()
                connection.execute("COMMIT")
                seen.append((title, terms, found))

    thread = threading.Thread(target=read)
    thread.start()
    yield seen
    stop.set()
    thread.join()


def test_readers_see_old_or_new(mini: Any, reader: list[tuple[str, int, int]]) -> None:
    """Who reads while a build puts its result in place sees one content or the other, no error and no mixture."""
    terms = mini.terms.read_text(encoding="utf-8")
    for _ in range(4):
        mini.terms.write_text("glossary: {title: Other}\nterms: {}\n", encoding="utf-8")
        mini.build()
        mini.terms.write_text(terms, encoding="utf-8")
        mini.build()
    assert set(reader) == {("Mini", 12, 5), ("Other", 0, 4)}


def test_reader_that_never_lets_go(mini: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A transaction that somebody holds open is waited for only so long; the old content stays, and is told of."""
    mini.build()
    before = mini.state()
    monkeypatch.setattr("glossary.database.placing.WAIT_SECONDS", 0.1)
    with closing(sqlite3.connect(mini.output, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT * FROM mentions").fetchone()
        with pytest.raises(Exception, match=r"could not be replaced, the old content stays .*holds it open.* Fix: "):
            mini.build()
    assert (mini.state(), mini.beside()) == (before, set())
