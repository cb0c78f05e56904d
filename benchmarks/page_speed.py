"""Time our pages beside Datasette's table page of mentions, one reader alone, then many at once.

    python benchmarks/page_speed.py DATABASE [--requests 200] [--readers 20] [--seconds 60]

The database is served on a free port of loopback. The pages are the first page, the term and the post with the most
mentions, and a search for that term's name; the yardstick is a table page of 100 mentions without facets.
All are asked for in turn, so that what slows the machine for a while slows all of them.
"""

import argparse
import http.client
import json
import socket
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

YARDSTICK = "table"
STARTED_WITHIN = 30.0


def addresses(database: Path) -> dict[str, str]:
    """Return the address of each page."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        term, name = connection.execute("SELECT slug, name FROM terms ORDER BY mention_count DESC, id").fetchone()
        (post,) = connection.execute("SELECT slug FROM posts ORDER BY mention_count DESC, id").fetchone()
    return {
        YARDSTICK: f"/{database.stem}/mentions?_size=100&_nofacet=1&_nosuggest=1",
        "home": "/",
        "term": f"/term/{quote(term)}",
        "post": f"/post/{quote(post)}",
        "search": f"/search?q={quote(name)}",
    }


def ask(connection: http.client.HTTPConnection, address: str) -> float:
    """Return the seconds that a page takes; anything but a page stops the run."""
    begin = time.perf_counter()
    connection.request("GET", address, headers={"Accept-Language": "en"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return time.perf_counter() - begin


def alone(port: int, pages: dict[str, str], requests: int) -> dict[str, float]:
    """Return the median seconds of each page, one reader asking for them in turn, once warm."""
    took: dict[str, list[float]] = {name: [] for name in pages}
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        for _ in range(10):
            for address in pages.values():
                ask(connection, address)
        for _ in range(requests):
            for name, address in pages.items():
                took[name].append(ask(connection, address))
    return {name: statistics.median(seconds) for name, seconds in took.items()}


def crowd(port: int, address: str, readers: int, seconds: float) -> tuple[int, float]:
    """Return how many answers *readers* at once had within *seconds*, and the 95th percentile of what they took."""
    took: list[float] = []
    failed: list[BaseException] = []
    end = time.perf_counter() + seconds

    def read() -> None:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
                while time.perf_counter() < end:
                    took.append(ask(connection, address))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return len(took), statistics.quantiles(took, n=20)[-1]


def served(database: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Return a server of *database* that answers, and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "datasette", str(database), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.perf_counter() + STARTED_WITHIN
    while time.perf_counter() < end:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
                ask(connection, "/")
            return process, port
        except OSError:
            time.sleep(0.1)
    process.kill()
    sys.exit(f"{database}: no answer within {STARTED_WITHIN:.0f} s")


def main() -> None:
    """Print the figures of each page as a line, then all of them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long all readers ask, over all pages")
    args = parser.parse_args()
    pages = addresses(args.database)
    process, port = served(args.database)
    figures = {}
    try:
        medians = alone(port, pages, args.requests)
        for name, address in pages.items():
            answers, slow = crowd(port, address, args.readers, args.seconds / len(pages))
            figures[name] = {
                "p50_ms": round(1000 * medians[name], 1),
                "of_table": round(medians[name] / medians[YARDSTICK], 2),
                "crowd_answers": answers,
                "crowd_p95_ms": round(1000 * slow, 1),
                "crowd_p95_of_p50": round(slow / medians[name], 1),
            }
            print(f"{name:7}", *(f"{key} {value}" for key, value in figures[name].items()), flush=True)
    finally:
        process.kill()
        process.wait()
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
