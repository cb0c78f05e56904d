"""A real browser on the glossary that we publish.

Asked for by GLOSSARY_BROWSER=1, since it needs Debian's chromium; a machine without it runs all the other tests.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from conftest import ROOT, environment

ASKED = os.environ.get("GLOSSARY_BROWSER", "")
OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")
# What axe-core says of colours, and so of each theme.
OF_COLOURS = ("color-contrast", "link-in-text-block")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where none was asked for; do it last, for Playwright spoils the event loop."""
    ours = [item for item in items if Path(__file__).parent in item.path.parents]
    items.sort(key=set(ours).__contains__)
    for item in [] if ASKED else ours:
        item.add_marker(pytest.mark.skip(reason="GLOSSARY_BROWSER is not set"))


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def served(folder: Path, output: Path, *options: str) -> Iterator[str]:
    """Serve the content/ and terms.yaml of *folder* by the command, as a newcomer does, and give the address."""
    port = free_port()
    command = [sys.executable, "-m", "glossary.cli", "serve", "--port", str(port), "--output", str(output), "--quiet"]
    command += options
    server = subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            if server.poll() is not None:
                assert server.stderr is not None
                pytest.fail(f"the server stopped: {server.stderr.read()}")
            try:
                with urlopen(f"{address}/-/versions.json", timeout=5):
                    break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.communicate(timeout=20)


def scrolls_sideways(page: Any) -> list[tuple[int, str]]:
    """Return the widths and themes in which a page is wider than the window; ends with the widest, in the dark."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            if page.evaluate("document.documentElement.scrollWidth - window.innerWidth") > 0:
                found.append((width, scheme))
    return found


def violations(page: Any) -> dict[str, list[str]]:
    """Return what axe-core finds on a page that keeps somebody out, in either theme."""
    from axe_playwright_python.sync_playwright import Axe

    found = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        options = {} if scheme == SCHEMES[0] else {"runOnly": {"type": "rule", "values": [*OF_COLOURS]}}
        for violation in Axe().run(page, options=options).response["violations"]:
            found[f"{violation['id']}, {scheme}"] = [node["html"][:200] for node in violation["nodes"][:3]]
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the published glossary."""
    with served(ROOT, tmp_path_factory.mktemp("site") / "glossary.db", "--no-watch") as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Debian's chromium, driven by Playwright, whose event loop must be gone before other files' tests run theirs."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    assert path, "GLOSSARY_BROWSER is set, and there is no chromium. Fix: apt install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(OPTIONS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any, site: str) -> Iterator[Any]:
    """Open a page in a browser of its own; whatever its console complains of fails the test."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def opened(path: str, *, width: int = 1280, **options: Any) -> Any:
        context = chromium.new_context(
            base_url=site, viewport={"width": width, "height": 900}, locale=options.pop("locale", "en-GB"), **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
