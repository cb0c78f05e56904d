"""What front matter says about a post, sorted into the post's fields; what has no field is kept as it is."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from glossary.errors import Problem, did_you_mean
from glossary.post.dates import read_date
from glossary.post.files import PostFile
from glossary.post.front_matter import FrontMatter, Value
from glossary.text.languages import KNOWN_LANGUAGES, canonical_language

# Keys, in lower case, and the field each fills.
FIELDS: Final = {
    "title": "title",
    "date": "date",
    "slug": "slug",
    "lang": "language",
    "language": "language",
    "author": "author",
    "authors": "author",
    "description": "description",
    "source_title": "source_title",
    "source_author": "source_author",
    "source_date": "source_date",
    "source_url": "source_url",
    "tags": "tags",
    "tag": "tags",
    "categories": "categories",
    "category": "categories",
    "translation_key": "translation_key",
    "translationkey": "translation_key",  # as Hugo writes it
    "ref": "translation_key",
}
_LISTS: Final = frozenset({"tags", "categories"})
_PEOPLE: Final = frozenset({"author", "source_author"})
_YES: Final = frozenset({"true", "yes", "on", "1"})
_NO: Final = frozenset({"false", "no", "off", "0"})
_ABSENT: Final = frozenset({"", "~", "null"})
_TOML_SWITCH: Final = re.compile(r"^[ \t]*(draft|published)[ \t]*=[ \t]*(true|false)\b", re.MULTILINE)
_LATE: Final = re.compile(r"[\s\ufeff]*---[ \t]*[\r\n]+[\w-]+:")
_COMMA: Final = re.compile(r"[,，、]")
_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)

_Fault = tuple[str, str, str]  # code, message and fix of a warning


@dataclass(slots=True)
class Fields:
    """The fields that front matter fills."""

    texts: dict[str, str] = field(default_factory=dict)  # by field; date and language in canonical form
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)  # tags and categories
    rest: dict[str, Value] = field(default_factory=dict)  # by key; also what a field holds only in part
    left_out: str = ""  # drafts or unpublished, if the post is one
    problems: list[Problem] = field(default_factory=list)


def read_fields(front: FrontMatter, source: PostFile) -> Fields:
    """Sort the values of *front* into fields; what cannot be used is a warning and stays in the rest."""
    fields = Fields()
    if front.fence == "+++":
        _read_toml(front, source, fields)
    elif not front.fence and (hidden := _LATE.match(front.body)):
        message = "front matter that does not begin on the first line is read as text"
        fix = "delete what stands above ---"
        if "\r" in hidden.group():
            message = "front matter whose lines end in CR alone is read as text"
            fix = "save the file with LF or CRLF at the ends of lines"
        late = Problem("warning", "front-matter-late", message, fix, source.file, 1, post=source.path)
        fields.problems.append(late)
    for key, value in front.values.items():
        plain = key.lower()
        if isinstance(value, str) and value in _ABSENT:
            if value or plain not in FIELDS:
                fields.rest[key] = value
            continue
        name = FIELDS.get(plain)
        fault: _Fault | None = None
        if plain in ("draft", "published"):
            fields.rest[key] = value
            fault = _switch(plain, value, fields)
        elif name is None or name in fields.texts or name in fields.lists:
            fields.rest[key] = value
        elif name in _LISTS:
            fields.lists[name] = tuple(_list_of(value))
        else:
            fault = _text(name, key, value, fields)
        if fault:
            place = front.place(key)
            fields.problems.append(Problem("warning", *fault, source.file, *place, post=source.path))
    return fields


def _read_toml(front: FrontMatter, source: PostFile, fields: Fields) -> None:
    """Say that TOML is not read; but no draft is published because of its notation."""
    message = "TOML front matter (between lines of +++) is not read"
    fix = "write it as YAML between lines of ---, with key: value for key = value"
    toml = Problem("warning", "toml-front-matter", message, fix, source.file, 1, post=source.path)
    fields.problems.append(toml)
    for key, value in _TOML_SWITCH.findall(front.typed):
        _switch(key, value, fields)


def _switch(key: str, value: Value, fields: Fields) -> _Fault | None:
    """Read ``draft`` or ``published``."""
    said = value.strip().lower() if isinstance(value, str) else ""
    if said in (_YES if key == "draft" else _NO):
        fields.left_out = fields.left_out or ("drafts" if key == "draft" else "unpublished")
    elif said not in (_YES | _NO) and not (key == "published" and said[:4].isdigit()):  # a date, in some themes
        message = f"'{key}' is neither true nor false, so the post is read"
        return "front-matter-value", message, f"write {key}: true or {key}: false"
    return None


def _text(name: str, key: str, value: Value, fields: Fields) -> _Fault | None:
    """Fill the field *name* from a value that should be a text."""
    text = ", ".join(_people_of(value)) if name in _PEOPLE or isinstance(value, str) else ""
    fault: _Fault | None = None
    if not text:
        kind = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "blank"
        fault = "front-matter-value", f"'{key}' is {kind}, not a text", f"write a text after {key}:"
    elif name in _READ:
        text, fault = _READ[name](key, text)
    if text:
        fields.texts[name] = text
    # A time of day has no field, nor has anything about a person but the name.
    if not text or (name == "date" and text != value) or (name in _PEOPLE and not _is_flat(value)):
        fields.rest[key] = value
    return fault


def _date(key: str, text: str) -> tuple[str, _Fault | None]:
    try:
        return read_date(text), None
    except ValueError as error:
        return "", ("bad-date", str(error), f"write {key}: YYYY-MM-DD")


def _language(key: str, text: str) -> tuple[str, _Fault | None]:
    if language := canonical_language(text):
        return language, None
    fix = _meant(text[:40].lower()) or f"write {key}: en, zh or another BCP 47 tag"
    return "", ("front-matter-language", f"{text[:40]!r} is no language", fix)


@cache  # thousands of posts may share one mistake
def _meant(text: str) -> str:
    return did_you_mean(text, KNOWN_LANGUAGES).removeprefix("; ")


def _address(key: str, text: str) -> tuple[str, _Fault | None]:
    if _ADDRESS.fullmatch(text):
        return text, None
    fix = "write the whole address, http:// or https:// included"
    return text, ("source-url-scheme", f"'{key}' is no web address, so it is shown as text", fix)


_READ: Final = {"date": _date, "language": _language, "source_url": _address}


def _list_of(value: Value) -> list[str]:
    """Return the texts in *value*: those of a list, or those between commas."""
    if isinstance(value, str):
        return [text for part in _COMMA.split(value) if (text := part.strip())]
    return [text for item in value for text in ([item.strip()] if isinstance(item, str) else _list_of(item)) if text]


def _people_of(value: Value) -> list[str]:
    """Return the names in *value*: a text, a mapping with a name, or a list of these."""
    if isinstance(value, dict):
        value = value.get("name", "")
    if isinstance(value, list):
        return [name for item in value for name in _people_of(item)]
    return [value.strip()] if isinstance(value, str) and value.strip() else []


def _is_flat(value: Value) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(item, str) for item in value))
