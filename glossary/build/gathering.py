"""Gathering the input: posts and terms, with every fault of both in one message."""

import hashlib
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from glossary.errors import InputError, Problem
from glossary.model import Glossary, Post
from glossary.post import FoundFiles, LeftOut, ReadPost, find_posts, read_post, settle_posts
from glossary.term import glossary_of, read_files

# Below this, handing files to other processes costs more than it saves.
PARALLEL_FILES = 500
PROGRESS_FILES = 100


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that a build reads."""

    glossary: Glossary
    posts: Sequence[Post]
    problems: tuple[Problem, ...]  # warnings and infos of the readers
    left_out: LeftOut

    def input_hash(self) -> str:
        """Return what tells one input from another: a SHA-256 over every file's path and content."""
        digest = hashlib.sha256(self.glossary.sha256.encode())
        for post in self.posts:
            digest.update(f"\n{post.path}\0{post.sha256}".encode())
        return digest.hexdigest()


Progress = Callable[[str, int, int], None]  # what is done, how many, of how many
Recall = Callable[[Hashable, Callable[[], Any]], Any]  # returns what a function gives, or gave before for the same key


def gather(
    content: Sequence[Path],
    terms: Path,
    *,
    drafts: bool = False,
    executor: Executor | None = None,
    recall: Recall | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> Gathered:
    """Read the posts below *content* and the terms of *terms*, many posts by *executor* if there is one.

    With *recall*, files that are as they were are not read again but for their bytes.
    Raises InputError with the faults of both.
    """
    errors: list[Problem] = []
    glossary, posts, problems, left_out = Glossary(), list[Post](), list[Problem](), LeftOut()
    files: FoundFiles | None = None
    results: Iterator[ReadPost] = iter(())
    try:
        files = find_posts(content, drafts=drafts)
        read = partial(read_post, drafts=drafts, recall=recall)
        if executor and not recall and len(files.sources) >= PARALLEL_FILES:
            results = executor.map(read, files.sources, chunksize=PARALLEL_FILES // 8)
        else:
            results = map(read, files.sources)
    except InputError as error:
        errors += error.problems
    try:
        glossary, found = _read_terms(terms, recall)
        problems += found
    except InputError as error:
        errors += error.problems
    if files:
        try:
            posts, found, left_out = settle_posts(files, _counted(results, len(files.sources), progress))
            problems += found
        except InputError as error:
            errors += error.problems
    if errors:
        raise InputError(errors)
    return Gathered(glossary, posts, tuple(problems), left_out)


def _read_terms(terms: Path, recall: Recall | None) -> tuple[Glossary, list[Problem]]:
    files = read_files(terms)
    read = partial(glossary_of, files, terms)
    return recall((terms, *files), read) if recall else read()


def _counted(results: Iterator[ReadPost], total: int, progress: Progress) -> Iterator[ReadPost]:
    """Yield *results* and tell how many there were."""
    for number, result in enumerate(results, 1):
        if not number % PROGRESS_FILES:
            progress("posts read", number, total)
        yield result
    progress("posts read", total, total)
