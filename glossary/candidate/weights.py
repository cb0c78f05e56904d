"""The weights of the signals: fitted by benchmarks/discovery.py, which says in the file how they came about."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from glossary.candidate.columns import Column

FILE: Final = "weights.json"
BASE: Final = "base"


@dataclass(frozen=True, slots=True)
class Beside:
    """The weights of an expression among others of its post, and the same where the post has a translation."""

    alone: Mapping[str, float]
    paired: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one language, a number a signal, and the intercept under BASE."""

    own: Mapping[str, float]  # of an expression by itself
    first: Beside  # beside others, by what they are by themselves
    last: Beside  # beside those that are left, by what came of them first
    cut: float  # the score from which a candidate is believed in


@cache
def weights() -> Mapping[str, Weights]:
    """Return the committed weights by language."""
    return weights_from(json.loads((files(__package__) / FILE).read_text(encoding="utf-8")))


def weights_from(data: Mapping[str, Any]) -> dict[str, Weights]:
    """Return the weights by language from what the file holds."""
    return {
        language: Weights(found["own"], Beside(**found["first"]), Beside(**found["last"]), found["cut"])
        for language, found in data["weights"].items()
    }


def vector(weighed: Mapping[str, float], names: Sequence[str]) -> tuple[float, list[float]]:
    """Return the intercept, and the weights in the order of *names*."""
    return weighed.get(BASE, 0.0), [weighed.get(name, 0.0) for name in names]


def probabilities(logits: Column) -> list[float]:
    """Return the logistic function of each sum of weights."""
    return [1 / (1 + math.exp(-logit)) for logit in logits.clip(-30, 30).tolist()]
