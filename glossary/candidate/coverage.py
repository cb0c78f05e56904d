"""How much of English and Chinese expressions links match, word by word and character by character.

All expressions of several passages are reckoned with at once: their words are numbered one passage behind the other,
and so are their characters.
"""

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from glossary.candidate.columns import Column

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHARACTERS_A_WORD: Final = 1.9
SINGLE: Final = 1.4  # a single character that is linked says more of the expression than half of it
LITTLE: Final = 0.1  # the weight of what says nothing
MOST_MATCHED: Final = 3.0
REACHED: Final = 0.3  # the strength of a link from which nobody has to guess
GUESS: Final = 0.5  # how far what nothing links counts as linked to what nothing links there, when guessing

Numbers: TypeAlias = "NDArray[np.intp]"
Truths: TypeAlias = "NDArray[np.bool_]"


class Ranges(NamedTuple):
    """Where each of some ranges of words or characters begins and ends."""

    starts: Numbers
    ends: Numbers


class Linked(NamedTuple):
    """Links in the order of their words: which characters say the same, and how surely."""

    words: Numbers
    characters: Ranges
    strengths: Column


class Coverage(NamedTuple):
    """The pairs of expressions that links join, in their order, and how well they fit."""

    ours: Numbers
    theirs: Numbers
    fits: Column
    guessed: Column  # the same where what nothing links on either side is taken to go together
    matched: Column  # how much of the English expression is matched
    masses: Column  # how much each English expression says


def coverage(ours: Ranges, weights: Column, theirs: Ranges, letters: Numbers, han: Truths, links: Linked) -> Coverage:
    """Return the pairs of expressions that *links* join, and how well they fit.

    *ours* are ranges of words, each with its weight, *theirs* ranges of characters, of which some are *han*; *letters*
    are how many characters of each say something.
    """
    import numpy

    one, other, link = _joined(ours, theirs, links)
    begins = changes(one) | changes(other)
    pair = numpy.cumsum(begins) - 1
    one, other = one[begins], other[begins]
    letters = letters[other]
    # Of each word the best link counts, and of each character.
    word = links.words[link]
    best = numpy.flatnonzero(begins | changes(word))
    worth = numpy.where(weights, weights, LITTLE)[word]
    said = numpy.bincount(pair[best], numpy.maximum.reduceat(worth * links.strengths[link], best))
    known = numpy.bincount(pair[best], worth[best])
    masses = _sums(ours, weights)
    masses[masses == 0] = LITTLE
    our_share = said / numpy.maximum(masses[one], known)
    their_share = numpy.minimum(1.0, _shown(Ranges(*(edges[other] for edges in theirs)), pair, link, links) / letters)
    # What nothing links goes together, when guessing, the more the better its lengths fit.
    unlinked = (weights > 0) & (numpy.bincount(links.words, minlength=len(weights)) == 0)
    expected = CHARACTERS_A_WORD * _sums(ours, unlinked)[one]
    our_rest, rest = (_sums(ours, weights * unlinked) / masses)[one], _sums(theirs, _unlinked(han, links))[other]
    alike = GUESS * numpy.minimum(rest, expected) / numpy.maximum(1.0, numpy.maximum(rest, expected))
    guessed = numpy.minimum(1.0, our_share + alike * our_rest), numpy.minimum(1.0, their_share + alike * rest / letters)
    matched = numpy.minimum(masses, MOST_MATCHED)[one] * our_share
    return Coverage(one, other, _together(our_share, their_share), _together(*guessed), matched, masses)


def _together(ours: Column, theirs: Column) -> Column:
    """Return the harmonic means of two shares."""
    return 2 * ours * theirs / (ours + theirs)


def _joined(ours: Ranges, theirs: Ranges, links: Linked) -> tuple[Numbers, Numbers, Numbers]:
    """Return each link between each two expressions: the numbers of all three, in this order."""
    import numpy

    # Each link, and each expression around the characters.
    owners, characters = _each(theirs)
    in_order = numpy.argsort(characters, kind="stable")
    owners, characters = owners[in_order], characters[in_order]
    starts, ends = links.characters
    link, nth = _each(Ranges(characters.searchsorted(starts), characters.searchsorted(starts, "right")))
    other = owners[nth]
    around = theirs.ends[other] >= ends[link]
    link, other = link[around], other[around]
    # Each expression around the word, and each of those.
    one, word = _each(ours)
    words = links.words[link]
    mine, nth = _each(Ranges(words.searchsorted(word), words.searchsorted(word, "right")))
    one, other, link = one[mine], other[nth], link[nth]
    in_order = numpy.argsort(one * len(theirs.starts) + other, kind="stable")
    return one[in_order], other[in_order], link[in_order]


def _shown(theirs: Ranges, pair: Numbers, link: Numbers, links: Linked) -> Column:
    """Return how surely the characters of the Chinese expression of each pair are linked, all in all."""
    import numpy

    sizes = theirs.ends - theirs.starts
    behind = numpy.cumsum(sizes)  # the characters of one pair stand behind those of another
    starts, ends = links.characters
    surely = numpy.where(ends - starts == 1, SINGLE * links.strengths, links.strengths)
    moved = (behind - sizes - theirs.starts)[pair]
    nth, characters = _each(Ranges(starts[link] + moved, ends[link] + moved))
    best = numpy.zeros(sizes.sum())
    numpy.maximum.at(best, characters, surely[link[nth]])
    return _sums(Ranges(behind - sizes, behind), best)


def _unlinked(han: Truths, links: Linked) -> Truths:
    """Return which of the *han* characters no link reaches."""
    surely = links.strengths > REACHED
    _, characters = _each(Ranges(*(edges[surely] for edges in links.characters)))
    unlinked = han.copy()
    unlinked[characters] = False
    return unlinked


def _sums(ranges: Ranges, figures: "Column | Truths") -> Column:
    """Return the sum of the *figures* in each range."""
    import numpy

    owners, each = _each(ranges)
    return numpy.bincount(owners, figures[each], len(ranges.starts)).astype(numpy.float64)


def changes(numbers: Numbers) -> Truths:
    """Return where another number stands than before it, as it does in the first place."""
    import numpy

    changed = numpy.ones(len(numbers), bool)
    changed[1:] = numbers[1:] != numbers[:-1]
    return changed


def _each(ranges: Ranges) -> tuple[Numbers, Numbers]:
    """Return all that stands in some ranges: the number of the range, and its own."""
    import numpy

    counts = ranges.ends - ranges.starts
    owners = numpy.repeat(numpy.arange(len(counts)), counts)
    return owners, numpy.arange(len(owners)) + (ranges.starts - (numpy.cumsum(counts) - counts))[owners]
