"""A post and its translation side by side: which of their blocks stand in one row."""

from collections.abc import Collection, Sequence

Pair = tuple[int, int]


def same_shape(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two posts, given by the zones of their paragraphs, are alike enough to go by position."""
    return [*one] == [*other]


def rows(one: Sequence[Collection[int]], other: Sequence[Collection[int]], pairs: Collection[Pair]) -> list[Pair]:
    """Return how many blocks of each post stand in each row, as few as may be.

    A block is given by the paragraphs in it, and *pairs* says which paragraphs say the same. What has no counterpart
    has a row of its own, but for two blocks without any paragraph (a line, code), which go together.
    """
    if not pairs:
        return [(len(one), len(other))]
    forth, back = _partners(one, other, pairs)
    made: list[Pair] = []
    left = right = 0
    while left < len(one) or right < len(other):
        to_left, to_right = left, right
        if left < len(one) and not forth[left]:
            bare = right < len(other) and not back[right] and not one[left] and not other[right]
            to_left, to_right = left + 1, right + bare
        elif left >= len(one) or (right < len(other) and not back[right]):
            to_right = right + 1
        else:
            to_left = left + 1
            reached = (left, right)
            while reached != (to_left, to_right):
                reached = (to_left, to_right)
                to_right = max([to_right, *(number + 1 for block in forth[left:to_left] for number in block)])
                to_left = max([to_left, *(number + 1 for block in back[right:to_right] for number in block)])
        made.append((to_left - left, to_right - right))
        left, right = to_left, to_right
    return made


def _partners(
    one: Sequence[Collection[int]], other: Sequence[Collection[int]], pairs: Collection[Pair]
) -> tuple[list[set[int]], list[set[int]]]:
    """Return for each block the numbers of the blocks of the other post that say some of the same."""
    of_one = {paragraph: number for number, block in enumerate(one) for paragraph in block}
    of_other = {paragraph: number for number, block in enumerate(other) for paragraph in block}
    forth: list[set[int]] = [set() for _ in one]
    back: list[set[int]] = [set() for _ in other]
    for paragraph, counterpart in pairs:
        if paragraph in of_one and counterpart in of_other:
            forth[of_one[paragraph]].add(of_other[counterpart])
            back[of_other[counterpart]].add(of_one[paragraph])
    return forth, back
