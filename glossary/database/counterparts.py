"""Writing what corresponds in a post and its translation, in both directions."""

from collections.abc import Iterable

from sqlite_utils import Database

_INSERT_ALIGNMENT = "INSERT INTO alignments (paragraph_id, counterpart_id, score) VALUES (?, ?, ?)"
_INSERT_MENTION_PAIR = "INSERT INTO mention_pairs (mention_id, counterpart_id) VALUES (?, ?)"


def write_alignments(db: Database, pairs: Iterable[tuple[int, int, float]]) -> int:
    """Write *pairs* of paragraph ids with their score in both directions, and return how many rows that are."""
    rows = [*pairs]
    rows += [(other, one, score) for one, other, score in rows]
    db.conn.executemany(_INSERT_ALIGNMENT, sorted(rows))
    return len(rows)


def write_mention_pairs(db: Database, pairs: Iterable[tuple[int, int]]) -> int:
    """Write *pairs* of mention ids in both directions, and return how many rows that are."""
    rows = [*pairs]
    rows += [(other, one) for one, other in rows]
    db.conn.executemany(_INSERT_MENTION_PAIR, sorted(rows))
    return len(rows)
