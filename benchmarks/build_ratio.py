"""Time a whole build against the least work that any build must do, in turn, on the same files.

    python benchmarks/build_ratio.py --posts DIR --terms FILE [--floor SCRIPT] [--small DIR] [--pairs 3] [--candidates]

``--floor`` is a script called as ``SCRIPT POSTS LABELS OUT.db``, with a list of labels, one a line, beside the terms
(``FILE.labels``): what it does is the yardstick, and the ratio of each pair of runs is the figure to quote. ``--small``
is a folder of fewer posts: the seconds a post there and here tell whether anything grows faster than the posts; what
an empty build takes is taken off both. ``--candidates`` has the builds propose missing terms too. Peak memory is that
of the largest process.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple


class Run(NamedTuple):
    """One run of a command."""

    seconds: float
    cpu: float
    megabytes: float


def run(command: list[str]) -> Run:
    """Run *command* and tell what it took; stop if it fails."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}")
    return Run(time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def build(posts: Path, terms: Path, folder: Path, *, candidates: bool) -> Run:
    """Time a build of *posts* into a new file in *folder*, with *candidates* or without."""
    output = folder / "glossary.db"
    output.unlink(missing_ok=True)
    options = ["--content", str(posts), "--terms", str(terms), "--output", str(output)]
    flags = ["--from-scratch", "--quiet", *([] if candidates else ["--no-candidates"])]
    return run([sys.executable, "-m", "glossary.cli", "build", *options, *flags])


def per_post(posts: Path, terms: Path, folder: Path, startup: float, runs: int, *, candidates: bool) -> float:
    """Return the seconds a post of builds of *posts*, median of *runs*, start-up taken off."""
    seconds = statistics.median(build(posts, terms, folder, candidates=candidates).seconds for _ in range(runs))
    return (seconds - startup) / len(list(posts.glob("**/*.md")))


def main() -> None:
    """Print one line of figures a pair, and the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=Path, required=True)
    parser.add_argument("--terms", type=Path, required=True)
    parser.add_argument("--floor", type=Path)
    parser.add_argument("--small", type=Path)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--candidates", action="store_true")
    args = parser.parse_args()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, ratios = [], []
        for _ in range(args.pairs):
            ours.append(build(args.posts, args.terms, folder, candidates=args.candidates))
            said = f"build {ours[-1].seconds:.2f} s, {ours[-1].cpu:.2f} s of processor, {ours[-1].megabytes:.0f} MB"
            if args.floor:
                script = [sys.executable, str(args.floor)]
                floor = run([*script, str(args.posts), f"{args.terms}.labels", str(folder / "floor.db")])
                ratios.append(ours[-1].seconds / floor.seconds)
                said += f"; floor {floor.seconds:.2f} s; ratio {ratios[-1]:.2f}"
            print(said, flush=True)
        figures["seconds"] = statistics.median(one.seconds for one in ours)
        figures["megabytes"] = max(one.megabytes for one in ours)
        if ratios:
            figures["ratio"] = statistics.median(ratios)
        if args.small:
            empty = folder / "empty"
            empty.mkdir()
            (empty / "2001-01-01-one-en.md").write_text("One.\n", encoding="utf-8")
            startup = statistics.median(
                build(empty, args.terms, folder, candidates=args.candidates).seconds for _ in range(args.pairs)
            )
            large = per_post(args.posts, args.terms, folder, startup, 1, candidates=args.candidates)
            small = per_post(args.small, args.terms, folder, startup, args.pairs, candidates=args.candidates)
            figures |= {"startup": startup, "growth": large / small}
    print(json.dumps({key: round(value, 3) for key, value in figures.items()}))


if __name__ == "__main__":
    main()
