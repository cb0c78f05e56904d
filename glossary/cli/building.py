"""``glossary build``."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glossary.cli.options import build_options, input_options, quiet_option
from glossary.cli.terminal import count, plain, width

if TYPE_CHECKING:
    from glossary.build import Report
    from glossary.build.gathering import Progress

_LEFT_OUT = {
    "drafts": ("draft", "drafts"),
    "unpublished": ("unpublished post", "unpublished posts"),
    "hidden": ("hidden file", "hidden files"),
    "readmes": ("README", "READMEs"),
    "links": ("link not followed", "links not followed"),
}


@click.command()
@input_options
@build_options
@quiet_option
def build(
    content: Sequence[Path],
    terms: Path,
    output: Path,
    jobs: int,
    from_scratch: bool,
    no_candidates: bool,
    drafts: bool,
    quiet: bool,
) -> None:
    """Build the database from posts and terms.

    The old database stays as it is until the new one is complete and verified.
    """
    run_build(
        content, terms, output, jobs=jobs, drafts=drafts, candidates=not no_candidates, from_scratch=from_scratch,
        quiet=quiet,
    )  # fmt: skip


def run_build(
    content: Sequence[Path],
    terms: Path,
    output: Path,
    *,
    jobs: int,
    drafts: bool,
    candidates: bool,
    from_scratch: bool,
    quiet: bool,
    study: bool = True,
) -> "Report":
    """Build, show progress and warnings on stderr, and print the closing line.

    Without *study* no post is studied for missing terms; what was studied before counts.
    """
    from glossary.build import build_glossary
    from glossary.check import find_problems

    begin = time.monotonic()
    with progress_bars(quiet) as progress:
        report = build_glossary(
            content, terms, output, jobs=jobs, drafts=drafts, candidates=candidates, study=study,
            from_scratch=from_scratch, find_problems=find_problems, progress=progress,
        )  # fmt: skip
    if not quiet:
        for problem in report.problems:
            if problem.severity == "warning":
                click.echo(plain(str(problem)), err=True)
        click.echo(f"{output}: {closing_line(report)}; {time.monotonic() - begin:.1f} s")
    return report


def closing_line(report: "Report") -> str:
    """Say in one line what a build found and what it left out."""
    counts = report.counts
    ambiguous = f" ({counts['ambiguous_mentions']} ambiguous)" if counts["ambiguous_mentions"] else ""
    more = ", more to follow" if "unstudied" in counts else ""
    said = [
        ", ".join(
            (count(counts["posts"], "post"), count(counts["terms"], "term"), count(counts["mentions"], "mention"))
        )
        + ambiguous,
        f"{count(counts['unmentioned_terms'], 'term')} without mention",
        f"{count(counts['unexplained_terms'], 'term')} without explanation",
        *([count(counts["suggestions"], "suggestion") + more] if "suggestions" in counts else []),
    ]
    left_out = [
        f"{number} {_LEFT_OUT[field.name][number != 1]}"
        for field in fields(report.left_out)
        if (number := getattr(report.left_out, field.name))
    ]
    return "; ".join([*said, *(["left out: " + ", ".join(left_out)] if left_out else [])])


@contextmanager
def progress_bars(quiet: bool) -> Iterator["Progress"]:
    """Give a function that draws one bar a stage on a terminal, and does nothing elsewhere."""
    if quiet or not sys.stderr or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda stage, done, total: None
        return
    bars: dict[str, Any] = {}  # the last one is being drawn

    def finish() -> None:
        for bar in list(bars.values())[-1:]:
            bar.render_finish()

    def progress(stage: str, done: int, total: int) -> None:
        if stage not in bars:
            finish()
            columns = max(1, min(36, width() - 26))
            bars[stage] = click.progressbar(length=total, label=f"{stage:<14}", width=columns, file=sys.stderr)
        bars[stage].update(done - bars[stage].pos)
        bars[stage].render_progress()

    try:
        yield progress
    finally:
        finish()
