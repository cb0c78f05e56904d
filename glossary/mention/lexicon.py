"""The labels of all terms, compiled for one scan: every form once, folded, in one automaton."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import daachorse

from glossary.mention.contexts import spelled
from glossary.mention.inflection import inflected_forms
from glossary.model import Label, Post, Term
from glossary.text import WORD, fold, has_capital, typographic

ANY_CASE, EXACT_CASE, SMART_CASE = range(3)


class Form(NamedTuple):
    """A label as it may stand in a text: as typed, or inflected."""

    label: int  # index into the lexicon's labels
    text: str  # as typed, white space one space, straight quotes
    canonical: str
    case: int
    inflected: bool
    edges: bool  # whether word edges are asked for
    contexts: bool  # whether only_in or not_in are


class Pattern(NamedTuple):
    """A folded form, and the forms that fold to it."""

    folded: str
    starts_word: bool  # whether its first character is a word character
    ends_word: bool
    forms: tuple[Form, ...]
    plain: bool  # one form, that asks for word edges and nothing else


class Context(NamedTuple):
    """A quotation that ``only_in`` or ``not_in`` holds."""

    label: int  # index into the lexicon's labels
    key: str  # only_in or not_in
    text: str  # as typed


@dataclass(frozen=True)
class Lexicon:
    """All labels, ready to be looked for; give it to find_mentions."""

    labels: tuple[tuple[Term, Label], ...]  # by term, in the order typed
    ranks: tuple[int, ...]  # for each label, the rank of its term, 1 for the first; a term may have no label
    patterns: tuple[Pattern, ...]
    shared: tuple[tuple[int, ...], ...]  # labels of one term with the same spelling in several languages
    restricted: tuple[int, ...]  # labels that are looked for in some posts only
    contexts: tuple[Context, ...]

    @cached_property
    def automaton(self) -> daachorse.CharwiseDoubleArrayAhoCorasick | None:
        """The automaton over the patterns' folded forms; None without patterns."""
        folded = [pattern.folded for pattern in self.patterns]
        return daachorse.CharwiseDoubleArrayAhoCorasick(folded) if folded else None

    @cached_property
    def quotations(self) -> tuple[daachorse.CharwiseDoubleArrayAhoCorasick, list[list[int]]]:
        """The automaton over the contexts as they may stand in a text, and for each pattern the contexts it is of."""
        contexts_of: dict[str, list[int]] = defaultdict(list)
        for number, context in enumerate(self.contexts):
            spellings = {fold(form.text).folded for form in _forms(context.label, self.labels[context.label][1])}
            for text in spelled(fold(context.text).folded, spellings):
                contexts_of[text].append(number)
        return daachorse.CharwiseDoubleArrayAhoCorasick(list(contexts_of)), list(contexts_of.values())

    def of(self, terms: Iterable[Term]) -> "Lexicon":
        """Return this lexicon for *terms* whose labels are the same, whatever else is said of them."""
        same = copy(self)  # with what has been compiled
        object.__setattr__(same, "labels", tuple((term, label) for term in terms for label in term.labels))
        return same

    def excluded(self, post: Post) -> frozenset[int]:
        """Return the labels that are not looked for in *post*."""
        excluded = {i for i in self.restricted if not admits(self.labels[i][1].posts, post)}
        for group in self.shared:
            chosen = _label_for(post.language, [(i, self.labels[i][1].language) for i in group])
            excluded.update(i for i in group if i != chosen)
        return frozenset(excluded)


def compile_labels(terms: Iterable[Term]) -> Lexicon:
    """Compile the labels of *terms*, in their order, into a lexicon."""
    ranked = [(rank, term, label) for rank, term in enumerate(terms, 1) for label in term.labels]
    labels = tuple((term, label) for _, term, label in ranked)
    forms_of: dict[str, list[Form]] = defaultdict(list)
    spellings: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, (term, label) in enumerate(labels):
        spellings[term.slug, label.text].append(index)
        for form in _forms(index, label):
            forms_of[fold(form.text).folded].append(form)
    patterns = tuple(_pattern(folded, tuple(forms)) for folded, forms in sorted(forms_of.items()))
    return Lexicon(
        labels=labels,
        ranks=tuple(rank for rank, *_ in ranked),
        patterns=patterns,
        shared=tuple(tuple(group) for group in spellings.values() if len(group) > 1),
        restricted=tuple(i for i, (_, label) in enumerate(labels) if label.posts),
        contexts=tuple(
            Context(i, key, text)
            for i, (_, label) in enumerate(labels)
            for key in ("only_in", "not_in")
            for text in getattr(label, key)
        ),
    )


def _pattern(folded: str, forms: tuple[Form, ...]) -> Pattern:
    form, *others = forms
    plain = not others and form.edges and form.case == ANY_CASE and not form.contexts
    return Pattern(folded, WORD[folded[0]], WORD[folded[-1]], forms, plain)


def _forms(index: int, label: Label) -> Iterator[Form]:
    """Yield the label as typed and, where its language asks for it, inflected."""
    typed = typographic(" ".join(label.text.split()))
    texts = [typed]
    if label.inflect == "auto" and label.language.split("-")[0] == "en":
        texts += inflected_forms(typed)
    for number, text in enumerate(texts):
        capital = has_capital(text)
        case = {"exact": EXACT_CASE, "fold": ANY_CASE}.get(label.case, SMART_CASE if capital else ANY_CASE)
        yield Form(
            label=index,
            text=text,
            canonical=fold(text).canonical,
            case=case,
            inflected=number > 0,
            edges=label.boundary == "edge",
            contexts=bool(label.only_in or label.not_in),
        )


def admits(posts: Iterable[str], post: Post) -> bool:
    """Tell whether *post* is meant by one of *posts*: its slug, or a glob on its path."""
    return any(wanted == post.slug or _glob(wanted).fullmatch(post.path) for wanted in posts)


@lru_cache(maxsize=4096)
def _glob(pattern: str) -> re.Pattern[str]:
    """Return a path glob as a pattern: ``*`` stays within a folder, ``**`` does not.

    Without any ``/`` it is asked of the file's name, in whatever folder.
    """
    pieces = ["" if "/" in pattern else "(?:.*/)?"]
    for token in re.findall(r"\*\*/|\*+|\?|\[[^\]]+\]|[^*?\[]+|\[", pattern.removeprefix("/")):
        if token == "**/":
            pieces.append("(?:.*/)?")
        elif token[0] == "*":
            pieces.append("[^/]*" if len(token) == 1 else ".*")
        elif token == "?":
            pieces.append("[^/]")
        elif token[0] == "[" and len(token) > 1:
            inside = token[1:-1].replace("\\", "\\\\").replace("[", "\\[")
            pieces.append(f"[{'^' + inside[1:] if inside[0] == '!' else inside}]")
        else:
            pieces.append(re.escape(token))
    try:
        return re.compile("".join(pieces), re.DOTALL)
    except re.error:  # a range such as [z-a], which matches nothing but itself
        return re.compile(re.escape(pattern))


def _label_for(language: str, labels: Sequence[tuple[int, str]]) -> int:
    """Return the label of the post's *language*: the same tag, else the same language, else the first."""
    for wanted in (language, language.split("-")[0]):
        for index, tag in labels:
            if tag == wanted:
                return index
    primary = language.split("-")[0]
    return next((index for index, tag in labels if tag.split("-")[0] == primary), labels[0][0])
