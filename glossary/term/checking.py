"""What must hold between terms: relations, former slugs and links. The checks run in the order of CHECKS."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from glossary.errors import did_you_mean
from glossary.model import RELATION_TYPES, Term
from glossary.term.hierarchy import Hierarchy
from glossary.term.keys import SLUG
from glossary.term.languages import listed_alike
from glossary.term.linking import label_targets
from glossary.term.nodes import MappingNode, Node, ScalarNode, SequenceNode
from glossary.term.report import Placed, Report, short
from glossary.text.links import term_links

_MOST_COMPARED: Final = 500  # slugs that a misspelt one is compared with


class TermEntry(NamedTuple):
    """A term and where it was typed."""

    term: Term
    slug: ScalarNode
    node: Node
    text: str  # of the whole file
    report: Report

    def place(self, key: str, text: str) -> ScalarNode:
        """Return where *text* stands under *key*, the last time if it is repeated, else where the term begins."""
        value = self.node.entries[key].value if isinstance(self.node, MappingNode) else None
        return next((scalar for scalar in _scalars(value) if scalar.text == text), self.slug)

    def error(self, at: Placed, code: str, message: str, fix: str) -> None:
        self.report.error(at, code, message, fix, self.term.slug)

    def warning(self, code: str, message: str, fix: str) -> None:
        self.report.warning(self.slug, code, message, fix, self.term.slug)


class Terms:
    """All terms, looked up by what may point at them."""

    def __init__(self, entries: Sequence[TermEntry], languages: Sequence[str], complete: bool) -> None:
        self.entries = entries
        self.languages = languages
        self.complete = complete  # false: some files could not be read, and any slug may be in them
        self.by_slug = {entry.term.slug: entry for entry in entries}

    @cached_property
    def by_label(self) -> "dict[str, tuple[str, ...]]":
        return dict(label_targets(entry.term for entry in self.entries))

    @cached_property
    def by_former(self) -> dict[str, str]:
        return {former: entry.term.slug for entry in self.entries for former in entry.term.formerly}

    @cached_property
    def by_beginning(self) -> dict[str, list[str]]:
        beginnings = defaultdict(list)
        for slug in self.by_slug:
            beginnings[slug[:2]].append(slug)
        return beginnings

    def fix_for(self, unknown: str, otherwise: str) -> str:
        """Return what to do about a target that is no slug: write the one meant, *otherwise* something else."""
        if unknown in self.by_former:
            return f"write '{self.by_former[unknown]}', which is its slug now"
        meant = self.by_label.get(unknown.casefold(), ())
        if meant:
            return f"write the slug: {' or '.join(meant[:5])}"
        known = self.by_slug if len(self.by_slug) <= _MOST_COMPARED else self.by_beginning.get(unknown[:2], [])
        near = did_you_mean(unknown, list(known)[:_MOST_COMPARED]).removeprefix("; ")
        return near or otherwise


def check_terms(entries: Sequence[TermEntry], languages: Sequence[str], *, complete: bool) -> None:
    """Report what does not hold between *entries*; where they are not *complete*, nothing is called unknown."""
    terms = Terms(entries, languages, complete)
    for check in CHECKS:
        check(terms)


def _relations_point_at_terms(terms: Terms) -> None:
    otherwise = "add the term, or delete this"
    for entry in terms.entries:
        for name in RELATION_TYPES:
            for target in getattr(entry.term, name):
                if target == entry.term.slug:
                    message = f"the term '{target}' stands in its own '{name}'"
                    entry.error(entry.place(name, target), "relation-to-itself", message, "delete it there")
                elif target not in terms.by_slug and terms.complete:
                    message = f"unknown term '{short(target)}' in '{name}'"
                    entry.error(entry.place(name, target), "unknown-term", message, terms.fix_for(target, otherwise))


def _former_slugs_are_free(terms: Terms) -> None:
    claimed: dict[str, TermEntry] = {}
    for entry in terms.entries:
        for former in entry.term.formerly:
            fix = "delete it there, or rename the other"
            if not re.fullmatch(SLUG, former):
                message = f"'{short(former)}' is no slug: small ASCII letters and digits, joined by single hyphens"
                entry.error(entry.place("formerly", former), "bad-slug", message, "write it as it was, or delete it")
            elif other := terms.by_slug.get(former):
                where = f"{other.term.path}, line {other.term.line}"
                message = f"the former slug '{former}' is that of a term now ({where})"
                entry.error(entry.place("formerly", former), "former-slug-lives", message, fix)
            elif (first := claimed.setdefault(former, entry)) is not entry:
                where = f"'{first.term.slug}' ({first.term.path}, line {first.place('formerly', former).line})"
                message = f"the former slug '{former}' is also claimed by {where}"
                entry.error(entry.place("formerly", former), "former-slug-claimed", message, "delete one of the two")


def _broader_has_no_cycle_and_is_not_related(terms: Terms) -> None:
    hierarchy = Hierarchy(
        {
            entry.term.slug: [slug for slug in entry.term.broader if slug in terms.by_slug and slug != entry.term.slug]
            for entry in terms.entries
            if entry.term.broader
        }
    )
    for cycle in hierarchy.cycles:
        entry = terms.by_slug[cycle[-2]]
        shown = [*cycle[:6], "…", cycle[-1]] if len(cycle) > 8 else cycle
        message = f"'broader' goes round in a circle: {' → '.join(shown)}"
        entry.error(entry.place("broader", cycle[-1]), "broader-cycle", message, "delete one of these steps")
    for entry in terms.entries:
        for target in entry.term.related:
            upper, lower = target, entry.term.slug
            if hierarchy.is_above(lower, upper):
                upper, lower = lower, upper
            if upper != lower and hierarchy.is_above(upper, lower):
                message = f"'{target}' is related, while '{upper}' is also broader than '{lower}'"
                fix = "delete it from 'related', which is for terms side by side"
                entry.error(entry.place("related", target), "related-and-broader", message, fix)


def _links_point_at_terms(terms: Terms) -> None:
    for entry in terms.entries:
        term = entry.term
        texts = [("explanation", text) for text in term.explanation.values()]
        texts += [("origin", text) for text in term.origin.values()]
        texts += [("notes", text) for note in term.notes.values() for text in note.values()]
        for key, text in texts:
            if "[[" in text:
                _check_links(terms, entry, key, text)


def _check_links(terms: Terms, entry: TermEntry, key: str, text: str) -> None:
    for target in dict.fromkeys(target for _, _, target in term_links(text)):
        if target in terms.by_slug:
            continue
        meant = terms.by_label.get(target.casefold(), ())
        if len(meant) > 1:
            message = f"[[{short(target)}]] may mean {' or '.join(meant[:5])}"
            place = _link_place(entry, entry.place(key, text), target)
            entry.error(place, "ambiguous-link", message, f"write the slug, as in [[{meant[0]}]]")
        elif not meant and terms.complete:
            message = f"[[{short(target)}]] links to no term"
            fix = terms.fix_for(target, "add the term, or type the brackets as code if they are no link: `[[…]]`")
            place = _link_place(entry, entry.place(key, text), target)
            entry.error(place, "unknown-link", message, fix)


def _link_place(entry: TermEntry, scalar: ScalarNode, target: str) -> ScalarNode:
    """Return where the link stands within its text."""
    lines = _lines(entry.text)[scalar.line - 1 : scalar.end_line]
    source = "\n".join(lines)
    link = re.compile(r"\[\[\s*" + r"\s+".join(map(re.escape, target.split())) + r"\s*\]\]")
    found = link.search(source, scalar.column - 1)
    if found is None:
        return scalar
    before = source[: found.start()]
    column = found.start() - before.rfind("\n")
    return ScalarNode(scalar.line + before.count("\n"), column, "", 0)


def _terms_have_names(terms: Terms) -> None:
    for entry in terms.entries:
        if entry.term.labels and all(label.type == "hidden" for label in entry.term.labels):
            message = f"every label of '{entry.term.slug}' is hidden, so that its slug is its name"
            entry.warning("no-name", message, "leave one label without 'type: hidden'")


def _languages_are_listed(terms: Terms) -> None:
    """A variety of a listed language was probably meant to be that language."""
    told = set(terms.languages)
    for entry in terms.entries:
        for language in (*(label.language for label in entry.term.labels), *entry.term.explanation):
            if language in told:
                continue
            told.add(language)
            if listed := listed_alike(language, terms.languages):
                message = f"'{language}' is not listed in 'languages', while '{listed}' is"
                fix = f"write '{listed}' if it is the same language here, or list '{language}' too"
                entry.warning("unlisted-language", message, fix)


CHECKS: Final[tuple[Callable[[Terms], None], ...]] = (
    _relations_point_at_terms,
    _former_slugs_are_free,
    _broader_has_no_cycle_and_is_not_related,
    _links_point_at_terms,
    _terms_have_names,
    _languages_are_listed,
)


def _scalars(node: Node | None) -> Iterator[ScalarNode]:
    """Yield the texts under *node* in order."""
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _scalars(item)
    elif isinstance(node, MappingNode):
        for entry in node.entries.values():
            yield from _scalars(entry.value)


@lru_cache(maxsize=1)
def _lines(text: str) -> list[str]:
    return text.splitlines()
