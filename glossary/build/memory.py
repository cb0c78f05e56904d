"""What a process that builds again and again keeps of the last build, so that it does again only what an edit changes.

Nothing here is ever written down, and nothing is believed that could have changed: an analysis is kept with the posts
and labels that it came from, and compared with those of today.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from glossary.alignment import Bead
from glossary.build.analysis import Chunk, analyse, chunks
from glossary.build.gathering import Gathered
from glossary.build.studies import Findings, Group
from glossary.mention import Lexicon, compile_labels
from glossary.model import Candidate, Glossary, Post, Term

# An edit costs the analysis of one chunk, so they are small; of larger corpora nothing is kept.
CHUNK_CHARACTERS = 50_000
MOST_CHARACTERS = 20_000_000

_Key = tuple[Any, ...]


class Built(NamedTuple):
    """What the last build read and what it found beside mentions."""

    gathered: Gathered
    labels: Sequence[_Key]  # with which the mentions were found
    output: Path
    input_hash: str
    beads: Mapping[tuple[int, int], Sequence[Bead]]
    paired: Mapping[str, int]
    candidates: Sequence[Candidate] | None


class Memory:
    """The lexicon, the analyses, the alignments and the studies of the last build."""

    def __init__(self) -> None:
        self.labels: Sequence[_Key] = ()  # what the lexicon is compiled from
        self._lexicon: Lexicon | None = None
        self._chunks: dict[_Key, Chunk] = {}
        self._findings: dict[str, Findings] = {}  # of studies, by the keys under which they are kept on disk
        self._beads: dict[Hashable, list[Bead]] = {}
        self.last: Built | None = None
        self._ranked: tuple[Any, Sequence[Candidate]] = None, ()

    def lexicon(self, terms: Sequence[Term]) -> Lexicon:
        """Return the compiled labels of *terms*; what was found by other labels is forgotten."""
        labels = [(term.slug, term.kind, term.labels) for term in terms]
        if self._lexicon is None or labels != self.labels:
            self.labels, self._lexicon = labels, compile_labels(terms)
            self._chunks.clear()
        else:
            self._lexicon = self._lexicon.of(terms)
        return self._lexicon

    def same_mentions(self, gathered: Gathered, output: Path) -> Built | None:
        """Return the last build that ended well if it was of the same posts and labels, and went to *output*.

        The labels are those that ``lexicon`` was asked for last.
        """
        last = self.last
        same = last and last.labels == self.labels and last.output == output and last.gathered.posts == gathered.posts
        return last if same else None

    def holds(self, posts: Iterable[Post]) -> bool:
        """Tell whether *posts* are few enough to be kept."""
        return sum(len(post.body) for post in posts) <= MOST_CHARACTERS

    def analyse(self, posts: Sequence[Post], lexicon: Lexicon) -> Iterator[tuple[int, Sequence[Post], Chunk]]:
        """Yield the analysis of every chunk of *posts* in order, each with the index of its first."""
        kept: dict[_Key, Chunk] = {}
        for start, part in chunks(posts, CHUNK_CHARACTERS):
            key = (start, *((post.path, post.slug, post.language, post.sha256) for post in part))
            kept[key] = self._chunks.get(key) or analyse(part, start + 1, lexicon)
            yield start, part, kept[key]
        self._chunks = kept

    def knows(self, key: str) -> bool:
        """Tell whether the findings of the group of this *key* are kept."""
        return key in self._findings

    def findings(
        self,
        groups: Sequence[Group],
        keys: Sequence[str],
        study: Callable[[Sequence[Group], Sequence[str]], Iterable[Findings]],
    ) -> list[Findings]:
        """Return the findings of each of *groups*, whose *keys* these are; *study* finds those that are not kept."""
        missing = [(group, key) for group, key in zip(groups, keys, strict=True) if key not in self._findings]
        found = study([group for group, _ in missing], [key for _, key in missing])
        known = self._findings | {key: each for (_, key), each in zip(missing, found, strict=True)}
        self._findings = {key: known[key] for key in keys}
        return [known[key] for key in keys]

    def recall_beads(self) -> Callable[[Hashable, Callable[[], list[Bead]]], list[Bead]]:
        """Return what recalls the alignments of the last build; those that nobody asks for now are forgotten then."""
        last, self._beads = self._beads, {}

        def recall(key: Hashable, find: Callable[[], list[Bead]]) -> list[Bead]:
            self._beads[key] = beads = last[key] if key in last else find()
            return beads

        return recall

    def ranked(
        self, keys: Sequence[str], glossary: Glossary, rank: Callable[[], Sequence[Candidate]]
    ) -> Sequence[Candidate]:
        """Return the candidates of the groups of these *keys*; *rank* finds them if labels or refusals have changed."""
        known = [[label.text for label in term.labels] for term in glossary.terms]
        basis = [*keys], known, dict(glossary.ignored)
        if basis != self._ranked[0]:
            self._ranked = basis, rank()
        return self._ranked[1]
