"""A mini glossary, built once and opened for each test, and the command in a process of its own."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import commands
import pytest

from glossary.build import Report, build_glossary
from glossary.check import find_problems

ROOT = Path(__file__).parents[1]
MINI = ROOT / "tests" / "data" / "mini"
COMMAND = (sys.executable, "-m", "glossary.cli")


def pytest_configure(config: pytest.Config) -> None:
    """Make known what our tests are marked with."""
    config.addinivalue_line("markers", "slow: takes some seconds; -m 'not slow' leaves it out")


class Glossary:
    """A folder with content/, terms.yaml and, once built, glossary.db."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.terms = folder / "terms.yaml"
        self.output = folder / "glossary.db"
        self.content.mkdir(parents=True, exist_ok=True)

    def write(self, posts: dict[str, str], terms: str) -> "Glossary":
        """Write posts, given by name as body or whole file, and terms.yaml."""
        for name, text in posts.items():
            front = "" if text.startswith("---\n") else f"---\ntitle: {name}\ndate: 2024-01-01\nlang: en\n---\n"
            (self.content / name).write_text(front + text, encoding="utf-8")
        self.terms.write_text(terms, encoding="utf-8")
        return self

    def build(self, **options: Any) -> Report:
        """Build in this process."""
        options = {"find_problems": find_problems, **options}
        return build_glossary([self.content], self.terms, self.output, **options)

    def start(self, *arguments: str, **options: Any) -> subprocess.Popen[str]:
        """Start a command in this folder."""
        return subprocess.Popen(
            [*COMMAND, *arguments], cwd=self.folder, env=environment(), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
        )  # fmt: skip

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command in this folder to its end."""
        return commands.run(self.folder, arguments, environment(**variables))

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database by plain SQLite."""
        with closing(sqlite3.connect(self.output)) as connection:
            return connection.execute(sql, values).fetchall()

    def state(self) -> str:
        """Return what changes with any byte of the database."""
        return sha256(self.output.read_bytes()).hexdigest()

    def beside(self) -> set[str]:
        """Return the names of all other files in the folder: journals, half-made databases."""
        known = {self.content.name, self.terms.name, self.output.name}
        return {path.name for path in self.folder.iterdir()} - known


def environment(**variables: str) -> dict[str, str]:
    """Return an environment in which this checkout's package is imported."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, **variables}


@pytest.fixture(autouse=True, scope="session")
def _cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Builds keep what they keep in a folder of the tests, never in the user's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GLOSSARY_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True, scope="session")
def _commands_end() -> Iterator[None]:
    yield
    commands.stop()


@pytest.fixture
def empty(tmp_path: Path) -> Glossary:
    """A folder to write posts and terms into."""
    return Glossary(tmp_path / "glossary")


@pytest.fixture
def mini(tmp_path: Path) -> Glossary:
    """A copy of the mini glossary's posts and terms, not built."""
    return _copy_of_mini(tmp_path / "mini")


@pytest.fixture(scope="session")
def mini_built(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    """The mini glossary, built; it is only read."""
    glossary = _copy_of_mini(tmp_path_factory.mktemp("mini"))
    glossary.build()
    return glossary


@pytest.fixture
def db(mini_built: Glossary) -> Iterator[sqlite3.Connection]:
    """The mini glossary's database, opened by plain SQLite, read-only."""
    with closing(sqlite3.connect(f"{mini_built.output.as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


@pytest.fixture
def broken(mini_built: Glossary, tmp_path: Path) -> Callable[[str], Path]:
    """What copies the mini database and breaks the copy by hand."""

    def break_by(sql: str) -> Path:
        path = tmp_path / "broken.db"
        shutil.copy(mini_built.output, path)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.executescript(sql)
        return path

    return break_by


def _copy_of_mini(folder: Path) -> Glossary:
    shutil.copytree(MINI, folder, dirs_exist_ok=True)
    return Glossary(folder)
