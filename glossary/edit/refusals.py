"""Candidates that are refused, under ``ignore``."""

from collections.abc import Sequence

from glossary.edit.blocks import block_of, put_under
from glossary.edit.lists import dash, grown
from glossary.edit.placing import spliced, step_of
from glossary.edit.scalars import check_text
from glossary.edit.source import Part, Source, read_source
from glossary.term.languages import language_tag
from glossary.text.entries import key, scalar


def add_ignored(text: str, language: str, labels: Sequence[str]) -> str:
    """Return the file *text* with *labels* behind what it ignores in *language*, in a list like the others."""
    for label in labels:
        check_text(label, f"'{label}'")
    if not labels:
        return text
    source = read_source(text)
    found = block_of(source, "ignore")
    block = found[1] if found and not found[1].is_empty else None
    items = [scalar(label) for label in labels]
    listed = language_entry(block, language) if block else None
    if listed:
        return spliced(text, grown(source, *listed, items))
    return spliced(text, put_under(source, "ignore", _lines(source, block, language, items), _braced(language, items)))


def language_entry(block: Part, language: str) -> tuple[Part, Part] | None:
    """Return key and value of *language* in a mapping by language, however its tag is typed."""
    pairs = zip(block.keys, block.values, strict=True)
    return next((pair for pair in pairs if language_tag(pair[0].text) == language), None)


def _lines(source: Source, block: Part | None, language: str, items: Sequence[str]) -> list[str]:
    """Return a new language, its list in the manner of the one above."""
    top = source.root.column if source.root else 0
    column = block.column if block and block.is_block else top + step_of(source)
    name = f"{' ' * column}{key(language)}:"
    above = block.values[-1] if block and block.is_block else None
    if above and above.shape == "list" and above.is_block:
        return [name, *(dash(source, above) + item for item in items)]
    return [f"{name} [{', '.join(items)}]"]


def _braced(language: str, items: Sequence[str]) -> str:
    return f"{key(language)}: [{', '.join(items)}]"
