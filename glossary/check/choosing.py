"""Which codes are reported: those selected, but for those ignored."""

from collections.abc import Sequence
from difflib import get_close_matches

from glossary.check.table import RULES


def choose_codes(select: Sequence[str], ignore: Sequence[str]) -> frozenset[str]:
    """Return the codes that *select* names and *ignore* does not; without *select*, all but those.

    Both hold codes, or the words with which codes begin; where both mean a code, the longer one counts, of equals the
    one that ignores. Errors are always reported, because they stop a build. Raises ValueError for what begins no code.
    """
    for name in (*select, *ignore):
        if not any(_begins(name, rule.code) for rule in RULES):
            raise ValueError(_unknown(name))
    return frozenset(rule.code for rule in RULES if rule.severity == "error" or _chosen(rule.code, select, ignore))


def _chosen(code: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    selected, ignored = _weight(select, code), _weight(ignore, code)
    return selected > ignored or not (select or ignored)


def _weight(names: Sequence[str], code: str) -> int:
    """Return how long the longest of *names* is that means *code*."""
    return max((len(name) for name in names if _begins(name, code)), default=0)


def _begins(name: str, code: str) -> bool:
    return code == name or code.startswith(f"{name}-")


def _unknown(name: str) -> str:
    codes = [rule.code for rule in RULES]
    near = [code for code in codes if name and name in code]
    near = near or get_close_matches(name, codes, n=3, cutoff=0.6)
    return f"there is no code '{name}'" + (f"; did you mean {', '.join(near[:5])}?" if near else "")
