"""Finding mentions: scan, edges, case, contexts, then the leftmost-longest of what is left.

The order matters. Were the longest taken first, "AI model" would win in "AI models", fail its edge there, and hide
the "AI" that is right. The scan is one automaton over the folded reading text, so its cost does not grow with the
number of labels; a segmenter is never asked.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from glossary.mention.contexts import contexts_admit
from glossary.mention.lexicon import ANY_CASE, EXACT_CASE, Form, Lexicon
from glossary.model import MATCHES, Mention, Paragraph, Post
from glossary.post import run_beginnings, source_range
from glossary.text import LATIN, WORD, Folded, begins_sentence, fold, raised, typographic

CONTEXT_CHARACTERS = 32


# Start, end turned round, and the forms that pass: sorted, the leftmost and longest come first.
_Span = tuple[int, int, tuple[Form, ...]]


def find_mentions(post: Post, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> list[Mention]:
    """Return the mentions of the lexicon's labels in a post's *paragraphs*, in order, none overlapping."""
    automaton = lexicon.automaton
    if automaton is None:
        return []
    excluded = lexicon.excluded(post)
    mentions: list[Mention] = []
    for number, paragraph in enumerate(paragraphs):
        text = fold(paragraph.reading)
        hits = automaton.find_overlapping(_blank(text, paragraph.unsearched))
        if not hits:
            continue
        spans = _spans(hits, text, paragraph.reading, lexicon, excluded)
        spans.sort()
        place = _Placing(number, paragraph, text, post, lexicon).mention
        reach = 0
        for start, turned, forms in spans:
            if start >= reach:
                reach = -turned
                mentions.append(place(start, reach, forms))
    return mentions


def labels_within(text: str, lexicon: Lexicon) -> set[int]:
    """Return the labels that stand in *text*, those inside others too."""
    folded = fold(text)
    hits = lexicon.automaton.find_overlapping(folded.folded) if lexicon.automaton else []
    return {form.label for _, _, forms in _spans(hits, folded, text, lexicon, frozenset()) for form in forms}


def contexts_within(paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> set[int]:
    """Return the contexts of the lexicon that *paragraphs* hold."""
    if not lexicon.contexts:
        return set()
    automaton, contexts_of = lexicon.quotations
    patterns = {
        hit[2] for paragraph in paragraphs for hit in automaton.find_overlapping(fold(paragraph.reading).folded)
    }
    return {context for pattern in patterns for context in contexts_of[pattern]}


def _blank(text: Folded, ranges: Sequence[tuple[int, int]]) -> str:
    """Return the folded text with *ranges* of the reading text, in order, replaced by what no label holds."""
    if not ranges:
        return text.folded
    pieces: list[str] = []
    reach = 0
    for start, end in ranges:
        if text.offsets is not None:
            start, end = bisect_left(text.offsets, start), bisect_left(text.offsets, end)
        if end > reach:
            start = max(start, reach)
            pieces += text.folded[reach:start], "\0" * (end - start)
            reach = end
    return "".join((*pieces, text.folded[reach:]))


def _spans(
    hits: list[tuple[int, int, int]], text: Folded, reading: str, lexicon: Lexicon, excluded: frozenset[int]
) -> list[_Span]:
    """Return the hits that pass edges, case and contexts, with the forms that do."""
    # Once a hit, so by the million: what most labels ask for is decided here, the rest in functions.
    patterns, folded, word = lexicon.patterns, text.folded, WORD
    length = len(folded)
    spans: list[_Span] = []
    for start, end, index in hits:
        _, starts_word, ends_word, forms, plain = patterns[index]
        has_edges = True
        if starts_word and start:
            before = folded[start - 1]
            has_edges = not (word[before] or (before in ".," and _joined_before(start, text, reading)))
        if has_edges and ends_word and end < length:
            behind = folded[end]
            has_edges = not (word[behind] or (behind in ".,+#" and _joined_behind(end, text, reading)))
        if not plain or excluded:
            forms = tuple(
                form
                for form in forms
                if (has_edges or not form.edges)
                and (form.case == ANY_CASE or _case_admits(form, text, reading, start, end))
                and form.label not in excluded
                and (not form.contexts or contexts_admit(lexicon.labels[form.label][1], folded, start, end))
            )
        elif not has_edges:
            continue
        if forms:
            spans.append((start, -end, forms))
    return spans


def _joined_before(start: int, text: Folded, reading: str) -> bool:
    """Tell whether the ``.`` or ``,`` before *start* joins two digits: 325 is not in 1,325."""
    folded = text.folded
    if not (start > 1 and folded[start].isdecimal() and folded[start - 2].isdecimal()):
        return False
    return _as_read(text, reading, start - 1) == folded[start - 1]


def _joined_behind(end: int, text: Folded, reading: str) -> bool:
    """Tell whether the sign at *end* goes with what is before it: v3 is not in v3.5, C is not in C++."""
    folded = text.folded
    if folded[end] in "+#":
        joins = LATIN[folded[end - 1]]
    else:
        joins = end + 1 < len(folded) and folded[end - 1].isdecimal() and folded[end + 1].isdecimal()
    return joins and _as_read(text, reading, end) == folded[end]


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


class _Placing:
    """Makes mentions of one paragraph, with what they need of it at hand: there are a million."""

    __slots__ = (
        "begins",
        "body",
        "language",
        "lexicon",
        "links",
        "number",
        "offsets",
        "paragraph",
        "shift",
        "whole",
        "zone",
    )

    def __init__(self, number: int, paragraph: Paragraph, text: Folded, post: Post, lexicon: Lexicon) -> None:
        self.number, self.paragraph, self.lexicon = number, paragraph, lexicon
        self.whole, self.zone, self.links = paragraph.reading, paragraph.zone, paragraph.links
        self.offsets, self.body, self.language = text.offsets, post.body, post.language
        run = paragraph.runs[0]
        # How far the body is ahead of the reading text, where that is so throughout.
        alike = len(paragraph.runs) == 1 and run.end - run.start == run.length
        self.shift = run.start if alike else None
        self.begins = None if alike else run_beginnings(paragraph)

    def mention(self, start: int, end: int, forms: tuple[Form, ...]) -> Mention:
        """Return the mention at ``[start, end)`` of the folded text, which *forms* claim."""
        if self.offsets is not None:
            start, end = self.offsets[start], self.offsets[end]
        whole, zone = self.whole, self.zone
        reading = whole[start:end]
        form = forms[0]
        labels: tuple[int, ...] = (form.label,)
        match = "exact"
        if len(forms) > 1:
            labels, match = _choose(forms, reading, self.language, self.lexicon)
        elif form.inflected or form.text != reading:
            match = MATCHES[_deviation(form, reading)]
        if self.shift is not None:
            body_start, body_end = self.shift + start, self.shift + end
        else:
            body_start, body_end = source_range(self.paragraph, start, end, self.begins)
        if self.links:
            link = bisect_right(self.links, (start, len(whole))) - 1
            if link >= 0 and end <= self.links[link][1]:
                zone = "link"
        fields = (
            self.number,
            start,
            body_start,
            body_end,
            self.body[body_start:body_end],
            reading,
            whole[start - CONTEXT_CHARACTERS if start > CONTEXT_CHARACTERS else 0 : start],
            whole[end : end + CONTEXT_CHARACTERS],
            zone,
            labels,
            match,
            None,
        )
        return tuple.__new__(Mention, fields)  # half the price of the constructor


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
