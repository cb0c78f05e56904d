"""Links between terms, as people type them in explanations: ``[[slug]]`` or ``[[label]]``."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

_MARK = re.compile(r"\\.|`+|\[\[([^\[\]]+)\]\]", re.DOTALL)
_TICKS = re.compile(r"`+")


def term_links(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the links of *text* in order: start and end of ``[[…]]``, and the target with its white space as one space.

    In a code span, and after a backslash, brackets are only brackets.
    """
    if "[[" not in text:
        return
    runs = defaultdict(list)  # length of a run of backticks → where such runs start
    for run in _TICKS.finditer(text):
        runs[run.end() - run.start()].append(run.start())
    at = 0
    while mark := _MARK.search(text, at):
        start, at = mark.span()
        if mark[1]:
            if target := " ".join(mark[1].split()):
                yield start, at, target
        elif text[start] == "`":
            closing = runs[at - start]
            after = bisect_left(closing, at)
            if after < len(closing):
                at = closing[after] + at - start
