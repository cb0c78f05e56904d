"""``glossary init``: a glossary that builds at once, and nothing lost of what is there."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import ROOT, Glossary

from glossary.term import read_glossary

POST = """---
title: The kiln
date: 2024-03-01
lang: en
---
The potters called it the "dragon kiln", and OGAS was on their minds. Zhang Daqian fired 325 bowls in the dragon kiln.
"""


def schema_of(folder: Path) -> object:
    """Return the schema that the first line of terms.yaml names."""
    first = (folder / "terms.yaml").read_text().splitlines()[0]
    return json.loads((folder / first.partition("$schema=")[2]).read_text())


@pytest.mark.parametrize("name", ["new", "deep/down/新词", "."])
def test_it_builds_at_once(empty: Glossary, name: str) -> None:
    """In a folder that is there or not, what is written checks clean, fits its schema and has its terms mentioned."""
    for path in (empty.content,):
        path.rmdir()
    run = empty.run("init", name)
    assert (run.returncode, run.stderr) == (0, "")
    folder = empty.folder / name
    made = Glossary(folder)
    assert made.run("check", "--strict").returncode == 0
    assert made.run("build", "--quiet").returncode == 0
    assert made.query("SELECT count(*) FROM terms WHERE mention_count > 0 AND explained") == [(1,)]
    assert made.query("SELECT count(*) FROM mention_pairs") == [(2,)]
    jsonschema.validate(yaml.safe_load((folder / "terms.yaml").read_text()), schema_of(folder))
    assert (folder / ".gitignore").read_text().splitlines()[1] == "/glossary.db"


def test_editors_document_names_what_is_written(empty: Glossary) -> None:
    """The line in docs/editors.md is the first that is written, and its settings name the file beside it."""
    assert empty.run("init", "new").returncode == 0
    text = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^```yaml\n(.*\n)```", text, re.MULTILINE)
    assert (empty.folder / "new" / "terms.yaml").read_text().startswith(line)
    (settings,) = re.findall(r"^```json\n(.*?)```", text, re.MULTILINE | re.DOTALL)
    ((schema, (file, _)),) = json.loads(settings)["yaml.schemas"].items()
    assert (empty.folder / "new" / schema).is_file()
    assert (empty.folder / "new" / file).is_file()


def test_for_posts_of_ones_own(empty: Glossary) -> None:
    """With --content the posts stay where they are; --seed begins with what they seem to lack, with evidence."""
    empty.write({"kiln.md": POST}, "terms: {}\n")
    empty.terms.unlink()
    before = {path: path.read_bytes() for path in empty.content.iterdir()}
    run = empty.run("init", "my words", "--content", "content", "--seed", "2")
    assert (run.returncode, run.stderr) == (0, "")
    folder = empty.folder / "my words"
    assert run.stdout.endswith("Next: cd 'my words' && glossary serve --content ../content\n")
    text = (folder / "terms.yaml").read_text()
    glossary, problems = read_glossary(folder / "terms.yaml")
    assert [label.text for term in glossary.terms for label in term.labels] == ["dragon kiln", "OGAS"]
    assert glossary.title == "My words"
    assert glossary.languages == ("en",)
    assert text.count("# ") > 12
    assert "\n\n  ogas:\n" in text
    assert text.endswith("]\n")
    assert '"dragon kiln"' in text
    assert not [problem for problem in problems if problem.severity == "error"]
    assert {path: path.read_bytes() for path in empty.content.iterdir()} == before
    assert {path.name for path in folder.iterdir()} == {"terms.yaml", "terms.schema.json", ".gitignore"}
    assert Glossary(folder).run("check", "--content", "../content").returncode == 0


def test_a_title_is_any_text(empty: Glossary) -> None:
    """What the glossary is called comes back as it was given."""
    title = 'Words: "ours" # and [yours]'
    assert empty.run("init", "new", "--title", title).returncode == 0
    assert read_glossary(empty.folder / "new" / "terms.yaml")[0].title == title


@pytest.mark.parametrize("name", ["terms.yaml", "content", "glossary.db", "terms.schema.json"])
def test_what_is_there_is_left_alone(empty: Glossary, name: str) -> None:
    """A folder that holds a glossary, or part of one, is not touched."""
    folder = empty.folder / "mine"
    folder.mkdir()
    (folder / name).write_text("mine")
    run = empty.run("init", "mine")
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.startswith(f"Error: mine/{name}: stands here already")
    assert [path.name for path in folder.iterdir()] == [name]
    assert (folder / name).read_text() == "mine"


def test_posts_that_are_there_may_be_named(empty: Glossary) -> None:
    """Where posts stand in the folder already, the refusal says how to keep them, and that works."""
    (empty.content / "post.md").write_text("---\ntitle: A post\n---\nThe kiln.\n")
    run = empty.run("init", ".")
    assert run.returncode == 1
    assert "Fix: keep its posts with --content content, or choose another folder." in run.stderr
    assert empty.run("init", ".", "--content", "content").returncode == 0
    assert sorted(path.name for path in empty.content.iterdir()) == ["post.md"]


def test_a_gitignore_stays(empty: Glossary) -> None:
    """Other files of the folder stay as they are."""
    folder = empty.folder / "mine"
    folder.mkdir()
    (folder / ".gitignore").write_text("/secret\n")
    assert empty.run("init", "mine").returncode == 0
    assert (folder / ".gitignore").read_text() == "/secret\n"


def test_no_posts_there(empty: Glossary) -> None:
    """A folder of posts that is not there is told, and nothing is written."""
    run = empty.run("init", "new", "--content", "nowhere")
    assert run.returncode == 1
    assert "nowhere" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (empty.folder / "new").exists()


def test_the_schema_is_the_packages(empty: Glossary) -> None:
    """Editors get the schema of the version that wrote it."""
    assert empty.run("init", "new").returncode == 0
    shipped = (ROOT / "glossary" / "terms.schema.json").read_text()
    assert (empty.folder / "new" / "terms.schema.json").read_text() == shipped
