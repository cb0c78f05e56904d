"""Where the terms of a map stand: laid out by their links, then moved apart until no label covers another.

Each connected part is laid out for itself, with distances on paper like distances along its links (Kamada and Kawai
1989), and the parts are put side by side in rows. Nothing is random, so that the same links give the same picture.
"""

from collections.abc import Mapping, Sequence
from math import atan2, cos, dist, sin, sqrt
from typing import Final, NamedTuple
from unicodedata import east_asian_width

from glossary.plugin.pages.links import Link

LEAST_TYPE: Final = 13
MOST_TYPE: Final = 19
LEAST_RADIUS: Final = 4.0
MOST_RADIUS: Final = 13.0
LINE_HEIGHT: Final = 1.2
LONGEST_LINE: Final = 11.0  # in ems
LINES: Final = 3
# Labels are wider than they are high, and so is a link.
ACROSS: Final = 105.0
DOWN: Final = 80.0
ROOM: Final = 8.0  # around a term
THINNEST: Final = 1.2
THICKEST: Final = 4.5
MARGIN: Final = 14.0
ROUNDS: Final = 300
SHAPE: Final = 1.5  # of the whole, as wide as high
SPACE: Final = 2.6  # of a part, as large as what its terms cover
MOST_STRETCHED: Final = 1.8
FEW: Final = 4  # terms, which lie as they lie

Place = tuple[float, float]


class Drawn(NamedTuple):
    """A term on the map: a dot, and its label below, all in pixels."""

    id: int
    x: float
    y: float
    radius: float
    size: float
    lines: Sequence[tuple[float, str]]  # the foot of each line, and what stands in it


class Line(NamedTuple):
    """A link on the map, from dot to dot."""

    one: int
    other: int
    x1: float
    y1: float
    x2: float
    y2: float
    width: float


class Drawing(NamedTuple):
    """A map: its size, terms and links."""

    width: int
    height: int
    terms: Sequence[Drawn]
    lines: Sequence[Line]


class Box:
    """What a term takes up while it is moved about: its middle, and half of its size."""

    __slots__ = ("below", "half", "high", "label", "lines", "radius", "size", "x", "y")

    def __init__(self, label: str, weight: float) -> None:
        self.label = label
        self.size = round(LEAST_TYPE + (MOST_TYPE - LEAST_TYPE) * weight, 1)
        self.radius = round(LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * weight, 1)
        self.lines = _broken(label)
        self.below = self.size * LINE_HEIGHT * len(self.lines)
        self.half = max(self.radius, self.size * max(map(ems, self.lines)) / 2) + ROOM / 2
        self.high = self.radius + self.below / 2 + ROOM / 2
        self.x = self.y = 0.0


def draw(labels: Mapping[int, str], mentions: Mapping[int, int], links: Sequence[Link]) -> Drawing:
    """Return the map of some links between terms, whose labels and numbers of mentions are given."""
    ids = sorted({end for link in links for end in (link.one, link.other)})
    most = max((mentions[term] for term in ids), default=1)
    boxes = {term: Box(labels[term], sqrt(mentions[term] / most)) for term in ids}
    width, height = _in_rows([_laid_out(part, boxes) for part in _parts(ids, links)], boxes)
    middles = {term: (round(box.x, 1), round(box.y - box.below / 2, 1)) for term, box in boxes.items()}
    terms = [
        Drawn(
            term,
            *middles[term],
            box.radius,
            box.size,
            [
                (round(middles[term][1] + box.radius + box.size * LINE_HEIGHT * (number + 0.85), 1), text)
                for number, text in enumerate(box.lines)
            ],
        )
        for term, box in boxes.items()
    ]
    counts = [link.paragraph_count for link in links] or [0]
    spread = max(1, max(counts) - min(counts))
    lines = [
        Line(
            link.one,
            link.other,
            *middles[link.one],
            *middles[link.other],
            round(THINNEST + (THICKEST - THINNEST) * sqrt((link.paragraph_count - min(counts)) / spread), 1),
        )
        for link in sorted(links, key=lambda link: (link.paragraph_count, link.one, link.other))
    ]
    return Drawing(width, height, terms, lines)


def _parts(ids: Sequence[int], links: Sequence[Link]) -> list[tuple[list[int], list[tuple[int, int]]]]:
    """Return the connected parts, the largest first: their terms, and their links by the places of the terms."""
    part_of = {term: [term] for term in ids}
    for link in links:
        one, other = part_of[link.one], part_of[link.other]
        if one is not other:
            one += other
            for term in other:
                part_of[term] = one
    parts = {id(part): sorted(part) for part in part_of.values()}
    made = []
    for part in sorted(parts.values(), key=lambda part: (-len(part), part)):
        place = {term: number for number, term in enumerate(part)}
        made.append((part, [(place[link.one], place[link.other]) for link in links if link.one in place]))
    return made


def _laid_out(part: tuple[list[int], list[tuple[int, int]]], boxes: Mapping[int, Box]) -> list[Box]:
    """Place the terms of a connected part, and return them."""
    from rustworkx import PyGraph, kamada_kawai_layout

    terms, links = part
    graph: PyGraph[int, float] = PyGraph(multigraph=False)
    graph.add_nodes_from(terms)
    graph.add_edges_from([(one, other, 1.0) for one, other in links])
    places = kamada_kawai_layout(graph)
    placed = [boxes[term] for term in terms]
    turned = _lengthwise([places[number] for number in range(len(placed))])
    across, down = _scales(turned, links, sum(4 * box.half * box.high for box in placed))
    for box, (x, y) in zip(placed, turned, strict=True):
        box.x, box.y = x * across, y * down
    _move_apart(placed)
    return placed


def _scales(places: Sequence[Place], links: Sequence[tuple[int, int]], covered: float) -> Place:
    """Return by how much to stretch a part in each direction, so that its labels have room and no more than that."""
    length = sum(dist(places[one], places[other]) for one, other in links) / len(links)
    across, down = ACROSS / length, DOWN / length
    wide = max(x for x, _ in places) - min(x for x, _ in places)
    high = max(y for _, y in places) - min(y for _, y in places)
    if len(places) <= FEW or wide * high == 0:
        return across, down
    wide, high = wide * across, high * down
    factor = sqrt(covered * SPACE / (wide * high))
    stretch = sqrt(max(1 / MOST_STRETCHED, min(MOST_STRETCHED, SHAPE * high / wide)))
    return across * factor * stretch, down * factor / stretch


def _lengthwise(places: Sequence[Place]) -> list[Place]:
    """Return places turned so that they lie as wide as they may: their principal axis becomes the horizontal."""
    count = len(places)
    middle_x, middle_y = sum(x for x, _ in places) / count, sum(y for _, y in places) / count
    moved = [(x - middle_x, y - middle_y) for x, y in places]
    wide, high = sum(x * x for x, _ in moved), sum(y * y for _, y in moved)
    angle = atan2(2 * sum(x * y for x, y in moved), wide - high) / 2
    return [(x * cos(angle) + y * sin(angle), y * cos(angle) - x * sin(angle)) for x, y in moved]


def _move_apart(boxes: Sequence[Box]) -> None:
    """Move boxes until none covers another: each pair by the shorter way, and all a little further if that fails."""
    order = [(one, other) for number, one in enumerate(boxes) for other in boxes[number + 1 :]]
    for turn in range(ROUNDS):
        covered = False
        for one, other in order:
            across = one.half + other.half - abs(one.x - other.x)
            down = one.high + other.high - abs(one.y - other.y)
            if across <= 0.01 or down <= 0.01:
                continue
            covered = True
            if across < down:
                way = across / 2 if one.x < other.x else -across / 2
                one.x, other.x = one.x - way, other.x + way
            else:
                way = down / 2 if one.y < other.y else -down / 2
                one.y, other.y = one.y - way, other.y + way
        if not covered:
            return
        if turn % 20 == 19:
            for box in boxes:
                box.x, box.y = box.x * 1.1, box.y * 1.1


def _in_rows(parts: Sequence[Sequence[Box]], boxes: Mapping[int, Box]) -> tuple[int, int]:
    """Put the parts side by side in rows, and return the width and height of the whole."""
    if not parts:
        return 0, 0
    ends = [
        (
            min(box.x - box.half for box in part), max(box.x + box.half for box in part),
            min(box.y - box.high for box in part), max(box.y + box.high for box in part),
        )
        for part in parts
    ]  # fmt: skip
    area = sum((right - left + 2 * MARGIN) * (bottom - top + 2 * MARGIN) for left, right, top, bottom in ends)
    widest = max(*(right - left for left, right, _, _ in ends), sqrt(area * SHAPE)) + 2 * MARGIN
    x, y, row_height, width = MARGIN, MARGIN, 0.0, 0.0
    for part, (left, right, top, bottom) in zip(parts, ends, strict=True):
        if x + right - left + MARGIN > widest:
            x, y, row_height = MARGIN, y + row_height + 2 * MARGIN, 0.0
        for box in part:
            box.x, box.y = box.x - left + x, box.y - top + y
        x += right - left + 2 * MARGIN
        row_height, width = max(row_height, bottom - top), max(width, x - MARGIN)
    return round(width), round(y + row_height + MARGIN)


def ems(text: str) -> float:
    """Return about how wide a text is: Chinese characters are an em, capitals less, small letters least."""
    return sum(
        1.0 if east_asian_width(sign) in "FW" else 0.74 if sign.isupper() or sign in "@%&—…mwMW" else 0.57
        for sign in text
    )


def _broken(label: str) -> list[str]:
    """Return a label in a line or two, the last cut where even that is too short."""
    lines = [""]
    for piece in _pieces(" ".join(label.split())):
        if lines[-1] and ems(lines[-1] + piece.rstrip()) > LONGEST_LINE:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    shown = [line.strip() for line in lines[:LINES]]
    too_long = len(lines) > LINES
    for number, line in enumerate(shown):
        while ems(shown[number]) > LONGEST_LINE * 1.2:
            shown[number] = shown[number].removesuffix("…")[:-1] + "…"
        if too_long and number == LINES - 1 and not shown[number].endswith("…"):
            shown[number] = line + "…"
    return shown


def _pieces(text: str) -> list[str]:
    """Return a text cut wherever a line may end: behind a space, and around a Chinese character."""
    pieces: list[str] = []
    for sign in text:
        wide = east_asian_width(sign) in "FW"
        if pieces and not pieces[-1].endswith(" ") and not wide and east_asian_width(pieces[-1][-1]) not in "FW":
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces
