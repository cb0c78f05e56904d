"""The command for tests that run it by the hundred: each run is forked from a process that has imported everything.

What a start imports, and how it goes in another locale, is tested in processes of their own.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

READY = """
import atexit, gc, importlib, json, os, pkgutil, sys
import glossary
for module in pkgutil.walk_packages(glossary.__path__, "glossary."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from glossary.candidate.dictionary import dictionary
from glossary.text import pinyin
dictionary(), pinyin("词")
gc.freeze()
answers = os.fdopen(os.dup(1), "w")
for line in sys.stdin:
    folder, arguments, variables, streams = json.loads(line)
    child = os.fork()
    if not child:
        break
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), file=answers, flush=True)
else:
    os._exit(0)
os.chdir(folder)
os.environ.clear()
os.environ.update(variables)
for stream, path in enumerate([os.devnull, *streams]):
    os.dup2(os.open(path, os.O_WRONLY if stream else os.O_RDONLY), stream)
sys.argv = ["glossary", *arguments]
try:
    glossary.cli.main(prog_name="glossary")
except SystemExit as stop:
    code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
except BaseException:
    sys.excepthook(*sys.exc_info())
    code = 1
atexit._run_exitfuncs()
sys.stdout.flush()
os._exit(code)  # to take everything down takes longer than most commands
"""
# What is settled when Python starts.
SETTLED = ("PYTHON", "LC_", "LANG")

_ready: list[tuple[Mapping[str, str], subprocess.Popen[str]]] = []


def run(folder: Path, arguments: Sequence[str], variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the command in *folder* to its end, with *variables* as its environment."""
    if not _ready and hasattr(os, "fork"):
        server = subprocess.Popen(
            [sys.executable, "-c", READY], env=variables, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        _ready.append((_settled(variables), server))
    if not _ready or _settled(variables) != _ready[0][0]:
        command = [sys.executable, "-m", "glossary.cli", *arguments]
        return subprocess.run(command, cwd=folder, env=variables, text=True, capture_output=True)
    server = _ready[0][1]
    assert server.stdin
    assert server.stdout
    with (
        tempfile.NamedTemporaryFile("r", encoding="utf-8") as out,
        tempfile.NamedTemporaryFile("r", encoding="utf-8") as err,
    ):
        print(
            json.dumps([str(folder), arguments, dict(variables), [out.name, err.name]]), file=server.stdin, flush=True
        )
        return subprocess.CompletedProcess([*arguments], int(server.stdout.readline()), out.read(), err.read())


def stop() -> None:
    """End the process that commands are forked from."""
    while _ready:
        _ready.pop()[1].communicate()


def _settled(variables: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in variables.items() if name.startswith(SETTLED)}
