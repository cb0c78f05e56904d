"""What all commands promise: help, exit codes, where output goes, and never a traceback."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from commands import run
from conftest import COMMAND, ROOT, Glossary, environment

from glossary import __version__
from glossary.cli import main

README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL_BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
EDITS = re.findall(r"^\S*/glossary ((?:add|ignore) [^#\n]+)", "".join(SHELL_BLOCKS), re.MULTILINE)
READING = (("show", "ogas"), ("grep", "OGAS"), ("check",), ("suggest", "--limit", "1"), ("export", "web-annotation"))
ONE_LINE = re.compile(r"[^\n]+\n")


@pytest.mark.parametrize("name", main.commands)
def test_help_begins_with_a_plain_sentence(name: str) -> None:
    """The first line of a command's help says what it does, and stands in the README."""
    help_ = main.commands[name].help or ""
    first = help_.splitlines()[0]
    assert re.fullmatch(r"[A-Z][^.]+\.", first)
    assert re.search(rf"^\| `glossary {name}[^|]*\| {re.escape(first)} \|$", README, re.MULTILINE)


def test_the_list_of_commands_cuts_nothing_off(empty: Glossary) -> None:
    """In a terminal of 80 columns each command's sentence is whole."""
    listed = empty.run("--help", COLUMNS="80").stdout.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed] == sorted(main.commands)
    assert [line for line in listed if not line.endswith(".") or line.endswith("...")] == []


@pytest.mark.parametrize("name", main.commands)
def test_every_option_is_explained(name: str) -> None:
    """No option stands in the help without a word about it."""
    options = [p for p in main.commands[name].params if isinstance(p, click.Option)]
    inputs = {"content"} if name == "init" else {"content", "terms", "output"}  # nothing else is there yet
    assert inputs <= {option.name for option in options}
    assert not [option.name for option in options if not option.help]


@pytest.mark.parametrize("name", re.findall(r"glossary ([a-z]+)", "".join(SHELL_BLOCKS)))
def test_readme_names_only_commands(name: str) -> None:
    """A command line of the README names a command that exists."""
    assert name in main.commands


@pytest.mark.parametrize("line", EDITS)
def test_readme_edits_what_is_there(line: str) -> None:
    """In a checkout each of its edits can be made: no label is a term or ignored already, the suggestion is one."""
    done = run(ROOT, [*shlex.split(line), "--dry-run"], environment())
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("--- terms.yaml")


@pytest.mark.parametrize("arguments", [("-h",), ("--help",), ("build", "-h"), ("serve", "--help")], ids=" ".join)
def test_help_is_on_stdout(empty: Glossary, arguments: tuple[str, ...]) -> None:
    """Asked for help, a command gives it and succeeds."""
    run = empty.run(*arguments)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("Usage: glossary")


def test_version(empty: Glossary) -> None:
    """The version is the package's."""
    assert empty.run("--version").stdout == f"glossary, version {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("bild",),
        ("init", "new", "--seed", "3"),
        ("build", "--jobs", "0"),
        ("build", "--nothing"),
        ("check", "--format", "xml"),
        ("check", "--select", "homographs"),
        ("check", "--ignore", "homograph,E501"),
        ("show",),
        ("show", " "),
        ("grep", ""),
        ("grep", "--limit", "-1", "OGAS"),
        ("grep", "--regex", "["),
        ("grep", "--regex", "(" * 3000 + ")" * 3000),
        ("serve", "--port", "0"),
        ("suggest", "--limit", "-1"),
        ("suggest", "--format", "xml"),
        ("export",),
        ("export", "xml"),
        ("export", "csv", "-"),
        ("export", "web-annotation", "--escape-formulas"),
    ],
    ids=lambda arguments: " ".join(arguments)[:30],
)
def test_usage_errors(mini_built: Glossary, arguments: tuple[str, ...]) -> None:
    """A command line that makes no sense: exit code 2, the usage and one line of error."""
    run = mini_built.run(*arguments)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("Usage: glossary")
    assert run.stderr.count("Error: ") == 1
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("build",),
        ("serve", "--port", "1"),
        ("check",),
        ("suggest",),
        ("add", "x"),
        ("ignore", "x"),
        ("export", "csv"),
        READING[-1],
        *READING[:2],
    ],
    ids=" ".join,
)
def test_nothing_there_is_one_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Where there is neither post nor term nor database, every command says so with a fix, and fails."""
    run = subprocess.run([*COMMAND, *arguments], cwd=tmp_path, env=environment(), text=True, capture_output=True)
    assert run.returncode == 1
    assert "Fix: " in run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full, which refuses every byte")
@pytest.mark.parametrize("arguments", [*READING, ("build",), ("--help",), ("--version",)], ids=" ".join)
def test_full_output_is_one_line(mini_built: Glossary, arguments: tuple[str, ...]) -> None:
    """Where nothing more can be written, a command says so in one line."""
    with open("/dev/full", "w", encoding="utf-8") as full:
        run = run_with(mini_built, *arguments, stdout=full, stderr=subprocess.PIPE)
    assert run.returncode == 1
    assert re.match("Error: .*No space left.* Fix: ", run.stderr.splitlines()[-1])
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_reader_that_leaves_early(mini_built: Glossary, arguments: tuple[str, ...]) -> None:
    """``| head -1``: who has read enough hears no complaint."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as closed:
        run = run_with(mini_built, *arguments, stdout=closed, stderr=subprocess.PIPE)
    assert not [line for line in run.stderr.splitlines() if "Error" in line or "Traceback" in line]


@pytest.mark.skipif(os.name == "nt", reason="only a POSIX shell closes a stream by >&-")
@pytest.mark.parametrize("closing", [">&-", "2>&-", ">&- 2>&-"])
@pytest.mark.parametrize("arguments", [*READING, ("build",)], ids=" ".join)
def test_closed_streams(mini_built: Glossary, arguments: tuple[str, ...], closing: str) -> None:
    """A command without stdout or stderr does its work."""
    run = subprocess.run(
        ["sh", "-c", f'"$@" {closing}', "sh", *COMMAND, *arguments],
        cwd=mini_built.folder, env=environment(), text=True, capture_output=True,
    )  # fmt: skip
    assert (run.returncode, "Traceback" in run.stderr) == (0, False)


@pytest.mark.parametrize(
    ("variables", "shown"),
    [
        ({"LC_ALL": "C"}, "改稻为桑"),
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "改稻为桑"),
        ({"PYTHONIOENCODING": "ascii"}, "改稻为桑"),
        ({"PYTHONIOENCODING": "latin-1"}, r"\u6539\u7a3b\u4e3a\u6851"),
    ],
)
def test_any_locale(mini_built: Glossary, variables: dict[str, str], shown: str) -> None:
    """What the terminal's encoding lacks is spelt out, and stops nothing."""
    command = (*COMMAND, "show", "rice-to-mulberry")
    run = subprocess.run(command, cwd=mini_built.folder, env=environment(**variables), capture_output=True)
    assert (run.returncode, run.stderr) == (0, b"")
    assert shown.encode() in run.stdout


@pytest.mark.skipif(os.name == "nt", reason="arguments are UTF-16 there: none is undecodable")
@pytest.mark.parametrize("command", ["show", "grep"])
def test_argument_that_is_no_text(mini_built: Glossary, command: str) -> None:
    """An argument in another encoding is not found, and that is all."""
    run = subprocess.run([*COMMAND, command, b"a\xff"], cwd=mini_built.folder, env=environment(), capture_output=True)
    assert run.returncode == 1
    assert b"unforeseen" not in run.stderr


@pytest.mark.skipif(os.name == "nt", reason="a file's owner may always read it")
@pytest.mark.skipif(
    os.name != "nt" and os.geteuid() == 0 and not shutil.which("setpriv"),
    reason="root may read anything, and setpriv is not there to take that right away",
)
@pytest.mark.parametrize("name", ["terms.yaml", "content", "content/0-epilogue.md", "glossary.db"])
@pytest.mark.parametrize("arguments", [("build",), ("show", "ogas"), ("check",)], ids=" ".join)
def test_unreadable_input(mini: Glossary, arguments: tuple[str, ...], name: str) -> None:
    """What may not be read is named in one line by every command that needs it."""
    mini.build()
    path = mini.folder / name
    mode = path.stat().st_mode
    path.chmod(0)
    rights = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    try:
        run = subprocess.run([*rights, *COMMAND, *arguments], cwd=mini.folder, env=environment(), text=True,
                             capture_output=True)  # fmt: skip
    finally:
        path.chmod(mode)
    needed = (name == "glossary.db") if arguments[0] == "show" else (name, arguments) != ("glossary.db", ("check",))
    assert run.returncode == int(needed)
    said = [line for line in (run.stdout + run.stderr).splitlines() if "Fix: " in line and name in line]
    assert len(said) == int(needed)
    assert "unforeseen" not in run.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "--output", "."), "is a folder"),
        (("build", "--output", "terms.yaml"), "no glossary database"),
        (("build", "--output", "nowhere/x.db"), "no folder"),
        (("build", "--output", "x" * 300), "name too long"),
        (("build", "--content", "terms.yaml"), "not a folder"),
        (("build", "--terms", "content"), "no YAML file"),
        (("show", "ogas", "--output", "."), "no such database"),
        (("grep", "ogas", "--output", "terms.yaml"), "no glossary database"),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, tuple) else "",
)
def test_wrong_kind_of_path(mini: Glossary, arguments: tuple[str, ...], said: str) -> None:
    """A folder for a file, a file for a folder, another file for a database: one line with its fix."""
    run = mini.run(*arguments)
    assert (run.returncode, run.stdout) == (1, "")
    assert ONE_LINE.fullmatch(run.stderr)
    assert said in run.stderr.replace("File name", "name")
    assert "Fix: " in run.stderr
    assert mini.terms.read_text(encoding="utf-8").startswith("#")


def test_unforeseen_error_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A fault of ours is told without a traceback, and how to get one."""
    monkeypatch.setattr("glossary.cli.reading.opened", lambda output: 1 / 0)
    with pytest.raises(SystemExit) as stop:
        main(["show", "ogas"])
    assert stop.value.code == 1
    assert ONE_LINE.fullmatch(said := capsys.readouterr().err)
    assert "GLOSSARY_DEBUG=1" in said


def test_errors_reach_the_terminal_harmless(empty: Glossary) -> None:
    """Control characters of an input are not printed raw, wherever a message quotes them."""
    empty.write({"a-en.md": "Text."}, "terms: {}\n")
    run = empty.run("show", "a\x1b[31m\u202e")
    assert run.returncode == 1
    assert not re.search("[\x1b\u202e]", run.stderr)


def run_with(glossary: Glossary, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run a command in the glossary's folder with streams of one's own."""
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "glossary.cli", *arguments], cwd=glossary.folder, env=environment(), text=True, **options
    )
