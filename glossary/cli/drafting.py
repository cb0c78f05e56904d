"""Suggestions as entries of terms.yaml: an expression and its counterpart are one entry with both languages."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from glossary.cli.terminal import count
from glossary.edit import Draft
from glossary.post.slugs import safe_slug
from glossary.text import fold
from glossary.text.entries import around, comments, entry, free_slug
from glossary.text.reasons import reasons
from glossary.text.scripts import label_language, language_like

if TYPE_CHECKING:
    from glossary.build import Proposed
    from glossary.model import Candidate

REASONS_GIVEN = 5
EXAMPLE_CHARACTERS = 100

Spelling = tuple[str, str]  # language and folded text


def entries(chosen: Sequence["Candidate"], proposed: "Proposed") -> Iterator[str]:
    """Yield an entry for each of *chosen*, ready to be pasted under ``terms:``."""
    for draft in drafts(chosen, proposed):
        yield entry(draft.slug, draft.kind, draft.labels, draft.comments)


def drafts(chosen: Sequence["Candidate"], proposed: "Proposed") -> Iterator[Draft]:
    """Yield a draft for each of *chosen*, best first; a counterpart stands in the draft that it belongs to."""
    glossary = proposed.glossary
    labels = {fold(label.text).folded: term.slug for term in glossary.terms for label in term.labels}
    slugs = {slug for term in glossary.terms for slug in (term.slug, *term.formerly)}
    known = {_spelling(each.language, each.text): each for each in proposed.candidates}
    written: set[Spelling] = set()
    for candidate in sorted(chosen, key=lambda each: (-each.score, each.language, each.text)):
        own = _spelling(candidate.language, candidate.text)
        own_language = label_language(candidate.text, candidate.language, (*glossary.languages, *proposed.languages))
        label = _spelling(own_language, candidate.text)
        if own in written or label in written:
            continue
        said = [candidate]
        names = {listed(own_language, glossary.languages): candidate.text}
        remarks: list[str] = []
        if candidate.counterpart:
            language = language_like(candidate.counterpart, candidate.language, proposed.languages)
            theirs = _spelling(language, candidate.counterpart)
            tag = listed(language, glossary.languages)
            other = known.get(theirs)
            if slug := labels.get(theirs[1]):
                remarks = [f"“{candidate.counterpart}” is a label of {slug}: perhaps this is another one of it"]
            elif tag and tag not in names and theirs not in written and not _is_of_another(own, other, known, proposed):
                names[tag] = candidate.counterpart
                written.add(theirs)
                said += [other] if other else []
        written |= {own, label}
        slug = free_slug(safe_slug(names.get("en", candidate.text)), slugs)
        slugs.add(slug)
        kind = next((each.kind for each in said if each.kind), None)
        ordered = {language: [names[language]] for language in (*glossary.languages, *names) if language in names}
        yield Draft(slug, ordered, kind, comments=[*(line for each in said for line in _known_of(each)), *remarks])


def _known_of(candidate: "Candidate") -> list[str]:
    mentions = f"{candidate.text}: {count(candidate.mention_count, 'mention')} in {count(candidate.post_count, 'post')}"
    said = reasons(candidate.evidence, "en")[:REASONS_GIVEN]
    example = around(candidate.example, candidate.text, EXAMPLE_CHARACTERS)
    return comments(candidate.score, mentions, said, candidate.gloss, example)


def _is_of_another(
    own: Spelling, other: "Candidate | None", known: dict[Spelling, "Candidate"], proposed: "Proposed"
) -> bool:
    """Tell whether the counterpart *other* and a third expression name each other: then it is that one's."""
    if other is None or not other.counterpart:
        return False
    language = language_like(other.counterpart, other.language, proposed.languages)
    back = _spelling(language, other.counterpart)
    if back == own or (third := known.get(back)) is None or not third.counterpart or third.status != "new":
        return False
    return fold(third.counterpart).folded == fold(other.text).folded


def _spelling(language: str, text: str) -> Spelling:
    return language, fold(text).folded


def listed(language: str, languages: Sequence[str]) -> str:
    """Return the glossary's own tag for a language: zh for zh-CN where it lists the one and not the other."""
    main = language.split("-")[0]
    return main if language not in languages and main in languages else language
