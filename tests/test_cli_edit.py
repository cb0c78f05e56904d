"""``glossary add`` and ``glossary ignore``: what they write, what they refuse, and what they say."""

import re
from pathlib import Path

import pytest
from conftest import Glossary
from test_suggest import POSTS

TERMS = """\
# ours
glossary: {languages: [en, zh]}

terms:

  ogas:      # a plan
    kind: project
    labels:
      en: [OGAS]
      zh: [奥加斯]
    formerly: [the-network]

ignore:
  en: [leaderboard]   # too common
"""
CHECK_NEXT = "Next: write its explanation there, then glossary check\n"
NO_KIND = "Its kind is concept, since nothing says which: change it there, or give --kind\n"


@pytest.fixture
def glossary(tmp_path: Path) -> Glossary:
    """A post, its translation, a term and a refusal."""
    return Glossary(tmp_path).write(POSTS, TERMS)


def added(glossary: Glossary) -> str:
    """Return the lines that have come, when no line has gone."""
    new = glossary.terms.read_text(encoding="utf-8").splitlines(keepends=True)
    rest = iter(new)
    old = TERMS.splitlines(keepends=True)
    assert all(line in rest for line in old)
    for line in old:
        new.remove(line)
    return "".join(new)


def test_add(glossary: Glossary) -> None:
    """A term stands behind the last, as the others do, and the output says where."""
    run = glossary.run("add", "Glass  Harbour", "玻璃港", "--kind", "slang", "--explanation", "一个说法: 没有")
    assert (run.returncode, run.stderr) == (0, "")
    assert (
        run.stdout
        == "terms.yaml:13: added glass-harbour (slang): Glass Harbour (en); 玻璃港 (zh)\nNext: glossary build\n"
    )
    assert added(glossary).strip("\n") == (
        "  glass-harbour:\n    kind: slang\n    labels:\n      en: [Glass Harbour]\n      zh: [玻璃港]\n"
        '    explanation:\n      zh: "一个说法: 没有"'
    )
    assert glossary.run("check", "--strict").returncode == 0


def test_what_comes_next_names_what_was_given(glossary: Glossary) -> None:
    """The line that is printed works as it stands, also where posts and terms have other names."""
    glossary.content.rename(glossary.folder / "my posts")
    glossary.terms.rename(glossary.folder / "words.yaml")
    given = ("--content", "my posts", "--terms", "words.yaml")
    run = glossary.run("add", "Glass Harbour", "--kind", "slang", *given)
    said, _, command = run.stdout.rstrip("\n").rpartition("glossary check ")
    assert (run.returncode, command) == (0, "--content 'my posts' --terms words.yaml"), said
    assert glossary.run("check", *given).returncode == 0


def test_add_without_kind(glossary: Glossary) -> None:
    """Nothing tells the kind: the output and the file say so, and a number is a text."""
    run = glossary.run("add", "325", "--slug", "rating-325")
    assert run.stdout == "terms.yaml:13: added rating-325 (concept): 325 (en)\n" + NO_KIND + CHECK_NEXT
    assert '    kind: concept  # nothing says which; choose one\n    labels:\n      en: ["325"]\n' in added(glossary)
    assert glossary.run("add", "x", "--quiet").stdout == "terms.yaml:18: added x (concept): x (en)\n"


@pytest.mark.parametrize(
    ("arguments", "labels"),
    [
        (["背325"], "背325 (zh)"),
        (["план"], "план (ru)"),
        (["Reis", "--language", "de"], "Reis (de)"),
        (["a", "乙", "b", "a"], "a, b (en); 乙 (zh)"),
        (["乙", "--language", "Chinese"], "乙 (zh)"),
    ],
)
def test_language(glossary: Glossary, arguments: list[str], labels: str) -> None:
    """A label's language is told by its letters, unless it is given."""
    assert glossary.run("add", *arguments, "--quiet").stdout.endswith(f": {labels}\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["add", "ogas"], "terms.yaml:9: 'ogas' is a label of ogas already as 'OGAS'. Fix: "),
        (["add", "new", "奧加斯"], "terms.yaml:10: '奧加斯' is a label of ogas already as '奥加斯'. Fix: "),
        (["add", "Leaderboards"], "terms.yaml:14: 'Leaderboards' is ignored. Fix: delete it there"),
        (["add", "new", "--slug", "ogas"], "terms.yaml:6: 'ogas' is the slug of a term already. Fix: "),
        (["add", "new", "--slug", "the-network"], "terms.yaml:6: 'the-network' is the slug of a term already. Fix: "),
        (["add", "new", "--explanation", "[[x]]"], "terms.yaml: with this change it could not be read"),
        (["add", "--candidate", "glass harbor"], "'glass harbor' is not among the suggestions. Fix: choose 'Glass Ha"),
        (["add", "--candidate", "OGAS"], "terms.yaml:9: 'OGAS' is a label of ogas already. Fix: "),
        (["ignore", "OGAS"], "terms.yaml:9: 'OGAS' is a label of ogas already. Fix: "),
        (["ignore", "--candidate", "zzz"], "'zzz' is not among the suggestions. Fix: choose one that glossary suggest"),
        (["add", "x", "--terms", "none.yaml"], "none.yaml: error: there is no such file. Fix: "),
    ],
    ids=lambda value: " ".join(value)[:40],
)
def test_refused(glossary: Glossary, arguments: list[str], message: str) -> None:
    """What cannot be written is told in a line, with its place and what to do, and the file stays."""
    run = glossary.run(*arguments, "--quiet")
    assert (run.returncode, run.stdout) == (1, "")
    assert message in run.stderr
    assert glossary.terms.read_text(encoding="utf-8") == TERMS


@pytest.mark.parametrize(
    "arguments",
    [
        ["add"],
        ["add", " "],
        ["add", "x", "--kind", "thing"],
        ["add", "x", "--slug", "No slug"],
        ["add", "x", "--language", "no language"],
        ["add", "x", "--explanation", " "],
        ["ignore"],
        ["ignore", "x", "--language", "?"],
    ],
    ids=" ".join,
)
def test_usage(glossary: Glossary, arguments: list[str]) -> None:
    """A command line that makes no sense exits with 2."""
    run = glossary.run(*arguments)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith(f"Usage: glossary {arguments[0]}")
    assert glossary.terms.read_text(encoding="utf-8") == TERMS


def test_add_candidate(glossary: Glossary) -> None:
    """A suggestion comes with its kind, and with what is known of it; what is given goes before."""
    proposed = glossary.run("suggest", "--format", "yaml", "--limit", "0").stdout
    run = glossary.run("add", "--candidate", "glass harbour", "--quiet")
    assert (run.returncode, run.stderr) == (0, "")
    written = added(glossary)
    assert written.strip("\n") in proposed
    assert re.search(r"^    # gloss: 玻璃港$", written, re.MULTILINE)
    run = glossary.run("add", "Kiln", "--candidate", "Idle Kiln", "--kind", "place", "--explanation", "It is cold.")
    assert re.fullmatch(r"terms.yaml:\d+: added idle-kiln \(place\): Idle Kiln, Kiln \(en\)\nNext: .*\n", run.stdout)


def test_ignore(glossary: Glossary) -> None:
    """A refusal stands with the others; told again, nothing changes."""
    run = glossary.run("ignore", "Glass Harbour", "玻璃港")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == (
        "terms.yaml:14: ignored Glass Harbour (en); 玻璃港 (zh)\nNext: glossary suggest, which proposes it no more\n"
    )
    after = TERMS.replace("[leaderboard]", "[leaderboard, Glass Harbour]") + "  zh: [玻璃港]\n"
    assert glossary.terms.read_text(encoding="utf-8") == after
    run = glossary.run("ignore", "the leaderboards", "glass harbours")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == (
        "terms.yaml:14: 'the leaderboards' is ignored already\nterms.yaml:14: 'glass harbours' is ignored already\n"
    )
    assert glossary.terms.read_text(encoding="utf-8") == after
    assert "Glass Harbour" not in glossary.run("suggest", "--format", "csv", "--limit", "0").stdout.split(",")


def test_ignore_candidate(glossary: Glossary) -> None:
    """A suggestion is refused in its own language; a second time, it is told to be refused already."""
    assert glossary.run("ignore", "--candidate", "idle kiln", "-q").stdout == "terms.yaml:14: ignored Idle Kiln (en)\n"
    run = glossary.run("ignore", "--candidate", "idle kiln", "-q")
    assert (run.returncode, run.stdout) == (0, "terms.yaml:14: 'Idle Kiln' is ignored already\n")


@pytest.mark.parametrize("arguments", [["add", "new"], ["ignore", "new"]], ids=" ".join)
def test_dry_run(glossary: Glossary, arguments: list[str]) -> None:
    """A dry run shows the change as a patch, and writes nothing."""
    run = glossary.run(*arguments, "--dry-run")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("--- terms.yaml\n+++ terms.yaml\n@@ ")
    assert [line for line in run.stdout.splitlines() if line.startswith("+ ")]
    assert glossary.terms.read_text(encoding="utf-8") == TERMS


def test_folder_of_terms(glossary: Glossary) -> None:
    """Of a folder of files, the one that holds terms of this kind gets the new one."""
    folder = glossary.folder / "terms"
    folder.mkdir()
    (folder / "plans.yaml").write_text(TERMS, encoding="utf-8")
    (folder / "zoo.yaml").write_text("terms:\n  lion: {kind: concept, labels: {en: [lion]}}\n", encoding="utf-8")
    run = glossary.run("add", "New Plan", "--kind", "project", "--terms", "terms", "-q")
    assert run.stdout == "terms/plans.yaml:13: added new-plan (project): New Plan (en)\n"
    run = glossary.run("ignore", "甲", "--terms", "terms", "-q")
    assert run.stdout == "terms/plans.yaml:20: ignored 甲 (zh)\n"
