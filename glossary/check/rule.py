"""A rule, what it looks at, and what it finds.

A rule is one function from the whole (posts, terms and mentions) to what it finds there; its docstring is what the
documentation says of it. Code and severity stand beside it in the table, glossary.check.RULES.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from glossary.build import Tally
from glossary.errors import Fix
from glossary.model import Glossary, Label, Post, Term
from glossary.text import fold


class Finding(NamedTuple):
    """A problem that does not know yet how much it matters; the fields are those of Problem."""

    message: str
    fix: str
    path: str
    line: int
    column: int = 0
    term: str = ""
    post: str = ""
    change: Fix | None = None


@dataclass(frozen=True)
class Whole:
    """Everything a build reads and finds in it, as the rules look at it."""

    tally: Tally
    glossary: Glossary = field(init=False)
    posts: tuple[Post, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "glossary", self.tally.gathered.glossary)
        object.__setattr__(self, "posts", tuple(self.tally.gathered.posts))

    @property
    def terms(self) -> tuple[Term, ...]:
        return self.glossary.terms

    @cached_property
    def labels(self) -> list[tuple[Term, Label]]:
        """The labels with their terms; a label's id is its index here plus 1."""
        return list(self.tally.lexicon.labels)

    @cached_property
    def labels_of(self) -> dict[str, list[int]]:
        """The ids of each term's labels, by slug."""
        ids: dict[str, list[int]] = {term.slug: [] for term in self.terms}
        for number, (term, _) in enumerate(self.labels, 1):
            ids[term.slug].append(number)
        return ids

    @cached_property
    def mentioned(self) -> frozenset[int]:
        """The ids of the labels that stand somewhere, even if it is not certain that their term is meant."""
        return frozenset(self.tally.label_mentions) | {label for labels in self.tally.claims for label in labels}

    @cached_property
    def mentioned_terms(self) -> frozenset[str]:
        """The slugs of the terms that some post mentions, or may mention."""
        return frozenset(self.labels[number - 1][0].slug for number in self.mentioned)

    @cached_property
    def unmentioned(self) -> frozenset[int]:
        """The ids of the labels that stand nowhere, nor does the same label of their term in another language."""
        found = {(term.slug, fold(label.text).folded) for term, label in (self.labels[n - 1] for n in self.mentioned)}
        return frozenset(
            number
            for number, (term, label) in enumerate(self.labels, 1)
            if number not in self.mentioned and (term.slug, fold(label.text).folded) not in found
        )

    @cached_property
    def post_languages(self) -> frozenset[str]:
        """The languages of the posts, without region or script."""
        return frozenset(primary(post.language) for post in self.posts)


@dataclass(frozen=True, slots=True)
class Rule:
    """One sort of problem."""

    code: str  # kebab-case, stable
    severity: str  # one of SEVERITIES
    says: str  # in one sentence what is wrong
    find: Callable[[Whole], Iterable[Finding]] | None = None  # None: the readers find it while they read


def rule(code: str, severity: str, find: Callable[[Whole], Iterable[Finding]]) -> Rule:
    """Return the rule that *find* is; its docstring, white space as one space, is what the rule says."""
    return Rule(code, severity, " ".join((find.__doc__ or "").split()), find)


def at_term(term: Term, message: str, fix: str, *, line: int = 0, change: Fix | None = None) -> Finding:
    """Return a finding where *term* begins, or on another *line* of its file."""
    return Finding(message, fix, term.path, line or term.line, term=term.slug, change=change)


def at_place(post: Post, start: int, message: str, fix: str, *, term: str = "") -> Finding:
    """Return a finding at the offset *start* of a post's body."""
    before = post.body[:start]
    line, column = post.body_line + before.count("\n"), start - (before.rfind("\n") + 1) + 1
    return Finding(message, fix, post.file, line, column, term, post.path)


def primary(language: str) -> str:
    """Return the language of a tag without region or script."""
    return language.split("-")[0]


def listed(names: Iterable[str], conjunction: str) -> str:
    """Return *names* in quotes as a sentence lists them, at most five."""
    quoted = [f"'{name}'" for name in names]
    if len(quoted) > 5:
        return f"{', '.join(quoted[:5])} {conjunction} {len(quoted) - 5} more"
    return f" {conjunction} ".join([", ".join(quoted[:-1])] * (len(quoted) > 1) + quoted[-1:])
