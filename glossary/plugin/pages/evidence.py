"""What is known of a suggestion, as comments in an entry of terms.yaml."""

from collections.abc import Mapping, Sequence
from typing import Any

from glossary.plugin.cells import signals
from glossary.text.entries import around, comments
from glossary.text.reasons import reasons

EXAMPLE_CHARACTERS = 100
REASONS_GIVEN = 6


def comments_on(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what is known of the candidates that make up a suggestion, a line each."""
    said = []
    for row in rows:
        mentions = f"{row['text']}: {_count(row['mention_count'], 'mention')} in {_count(row['post_count'], 'post')}"
        example = around(row["example"] or "", row["text"], EXAMPLE_CHARACTERS)
        known = reasons(signals(row["evidence"]), "en")[:REASONS_GIVEN]
        said += comments(row["score"], mentions, known, row["gloss"], example)
    return said


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
