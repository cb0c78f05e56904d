"""What may be quoted of other people's texts: an expression, with a little of its own sentence around it.

A full stop before a small letter or behind a shortened word ends no sentence. Whatever else is doubtful ends one: less
is quoted then, never more.
"""

import json
import re
from typing import Final

from glossary.text.contexts import CONTEXT, before, behind

_BRACKETED: Final = CONTEXT - len(" (")

# What ends a sentence, with the brackets and quotation marks that close right behind it.
_END: Final = re.compile(
    r"[。！？｡]+[”’」』）》〉】〕]*"
    r"|(?P<loud>[.!?]*[!?][.!?]*[\"'”’)\]]*)(?=\s|$|[\u2e80-\uffef])"
    r"|(?P<stop>\.+[\"'”’)\]]*)(?=\s+[^\sa-z]|\s*$|[\u2e80-\uffef])"
)
_SHORTENED: Final = re.compile(
    r"(?:^|[^\w.])(?:[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|St|vs|cf|Inc|Ltd|Co|Corp)\.$"
)
_OPENING: Final = re.compile(r"[(（]\s*")


def cut_context(prefix: str, reading: str, suffix: str) -> tuple[str, str]:
    """Return of what stands before and behind *reading* what belongs to its own sentence.

    >>> cut_context("It failed. The ", "OGAS", " plan was dear. Nobody paid.")
    ('The ', ' plan was dear.')
    """
    prefix, suffix = prefix[-CONTEXT:], suffix[:CONTEXT]
    text = prefix + reading + suffix
    begin, end = 0, len(text)
    for found in _END.finditer(text):
        if found["stop"] and _SHORTENED.search(text[: found.start() + 1]):
            continue
        if found.end() <= len(prefix):
            begin = found.end()
        elif found.start() >= len(prefix) + len(reading):
            end = found.end()
            break
    first = text[begin : len(prefix)]
    return first.lstrip() if begin else first, text[len(prefix) + len(reading) : end]


def quotation(prefix: str, reading: str, suffix: str) -> str:
    """Return a mention with its context as people read it."""
    return before(prefix) + reading + behind(suffix)


def cut_gloss(gloss: str, suffix: str, kept: str) -> str:
    """Return of a mention's *gloss* what stands in the *kept* part of its *suffix*, with an ellipsis for the rest."""
    opening = _OPENING.search(suffix)
    part = kept[opening.end() :][: len(gloss)] if opening else ""
    if part == gloss:
        return gloss
    return (part.rstrip() if gloss.startswith(part) else "") + "…"


def cut_bracketed(text: str) -> str:
    """Return of what stands in brackets behind an expression as much as may stand there."""
    _, kept = cut_context("", "", text[:_BRACKETED])
    return text if kept == text else kept.rstrip() + "…"


def cut_evidence(evidence: str) -> str:
    """Return a candidate's *evidence* with every text in it cut as a gloss is."""
    return json.dumps(_cut_texts(json.loads(evidence)), ensure_ascii=False, separators=(",", ":"))


def _cut_texts(value: object) -> object:
    if isinstance(value, list):
        return [_cut_texts(part) for part in value]
    if isinstance(value, dict):
        return {key: _cut_texts(part) for key, part in value.items()}
    return cut_bracketed(value) if isinstance(value, str) else value
