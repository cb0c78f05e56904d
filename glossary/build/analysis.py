"""The work on one chunk of posts, from values to values, so that it runs here, in a pool or on a cluster.

What comes back are rows as the database takes them, with term and label ids, but with posts and mentions counted in the
chunk from 1, and paragraphs in their post: how many came before, only who gathers the chunks knows.
"""

import marshal
import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from glossary.gloss import find_glosses
from glossary.mention import Lexicon, contexts_within, find_mentions
from glossary.model import Post
from glossary.post import read_paragraphs
from glossary.text import search_text

# Enough to make a task worth sending, few enough that a handful of chunks in flight stays small.
CHUNK_CHARACTERS = 500_000
CHUNKS_AHEAD = 4
# Below this, starting processes costs more than they save.
PARALLEL_CHARACTERS = 2_000_000

_FENCED_CODE = re.compile(r"^ {0,3}(```|~~~).*?(?:^ {0,3}\1|\Z)", re.DOTALL | re.MULTILINE)


Claims = tuple[tuple[int, int], ...]  # what an ambiguous mention may mean: ids of terms and labels
Ambiguous = tuple[int, Claims, str]  # its index among the mentions, its claims, and how it reads


class Chunk(NamedTuple):
    """What the analysis of some posts gives."""

    paragraphs: list[tuple[Any, ...]]  # rows without id and source text
    folded: list[str]  # the paragraphs' reading text as the full-text indexes hold it
    code: list[tuple[int, str]]  # for each post, the number of its paragraphs, and its code blocks likewise
    mentions: list[tuple[Any, ...]]  # rows
    ambiguous: list[Ambiguous]
    terms: list[dict[int, int]]  # for each post, the mentions of each term id
    labels: dict[int, int]  # mentions of each label id
    contexts: list[int]  # those of the lexicon that stand in one of the posts

    def passages(self) -> Iterator[list[str]]:
        """Yield each post's paragraphs as the full-text indexes hold them."""
        start = 0
        for count, _ in self.code:
            yield self.folded[start : start + count]
            start += count

    def bodies(self) -> list[str]:
        """Return each post's paragraphs and code blocks as the full-text index holds them."""
        return ["\n".join((*passages, code)) for passages, (_, code) in zip(self.passages(), self.code, strict=True)]


Analyses = Iterable[tuple[int, Sequence[Post], Chunk]]  # the index of the first post, the posts, and their analysis

# The columns of a mention's row that are looked at before it is written; and of a paragraph's.
TERM, LABEL, POST, PARAGRAPH, START = 1, 2, 3, 4, 5
READING_OF_PARAGRAPH = 6


def analyse(posts: Sequence[Post], lexicon: Lexicon) -> Chunk:
    """Find paragraphs, mentions and glosses of *posts*."""
    terms_of = [(rank, term.kind) for rank, (term, _) in zip(lexicon.ranks, lexicon.labels, strict=True)]
    chunk = Chunk([], [], [], [], [], [], {}, [])
    labels: dict[int, int] = {}
    contexts: set[int] = set()
    for number, post in enumerate(posts, 1):
        paragraphs = read_paragraphs(post.body)
        for paragraph in paragraphs:
            start, end = paragraph.start, paragraph.end
            row = (number, paragraph.position, paragraph.zone, paragraph.heading, start, end, paragraph.reading)
            chunk.paragraphs.append(row)
            chunk.folded.append(search_text(paragraph.reading))
        contexts |= contexts_within(paragraphs, lexicon)
        blocks = (search_text(block.group()) for block in _FENCED_CODE.finditer(post.body))
        chunk.code.append((len(paragraphs), "\n".join(blocks)))
        seen: dict[int, int] = {}
        for mention in find_glosses(find_mentions(post, paragraphs, lexicon), paragraphs):
            paragraph_index, _, start, end, exact, reading, prefix, suffix, zone, claims, match, gloss = mention
            term_id = label_id = ordinal = kind = None
            if len(claims) == 1:
                label_id = claims[0] + 1
                term_id, kind = terms_of[claims[0]]
                ordinal = seen[term_id] = seen.get(term_id, 0) + 1
                labels[label_id] = labels.get(label_id, 0) + 1
            else:
                named = tuple((terms_of[claim][0], claim + 1) for claim in claims)
                chunk.ambiguous.append((len(chunk.mentions), named, reading))
            chunk.mentions.append(
                (
                    len(chunk.mentions) + 1,
                    term_id,
                    label_id,
                    number,
                    paragraph_index + 1,
                    start,
                    end,
                    exact,
                    reading,
                    prefix,
                    suffix,
                    zone,
                    match,
                    "ambiguous" if term_id is None else "found",
                    ordinal,
                    1 if ordinal == 1 else 0,
                    gloss,
                    kind,
                    post.language,
                )
            )
        chunk.terms.append(seen)
    return chunk._replace(labels=labels, contexts=sorted(contexts))


def chunks(posts: Sequence[Post], characters: int) -> Iterator[tuple[int, Sequence[Post]]]:
    """Yield runs of *posts* of about so many *characters*, each with the index of its first."""
    start = size = 0
    for index, post in enumerate(posts):
        size += len(post.body)
        if size >= characters or index == len(posts) - 1:
            yield start, posts[start : index + 1]
            start, size = index + 1, 0


def analyse_in_order(
    posts: Sequence[Post], lexicon: Lexicon, executor: Executor | None
) -> Iterator[tuple[int, Sequence[Post], Chunk]]:
    """Yield the analysis of every chunk of *posts* in order, by *executor* if there is one and they are many.

    At most CHUNKS_AHEAD chunks are under way or waiting, so that memory does not grow with the number of posts.
    """
    tasks = chunks(posts, CHUNK_CHARACTERS)
    if executor is None or sum(len(post.body) for post in posts) < PARALLEL_CHARACTERS:
        for start, part in tasks:
            yield start, part, analyse(part, lexicon)
        return
    packed = pickle.dumps(lexicon)
    waiting: list[tuple[int, Sequence[Post], Future[bytes]]] = []

    def submit(number: int) -> None:
        for start, part in islice(tasks, number):
            waiting.append((start, part, executor.submit(_analyse_packed, part, packed)))

    submit(CHUNKS_AHEAD)
    while waiting:
        start, part, future = waiting.pop(0)
        chunk = Chunk(*marshal.loads(future.result()))
        submit(1)
        yield start, part, chunk


def _analyse_packed(posts: Sequence[Post], packed: bytes) -> bytes:
    # Rows are plain tuples, which marshal hands from process to process at a sixth of pickle's cost.
    return marshal.dumps(tuple(analyse(posts, _unpacked(packed))))


# A worker compiles its automaton once, not once a chunk.
_unpacked: Callable[[bytes], Lexicon] = lru_cache(maxsize=2)(pickle.loads)
