"""Time what the rules of a check cost beyond what a build reads and finds anyway.

    python benchmarks/check_speed.py --posts DIR --terms FILE [--small FILE] [--runs 3] [--rules]

Seconds are of this process's processor, the median of the runs; what a build does without rules is timed once beside
it. ``--small`` is a file of fewer terms over the same posts: the microseconds a label there and here tell whether
anything grows faster than the labels. ``--rules`` lists what each rule takes.
"""

import argparse
import json
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from glossary.build import Tally, survey
from glossary.check import RULES, find_problems
from glossary.check.rule import Whole


def seconds(work: Callable[[], Any], runs: int = 1) -> float:
    """Return the processor's seconds that *work* takes, the median of *runs*."""
    taken = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return statistics.median(taken)


def megabytes() -> float:
    """Return the most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(posts: Path, terms: Path, runs: int) -> tuple[Tally, dict[str, float]]:
    """Return what was found, and the figures of the rules on it."""
    begin = time.process_time()
    tally = survey([posts], terms)
    reading, before = time.process_time() - begin, megabytes()
    checking = seconds(lambda: list(find_problems(tally)), runs)
    figures = {
        "posts": len(tally.gathered.posts),
        "labels": len(tally.lexicon.labels),
        "problems": sum(1 for _ in find_problems(tally)),
        "reading": reading,
        "checking": checking,
        "megabytes": megabytes(),
        "megabytes_of_rules": megabytes() - before,
    }
    return tally, figures


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=Path, required=True)
    parser.add_argument("--terms", type=Path, required=True)
    parser.add_argument("--small", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rules", action="store_true")
    args = parser.parse_args()
    small = measure(args.posts, args.small, args.runs)[1] if args.small else None
    tally, figures = measure(args.posts, args.terms, args.runs)
    if small:
        figures["growth"] = (figures["checking"] / figures["labels"]) / (small["checking"] / small["labels"])
    for rule in RULES if args.rules else ():
        if find := rule.find:
            taken = seconds(lambda find=find: list(find(Whole(tally))))
            print(f"{taken * 1000:8.1f} ms  {rule.code}")
    print(json.dumps({key: round(value, 3) for key, value in figures.items()}))


if __name__ == "__main__":
    main()
