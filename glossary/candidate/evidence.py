"""Evidence: what was seen of a candidate, in figures that people can check, and what each added to its score."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from glossary.candidate.expressions import HAN, Expression
from glossary.candidate.signals import CONTEXT_SIGNALS, SIGNALS, Context
from glossary.candidate.weights import BASE
from glossary.model import Evidence

LEAST_WEIGHT: Final = 0.05
COUNTERPART: Final = "counterpart"


def evidence_of(
    language: str,
    expression: Expression,
    values: Sequence[float],
    context: Context,
    model: tuple[float, Sequence[float]],
    counterpart: str | None,
    scores: tuple[float, float],
) -> list[Evidence]:
    """Return what was seen of an expression, the weightiest first.

    *values* are its signals in the tables' order, *model* the intercept and their weights, *scores* what these give and
    what is left of it where better expressions overlap it. Weights add up to the logarithm of the odds.
    """
    base, weights = model
    sums: dict[str, float] = {}
    strongest: dict[str, float] = {}
    for name, value, weight in zip(_TOLD[language], values, weights, strict=True):
        if value:
            name = _seen_as(name, expression.text)
            sums[name] = sums.get(name, 0.0) + weight * value
            strongest[name] = max(strongest.get(name, 0.0), abs(value))
    rows = [Evidence(BASE, 1, round(base, 3))]
    for name, weight in sums.items():
        if abs(weight) >= LEAST_WEIGHT:
            shown = _SHOWN[name](expression, context) if name in _SHOWN else round(strongest[name], 2)
            rows.append(Evidence(name, shown, round(weight, 3)))
    if counterpart is not None:
        rows.append(Evidence(COUNTERPART, counterpart, 0.0))
    before, after = scores
    if after < before:
        lost = math.log(after / (1 - after)) - math.log(before / (1 - before))
        rows.append(Evidence("overlapped", round(1 - after / before, 2), round(lost, 3)))
    return sorted(rows, key=lambda row: (-abs(row.weight), row.signal))


def _seen_as(name: str, text: str) -> str:
    """Return the name of what was seen: figures count as capitals and as another script, and are told as a number."""
    if name == "capitals" and any(map(str.isdigit, text)) and not any(map(str.isupper, text)):
        return "number"
    return "number" if name == "other-script" and text.isdigit() else name


def _count(expression: Expression, *marks: str) -> float:
    """Return at how many places one of *marks* was noticed, at least 1."""
    return max(1, max(expression.marks[mark] for mark in marks))


def _length(text: str) -> float:
    """Return the words of an English expression, the characters of a Chinese one."""
    return len(text) if HAN.search(text) else len(text.split())


# Under which name each signal is told, in the tables' order.
_TOLD: Final = {
    language: [signal.evidence for signal in (*table, *CONTEXT_SIGNALS)] for language, table in SIGNALS.items()
}
_SHOWN: Final[Mapping[str, Callable[[Expression, Context], float | str]]] = {
    "quoted": lambda seen, _: _count(seen, "quoted", "quoted-part"),
    "emphasis": lambda seen, _: _count(seen, "emphasis"),
    "title": lambda seen, _: _count(seen, "title"),
    "gloss": lambda seen, _: seen.glosses[0] if seen.glosses else "",
    "capitals": lambda seen, _: _count(seen, "capital-run", "capital-start", "capital-noun", "noun-capital"),
    "frequency": lambda seen, _: len(seen.places),
    "length": lambda seen, _: _length(seen.text),
    "counterpart-score": lambda _, context: round(context.fit, 2),
    "contained": lambda _, context: round(context.rivals.around, 2),
}
