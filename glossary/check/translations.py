"""Rules on posts and their translations: what one of the two does not have.

A glossary of thousands of terms has millions of mentions in such posts, so what is asked of each is asked of sets.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import permutations
from typing import NamedTuple, TypeVar

from glossary.build.counterparts import translations
from glossary.check.rule import Finding, Whole, at_place, listed, primary

Known = TypeVar("Known")
SEVERAL = 0  # no label has this id


class _Place(NamedTuple):
    """Where labels stand in a post, and how many such places there are."""

    post: int  # index
    label: int  # id
    times: int


def left_out_terms(whole: Whole) -> Iterator[Finding]:
    """A post mentions a term and its translation does not, though the term has a label in that language."""
    ranks = whole.tally.lexicon.ranks
    named: dict[str, set[int]] = {}  # by language
    for rank, (_, label) in zip(ranks, whole.labels, strict=True):
        named.setdefault(primary(label.language), set()).add(rank)
    first: dict[str, dict[int, tuple[int, int]]] = {}  # by language and term, the post and its translation
    times: dict[str, Counter[int]] = {}

    def terms_of(index: int) -> set[int]:
        return {ranks[number - 1] for number in whole.tally.post_labels[index]}

    for one, here, other, there in _pairs(whole, terms_of):
        language = whole.posts[other].language
        missing = (here - there) & named.get(primary(language), set())
        times.setdefault(language, Counter()).update(missing)
        known = first.setdefault(language, {})
        known.update((rank, (one, other)) for rank in missing - known.keys())
    for language, places in first.items():
        for rank, (one, other) in sorted(places.items()):
            start = min(s for number, s in whole.tally.post_labels[one].items() if ranks[number - 1] == rank)
            more = times[language][rank] - 1
            posts = f", nor do {more} other translations" if more > 1 else ", nor does another one" * more
            slug, path = whole.terms[rank - 1].slug, whole.posts[other].path
            message = f"'{slug}' stands here, and the translation {path} does not mention it{posts}"
            fix = f"add the label that stands there in '{language}', or mend the translation"
            yield at_place(whole.posts[one], start, message, fix, term=slug)


def several_renderings(whole: Whole) -> Iterator[Finding]:
    """Translations render one label differently, each in its own way throughout."""
    ranks = whole.tally.lexicon.ranks
    hidden = {number for number, (_, label) in enumerate(whole.labels, 1) if label.type == "hidden"}
    renderings: dict[tuple[int, str], dict[int, _Place]] = {}  # label and language → rendering → where

    def only_labels(index: int) -> dict[int, int]:
        """Return the terms in a post with the one label that stands there for each."""
        only: dict[int, int] = {}
        for number in whole.tally.post_labels[index]:
            only[ranks[number - 1]] = SEVERAL if ranks[number - 1] in only else number
        return {rank: number for rank, number in only.items() if number != SEVERAL and number not in hidden}

    for _, here, other, there in _pairs(whole, only_labels):
        language = whole.posts[other].language
        for rank in here.keys() & there.keys():
            places = renderings.setdefault((here[rank], language), {})
            known = places.get(there[rank]) or _Place(other, there[rank], 0)
            places[there[rank]] = _Place(known.post, known.label, known.times + 1)
    for (number, _), places in sorted(renderings.items()):
        if len(places) > 1:
            term, label = whole.labels[number - 1]
            *others, rare = sorted(places.values(), key=lambda place: (-place.times, place.label))
            texts = listed((whole.labels[place.label - 1][1].text for place in others), "and")
            message = (
                f"'{whole.labels[rare.label - 1][1].text}' stands for '{label.text}' here, "
                f"and {texts} in other translations, such as {whole.posts[others[0].post].path}"
            )
            start = whole.tally.post_labels[rare.post][rare.label]
            fix = "choose one of them, unless the posts ask for both"
            yield at_place(whole.posts[rare.post], start, message, fix, term=term.slug)


def _pairs(whole: Whole, known: Callable[[int], Known]) -> Iterator[tuple[int, Known, int, Known]]:
    """Yield the indexes of every post and each of its translations, in either order, with what is *known* of each."""
    for group in translations(whole.posts):
        sides = [(index, known(index), primary(whole.posts[index].language)) for index in group]
        for (one, here, language), (other, there, other_language) in permutations(sides, 2):
            if language != other_language:
                yield one, here, other, there
