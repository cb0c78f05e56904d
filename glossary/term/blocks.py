"""Read what stands under a key, by the shape that the list of keys gives it.

A reader takes a node and returns the value of a field, or None after it has reported what is wrong.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from glossary.errors import Fix, did_you_mean
from glossary.term.keys import Key, Keys, Shape
from glossary.term.languages import language_tag, read_language
from glossary.term.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode
from glossary.term.report import Placed, Report, choice_of, short
from glossary.text.languages import LANGUAGE_NAMES


class Scene(NamedTuple):
    """Where reading takes place."""

    report: Report
    language: str  # the main one, of texts that name none
    term: str = ""  # slug

    def error(self, at: Placed, code: str, message: str, fix: str) -> None:
        self.report.error(at, code, message, fix, self.term)


Reader: TypeAlias = Callable[[Node, Key, Scene], Any]
_ADDRESS: Final = re.compile(r"https?://(?:\[[\da-f:.]+\]|\w[\w.-]*)(?::\d+)?(?:[/?#][^\s<>\"\\]*)?", re.IGNORECASE)
_TERM_FIX: Final = "if it is a term, begin it under terms: in the same column as the other slugs"
_NAMES: Final = {ScalarNode: "a text", SequenceNode: "a list", MappingNode: "a mapping"}


def read_block(
    node: Node, keys: Keys, readers: Mapping[Shape, Reader], scene: Scene, owner: str, at: Placed | None = None
) -> dict[str, Any]:
    """Return the values under the known *keys* of *node*; *owner* is what has them, *at* its place in messages."""
    if not isinstance(node, MappingNode):
        wrong_shape(scene, node, f"{owner} is a mapping of keys", _mapping_fix(node, keys))
        return {}
    values = {}
    for name, entry in node.entries.items():
        key = keys.get(name)
        if key is None:
            scene.error(entry.key, "unknown-key", f"unknown key '{short(name)}'", _key_fix(entry, keys))
        elif entry.value is not None:
            value = readers[key.shape](entry.value, key, scene)
            if value is not None:
                values[name] = value
    for key in keys.values():
        if key.required and ((typed := node.entries.get(key.name)) is None or typed.value is None):
            place = typed.key if typed else at or node
            scene.error(place, f"no-{key.name}", f"{owner} has no {key.name}", _required_fix(key))
    return values


def wrong_shape(scene: Scene, node: Node, expected: str, fix: str) -> None:
    """Report that *node* is a text, a list or a mapping where something else is *expected*."""
    if isinstance(node, ScalarNode) and (key := re.match(r"([a-z][\w-]*)：", node.text, re.ASCII)):
        fix = _colon_fix(key[1])
    scene.error(node, "wrong-shape", f"{expected}, and {_NAMES[type(node)]} stands here", fix)


def _colon_fix(key: str) -> str:
    return f"type '{key}: ' with an ASCII colon and a space"


def _mapping_fix(node: Node, keys: Keys) -> str:
    if isinstance(node, ScalarNode) and (found := re.match(r"([\w-]+):(?=\S)", node.text)) and found[1] in keys:
        return _colon_fix(found[1])
    if isinstance(node, SequenceNode):
        return f"type its keys without - before them: {', '.join(keys)}"
    return f"type its keys on the lines below, indented: {', '.join(keys)}"


def _key_fix(entry: Entry, keys: Keys) -> str:
    name, value = entry
    if ":" in name.text:
        return "type a space after the colon"
    if _is_term(value):
        return _TERM_FIX
    if near := did_you_mean(name.text, keys):
        return near.removeprefix("; ")
    if "labels" in keys and (language_tag(name.text) or "") in LANGUAGE_NAMES:
        return "indent it under labels: or explanation:, whichever it belongs to"
    return choice_of(name.text, keys)


def _is_term(value: Node | None) -> bool:
    return isinstance(value, MappingNode) and not {"kind", "labels"}.isdisjoint(value.entries)


def _required_fix(key: Key) -> str:
    if key.choices:
        return f"add '{key.name}: ' with one of {', '.join(key.choices)}"
    return "add 'labels: {en: [the name]}'" if key.shape is Shape.LABELS else f"add '{key.name}: '"


def scalar(node: Node, name: str, scene: Scene) -> ScalarNode | None:
    """Return *node* if it is a text."""
    if isinstance(node, ScalarNode):
        return node
    fix = "type one text; put it in quotes if it begins with a bracket or brace"
    wrong_shape(scene, node, f"'{name}' holds one text", fix)
    return None


def scalars(node: Node, name: str, scene: Scene) -> list[ScalarNode]:
    """Return the texts of a list, or the one text that stands for a list of one."""
    nodes = node.items if isinstance(node, SequenceNode) else [node]
    found = []
    for item in nodes:
        if isinstance(item, ScalarNode):
            if item.text.strip():
                found.append(item)
            else:
                scene.error(item, "blank-text", f"a blank text stands in '{name}'", "type a text, or delete it")
        else:
            wrong_shape(scene, item, f"'{name}' holds texts", "type texts only: [one, another]")
    return found


def by_language(node: Node, name: str, scene: Scene) -> Iterator[tuple[str, Node]]:
    """Yield canonical language tags with what stands under them."""
    if not isinstance(node, MappingNode):
        fix = f"name the language: {name}: {{{scene.language}: …}}"
        wrong_shape(scene, node, f"'{name}' is a mapping by language", fix)
        return
    seen: dict[str, ScalarNode] = {}
    for key, value in node.entries.values():
        if _is_term(value):  # typed at the end of the file, behind ignore:
            scene.error(key, "unknown-language", f"'{short(key.text)}' is no language tag", _TERM_FIX)
            continue
        tag = read_language(key, key.text, scene.report, scene.term)
        if tag is None:
            continue
        if tag in seen:
            message = f"'{key.text}' and '{seen[tag].text}' on line {seen[tag].line} are the same language, {tag}"
            scene.error(key, "duplicate-language", message, f"merge the two under '{tag}'")
            continue
        seen[tag] = key
        if value is not None:
            yield tag, value


def _text(node: Node, key: Key, scene: Scene) -> str | None:
    found = scalar(node, key.name, scene)
    return found.text.strip() or None if found else None


def _texts(node: Node, key: Key, scene: Scene) -> tuple[str, ...]:
    return tuple(text.text for text in scalars(node, key.name, scene))


def _choice(node: Node, key: Key, scene: Scene) -> str | None:
    found = scalar(node, key.name, scene)
    if found is None or found.text in key.choices:
        return found and found.text
    message = f"unknown {key.name} '{short(found.text)}'"
    scene.error(found, f"unknown-{key.name}", message, choice_of(found.text.lower(), key.choices))
    return None


def _address(node: Node, key: Key, scene: Scene) -> str | None:
    found = scalar(node, key.name, scene)
    if found is None or not found.text.strip():
        return None
    return check_address(found, scene, f"type the whole address, or delete '{key.name}:'")


def check_address(node: ScalarNode, scene: Scene, fix: str) -> str | None:
    """Return the address in *node* if one can follow it on the web."""
    address = node.text.strip()
    if _ADDRESS.fullmatch(address):
        return address
    message = f"'{short(address)}' is no address that begins with http:// or https://"
    scene.error(node, "bad-address", message, fix)
    return None


def _slugs(node: Node, key: Key, scene: Scene) -> tuple[str, ...]:
    slugs: dict[str, ScalarNode] = {}
    for text in scalars(node, key.name, scene):
        if (first := slugs.setdefault(text.text, text)) is not text:
            message = f"'{text.text}' stands in '{key.name}' twice, first on line {first.line}"
            change = Fix("remove-repetition", scene.term, key.name, text=text.text)
            scene.report.warning(text, "repeated-slug", message, "delete one of the two", scene.term, change)
    return tuple(slugs)


def _languages(node: Node, key: Key, scene: Scene) -> tuple[str, ...] | None:
    tags: dict[str, ScalarNode] = {}
    for text in scalars(node, key.name, scene):
        tag = read_language(text, text.text, scene.report)
        if tag and (first := tags.setdefault(tag, text)) is not text:
            message = f"'{tag}' stands in 'languages' twice, first on line {first.line}"
            scene.error(text, "duplicate-language", message, "delete one of the two")
    if not tags and isinstance(node, SequenceNode) and not node.items:
        scene.error(node, "no-languages", "'languages' is empty", "name the main language first: [en, zh]")
    return tuple(tags) or None


def _prose(node: Node, key: Key, scene: Scene) -> dict[str, str] | None:
    if isinstance(node, ScalarNode):
        return {scene.language: node.text} if node.text.strip() else None
    if isinstance(node, SequenceNode):
        fix = "put a text that begins with [ in quotes, or begin it on the line after >-"
        wrong_shape(scene, node, f"'{key.name}' is a text or a mapping by language", fix)
        return None
    texts = {}
    for language, value in by_language(node, key.name, scene):
        found = scalar(value, language, scene)
        if found and found.text.strip():
            texts[language] = found.text
    return texts or None


def _texts_by_language(node: Node, key: Key, scene: Scene) -> dict[str, tuple[str, ...]]:
    return {
        language: tuple(" ".join(text.split()) for text in _texts(value, key, scene))
        for language, value in by_language(node, key.name, scene)
    }


SIMPLE: Final[Mapping[Shape, Reader]] = {
    Shape.TEXT: _text,
    Shape.TEXTS: _texts,
    Shape.CHOICE: _choice,
    Shape.ADDRESS: _address,
    Shape.SLUGS: _slugs,
    Shape.LANGUAGES: _languages,
    Shape.PROSE: _prose,
    Shape.TEXTS_BY_LANGUAGE: _texts_by_language,
}
