"""The ``glossary`` command: arguments, one call, one echo.

Commands import what they work with when they run, so that ``glossary --help`` is there at once.
"""

import os
import signal
import sys
from types import FrameType
from typing import Any

import click

from glossary import __version__
from glossary.cli.building import build, check
from glossary.cli.reading import grep, show
from glossary.cli.serving import serve
from glossary.errors import GlossaryError


class _Commands(click.Group):
    """The commands, with a clear last word for what nobody foresaw."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("GLOSSARY_DEBUG"):
                raise
            raise GlossaryError(
                f"Something unforeseen happened ({type(error).__name__}: {error}). "
                "Fix: run it again with GLOSSARY_DEBUG=1 and report what it prints."
            ) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="glossary")
def main() -> None:
    """Build and read an annotated glossary of a body of posts.

    A build reads Markdown posts and one terms.yaml, finds every place where a term is mentioned, and writes one SQLite
    database that Datasette serves.
    """
    signal.signal(signal.SIGTERM, _terminate)


def _terminate(number: int, frame: FrameType | None) -> None:
    """End as by Ctrl-C, so that nothing half done is left behind."""
    sys.exit(128 + number)


for command in (build, check, grep, serve, show):
    main.add_command(command)
