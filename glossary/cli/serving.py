"""``glossary serve``: build, then Datasette with the glossary's pages."""

import errno
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glossary.cli.building import closing_line, run_build
from glossary.cli.options import build_options, input_options, quiet_option
from glossary.cli.terminal import plain
from glossary.errors import GlossaryError, InputError

if TYPE_CHECKING:
    from glossary.follow import Outcome
    from glossary.plugin.editing import Editor


@click.command()
@input_options
@build_options
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Port to listen on.")
@click.option("--no-watch", is_flag=True, help="Do not follow edits.")
@click.option("--edit", is_flag=True, help="Let the pages explain, add and ignore: forms that write to the terms.")
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
    edit: bool,
    open_: bool,
    quiet: bool,
) -> None:
    """Build, serve with Datasette on this machine, and follow edits.

    A post or terms.yaml that is saved is built at once, and open pages refresh themselves; while something is wrong
    with it, they stay as they were and say what. The database is served under the name of its file, without the ending.
    """
    if edit and no_watch:
        raise click.UsageError("--edit needs the pages to follow the files. Fix: leave out --no-watch.")
    listener = _bind(host, port)
    if edit and not ip_address(listener.getsockname()[0]).is_loopback:
        raise click.UsageError("--edit is for this machine alone. Fix: leave out --host, or name 127.0.0.1.")
    from datasette.app import Datasette

    from glossary.database import is_glossary
    from glossary.follow import Follower, Inputs, Outcome
    from glossary.plugin.descriptions import SETTINGS
    from glossary.plugin.live import Live, attach

    live = Live()
    follower = None
    if not no_watch:
        inputs = Inputs(tuple(content), terms, output, drafts=drafts, candidates=not no_candidates, jobs=jobs)
        follower = Follower(inputs, live, partial(_tell, output, quiet))
        follower.watch()
    try:
        first = Outcome(
            run_build(
                content, terms, output, jobs=jobs, drafts=drafts, candidates=not no_candidates,
                from_scratch=from_scratch, quiet=quiet, study=follower is None,
            )
        )  # fmt: skip
    except InputError as error:
        if follower is None or not is_glossary(output):
            raise
        first = Outcome(problems=error.problems)
        error.show()
        click.echo(f"Serving {output} as it was built last, until this is mended.", err=True)
    datasette = Datasette([str(output)], settings=SETTINGS)
    if edit:
        from glossary.cli.forms import TermsEditor

        _let_edit(datasette, TermsEditor(terms, content), host, port)
    if follower:
        attach(datasette, live)
        follower.start(first)
    server = _server(datasette.app(), live.close)
    listener.listen(server.config.backlog)  # from here on a browser waits for its answer
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    follows = f"; {'the pages edit ' + str(terms) + ', and ' if edit else ''}edits show at once" if follower else ""
    failed = False
    try:
        with suppress(KeyboardInterrupt):
            click.echo(f"Serving {output} at {address} (Ctrl-C stops it{follows})")
            if open_:
                webbrowser.open(address)
            server.run(sockets=[listener])
            failed = not server.started
    finally:
        if follower:
            follower.stop()
    if failed:
        sys.exit(1)  # it has said why


def _server(application: Any, stopping: Callable[[], None]) -> Any:
    """Return the server of *application*; *stopping* is called when it is asked to end, before it waits for readers."""
    import uvicorn

    class Server(uvicorn.Server):
        def run(self, sockets: list[socket.socket] | None = None) -> None:
            # What comes before the loop listens to signals would leave it half made; so it is kept for then.
            self.kept = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
            super().run(sockets)

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            for number, handler in self.kept.items():
                signal.signal(number, handler)
            with super().capture_signals():
                yield

        def handle_exit(self, sig: int, frame: Any) -> None:
            stopping()
            super().handle_exit(sig, frame)

    return Server(uvicorn.Config(application, log_level="warning", lifespan="on"))


def _let_edit(datasette: Any, editor: "Editor", host: str, port: int) -> None:
    """Let the pages edit with *editor*, for whoever names the server as one does on this machine."""
    from glossary.plugin.editing import Editing, attach

    names = ("127.0.0.1", "localhost", "[::1]", f"[{host}]" if ":" in host else host.lower())
    hosts = {f"{name}:{port}" for name in names} | ({*names} if port == 80 else set())  # browsers leave out 80
    attach(datasette, Editing(editor, frozenset(hosts)))


def _tell(output: Path, quiet: bool, outcome: "Outcome") -> None:
    """Say in the terminal what came of an edit."""
    if outcome.report is None:
        for problem in outcome.problems:
            click.echo(plain(str(problem)), err=True)
        click.echo(f"{output}: stays as it was.", err=True)
    elif not quiet:
        click.echo(f"{output}: {closing_line(outcome.report)}")


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
