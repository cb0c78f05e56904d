"""Language tags as terms.yaml holds them."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from glossary.errors import did_you_mean
from glossary.term.report import Placed, Report, short
from glossary.text.languages import LANGUAGE_NAMES, canonical_language, language_named

_RARE: Final = re.compile(r"[A-Za-z]{3}(?=[-_]|$)")


@lru_cache(maxsize=1024)
def language_tag(text: str) -> str | None:
    """Return the canonical BCP 47 tag for *text*, or None where it is none (a name in words is none)."""
    if tag := canonical_language(text):
        return None if language_named(text) else tag
    # A code that the table of languages does not hold may still be somebody's language.
    rare = _RARE.match(text)
    frame = rare and canonical_language(f"und{text[rare.end() :]}")
    return f"{text[:3].lower()}{frame[3:]}" if frame else None


def read_language(at: Placed, text: str, report: Report, term: str = "") -> str | None:
    """Return the canonical tag, or None and a problem; a code that nobody knows gets a warning."""
    tag = language_tag(text)
    if tag is None:
        message = f"'{short(text)}' is no language tag"
        report.error(at, "unknown-language", message, language_fix(text), term)
    elif tag.split("-")[0] not in LANGUAGE_NAMES:
        message = f"no language with the tag '{tag}' is known here"
        report.warning(at, "rare-language", message, "mend it if it is a slip, else leave it", term)
    return tag


def language_fix(text: str) -> str:
    """Return what may have been meant by *text*."""
    if ":" in text:
        return "type a space after the colon"
    if tag := language_named(text):
        return f"did you mean '{tag}'?"
    near = did_you_mean(text.lower(), LANGUAGE_NAMES).removeprefix("; ")
    return near or "write a BCP 47 tag, such as en, zh or zh-Hant"


def listed_alike(tag: str, listed: Iterable[str]) -> str | None:
    """Return the listed language of which *tag* is a variety, or that is a variety of it."""
    return next((other for other in listed if other != tag and other.split("-")[0] == tag.split("-")[0]), None)
