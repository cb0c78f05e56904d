"""The candidates of all posts, best first, without what the glossary knows already."""

from collections.abc import Iterable, Mapping, Set
from functools import lru_cache
from typing import Any

from glossary.candidate.evidence import THOUSAND
from glossary.candidate.expressions import key_of
from glossary.candidate.studying import (
    COUNTERPART,
    EVIDENCE,
    EXAMPLE,
    GLOSS,
    KEY,
    KIND,
    LANGUAGE,
    PLACES,
    POST,
    SCORE,
    TEXT,
)
from glossary.candidate.weights import weights
from glossary.mention import inflected_forms
from glossary.model import Candidate, Evidence, Glossary
from glossary.text import fold


def rank(studies: Iterable[list[list[Any]]], glossary: Glossary) -> list[Candidate]:
    """Return the candidates of all *studies*, by language and best first.

    What a label spells, in whatever variant, is left out; what is refused under ``ignore`` has the status ignored.
    """
    known = {variant for term in glossary.terms for label in term.labels for variant in spellings(label.text)}
    refused = {
        language: {variant for text in texts for variant in spellings(text)}
        for language, texts in glossary.ignored.items()
    }
    found: dict[tuple[str, str], list[list[Any]]] = {}
    best: dict[tuple[str, str], list[Any]] = {}
    posts: dict[tuple[str, str], set[tuple[int, int]]] = {}
    for number, rows in enumerate(studies):
        for row in rows:
            key = row[LANGUAGE], _folded(row[KEY])
            # What is bulky is kept of the best alone: of the others millions of values would wait for the end.
            found.setdefault(key, []).append(row[:EXAMPLE])
            if key not in best or row[SCORE] > best[key][SCORE]:
                best[key] = row
            posts.setdefault(key, set()).add((number, row[POST]))
    candidates = []
    for key, rows in found.items():
        language = key[0]
        variants = {variant for text in {row[TEXT] for row in rows} for variant in spellings(text)}
        if known.isdisjoint(variants):
            status = "ignored" if _refuses(refused, language, variants) else "new"
            candidates.append(_merged(best[key], rows, len(posts[key]), status))
    return sorted(candidates, key=lambda candidate: (candidate.language, -candidate.score, candidate.text))


def default_cut(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates that the tool believes in: new ones from a certain score on, which comes with the weights.

    It is the score at which precision and recall together (F1) were best, on posts left out of the fitting.
    """
    cuts = {language: weighed.cut for language, weighed in weights().items()}
    return [
        candidate
        for candidate in candidates
        if candidate.status == "new" and candidate.score >= cuts.get(candidate.language.partition("-")[0], 1.0)
    ]


@lru_cache(maxsize=200_000)
def _folded(key: str) -> str:
    return fold(key).folded


@lru_cache(maxsize=200_000)
def spellings(text: str) -> frozenset[str]:
    """Return the forms by which *text* is known or refused: folded, without marks and article, singular and plural.

    Names have plurals too (*Glass Harbours*); what is written in capitals alone has none (OGA is not one OGAS).
    """
    inflected = () if text.isupper() else inflected_forms(text.lower())
    forms = {form for each in (text, *inflected) for form in (" ".join(each.split()), key_of(each))}
    return frozenset(fold(form).folded for form in forms) - {""}


def _refuses(refused: Mapping[str, Set[str]], language: str, variants: Set[str]) -> bool:
    """Tell whether what is refused in the language, with or without its region, has one of the *variants*."""
    base = language.partition("-")[0]
    return any(not texts.isdisjoint(variants) for tag, texts in refused.items() if tag.partition("-")[0] == base)


def _merged(best: list[Any], rows: list[list[Any]], post_count: int, status: str) -> Candidate:
    """Return the candidate that the *rows* tell of, one a spelling and post, and the *best* of them."""
    rows.sort(key=lambda row: -row[SCORE])

    def first(column: int) -> Any:
        return next((row[column] for row in rows if row[column] is not None), None)

    return Candidate(
        language=best[LANGUAGE],
        text=best[TEXT],
        score=best[SCORE],
        kind=best[KIND],
        mention_count=sum(row[PLACES] for row in rows),
        post_count=post_count,
        gloss=first(GLOSS),
        counterpart=first(COUNTERPART),
        example=best[EXAMPLE],
        evidence=tuple(Evidence(name, shown, weight / THOUSAND) for name, shown, weight in best[EVIDENCE]),
        status=status,
    )
