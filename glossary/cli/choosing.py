"""Which labels are added or refused: their languages, and what the glossary knows of them already."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from glossary.candidate.ranking import spellings
from glossary.cli.drafting import drafts, listed
from glossary.edit import Draft, check_text, ignored_line, label_line
from glossary.errors import GlossaryError
from glossary.model import Glossary
from glossary.post.language import language_of_script
from glossary.post.slugs import safe_slug
from glossary.term.files import File, read_files, text_of
from glossary.term.keys import SLUG
from glossary.term.languages import language_tag
from glossary.term.reading import slug_from
from glossary.text import fold
from glossary.text.entries import free_slug
from glossary.text.languages import canonical_language
from glossary.text.scripts import language_like

if TYPE_CHECKING:
    from glossary.build import Proposed
    from glossary.model import Candidate

_NEAR: Final = 3  # suggestions that resemble one that is none


class Known:
    """What a glossary knows or refuses, in whatever spelling."""

    def __init__(self, glossary: Glossary, terms: Path) -> None:
        self.glossary = glossary
        self.terms = terms

    def label(self, language: str, text: str) -> str | None:
        """Return the place of the label that *text* spells in *language*, and what it is a label of."""
        variants = spellings(text)
        for term in self.glossary.terms:
            for label in term.labels:
                if _base(label.language) == _base(language) and not variants.isdisjoint(spellings(label.text)):
                    line = label_line(self._texts[term.path], term.slug, label.language, label.text) or term.line
                    same = "" if label.text == text else f" as '{label.text}'"
                    return f"{term.path}:{line}: '{text}' is a label of {term.slug} already{same}"
        return None

    def refusal(self, language: str, text: str) -> str | None:
        """Return the place where *text* is refused in *language*."""
        variants = spellings(text)
        for tag, labels in self.glossary.ignored.items():
            for label in labels:
                if _base(tag) == _base(language) and not variants.isdisjoint(spellings(label)):
                    for path, content in self._texts.items():
                        if line := ignored_line(content, tag, label):
                            return f"{path}:{line}"
                    return str(self.terms)
        return None

    @cached_property
    def slugs(self) -> dict[str, str]:
        """The slugs that are taken, with the place of the term that has or had them."""
        return {
            slug: f"{term.path}:{term.line}: '{slug}' is the slug of a term already"
            for term in self.glossary.terms
            for slug in (*term.formerly, term.slug)
        }

    @cached_property
    def _texts(self) -> dict[str, str]:
        files: Sequence[File] = read_files(self.terms)
        return {file.path: text_of(file) for file in files}


def suggestion(known: Known, proposed: "Proposed", text: str, language: str | None) -> Draft:
    """Return the suggestion *text* with its counterpart, kind and what is known of it, as ``glossary suggest`` has it.

    A GlossaryError tells that there is none, and which ones resemble it. A counterpart that is known or refused stays
    out.
    """
    tag = language and tag_of(language)
    within = [each for each in proposed.candidates if not tag or _base(each.language) == _base(tag)]
    wanted = fold(" ".join(text.split())).folded
    found = [each for each in within if fold(each.text).folded == wanted]
    if not found:
        places = (known.label(name, text) for name in ([tag] if tag else proposed.languages))
        known_as = next(filter(None, places), None)
        raise GlossaryError(f"{known_as}. Fix: choose another." if known_as else _no_suggestion(text, within))
    script = _base(language_of_script(text))
    candidate = max(found, key=lambda each: (_base(each.language) == script, each.score))
    draft = next(drafts([candidate], proposed))
    own = listed(candidate.language, known.glossary.languages)
    names = {
        name: texts
        for name, texts in draft.labels.items()
        if name == own or not any(known.label(name, each) or known.refusal(name, each) for each in texts)
    }
    return replace(draft, labels=names)


def draft_of(
    known: Known,
    labels: Sequence[str],
    language: str | None,
    suggested: Draft | None,
    *,
    kind: str | None,
    explanation: str | None,
    slug: str | None,
) -> Draft:
    """Return the term to be added; a GlossaryError tells which label or slug is there already, and where."""
    names = _names(known, labels, language, suggested)
    for name, texts in names.items():
        for text in texts:
            if place := known.label(name, text):
                raise GlossaryError(f"{place}. Fix: put further labels there by hand, or choose another.")
            if place := known.refusal(name, text):
                raise GlossaryError(f"{place}: '{text}' is ignored. Fix: delete it there, and add it then.")
    if explanation is not None and not explanation.strip():
        raise click.UsageError("The explanation is blank.")
    said = {tag_of(language) if language else _tag_by_script(known, explanation): explanation} if explanation else {}
    first = names.get("en") or next(iter(names.values()))
    return Draft(
        slug=_good_slug(known, slug) if slug is not None else free_slug(safe_slug(first[0]), known.slugs),
        labels=names,
        kind=kind or (suggested.kind if suggested else None),
        explanation=said,
        comments=suggested.comments if suggested else (),
    )


def refused_of(
    known: Known, labels: Sequence[str], language: str | None, suggested: Draft | None
) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Return what is to be refused, and what is refused already with its place.

    A GlossaryError tells that a label is that of a term.
    """
    refused: dict[str, list[str]] = {}
    already = []
    for name, texts in _names(known, labels, language, suggested).items():
        for text in texts:
            if place := known.label(name, text):
                raise GlossaryError(f"{place}. Fix: nothing, for what is a term is not proposed.")
            if place := known.refusal(name, text):
                already.append((place, text))
            else:
                refused.setdefault(name, []).append(text)
    return refused, already


def tag_of(language: str) -> str:
    """Return the tag of the language that a person named; a UsageError tells that it is none."""
    if tag := canonical_language(language) or language_tag(language):
        return tag
    raise click.UsageError(f"'{language}' is no language tag, such as en, zh or zh-Hant.")


def _names(
    known: Known, labels: Sequence[str], language: str | None, suggested: Draft | None
) -> Mapping[str, Sequence[str]]:
    """Return all labels by language, those of the suggestion first, the glossary's languages in their order."""
    names = {name: list(texts) for name, texts in suggested.labels.items()} if suggested else {}
    for label in labels:
        check_text(label, f"The label '{label}'")
        text = " ".join(label.split())
        if not text:
            raise click.UsageError("A label is blank.")
        texts = names.setdefault(tag_of(language) if language else _tag_by_script(known, text), [])
        if text not in texts:
            texts.append(text)
    return {name: names[name] for name in (*known.glossary.languages, *names) if name in names}


def _tag_by_script(known: Known, text: str) -> str:
    """Return the tag of the glossary's language in whose letters *text* is, else of one that is written so."""
    languages = known.glossary.languages
    tag = listed(language_of_script(text), languages)
    return language_like(text, "", languages) if tag == "en" and tag not in languages else tag


def _good_slug(known: Known, slug: str) -> str:
    if not re.fullmatch(SLUG, slug):
        meant = slug_from(slug)
        raise click.UsageError(f"'{slug}' is no slug{f'; {meant} is one' if meant else ', such as rice-to-mulberry'}.")
    if slug in known.slugs:
        raise GlossaryError(f"{known.slugs[slug]}. Fix: choose another --slug.")
    return slug


def _no_suggestion(text: str, within: "Sequence[Candidate]") -> str:
    near = get_close_matches(text, [each.text for each in within if each.status == "new"], n=_NEAR)
    named = " or ".join(f"'{each}'" for each in near) or "one that glossary suggest shows"
    return f"'{text}' is not among the suggestions. Fix: choose {named}, or give it as a LABEL."


def _base(tag: str) -> str:
    return tag.partition("-")[0]
