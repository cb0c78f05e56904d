"""How many slips of the pen lie between what was typed and what is written."""

from collections.abc import Sequence


def slips_allowed(key: str) -> int:
    """Return how many slips a spelling may have and still be recognised: none in a short one."""
    length = len(key) if key.isascii() else 2 * len(key) - 2
    return 0 if length < 4 or key.isdigit() else min(3, 1 + (length > 7) + (length > 13))


def slips(typed: str, written: str, ends: Sequence[int], limit: int) -> int | None:
    """Return the fewest slips that make *typed* of *written*, cut where *ends* is true; None for more than *limit*.

    A slip is a letter too many, too few, wrong, or changed with its neighbour (Damerau and Levenshtein's distance).
    """
    far = limit + 1
    previous: list[int] = []
    row = [min(column, far) for column in range(len(written) + 1)]
    for number, letter in enumerate(typed, 1):
        first, last = max(1, number - limit), min(len(written), number + limit)
        before, previous, row = previous, row, [far] * len(row)
        row[0] = min(number, far)
        for column in range(first, last + 1):
            best = min(
                previous[column - 1] + (letter != written[column - 1]), previous[column] + 1, row[column - 1] + 1
            )
            if number > 1 < column and typed[number - 2 : number] == written[column - 1] + written[column - 2]:
                best = min(best, before[column - 2] + 1)
            row[column] = best
        if min(row) > limit:
            return None
    fewest = min((count for count, end in zip(row, ends, strict=True) if end), default=far)
    return fewest if fewest <= limit else None
