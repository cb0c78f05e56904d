"""Where a label or a refused candidate is typed."""

from collections.abc import Iterator

from glossary.edit.refusals import language_entry
from glossary.edit.source import Part, read_source


def label_line(text: str, slug: str, language: str, label: str) -> int | None:
    """Return the line on which the term *slug* has *label*, or None where an alias stands in its place."""
    root = read_source(text).root
    found: Part | None = root
    for name in ("terms", slug, "labels"):
        pair = found.entry(name) if found else None
        found = pair[1] if pair else None
    return _line_of(found, language, label)


def ignored_line(text: str, language: str, label: str) -> int | None:
    """Return the line on which *label* is refused in *language*."""
    root = read_source(text).root
    pair = root.entry("ignore") if root else None
    return _line_of(pair and pair[1], language, label)


def _line_of(block: Part | None, language: str, label: str) -> int | None:
    pair = language_entry(block, language) if block else None
    typed = _texts(pair[1]) if pair else iter(())
    return next((part.line for part in typed if " ".join(part.text.split()) == label), None)


def _texts(part: Part) -> Iterator[Part]:
    """Yield a label, or the labels of a list; of one with rules, its text."""
    for item in part.values if part.shape == "list" else [part]:
        pair = item.entry("text") if item.shape == "mapping" else None
        yield pair[1] if pair else item
