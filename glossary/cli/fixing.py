"""``glossary check --fix``: what has one safe answer is shown, asked for and written into terms.yaml."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from glossary.cli.terminal import count, patch, plain
from glossary.errors import Problem


def fix_terms(terms: Path, problems: Sequence[Problem], sha256: str, *, yes: bool, quiet: bool) -> bool:
    """Show what mends *problems* and write it once somebody has agreed; return whether anything was written.

    *sha256* is that of the glossary in which they were found.
    """
    from glossary.edit import prepare_fixes, write_edit

    fixes = [problem.change for problem in problems if problem.change]
    if not fixes:
        errors = any(problem.severity == "error" for problem in problems)
        why = "errors come first, and only you can mend them" if errors else "no problem here has one safe answer"
        if not quiet:
            click.echo(f"Nothing to fix: {why}.", err=True)
        return False
    mended = prepare_fixes(terms, fixes, sha256=sha256)
    for prepared in mended.prepared:
        click.echo(patch(prepared.diff()) + "\n")
    for problem in mended.left:
        click.echo(
            plain(f"{problem.path}:{problem.line}: left as it is: {problem.message}. Fix: {problem.fix}"), err=True
        )
    if not mended.prepared:
        return False
    paths = ", ".join(prepared.path for prepared in mended.prepared)
    fixed = count(len(mended.made), "change")
    if not yes:
        if not on_terminal():
            click.echo("Nothing was changed, as nobody can be asked here. Fix: add --yes.", err=True)
            return False
        if not click.confirm(plain(f"Make {fixed} in {paths}?")):
            click.echo("Nothing was changed.", err=True)
            return False
    for prepared in mended.prepared:
        write_edit(prepared)
    if not quiet:
        click.echo(plain(f"Made {fixed} in {paths}."), err=True)
    return True


def on_terminal() -> bool:
    """Tell whether somebody sees what is shown and can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()
