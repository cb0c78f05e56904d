"""Which language the pages speak to a reader: what the reader chose, else what the browser prefers."""

import re
from typing import Any

from glossary.plugin.words.catalogue import READERS

COOKIE = "glossary-language"
PARAMETER = "lang"

_RANGE = re.compile(r"\s*([A-Za-z*]+)(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q\s*=\s*([0-9.]{1,5}))?\s*$")


def chosen_language(request: Any) -> str | None:
    """Return the language that the address of *request* asks for, if any; it is to be remembered."""
    asked: str = request.args.get(PARAMETER) or ""
    return asked if asked in READERS else None


def language_of(request: Any, main_language: str) -> str:
    """Return the language of the pages for *request*; *main_language* where the browser names none that we have."""
    remembered: str = request.cookies.get(COOKIE) or ""
    otherwise = main_language if main_language in READERS else READERS[0]
    return (
        chosen_language(request)
        or (remembered if remembered in READERS else None)
        or preferred(request.headers.get("accept-language") or "")
        or otherwise
    )


def preferred(accepted: str) -> str | None:
    """Return which of our languages an Accept-Language header likes best, the first named of equals."""
    best: tuple[float, str] | None = None
    for part in accepted[:1000].split(","):
        found = _RANGE.match(part)
        if found is None or found[1].lower() not in READERS:
            continue
        try:
            quality = float(found[2] or 1)
        except ValueError:
            continue
        if quality > 0 and (best is None or quality > best[0]):
            best = (quality, found[1].lower())
    return best[1] if best else None
