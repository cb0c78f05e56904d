"""What ``[[…]]`` points at: a term's slug, else one of its labels in any case."""

from collections.abc import Iterable, Mapping

from glossary.model import Glossary, Term


def label_targets(terms: Iterable[Term]) -> Mapping[str, tuple[str, ...]]:
    """Return the slugs of the terms that a label may mean, by the label with its case folded."""
    targets: dict[str, tuple[str, ...]] = {}
    for term in terms:
        for label in term.labels:
            folded = label.text.casefold()
            known = targets.get(folded, ())
            if term.slug not in known:
                targets[folded] = (*known, term.slug)
    return targets


def resolve_link(target: str, glossary: Glossary) -> str | None:
    """Return the slug that the link *target* means; None where it means no term, or several."""
    if any(term.slug == target for term in glossary.terms):
        return target
    slugs = label_targets(glossary.terms).get(target.casefold(), ())
    return slugs[0] if len(slugs) == 1 else None
