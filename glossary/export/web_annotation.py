"""Web Annotation: every mention as an annotation, in the JSON-LD of the W3C's model.

One collection with one page, an annotation a line. The target is the post's source text, its Markdown: both selectors
speak of that text, in code points, so that either finds the place. The body says which term it is. An ambiguous
mention has a choice of terms and asks which; nothing is guessed.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sqlite_utils import Database

from glossary.database import APPLICATION
from glossary.export.placing import replaced_file
from glossary.post.language import language_of_script
from glossary.text.scripts import HAN_LANGUAGES

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CONTEXT_CHARACTERS = 32
# What the database holds and the model has no place for.
LEFT_OUT = (
    "labels", "kinds", "explanations", "notes", "sources", "relations", "paragraphs", "counterparts", "candidates",
    "a mention's reading, zone and match", "author", "license",
)  # fmt: skip

_BEGINNING = f'{{"@context": "{CONTEXT}"'.encode()

_BUILD = "SELECT key, value FROM build"
_TOTAL = "SELECT count(*) FROM mentions"
_TERMS = "SELECT id, slug, name, names FROM terms"
_POST = "SELECT slug, language, body FROM posts WHERE id = ?"
_MENTIONS = """
SELECT id, term_id, post_id, start_char, end_char, exact, ordinal, gloss
  FROM mentions
 ORDER BY id
"""
_MEANT = """
SELECT t.slug
  FROM mention_candidates AS c
  JOIN terms AS t ON t.id = c.term_id
 WHERE c.mention_id = ?
 ORDER BY t.slug
"""


@dataclass(frozen=True, slots=True)
class WebAnnotationExport:
    """What was written."""

    annotations: int
    absolute: bool  # whether the ids are whole addresses


def export_web_annotation(db: Database, place: Path | BinaryIO) -> WebAnnotationExport:
    """Write an annotation for each mention of *db* to the file at *place*, whole or not at all, or to a stream."""
    db.conn.execute("BEGIN")  # all annotations tell of the same build
    build = dict(db.conn.execute(_BUILD))
    if isinstance(place, Path):
        with replaced_file(place, _is_export) as file:
            total = _write(db.conn, build, file)
    else:
        total = _write(db.conn, build, place)
    return WebAnnotationExport(total, "address" in build)


def _write(connection: sqlite3.Connection, build: Mapping[str, str], file: BinaryIO) -> int:
    """Write the collection, a line for each annotation, and return how many there are."""
    base = build.get("address", "").rstrip("/")
    (total,) = connection.execute(_TOTAL).fetchone()
    collection = f"{base}/annotations.jsonld"
    page = f"{collection}#page-1"
    head: dict[str, Any] = {
        "@context": CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": build["title"],
        "generator": {"type": "Software", "name": APPLICATION},
        "total": total,
    }
    if not total:  # a page may not be empty
        file.write(_json(head) + b"\n")
        return 0
    head["last"] = page
    first = {"id": page, "type": "AnnotationPage", "partOf": collection, "startIndex": 0}
    file.write(_json(head)[:-1] + b',\n"first": ' + _json(first)[:-1] + b',\n"items": [')
    separator = b"\n"
    for annotation in _annotations(connection, base, json.loads(build["languages"])):
        file.write(separator + _json(annotation))
        separator = b",\n"
    file.write(b"\n]}}\n")
    return int(total)


def _annotations(connection: sqlite3.Connection, base: str, languages: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """Yield an annotation for each mention, by post and place; *base* begins the ids."""
    terms = {
        key: (slug, _tag(name, json.loads(names), languages)) for key, slug, name, names in connection.execute(_TERMS)
    }
    post_here, source, body, language = None, {}, "", ""
    for key, term, post, start, end, exact, ordinal, gloss in connection.execute(_MENTIONS):
        if post != post_here:
            post_here = post
            slug, language, body = connection.execute(_POST, [post]).fetchone()
            source = {"id": f"{base}/post/{slug}", "type": "Text", "format": "text/markdown", "language": language}
        if term is None:
            meant = [_identified(base, slug) for (slug,) in connection.execute(_MEANT, [key])]
            name, motivation, bodies = f"mention:{start}", "questioning", [{"type": "Choice", "items": meant}]
        else:
            slug, tag = terms[term]
            name, motivation, bodies = f"{slug}-{ordinal}", "identifying", [_identified(base, slug), tag]
        if gloss is not None:
            bodies.append(_textual("describing", gloss, _language_of(gloss, [language, *languages])))
        yield {
            "id": f"{source['id']}#{name}",
            "type": "Annotation",
            "motivation": motivation,
            "body": bodies,
            "target": {
                "type": "SpecificResource",
                "source": source,
                "selector": [
                    {"type": "TextPositionSelector", "start": start, "end": end},
                    {"type": "TextQuoteSelector", "exact": exact, **_context(body, start, end)},
                ],
            },
        }


def _context(body: str, start: int, end: int) -> dict[str, str]:
    """Return what stands around a place; nothing of a post without text, where an empty context would be a claim."""
    if not body:
        return {}
    return {
        "prefix": body[max(0, start - CONTEXT_CHARACTERS) : start],
        "suffix": body[end : end + CONTEXT_CHARACTERS],
    }


def _identified(base: str, slug: str) -> dict[str, Any]:
    return {"type": "SpecificResource", "purpose": "identifying", "source": f"{base}/term/{slug}"}


def _tag(name: str, names: Mapping[str, str], languages: Sequence[str]) -> dict[str, Any]:
    """Return the term's *name* as a tag, in the language in which it is that."""
    language = next((each for each in (*languages, *names) if names.get(each) == name), "")
    return _textual("tagging", name, language)


def _textual(purpose: str, value: str, language: str) -> dict[str, Any]:
    body = {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}
    return body | {"language": language} if language else body


def _language_of(text: str, likely: Sequence[str]) -> str:
    """Return the first of the *likely* languages that is written as *text* is; empty if there is none."""
    script = language_of_script(text)
    if script == "en":  # Latin letters, which many languages share
        return next((each for each in likely if each.split("-")[0] not in HAN_LANGUAGES), "")
    return next((each for each in likely if each.split("-")[0] == script), script)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _is_export(file: Path) -> bool:
    """Tell whether *file* is an earlier export."""
    with file.open("rb") as opened:
        return opened.read(len(_BEGINNING)) == _BEGINNING
