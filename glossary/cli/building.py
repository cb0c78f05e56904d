"""``glossary build`` and ``glossary check``."""

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glossary.cli.options import build_options, input_options, quiet_option
from glossary.cli.terminal import count, plain, width
from glossary.errors import InputError, Problem

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
) -> "Report":
    """Build, show progress and warnings on stderr, and print the closing line."""
    from glossary.build import build_glossary

    begin = time.monotonic()
    with progress_bars(quiet) as progress:
        report = build_glossary(
            content, terms, output, jobs=jobs, drafts=drafts, candidates=candidates, from_scratch=from_scratch,
            progress=progress,
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
    said = [
        ", ".join(
            (count(counts["posts"], "post"), count(counts["terms"], "term"), count(counts["mentions"], "mention"))
        )
        + ambiguous,
        f"{count(counts['unmentioned_terms'], 'term')} without mention",
        f"{count(counts['unexplained_terms'], 'term')} without explanation",
        *([count(counts["suggestions"], "suggestion")] if "suggestions" in counts else []),
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


@click.command()
@input_options
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as annotations of a pull request.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings, too.")
@click.option("--drafts", is_flag=True, help="Read posts that are not published yet, too.")
@quiet_option
@click.pass_context
def check(
    ctx: click.Context,
    content: Sequence[Path],
    terms: Path,
    output: Path,
    format_: str,
    strict: bool,
    drafts: bool,
    quiet: bool,
) -> None:
    """Report problems of posts and terms, without building.

    Exits with 1 if there are errors, which would stop a build.
    """
    from glossary.build import check_glossary
    from glossary.database import mend

    if output.is_file():
        mend(output)
    try:
        problems = check_glossary(content, terms, drafts=drafts).problems
    except InputError as error:
        problems = error.problems
    shown = [problem for problem in problems if problem.severity == "error"] if quiet else problems
    if format_ == "json":
        click.echo(json.dumps([asdict(problem) for problem in shown], ensure_ascii=False, indent=2))
    else:
        for problem in shown:
            click.echo(_github(problem) if format_ == "github" else plain(f"{problem} [{problem.code}]"))
    found = {problem.severity for problem in problems}
    if format_ == "text" and not quiet:
        click.echo(_summary(problems), err=True)
    if "error" in found or (strict and "warning" in found):
        ctx.exit(1)


def _summary(problems: Sequence[Problem]) -> str:
    said = []
    for severity in ("error", "warning", "info"):
        if number := sum(problem.severity == severity for problem in problems):
            said.append(f"{number} {severity}{'s' if number != 1 and severity != 'info' else ''}")
    return ", ".join(said) or "No problems."


def _github(problem: Problem) -> str:
    """Return *problem* as a GitHub workflow command, which marks the line in a pull request."""
    level = {"info": "notice"}.get(problem.severity, problem.severity)
    place = {"file": problem.path, "line": problem.line, "col": problem.column, "title": problem.code}
    said = ",".join(f"{key}={_escape(str(value), property_=True)}" for key, value in place.items() if value)
    fix = f" Fix: {problem.fix}" if problem.fix else ""
    return f"::{level} {said}::{_escape(f'{problem.message}.{fix}')}"


def _escape(text: str, *, property_: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property_ else text
