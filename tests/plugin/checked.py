"""A page read strictly: whether it is sound HTML, what would run, where its links lead."""

import re
from html.parser import HTMLParser
from typing import Any

# Elements that have no end.
VOID = {"meta", "link", "input", "br", "hr", "img"}


class Checked(HTMLParser):
    """A page read strictly: what is open, which ids and links it has, what would run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.faults: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]
        self.faults += [f"id {name} stands twice" for name in self.ids if self.ids.count(name) > 1]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        of = dict(attributes)
        ours = (
            tag == "script"
            and set(of) - {"data-newer"} == {"defer", "src"}
            and "/-/static-plugins/" in (of["src"] or "")
        )
        loads = tag in ("script", "iframe", "img", "object", "style") and not ours
        if loads or any(name.startswith("on") for name in of):
            self.faults.append(f"<{tag} {of}> runs or loads something")
        if tag == "a" and "a" in self.open:
            self.faults.append(f"a link in a link: {of}")
        if tag == "a" and ":" in (of.get("href") or "").split("/")[0].split("#")[0]:
            assert re.match("https?:|mailto:|vscode://file/", of["href"] or ""), of
        self.ids += [of["id"] or ""] if "id" in of else []
        self.links += [of["href"] or ""] if "href" in of else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")


async def get(datasette: Any, path: str, status: int = 200) -> str:
    """Return a page, which must be sound HTML."""
    response = await datasette.client.get(path)
    assert response.status_code == status, response.text[:500]
    assert Checked(response.text).faults == []
    return str(response.text)
