"""From one lexicon to the next: which labels are others, and what the ids of all the rest are now.

A label changes nothing in a post where it does not stand, neither by coming nor by going: what was found there before
is still what is found, under other numbers perhaps.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from glossary.build.analysis import Chunk
from glossary.mention import Lexicon, compile_labels

if TYPE_CHECKING:
    from glossary.model import Label, Term

_Identity = tuple[Any, ...]


class Relabelling(NamedTuple):
    """What has become of the labels of one lexicon in another; ids count from 1, indexes from 0."""

    terms: Mapping[int, int]  # ids before → now, of terms with labels that are the same
    labels: Mapping[int, int]  # likewise
    contexts: Mapping[int, int]  # indexes likewise
    others: Lexicon  # labels that came, went or changed, as they were and as they are

    def touches(self, folded: str) -> bool:
        """Tell whether one of the other labels may stand in a text, given in folded form."""
        automaton = self.others.automaton
        return bool(automaton and automaton.find_overlapping(folded))

    def moves(self) -> bool:
        """Tell whether a label that is the same has another number now."""
        return any(map(differ, self[:3]))


def differ(numbers: Mapping[int, int]) -> bool:
    """Tell whether one of the *numbers* of before is another one now."""
    return any(old != new for old, new in numbers.items())


def unchanged(lexicon: Lexicon) -> Relabelling:
    """Return what has become of the labels of *lexicon* where all are the same."""
    labels = {number: number for number in range(1, len(lexicon.labels) + 1)}
    contexts = {index: index for index in range(len(lexicon.contexts))}
    return Relabelling({rank: rank for rank in lexicon.ranks}, labels, contexts, compile_labels(()))


def relabel(old: Lexicon, new: Lexicon) -> Relabelling:
    """Return what has become of the labels of *old* in *new*."""
    before, now = _identities(old), _identities(new)
    same = _in_order(before, now)
    labels = {before[identity] + 1: now[identity] + 1 for identity in same}
    contexts_now = {context: index for index, context in enumerate(new.contexts)}
    contexts = {
        number: contexts_now[context._replace(label=labels[context.label + 1] - 1)]
        for number, context in enumerate(old.contexts)
        if context.label + 1 in labels
    }
    terms = {old.ranks[before[identity]]: new.ranks[now[identity]] for identity in same}
    return Relabelling(terms, labels, contexts, _lexicon_of_others(old, before, new, now, same))


def renumbered(chunk: Chunk, relabelling: Relabelling) -> Chunk:
    """Return *chunk*, in whose posts no other label stands, with the ids of now."""
    terms, labels, contexts = relabelling.terms, relabelling.labels, relabelling.contexts
    return chunk._replace(
        mentions=[
            (number, terms.get(term), labels.get(label), *rest) for number, term, label, *rest in chunk.mentions
        ],
        ambiguous=[
            (index, tuple((terms[term], labels[label]) for term, label in claims), reading)
            for index, claims, reading in chunk.ambiguous
        ],
        terms=[{terms[term]: count for term, count in counts.items()} for counts in chunk.terms],
        labels={labels[label]: count for label, count in chunk.labels.items()},
        contexts=sorted(contexts[context] for context in chunk.contexts),
    )  # fmt: skip


def _identities(lexicon: Lexicon) -> dict[_Identity, int]:
    """Return the indexes of the labels, by all that finding them looks at."""
    return {
        (
            term.slug, term.kind, label.language, label.text, label.case, label.inflect, label.boundary, label.only_in,
            label.not_in, label.posts,
        ): index
        for index, (term, label) in enumerate(lexicon.labels)
    }  # fmt: skip


def _in_order(before: Mapping[_Identity, int], now: Mapping[_Identity, int]) -> set[_Identity]:
    """Return the labels that are the same; none of a term whose labels stand in another order, for the first counts."""
    orders: dict[str, tuple[list[_Identity], list[_Identity]]] = defaultdict(lambda: ([], []))
    for side, (identities, others) in enumerate(((before, now), (now, before))):
        for identity in identities:
            if identity in others:
                orders[identity[0]][side].append(identity)
    return {identity for order, order_now in orders.values() if order == order_now for identity in order}


def _lexicon_of_others(
    old: Lexicon, before: Mapping[_Identity, int], new: Lexicon, now: Mapping[_Identity, int], same: set[_Identity]
) -> Lexicon:
    found: dict[str, tuple[Term, dict[Label, None]]] = {}
    for lexicon, identities in ((old, before), (new, now)):
        for identity, index in identities.items():
            if identity not in same:
                term, label = lexicon.labels[index]
                found.setdefault(term.slug, (term, {}))[1][label] = None
    return compile_labels([replace(term, labels=tuple(labels)) for term, labels in found.values()])
