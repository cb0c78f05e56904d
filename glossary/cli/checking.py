"""``glossary check``: problems of posts and terms, for people, programs and pull requests."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click

from glossary.cli.options import input_options, quiet_option
from glossary.cli.terminal import count, plain
from glossary.errors import SEVERITIES, InputError, Problem

# So many infos of one code are shown to people who have not asked for it; an import has thousands.
INFOS_SHOWN = 5

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def _codes(ctx: click.Context, parameter: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """Return the codes of an option that is given several times, or with commas between them."""
    return tuple(code for value in values for code in value.replace(",", " ").split())


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
@click.option(
    "--select",
    metavar="CODES",
    multiple=True,
    callback=_codes,
    help="Report only these codes, or those that begin so; commas part them.",
)
@click.option(
    "--ignore",
    metavar="CODES",
    multiple=True,
    callback=_codes,
    help="Do not report these; what begins with more words counts, errors are always reported.",
)
@click.option("--fix", is_flag=True, help="Mend what has one safe answer in terms.yaml: show the changes, ask, write.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask.")
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
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    yes: bool,
    strict: bool,
    drafts: bool,
    quiet: bool,
) -> None:
    """Report problems of posts and terms, without building.

    Exits with 1 if there are errors, which would stop a build. Of an info that many places have, people are shown the
    first few unless they select its code. docs/checks.md lists the codes, and which of them --fix mends.
    """
    from glossary.check import choose_codes
    from glossary.database import mend

    if fix and format_ != "text":
        raise click.UsageError("--fix shows changes to people; --format says what is left in a second run without it.")
    if yes and not fix:
        raise click.UsageError("--yes answers what --fix asks, and is given with it.")
    try:
        codes = choose_codes(select, ignore)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if output.is_file():
        mend(output)
    problems, sha256 = _problems(content, terms, drafts, codes)
    if fix:
        from glossary.cli.fixing import fix_terms

        if fix_terms(terms, problems, sha256, yes=yes, quiet=quiet):
            problems, _ = _problems(content, terms, drafts, codes)
    shown = [problem for problem in problems if problem.severity == "error"] if quiet else problems
    if format_ == "json":
        click.echo(json.dumps([asdict(problem) for problem in shown], ensure_ascii=False, indent=2))
    else:
        for line in map(_github, shown) if format_ == "github" else _grouped(shown, everything=bool(select)):
            click.echo(line)
    if format_ == "text" and not quiet:
        click.echo(_summary(problems), err=True)
    severities = {problem.severity for problem in problems}
    if "error" in severities or (strict and "warning" in severities):
        ctx.exit(1)


def _problems(content: Sequence[Path], terms: Path, drafts: bool, codes: Collection[str]) -> tuple[list[Problem], str]:
    """Return the problems with these *codes*, and what tells the glossary from another one, if it could be read."""
    from glossary.check import check_glossary

    try:
        report = check_glossary(content, terms, drafts=drafts)
    except InputError as error:
        return [problem for problem in error.problems if problem.code in codes], ""
    return [problem for problem in report.problems if problem.code in codes], report.terms_sha256


def _grouped(problems: Sequence[Problem], *, everything: bool) -> Iterator[str]:
    """Yield a line a problem, the worst first, with a blank line between errors, warnings and infos."""
    by_severity = sorted(problems, key=lambda problem: SEVERITIES.index(problem.severity))
    for number, (severity, group) in enumerate(groupby(by_severity, key=lambda problem: problem.severity)):
        if number:
            yield ""
        seen: Counter[str] = Counter()
        for problem in group:
            seen[problem.code] += 1
            if everything or severity != "info" or seen[problem.code] <= INFOS_SHOWN:
                yield _coloured(problem)
        for code, times in seen.items() if severity == "info" and not everything else ():
            if times > INFOS_SHOWN:
                yield click.style(f"… {times - INFOS_SHOWN:,} more: --select {code} shows all.", dim=True)


def _coloured(problem: Problem) -> str:
    said = plain(f"{problem} [{problem.code}]")
    before, severity, behind = said.partition(f"{problem.severity}: ")
    return click.style(before, bold=True) + click.style(severity, fg=_COLOURS[problem.severity]) + behind


def _summary(problems: Sequence[Problem]) -> str:
    number = Counter(problem.severity for problem in problems)
    said = [count(number[severity], severity) for severity in SEVERITIES if number[severity]]
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
