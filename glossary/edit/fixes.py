"""The fixes that rules propose, made to the files that they concern: all those of a file in one change."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from glossary.edit.blocks import block_of, put_into_term
from glossary.edit.lists import dash, grown, shrunk
from glossary.edit.placing import Splices, spliced
from glossary.edit.refusals import language_entry
from glossary.edit.source import Part, Source, by_hand, read_source
from glossary.edit.writing import ConflictError, Prepared, read_back
from glossary.errors import Fix, InputError, Problem
from glossary.model import Glossary, Term
from glossary.term.files import read_files, text_of
from glossary.term.keys import TERM_KEYS
from glossary.term.reading import glossary_of, sha256_of
from glossary.text.entries import scalar

_ADDS: Final = "add-relation"


class Mended(NamedTuple):
    """What fixes make of the files, and which of them were not made."""

    prepared: tuple[Prepared, ...]  # the files that change
    made: tuple[Fix, ...]
    left: tuple[Problem, ...]  # what only a person can change safely, and where


class _Terms(NamedTuple):
    """A file's source with its terms by slug, each as key and value."""

    source: Source
    by_slug: Mapping[str, tuple[Part, Part]]


def prepare_fixes(terms: Path, fixes: Iterable[Fix], *, sha256: str | None = None) -> Mended:
    """Return what *fixes* make of the file *terms*, or of those in that folder; nothing is written.

    *sha256* is that of the ``Glossary`` that they were found in; a ConflictError tells that it is another one now.
    A GlossaryError tells that the files would not say what they should.
    """
    files = read_files(terms)
    if sha256 not in (None, sha256_of(files, terms)):
        raise ConflictError(str(terms), files[0].data.decode("utf-8-sig", "replace"))
    glossary, _ = glossary_of(files, terms)
    paths = {term.slug: term.path for term in glossary.terms}
    wanted = list(dict.fromkeys(fixes))
    texts: dict[str, str] = {}
    possible: set[Fix] = set()
    refused: set[Fix] = set()
    left: set[Problem] = set()
    for file in files:
        here = [fix for fix in wanted if not fix.slug or paths.get(fix.slug) == file.path]
        if not here:
            continue
        before = text_of(file)
        after, outcome = _mended(before, here)
        if after != before:
            texts[file.path] = after
        for fix, problems in outcome.items():
            (refused if problems else possible).add(fix)
            left |= {replace(problem, path=file.path) for problem in problems}
    made = tuple(fix for fix in wanted if fix in possible - refused)
    prepared = read_back(terms, files, texts, _after(glossary, made)) if texts else ()
    return Mended(prepared, made, tuple(sorted(left, key=Problem.place)))


def _mended(text: str, fixes: Sequence[Fix]) -> tuple[str, Mapping[Fix, Sequence[Problem]]]:
    """Return *text* with the *fixes* that can be made, and for each that stands here what is in its way, if anything.

    Places are asked one after the other, and then changed all at once; a list that loses items gains others only after.
    """
    terms = _read(text)
    outcome: dict[Fix, Sequence[Problem]] = {}
    for fix in fixes:
        try:
            if _splices(terms, [fix]):
                outcome[fix] = ()
        except InputError as error:
            outcome[fix] = error.problems
    for adds in (False, True):
        lists = defaultdict(list)
        for fix, problems in outcome.items():
            if not problems and (fix.kind == _ADDS) == adds:
                lists[fix.slug, fix.key, fix.language].append(fix)
        if lists and terms.source.text != text:
            terms = _read(text)
        splices: Splices = []
        for alike in lists.values():
            try:
                splices += _splices(terms, alike)
            except InputError as error:
                outcome |= dict.fromkeys(alike, error.problems)
        text = spliced(text, splices)
    return text, outcome


def _read(text: str) -> _Terms:
    source = read_source(text)
    found = block_of(source, "terms")
    pairs = zip(found[1].keys, found[1].values, strict=True) if found else ()
    return _Terms(source, {pair[0].text: pair for pair in pairs})


def _splices(terms: _Terms, fixes: Sequence[Fix]) -> Splices:
    """Return what makes *fixes*, which either all add to one list or all take from it; nothing if it is elsewhere."""
    fix = fixes[0]
    found = _list(terms, fix)
    if fix.kind == _ADDS:
        texts = [fix.text for fix in fixes]
        return grown(terms.source, *found, list(map(scalar, texts))) if found else _new_list(terms, fix, texts)
    numbers = sorted({number for fix in fixes for number in _numbers(found[1], fix)}) if found else []
    return shrunk(terms.source, *found, numbers) if found and numbers else []


def _list(terms: _Terms, fix: Fix) -> tuple[Part, Part] | None:
    """Return key and value of the list that changes, if there is one; an InputError tells what shares it."""
    found = terms.by_slug[fix.slug] if fix.slug else block_of(terms.source, fix.key)
    if found:
        terms.source.shared(*found)
    if found and fix.slug:
        found = found[1].entry(fix.key)
    if found and fix.language:
        terms.source.shared(*found)
        found = language_entry(found[1], fix.language)
    if found:
        terms.source.shared(*found)
    return found


def _numbers(value: Part, fix: Fix) -> Sequence[int]:
    """Return which items of a list go, or of one text, which is a list of one."""
    items = value.values if value.shape == "list" else [value]
    pairs = [item.entry("text") if item.shape == "mapping" else None for item in items]
    typed = [pair[1] if pair else item for pair, item in zip(pairs, items, strict=True)]
    numbers = [
        number for number, part in enumerate(typed) if part.shape == "text" and " ".join(part.text.split()) == fix.text
    ]
    if fix.kind == "remove-repetition":
        numbers = numbers[1:]
    if not numbers and (alias := next((part for part in typed if part.shape == "alias"), None)):
        by_hand(alias, f"'*{alias.text}' may stand for '{fix.text}', which is to be deleted")
    return numbers


def _new_list(terms: _Terms, fix: Fix, texts: Sequence[str]) -> Splices:
    """Return what puts a new list into a term, typed as the other side has it."""
    source, (_, term) = terms.source, terms.by_slug[fix.slug]
    items, indent = list(map(scalar, texts)), " " * term.column
    braced = f"{fix.key}: [{', '.join(items)}]"
    lines = [f"{indent}{braced}"]
    other = terms.by_slug.get(fix.text)
    above = other[1].entry(fix.key) if other else None
    if above and above[1].is_block:
        deeper = " " * (term.column + above[1].column - above[0].column)
        lines = [f"{indent}{fix.key}:", *(deeper + dash(source, above[1]).lstrip() + item for item in items)]
    names = list(TERM_KEYS)
    return put_into_term(source, term, lines, braced, behind=names[: names.index(fix.key)])


def _after(glossary: Glossary, fixes: Iterable[Fix]) -> Glossary:
    """Return what the glossary says once *fixes* are made."""
    by_slug = defaultdict(list)
    for fix in fixes:
        by_slug[fix.slug].append(fix)
    gone = {(fix.language, fix.text) for fix in by_slug[""]}
    ignored = {
        language: tuple(text for text in texts if (language, text) not in gone)
        for language, texts in glossary.ignored.items()
    }
    terms = tuple(_term_after(term, by_slug[term.slug]) for term in glossary.terms)
    return replace(glossary, terms=terms, ignored=ignored)


def _term_after(term: Term, fixes: Iterable[Fix]) -> Term:
    for fix in fixes:
        if fix.kind == _ADDS:
            longer: dict[str, Any] = {fix.key: (*getattr(term, fix.key), fix.text)}
            term = replace(term, **longer)
        elif fix.kind == "remove-label":
            labels = (label for label in term.labels if (label.language, label.text) != (fix.language, fix.text))
            term = replace(term, labels=tuple(labels))
    return term
