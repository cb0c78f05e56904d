"""``glossary export``: the database in the formats of other programs."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from glossary.cli.options import input_options, quiet_option
from glossary.cli.reading import opened
from glossary.cli.terminal import count

STDOUT = Path("-")


@click.command()
@click.argument("format_", type=click.Choice(["csv", "web-annotation"]))
@click.argument("place", required=False, metavar="[PLACE]", type=click.Path(path_type=Path, readable=False))
@input_options
@click.option(
    "--escape-formulas",
    is_flag=True,
    help="csv: put an apostrophe before each cell that a spreadsheet would calculate.",
)
@quiet_option
def export(
    format_: str,
    place: Path | None,
    content: Sequence[Path],
    terms: Path,
    output: Path,
    escape_formulas: bool,
    quiet: bool,
) -> None:
    """Export the database for spreadsheets or for annotation tools.

    csv writes a file for each table and view into the folder PLACE, by default one called after the database:
    glossary-csv. Files that are there from an earlier export are replaced, others stay.

    web-annotation writes a W3C Web Annotation for each mention, as JSON-LD, to the file PLACE, by default to the
    standard output.
    """
    if format_ == "csv":
        if place == STDOUT:
            raise click.UsageError("csv is a folder of files: name a folder.")
        _export_csv(output, place or Path(f"{output.stem}-csv"), escape_formulas, quiet)
    else:
        if escape_formulas:
            raise click.UsageError("--escape-formulas is for csv.")
        _export_web_annotation(output, place or STDOUT, quiet)


def _export_csv(output: Path, folder: Path, escape_formulas: bool, quiet: bool) -> None:
    from glossary.export import export_csv

    with opened(output) as db:
        done = export_csv(db, folder, escape_formulas=escape_formulas)
    if quiet:
        return
    if done.formulas and not escape_formulas:
        begins = "cell begins" if done.formulas == 1 else "cells begin"
        click.echo(
            f"{folder}: warning: {done.formulas:,} {begins} like a formula, which a spreadsheet calculates. "
            "Fix: use --escape-formulas if you do not trust the posts.",
            err=True,
        )
    escaped = f"; {count(done.formulas, 'cell')} escaped" if escape_formulas else ""
    click.echo(f"{folder}: {count(done.files, 'file')}, {count(done.rows, 'row')}{escaped}")


def _export_web_annotation(output: Path, place: Path, quiet: bool) -> None:
    from glossary.export import LEFT_OUT, export_web_annotation

    with opened(output) as db:
        if place != STDOUT:
            done = export_web_annotation(db, place)
        elif sys.stdout is None:  # closed by whoever started us
            with open(os.devnull, "wb") as nowhere:
                done = export_web_annotation(db, nowhere)
        else:
            done = export_web_annotation(db, sys.stdout.buffer)
            sys.stdout.buffer.flush()
    if quiet:
        return
    if not done.absolute:
        click.echo(
            f"{output}: warning: the glossary has no address, so the ids hold only where it is served. "
            "Fix: say where it is published by 'address:' under 'glossary:' in terms.yaml, and build.",
            err=True,
        )
    click.echo(
        f"{place if place != STDOUT else output}: {count(done.annotations, 'annotation')}; "
        f"not in this format: {', '.join(LEFT_OUT)}",
        err=place == STDOUT,
    )
