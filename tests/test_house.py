"""The house has one direction: a module imports only from the rooms before it."""

import ast
import re
import subprocess
import sys
import zipfile
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

FLOW = (
    "errors", "model", "text", "post", "term", "segment", "mention", "gloss", "alignment", "candidate",
    "database", "build", "check", "edit", "export", "publish", "plugin", "follow", "cli",
)  # fmt: skip
PLUGIN = (
    "queries", "recipes", "descriptions", "databases", "access", "sentences", "marks", "passages", "rendering", "words",
    "spellings", "finding", "cells", "crumbs", "editing", "live", "forms", "routes", "pages", "__init__",
)  # fmt: skip
PLUGIN_MAY_IMPORT = {"errors", "model", "text", "post"}
NOT_AT_START = {"daachorse", "datasette", "jieba", "numpy", "pyromark", "rustworkx"}
LONGEST = 300
REASON = f"Longer than {LONGEST} lines: "

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "glossary"


def module_at(path: Path) -> str:
    """Return the dotted name of the module at *path*."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_at(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def room_of(module: str) -> str:
    """Return the name directly under the package, empty for the package itself."""
    return module.split(".")[1] if "." in module else ""


def modules_imported_by(path: Path) -> set[str]:
    """Return our own modules that the module at *path* imports, lazily or not, for types or not."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            while name and name not in MODULES:
                name = name.rpartition(".")[0]
            found |= {name} - {""}
    return found


def room_in_plugin(module: str) -> str:
    """Return the room of the plugin that *module* belongs to."""
    return module.split(".")[2] if module.count(".") > 1 else "__init__"


def exported_names(path: Path) -> list[str]:
    """Return what ``__all__`` lists in the module at *path*, nothing where it has none."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return []


def constants_classes_functions(name: str) -> tuple[int, str]:
    """Sort as the linter does: CONSTANTS, then Classes, then functions."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def test_every_module_has_a_place() -> None:
    """A new room gets its place in the line; a room that is yet to come may be absent."""
    assert {room_of(module) for module in MODULES} - {"", "plugin"} <= set(FLOW)


@pytest.mark.parametrize("module", [module for module in MODULES if room_of(module) != "plugin"])
def test_imports_point_upstream(module: str) -> None:
    """A module imports from its own room and those before it, from the package itself only the version."""
    room = room_of(module)
    before = set(FLOW[: FLOW.index(room)]) | {room, ""} if room else {""}
    assert {room_of(imported) for imported in modules_imported_by(MODULES[module])} <= before


@pytest.mark.parametrize("module", [module for module in MODULES if room_of(module) == "plugin"])
def test_plugin_builds_nothing(module: str) -> None:
    """The plugin imports nothing that builds, and within it queries come before pages before hooks."""
    room = room_in_plugin(module)
    imported = modules_imported_by(MODULES[module])
    inside = {room_in_plugin(name) for name in imported if room_of(name) == "plugin"}
    assert {room_of(name) for name in imported} <= PLUGIN_MAY_IMPORT | {"plugin", ""}
    assert inside <= set(PLUGIN[: PLUGIN.index(room)]) | {room}


def test_no_module_imports_in_a_circle() -> None:
    """Within a room too there is a first and a last module."""
    graph = {module: modules_imported_by(path) - {module} for module, path in MODULES.items()}
    assert len(list(TopologicalSorter(graph).static_order())) == len(MODULES)


@pytest.mark.parametrize("module", [module for module, path in MODULES.items() if exported_names(path)])
def test_public_names_are_sorted_and_once(module: str) -> None:
    """The public face of a module is one sorted list."""
    names = exported_names(MODULES[module])
    assert names == sorted(set(names), key=constants_classes_functions)


@pytest.mark.parametrize("module", MODULES)
def test_module_is_short_or_says_why(module: str) -> None:
    """A module past 300 lines becomes a package, or gives its reason in the first ten lines."""
    lines = MODULES[module].read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LONGEST or re.search(rf"{REASON}\w", "\n".join(lines[:10]))


def test_help_starts_light() -> None:
    """``glossary --help`` loads neither the segmenter nor the server nor what analyses text."""
    code = "import sys, glossary.cli as c; c.main(['--help'], standalone_mode=False); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    loaded = {name.split(".")[0] for name in run.stdout.splitlines()[-1].split()}
    assert "click" in loaded
    assert not loaded & NOT_AT_START


def test_wheel_holds_every_file(tmp_path: Path) -> None:
    """Schema, templates, styles and the type marker are in the wheel, not only the modules."""
    pytest.importorskip("hatchling", reason="the build backend is not installed")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, capture_output=True, cwd=ROOT, check=True)
    files = {p.relative_to(ROOT).as_posix() for p in PACKAGE.rglob("*") if p.is_file() and p.suffix != ".pyc"}
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        assert {name for name in wheel.namelist() if name.startswith("glossary/")} == files
