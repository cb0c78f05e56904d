"""The posts that say the same in several languages: their paragraphs and mentions paired, here or in a pool.

While chunks come in, only numbers are kept of the posts concerned: where their paragraphs and mentions begin, and
which terms stand where. Their texts are read again by whoever aligns them, for that costs a tenth of the aligning.
"""

from array import array
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import combinations
from typing import Any, NamedTuple

from glossary.alignment import Bead, align, pair_mentions
from glossary.build.analysis import CHUNKS_AHEAD, PARAGRAPH, PARALLEL_CHARACTERS, POST, TERM, Chunk
from glossary.build.gathering import Progress
from glossary.database import PARAGRAPHS, both_ways
from glossary.model import Paragraph, Post
from glossary.post import MOST_TRANSLATIONS, read_paragraphs

STAGE = "posts aligned"
TASK_CHARACTERS = 200_000


@dataclass(slots=True)
class Place:
    """Where a post's rows begin, and where in it which terms stand."""

    paragraphs: int = 0  # their number
    numbers: "array[int]" = field(default_factory=lambda: array("Q"))  # ids of its mentions, but for ambiguous ones
    indexes: "array[int]" = field(default_factory=lambda: array("L"))  # of their paragraphs, in the post
    terms: "array[int]" = field(default_factory=lambda: array("L"))  # ids of their terms


class Aligned(NamedTuple):
    """A post and its translation, given by their indexes, and what in them corresponds."""

    one: int
    other: int
    beads: list[Bead]
    paragraphs: list[tuple[int, int, float]]  # ids, and how sure it is
    mentions: list[tuple[int, int]]  # ids


Pairs = Iterable[tuple[str, list[tuple[Any, ...]]]]  # a table and rows of it


class Counterparts:
    """The posts that have translations, as the chunks of one build tell of them."""

    def __init__(self, posts: Sequence[Post]) -> None:
        self.posts = posts
        self.groups = list(translations(posts))
        self.places = {index: Place() for group in self.groups for index in group}
        self.beads: dict[tuple[int, int], Sequence[Bead]] = {}  # by indexes of posts, once they are aligned
        self.counts = {"alignments": 0, "mention_pairs": 0}  # rows, likewise
        self._mentions = 0

    def add(self, first: int, chunk: Chunk) -> None:
        """Note where things stand in a *chunk*, whose first post has the index *first*."""
        here: dict[int, Place] = {}
        for number, (count, _) in enumerate(chunk.code, 1):
            if place := self.places.get(first + number - 1):
                place.paragraphs = count
                here[number] = place
        if here:
            for number, row in enumerate(chunk.mentions, self._mentions + 1):
                if row[TERM] is not None and row[POST] in here:
                    place = here[row[POST]]
                    place.numbers.append(number)
                    place.indexes.append(row[PARAGRAPH] - 1)
                    place.terms.append(row[TERM])
        self._mentions += len(chunk.mentions)

    def pairs(self, executor: Executor | None, progress: Progress, recall: "Recall | None" = None) -> Pairs:
        """Yield for every post and each of its translations the rows of each table that pairs them, in both directions.

        The arguments are those of ``align_in_order``.
        """
        for aligned in self.align_in_order(executor, progress, recall):
            self.beads[aligned.one, aligned.other] = aligned.beads
            for table, pairs in ("alignments", aligned.paragraphs), ("mention_pairs", aligned.mentions):
                rows = both_ways(pairs)
                self.counts[table] += len(rows)
                yield table, rows

    def align_in_order(
        self, executor: Executor | None, progress: Progress, recall: "Recall | None" = None
    ) -> Iterator[Aligned]:
        """Yield every post with each of its translations, by *executor* if there is one and they are many.

        With *recall*, what was aligned before is not aligned again.
        """
        total = len(self.groups)
        if recall or (executor and sum(len(self.posts[index].body) for index in self.places) < PARALLEL_CHARACTERS):
            executor = None
        waiting: deque[tuple[int, Future[list[Aligned]] | list[Aligned]]] = deque()

        def finish() -> Iterator[Aligned]:
            done, aligned = waiting.popleft()
            yield from aligned.result() if isinstance(aligned, Future) else aligned
            progress(STAGE, done, total)

        for done, task in self._tasks():
            waiting.append((done, executor.submit(_align_groups, task) if executor else _align_groups(task, recall)))
            while len(waiting) > (CHUNKS_AHEAD if executor else 0):
                yield from finish()
        while waiting:
            yield from finish()

    def _tasks(self) -> Iterator[tuple[int, "list[_Group]"]]:
        """Yield runs of groups of about TASK_CHARACTERS, each with the number of groups up to its end."""
        task: list[_Group] = []
        size = 0
        for number, group in enumerate(self.groups, 1):
            members = [_Member(index, self.posts[index], self.places[index]) for index in group]
            task.append(members)
            size += sum(len(member.post.body) for member in members)
            if size >= TASK_CHARACTERS or number == len(self.groups):
                yield number, task
                task, size = [], 0


class _Member(NamedTuple):
    """One of several posts that say the same."""

    number: int  # its index
    post: Post
    place: Place


_Group = list[_Member]
_Terms = Sequence[Sequence[int]]  # mentioned in each paragraph


def translations(posts: Sequence[Post]) -> Iterator[list[int]]:
    """Yield the indexes of posts that share a translation key and are not all of one language."""
    groups: dict[str, list[int]] = {}
    for index, post in enumerate(posts):
        groups.setdefault(post.translation_key, []).append(index)
    for group in groups.values():
        if 1 < len(group) <= MOST_TRANSLATIONS and len({posts[index].language for index in group}) > 1:
            yield group


# Returns what a function finds, or has found before under the same key.
Recall = Callable[[Hashable, Callable[[], list[Bead]]], list[Bead]]


def _align_groups(groups: Sequence[_Group], recall: Recall | None = None) -> list[Aligned]:
    """Align every two posts of each group that differ in language."""
    aligned = []
    for group in groups:
        mentions = [_by_paragraph(member.place) for member in group]
        read = cache(lambda post: read_paragraphs(post.body))
        for i, j in combinations(range(len(group)), 2):
            one, other = group[i].post, group[j].post
            if one.language != other.language:
                # Which terms are the same matters, not which they are: ids change with every term that is added.
                number: dict[int, int] = {}
                here, there = (
                    tuple(tuple(number.setdefault(term, len(number)) for _, term in found) for found in mentions[side])
                    for side in (i, j)
                )
                find = partial(_align_two, read, one, other, here, there)
                beads = recall((one.body, other.body, here, there), find) if recall else find()
                before, before_other = ((group[side].number + 1) * PARAGRAPHS + 1 for side in (i, j))
                paragraphs = [
                    (before + index, before_other + counterpart, score)
                    for ours, theirs, score in beads
                    for index in ours
                    for counterpart in theirs
                ]
                pairs = list(pair_mentions(beads, mentions[i], mentions[j]))
                aligned.append(Aligned(group[i].number, group[j].number, beads, paragraphs, pairs))
    return aligned


def _align_two(
    read: Callable[[Post], Sequence[Paragraph]], one: Post, other: Post, here: _Terms, there: _Terms
) -> list[Bead]:
    return align(read(one), read(other), here, there)


def _by_paragraph(place: Place) -> list[list[tuple[int, int]]]:
    """Return for each paragraph of a post its mentions, each with its id and its term's."""
    mentions: list[list[tuple[int, int]]] = [[] for _ in range(place.paragraphs)]
    for number, index, term in zip(place.numbers, place.indexes, place.terms, strict=True):
        mentions[index].append((number, term))
    return mentions
