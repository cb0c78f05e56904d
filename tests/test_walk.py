"""A newcomer's walk: every command line of docs/editing.md, in order, on posts as several programs write them."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from conftest import ROOT, environment

from glossary.term import read_glossary

PAGE = (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(sh|yaml)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
SECONDS = 60


@pytest.fixture
def walk(tmp_path: Path) -> Path:
    """A folder with posts beside it, and the two commands on the path."""
    shutil.copytree(ROOT / "tests" / "data" / "walk", tmp_path / "posts")
    (tmp_path / "bin").mkdir()
    for name, module in (("glossary", "glossary.cli"), ("datasette", "datasette")):
        command = tmp_path / "bin" / name
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n')
        command.chmod(0o755)
    return tmp_path


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def page(address: str, holding: str = "") -> str:
    """Return the page at *address* as soon as it is there and holds a text."""
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            with urlopen(address, timeout=SECONDS) as answer:
                text: str = answer.read().decode()
            if holding in text:
                return text
        except URLError:
            pass
        assert time.monotonic() < deadline, f"{address} does not hold {holding!r}"
        time.sleep(0.1)


class Walk:
    """Somebody who types one line after the other."""

    def __init__(self, folder: Path) -> None:
        self.here = folder
        self.environment = environment(PATH=f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")
        self.served: list[subprocess.Popen[str]] = []

    def type(self, line: str) -> str:
        """Run a command line and return what it prints; a server goes on, and its address is returned."""
        if line.startswith("cd "):
            self.here /= line.removeprefix("cd ")
            return ""
        if line.startswith(("glossary serve", "datasette ")):
            port = free_port()
            line = f"exec {line.replace(' --open', '')} --port {port}"
            self.served.append(subprocess.Popen(line, shell=True, cwd=self.here, env=self.environment, text=True))
            address = f"http://127.0.0.1:{port}"
            page(address)
            return address
        run = subprocess.run(line, shell=True, cwd=self.here, env=self.environment, text=True, capture_output=True)
        assert run.returncode == 0, (line, run.stderr)
        assert "Traceback" not in run.stderr
        return run.stdout

    def end(self) -> None:
        """Stop what is served."""
        for process in self.served:
            process.send_signal(signal.SIGINT)
            process.wait(SECONDS)


@pytest.mark.skipif(sys.platform == "win32", reason="the page is for a POSIX shell")
def test_every_line_of_the_walk(walk: Path) -> None:
    """From a folder of posts to a published glossary, as the page says it."""
    person = Walk(walk)
    addresses = []
    try:
        for language, block in BLOCKS:
            if language == "yaml":
                terms = person.here / "terms.yaml"
                text = terms.read_text()
                labels = "      en: [Kiln Number Nine]\n"
                assert labels in text
                terms.write_text(text.replace(labels, labels + block))
                page(f"{addresses[0]}/term/kiln-number-nine", "no pot was ever fired there")
                continue
            for line in block.splitlines():
                said = person.type(line)
                if said.startswith("http"):
                    addresses.append(said)
        glossary, _ = read_glossary(person.here / "terms.yaml")
        explained = {term.slug for term in glossary.terms if term.explanation}
        assert {"dragon-kiln", "crawling", "kiln-number-nine"} <= {term.slug for term in glossary.terms}
        assert explained == {"crawling", "kiln-number-nine"}
        assert glossary.ignored == {"en": ("Old Mattis",)}
        followed, published = addresses
        for address in (followed, published):
            assert "leaves bare clay" in page(f"{address}/term/crawling")
            assert "dragon kiln" in page(f"{address}/post/the-long-kiln")
        assert "Old Mattis</h" not in page(f"{followed}/suggestions")
    finally:
        person.end()


def test_the_walk_begins_with_what_posts_hold(walk: Path) -> None:
    """Front matter and signs of other programs are no hindrance: each of the posts is read, none is left out."""
    person = Walk(walk)
    person.type("glossary init words --content posts")
    said = person.type("cd words") + person.type("glossary build --content ../posts")
    assert "3 posts" in said
    assert "left out" not in said
