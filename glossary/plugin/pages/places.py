"""Where a term and a post stand in the files, where the pages may edit: elsewhere no file of the machine is named."""

from asyncio import to_thread
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from glossary.plugin.editing import Place
from glossary.plugin.pages.visit import Visit


class Spot(NamedTuple):
    """A line of a file: as a person names it, and what opens an editor there."""

    text: str
    address: str


def defined_at(visit: Visit, term: Mapping[str, Any]) -> Spot | None:
    """Return where a term stands."""
    if visit.editing is None or not term["source_path"]:
        return None
    path = term["source_path"]
    return _spot(path, Place(visit.editing.editor.file(path), term["source_line"]))


async def written_at(visit: Visit, post: Mapping[str, Any]) -> Spot | None:
    """Return where the body of a post begins."""
    if visit.editing is None:
        return None
    place = await to_thread(visit.editing.editor.body, post["path"])
    return _spot(post["path"], place) if place else None


def _spot(path: str, place: Place) -> Spot:
    return Spot(f"{path}:{place.line}", f"vscode://file/{quote(place.file.lstrip('/'), safe='/:')}:{place.line}")
