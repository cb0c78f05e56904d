"""Rules on relations between terms."""

from collections.abc import Iterator

from glossary.check.rule import Finding, Whole, at_term
from glossary.errors import Fix


def one_sided_relations(whole: Whole) -> Iterator[Finding]:
    """Two terms are related on one side only, in a glossary that writes most relations on both."""
    related = {term.slug: set(term.related) for term in whole.terms}
    one_sided = [(term, slug) for term in whole.terms for slug in term.related if term.slug not in related[slug]]
    both = (sum(map(len, related.values())) - len(one_sided)) // 2
    by_slug = {term.slug: term for term in whole.terms} if both > len(one_sided) else {}
    for term, slug in one_sided if by_slug else ():
        message = f"'{term.slug}' is related to '{slug}', which does not say so, as most terms here do"
        change = Fix("add-relation", slug, "related", text=term.slug)
        yield at_term(by_slug[slug], message, f"add '{term.slug}' to its related:", change=change)
