"""The cheapest way through two posts in their order: dynamic programming within a band about where they run together.

The band follows anchors that stand in one paragraph of either post, and widens until the way keeps off its edges, so
that posts of thousands of paragraphs take seconds and a chapter left out does not lead astray.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from glossary.alignment.costs import CROSSED, FARTHEST, GROUPS, LARGEST, LEFT_OUT, MOST_GAINED, Group, cost_of, groups
from glossary.alignment.profiles import Anchor, Profiles

HALF_WIDTH = 8
_MARGIN = 3  # a way so near to an edge may want to go beyond it
_MOST_CELLS = 350_000  # some seconds; a band is widened to this, but never given up


class Step(NamedTuple):
    """Paragraphs that go together, and at what cost; empty on one side: left out there."""

    ours: tuple[int, ...]
    theirs: tuple[int, ...]
    cost: float


Band = list[tuple[int, int]]  # for each number of our paragraphs passed, the least and most of theirs
Shared = list[dict[int, float]]  # for each of our paragraphs, what its anchors shared with theirs weigh
Size = tuple[int, int]  # of a step: how many of our paragraphs, and of theirs
Costs = dict[int, float]  # of one row of the band, by how many of their paragraphs are passed

_OURS_LEFT_OUT, _THEIRS_LEFT_OUT, _ONE_TO_ONE = (1, 0), (0, 1), (1, 1)
_SWAP = (-2, -2)


def cheapest_path(profiles: Profiles, log_ratio: float, half: int = HALF_WIDTH) -> tuple[list[Step], int]:
    """Return the steps of the cheapest way, in order, that take every paragraph of both sides once.

    The band begins with *half* its width on either side; returned is besides which one was enough.
    """
    ours = [groups(*profiles.ours, size) for size in range(1, LARGEST + 1)]
    theirs = [groups(*profiles.theirs, size) for size in range(1, LARGEST + 1)]
    corners = list(_corners(profiles))
    band = _band(corners, half)
    while True:
        steps = _search(ours, theirs, band, _shared_weights(profiles.anchors, band), log_ratio)
        wider = _band(corners, 2 * half)
        if not _touches(steps, band) or sum(high - low + 1 for low, high in wider) > _MOST_CELLS:
            return steps, half
        band, half = wider, 2 * half


def _corners(profiles: Profiles) -> Iterator[tuple[int, int]]:
    """Yield where the way surely comes by: the longest rising run of anchors that stand once on either side."""
    once = sorted((a.ours[0], a.theirs[0]) for a in profiles.anchors if len(a.ours) == 1 == len(a.theirs))
    ends: list[int] = []  # the least that a rising run of each length can end with
    last: list[int] = []  # that run's last member, as an index into `once`
    before: list[int] = []
    for index, (_, place) in enumerate(once):
        length = bisect_right(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [index]
    run: dict[int, int] = {}
    index = last[-1] if last else -1
    while index >= 0:
        run[once[index][0]] = once[index][1]
        index = before[index]
    yield 0, 0
    yield from ((row, place) for row, place in reversed(run.items()) if row)
    yield len(profiles.ours.lengths), len(profiles.theirs.lengths)


def _band(corners: Sequence[tuple[int, int]], half: int) -> Band:
    """Return the band of this *half* width about the line through the *corners*."""
    centres: list[int] = []
    for (row, place), (next_row, next_place) in pairwise(corners):
        rows = next_row - row
        centres += (place + (next_place - place) * step // rows for step in range(rows))
    most = corners[-1][1]
    centres.append(most)
    # From one row to the next the line may jump; each row reaches from the last one's centre to the next one's.
    reach = [0, *centres, most]
    band = [(max(0, low - half), min(most, high + half)) for low, high in zip(reach, reach[2:], strict=False)]
    return [(0, band[0][1]), *band[1:-1], (band[-1][0], most)] if len(band) > 1 else [(0, most)]


def _shared_weights(anchors: Sequence[Anchor], band: Band) -> Shared:
    """Return the weight of the anchors that two paragraphs share, for those within the *band*."""
    shared: Shared = [{} for _ in band[1:]]
    for weight, ours, theirs in anchors:
        for i in ours:
            row = shared[i]
            low, high = band[i][0], band[i + 1][1]
            for j in theirs[bisect_left(theirs, low) : bisect_right(theirs, high)]:
                row[j] = row.get(j, 0.0) + weight
    return shared


def _search(
    ours: Sequence[Sequence[Group]], theirs: Sequence[Sequence[Group]], band: Band, shared: Shared, log_ratio: float
) -> list[Step]:
    """Return the cheapest way within the *band*."""
    best: list[Costs] = []
    chosen: list[dict[int, Size]] = []
    singles: list[Costs] = []  # what two single paragraphs cost, asked again where neighbours change places
    nothing: Costs = {}
    for i, (low, high) in enumerate(band):
        above, two_above = (best[i - 1] if i else nothing), (best[i - 2] if i > 1 else nothing)
        row, sizes, single = dict[int, float](), dict[int, Size](), dict[int, float]()
        single_above = singles[i - 1] if i else nothing
        several = [
            (right, price, size, best[i - size[0]], ours[size[0] - 1][i], theirs[right - 1])
            for size, price in GROUPS.items()
            if size != (1, 1) and size[0] <= i
            for right in size[1:]
        ]
        for j in range(low, high + 1):
            least, chosen_size = row.get(j - 1, inf) + LEFT_OUT, _THEIRS_LEFT_OUT
            if (cost := above.get(j, inf) + LEFT_OUT) < least:
                least, chosen_size = cost, _OURS_LEFT_OUT
            if i and j:
                single[j] = cost_of(ours[0][i], theirs[0][j], log_ratio, shared[i - 1].get(j - 1, 0.0))
                if (cost := above.get(j - 1, inf) + single[j]) < least:
                    least, chosen_size = cost, _ONE_TO_ONE
                crossed = single.get(j - 1, inf) + single_above.get(j, inf) + CROSSED
                if (cost := two_above.get(j - 2, inf) + crossed) < least:
                    least, chosen_size = cost, _SWAP
            for right, price, size, before, our_group, their_groups in several:
                cost = before.get(j - right, inf) + price
                # Most are out of the question before lengths and anchors are compared.
                if cost - MOST_GAINED >= least or right > j:
                    continue
                their_group = their_groups[j]
                if (
                    cost + max(our_group.least, their_group.least) >= least
                    or abs(their_group.log_length - our_group.log_length - log_ratio) > FARTHEST
                ):
                    continue
                weight = _weight(shared[i - size[0] : i], j - right, j)
                cost += cost_of(our_group, their_group, log_ratio, weight)
                if cost < least:
                    least, chosen_size = cost, size
            row[j], sizes[j] = least, chosen_size
        if not i:
            row = {j: j * LEFT_OUT for j in row}
        best.append(row)
        chosen.append(sizes)
        singles.append(single)
    return list(_traced(best, chosen, singles))[::-1]


def _weight(shared: Shared, start: int, end: int) -> float:
    """Return what the anchors weigh that some of our paragraphs share with theirs from *start* to *end*."""
    weight = 0.0
    for row in shared:
        for index in range(start, end):
            if index in row:
                weight += row[index]
    return weight


def _traced(best: Sequence[Costs], chosen: Sequence[dict[int, Size]], singles: Sequence[Costs]) -> Iterator[Step]:
    """Yield the steps of the way that was *chosen*, from its end."""
    i = len(best) - 1
    j = max(best[i])
    while i or j:
        down, right = size = chosen[i][j]
        if size == _SWAP:
            yield Step((i - 1,), (j - 2,), singles[i][j - 1] + CROSSED / 2)
            yield Step((i - 2,), (j - 1,), singles[i - 1][j] + CROSSED / 2)
            down, right = 2, 2
        else:
            cost = best[i][j] - best[i - down][j - right]
            yield Step(tuple(range(i - down, i)), tuple(range(j - right, j)), cost)
        i, j = i - down, j - right


def _touches(steps: Sequence[Step], band: Band) -> bool:
    """Tell whether the way comes near an edge of the band behind which there is more."""
    most = band[-1][1]
    i = j = 0
    for step in steps:
        i, j = i + len(step.ours), j + len(step.theirs)
        low, high = band[i]
        if (low and j - low < _MARGIN) or (high < most and high - j < _MARGIN):
            return True
    return False
