"""What a build finds worth telling: mentions that stay ambiguous, terms that nobody mentions or explains."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from glossary.errors import Problem
from glossary.model import Glossary, Post, Term


def ambiguous_mention(post: Post, start: int, reading: str, terms: Iterable[Term]) -> Problem:
    """Return the warning for a place of *post* that several *terms* claim."""
    starts = _line_starts(post.body)
    line = bisect_right(starts, start) - 1
    slugs = " or ".join(sorted(term.slug for term in terms))
    return Problem(
        "warning",
        "ambiguous-mention",
        f"'{reading}' may mean {slugs}",
        "give one of their labels a context with only_in or not_in",
        post.file,
        post.body_line + line,
        start - starts[line] + 1,
        post=post.path,
    )


@lru_cache(maxsize=1)  # of one post they come one after another
def _line_starts(body: str) -> list[int]:
    """Return where each line of *body* begins."""
    starts = [0]
    for line in body.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def term_findings(glossary: Glossary, mentions: Mapping[str, int]) -> Iterator[Problem]:
    """Yield an info for each term that no post mentions, and for each without explanation."""
    for term in glossary.terms:
        if not mentions.get(term.slug):
            yield Problem(
                "info",
                "unmentioned-term",
                f"no post mentions '{term.slug}'",
                "check the spelling of its labels, or leave it for posts to come",
                term.path,
                term.line,
                term=term.slug,
            )
        if not term.explanation:
            yield Problem(
                "info",
                "unexplained-term",
                f"'{term.slug}' has no explanation",
                "write one under explanation:",
                term.path,
                term.line,
                term=term.slug,
            )
