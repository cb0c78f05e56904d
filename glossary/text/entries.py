"""A suggestion as an entry of terms.yaml, ready to be pasted under ``terms:``."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from glossary.text.folding import fold

# What needs no quotes in a list: letters, digits, and what may stand between them.
_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w .'’·-]*[\w.·])?")
# Words that other readers of YAML do not take for text.
NO_TEXT: Final = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
# What no file of terms may hold as it is: breaks that are not seen, controls, marks of direction, half characters.
_UNSEEN: Final = re.compile(
    r"[\x00-\x1f\x7f-\xa0\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]"
)
# A slug that readers of YAML take for a number or a date.
_NUMBER: Final = re.compile(r"[\d-]+|0[box][\da-f]+|\d+e-?\d+")
UNDECIDED: Final = "concept"  # the kind of an entry that nothing tells the kind of
LONGEST_SLUG: Final = 60
LONGEST_COMMENT: Final = 160


def entry(slug: str, kind: str | None, labels: Mapping[str, Sequence[str]], comments: Sequence[str]) -> str:
    """Return an entry with its *comments* above what it says; labels come by language.

    >>> print(entry("rice-to-mulberry", "allusion", {"en": ["rice to mulberry"], "zh": ["改稻为桑"]}, ["in quotes"]))
      rice-to-mulberry:
        # in quotes
        kind: allusion
        labels:
          en: [rice to mulberry]
          zh: [改稻为桑]
    """
    lines = [f"  {key(slug)}:", *(f"    # {comment(text)}" for text in comments if text.strip())]
    lines.append(f"    kind: {kind}" if kind else f"    kind: {UNDECIDED}  # nothing says which; choose one")
    lines.append("    labels:")
    lines += [f"      {key(language)}: [{', '.join(map(scalar, texts))}]" for language, texts in labels.items()]
    return "\n".join(lines)


def comments(score: float, mentions: str, reasons: Sequence[str], gloss: str | None, example: str | None) -> list[str]:
    """Return what is known of a suggestion, a line each."""
    return [
        " · ".join([f"{score:.2f}", mentions, *([", ".join(reasons)] if reasons else [])]),
        *([f"gloss: {gloss}"] if gloss else []),
        *([f"example: {example}"] if example else []),
    ]


def around(passage: str, expression: str, most: int) -> str:
    """Return about *most* characters of *passage* around the first *expression* in it, cut with an ellipsis."""
    text = " ".join(passage.split())
    if len(text) <= most:
        return text
    folded = fold(text)
    place = max(folded.folded.find(fold(expression).folded), 0)
    middle = folded.source_range(place, place + 1)[0] + len(expression) // 2
    start = max(0, min(middle - most // 2, len(text) - most))
    stop = start + most
    if start and (space := text.find(" ", start, start + 15)) >= 0:  # not within a word, where spaces part words
        start = space + 1
    if stop < len(text) and (space := text.rfind(" ", stop - 15, stop)) >= 0:
        stop = space
    return ("…" if start else "") + text[start:stop].strip() + ("…" if stop < len(text) else "")


def scalar(text: str) -> str:
    """Return *text* as it stands in a list of YAML, in quotes where it needs them."""
    text = " ".join(text.split())
    if _PLAIN.fullmatch(text) and text.lower() not in NO_TEXT and not _UNSEEN.search(text):
        return text
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def key(name: str) -> str:
    """Return a slug or language tag as a key, in quotes where other readers of YAML take it for something else.

    >>> key("ogas"), key("325"), key("no")
    ('ogas', '"325"', '"no"')
    """
    return f'"{name}"' if name in NO_TEXT or _NUMBER.fullmatch(name) else name


def comment(text: str) -> str:
    """Return *text* as one line that no reader of YAML takes for more than a comment."""
    line = " ".join(_UNSEEN.sub(" ", text).split())
    return line if len(line) <= LONGEST_COMMENT else f"{line[:LONGEST_COMMENT]}…"


def free_slug(slug: str, taken: Collection[str]) -> str:
    """Return *slug*, not too long, with a number behind it where it is *taken*."""
    if len(slug) > LONGEST_SLUG:
        slug = slug[:LONGEST_SLUG].rpartition("-")[0] or slug[:LONGEST_SLUG]
    free, number = slug, 2
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    return free
