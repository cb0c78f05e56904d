"""The schema by which editors complete, explain and check terms.yaml, made from the list of keys.

JSON Schema draft-07, the newest that the editors' YAML language server reads. It describes what one key may hold; what
must hold between keys and terms is the reader's.
"""

import json
from collections.abc import Callable, Mapping
from string import ascii_lowercase
from typing import Any, Final

from glossary.term.keys import (
    FILE_KEYS,
    GLOSSARY_KEYS,
    LABEL_KEYS,
    NOTE_KEYS,
    SLUG,
    SOURCE_KEYS,
    TERM_KEYS,
    Key,
    Keys,
    Shape,
)
from glossary.term.languages import language_tag

Schema = dict[str, Any]

# Editors read 325 as a number and no value as null, where the reader reads text and nothing. They propose true, false
# and null wherever a list of types names them, write a colon behind a key only where it has a type or alternatives, and
# take alternatives without a title for one.
_SCALAR: Final[Schema] = {
    "type": ["string", "number"],
    "errorMessage": "One text stands here, in quotes if it begins with a bracket or brace.",
}
_NOTHING: Final[Schema] = {"title": "nothing", "not": {"type": ["array", "object", "string", "number", "boolean"]}}
_TRUTH: Final[Schema] = {"title": "true or false", "not": {"type": ["array", "object", "string", "number", "null"]}}
# A character that is seen; of the invisible ones those that are typed or pasted.
_VISIBLE: Final[Schema] = {
    "pattern": r"[^\s\u0000-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]",
    "patternErrorMessage": "Nothing but blanks stands here: type a text, or delete it.",
}
_TEXT: Final[Schema] = {"anyOf": [_SCALAR, _TRUTH, _NOTHING]}
_NOT_BLANK: Final[Schema] = {"anyOf": [{**_SCALAR, **_VISIBLE}, _TRUTH]}
# The reader is stricter about the host's letters, of which patterns have different notions.
_HOST: Final = r"(\[[\da-fA-F:.]+\]|[^\s\[\]/?#:<>\"\\.-][^\s\[\]/?#:<>\"\\]*)"
_URL: Final = rf"[Hh][Tt][Tt][Pp][Ss]?://{_HOST}(:\d+)?([/?#][^\s<>\"\\]*)?"
_ADDRESS_LIKE: Final = r"[A-Za-z][A-Za-z\d+.-]*://|[Ww]{3}\.|(javascript|vbscript|data|mailto|file):"
_ADDRESS: Final[Schema] = {
    "anyOf": [
        {
            "type": "string",
            "pattern": rf"^\s*({_URL}\s*)?$",
            "patternErrorMessage": "The whole address stands here, with http:// or https://.",
        },
        _NOTHING,
    ]
}
_SLUG: Final[Schema] = {
    "type": ["string", "number"],
    "pattern": f"^{SLUG}$",
    "patternErrorMessage": "A slug is small ASCII letters and digits, joined by single hyphens: rice-to-mulberry.",
}
# A text that looks like an address must be a good one; any other is a title.
_SOURCE: Final[Schema] = {
    **_SCALAR,
    "allOf": [
        _VISIBLE,
        {
            "pattern": rf"^(\s*{_URL}\s*$|(?!\s*({_ADDRESS_LIKE})\S*\s*$))",
            "patternErrorMessage": "A title stands here, or a whole address with http:// or https://.",
        },
    ],
}
_SEEN: Final[Schema] = {"title": "a text", "type": ["string", "number"], **_VISIBLE}
_TITLE_OR_URL: Final[Schema] = {
    "if": {"properties": {"title": {"not": _SEEN}, "url": {"not": _SEEN}}},
    "then": {
        "required": ["title"],
        "properties": {"title": _SEEN},
        "errorMessage": "A source has a title, a url or both.",
    },
}
_LANGUAGE: Final[Schema] = {"$ref": "#/definitions/language"}


def schema() -> Schema:
    """Return the JSON schema of terms.yaml."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "terms.yaml",
        "description": "A glossary: what it is, its terms, and the candidates that were refused.",
        **_block(FILE_KEYS),
        "definitions": {
            "term": {"description": "One meaning with all its labels in all languages.", **_block(TERM_KEYS)},
            "label": {
                "description": "One written form of a term: a text, or a mapping with its rules.",
                "anyOf": [*_NOT_BLANK["anyOf"], {"title": "label", **_block(LABEL_KEYS), "type": "object"}],
            },
            "source": {
                "description": "A title, an address, or a mapping with both.",
                "anyOf": [
                    _SOURCE,
                    _TRUTH,
                    {"title": "source", **_block(SOURCE_KEYS), "type": "object", **_TITLE_OR_URL},
                ],
            },
            "language": {
                "title": "language",
                "description": "A language tag (BCP 47), such as en, zh or zh-Hant.",
                "anyOf": [
                    {
                        "type": "string",
                        "pattern": _language_pattern(),
                        "patternErrorMessage": "A language tag stands here, such as en, zh or zh-Hant.",
                    },
                    {"enum": ["en", "zh"]},
                ],
            },
        },
    }


def schema_text() -> str:
    """Return the schema as the file ``glossary/terms.schema.json`` holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _block(keys: Keys) -> Schema:
    """Return the schema of a mapping with *keys*; one that needs none of them may also stay empty."""
    required = [key.name for key in keys.values() if key.required]
    return {
        "type": "object" if required else ["object", "null"],
        "additionalProperties": False,
        **({"required": required} if required else {}),
        "properties": {
            key.name: {"description": _description(key), **_SHAPES[key.shape](key)} for key in keys.values()
        },
    }


def _description(key: Key) -> str:
    """Return the description with the words that the key may hold, since editors show it where one types."""
    words = "".join(f"\n- {word}: {meaning}" for word, meaning in key.choices.items())
    return f"{key.description}{words}"


def _language_pattern() -> str:
    """Return the form of the tags that the reader takes: any code of three letters, the known ones of two."""
    known = "|".join(
        f"{_either_case(first)}{_either_case(*(second for second in ascii_lowercase if language_tag(first + second)))}"
        for first in ascii_lowercase
    )
    letter, more = "[A-Za-z]", r"[A-Za-z\d]"
    return (
        rf"^({known}|{letter}{{3}})([-_]{letter}{{3}}){{0,2}}([-_]{letter}{{4}})?([-_]({letter}{{2}}|\d{{3}}))?"
        rf"([-_]({more}{{5,8}}|\d{more}{{3}}))*([-_][A-WYZa-wyz\d]([-_]{more}{{2,8}})+)*([-_][Xx]([-_]{more}{{1,8}})+)?$"
    )


def _either_case(*letters: str) -> str:
    return f"[{''.join(letters)}{''.join(letters).upper()}]"


def _by_language(value: Schema, key: Key) -> Schema:
    """Return the schema of a mapping by language; what its key is for is told at each language too."""
    return {
        "type": "object",
        "propertyNames": _LANGUAGE,
        "additionalProperties": {"description": key.description, **value},
    }


def _some(value: Schema, **limits: Any) -> Schema:
    """Return the schema of a list, of the one thing that stands for a list of one, or of nothing."""
    return {"anyOf": [value, {"type": "array", "items": value, **limits}, _NOTHING]}


def _slugs(key: Key) -> Schema:
    return _some(_SLUG, uniqueItems=True)


def _labels(key: Key) -> Schema:
    return {**_by_language(_some({"$ref": "#/definitions/label"}), key), "minProperties": 1}


def _terms(key: Key) -> Schema:
    return {
        "type": ["object", "null"],
        "propertyNames": {key: value for key, value in _SLUG.items() if key != "type"},
        "additionalProperties": {"$ref": "#/definitions/term"},
    }


_SHAPES: Final[Mapping[Shape, Callable[[Key], Schema]]] = {
    Shape.TEXT: lambda key: _NOT_BLANK if key.required else _TEXT,
    Shape.TEXTS: lambda key: _some(_NOT_BLANK),
    Shape.CHOICE: lambda key: {"enum": list(key.choices)},
    Shape.ADDRESS: lambda key: _ADDRESS,
    Shape.PROSE: lambda key: {"anyOf": [*_TEXT["anyOf"], _by_language(_TEXT, key)]},
    Shape.SLUGS: _slugs,
    Shape.LANGUAGES: lambda key: _some(_LANGUAGE, minItems=1, uniqueItems=True),
    Shape.TEXTS_BY_LANGUAGE: lambda key: {"anyOf": [_by_language(_some(_NOT_BLANK), key), _NOTHING]},
    Shape.LABELS: _labels,
    Shape.NOTES: lambda key: _block(NOTE_KEYS),
    Shape.SOURCES: lambda key: _some({"$ref": "#/definitions/source"}),
    Shape.GLOSSARY: lambda key: _block(GLOSSARY_KEYS),
    Shape.TERMS: _terms,
}
