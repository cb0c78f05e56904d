"""``glossary serve`` in a process of its own, asked over the network."""

import os
import re
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue
from subprocess import Popen
from urllib.parse import urlencode

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


@pytest.mark.parametrize(("stop", "seconds"), [(signal.SIGINT, 0), (signal.SIGINT, 0.6), (signal.SIGTERM, 0.6)])
def test_it_ends_in_silence_while_posts_are_studied(
    mini: Glossary, port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: signal.Signals, seconds: float
) -> None:
    """Ctrl-C reaches every process of the terminal, also those that have only begun to start."""
    monkeypatch.setenv("GLOSSARY_CACHE", str(tmp_path / "nothing is studied yet"))
    process = mini.start("serve", "--port", str(port), "--jobs", "2", "--quiet", start_new_session=True)
    assert process.stdout
    assert " at http" in process.stdout.readline()
    time.sleep(seconds)
    os.killpg(process.pid, stop)
    _, warnings = process.communicate(timeout=START_SECONDS)
    assert [line for line in warnings.splitlines() if not line.startswith(("content/", "terms.yaml:"))] == []
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


@pytest.mark.parametrize(
    ("arguments", "fix"),
    [
        (["--host", "0.0.0.0"], "--edit is for this machine alone. Fix: leave out --host, or name 127.0.0.1."),
        (["--host", "::"], "--edit is for this machine alone. Fix: leave out --host, or name 127.0.0.1."),
        (["--no-watch"], "--edit needs the pages to follow the files. Fix: leave out --no-watch."),
    ],
)
def test_edit_is_for_this_machine(mini: Glossary, port: int, arguments: list[str], fix: str) -> None:
    """Pages that write are not offered to the network, nor where they could not show what they wrote."""
    run = mini.run("serve", "--edit", "--port", str(port), *arguments)
    assert (run.returncode, run.stdout) == (2, "")
    assert f"Error: {fix}\n" in run.stderr
    assert not mini.output.exists()


def ask(port: int, host: str, form: dict[str, str] | None = None) -> tuple[int, str]:
    """Ask for a term's page by the name of a host, or send its form; return the status and the text."""
    headers = {"Host": host, "Origin": f"http://{host}", "Content-Type": "application/x-www-form-urlencoded"}
    with closing(HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)) as connection:
        if form is None:
            connection.request("GET", "/term/ogas", headers=headers)
        else:
            connection.request("POST", "/term/ogas/explain", urlencode(form), headers)
        response = connection.getresponse()
        return response.status, response.read().decode()


def test_edit(serve: Callable[..., tuple[Popen[str], list[str]]], mini: Glossary, port: int) -> None:
    """What a form sends is written under every name of this machine, and under no other."""
    _, said = serve("--edit", "--quiet")
    assert said[-1].endswith("(Ctrl-C stops it; the pages edit terms.yaml, and edits show at once)\n")
    page = ask(port, f"127.0.0.1:{port}")[1]
    form = {
        name: value for name in ("token", "seen") for value in re.findall(f'name="{name}" value="([^"]+)"', page)[:1]
    }
    form |= {"language": "en", "text": "Written by a form."}
    for host in (f"127.0.0.2:{port}", f"elsewhere.test:{port}", "localhost", f"localhost:{port + 1}"):
        assert form["token"] not in ask(port, host)[1]
        assert ask(port, host, form)[0] == 403
    assert "Written by a form." not in mini.terms.read_text(encoding="utf-8")
    assert ask(port, f"localhost:{port}", form)[0] == 303
    assert mini.terms.read_text(encoding="utf-8").count("Written by a form.") == 1
    assert ask(port, f"[::1]:{port}", form)[0] == 303  # it says so already
    assert form["token"] in ask(port, f"localhost:{port}")[1]


def test_no_forms_unless_asked_for(serve: Callable[..., tuple[Popen[str], list[str]]], port: int) -> None:
    """Without --edit nothing on the pages writes."""
    serve("--quiet")
    assert "<form method" not in ask(port, f"127.0.0.1:{port}")[1]
    assert ask(port, f"127.0.0.1:{port}", {"text": "x"})[0] in (404, 405)
