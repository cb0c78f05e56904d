"""What only all chunks together can say, gathered as they come: counts, dates, what stays ambiguous."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from glossary.build.analysis import LABEL, POST, START, Chunk, Claims
from glossary.build.gathering import Gathered
from glossary.errors import Problem
from glossary.mention import Lexicon
from glossary.model import Post
from glossary.post import LeftOut


@dataclass(frozen=True, slots=True)
class Report:
    """What a build or a check tells at its end."""

    counts: dict[str, int]
    problems: tuple[Problem, ...]
    left_out: LeftOut
    input: str  # what tells one input from another
    terms_sha256: str  # of the glossary that the problems were found in


class _Claim(NamedTuple):
    """The first of some places that the same labels claim, and their number."""

    post: Post
    start: int  # body offset
    reading: str
    times: int


class Tally:
    """Counts over the chunks of one build."""

    def __init__(self, gathered: Gathered, lexicon: Lexicon) -> None:
        self.gathered = gathered
        self.lexicon = lexicon
        self.terms = gathered.glossary.terms
        self.names = [gathered.glossary.name_of(term) for term in self.terms]
        self.paragraphs = self.mentions = 0
        self.ambiguous: list[tuple[int, Claims]] = []  # ids of mentions
        self.post_mentions: list[tuple[int, Collection[int]]] = []  # for each post, their number and their terms' ids
        self.term_mentions: Counter[int] = Counter()
        self.term_posts: dict[int, list[int]] = {}  # term id → ids of the posts that mention it
        self.label_mentions: Counter[int] = Counter()
        # For each post, the ids of the labels mentioned, with where (body offset) each stands first.
        self.post_labels: list[dict[int, int]] = []
        self.contexts: set[int] = set()  # those of the lexicon that stand in some post
        # Labels that several terms claim → the first place where they do, and how many there are.
        self.claims: dict[tuple[int, ...], _Claim] = {}
        self.longest = max((len(post.body.encode()) for post in gathered.posts), default=0)

    def add(self, first: int, posts: Sequence[Post], chunk: Chunk) -> None:
        """Count a *chunk*, the analysis of *posts*, of which the first has the index *first*."""
        self.ambiguous += [(self.mentions + index + 1, claims) for index, claims, _ in chunk.ambiguous]
        self.paragraphs += len(chunk.paragraphs)
        self.mentions += len(chunk.mentions)
        ambiguous = Counter(chunk.mentions[index][POST] for index, *_ in chunk.ambiguous)
        self.post_mentions += [
            (sum(terms.values()) + ambiguous[number], terms) for number, terms in enumerate(chunk.terms, 1)
        ]
        self.label_mentions.update(chunk.labels)
        for post_id, terms in enumerate(chunk.terms, first + 1):
            self.term_mentions.update(terms)
            for term_id in terms:
                self.term_posts.setdefault(term_id, []).append(post_id)
        self.contexts.update(chunk.contexts)
        labels_here: list[dict[int, int]] = [{} for _ in posts]
        for row in chunk.mentions:
            if row[LABEL] is not None:
                labels_here[row[POST] - 1].setdefault(row[LABEL], row[START])
        for index, claims, reading in chunk.ambiguous:
            row = chunk.mentions[index]
            labels = tuple(label for _, label in claims)
            for label in labels:
                labels_here[row[POST] - 1].setdefault(label, row[START])
            known = self.claims.get(labels) or _Claim(posts[row[POST] - 1], row[START], reading, 0)
            self.claims[labels] = known._replace(times=known.times + 1)
        self.post_labels += labels_here

    def labels_by_post(self) -> list[list[str]]:
        """Return for each post the labels that are mentioned in it, as typed."""
        texts = [label.text for _, label in self.lexicon.labels]
        return [[texts[label - 1] for label in labels] for labels in self.post_labels]

    def term_rows(self) -> Iterator[dict[str, Any]]:
        """Yield for each term mentioned how often and when it is."""
        posts = self.gathered.posts
        for term_id, post_ids in self.term_posts.items():
            dates = sorted(date for i in post_ids if (date := posts[i - 1].date))
            yield {
                "id": term_id,
                "mention_count": self.term_mentions[term_id],
                "post_count": len(post_ids),
                "first_post_id": min(post_ids, key=lambda i: (posts[i - 1].date or "9999", i)),
                "first_date": dates[0] if dates else None,
                "last_date": dates[-1] if dates else None,
            }

    def report(self, find_problems: "FindProblems") -> Report:
        """Return the counts and problems: those of the readers, and what *find_problems* finds in what they read."""
        problems = [*self.gathered.problems, *find_problems(self)]
        counts = {
            "posts": len(self.gathered.posts),
            "paragraphs": self.paragraphs,
            "terms": len(self.terms),
            "labels": len(self.lexicon.labels),
            "mentions": self.mentions,
            "ambiguous_mentions": len(self.ambiguous),
            "unmentioned_terms": len(self.terms) - len(self.term_mentions),
            "unexplained_terms": sum(not term.explanation for term in self.terms),
        }
        found = tuple(sorted(problems, key=Problem.place))
        gathered = self.gathered
        return Report(counts, found, gathered.left_out, gathered.input_hash(), gathered.glossary.sha256)


# What finds problems in the whole: the rules of glossary.check, which stands behind the build and is handed to it.
FindProblems = Callable[[Tally], Iterable[Problem]]
