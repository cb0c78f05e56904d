"""Take the README's pictures: the published glossary, served as a newcomer serves it, in Debian's chromium."""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
PORT = 8790
# name: address, width, height
PICTURES = {
    "term-page": ("/term/rice-to-mulberry", 1000, 1330),
    "side-by-side": ("/post/reading-leave-en?with=zh", 1280, 900),
}


def main() -> None:
    """Write every picture into docs/images/."""
    chromium = shutil.which("chromium") or sys.exit("error: there is no chromium. Fix: apt install chromium")
    with tempfile.TemporaryDirectory() as folder:
        output = str(Path(folder) / "glossary.db")
        command = [sys.executable, "-m", "glossary.cli", "serve", "--quiet", "--port", str(PORT), "--output", output]
        server = subprocess.Popen(command, cwd=ROOT)
        try:
            wait_for(f"http://127.0.0.1:{PORT}/-/versions.json", server)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                for name, (path, width, height) in PICTURES.items():
                    page = browser.new_page(viewport={"width": width, "height": height}, locale="en-GB")
                    page.goto(f"http://127.0.0.1:{PORT}{path}")
                    page.screenshot(path=IMAGES / f"{name}.png")
                browser.close()
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Return when *address* answers; stop where the server has stopped."""
    for _ in range(300):
        if server.poll() is not None:
            sys.exit("error: the server did not start")
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"error: {address} does not answer")


if __name__ == "__main__":
    main()
