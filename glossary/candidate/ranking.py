"""The candidates of all posts, best first, without what the glossary knows already."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from glossary.candidate.evidence import tell
from glossary.candidate.expressions import key_of
from glossary.candidate.studying import (
    COUNTERPART,
    EVIDENCE,
    GLOSS,
    KEY,
    KIND,
    LANGUAGE,
    PARAGRAPH,
    PLACES,
    POST,
    SCORE,
    START,
    TEXT,
)
from glossary.candidate.weights import weights
from glossary.mention import inflected_forms
from glossary.model import Candidate, Glossary
from glossary.text import fold

AROUND: Final = 60  # characters of an example on either side
_GAP: Final = re.compile(r"[\s，。；：！？、]")  # where it may begin and end: Chinese has no spaces


@dataclass(slots=True)
class _Found:
    """What the rows of one candidate tell, of all spellings and posts; none but the best is kept."""

    score: float = -1.0
    best: list[Any] = field(default_factory=list)
    around: str = ""  # the paragraph in which the best stands
    texts: set[str] = field(default_factory=set)
    places: int = 0
    posts: int = 0
    last_post: tuple[int, int] | None = None
    gloss: tuple[float, str | None] = -1.0, None  # that of the best row that has one, and its score
    counterpart: tuple[float, str | None] = -1.0, None

    def add(self, row: list[Any], texts: Sequence[Sequence[str]], study: int) -> None:
        """Add a *row* of the study of this number, which is of these *texts*; a post's rows come one after another."""
        score = row[SCORE]
        if score > self.score:
            self.score, self.best, self.around = score, row, texts[row[POST]][row[PARAGRAPH]]
        self.texts.add(row[TEXT])
        self.places += row[PLACES]
        if self.last_post != (study, row[POST]):
            self.last_post = study, row[POST]
            self.posts += 1
        if row[GLOSS] is not None and score > self.gloss[0]:
            self.gloss = score, row[GLOSS]
        if row[COUNTERPART] is not None and score > self.counterpart[0]:
            self.counterpart = score, row[COUNTERPART]

    def candidate(self, status: str) -> Candidate:
        """Return the candidate."""
        best = self.best
        return Candidate(
            language=best[LANGUAGE],
            text=best[TEXT],
            score=self.score,
            kind=best[KIND],
            mention_count=self.places,
            post_count=self.posts,
            gloss=self.gloss[1],
            counterpart=self.counterpart[1],
            example=_example(self.around, best[START], best[START] + len(best[TEXT])),
            evidence=tuple(tell(best[EVIDENCE], best[TEXT], best[PLACES], best[GLOSS], best[COUNTERPART])),
            status=status,
        )


def rank(studies: Iterable[list[Any]], glossary: Glossary) -> list[Candidate]:
    """Return the candidates of all *studies*, by language and best first.

    What a label spells, in whatever variant, is left out; what is refused under ``ignore`` has the status ignored.
    """
    known = {variant for term in glossary.terms for label in term.labels for variant in spellings(label.text)}
    refused = {
        language: {variant for text in texts for variant in spellings(text)}
        for language, texts in glossary.ignored.items()
    }
    found: defaultdict[tuple[str, str], _Found] = defaultdict(_Found)
    for number, (rows, texts) in enumerate(studies):
        for row in rows:
            found[row[LANGUAGE], _folded(row[KEY])].add(row, texts, number)
    candidates = []
    for (language, _), seen in found.items():
        variants = {variant for text in seen.texts for variant in spellings(text)}
        if known.isdisjoint(variants):
            status = "ignored" if _refuses(refused, language, variants) else "new"
            candidates.append(seen.candidate(status))
    return sorted(candidates, key=lambda candidate: (candidate.language, -candidate.score, candidate.text))


def default_cut(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates that the tool believes in: new ones from a certain score on, which comes with the weights.

    It is the highest score at which precision and recall together (F1) were as good as best, on posts left out of the
    fitting.
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


def _example(text: str, start: int, end: int) -> str:
    """Return a passage of *text* around what stands there from *start* to *end*, if possible no word or clause cut."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    if first:
        gap = _GAP.search(text, first, start)
        first = gap.end() if gap else first
    if last < len(text):
        last = max((gap.start() for gap in _GAP.finditer(text, end, last)), default=last)
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"
