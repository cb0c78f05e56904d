"""Candidates that are refused, under ``ignore``."""

from collections.abc import Sequence

from glossary.edit.blocks import block_of, filled, put_under
from glossary.edit.placing import Splice, Splices, appended, appended_in_brackets, spliced, step_of
from glossary.edit.scalars import check_text, source_of
from glossary.edit.source import Part, Source, by_hand, read_source
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
        return spliced(text, _more(source, *listed, items))
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
        return [name, *(_dash(source, above) + item for item in items)]
    return [f"{name} [{', '.join(items)}]"]


def _braced(language: str, items: Sequence[str]) -> str:
    return f"{key(language)}: [{', '.join(items)}]"


def _more(source: Source, name: Part, value: Part, items: Sequence[str]) -> Splices:
    """Return what puts *items* behind those of a language: a list, one text, or nothing yet."""
    source.shared(name, value)
    together = ", ".join(items)
    if value.is_empty:
        return [filled(source, value, f"[{together}]")]
    if value.shape == "text":
        if value.anchor:
            by_hand(value, f"'&{value.anchor}' marks a text that would become a list")
        return _one_and_more(source, value, together)
    if value.style:
        return appended_in_brackets(source, value, items)
    return [appended(source, value, [_dash(source, value) + item for item in items])]


def _one_and_more(source: Source, value: Part, together: str) -> Splices:
    typed = source.text[value.start : value.end]
    stands_in_brackets = value.style in ("'", '"') or not (value.style or set(typed) & set("[]{},"))
    if stands_in_brackets and len(typed.splitlines()) == 1:
        return [Splice(value.start, value.end, f"[{typed}, {together}]")]
    end, head = source_of(source, value)
    comment = source.text[head : source.line_end(head)] if head < end else ""
    return [Splice(value.start, end, f"[{scalar(value.text)}, {together}]{comment}")]


def _dash(source: Source, above: Part) -> str:
    """Return what stands before an item in the list *above*."""
    item = above.values[-1]
    beside = source.text[source.line_start(item.start) : item.start].strip() == "-" and not item.is_empty
    apart = item.column - above.column if beside else 2
    return f"{' ' * above.column}-{' ' * (apart - 1)}"
