"""``glossary serve``: build, then Datasette with the glossary's pages."""

import errno
import socket
import sys
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from glossary.cli.building import run_build
from glossary.cli.options import build_options, input_options, quiet_option
from glossary.errors import GlossaryError


@click.command()
@input_options
@build_options
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Port to listen on.")
@click.option("--no-watch", is_flag=True, help="Do not follow edits (no version does yet).")
@click.option("--open", "open_", is_flag=True, help="Open the pages in a browser.")
@quiet_option
def serve(
    content: Sequence[Path],
    terms: Path,
    output: Path,
    jobs: int,
    from_scratch: bool,
    no_candidates: bool,
    drafts: bool,
    host: str,
    port: int,
    no_watch: bool,
    open_: bool,
    quiet: bool,
) -> None:
    """Build the database and serve it with Datasette on this machine.

    The database is served under the name of its file, without the ending.
    """
    listener = _bind(host, port)
    run_build(
        content, terms, output, jobs=jobs, drafts=drafts, candidates=not no_candidates, from_scratch=from_scratch,
        quiet=quiet,
    )  # fmt: skip
    import uvicorn
    from datasette.app import Datasette

    from glossary.plugin.descriptions import SETTINGS

    datasette = Datasette([str(output)], settings=SETTINGS)
    server = uvicorn.Server(uvicorn.Config(datasette.app(), log_level="warning", lifespan="on"))
    listener.listen(server.config.backlog)  # from here on a browser waits for its answer
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    click.echo(f"Serving {output} at {address} (Ctrl-C stops it)")
    if open_:
        webbrowser.open(address)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
    if not server.started:
        sys.exit(1)  # it has said why


def _bind(host: str, port: int) -> socket.socket:
    """Take the address before time is spent on a build; raise GlossaryError if nothing can listen there."""
    try:
        (family, *_, address), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except (socket.gaierror, UnicodeError) as error:
        raise GlossaryError(f"Cannot find the host '{host}'. Fix: choose another --host, such as 127.0.0.1.") from error
    except OSError as error:
        other = "--host" if error.errno == errno.EADDRNOTAVAIL else "--port"
        raise GlossaryError(
            f"Cannot listen on {host}:{port} ({error.strerror}). Fix: choose another {other}."
        ) from error
    return listener
