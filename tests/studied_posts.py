"""Posts of a test's own, studied for candidates as a build studies them."""

from collections.abc import Collection, Sequence
from typing import Any

from glossary.alignment import align
from glossary.candidate import study
from glossary.candidate.evidence import tell
from glossary.candidate.studying import COUNTERPART, EVIDENCE, GLOSS, PLACES, TEXT
from glossary.model import Evidence, Post
from glossary.post import read_paragraphs


def post(body: str, language: str = "en") -> Post:
    """Return a post that says nothing but its body."""
    return Post("", "", "", "", language, "", body, 0, "")


def studied(*posts: Post, labels: Collection[str] = ()) -> list[list[Any]]:
    """Return the rows of a post and its translations, aligned as a build aligns them."""
    group = [(each, read_paragraphs(each.body)) for each in posts]
    beads = {
        (one, other): align(group[one][1], group[other][1])
        for other in range(len(group))
        for one in range(other)
        if posts[one].language != posts[other].language
    }
    rows, _ = study(group, beads, labels)
    return list(rows)


def evidence(row: Sequence[Any]) -> list[Evidence]:
    """Return what is told of a row."""
    return tell(row[EVIDENCE], row[TEXT], row[PLACES], row[GLOSS], row[COUNTERPART])


def counterpart(rows: Sequence[Sequence[Any]], text: str) -> str | None:
    """Return the counterpart of *text*."""
    return next((row[COUNTERPART] for row in rows if row[TEXT] == text), None)
