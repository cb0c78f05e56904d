"""The order that ``broader`` makes of terms: its cycles, and what stands above what."""

from collections.abc import Iterator, Mapping, Sequence


class Hierarchy:
    """Terms with those directly above them."""

    def __init__(self, broader: Mapping[str, Sequence[str]]) -> None:
        self.cycles: list[list[str]] = []  # each from a term to itself
        parents = {parent for above in broader.values() for parent in above}
        self._bits = {slug: number for number, slug in enumerate(sorted(parents))}
        self._above: dict[str, int] = {}  # a bit for each term above: sets of slugs would not fit for long chains
        for slug in broader:
            if slug not in self._above:
                self._climb(slug, broader)

    def is_above(self, upper: str, lower: str) -> bool:
        """Tell whether *upper* is broader than *lower*, directly or through others."""
        bit = self._bits.get(upper)
        return bit is not None and bool(self._above.get(lower, 0) >> bit & 1)

    def _climb(self, slug: str, broader: Mapping[str, Sequence[str]]) -> None:
        """Visit what is above *slug* first; the path is a list, since chains may be longer than calls may nest."""
        path: dict[str, Iterator[str]] = {slug: iter(broader.get(slug, ()))}
        while path:
            lower, rest = next(reversed(path.items()))
            upper = next(rest, None)
            if upper is None:
                path.popitem()
                self._above[lower] = self._mask(broader.get(lower, ()))
            elif upper in path:
                slugs = list(path)
                self.cycles.append([*slugs[slugs.index(upper) :], upper])
            elif upper not in self._above:
                path[upper] = iter(broader.get(upper, ()))

    def _mask(self, parents: Sequence[str]) -> int:
        mask = 0
        for parent in parents:
            mask |= self._above.get(parent, 0) | 1 << self._bits[parent]
        return mask
