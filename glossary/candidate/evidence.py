"""Evidence: what was seen of a candidate, in figures that people can check, and what each added to its score.

It is reckoned for the expressions of a post, all at once, and told of the candidates alone.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from glossary.candidate.columns import Table
from glossary.candidate.expressions import HAN, Expression
from glossary.candidate.signals import CONTEXT_SIGNALS, SIGNALS
from glossary.candidate.weights import BASE
from glossary.model import Evidence

LEAST_WEIGHT: Final = 0.05
HUNDRED: Final = 100
THOUSAND: Final = 1000
COUNTERPART: Final = "counterpart"
OVERLAPPED: Final = "overlapped"
_NUMBER: Final = "number"


def encoded(
    language: str,
    expressions: Sequence[Expression],
    values: Table,
    model: tuple[float, Sequence[float]],
    scores: Sequence[tuple[float, float]],
) -> list[list[int]]:
    """Return the evidence of each of the *expressions*, for ``tell``, as whole numbers: three an entry, in one list.

    They are the number of its name, hundredths of what was seen, and thousandths of what that weighs: weights add up
    to the logarithm of the odds. *values* are the signals of the *expressions* in the tables' order, *model* the
    intercept and the weights of these; *scores* what they give and what is left of it where better ones overlap.
    """
    import numpy

    base, weights = model
    names, told_as = _TOLD[language]
    sums, most = numpy.zeros((2, len(names), len(expressions)))
    for row, figures, weight in zip(told_as, values, weights, strict=True):
        sums[row] += figures * weight
        numpy.maximum(most[row], abs(figures), out=most[row])
    _weigh_numbers(names, expressions, sums, most)
    for row, name in enumerate(names):
        if name in _COUNTED:
            for place in (abs(sums[row]) >= LEAST_WEIGHT).nonzero()[0].tolist():
                most[row, place] = max(1, *(expressions[place].marks[mark] for mark in _COUNTED[name]))
    most[names.index(_FIT)] = values[_ROW_OF_FIT[language]]
    before, after = numpy.array(scores).reshape(-1, 2).T
    lost = numpy.log(after / (1 - after)) - numpy.log(before / (1 - before))
    added = numpy.vstack([sums, numpy.full_like(lost, base), lost])
    seen = numpy.vstack([most, numpy.ones_like(lost), 1 - after / before])
    weighty = abs(added) >= LEAST_WEIGHT
    weighty[-2], weighty[-1] = True, after < before
    places, rows = weighty.T.nonzero()
    numbers = numpy.array([_NUMBERS[name] for name in (*names, BASE, OVERLAPPED)])[rows]
    entries = numpy.stack([numbers, HUNDRED * seen[rows, places], THOUSAND * added[rows, places]], axis=1)
    flat = numpy.rint(entries).astype(int).ravel().tolist()
    ends = (entries.shape[1] * weighty.sum(axis=0).cumsum()).tolist()
    return [flat[start:end] for start, end in pairwise([0, *ends])]


def tell(figures: Sequence[int], text: str, places: int, gloss: str | None, counterpart: str | None) -> list[Evidence]:
    """Return the evidence that the *figures* stand for, the weightiest first.

    The others are what is known of the expression besides.
    """
    known: dict[str, float | str] = {"frequency": places, "length": _length(text), "gloss": gloss or ""}
    found = [Evidence(COUNTERPART, counterpart, 0.0)] if counterpart is not None else []
    for number, hundredths, thousandths in zip(figures[::3], figures[1::3], figures[2::3], strict=True):
        name = _NAMES[number]
        seen = hundredths // HUNDRED if name in _WHOLE else hundredths / HUNDRED
        found.append(Evidence(name, known.get(name, seen), thousandths / THOUSAND))
    return sorted(found, key=lambda entry: (-abs(entry.weight), entry.signal))


def _weigh_numbers(names: Sequence[str], expressions: Sequence[Expression], sums: Table, most: Table) -> None:
    """Weigh as a number what was seen of figures: they count as capitals and as another script."""
    number = names.index(_NUMBER)
    for name, is_number in _FIGURES.items():
        if name in names:
            row = names.index(name)
            for place in most[row].nonzero()[0].tolist():
                if is_number(expressions[place].text):
                    sums[number, place] += sums[row, place]
                    most[number, place] = max(most[number, place], most[row, place])
                    sums[row, place] = most[row, place] = 0


def _is_in_figures(text: str) -> bool:
    return any(map(str.isdigit, text)) and not any(map(str.isupper, text))


def _length(text: str) -> float:
    """Return the words of an English expression, the characters of a Chinese one."""
    return len(text) if HAN.search(text) else len(text.split())


def _told(names: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the names under which signals are told, and the number of each signal's among them."""
    told = [*dict.fromkeys(names)]
    return told, [*map(told.index, names)]


_TABLES: Final = {language: (*signals, *CONTEXT_SIGNALS) for language, signals in SIGNALS.items()}
_TOLD: Final = {language: _told([signal.evidence for signal in signals]) for language, signals in _TABLES.items()}
_NAMES: Final = sorted({name for names, _ in _TOLD.values() for name in names} | {BASE, OVERLAPPED})
_NUMBERS: Final = {name: number for number, name in enumerate(_NAMES)}
# Of a counterpart its fit alone is shown.
_FIT: Final = "counterpart-score"
_ROW_OF_FIT: Final = {
    language: [signal.name for signal in signals].index("counterpart-fit") for language, signals in _TABLES.items()
}
# Names under which figures may have been seen, and how to find out.
_FIGURES: Final[Mapping[str, Callable[[str], bool]]] = {"capitals": _is_in_figures, "other-script": str.isdigit}
# Names that show at how many places one of these marks was noticed, at least 1.
_COUNTED: Final = {
    "quoted": ("quoted", "quoted-part"),
    "emphasis": ("emphasis",),
    "title": ("title",),
    "capitals": ("capital-run", "capital-start", "capital-noun", "noun-capital"),
}
_WHOLE: Final = {*_COUNTED, BASE}
