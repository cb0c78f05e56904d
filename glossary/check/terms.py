"""Rules on single terms: what an entry says, and what it leaves out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from glossary.check.rule import Finding, Whole, at_term, primary
from glossary.check.spellings import bare
from glossary.errors import Fix
from glossary.mention import inflected_forms
from glossary.model import Label, Term
from glossary.term import term_links
from glossary.text import fold, has_capital
from glossary.text.scripts import HAN_LANGUAGES

# A text shorter than this may be a name or a formula, which says nothing about its language.
LETTERS_OF_A_TEXT = 20
FOREIGN_SHARE = 0.8  # names and quotations of another language are less than this
_HAN = re.compile("[㐀-䶿一-鿿𠀀-𲎯]")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_ARTICLE = re.compile(r"^\W*(?:an?|the)\s+", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_LETTER = re.compile(r"[^\W\d_]")


def unexplained_terms(whole: Whole) -> Iterator[Finding]:
    """A term has no explanation in any language."""
    for term in whole.terms:
        if not term.explanation:
            yield at_term(term, f"'{term.slug}' has no explanation", "write one under explanation:")


def reviewed_unexplained(whole: Whole) -> Iterator[Finding]:
    """A term is called reviewed, and there is no explanation that anybody could have read."""
    for term in whole.terms:
        if term.status == "reviewed" and not term.explanation:
            message = f"'{term.slug}' is reviewed and has no explanation"
            yield at_term(term, message, "write one, or delete 'status: reviewed'")


def missing_labels(whole: Whole) -> Iterator[Finding]:
    """A term has no label in one of the glossary's languages; hidden labels do not count."""
    for term in whole.terms:
        given = [label.language for label in term.labels if label.type != "hidden"]
        for language in whole.glossary.languages:
            if term.labels and not _covered(language, given):
                message = f"'{term.slug}' has no label in '{language}'"
                yield at_term(term, message, f"add {language}: with its name under labels:")


def missing_explanations(whole: Whole) -> Iterator[Finding]:
    """A term is explained, but not in one of the glossary's languages."""
    for term in whole.terms:
        for language in whole.glossary.languages:
            if term.explanation and not _covered(language, term.explanation):
                message = f"'{term.slug}' is not explained in '{language}'"
                yield at_term(term, message, f"add {language}: with a text under explanation:")


def sources_without_address(whole: Whole) -> Iterator[Finding]:
    """A source has neither an address nor the year of a book or paper, so that nobody can look it up."""
    for term in whole.terms:
        for source in term.sources:
            if not source.url and not _YEAR.search(source.title):
                message = f"the source '{source.title}' has neither address nor year"
                yield at_term(term, message, "add its url:, or when it appeared to its title")


def explanations_of_nothing(whole: Whole) -> Iterator[Finding]:
    """An explanation only repeats a label of its term."""
    for term in whole.terms:
        labels = {bare(label.text) for label in term.labels}
        for language, text in term.explanation.items():
            # What is longer than a label with an article says more than it.
            if len(text) < 80 and {bare(text), bare(_ARTICLE.sub("", text))} & labels:
                message = f"the explanation of '{term.slug}' in '{language}' only repeats its label"
                yield at_term(term, message, "say what it means here, or delete it")


def same_explanations(whole: Whole) -> Iterator[Finding]:
    """An explanation is the same in two languages, so that one of them was never translated."""
    for term in whole.terms:
        first: dict[str, str] = {}
        for language, text in term.explanation.items():
            known = first.setdefault(" ".join(text.split()), language)
            if primary(known) != primary(language):
                message = f"the explanation of '{term.slug}' is the same in '{known}' and '{language}'"
                yield at_term(term, message, "translate it, or delete one of the two")


def wrong_scripts(whole: Whole) -> Iterator[Finding]:
    """A text is written in another script than its language, as if two languages had changed places."""
    for term in whole.terms:
        for language, text in term.explanation.items():
            in_han = primary(language) in HAN_LANGUAGES
            letters = len((_LATIN if in_han else _HAN).findall(text))
            if letters >= LETTERS_OF_A_TEXT and letters > len(_LETTER.findall(text)) * FOREIGN_SHARE:
                script = "in Latin letters" if in_han else "in Chinese characters"
                message = f"the explanation of '{term.slug}' in '{language}' is {script}"
                fix = "put it under the language in which it is written"
                posts = whole.post_languages
                if language == whole.glossary.languages[0] and posts and primary(language) not in posts:
                    fix += ", or list that first in languages: under glossary:"  # no list: English is the main one
                yield at_term(term, message, fix)
        for label in term.labels:
            if primary(label.language) not in HAN_LANGUAGES and _is_han(label.text):
                message = f"the label '{label.text}' stands under '{label.language}', in Chinese characters"
                yield at_term(term, message, "put it under the language in which it is written", line=label.line)


def lower_case_names(whole: Whole) -> Iterator[Finding]:
    """A person's name has no capital letter, so that it is found wherever the word stands in any case."""
    for term in whole.terms:
        for label in term.labels if term.kind == "person" else ():
            if label.type == "preferred" and label.case == "smart" and _is_lower(label.text):
                message = f"the name '{label.text}' of a person has no capital, so that it is found in any case"
                yield at_term(term, message, "write its capitals, or add 'case: exact'", line=label.line)


def links_to_itself(whole: Whole) -> Iterator[Finding]:
    """A text of a term links to the term itself."""
    for term in whole.terms:
        for key, text in _texts(term):
            if "[[" not in text:
                continue
            own = {term.slug, *(label.text.casefold() for label in term.labels)}
            for target in {
                target for *_, target in term_links(text) if target == term.slug or target.casefold() in own
            }:
                message = f"[[{target}]] in the {key} of '{term.slug}' links to the term itself"
                yield at_term(term, message, "delete the double brackets around it")


def redundant_labels(whole: Whole) -> Iterator[Finding]:
    """A label that no link names is found by another one of its term anyway: a plural, traditional characters."""
    linked = {target.casefold() for term in whole.terms for _, text in _texts(term) for *_, target in term_links(text)}
    for term in whole.terms:
        if len(term.labels) < 2:
            continue
        found_by: dict[tuple[object, ...], list[Label]] = defaultdict(list)
        for label in term.labels:
            if label.type != "hidden":
                for form in _found_by(label):
                    found_by[form].append(label)
        redundant: list[Label] = []  # of which none may be needed for another one to be so
        for label in term.labels:
            others = found_by.get((*_policies(label), fold(label.text).canonical), ())
            other = next((other for other in others if other not in redundant), label)
            if label.type != "alternative" or other is label:
                continue
            if label.text.casefold() not in linked:
                redundant.append(label)
                message = f"where '{label.text}' stands, '{other.text}' finds it anyway"
                fix = "delete it, unless it is to be shown among the names"
                change = Fix("remove-label", term.slug, "labels", label.language, label.text)
                yield at_term(term, message, fix, line=label.line, change=change)


def _found_by(label: Label) -> Iterator[tuple[object, ...]]:
    """Yield what a label finds, in its own case and with its policies."""
    inflects = label.inflect == "auto" and primary(label.language) == "en"
    for text in (label.text, *(inflected_forms(label.text) if inflects else ())):
        yield (*_policies(label), fold(text).canonical)


def _policies(label: Label) -> tuple[object, ...]:
    return (label.language, label.case, label.boundary, label.only_in, label.not_in, label.posts, label.pinyin)


def _covered(language: str, given: Iterable[str]) -> bool:
    return any(tag == language or tag.startswith(f"{language}-") for tag in given)


def _texts(term: Term) -> Iterator[tuple[str, str]]:
    yield from (("explanation", text) for text in term.explanation.values())
    yield from (("origin", text) for text in term.origin.values())
    yield from (("notes", text) for note in term.notes.values() for text in note.values())


def _is_han(text: str) -> bool:
    return (
        not text.isascii() and all(_HAN.match(letter) for letter in _LETTER.findall(text)) and bool(_HAN.search(text))
    )


def _is_lower(text: str) -> bool:
    return not has_capital(text) and text[0].islower()
