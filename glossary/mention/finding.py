"""Finding mentions: scan, edges, case, contexts, then the leftmost-longest of what is left.

The order matters. Were the longest taken first, "AI model" would win in "AI models", fail its edge there, and hide
the "AI" that is right. The scan is one automaton over the folded reading text, so its cost does not grow with the
number of labels; a segmenter is never asked.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from glossary.mention.contexts import contexts_admit
from glossary.mention.lexicon import ANY_CASE, EXACT_CASE, Form, Lexicon
from glossary.model import MATCHES, Mention, Paragraph, Post
from glossary.post import source_range
from glossary.text import LATIN, WORD, Folded, begins_sentence, fold, raised, typographic

CONTEXT_CHARACTERS = 32


class _Span(NamedTuple):
    """A place that some labels may claim."""

    start: int  # offset into the folded text
    end: int
    forms: tuple[Form, ...]


def find_mentions(post: Post, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> list[Mention]:
    """Return the mentions of the lexicon's labels in a post's *paragraphs*, in order, none overlapping."""
    automaton = lexicon.automaton
    if automaton is None:
        return []
    excluded = lexicon.excluded(post)
    mentions: list[Mention] = []
    for number, paragraph in enumerate(paragraphs):
        text = fold(paragraph.reading)
        searched = _blank(text, paragraph.unsearched) if paragraph.unsearched else text.folded
        hits = automaton.find_overlapping(searched)
        if not hits:
            continue
        spans = _spans(hits, text, paragraph.reading, lexicon, excluded)
        end = 0
        for span in sorted(spans, key=_leftmost_longest):
            if span.start >= end:
                end = span.end
                mentions.append(_mention(span, number, paragraph, text, post, lexicon))
    return mentions


def _leftmost_longest(span: _Span) -> tuple[int, int]:
    return span.start, -span.end


def _blank(text: Folded, ranges: Sequence[tuple[int, int]]) -> str:
    """Return the folded text with *ranges* of the reading text replaced by what no label holds."""
    folded = text.folded
    for start, end in ranges:
        if text.offsets is not None:
            start, end = bisect_left(text.offsets, start), bisect_left(text.offsets, end)
        folded = folded[:start] + "\0" * (end - start) + folded[end:]
    return folded


def _spans(
    hits: list[tuple[int, int, int]], text: Folded, reading: str, lexicon: Lexicon, excluded: frozenset[int]
) -> Iterator[_Span]:
    """Yield the hits that pass edges, case and contexts, with the forms that do."""
    patterns, folded = lexicon.patterns, text.folded
    for start, end, index in hits:
        pattern = patterns[index]
        has_edges = _has_edges(pattern.starts_word, pattern.ends_word, start, end, text, reading)
        passed: tuple[Form, ...] = ()
        for form in pattern.forms:
            if (
                (has_edges or not form.edges)
                and (form.case == ANY_CASE or _case_admits(form, text, reading, start, end))
                and form.label not in excluded
                and (not form.contexts or contexts_admit(lexicon.labels[form.label][1], folded, start, end))
            ):
                passed = (*passed, form)
        if passed:
            yield _Span(start, end, passed)


def _has_edges(starts_word: bool, ends_word: bool, start: int, end: int, text: Folded, reading: str) -> bool:
    """Tell whether ``[start, end)`` of the folded text begins and ends where words do.

    An edge whose own character is no word character is open. Else the neighbour must be none; nor may ``.`` or ``,``
    join two digits across the edge, nor ``+`` or ``#`` follow a Latin letter.
    """
    folded = text.folded
    if starts_word and start:
        before = folded[start - 1]
        if WORD[before]:
            return False
        if (
            before in ".,"
            and start > 1
            and folded[start].isdecimal()
            and folded[start - 2].isdecimal()
            and _as_read(text, reading, start - 1) == before
        ):
            return False
    if ends_word and end < len(folded):
        behind = folded[end]
        if WORD[behind]:
            return False
        if behind in ".,":
            joins = end + 1 < len(folded) and folded[end - 1].isdecimal() and folded[end + 1].isdecimal()
        else:
            joins = behind in "+#" and LATIN[folded[end - 1]]
        return not joins or _as_read(text, reading, end) != behind
    return True


def _as_read(text: Folded, reading: str, offset: int) -> str:
    """Return the reading text's character: a full-width comma parts sentences, where a plain one parts thousands."""
    return reading[offset if text.offsets is None else text.offsets[offset]]


def _case_admits(form: Form, text: Folded, reading: str, start: int, end: int) -> bool:
    """Tell whether a label with capitals may stand as it does at ``[start, end)`` of the folded text."""
    found, typed = text.canonical[start:end], form.canonical
    if found == typed:
        return True
    if form.case == EXACT_CASE:
        return False
    if found == typed.upper():
        return True
    return found == raised(typed) and begins_sentence(reading, text.source_range(start, end)[0])


def _mention(span: _Span, number: int, paragraph: Paragraph, text: Folded, post: Post, lexicon: Lexicon) -> Mention:
    start, end = span[:2] if text.offsets is None else text.source_range(span.start, span.end)
    whole = paragraph.reading
    reading = whole[start:end]
    if len(span.forms) == 1:
        form = span.forms[0]
        labels: tuple[int, ...] = (form.label,)
        match = "exact" if not form.inflected and form.text == reading else MATCHES[_deviation(form, reading)]
    else:
        labels, match = _choose(span.forms, reading, post.language, lexicon)
    body_start, body_end = source_range(paragraph, start, end)
    in_link = paragraph.links and any(first <= start and end <= last for first, last in paragraph.links)
    return Mention(
        number,
        start,
        body_start,
        body_end,
        post.body[body_start:body_end],
        reading,
        whole[max(0, start - CONTEXT_CHARACTERS) : start],
        whole[end : end + CONTEXT_CHARACTERS],
        "link" if in_link else paragraph.zone,
        labels,
        match,
    )


def _deviation(form: Form, reading: str) -> int:
    """Return the index into MATCHES of the strongest deviation of *reading* from the label."""
    found = typographic(reading)
    if found != form.text and found.lower() != form.text.lower():
        return MATCHES.index("variant")
    if form.inflected:
        return MATCHES.index("inflected")
    return MATCHES.index("exact" if found == form.text else "case")


def _choose(forms: Sequence[Form], reading: str, language: str, lexicon: Lexicon) -> tuple[tuple[int, ...], str]:
    """Return one label for each term that claims a span, and the weakest match among them.

    Of one term's labels the least deviating is taken, then one in the post's *language*, then the first.
    """
    primary = language.split("-")[0]
    best: dict[str, tuple[int, bool, int]] = {}
    for form in forms:
        term, label = lexicon.labels[form.label]
        claim = (_deviation(form, reading), label.language.split("-")[0] != primary, form.label)
        best[term.slug] = min(claim, best.get(term.slug, claim))
    return tuple(sorted(index for *_, index in best.values())), MATCHES[min(best.values())[0]]
