"""What a process that builds again and again keeps of the last build, so that it does again only what an edit changes.

Nothing here is ever written down, and nothing is believed that could have changed: an analysis is kept with the posts
and labels that it came from, and compared with those of today.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from glossary.build.analysis import READING_OF_PARAGRAPH, START, Analyses, Chunk, analyse
from glossary.build.gathering import Gathered
from glossary.build.relabelling import Relabelling, relabel, renumbered, unchanged
from glossary.build.studies import Findings, Group
from glossary.build.tables import Tables, Told
from glossary.database import is_of_build
from glossary.mention import Lexicon, compile_labels
from glossary.model import Candidate, Glossary, Post
from glossary.text import fold

# Of larger corpora nothing is kept.
MOST_CHARACTERS = 20_000_000


class Analysed(NamedTuple):
    """A post with its analysis, a chunk of one, and where that comes from."""

    post: Post
    chunk: Chunk
    folded: str  # its reading text
    source: int | None  # the index of the post of the last build whose mentions it has; None: it is fresh

    def kept(self) -> "Analysed":
        """Return what of it is kept once it is written: of mentions not the texts."""
        return self._replace(chunk=self.chunk._replace(mentions=[row[: START + 1] for row in self.chunk.mentions]))

    def same(self, post: Post) -> bool:
        """Tell whether *post* is the same for all that is found in it."""
        ours = self.post
        return (ours.path, ours.slug, ours.language, ours.sha256) == (post.path, post.slug, post.language, post.sha256)


class Remembered(NamedTuple):
    """All posts of a build with their analyses, and the labels by which they were made."""

    glossary: Glossary
    lexicon: Lexicon
    relabelling: Relabelling  # from the labels of the last build
    posts: Sequence[Analysed]

    def kept(self) -> "Remembered":
        """Return what of it is kept once it is written."""
        return self._replace(posts=[each if each.source is not None else each.kept() for each in self.posts])

    def analysed(self) -> Analyses:
        """Yield every post and its analysis, as ``analyse_in_order`` does."""
        return ((index, [each.post], each.chunk) for index, each in enumerate(self.posts))


class Written(NamedTuple):
    """What the last build that ended well has put into the database."""

    output: Path
    remembered: Remembered
    tables: Tables  # of what was found
    told: Told


class Memory:
    """What was read, the lexicon, the analyses, the alignments and the studies of the last build."""

    def __init__(self) -> None:
        self.last: Written | None = None
        self._found: dict[str, dict[Hashable, Any]] = {}  # files that were read, alignments
        self._findings: dict[str, Findings] = {}  # of studies, by the keys under which they are kept on disk
        self._ranked: tuple[Any, Sequence[Candidate]] = None, ()

    def recall(self, kind: str) -> Callable[[Hashable, Callable[[], Any]], Any]:
        """Return what recalls what the last build has found of one *kind*, or finds it.

        What nobody asks for in this build is forgotten.
        """
        last = self._found.get(kind, {})
        now = self._found[kind] = {}

        def recall(key: Hashable, find: Callable[[], Any]) -> Any:
            now[key] = found = last[key] if key in last else find()
            return found

        return recall

    def remember(self, gathered: Gathered, output: Path) -> Remembered | None:
        """Return all that is found in the posts, looked for again only where an edit may have changed it.

        Of posts too many to be kept nothing is remembered, and None is returned; nor is the last build, if it is not
        what stands in the file *output*.
        """
        if self.last and not (self.last.output == output and is_of_build(output, self.last.told.tables["build"])):
            self.last = None
        if sum(len(post.body) for post in gathered.posts) > MOST_CHARACTERS:
            self.last = None
            return None
        last = self.last.remembered if self.last else None
        terms = gathered.glossary.terms
        if last and _labels(last.glossary) == _labels(gathered.glossary):
            lexicon = last.lexicon.of(terms)
            relabelling = unchanged(lexicon)
        else:
            lexicon = compile_labels(terms)
            relabelling = relabel(last.lexicon, lexicon) if last else unchanged(lexicon)
        moves = relabelling.moves()
        known = {analysed.post.path: (index, analysed) for index, analysed in enumerate(last.posts)} if last else {}
        found = []
        for post in gathered.posts:
            index, before = known.get(post.path, (0, None))
            if before and before.same(post) and not relabelling.touches(before.folded):
                chunk = renumbered(before.chunk, relabelling) if moves else before.chunk
                found.append(Analysed(post, chunk, before.folded, index))
            else:
                chunk = analyse([post], lexicon)
                readings = (fold(row[READING_OF_PARAGRAPH]).folded for row in chunk.paragraphs)
                found.append(Analysed(post, chunk, "\0".join(readings), None))
        return Remembered(gathered.glossary, lexicon, relabelling, found)

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

    def ranked(
        self,
        keys: Sequence[str],
        gathered: Gathered,
        rank: Callable[[], Sequence[Candidate]],
        *,
        in_haste: bool,
    ) -> tuple[Sequence[Candidate], bool]:
        """Return the candidates of the groups of these *keys*, and whether they are those of today.

        *rank* finds them if labels, refusals or posts have changed. In haste, what was found last stands for a while
        where only labels and texts have, but for what is a label now.
        """
        terms = gathered.glossary.terms
        basis = (
            [(post.path, post.language) for post in gathered.posts],
            dict(gathered.glossary.ignored),
            [*keys],
            [[label.text for label in term.labels] for term in terms],
        )
        last, candidates = self._ranked
        if basis == last:
            return candidates, True
        if in_haste and last and basis[:2] == last[:2]:
            labels = {(label.language, label.text) for term in terms for label in term.labels}
            left = [candidate for candidate in candidates if (candidate.language, candidate.text) not in labels]
            return left if len(left) < len(candidates) else candidates, False
        self._ranked = basis, rank()
        return self._ranked[1], True


def _labels(glossary: Glossary) -> list[tuple[Any, ...]]:
    return [(term.slug, term.kind, term.labels) for term in glossary.terms]
