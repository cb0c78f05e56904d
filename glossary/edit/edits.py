"""Edits as values: which file changes, how its text does, and what the glossary must say afterwards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from glossary.edit.drafts import Draft, add_term
from glossary.edit.explanations import set_explanation
from glossary.edit.refusals import add_ignored
from glossary.edit.source import read_source
from glossary.errors import GlossaryError, did_you_mean
from glossary.model import Glossary, Label, Term
from glossary.term.files import File, text_of
from glossary.term.languages import language_tag
from glossary.text.entries import UNDECIDED

Files: TypeAlias = Sequence[File]


class Edit(NamedTuple):
    """A change of terms."""

    path: Callable[[Files, Glossary], str]  # of the file that changes
    text: Callable[[str, Glossary], str]  # how it does
    glossary: Callable[[Glossary], Glossary]  # what all files together say afterwards


def adding(draft: Draft) -> Edit:
    """Return the edit that adds a term.

    Of several files, it goes to the one that holds most terms of its kind, of equal ones to the last that holds terms.
    """
    kind = draft.kind or UNDECIDED

    def path(files: Files, glossary: Glossary) -> str:
        def rank(number: int) -> tuple[int, bool, int]:
            held = [term.kind for term in glossary.terms if term.path == files[number].path]
            return held.count(kind), bool(held), number

        return files[max(range(len(files)), key=rank)].path

    labels = (
        Label(language, " ".join(text.split()), "alternative" if number else "preferred")
        for language, texts in draft.labels.items()
        for number, text in enumerate(texts)
    )
    term = Term(draft.slug, kind, tuple(labels), explanation=draft.explanation)
    return Edit(
        path,
        lambda text, glossary: add_term(text, draft),
        lambda glossary: replace(glossary, terms=tuple(sorted((*glossary.terms, term), key=lambda each: each.slug))),
    )


def ignoring(refused: Mapping[str, Sequence[str]]) -> Edit:
    """Return the edit that refuses candidates, given by language.

    Of several files, it goes to the one that ignores in most of these languages, of equal ones to the last that ignores
    anything.
    """

    def path(files: Files, glossary: Glossary) -> str:
        def rank(number: int) -> tuple[int, bool, int]:
            root = read_source(text_of(files[number])).root
            found = root.entry("ignore") if root else None
            listed = found[1].keys if found else []
            return sum(language_tag(tag.text) in refused for tag in listed), bool(found), number

        return files[max(range(len(files)), key=rank)].path

    def text(text: str, glossary: Glossary) -> str:
        for language, labels in refused.items():
            text = add_ignored(text, language, labels)
        return text

    def said(glossary: Glossary) -> Glossary:
        ignored = dict(glossary.ignored)
        for language, labels in refused.items():
            ignored[language] = (*ignored.get(language, ()), *(" ".join(label.split()) for label in labels))
        return replace(glossary, ignored=ignored)

    return Edit(path, text, said)


def explaining(slug: str, language: str, explanation: str) -> Edit:
    """Return the edit that explains a term in a language, or explains it anew."""

    def path(files: Files, glossary: Glossary) -> str:
        found = next((term for term in glossary.terms if term.slug == slug), None)
        if found is None:
            near = did_you_mean(slug, (term.slug for term in glossary.terms))
            raise GlossaryError(f"There is no term '{slug}'{near}")
        return found.path

    def explained(term: Term) -> Term:
        return replace(term, explanation={**term.explanation, language: explanation})

    return Edit(
        path,
        lambda text, glossary: set_explanation(text, slug, language, explanation, main=glossary.languages[0]),
        lambda glossary: replace(
            glossary, terms=tuple(explained(term) if term.slug == slug else term for term in glossary.terms)
        ),
    )
