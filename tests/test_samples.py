"""A folder of real posts, named by GLOSSARY_SAMPLES: built with a few terms, everything must hold."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ROOT

from glossary.build import Report, build_glossary
from glossary.check import find_problems
from glossary.database import INVARIANTS, check_invariants
from glossary.term import read_glossary

SAMPLES = os.environ.get("GLOSSARY_SAMPLES", "")
pytestmark = pytest.mark.skipif(not SAMPLES, reason="GLOSSARY_SAMPLES names no folder of posts")

# Names that posts about technology, history and work are likely to hold, in both languages; none must stand there.
TERMS = """
glossary: {title: Samples, languages: [en, zh]}
terms:
  ai: {kind: technology, labels: {en: [AI], zh: [人工智能]}}
  china: {kind: place, labels: {en: [China], zh: [中国]}}
  company: {kind: concept, labels: {en: [company], zh: [公司]}}
  gao-hanwen: {kind: person, labels: {en: [Gao Hanwen], zh: [高翰文]}}
  model: {kind: concept, labels: {en: [model], zh: [模型]}}
  ogas: {kind: project, labels: {en: [OGAS], zh: [全国自动化系统]}}
  rating-325: {kind: slang, labels: {en: ["325"], zh: ["325"]}}
  work: {kind: concept, labels: {en: [work, job], zh: [工作]}}
  year: {kind: concept, labels: {en: [year], zh: [年]}}
"""
# A Datasette that knows nothing of us: its answers to the file and to every view.
PLAIN_DATASETTE = """
import asyncio, sys
sys._called_from_test = True  # Datasette loads no entry points then
from datasette.app import Datasette
from datasette.plugins import pm

async def main():
    datasette = Datasette([sys.argv[1]])
    paths = ["/glossary", "/glossary/search?_search=OGAS", *("/glossary/" + view for view in sys.argv[2:])]
    for path in paths:
        response = await datasette.client.get(path, follow_redirects=True)
        print(response.status_code, path)

assert "glossary" not in dict(pm.list_name_plugin()), "our plugin is loaded"
asyncio.run(main())
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """The database of the samples, and what its build reported."""
    folder = tmp_path_factory.mktemp("samples")
    (folder / "terms.yaml").write_text(TERMS, encoding="utf-8")
    output = folder / "glossary.db"
    report = build_glossary([Path(SAMPLES)], folder / "terms.yaml", output, find_problems=find_problems)
    return output, report


@pytest.fixture
def connection(built: tuple[Path, Report]) -> Iterator[sqlite3.Connection]:
    """Plain SQLite on that database."""
    with closing(sqlite3.connect(built[0])) as connection:
        yield connection


def test_samples_hold_posts(built: tuple[Path, Report]) -> None:
    """A folder without a post is a wrong GLOSSARY_SAMPLES."""
    _, report = built
    assert report.counts["posts"] > 0
    assert report.counts["mentions"] > 0


def test_invariants_hold(built: tuple[Path, Report], connection: sqlite3.Connection) -> None:
    """Every invariant, and what SQLite itself checks."""
    check_invariants(built[0])
    empty: dict[str, list[object]] = {name: [] for name in INVARIANTS}
    assert {name: connection.execute(sql).fetchall() for name, sql in INVARIANTS.items()} == empty
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


@pytest.mark.parametrize(("table", "text"), [("paragraphs", "text"), ("mentions", "exact")])
def test_slices(connection: sqlite3.Connection, table: str, text: str) -> None:
    """What a row holds is what stands in the post's body at its offsets."""
    bodies = dict(connection.execute("SELECT id, body FROM posts").fetchall())
    rows = connection.execute(f"SELECT post_id, start_char, end_char, {text} FROM {table}").fetchall()
    assert rows
    assert [row for row in rows if bodies[row[0]][row[1] : row[2]] != row[3]] == []


def test_reading_text_is_what_a_reader_sees(connection: sqlite3.Connection) -> None:
    """No reading text is empty or holds a line break or double space, and each mention stands between its contexts."""
    sql = """
        SELECT p.reading, m.prefix, m.reading, m.suffix
          FROM mentions AS m JOIN paragraphs AS p ON p.id = m.paragraph_id
    """
    wrong = [row for row in connection.execute(sql) if "".join(row[1:]) not in row[0]]
    readings = [reading for (reading,) in connection.execute("SELECT reading FROM paragraphs")]
    assert wrong == []
    assert [text for text in readings if not text or text != " ".join(text.split())] == []


def test_bodies_are_the_files(connection: sqlite3.Connection) -> None:
    """A body ends its file, but for the line ends."""
    for path, body in connection.execute("SELECT path, body FROM posts"):
        whole = (Path(SAMPLES) / path).read_text(encoding="utf-8-sig")
        assert whole.endswith(body)


def test_second_build_gives_the_same_bytes(built: tuple[Path, Report]) -> None:
    """Real posts hold no chance either."""
    path, _ = built
    again = path.with_name("again.db")
    build_glossary([Path(SAMPLES)], path.with_name("terms.yaml"), again, jobs=2, find_problems=find_problems)
    assert again.read_bytes() == path.read_bytes()


def test_datasette_without_the_plugin(
    built: tuple[Path, Report], connection: sqlite3.Connection, tmp_path: Path
) -> None:
    """The file and its views open in a Datasette that has no plugin at all."""
    views = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")]
    path = shutil.copy(built[0], tmp_path)
    run = subprocess.run(
        [sys.executable, "-c", PLAIN_DATASETTE, str(path), *views], text=True, capture_output=True, cwd=tmp_path
    )
    answers = dict(reversed(line.split(" ", 1)) for line in run.stdout.splitlines())
    assert answers, run.stderr
    assert {path: code for path, code in answers.items() if code != "200"} == {}
    assert len(answers) == len(views) + 2


# --- what we publish, beside the samples ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def read_with_our_terms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, set[str]]]:
    """The terms mentioned in each sample and in each of our companions: by folder, then by what the posts are about."""
    folder = tmp_path_factory.mktemp("published")
    found: dict[str, dict[str, set[str]]] = {}
    for name, content in (("samples", Path(SAMPLES)), ("ours", ROOT / "content")):
        build_glossary([content], ROOT / "terms.yaml", folder / f"{name}.db")
        with closing(sqlite3.connect(folder / f"{name}.db")) as connection:
            rows = connection.execute("SELECT path, source_url, terms FROM posts").fetchall()
        of = found.setdefault(name, {})
        for path, address, terms in rows:
            about = (address or f"/{path.removesuffix('.md')[11:]}/").rstrip("/").rpartition("/")[2]
            of.setdefault(about, set()).update(json.loads(terms))
    return found


def test_companions_mention_what_their_originals_mention(
    read_with_our_terms: dict[str, dict[str, set[str]]],
) -> None:
    """Every term of ours that a post mentions is also met in its companion in that language."""
    samples, ours = read_with_our_terms["samples"], read_with_our_terms["ours"]
    missing = {about: samples[about] - ours[about] for about in samples.keys() & ours.keys()}
    assert missing
    assert {about: terms for about, terms in missing.items() if terms} == {}


def test_nothing_is_copied() -> None:
    """No nine words or fourteen Chinese characters in a row stand in a sample and in what we publish, labels apart."""
    glossary = read_glossary(ROOT / "terms.yaml")[0]
    labels = {label.text.casefold() for term in glossary.terms for label in term.labels}
    ours = {
        path.name: path.read_text(encoding="utf-8").split("\n---", 1)[1] for path in (ROOT / "content").rglob("*.md")
    }
    for term in glossary.terms:
        said = (term.explanation, term.origin, *term.notes.values())
        ours[term.slug] = "\n".join(text for by_language in said for text in by_language.values())
    any_label = re.compile("|".join(map(re.escape, sorted(labels, key=len, reverse=True))))
    ours = {name: any_label.sub("\n", text.casefold()) for name, text in ours.items()}
    theirs = {run for path in Path(SAMPLES).rglob("*.md") for run in runs(path.read_text(encoding="utf-8-sig"))}
    shared = {name: sorted(set(runs(text)) & theirs) for name, text in ours.items()}
    assert {name: found for name, found in shared.items() if found} == {}


def runs(text: str) -> Iterator[str]:
    """Yield every run of nine words, and every run of fourteen Chinese characters between two of anything else."""
    words = re.findall(r"[a-z0-9]+(?:['’][a-z]+)*", text.casefold())
    yield from (" ".join(words[i : i + 9]) for i in range(len(words) - 8))
    for clause in re.findall(r"[㐀-鿿]{14,}", re.sub(r"[^\w\s]", "", text)):
        yield from (clause[i : i + 14] for i in range(len(clause) - 13))
