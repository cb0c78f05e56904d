"""The labels of a term: read, settled which one is preferred, and checked against one another."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

from glossary.model import Label
from glossary.term.blocks import SIMPLE, Scene, by_language, read_block, wrong_shape
from glossary.term.keys import LABEL_KEYS, Key
from glossary.term.nodes import MappingNode, Node, ScalarNode, SequenceNode
from glossary.term.report import Placed, short
from glossary.text.folding import fold

_INVISIBLE: Final = {"Cc", "Cf", "Zs", "Zl", "Zp"}
_ENDINGS: Final = ((r"", "s"), (r"", "es"), (r"y$", "ies"))


def read_labels(node: Node, key: Key, scene: Scene) -> tuple[Label, ...] | None:
    """Return the labels of all languages in the order typed."""
    labels: list[Label] = []
    typed = False
    for language, value in by_language(node, key.name, scene):
        items: list[Node] = value.items if isinstance(value, SequenceNode) else [value]
        typed = typed or bool(items)
        labels += _labels_of(language, items, scene)
    if isinstance(node, MappingNode) and not typed:
        message = "no label stands under 'labels', so that the term is never found"
        scene.report.warning(node, "no-label", message, "add one: {en: [the name]}", scene.term)
    return tuple(labels) or None


def _labels_of(language: str, items: list[Node], scene: Scene) -> list[Label]:
    drafts: list[dict[str, Any]] = []
    places: dict[str, Placed] = {}
    preferred: dict[str, Any] | None = None
    for item in items:
        values = _draft(item, language, scene)
        if values is None:
            continue
        text = values["text"]
        if text in places:
            message = f"the label '{short(text)}' already stands on line {places[text].line}, in the same language"
            scene.error(item, "duplicate-label", message, "delete one of the two, or merge what they say")
            continue
        places[text] = item
        values["line"] = item.line
        if values.get("type") == "preferred":
            if preferred is not None:
                message = (
                    f"'{short(text)}' is typed preferred, and so is '{short(preferred['text'])}' "
                    f"on line {places[preferred['text']].line}"
                )
                scene.error(item, "two-preferred", message, "type one of the two alternative")
            preferred = preferred or values
        drafts.append(values)
    name = preferred or next((values for values in drafts if values.get("type") != "hidden"), None)
    for values in drafts:
        hidden = values.get("type") == "hidden"
        values["type"] = "preferred" if values is name else "hidden" if hidden else "alternative"
    return [Label(language, **values) for values in drafts]


def _draft(item: Node, language: str, scene: Scene) -> dict[str, Any] | None:
    """Return the fields of a label but its language and settled type, or None where it has no text."""
    if isinstance(item, ScalarNode):
        values: dict[str, Any] = {"text": item.text}
        place: Placed = item
    elif isinstance(item, MappingNode):
        values = read_block(item, LABEL_KEYS, SIMPLE, scene, "a label")
        entry = item.entries.get("text")
        place = entry.value if entry and entry.value else item
        if "text" not in values and isinstance(place, ScalarNode):
            values["text"] = ""
    else:
        fix = "put a label that begins with [ in quotes, else delete the brackets"
        wrong_shape(scene, item, "a label is a text or a mapping", fix)
        return None
    if "text" not in values:
        return None
    values["text"] = text = " ".join(values["text"].split())
    if _is_blank(text):
        scene.error(place, "blank-label", "a label is blank", "type a text, or delete the label")
        return None
    if isinstance(item, MappingNode):
        _check_contexts(item, values, language, scene)
    return values


def _is_blank(text: str) -> bool:
    if text.isascii():
        return not text
    return all(unicodedata.category(character) in _INVISIBLE for character in text)


def _check_contexts(item: MappingNode, values: dict[str, Any], language: str, scene: Scene) -> None:
    """A context that does not contain the label could never hold."""
    text = values["text"]
    inflects = values.get("inflect") != "none" and language.split("-")[0] == "en"
    forms = {form.casefold() for form in (_inflected(text) if inflects else [text])}
    for name in ("only_in", "not_in"):
        if name not in values:
            continue
        values[name] = tuple(" ".join(context.split()) for context in values[name])
        for context in values[name]:
            plain = context.casefold()
            if not _contains(plain, forms):
                message = f"'{short(context)}' in '{name}' does not contain the label '{short(text)}'"
                fix = "quote a passage with the label in it"
                scene.error(_place_of(item, name, context), "context-without-label", message, fix)
            elif name == "not_in" and plain == text.casefold():
                message = f"'{short(context)}' in 'not_in' is the label itself, which will never be found"
                fix = "quote more of the passage, what stands before or after it"
                place = _place_of(item, name, context)
                scene.report.warning(place, "context-is-label", message, fix, scene.term)


def _contains(context: str, forms: Iterable[str]) -> bool:
    if any(form in context for form in forms):
        return True
    # As mentions are found: whatever the quotes, the width or the Chinese characters' form.
    folded = fold(context).folded
    return any(fold(form).folded in folded for form in forms)


def _place_of(item: MappingNode, name: str, text: str) -> Placed:
    value = item.entries[name].value
    nodes = value.items if isinstance(value, SequenceNode) else [value]
    return next(node for node in nodes if isinstance(node, ScalarNode) and node.text.split() == text.split())


def _inflected(text: str) -> list[str]:
    """Return *text* with its regular plurals and singulars."""
    forms = [text]
    for ending, plural in _ENDINGS:
        forms.append(re.sub(ending or "$", plural, text, count=1))
        if text.endswith(plural):
            forms.append(text.removesuffix(plural) + ("y" if plural == "ies" else ""))
    return forms
