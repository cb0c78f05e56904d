"""Options that several commands share, so that they read alike everywhere."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

# What cannot be read is told where it is read, in the same words on every way to it; it is no mistake of usage.
_PATH = click.Path(path_type=Path, readable=False)


def input_options(command: F) -> F:
    """Add ``--content``, ``--terms`` and ``--output``, which every command reads alike."""
    for option in (
        click.option(
            "--output",
            type=_PATH,
            default=Path("glossary.db"),
            show_default=True,
            help="The database.",
        ),
        click.option(
            "--terms",
            type=_PATH,
            default=Path("terms.yaml"),
            show_default=True,
            help="The file that explains terms, or a folder of such files.",
        ),
        click.option(
            "--content",
            type=_PATH,
            multiple=True,
            default=(Path("content"),),
            show_default=True,
            help="A folder of Markdown posts; may be given several times.",
        ),
    ):
        command = option(command)
    return command


def jobs_option(command: F) -> F:
    """Add ``--jobs``."""
    return click.option(
        "--jobs",
        type=click.IntRange(min=1),
        default=lambda: os.cpu_count() or 1,
        show_default="one a core",
        help="Processes that read posts.",
    )(command)


def edit_options(command: F) -> F:
    """Add the options of commands that write into terms.yaml: ``--language``, ``--candidate`` and ``--dry-run``."""
    for option in (
        click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing."),
        click.option("--candidate", metavar="TEXT", help="A suggestion, as glossary suggest shows it."),
        click.option("--language", help="The labels' language, for example zh; else their script tells."),
    ):
        command = option(command)
    return command


def build_options(command: F) -> F:
    """Add the options of commands that build: ``--jobs``, ``--drafts`` and what a build may skip."""
    for option in (
        click.option("--drafts", is_flag=True, help="Read posts that are not published yet, too."),
        click.option("--no-candidates", is_flag=True, help="Do not look for terms that are still missing."),
        click.option("--from-scratch", is_flag=True, help="Use nothing that an earlier build has kept."),
        jobs_option,
    ):
        command = option(command)
    return command


def quiet_option(command: F) -> F:
    """Add ``--quiet``."""
    return click.option("--quiet", "-q", is_flag=True, help="Print no progress, warnings or counts.")(command)
