"""Edit a served glossary for a long time while people read it, and see that nothing breaks.

    python benchmarks/soak.py [--minutes 30] [--content DIR] [--terms FILE] [--readers 5] [--seed 1]

A copy of the posts and terms is served by ``glossary serve``. One thread edits: it writes into posts, adds, renames and
deletes them, breaks terms.yaml and posts and mends them, saves fast. Readers fetch pages all the while; every answer
must be a page. At the end all files are as at first but for what was added, and once the server is quiet its database
must equal one from scratch, row for row. Memory of the server and its processes is taken all along: the median of the
last third is compared with that of the second.
"""

import argparse
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import HTTPError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
PAGES = ("/", "/search?q=OGAS", "/search?q=%E6%94%B9", "/suggestions", "/map", "/timeline", "/?posts=1")
GROWN = 1.15  # how much more memory may be taken in the last third than in the second
WAIT_SECONDS = 120.0


class Folder:
    """A glossary that is edited, and how it was at first."""

    def __init__(self, folder: Path, content: Path, terms: Path) -> None:
        self.content, self.terms, self.database = folder / "content", folder / "terms.yaml", folder / "glossary.db"
        shutil.copytree(content, self.content)
        shutil.copyfile(terms, self.terms)
        self.posts = {path: path.read_text(encoding="utf-8") for path in sorted(self.content.rglob("*.md"))}
        self.text = self.terms.read_text(encoding="utf-8")

    def mend(self) -> None:
        """Bring everything back to what it was."""
        for path in self.content.rglob("*.md"):
            if path not in self.posts:
                path.unlink()
        for path, text in self.posts.items():
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
        self.terms.write_text(self.text, encoding="utf-8")


def edits(folder: Folder, chance: random.Random) -> Iterator[Callable[[], object]]:
    """Yield edits without end, as people and their editors make them."""
    for number in count(1):
        yield chance.choice(_edits_of(folder, chance.choice([*folder.posts]), number))


def _edits_of(folder: Folder, path: Path, number: int) -> list[Callable[[], object]]:
    text = folder.posts[path]
    line = f"\nWhat was written as number {number} speaks of OGAS.\n"
    new, renamed = (path.with_name(f"2001-01-0{day}-{number}-en.md") for day in (1, 2))
    return [
        lambda: path.write_text(text + line, encoding="utf-8"),
        lambda: path.write_text(text.replace(". ", f". {number} ", 1), encoding="utf-8"),
        lambda: _aside(path, text + line),
        lambda: path.unlink(missing_ok=True),
        lambda: path.exists() and path.rename(renamed),
        lambda: new.write_text(f"---\nlang: en\n---\n{line}", encoding="utf-8"),
        lambda: path.write_text("---\ntitle: [\n---\n", encoding="utf-8"),
        lambda: folder.terms.write_text(folder.text + "  broken: [\n", encoding="utf-8"),
        lambda: folder.terms.write_text(
            folder.text.replace("kind: slang", "kind: person", number % 7), encoding="utf-8"
        ),
        lambda: [path.write_text(f"{text}\n{turn}\n", encoding="utf-8") for turn in range(20)],
        lambda: path.with_name(f".{path.name}.swp").write_text("editor"),
        folder.mend,
        folder.mend,
    ]


def _aside(path: Path, text: str) -> None:
    """Save as careful editors do: beside, then renamed."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)


def memory(process: int) -> int:
    """Return the kilobytes that a process and its children hold."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if int(fields["PPid"]) == process or int(fields["Pid"]) == process:
            total += int(fields.get("VmRSS", "0 kB").split()[0])
    return total


class Readers:
    """Threads that read pages, and what they met."""

    def __init__(self, address: str, count: int, paths: list[str]) -> None:
        self.errors: list[str] = []
        self.seconds: list[float] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(address, paths, n)) for n in range(count)]

    def start(self) -> None:
        """Begin to read."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Read no more."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _read(self, address: str, paths: list[str], seed: int) -> None:
        chance = random.Random(seed)
        while not self._stop.wait(0.2):
            path = chance.choice(paths)
            begin = time.monotonic()
            try:
                with urlopen(address + path, timeout=30) as answer:
                    answer.read()
            except HTTPError as error:
                gone = error.code == 404 and path.startswith(("/post/", "/term/"))  # its file is deleted just now
                if not gone:
                    self.errors.append(f"{path}: {error.code}")
            except OSError as error:
                self.errors.append(f"{path}: {error}")
            self.seconds.append(time.monotonic() - begin)


def rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table that is no index."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\'"
            " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
        ).fetchall()
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for (name,) in names}


def main() -> None:
    """Print what happened; exit with 1 if something broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--content", type=Path, default=ROOT / "content")
    parser.add_argument("--terms", type=Path, default=ROOT / "terms.yaml")
    parser.add_argument("--readers", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with TemporaryDirectory() as place:
        folder = Folder(Path(place).resolve(), args.content, args.terms)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        serve = [sys.executable, "-m", "glossary.cli", "serve", "--quiet", "--port", str(port)]
        environment = os.environ | {"GLOSSARY_CACHE": str(Path(place) / "cache")}
        with (Path(place) / "said.txt").open("w+") as said:
            server = subprocess.Popen(serve, cwd=place, env=environment, stdout=said, stderr=said)
            try:
                result = soak(args, folder, server, f"http://127.0.0.1:{port}")
            finally:
                server.send_signal(signal.SIGINT)
                server.wait(60)
            said.seek(0)
            result["tracebacks"] = said.read().count("Traceback")
        scratch = Path(place) / "scratch.db"
        build = [sys.executable, "-m", "glossary.cli", "build", "--quiet", "--from-scratch", "--output", str(scratch)]
        subprocess.run(build, cwd=place, env=environment, check=True, stderr=subprocess.DEVNULL)
        ours, theirs = rows(folder.database), rows(scratch)
        result["different tables"] = [name for name in theirs if ours.get(name) != theirs[name]]
    print(json.dumps(result, indent=1))
    grown = result["memory"]["last"] > GROWN * result["memory"]["second"]
    if result["errors"] or result["tracebacks"] or result["different tables"] or grown:
        sys.exit(1)


def soak(
    args: argparse.Namespace, folder: Folder, server: "subprocess.Popen[bytes]", address: str
) -> dict[str, object]:
    """Edit and read for as long as is asked, then wait until the pages are as the files."""
    _until(lambda: _answers(address))
    with closing(sqlite3.connect(f"{folder.database.as_uri()}?mode=ro", uri=True)) as connection:
        terms = [f"/term/{slug}" for (slug,) in connection.execute("SELECT slug FROM terms LIMIT 200")]
        posts = [f"/post/{slug}" for (slug,) in connection.execute("SELECT slug FROM posts LIMIT 200")]
    readers = Readers(address, args.readers, [*PAGES, *terms, *posts])
    readers.start()
    chance, held, done = random.Random(args.seed), [], 0
    end = time.monotonic() + 60 * args.minutes
    for edit in edits(folder, chance):
        edit()
        done += 1
        held.append(memory(server.pid))
        time.sleep(chance.choice([0.05, 0.3, 1.0, 2.0]))
        if time.monotonic() > end:
            break
    folder.mend()
    _until(lambda: _state(address) == {"looking": False, "problems": []})
    time.sleep(5)
    _until(lambda: _state(address) == {"looking": False, "problems": []})
    readers.stop()
    third = len(held) // 3
    slow = sorted(readers.seconds)
    return {
        "minutes": args.minutes,
        "edits": done,
        "pages read": len(slow),
        "errors": readers.errors[:20],
        "seconds a page": {"median": slow[len(slow) // 2], "p99": slow[int(len(slow) * 0.99)]},
        "memory": {
            "second": statistics.median(held[third : 2 * third]) / 1024,
            "last": statistics.median(held[2 * third :]) / 1024,
        },
    }


def _answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/-/versions.json", timeout=5):
            return True
    except OSError:
        return False


def _state(address: str) -> dict[str, object]:
    """Return what the server tells its pages."""
    with urlopen(f"{address}/-/glossary-live", timeout=30) as events:
        for line in events:
            if line.startswith(b"data: "):
                state = json.loads(line[6:])
                return {"looking": state["looking"], "problems": state["problems"]}
    return {}


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            raise SystemExit("error: the server did not come to rest")
        time.sleep(0.2)


if __name__ == "__main__":
    main()
