"""``glossary publish``: build, then write a folder for a server."""

from collections.abc import Sequence
from pathlib import Path

import click

from glossary.cli.building import run_build
from glossary.cli.options import build_options, input_options, quiet_option


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, readable=False))
@click.option("--quotes-only", is_flag=True, help="Leave the posts' texts out: only quotations of terms are published.")
@click.option("--sql/--no-sql", default=True, show_default=True, help="Whether visitors may ask in SQL.")
@input_options
@build_options
@quiet_option
def publish(
    folder: Path,
    content: Sequence[Path],
    terms: Path,
    output: Path,
    jobs: int,
    from_scratch: bool,
    no_candidates: bool,
    drafts: bool,
    quotes_only: bool,
    sql: bool,
    quiet: bool,
) -> None:
    """Build, and write a folder that plain Datasette serves.

    DIR is new, empty, or was written by this command before; files in it that are not ours stay. A server needs what
    its requirements.txt lists and runs 'datasette DIR'. With --quotes-only, for texts that are other people's, each
    mention is published with at most 32 characters of its sentence on either side, and nothing else of the posts.
    """
    from glossary.plugin.descriptions import SETTINGS, metadata
    from glossary.publish import check_folder, publish_glossary

    check_folder(folder, output)
    run_build(
        content, terms, output, jobs=jobs, drafts=drafts, candidates=not no_candidates, from_scratch=from_scratch,
        quiet=quiet,
    )  # fmt: skip
    publish_glossary(output, folder, metadata=metadata, settings=SETTINGS, quotes_only=quotes_only, sql=sql)
    if not quiet:
        texts = "quotations, without the posts' texts" if quotes_only else "the posts' texts"
        click.echo(f"{folder}: published with {texts}. Serve it with: datasette {folder}")
