"""Time how long a save takes to reach the page: ``glossary serve`` follows, a reader has a page open.

    python benchmarks/edit_speed.py --posts DIR --terms FILE [--edits 20] [--no-candidates]

Posts and terms are copied and served. An explanation, a label and a post are changed in turn; what is timed begins with
the save and ends when the page that the server told to refresh has been fetched anew. Suggestions may follow later;
until they have, nothing is saved.
"""

import argparse
import http.client
import json
import os
import queue
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

STARTED_WITHIN = 300.0


class Reader:
    """Somebody with an open page."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.states: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.state = self.states.get(timeout=STARTED_WITHIN)

    def _listen(self) -> None:
        deadline = time.monotonic() + STARTED_WITHIN
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port)
                connection.request("GET", "/-/glossary-live")
                events = connection.getresponse()
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
        while line := events.readline():
            if line.startswith(b"data: "):
                self.states.put(json.loads(line[6:]))

    def fetch(self, path: str) -> None:
        """Fetch a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")

    def timed(self, path: str, save: Callable[[], object]) -> float:
        """Return the seconds from *save* to the page, and wait until the suggestions have followed."""
        version, begin = self.state["version"], time.monotonic()
        save()
        while self.state["version"] <= version:
            self.state = self.states.get(timeout=60)
        self.fetch(path)
        seconds = time.monotonic() - begin
        while self.state["looking"]:
            self.state = self.states.get(timeout=60)
        return seconds


def main() -> None:
    """Print the median, least and most seconds of each kind of edit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=Path, required=True)
    parser.add_argument("--terms", type=Path, required=True)
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--no-candidates", action="store_true")
    args = parser.parse_args()
    with TemporaryDirectory() as place:
        content, terms = Path(place) / "content", Path(place) / "terms.yaml"
        shutil.copytree(args.posts, content)
        shutil.copyfile(args.terms, terms)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "glossary.cli", "serve", "--quiet", "--port", str(port)]
        command += ["--no-candidates"] if args.no_candidates else []
        environment = os.environ | {"GLOSSARY_CACHE": str(Path(place) / "cache")}
        server = subprocess.Popen(command, cwd=place, env=environment, stderr=subprocess.DEVNULL)
        try:
            reader = Reader(port)
            while reader.state["looking"]:
                reader.state = reader.states.get(timeout=STARTED_WITHIN)
            show(reader, args.edits, sorted(content.glob("*.md")), terms)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(60)


def show(reader: Reader, edits: int, posts: list[Path], terms: Path) -> None:
    """Make the edits, each beside those before, and print how long they take."""
    text = terms.read_text(encoding="utf-8")
    slugs = re.findall(r"^  ([a-z0-9-]+):$", text, re.MULTILINE)
    took: dict[str, list[float]] = {"explanation": [], "label": [], "post": []}

    def save(kind: str, page: str, path: Path, text: str) -> None:
        took[kind].append(reader.timed(page, lambda: path.write_text(text, encoding="utf-8")))

    for number in range(edits):
        slug = slugs[number * 37 % len(slugs)]
        entry = f"  {slug}:\n"
        text = text.replace(entry, f"{entry}    origin: Told anew for the time {number}.\n", 1)
        save("explanation", f"/term/{slug}", terms, text)
        text = re.sub(rf"(  {slug}:\n(?:.*\n)*?      en: \[)", rf"\1nothing of the kind {number}, ", text, count=1)
        save("label", f"/term/{slug}", terms, text)
        post = posts[number * 41 % len(posts)]
        save("post", "/", post, f"{post.read_text(encoding='utf-8')}\nWritten for the time {number}.\n")
    for name, seconds in took.items():
        print(f"{name}: median {statistics.median(seconds):.2f} s, {min(seconds):.2f} to {max(seconds):.2f} s")


if __name__ == "__main__":
    main()
