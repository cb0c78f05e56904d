"""Gathering the input: posts and terms, with every fault of both in one message."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from glossary.errors import InputError, Problem
from glossary.model import Glossary, Post
from glossary.post import LeftOut, read_posts
from glossary.term import read_glossary


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


def gather(content: Sequence[Path], terms: Path, *, drafts: bool = False) -> Gathered:
    """Read the posts below *content* and the terms of *terms*; raise InputError with the faults of both."""
    errors: list[Problem] = []
    glossary, posts, problems, left_out = Glossary(), list[Post](), list[Problem](), LeftOut()
    try:
        glossary, found = read_glossary(terms)
        problems += found
    except InputError as error:
        errors += error.problems
    try:
        posts, found, left_out = read_posts(content, drafts=drafts)
        problems += found
    except InputError as error:
        errors += error.problems
    if errors:
        raise InputError(errors)
    return Gathered(glossary, posts, tuple(problems), left_out)
