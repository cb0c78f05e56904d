"""How what stands at the top of a file, ``terms`` and ``ignore``, grows, and how a term does."""

from collections.abc import Collection, Sequence

from glossary.edit.placing import (
    Splice,
    Splices,
    after,
    appended,
    appended_in_brackets,
    gap_below,
    gap_of,
    inserted,
)
from glossary.edit.source import Part, Source, by_hand


def block_of(source: Source, name: str) -> tuple[Part, Part] | None:
    """Return the key *name* at the top of a file and what stands under it, which is a mapping or nothing.

    Raises InputError where it is something else, or an alias.
    """
    if source.root is None:
        return None
    source.shared(source.root)
    if source.root.shape != "mapping":
        by_hand(source.root, "a file of terms is a mapping of keys")
    found = source.root.entry(name)
    if found:
        source.shared(found[1])
        if found[1].shape != "mapping" and not found[1].is_empty:
            by_hand(found[1], f"'{name}' is a mapping")
    return found


def put_under(source: Source, name: str, lines: Sequence[str], braced: str) -> Splices:
    """Return what puts an entry last under the key *name* at the top of the file.

    *lines* are the entry in its columns, *braced* is the same in one line, for where it must stand in braces.
    """
    found, root = block_of(source, name), source.root
    if root is None:
        return [inserted(source, source.end, [f"{name}:", *lines])]
    if found is None and root.style:
        return appended_in_brackets(source, root, [f"{name}: {{{braced}}}"])
    if found is None:
        below = root.values[0]
        gap = gap_of(source, root) if len(root.keys) > 1 else gap_of(source, below) if below.is_block else 0
        indent = " " * root.column
        return [appended(source, root, [f"{indent}{name}:", *lines], gap, notes=True)]
    key, block = found
    column = root.column + 1
    if block.is_empty:
        if block.in_flow:
            return [filled(source, block, f"{{{braced}}}")]
        return [inserted(source, after(source, block, column), lines)]
    if block.is_block:
        gap = gap_of(source, block) if len(block.keys) > 1 else gap_below(source, key, block)
        return [appended(source, block, lines, gap, notes=True)]
    brace = source.text.index("{", block.start)
    if block.in_flow or source.text[brace + 1 : block.end - 1].strip():
        return appended_in_brackets(source, block, [braced])
    # Nothing stands in the braces: they give way to lines.
    return [
        Splice(len(source.text[:brace].rstrip()), block.end, ""),
        inserted(source, after(source, block, column), lines),
    ]


def put_into_term(source: Source, term: Part, lines: Sequence[str], braced: str, *, behind: Collection[str]) -> Splices:
    """Return what puts a new key below the last of those that it stands *behind*, or last where there is none of them.

    *lines* are the key and its value in the term's columns, *braced* is the same in one line.
    """
    if term.shape != "mapping":
        by_hand(term, "a term is a mapping of keys")
    if term.style:
        return appended_in_brackets(source, term, [braced])
    last = len(term.keys) - 1
    number = max((number for number, name in enumerate(term.keys) if name.text in behind), default=last)
    if number == last:
        return [appended(source, term, lines)]
    return [inserted(source, after(source, term.values[number], term.column), lines)]


def filled(source: Source, empty: Part, text: str) -> Splice:
    """Return *text* put in where nothing was typed behind a key."""
    before = source.text[: empty.end]
    colon = "" if before.rstrip().endswith(":") else ":"
    return Splice(empty.end, empty.end, f"{colon}{'' if before.endswith(' ') else ' '}{text}")
