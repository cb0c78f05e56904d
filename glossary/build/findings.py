"""What a build finds worth telling: mentions that stay ambiguous, terms that nobody mentions or explains."""

from collections.abc import Iterable, Iterator, Mapping

from glossary.errors import Problem
from glossary.model import Glossary, Post


def ambiguous_mentions(post: Post, start: int, reading: str, count: int, terms: Iterable[str]) -> Problem:
    """Return the warning for a label that several *terms* claim in *count* places, the first at *start* of *post*."""
    before = post.body[:start]
    times = f", {count} times; the first is here" if count > 1 else ""
    return Problem(
        "warning",
        "ambiguous-mention",
        f"'{reading}' may mean {' or '.join(sorted(terms))}{times}",
        "give one of their labels a context with only_in or not_in",
        post.file,
        post.body_line + before.count("\n"),
        start - (before.rfind("\n") + 1) + 1,
        post=post.path,
    )


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
