"""What is seen of an expression only beside others: its counterpart in the translation, and what overlaps it."""

import math
from typing import Final, NamedTuple

from glossary.candidate.competition import Rivals
from glossary.candidate.signals.signal import Signal


class Context(NamedTuple):
    """An expression among the others of its post and of the translation."""

    score: float  # its own, without the others
    rivals: Rivals
    fit: float = 0.0  # of its counterpart
    counterpart_score: float = 0.0  # the counterpart's own, without the others


CONTEXT_SIGNALS: Final[tuple[Signal[Context], ...]] = (
    Signal("counterpart-fit", "counterpart-score", lambda seen: seen.fit),
    Signal("counterpart-fit-and-score", "counterpart-score", lambda seen: seen.fit * seen.counterpart_score),
    Signal("counterpart-score", "counterpart-score", lambda seen: math.sqrt(seen.counterpart_score)),
    Signal("better-around", "contained", lambda seen: seen.rivals.around),
    Signal("better-inside", "contains", lambda seen: seen.rivals.inside),
    Signal("better-across", "crossed", lambda seen: seen.rivals.across),
    Signal("much-better-inside", "contains", lambda seen: float(seen.rivals.inside > seen.score)),
    Signal("much-better-across", "crossed", lambda seen: float(seen.rivals.across > seen.score)),
)
