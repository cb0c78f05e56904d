"""What is seen of an expression only beside others: its counterpart in the translation, and what overlaps it."""

from typing import Final, NamedTuple

from glossary.candidate.columns import Column, column
from glossary.candidate.competition import Rivals
from glossary.candidate.signals.signal import Signal


class Context(NamedTuple):
    """The expressions of a post among each other, and beside those of the translation."""

    score: Column  # their own, without the others
    rivals: Rivals
    fit: Column  # of the counterpart of each; 0 where there is none
    counterpart_score: Column  # the counterpart's own, without the others


CONTEXT_SIGNALS: Final[tuple[Signal[Context, Column], ...]] = (
    Signal("counterpart-fit", "counterpart-score", lambda seen: seen.fit),
    Signal("counterpart-fit-and-score", "counterpart-score", lambda seen: seen.fit * seen.counterpart_score),
    Signal("counterpart-score", "counterpart-score", lambda seen: seen.counterpart_score**0.5),
    Signal("better-around", "contained", lambda seen: seen.rivals.around),
    Signal("better-inside", "contains", lambda seen: seen.rivals.inside),
    Signal("better-across", "crossed", lambda seen: seen.rivals.across),
    Signal("much-better-inside", "contains", lambda seen: column(seen.rivals.inside > seen.score)),
    Signal("much-better-across", "crossed", lambda seen: column(seen.rivals.across > seen.score)),
)
