"""``glossary serve`` in a process of its own, asked over the network."""

import re
import signal
import socket
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from queue import Queue
from subprocess import Popen

import pytest
from conftest import Glossary

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")

START_SECONDS = 30


@pytest.fixture
def port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def serve(mini: Glossary, port: int) -> Iterator[Callable[..., tuple[Popen[str], list[str]]]]:
    """What starts a server and returns it with its lines so far, the last of which is the address."""
    started = []

    def start(*arguments: str) -> tuple[Popen[str], list[str]]:
        process = mini.start("serve", "--port", str(port), *arguments)
        started.append(process)
        lines: Queue[str] = Queue()
        threading.Thread(target=_read_until_served, args=(process, lines), daemon=True).start()
        said = []
        while not said or " at http" not in said[-1]:
            said.append(lines.get(timeout=START_SECONDS))
            assert said[-1], process.communicate()
        return process, said

    yield start
    for process in started:
        process.kill()
        process.communicate()


def _read_until_served(process: Popen[str], lines: Queue[str]) -> None:
    line = " "
    while line and " at http" not in line:
        line = process.stdout.readline() if process.stdout else ""
        lines.put(line)


def status(port: int, path: str) -> int:
    """Return with what HTTP status the server answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=START_SECONDS) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_serve_answers_and_ends(serve: Callable[..., tuple[Popen[str], list[str]]], port: int, stop: int) -> None:
    """It builds, prints the address where the pages are from then on, and ends cleanly when told."""
    process, said = serve("--no-watch")
    assert re.match(r"glossary\.db: 4 posts, ", said[0])
    assert said[1:] == [f"Serving glossary.db at http://127.0.0.1:{port}/ (Ctrl-C stops it)\n"]
    paths = ("/", "/term/ogas", "/search?q=OGAS", "/glossary/terms", "/post/last-word")
    assert [status(port, path) for path in paths] == [200] * len(paths)
    process.send_signal(stop)
    rest, warnings = process.communicate(timeout=START_SECONDS)
    assert rest == ""
    assert all(line.startswith(("content/", "terms.yaml:")) for line in warnings.splitlines())
    assert process.returncode == {signal.SIGINT: 0, signal.SIGTERM: 143}[stop]


def test_serve_under_the_stem_of_the_file(serve: Callable[..., tuple[Popen[str], list[str]]], port: int) -> None:
    """The database's name in every address is that of its file; quiet, only the address is printed."""
    _, said = serve("--output", "words.db", "--quiet")
    assert len(said) == 1
    assert status(port, "/words/terms") == 200


def test_serve_opens_a_browser(
    serve: Callable[..., tuple[Popen[str], list[str]]], mini: Glossary, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser that asks at once gets its answer, though the server has only begun to start."""
    monkeypatch.setenv("BROWSER", f"{sys.executable} -c \"import sys, urllib.request as u; open('seen', 'w')"
                                  ".write(str(u.urlopen(sys.argv[1]).status))\" %s &")  # fmt: skip
    serve("--open")
    assert status(port, "/") == 200
    deadline = threading.Event()
    for _ in range(100):
        if (mini.folder / "seen").exists() and (mini.folder / "seen").read_text() == "200":
            return
        deadline.wait(0.1)
    pytest.fail("no browser was opened")


def test_taken_port_is_said_before_the_build(mini: Glossary) -> None:
    """A taken port is one line, and no time is spent on a build."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = mini.run("serve", "--port", str(port))
    assert (run.returncode, run.stdout) == (1, "")
    assert re.fullmatch(rf"Error: Cannot listen on 127\.0\.0\.1:{port} \(.+\)\. Fix: .+ --port\.\n", run.stderr)
    assert not mini.output.exists()


@pytest.mark.parametrize("host", ["a..b", "", "x" * 300, "192.0.2.1"])
def test_unknown_host(mini: Glossary, port: int, host: str) -> None:
    """A host that is none, or not here, is one line that names the option."""
    run = mini.run("serve", "--host", host, "--port", str(port))
    assert (run.returncode, run.stdout) == (1, "")
    assert re.fullmatch(r"Error: Cannot .+ Fix: .+ --host.*\n", run.stderr)


def test_error_of_the_build_ends_serve(mini: Glossary, port: int) -> None:
    """Nothing is served when the build fails."""
    mini.terms.write_text("terms: []\n", encoding="utf-8")
    run = mini.run("serve", "--port", str(port))
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("terms.yaml:1:")
