"""``glossary build`` and ``glossary check`` as a person and as a program meets them."""

import json
import os
import re

import pytest
from conftest import Glossary
from terminal import on_terminal

CLOSING = re.compile(
    r"glossary\.db: 4 posts, 12 terms, \d+ mentions( \(\d+ ambiguous\))?; \d+ terms? without mention; "
    r"\d+ terms? without explanation; \d+ suggestions?; \d+\.\d s\n"
)
TERMS = "terms:\n  ogas:\n    kind: project\n    labels: {en: [OGAS]}\n    explanation: A network.\n"
BROKEN = {"terms": {"ogass": {"kind": "projekt"}}}


def test_build_closes_with_counts(mini: Glossary) -> None:
    """The last line counts what was found and what is missing."""
    assert CLOSING.fullmatch(mini.run("build").stdout)


def test_build_says_what_was_left_out(empty: Glossary) -> None:
    """Drafts, READMEs and hidden files are counted, not passed over in silence."""
    draft = "---\ntitle: D\ndate: 2024-01-01\nlang: en\ndraft: true\n---\nText.\n"
    empty.write({"a-en.md": "OGAS.", "draft-en.md": draft, ".hidden.md": "Text."}, TERMS)
    (empty.content / "README.md").write_text("How to write here.", encoding="utf-8")
    assert "; left out: 1 draft, 1 hidden file, 1 README; " in empty.run("build", "--no-candidates").stdout
    assert empty.run("build", "--drafts", "--no-candidates").stdout.startswith(
        "glossary.db: 2 posts, 1 term, 1 mention; "
    )


def test_warnings_are_on_stderr(empty: Glossary) -> None:
    """A warning does not stop a build, and does not mix with its result."""
    empty.write({"a.md": "---\ntitle: A\n---\nOGAS speaks English here.\n"}, TERMS)
    run = empty.run("build", "--no-candidates")
    assert run.returncode == 0
    assert run.stdout.count("\n") == 1
    assert re.match(r"content/a\.md: warning: .+ Fix: ", run.stderr)


def test_quiet_build_is_silent(empty: Glossary) -> None:
    """Asked to be quiet, a build that succeeds says nothing, and one that fails says why."""
    empty.write({"a.md": "---\ntitle: A\n---\nText.\n"}, TERMS)
    run = empty.run("build", "--quiet")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    empty.terms.write_text("terms: []\n", encoding="utf-8")
    assert empty.run("build", "--quiet").stderr.startswith("terms.yaml:1:")


def test_error_has_place_and_fix_and_keeps_the_old_database(mini: Glossary) -> None:
    """A fault of the input is told with file, line and column; the database stays as it was to the byte."""
    mini.build()
    before = mini.state()
    mini.terms.write_text(TERMS.replace("project", "projekt"), encoding="utf-8")
    run = mini.run("build")
    assert (run.returncode, run.stdout) == (1, "")
    assert re.fullmatch(r"terms\.yaml:3:11: error: .+did you mean 'project'.+\n", run.stderr)
    assert (mini.state(), mini.beside()) == (before, set())


def test_several_folders_and_no_path_of_the_machine(empty: Glossary) -> None:
    """Posts of several folders stand side by side, by paths that mean the same on any machine."""
    for name in ("red", "blue"):
        (empty.folder / name).mkdir()
        (empty.folder / name / f"{name}.md").write_text("---\ntitle: A\n---\nOGAS is here, again.\n", encoding="utf-8")
    empty.terms.write_text(TERMS, encoding="utf-8")
    options = [word for name in ("red", "blue") for word in ("--content", str(empty.folder / name))]
    run = empty.run("build", *options, "--terms", str(empty.terms), "--output", str(empty.output))
    assert run.returncode == 0
    assert empty.query("SELECT path FROM posts") == [("blue/blue.md",), ("red/red.md",)]
    assert os.fsencode(empty.folder) not in empty.output.read_bytes()


def test_two_folders_of_one_name(empty: Glossary) -> None:
    """Folders whose posts would have the same paths are refused."""
    for name in ("red", "blue"):
        (empty.folder / name / "posts").mkdir(parents=True)
    empty.terms.write_text(TERMS, encoding="utf-8")
    run = empty.run("build", "--no-candidates", "--content", "red/posts", "--content", "blue/posts")
    assert run.returncode == 1
    assert re.fullmatch(r"blue/posts: error: .*red/posts.* Fix: .+\n", run.stderr)


def test_progress_bars_on_a_terminal(mini: Glossary) -> None:
    """A terminal is shown each stage once, to its end, and the cursor comes back."""
    shown, code = on_terminal(mini, "build")
    assert code == 0
    stages = re.findall(r"\r\x1b\[\?25l(\S[^\r]*?) +\[#+\]  100%\x1b\[\?25h\r\n", shown)
    assert stages == ["posts read", "mentions found", "posts aligned", "terms proposed", "written"]
    assert shown.count("\x1b[?25h") == 5
    assert CLOSING.fullmatch(shown.splitlines()[-1] + "\n")


@pytest.mark.parametrize(("options", "variables"), [(["--quiet"], {}), ([], {"TERM": "dumb"})])
def test_no_progress_bars(mini: Glossary, options: list[str], variables: dict[str, str]) -> None:
    """Who wants quiet, and a terminal that cannot redraw a line, get none."""
    shown, code = on_terminal(mini, "build", *options, **variables)
    assert code == 0
    assert "\x1b" not in shown
    assert "posts read" not in shown


def test_no_progress_bars_elsewhere(mini: Glossary) -> None:
    """A file or pipe gets nothing but warnings."""
    assert "posts read" not in mini.run("build").stderr


def test_check_without_errors(empty: Glossary) -> None:
    """Warnings alone fail only a strict check, and nothing is built."""
    empty.write({"a.md": "---\ntitle: A\n---\nOGAS speaks English here.\n"}, TERMS)
    assert empty.run("check").returncode == 0
    strict = empty.run("check", "--strict")
    assert strict.returncode == 1
    assert re.fullmatch(r"content/a\.md: warning: .+\[[a-z-]+\]\n", strict.stdout)
    assert strict.stderr == "1 warning\n"
    assert not empty.output.exists()


def test_check_with_nothing_to_say(empty: Glossary) -> None:
    """All is well: no line on stdout, exit code 0 even when strict."""
    empty.write({"a-en.md": "OGAS."}, TERMS)
    run = empty.run("check", "--strict")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "No problems.\n")


def test_check_as_json(mini: Glossary) -> None:
    """Programs get valid JSON, whether there are errors or not."""
    assert all(problem["severity"] != "error" for problem in json.loads(mini.run("check", "--format", "json").stdout))
    mini.terms.write_text(json.dumps(BROKEN), encoding="utf-8")
    run = mini.run("check", "--format", "json")
    assert (run.returncode, run.stderr) == (1, "")
    errors = [problem for problem in json.loads(run.stdout) if problem["severity"] == "error"]
    assert {(error["path"], error["line"]) for error in errors} == {("terms.yaml", 1)}
    assert all(error["message"] and error["code"] and error["fix"] for error in errors)


def test_check_selects_and_ignores(mini: Glossary) -> None:
    """Codes are chosen by name or by their first words, several times or with commas."""
    codes = {
        problem["code"]
        for problem in json.loads(
            mini.run("check", "--format", "json", "--select", "unmentioned,no-date", "--select=missing-label",
                     "--ignore", "unmentioned-label").stdout
        )
    }  # fmt: skip
    assert codes == {"unmentioned-term", "no-date", "missing-label"}
    run = mini.run("check", "--strict", "--ignore", "ambiguous-mention, label-in-no-post,no-date")
    assert (run.returncode, run.stderr) == (0, "20 infos\n")


def test_check_reports_errors_always(mini: Glossary) -> None:
    """An error stops a build, whatever one looks for or leaves aside."""
    mini.terms.write_text(json.dumps(BROKEN), encoding="utf-8")
    run = mini.run("check", "--select", "homograph", "--ignore", "unknown-kind")
    assert run.returncode == 1
    assert "[unknown-kind]" in run.stdout


def test_check_says_how_to_mend_it(mini: Glossary) -> None:
    """Programs are told the change itself, where there is one safe answer."""
    mini.terms.write_text(f"{TERMS}ignore: {{en: [ogas]}}\n", encoding="utf-8")
    (problem,) = json.loads(mini.run("check", "--format", "json", "--select", "ignored-term").stdout)
    assert problem["change"] == {
        "kind": "remove-ignored",
        "slug": "",
        "key": "ignore",
        "language": "en",
        "text": "ogas",
    }


def test_check_groups_for_people(mini: Glossary) -> None:
    """The worst come first; of an info that many places have, the first few stand for all unless it is selected."""
    run = mini.run("check")
    groups = run.stdout.split("\n\n")
    assert [set(re.findall(r": (error|warning|info): ", group)) for group in groups] == [{"warning"}, {"info"}]
    assert run.stdout.count("[missing-explanation]") == 5
    assert run.stdout.endswith("… 4 more: --select missing-explanation shows all.\n")
    assert run.stderr == "3 warnings, 20 infos\n"
    selected = mini.run("check", "--select", "missing-explanation").stdout
    assert selected.count("[missing-explanation]") == selected.count("\n") == 9


@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_check_is_coloured_on_a_terminal(mini: Glossary, variables: dict[str, str], coloured: bool) -> None:
    """Only a terminal is sent colours, and only if it wants them."""
    shown, _ = on_terminal(mini, "check", **variables)
    assert ("\x1b[33mwarning" in shown) == coloured
    assert ("\x1b" in shown) == coloured
    assert "\x1b" not in mini.run("check").stdout


def test_check_as_annotations(mini: Glossary) -> None:
    """GitHub gets one workflow command a problem, with what ends a field escaped."""
    (mini.folder / "a,b:c%.yaml").write_text("terms:\n  ogas: {kind: 100%}\n", encoding="utf-8")
    run = mini.run("check", "--format", "github", "--terms", "a,b:c%.yaml")
    assert run.returncode == 1
    errors = [line for line in run.stdout.splitlines() if line.startswith("::error ")]
    assert errors[0].startswith("::error file=a%2Cb%3Ac%25.yaml,line=2,col=")
    assert re.search(r"::[^%]*100%25", "".join(errors))
    assert all(re.match(r"::(error|warning|notice) [^:]+::.", line) for line in run.stdout.splitlines())
