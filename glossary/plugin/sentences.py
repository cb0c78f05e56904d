"""Where the first sentence of a text ends, in English and in Chinese.

A wrong cut loses the meaning and a missing one only makes a note longer, so that whatever is doubtful is no end.
"""

import re
from functools import lru_cache

# A full stop or its like, with the brackets and quotation marks that close right behind it.
_END = re.compile(r"(?P<wide>[。！？｡]+)(?P<closed>[”’」』）》〕】]*)|(?P<stop>[.!?]+)(?P<shut>[\"'”’)\]]*)(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“‘\"'—–-])(?:e\.g|i\.e|cf|vs|viz|ca|c|al|approx|resp|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|Gen|Col|Lt|Sgt|Sen|"
    r"Rep|Gov|No|Nos|Fig|fig|p|pp|vol|ed|eds|trans|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|"
    r"[A-Z]|(?:[^\W\d_]\.)+[^\W\d_])\.$"
)
_PAIRS = {"(": ")", "[": "]", "（": "）", "“": "”", "「": "」", "『": "』", "《": "》", "【": "】", "〔": "〕"}
_SIGNS = re.compile(r"[()\[\]（）“”「」『』《》【】〔〕\"]")


@lru_cache(maxsize=4096)
def first_sentence(text: str) -> str:
    """Return the first sentence of a plain text on one line, the whole of it where none ends before."""
    for end in _END.finditer(text):
        if _ends(text, end):
            return text[: end.end()]
    return text


def _ends(text: str, end: re.Match[str]) -> bool:
    """Tell whether a sentence ends where its sign stands, and not within brackets, a quotation or a shortened word."""
    following = text[end.end() :].lstrip()
    if not following:
        return True
    if _inside(text[: end.end()]):
        return False
    if end["wide"]:  # 他问“走吗？”就走了: only behind a full stop does a quotation end the sentence, a bracket never
        return not end["closed"] or (end["wide"][-1] in "。｡" and end["closed"][-1] in "”’」』")
    if following[0].islower():
        return False
    return end["stop"] != "." or bool(end["shut"]) or not _ABBREVIATION.search(text[: end.end()])


def _inside(text: str) -> bool:
    """Tell whether a bracket or quotation mark is still open at the end of *text*."""
    closings: list[str] = []
    for sign in _SIGNS.findall(text):
        if sign == '"' and '"' not in closings:
            closings.append('"')
        elif sign in _PAIRS:
            closings.append(_PAIRS[sign])
        elif sign in closings:
            del closings[closings.index(sign) :]
    return bool(closings)
