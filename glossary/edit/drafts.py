"""A new term, and how it stands in a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from glossary.edit.blocks import block_of, put_under
from glossary.edit.placing import Columns, columns_of, spliced
from glossary.edit.scalars import block_scalar, check_text, flow_scalar
from glossary.edit.source import by_hand, read_source
from glossary.text.entries import UNDECIDED, entry, key, scalar


@dataclass(frozen=True, slots=True)
class Draft:
    """A term to be added."""

    slug: str
    labels: Mapping[str, Sequence[str]]  # by language; the first is the name it goes by
    kind: str | None = None  # None: nothing tells; written as a concept, with a remark that asks for a choice
    explanation: Mapping[str, str] = field(default_factory=dict)  # by language
    comments: Sequence[str] = ()  # what is known of it, a line each; braces have no place for them


def add_term(text: str, draft: Draft) -> str:
    """Return the file *text* with *draft* behind its last term, indented and parted from it as the others are."""
    for labels in draft.labels.values():
        for label in labels:
            check_text(label, f"The label '{label}'")
    for explanation in draft.explanation.values():
        check_text(explanation, "The explanation")
    source = read_source(text)
    found = block_of(source, "terms")
    terms = found[1] if found and not found[1].is_empty else None
    if taken := terms and next((part for part in terms.keys if part.text == draft.slug), None):
        by_hand(taken, f"the slug '{draft.slug}' already stands here", "choose another slug")
    lines = _lines(draft, columns_of(source, terms))
    return spliced(text, put_under(source, "terms", lines, _in_braces(draft)))


def _lines(draft: Draft, columns: Columns) -> list[str]:
    indents = [" " * column for column in columns]
    lines = []
    for line in entry(draft.slug, draft.kind, draft.labels, draft.comments).splitlines():
        plain = line.lstrip(" ")
        lines.append(indents[(len(line) - len(plain)) // 2 - 1] + plain)
    if draft.explanation:
        lines.append(f"{indents[1]}explanation:")
    for language, text in draft.explanation.items():
        lines += language_lines(language, text, columns.language, columns.step)
    return lines


def language_lines(language: str, text: str, column: int, step: int) -> list[str]:
    """Return the lines of a text under its *language*, whose key begins in *column*."""
    start = f"{' ' * column}{key(language)}: "
    written = block_scalar(text, used=len(start), indent=column + step)
    return [start + written.head, *written.body]


def _in_braces(draft: Draft) -> str:
    labels = ", ".join(
        f"{key(language)}: [{', '.join(map(scalar, texts))}]" for language, texts in draft.labels.items()
    )
    said = [f"kind: {draft.kind or UNDECIDED}", f"labels: {{{labels}}}"]
    if draft.explanation:
        said.append(f"explanation: {braced_texts(draft.explanation)}")
    return f"{key(draft.slug)}: {{{', '.join(said)}}}"


def braced_texts(texts: Mapping[str, str]) -> str:
    """Return texts by language in braces."""
    return f"{{{', '.join(f'{key(language)}: {flow_scalar(text)}' for language, text in texts.items())}}}"
