"""The ``glossary`` command: arguments, one call, one echo.

Commands import what they work with when they run, so that ``glossary --help`` is there at once.
"""

import os
import signal
import sys
from contextlib import suppress
from io import TextIOWrapper
from types import FrameType
from typing import Any

import click

from glossary import __version__
from glossary.cli.building import build
from glossary.cli.checking import check
from glossary.cli.editing import add, ignore
from glossary.cli.exporting import export
from glossary.cli.publishing import publish
from glossary.cli.reading import grep, show
from glossary.cli.serving import serve
from glossary.cli.starting import init
from glossary.cli.suggesting import suggest
from glossary.cli.terminal import plain
from glossary.errors import GlossaryError, InputError


class _Commands(click.Group):
    """The commands, with a clear last word for what no command has foreseen."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except (click.ClickException, click.Abort):
            raise
        except Exception as error:
            if os.environ.get("GLOSSARY_DEBUG"):
                raise
            GlossaryError(plain(_last_word(error))).show()
            _discard_output()
            sys.exit(1)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except InputError as error:  # it may quote what a stranger has written
            click.echo(plain(error.message), err=True)
            sys.exit(error.exit_code)
        except GlossaryError as error:
            raise GlossaryError(plain(error.message)) from error


def _discard_output() -> None:
    """Let go of output that could not be written: Python would try again at its end, and complain at length."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with open(os.devnull, "wb") as nowhere, suppress(OSError, ValueError):
            os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _last_word(error: Exception) -> str:
    """Say what the system has refused, or that something unforeseen has happened."""
    if isinstance(error, OSError) and error.strerror:
        return (
            f"{error.filename or 'The output'}: {error.strerror}. "
            "Fix: see to its name, its permissions and the space that is left, or choose another place."
        )
    return (
        f"Something unforeseen happened ({type(error).__name__}: {error}). "
        "Fix: run it again with GLOSSARY_DEBUG=1 and report what it prints."
    )


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="glossary")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Build and read an annotated glossary of a body of posts.

    A build reads Markdown posts and one terms.yaml, finds every place where a term is mentioned, and writes one SQLite
    database that Datasette serves. 'glossary init DIR' starts a new one.
    """
    signal.signal(signal.SIGTERM, _terminate)
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        ctx.color = False
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what its encoding lacks is no reason to stop


def _terminate(number: int, frame: FrameType | None) -> None:
    """End as by Ctrl-C, so that nothing half done is left behind."""
    sys.exit(128 + number)


for command in (init, build, serve, check, suggest, add, ignore, show, grep, export, publish):
    main.add_command(command)
