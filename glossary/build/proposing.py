"""The terms that are still missing, as a build and ``glossary suggest`` propose them."""

from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from glossary.build.analysis import analyse_in_order
from glossary.build.cache import open_cache
from glossary.build.counterparts import Counterparts
from glossary.build.gathering import Gathered, Progress, gather
from glossary.build.memory import Memory
from glossary.build.studies import Alignments, Findings, Group, group_posts, key_of, load_early, study_in_order
from glossary.build.tally import Tally
from glossary.build.workers import executor_of, without_garbage_collection
from glossary.candidate import default_cut, rank
from glossary.mention import compile_labels
from glossary.model import Candidate, Glossary

CACHE = "studies"


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed, and for which glossary and posts."""

    glossary: Glossary
    languages: tuple[str, ...]  # of the posts, sorted
    candidates: Sequence[Candidate]  # best first per language, ignored ones included
    unstudied: int = 0  # posts with their translations that were left for later
    unranked: bool = False  # whether what was proposed last has been left to stand

    def believed(self) -> list[Candidate]:
        """Return those that the tool believes in."""
        return default_cut(self.candidates)

    def counts(self) -> dict[str, int]:
        """Return how many there are, and how many of them are believed in."""
        later = {"unstudied": self.unstudied, "unranked": int(self.unranked)}
        counts = {"candidates": len(self.candidates), "suggestions": len(self.believed())}
        return counts | {name: count for name, count in later.items() if count}

    def cut(self) -> dict[str, float]:
        """Return for each language the lowest score that is believed in."""
        lowest: dict[str, float] = {}
        for candidate in self.believed():
            lowest[candidate.language] = min(candidate.score, lowest.get(candidate.language, candidate.score))
        return dict(sorted(lowest.items()))


def suggest_terms(
    content: Sequence[Path],
    terms: Path,
    *,
    jobs: int = 1,
    drafts: bool = False,
    progress: Progress = lambda stage, done, total: None,
) -> Proposed:
    """Read posts and terms as a build does, and return what is proposed."""
    with executor_of(jobs) as executor, without_garbage_collection():
        gathered = gather(content, terms, drafts=drafts, executor=executor, progress=progress)
        load_early(gathered.posts, open_cache(CACHE), executor, jobs)
        lexicon = compile_labels(gathered.glossary.terms)
        tally, counterparts = Tally(gathered, lexicon), Counterparts(gathered.posts)
        for first, posts, chunk in analyse_in_order(gathered.posts, lexicon, executor):
            tally.add(first, posts, chunk)
            counterparts.add(first, chunk)
            progress("mentions found", first + len(posts), len(gathered.posts))
        beads = {(pair.one, pair.other): pair.beads for pair in counterparts.align_in_order(executor, progress)}
        return propose(gathered, tally.labels_by_post(), beads, executor, progress=progress)


def propose(
    gathered: Gathered,
    labels: Sequence[Collection[str]],
    beads: Alignments,
    executor: Executor | None,
    *,
    study: bool = True,
    in_haste: bool = False,
    from_scratch: bool = False,
    memory: Memory | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> Proposed:
    """Study the posts that have changed since they were studied last, and rank what all of them propose.

    *labels* are those mentioned in each post, *beads* the alignments by pairs of posts' indexes. Without *study* only
    what has been studied before is ranked, and the rest counted. In haste nothing is ranked where the *memory* has
    what was proposed last.
    """
    kept = open_cache(CACHE, reads=not from_scratch)
    groups = group_posts(gathered.posts, labels, beads)
    keys = all_keys = [*map(key_of, groups)]
    if not study:
        known = [
            (group, key)
            for group, key in zip(groups, keys, strict=True)
            if kept.holds(key) or (memory and memory.knows(key))
        ]
        groups, keys = [group for group, _ in known], [key for _, key in known]

    def studied(groups: Sequence[Group], keys: Sequence[str]) -> Iterable[Findings]:
        return study_in_order(groups, keys, kept, executor, progress)

    current = True
    if memory:
        candidates, current = memory.ranked(
            keys, gathered, lambda: rank(memory.findings(groups, keys, studied), gathered.glossary), in_haste=in_haste
        )
    else:
        candidates = rank(studied(groups, keys), gathered.glossary)
    kept.prune(set(all_keys))
    languages = tuple(sorted({post.language for post in gathered.posts}))
    return Proposed(gathered.glossary, languages, candidates, len(all_keys) - len(keys), not current)
