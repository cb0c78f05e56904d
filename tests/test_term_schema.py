"""The editor's schema: equal to the list of keys, and of one mind with the reader about what one key may hold."""

import itertools
import re
import string
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

import glossary
from glossary.errors import InputError
from glossary.term import read_glossary, schema
from glossary.term.json_schema import schema_text
from glossary.term.languages import language_tag

TESTS = Path(__file__).parent
DATA = TESTS / "data" / "terms"
FILE = Path(glossary.__file__).parent / "terms.schema.json"
EXAMPLE = re.compile(r"^```yaml (bad|good)\n(.*?)^```", re.MULTILINE | re.DOTALL)

# What editors underline without a schema, since it is no YAML, or none that means anything.
NO_YAML = {
    "syntax", "not-utf-8", "control-character", "second-document", "bad-key", "duplicate-key", "unknown-alias",
    "endless-alias", "duplicate-anchor", "tag",
}  # fmt: skip
# What a schema cannot say: what holds between keys, terms and files, and what was typed and is not read any more.
BEYOND = {
    "former-slug-lives", "former-slug-claimed", "relation-to-itself", "unknown-term", "broader-cycle",
    "related-and-broader", "unknown-link", "ambiguous-link", "duplicate-label", "duplicate-language", "two-preferred",
    "no-name", "context-without-label", "context-is-label", "unlisted-language", "tight-comment", "list-in-text",
    "duplicate-slug", "second-glossary", "merge-key",
}  # fmt: skip
# What it could say and should not: a rare language may be right, and nobody types \0.
LET_PASS = {"rare-language", "nul"}


def as_an_editor_reads(text):
    """Return the values with texts as texts, empty ones as null, and what is merged in its place."""

    def value(node, above=()):
        if node in above:
            raise yaml.YAMLError("it stands inside itself")
        above = (*above, node)
        if isinstance(node, yaml.MappingNode):
            if not all(isinstance(key, yaml.ScalarNode) for key, _ in node.value):
                raise yaml.YAMLError("a list or mapping is no key")
            own = {key.value: value(item, above) for key, item in node.value}
            return own.pop("<<", {}) | own
        if isinstance(node, yaml.SequenceNode):
            return [value(item, above) for item in node.value]
        return node.value if node.value or node.style else None

    node = yaml.compose(text, Loader=yaml.SafeLoader)
    return node and value(node)


def files(folder):
    """Return the files of terms in *folder*, each by the path that names it."""
    found = (path for path in sorted((DATA / folder).rglob("*.[yY]*")) if "/." not in path.as_posix())
    return {path.relative_to(DATA).as_posix(): path.read_bytes() for path in found}


def examples(side):
    """Return the examples of *side* in tests/data/checks, each by the rule that it is of."""
    found = {}
    for path in sorted((TESTS / "data" / "checks").glob("*.md")):
        _, *parts = re.split(r"^## (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for code, section in zip(parts[::2], parts[1::2], strict=True):
            found |= [(code, text.encode()) for said, text in EXAMPLE.findall(section) if said == side]
    return found


GOOD = files("good") | examples("good") | {"terms.yaml": (FILE.parents[1] / "terms.yaml").read_bytes()}
EXAMPLES = examples("bad")
BAD = files("bad") | EXAMPLES | {"doubtful.yaml": (DATA / "doubtful.yaml").read_bytes()}


@pytest.fixture(scope="session")
def underlined():
    """Tell what an editor underlines in a file of terms: nothing, or by whose word."""
    Draft7Validator.check_schema(schema())
    validator = Draft7Validator(schema())

    def by(data):
        try:
            values = as_an_editor_reads(data.decode("utf-8-sig"))
        except (UnicodeDecodeError, yaml.YAMLError):
            return "yaml"
        return None if validator.is_valid(values) else "schema"

    return by


@pytest.fixture
def codes(tmp_path):
    """Return the codes of what the reader finds in a file of terms."""

    def found(data):
        file = tmp_path / "terms.yaml"
        file.write_bytes(data)
        try:
            problems = read_glossary(file)[1]
        except InputError as error:
            problems = error.problems
        return {problem.code for problem in problems}

    return found


def keys(part):
    """Yield the keys that *part* and everything in it lists, by name."""
    if isinstance(part, dict):
        if part.get("additionalProperties") is False:
            yield from part["properties"].items()
        for value in part.values():
            yield from keys(value)
    elif isinstance(part, list):
        for item in part:
            yield from keys(item)


def test_file_is_what_the_keys_say():
    """``python -m glossary.term`` writes it anew."""
    assert FILE.read_text(encoding="utf-8") == schema_text()


def test_every_key_has_a_description():
    """Editors show it where one types; each choice is explained too."""
    described = list(keys(schema()))
    assert len(described) > 30
    assert [name for name, key in described if len(key.get("description", "")) < 10 or "$ref" in key] == []
    words = [(key, word) for _, key in described for word in key.get("enum", ())]
    assert len(words) > 20
    assert [word for key, word in words if f"- {word}: " not in key["description"]] == []


def test_every_key_is_completed_with_its_colon():
    """Editors write it where they know a type or alternatives, and words to choose from."""
    assert [name for name, key in keys(schema()) if not {"type", "anyOf", "enum"} & key.keys()] == []


@pytest.mark.parametrize("name", GOOD)
def test_good_file_is_valid(underlined, name):
    """What the reader takes, the editor does not underline."""
    assert underlined(GOOD[name]) is None


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_underlined_unless_a_schema_cannot_tell(underlined, codes, name):
    """What passes in the editor is wrong in listed ways alone."""
    found = codes(BAD[name])
    if underlined(BAD[name]) is None:
        unread = {"no-kind"} if "merge-key" in found else set()  # the editor merges, and has a kind
        assert found - unread <= BEYOND | LET_PASS | NO_YAML
    elif underlined(BAD[name]) == "yaml":
        assert found & NO_YAML


def test_lists_say_what_editors_do(underlined, codes):
    """A code of the lists whose example is underlined by the schema is no longer beyond it, and has to go."""
    by = {code: underlined(text) for code, text in EXAMPLES.items() if code in codes(text)}
    silent = {code for code, word in by.items() if word is None}
    without_example = {"duplicate-slug", "second-glossary", "control-character", "not-utf-8"}
    assert silent | without_example | {code for code, word in by.items() if word == "yaml"} == (
        BEYOND | LET_PASS | NO_YAML
    )
    # Of these the editor's own reader of YAML knows more than Python's.
    assert silent - BEYOND - LET_PASS == {"duplicate-key", "tag"}


FORMS = {
    "key": "colour: red",
    "kind": "kind: slag",
    "kind as list": "kind: [slang]",
    "status": "status: done",
    "text as list": "explanation: [[ogas]]",
    "language": "explanation: {english: x}",
    "language of two letters": "explanation: {xx: x}",
    "language without end": "explanation: {zh-: x}",
    "note": "notes: {colour: red}",
    "notes as list": "notes: [rare]",
    "relation as mapping": "related: {ogas: x}",
    "relation by name": "related: [Gao Hanwen]",
    "relation twice": "related: [ogas, ogas]",
    "blank relation": "broader: ['']",
    "former slug": "formerly: gao_hanwen",
    "no labels": "labels: {}",
    "labels without language": "labels: [OGAS]",
    "label in two brackets": "labels: {en: [[OGAS]]}",
    "blank label": "labels: {en: [OGAS, ' ']}",
    "invisible label": 'labels: {en: ["\\u200b\\ufeff"]}',
    "label without text": "labels: {en: [{case: exact}]}",
    "label with no text": "labels: {en: [{text: }]}",
    "label with blank text": "labels: {en: [{text: ' '}]}",
    "case": "labels: {en: [{text: OGAS, case: upper}]}",
    "blank context": "labels: {en: [{text: OGAS, only_in: ' '}]}",
    "blank post": "labels: {en: [{text: OGAS, posts: ['', x]}]}",
    "address without scheme": "sources: [{url: example.org}]",
    "address of another scheme": "sources: [{title: x, url: 'ftp://example.org'}]",
    "address without host": "sources: [{url: 'https://'}]",
    "address with a blank": "sources: [{url: 'http://exa mple.org/'}]",
    "address with half a bracket": "sources: [{url: 'http://[::1'}]",
    "source that runs": "sources: ['javascript:alert(1)']",
    "source without scheme": "sources: [www.example.org]",
    "blank source": "sources: ['']",
    "empty source": "sources: [{}]",
    "source with nothing": "sources: [{title: , url: }]",
    "source with blanks": "sources: [{title: ' '}]",
}


@pytest.mark.parametrize("line", FORMS.values(), ids=FORMS)
def test_fault_of_form_is_underlined(underlined, codes, line):
    """Each alone in a term that is good without it."""
    rest = {"kind": "slang", "labels": "{en: [OGAS]}"}
    rest.pop(line.split(":")[0], None)
    data = "".join(
        ["terms:\n  a:\n", *(f"    {key}: {value}\n" for key, value in rest.items()), f"    {line}\n"]
    ).encode()
    assert codes(data)
    assert underlined(data) == "schema"


@pytest.mark.parametrize(
    "data",
    [
        b"glossary: {languages: []}",
        b"glossary: {languages: [en, en]}",
        b"glossary: {languages: english}",
        b"glossary: {address: example.org}",
        b"glossary: {title: [x]}",
        b"ignore: [x]",
        b"ignore: {en: ['']}",
        b"terms: {Ogas: {kind: slang, labels: {en: x}}}",
        b"terms: {ogas: }",
    ],
)
def test_fault_of_form_outside_terms_is_underlined(underlined, codes, data):
    """In the head, in the refusals and in a slug."""
    assert codes(data)
    assert underlined(data) == "schema"


@pytest.mark.parametrize("value", [325, 3.5, True, "no"])
def test_editor_may_read_a_label_as_number(value):
    """YAML 1.2 types what the reader keeps as text."""
    term = {"kind": "slang", "labels": {"en": [value, {"text": value}]}, "explanation": value, "sources": value}
    assert Draft7Validator(schema()).is_valid({"terms": {"a": term}})


def test_languages_are_those_of_the_reader():
    """Every code of two letters, and tags with more to them; a code of three may be somebody's language."""
    tags = Draft7Validator(schema()["definitions"]["language"])
    pairs = ["".join(pair) for pair in itertools.product(string.ascii_lowercase, repeat=2)]
    rest = ["-Hans", "-cn", "_TW", "-419", "-Hant-HK", "-1996", "-rozaj-biske", "-x-private", "-u-ca-buddhist", "-yue"]
    odd = ["-", "--Hans", "-toolongsubtag", "-x", "-u", "-a1", " Hans"]
    texts = [*pairs, *map(str.upper, pairs), *(f"zh{end}" for end in (*rest, *odd)), "tpi", "zh-min-nan", "e", "e1"]
    assert [text for text in texts if tags.is_valid(text) != bool(language_tag(text))] == []
    assert sum(map(tags.is_valid, texts)) > 300
