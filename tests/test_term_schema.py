"""The editor's schema: equal to the list of keys, and of one mind with the reader about what one key may hold."""

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

import glossary
from glossary.term import schema
from glossary.term.json_schema import schema_text

DATA = Path(__file__).parent / "data" / "terms"
FILE = Path(glossary.__file__).parent / "terms.schema.json"
GOOD = sorted(path for path in (DATA / "good").rglob("*.[yY]*") if "/." not in path.as_posix())
# What one key may hold; the rest of the bad files is wrong in ways that only the reader knows.
REFUSED = [
    "labels", "languages", "missing", "no-languages", "not-a-mapping", "slugs", "sources", "text-only", "texts",
    "unknown-keys", "unknown-words", "wrong-shapes", "wrong-shapes-in-a-term",
]  # fmt: skip


def as_an_editor_reads(path):
    """Return the values with texts as texts and empty ones as null."""

    def value(node):
        if isinstance(node, yaml.MappingNode):
            return {key.value: value(item) for key, item in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [value(item) for item in node.value]
        return node.value if node.value or node.style else None

    node = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    return node and value(node)


def properties(part):
    """Yield the properties of *part* and everything in it, by name."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name == "properties":
                yield from value.items()
            yield from properties(value)
    elif isinstance(part, list):
        for item in part:
            yield from properties(item)


@pytest.fixture(scope="session")
def validator():
    Draft7Validator.check_schema(schema())
    return Draft7Validator(schema())


def test_file_is_what_the_keys_say():
    """``python -m glossary.term`` writes it anew."""
    assert FILE.read_text(encoding="utf-8") == schema_text()


def test_every_key_has_a_description():
    """Editors show it where one types; each choice is explained too."""
    described = list(properties(schema()))
    assert len(described) > 30
    assert [name for name, key in described if len(key.get("description", "")) < 10 or "$ref" in key] == []
    words = [(key, word) for _, key in described for word in key.get("enum", ())]
    assert [word for key, word in words if f"- {word}: " not in key["description"]] == []


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_file_is_valid(validator, path):
    """What the reader takes, the editor does not underline."""
    assert [error.message for error in validator.iter_errors(as_an_editor_reads(path))] == []


def test_own_glossary_is_valid(validator):
    """The terms that come with the package, too."""
    assert validator.is_valid(as_an_editor_reads(FILE.parents[1] / "terms.yaml"))


@pytest.mark.parametrize("name", REFUSED)
def test_bad_file_is_invalid(validator, name):
    """What the reader refuses about one key, the editor underlines."""
    assert not validator.is_valid(as_an_editor_reads(DATA / "bad" / f"{name}.yaml"))


@pytest.mark.parametrize("value", [325, 3.5, True, "no"])
def test_editor_may_read_a_label_as_number(validator, value):
    """YAML 1.2 types what the reader keeps as text."""
    assert validator.is_valid({"terms": {"a": {"kind": "slang", "labels": {"en": [value, {"text": value}]}}}})
