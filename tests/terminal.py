"""A command on a terminal, as a person sees it."""

import os
import subprocess

import pytest
from conftest import COMMAND, Glossary, environment


def on_terminal(glossary: Glossary, *arguments: str, answer: str = "", **variables: str) -> tuple[str, int]:
    """Run a command on a terminal of 80 columns, where *answer* is typed; return what it shows, and its exit code."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    ours, theirs = pty.openpty()
    shown = b""
    with subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=glossary.folder,
        env=environment(**{"TERM": "xterm", "COLUMNS": "80", **variables}),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        os.write(ours, answer.encode())
        while part := _read(ours):
            shown += part
    os.close(ours)
    return shown.decode(), process.returncode


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # how Linux says that the other side has closed
        return b""
