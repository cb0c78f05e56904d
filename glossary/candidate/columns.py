"""Columns of figures: one for each expression of a post, so that all expressions are reckoned with at once.

NumPy is imported only where a column comes about: commands that study nothing don't wait for it. Sums are added up
column by column, in the tables' order, and so are the same to the last digit wherever they are done.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Column: TypeAlias = "NDArray[np.float64]"
Table: TypeAlias = "NDArray[np.float64]"  # a row a signal, a column an expression


def column(figures: "Sequence[float] | NDArray[np.bool_]") -> Column:
    """Return *figures*, or what is true as 1 and what is not as 0, as a column."""
    import numpy

    return numpy.array(figures, numpy.float64)


def table(columns: Sequence[Column], length: int) -> Table:
    """Return *columns* of *length*, one below the other."""
    import numpy

    return numpy.concatenate([numpy.empty(0), *columns]).reshape(len(columns), length)


def packed(figures: Sequence[float]) -> bytes:
    """Return *figures* as a column of a table that is yet to come: bytes are joined sooner than arrays."""
    return column(figures).tobytes()


def unpacked(columns: Sequence[bytes], length: int) -> Table:
    """Return the table of *length* rows with the *columns* that were packed."""
    import numpy

    return numpy.frombuffer(b"".join(columns)).reshape(-1, length).T


def weighted(figures: Table, weights: Sequence[float], base: float = 0.0) -> Column:
    """Return the sum of *figures*, a row at a time, by *weights*, and *base*."""
    import numpy

    total = numpy.zeros(figures.shape[1])
    for row, weight in zip(figures, weights, strict=True):
        if weight:
            total += row * weight
    return total + base
