"""Evidence: what was seen of a candidate, in figures that people can check, and what each added to its score."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from glossary.candidate.columns import Table, table, weighted
from glossary.candidate.expressions import HAN, Expression
from glossary.candidate.signals import CONTEXT_SIGNALS, SIGNALS
from glossary.candidate.weights import BASE

LEAST_WEIGHT: Final = 0.05
THOUSAND: Final = 1000
COUNTERPART: Final = "counterpart"
_NUMBER: Final = "number"


def tell(
    language: str,
    expressions: Sequence[Expression],
    values: Table,
    model: tuple[float, Sequence[float]],
    counterparts: Sequence[str | None],
    scores: Sequence[tuple[float, float]],
) -> list[list[list[float | str]]]:
    """Return the evidence of each of the *expressions*, as plain data, the weightiest first.

    *values* are their signals in the tables' order, *model* the intercept and the weights of these; *scores* what they
    give and what is left of it where better expressions overlap one. Weights add up to the logarithm of the odds; they
    are told in thousandths, as whole numbers are written and read in half the time.
    """
    import numpy

    base, weights = model
    told, count = _TOLD[language], len(expressions)
    sums = table([weighted(values[rows], [weights[row] for row in rows]) for rows in told.values()], count)
    most = table([abs(values[rows]).max(axis=0) for rows in told.values()], count)
    _tell_numbers(language, expressions, sums, most)
    first = round(THOUSAND * base), BASE, 1
    found: list[list[tuple[int, str, float | str]]] = [[first] for _ in expressions]
    names, fits = [*told], values[_FIT[language]].tolist()
    rows, places = (abs(sums) >= LEAST_WEIGHT).nonzero()
    added = numpy.rint(THOUSAND * sums[rows, places]).astype(int).tolist()
    for row, place, weight, value in zip(
        rows.tolist(), places.tolist(), added, most[rows, places].tolist(), strict=True
    ):
        name = names[row]
        shown = _SHOWN[name](expressions[place], fits[place]) if name in _SHOWN else round(value, 2)
        found[place].append((weight, name, shown))
    for evidence, counterpart, (before, after) in zip(found, counterparts, scores, strict=True):
        if counterpart is not None:
            evidence.append((0, COUNTERPART, counterpart))
        if after < before:
            lost = math.log(after / (1 - after)) - math.log(before / (1 - before))
            evidence.append((round(THOUSAND * lost), "overlapped", round(1 - after / before, 2)))
        evidence.sort(key=lambda row: (-abs(row[0]), row[1]))
    return [[[name, shown, weight] for weight, name, shown in evidence] for evidence in found]


def _tell_numbers(language: str, expressions: Sequence[Expression], sums: Table, most: Table) -> None:
    """Tell as a number what was seen of figures: they count as capitals and as another script."""
    names = [*_TOLD[language]]
    number = names.index(_NUMBER)
    for name, is_number in _FIGURES.items():
        if name in names:
            row = names.index(name)
            for place in most[row].nonzero()[0]:
                if is_number(expressions[place].text):
                    sums[number, place] += sums[row, place]
                    most[number, place] = max(most[number, place], most[row, place])
                    sums[row, place] = most[row, place] = 0


def _is_in_figures(text: str) -> bool:
    return any(map(str.isdigit, text)) and not any(map(str.isupper, text))


def _count(expression: Expression, *marks: str) -> float:
    """Return at how many places one of *marks* was noticed, at least 1."""
    return max(1, max(expression.marks[mark] for mark in marks))


def _length(text: str) -> float:
    """Return the words of an English expression, the characters of a Chinese one."""
    return len(text) if HAN.search(text) else len(text.split())


def _places(names: Iterable[str]) -> dict[str, list[int]]:
    """Return at which places each of *names* stands."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        found.setdefault(name, []).append(place)
    return found


_TABLES: Final = {language: (*signals, *CONTEXT_SIGNALS) for language, signals in SIGNALS.items()}
# The names under which signals are told, each with the rows of these in the tables; and the row of a counterpart's fit.
_TOLD: Final = {language: _places(signal.evidence for signal in signals) for language, signals in _TABLES.items()}
_FIT: Final = {
    language: [signal.name for signal in signals].index("counterpart-fit") for language, signals in _TABLES.items()
}
# Names under which figures may have been seen, and how to find out.
_FIGURES: Final[Mapping[str, Callable[[str], bool]]] = {"capitals": _is_in_figures, "other-script": str.isdigit}
_SHOWN: Final[Mapping[str, Callable[[Expression, float], float | str]]] = {
    "quoted": lambda seen, _: _count(seen, "quoted", "quoted-part"),
    "emphasis": lambda seen, _: _count(seen, "emphasis"),
    "title": lambda seen, _: _count(seen, "title"),
    "gloss": lambda seen, _: seen.glosses[0] if seen.glosses else "",
    "capitals": lambda seen, _: _count(seen, "capital-run", "capital-start", "capital-noun", "noun-capital"),
    "frequency": lambda seen, _: len(seen.places),
    "length": lambda seen, _: _length(seen.text),
    "counterpart-score": lambda _, fit: round(fit, 2),
}
