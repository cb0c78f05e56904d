"""What of a paragraph survives translation: its length, its zone, and the signs that stand in both languages."""

import math
import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from glossary.text import fold

# What a character is worth in letters of an alphabet: a Chinese one says what four letters of English do.
_HAN, _KANA, _HANGUL = 4.0, 2.0, 2.5
_DENSE = re.compile(r"([\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]+)|([\u3040-\u30ff]+)|([\uac00-\ud7af]+)")
_TOKEN = re.compile(r"(\d+(?:[.,]\d+)*)|([\u3400-\u9fff\U00020000-\U000323af]+)|([^\W\d_]{2,})")
# Marks that translators keep; full stops, commas, dashes and the like each language has its own way.
_MARK = re.compile(r"\.{3}|[^\w\s.,;:'、。，；：\-–—·)\]}」』》】〉]")
_SAME_MARK = {"...": "…", "「": '"', "『": '"', "《": '"', "〈": '"'}
_ENDING = re.compile(r"[?!:;]\W{0,3}\Z")
_MARK_WEIGHT = 0.5  # beside words and numbers
_MARKED = " "  # before a mark, so that it is none of those
# What tells a paragraph of megabytes from others stands at its beginning too.
_SEARCHED_CHARACTERS = 20_000
# An anchor in more paragraphs than this share of a post tells none from another.
_COMMON = 0.4
_FEW = 8


class Passage(Protocol):
    """What is aligned: a paragraph, or whatever else has a zone and a reading text."""

    @property
    def zone(self) -> str: ...
    @property
    def reading(self) -> str: ...


class Anchor(NamedTuple):
    """A sign on both sides: what it says about two paragraphs that have it, and which those are."""

    weight: float
    ours: list[int]
    theirs: list[int]


class Side(NamedTuple):
    """One post as the aligner sees it: something of each paragraph."""

    lengths: list[float]  # in letters of an alphabet
    weights: list[float]  # of all its anchors
    zones: list[str]

    def of(self, indexes: Collection[int]) -> "Side":
        """Return what is known of some paragraphs alone."""
        return Side(
            [self.lengths[index] for index in indexes],
            [self.weights[index] for index in indexes],
            [self.zones[index] for index in indexes],
        )


class Profiles(NamedTuple):
    """Two posts as the aligner sees them."""

    ours: Side
    theirs: Side
    anchors: list[Anchor]

    def without(self, ours: Collection[int], theirs: Collection[int]) -> "Profiles":
        """Return them without some paragraphs of either side, the others counted anew."""
        our_new = _renumbered(len(self.ours.lengths), ours)
        their_new = _renumbered(len(self.theirs.lengths), theirs)
        anchors = (
            Anchor(
                anchor.weight,
                [our_new[index] for index in anchor.ours if index in our_new],
                [their_new[index] for index in anchor.theirs if index in their_new],
            )
            for anchor in self.anchors
        )
        return Profiles(
            self.ours.of(our_new),
            self.theirs.of(their_new),
            [anchor for anchor in anchors if anchor.ours and anchor.theirs],
        )


def _renumbered(count: int, removed: Collection[int]) -> dict[int, int]:
    """Return the indexes below *count* that are not *removed*, each with its place among them."""
    return {index: place for place, index in enumerate(index for index in range(count) if index not in removed)}


def profile(
    ours: Sequence[Passage],
    theirs: Sequence[Passage],
    our_anchors: Sequence[Collection[Hashable]],
    their_anchors: Sequence[Collection[Hashable]],
) -> Profiles:
    """Return what is needed to compare two posts."""
    side, other = _side(ours), _side(theirs)
    places, their_places = _places(ours, our_anchors), _places(theirs, their_anchors)
    few = min(len(ours), len(theirs)) <= _FEW
    anchors = []
    for sign in places.keys() & their_places.keys():
        here, there = places[sign], their_places[sign]
        share, their_share = len(here) / len(ours), len(there) / len(theirs)
        if few or max(share, their_share) <= _COMMON:
            weight = -math.log(share * their_share) / 2
            if isinstance(sign, str) and sign[0] == _MARKED:
                weight *= _MARK_WEIGHT
            if weight:
                anchors.append(Anchor(weight, here, there))
    # Sums of fractions depend on their order, and that of a set on chance.
    anchors.sort()
    for weight, here, there in anchors:
        for index in here:
            side.weights[index] += weight
        for index in there:
            other.weights[index] += weight
    return Profiles(side, other, anchors)


def _side(passages: Sequence[Passage]) -> Side:
    return Side(
        [_length(passage.reading) for passage in passages],
        [0.0] * len(passages),
        [passage.zone for passage in passages],
    )


def _length(reading: str) -> float:
    """Return the length of a reading text in letters of an alphabet, whatever its script."""
    length = float(len(reading))
    if not reading.isascii():
        for found in _DENSE.finditer(reading):
            han, kana, _ = found.groups()
            length += (found.end() - found.start()) * ((_HAN if han else _KANA if kana else _HANGUL) - 1)
    return length


def _places(passages: Sequence[Passage], anchors: Sequence[Collection[Hashable]]) -> dict[Hashable, list[int]]:
    """Return for each sign the passages that have it, in order."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index, passage in enumerate(passages):
        for sign in _signs(passage.reading[:_SEARCHED_CHARACTERS]):
            places[sign].append(index)
    for index, given in enumerate(anchors):
        for anchor in dict.fromkeys(given):
            places["given", anchor].append(index)
    return places


def _signs(reading: str) -> dict[str, None]:
    """Return the words, numbers, pairs of Chinese characters and marks of a reading text, each once."""
    text = fold(reading).folded
    signs: dict[str, None] = {}
    for number, han, word in _TOKEN.findall(text):
        if word:
            signs[word] = None
        elif number:
            signs[number.replace(",", "")] = None
        else:
            signs.update(dict.fromkeys(map("".join, pairwise(han))))
    signs.update((_MARKED + _SAME_MARK.get(mark, mark), None) for mark in _MARK.findall(text))
    if ending := _ENDING.search(text, max(0, len(text) - 4)):
        signs[f"{_MARKED}at the end {ending.group()[0]}"] = None
    return signs
