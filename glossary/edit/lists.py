"""A list of texts under a key, with dashes, in brackets or of one text alone: how it gets more items, or fewer."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from glossary.edit.blocks import filled
from glossary.edit.placing import Splice, Splices, appended, appended_in_brackets, last_part
from glossary.edit.scalars import source_of
from glossary.edit.source import Part, Source, by_hand
from glossary.text.entries import scalar

# What may stand behind an item that has its line to itself; only behind the last one the comma may be missing.
_BEHIND_ITEM: Final = re.compile(r"\s*,(?:\s+#.*)?\s*")
_BEHIND_LAST: Final = re.compile(r"\s*,?(?:\s+#.*)?\s*")


def grown(source: Source, name: Part, value: Part, items: Sequence[str]) -> Splices:
    """Return what puts *items*, as they are typed, behind those under the key *name*: a list, one text, or nothing."""
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
    return [appended(source, value, [dash(source, value) + item for item in items])]


def shrunk(source: Source, name: Part, value: Part, numbers: Sequence[int]) -> Splices:
    """Return what takes the items with these *numbers* (ascending, from 0 on) from under the key *name*.

    A comment behind an item goes with it, and every other comment stays. What is empty then is typed [], so that the
    comments about it keep their company.
    """
    source.shared(name, value)
    if value.shape == "text":
        return [_replaced(source, value, "[]")]
    source.shared(*(part for number in numbers for part in value.values[number].walk()))
    if value.style:
        return list(_cut_from_brackets(source, value, numbers))
    lines = [_line(source, value.values[number]) for number in numbers]
    if len(numbers) < len(value.values):
        return lines
    colon = source.text.index(":", name.end) + 1
    return [Splice(colon, colon, " []"), *lines]


def dash(source: Source, above: Part) -> str:
    """Return what stands before an item in the list *above*, beginning with its line."""
    item = above.values[-1]
    beside = source.text[source.line_start(item.start) : item.start].strip() == "-" and not item.is_empty
    apart = item.column - above.column if beside else 2
    return f"{' ' * above.column}-{' ' * (apart - 1)}"


def _one_and_more(source: Source, value: Part, together: str) -> Splices:
    typed = source.text[value.start : value.end]
    stands_in_brackets = value.style in ("'", '"') or not (value.style or set(typed) & set("[]{},"))
    if stands_in_brackets and len(typed.splitlines()) == 1:
        return [Splice(value.start, value.end, f"[{typed}, {together}]")]
    return [_replaced(source, value, f"[{scalar(value.text)}, {together}]")]


def _replaced(source: Source, value: Part, new: str) -> Splice:
    """Return *new* in the place of a text; the comment in its first line stays."""
    end, head = source_of(source, value)
    comment = source.text[head : source.line_end(head)] if head < end else ""
    return Splice(value.start, end, f"{new}{comment}")


def _line(source: Source, item: Part) -> Splice:
    """Return what takes an item and its dash away."""
    start = source.line_start(item.start)
    if source.text[start : item.start].strip() != "-":
        by_hand(item, "the item does not stand on a line of its own")
    last = last_part(item)
    end = last.end if last.keeps_breaks else source.next_line(source_of(source, last)[0])
    return Splice(start, end, "")


def _cut_from_brackets(source: Source, value: Part, numbers: Sequence[int]) -> Iterator[Splice]:
    items, text = value.values, source.text
    opened = text.index("[", value.start) + 1
    if len(numbers) == len(items) and not _comments(source, opened, items, value.end - 1):
        yield Splice(opened, value.end - 1, "")
        return
    for first, last in _runs(numbers):
        run = items[first : last + 1]
        if all(_has_own_lines(source, item, item is items[-1]) for item in run):
            yield from (Splice(source.line_start(item.start), source.next_line(item.end), "") for item in run)
            continue
        # The comma behind an item goes with it; where nothing follows, that before it.
        start, end = run[0].start, run[-1].end
        if last + 1 < len(items):
            end = items[last + 1].start
        elif first:
            start = items[first - 1].end
        if len(run) == len(items) or _comments(source, start, run, end):
            by_hand(run[0], "a comment stands between the items of the list")
        yield Splice(start, end, "")


def _comments(source: Source, start: int, items: Sequence[Part], end: int) -> bool:
    """Tell whether a comment stands before, between or behind *items*, from *start* to *end*."""
    places = [start, *(place for item in items for place in (item.start, item.end)), end]
    return any("#" in source.text[places[number] : places[number + 1]] for number in range(0, len(places), 2))


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of *numbers* that follow one another."""
    breaks = [number for number, (one, two) in enumerate(pairwise(numbers), 1) if two > one + 1]
    for start, stop in pairwise([0, *breaks, len(numbers)]):
        yield numbers[start], numbers[stop - 1]


def _has_own_lines(source: Source, item: Part, is_last: bool) -> bool:
    behind = source.text[item.end : source.line_end(item.end)]
    return source.begins_line(item) and bool((_BEHIND_LAST if is_last else _BEHIND_ITEM).fullmatch(behind))
