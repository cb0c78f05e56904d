"""Which terms belong together: how often each two stand in one paragraph, and which of them more often than by chance.

A term that stands everywhere stands beside every other, and says nothing by it. So what is chosen is not what is most
frequent but what is most unexpected, by the log-likelihood ratio of Dunning 1993 ("Accurate Methods for the Statistics
of Surprise and Coincidence", Computational Linguistics 19:1, 61-74): unlike pointwise mutual information it does not
prefer the rarest pairs, and it holds where counts are small.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby
from math import log
from operator import itemgetter
from typing import Final, NamedTuple

# Of a chi-squared distribution with one degree of freedom, what is passed once in twenty times by chance.
BY_CHANCE: Final = 3.84
# A paragraph that names more terms than this is a list of them; all pairs in it would be too many, and mean little.
TERMS_OF_A_LIST: Final = 100
LINKS_OF_A_TERM: Final = 3
LEAST: Final = 2  # paragraphs: what stands together once may be an accident

Place = tuple[int, int, int]  # post, paragraph, term


class Link(NamedTuple):
    """Two terms that stand in the same paragraphs, and how much oftener than by chance."""

    one: int
    other: int
    paragraph_count: int
    post_count: int
    strength: float


@dataclass(frozen=True, slots=True)
class Counted:
    """In how many paragraphs each term, and each two of them, stand."""

    paragraphs: int = 0
    lists: int = 0  # paragraphs left out because they name too many
    terms: Counter[int] = field(default_factory=Counter)
    pairs: Counter[tuple[int, int]] = field(default_factory=Counter)
    posts: Counter[tuple[int, int]] = field(default_factory=Counter)


def count(places: Iterable[Place]) -> Counted:
    """Count the pairs in *places*, which are in the order of posts and paragraphs."""
    paragraphs = lists = 0
    terms: Counter[int] = Counter()
    pairs: Counter[tuple[int, int]] = Counter()
    posts: Counter[tuple[int, int]] = Counter()
    for _, in_post in groupby(places, key=itemgetter(0)):
        together: Counter[tuple[int, int]] = Counter()
        for _, in_paragraph in groupby(in_post, key=itemgetter(1)):
            named = sorted({term for _, _, term in in_paragraph})
            if len(named) > TERMS_OF_A_LIST:
                lists += 1
                continue
            paragraphs += 1
            terms.update(named)
            together.update(combinations(named, 2))
        pairs.update(together)
        posts.update(together.keys())
    return Counted(paragraphs, lists, terms, pairs, posts)


def links(counted: Counted, kept: Collection[int], least: int = LEAST) -> list[Link]:
    """Return the links between the *kept* terms that chance does not explain, the strongest first."""
    found = [
        Link(one, other, together, counted.posts[one, other], strength)
        for (one, other), together in counted.pairs.items()
        if together >= least and one in kept and other in kept
        if (strength := _strength(together, counted.terms[one], counted.terms[other], counted.paragraphs)) > BY_CHANCE
    ]
    return sorted(found, key=lambda link: (-link.strength, -link.paragraph_count, link.one, link.other))


def drawn(found: Sequence[Link]) -> list[Link]:
    """Return the links to draw: as they come, a few for each term."""
    chosen: list[Link] = []
    degrees: Counter[int] = Counter()
    for link in found:
        if min(degrees[link.one], degrees[link.other]) < LINKS_OF_A_TERM:
            chosen.append(link)
            degrees.update((link.one, link.other))
    return chosen


def linked(found: Sequence[Link], ranked: Sequence[int], most: int) -> list[Link]:
    """Return the links among the first of the *ranked* terms that have any, *most* of them at the most."""
    beside: dict[int, set[int]] = {}
    for link in found:
        beside.setdefault(link.one, set()).add(link.other)
        beside.setdefault(link.other, set()).add(link.one)
    tried: set[int] = set()
    ends: set[int] = set()
    for term in ranked:
        near = beside.get(term, set()) & tried
        grown = ends | near | {term} if near else ends
        if len(grown) <= most:
            ends = grown
            tried.add(term)
    return [link for link in found if link.one in ends and link.other in ends]


def around(counted: Counted, kept: Collection[int], term: int, most: int) -> list[Link]:
    """Return the links of *term* to those it stands beside most often, then those among them, the strongest first."""
    own = [
        Link(one, other, together, counted.posts[one, other], 0.0)
        for (one, other), together in counted.pairs.items()
        if term in (one, other) and one in kept and other in kept
    ]
    own = sorted(own, key=lambda link: (-link.paragraph_count, -link.post_count, link.one, link.other))[: most - 1]
    near = {end for link in own for end in (link.one, link.other)} - {term}
    return own + drawn(links(counted, near, LEAST))


def _strength(together: int, one: int, other: int, paragraphs: int) -> float:
    """Return the log-likelihood ratio of a pair, nothing for one that is rarer than chance would have it."""
    if together * paragraphs <= one * other:
        return 0.0
    rows = (one, paragraphs - one)
    columns = (other, paragraphs - other)
    cells = ((together, one - together), (other - together, paragraphs - one - other + together))
    return 2 * sum(
        cells[row][column] * log(cells[row][column] * paragraphs / (rows[row] * columns[column]))
        for row in (0, 1)
        for column in (0, 1)
        if cells[row][column]
    )
