"""What a build finds worth telling: mentions that stay ambiguous, terms that nobody mentions or explains."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from glossary.errors import Problem
from glossary.mention import Lexicon, admits
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


def term_findings(glossary: Glossary, mentioned: Collection[str]) -> Iterator[Problem]:
    """Yield an info for each term that is not among the *mentioned* slugs, and for each without explanation."""
    for term in glossary.terms:
        if term.slug not in mentioned:
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


def restricted_findings(lexicon: Lexicon, posts: Sequence[Post]) -> Iterator[Problem]:
    """Yield a warning for each label that is looked for only in posts of which there is none."""
    known: dict[tuple[str, ...], bool] = {}
    for index in lexicon.restricted:
        term, label = lexicon.labels[index]
        if label.posts not in known:
            known[label.posts] = any(admits(label.posts, post) for post in posts)
        if not known[label.posts]:
            yield Problem(
                "warning",
                "label-in-no-post",
                f"'{label.text}' is looked for only in {', '.join(label.posts)}, and there is no such post",
                "name posts by their slugs, or by globs on their paths such as 2024-*.md",
                term.path,
                term.line,
                term=term.slug,
            )
