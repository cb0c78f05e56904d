"""The schema by which editors complete, explain and check terms.yaml, made from the list of keys.

JSON Schema draft-07, the newest that the editors' YAML language server reads. It describes what one key may hold; what
must hold between keys and terms is the reader's.
"""

import json
from collections.abc import Callable, Mapping
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

Schema = dict[str, Any]

# Editors read 325 as a number and no value as null, where the reader reads text and nothing. A list of those types
# would make editors propose true, false and null.
_TEXT: Final[Schema] = {"not": {"type": ["array", "object"]}}
_NOT_BLANK: Final[Schema] = {"not": {"type": ["array", "object", "null"]}, "pattern": r"\S"}
_ADDRESS: Final[Schema] = {"type": ["string", "null"], "pattern": r"^\s*([Hh][Tt][Tt][Pp][Ss]?://\S+\s*)?$"}
_LANGUAGE: Final[Schema] = {"type": "string", "pattern": "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$"}


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
                "anyOf": [_NOT_BLANK, {**_block(LABEL_KEYS), "type": "object"}],
            },
            "source": {
                "description": "A title, an address, or a mapping with both.",
                "anyOf": [_NOT_BLANK, {**_block(SOURCE_KEYS), "type": "object", "minProperties": 1}],
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


def _by_language(value: Schema) -> Schema:
    return {"type": ["object", "null"], "propertyNames": _LANGUAGE, "additionalProperties": value}


def _some(value: Schema, **limits: int) -> Schema:
    """Return the schema of a list, of the one thing that stands for a list of one, or of nothing."""
    return {"anyOf": [value, {"type": "array", "items": value, **limits}, {"type": "null"}]}


def _slugs(key: Key) -> Schema:
    return _some({"type": ["string", "number"], "pattern": f"^{SLUG}$"})


def _labels(key: Key) -> Schema:
    labels = _by_language(_some({"$ref": "#/definitions/label"}))
    return {**labels, "type": "object", "minProperties": 1}


def _terms(key: Key) -> Schema:
    return {
        "type": ["object", "null"],
        "propertyNames": {"pattern": f"^{SLUG}$"},
        "additionalProperties": {"$ref": "#/definitions/term"},
    }


_SHAPES: Final[Mapping[Shape, Callable[[Key], Schema]]] = {
    Shape.TEXT: lambda key: _NOT_BLANK if key.required else _TEXT,
    Shape.TEXTS: lambda key: _some(_TEXT),
    Shape.CHOICE: lambda key: {"enum": list(key.choices)},
    Shape.ADDRESS: lambda key: _ADDRESS,
    Shape.PROSE: lambda key: {"anyOf": [_TEXT, _by_language(_TEXT)]},
    Shape.SLUGS: _slugs,
    Shape.LANGUAGES: lambda key: _some(_LANGUAGE, minItems=1),
    Shape.TEXTS_BY_LANGUAGE: lambda key: _by_language(_some(_TEXT)),
    Shape.LABELS: _labels,
    Shape.NOTES: lambda key: _block(NOTE_KEYS),
    Shape.SOURCES: lambda key: _some({"$ref": "#/definitions/source"}),
    Shape.GLOSSARY: lambda key: _block(GLOSSARY_KEYS),
    Shape.TERMS: _terms,
}
