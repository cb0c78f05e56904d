"""What kind of term an expression looks like: a first guess, for people to mend."""

import re
from typing import Final

from glossary.candidate.dictionary import dictionary
from glossary.candidate.expressions import HAN, Expression
from glossary.segment import FUNCTION_WORDS, english_frequency, english_words

_TECHNOLOGY: Final = re.compile(r"[A-Z0-9]{2,}s?|.*(?:[a-z][A-Z]|[A-Za-z]-?\d).*")
_ENGLISH: Final = (
    (
        "organisation",
        r".*\b(?:university|college|ministry|league|company|inc|corp|labs?|institute|bank|club|union|party)",
    ),
    ("event", r".*\b(?:war|movement|leap|revolution|reform|dynasty|campaign|crisis|incident|olympics|cup)"),
    ("work", r".*\b(?:review|journal|times|weekly|daily|gazette)"),
    ("concept", r".*(?:ism|ity|tion|ness|ics|logy|theory|theorem|effect|law|learning|bias|principle|model|set)s?"),
)  # fmt: skip
_CHINESE: Final = (
    ("organisation", r".*(?:大学|学院|公司|集团|研究院|研究所|实验室|部|局|委|社|协会|联盟|银行|俱乐部)"),
    ("event", r".*(?:运动|战争|革命|改革|事件|会议|跃进|之战|之役|变法)"),
    ("technology", r".*(?:算法|引擎|框架|芯片|语言|软件|系统|编译器|数据集|爬虫|机|型)"),
    ("concept", r".*(?:主义|论|学|效应|定理|定律|原理|模型|机制|学习|集|性|率|化|法则|注意力)"),
)  # fmt: skip
_NICKNAME: Final = frozenset({"nickname"})
LONGEST_WORD: Final = 3  # characters; a longer Chinese idiom or a whole clause alludes to something


def kind_of(language: str, expression: Expression) -> str:
    """Return the kind that an expression of a post in *language* looks like."""
    if expression.marks["title"]:
        return "work"
    if language == "zh" and HAN.search(expression.text):
        return _chinese_kind(expression)
    return _english_kind(expression)


def _english_kind(expression: Expression) -> str:
    text, marks = expression.text, expression.marks
    words = [word.text for word in english_words(text)]
    capitals = sum(word[:1].isupper() for word in words)
    known = next((kind for kind, ending in _ENGLISH if re.fullmatch(ending, text, re.IGNORECASE)), None)
    if len(words) == 1 and _TECHNOLOGY.fullmatch(text):
        return "technology"
    if (marks["capital-run"] or marks["latin"]) and capitals:
        if known and known != "concept":
            return known
        spoken = all(english_frequency(word.lower()) < 4.5 or len(word) < 3 for word in words)
        if len(words) in (2, 3) and capitals == len(words) and spoken and text.replace(" ", "").isalpha():
            return "person"
        if len(words) > 2 and any(word.lower() in FUNCTION_WORDS for word in words):
            return "work"
        return known or "technology"
    if marks["quoted"]:
        return "slang" if len(words) <= 3 else "allusion"
    if known:
        return known
    return "allusion" if len(words) > 3 else "concept"


def _chinese_kind(expression: Expression) -> str:
    text, marks = expression.text, expression.marks
    if not _NICKNAME.isdisjoint(marks):
        return "person"
    if (
        text in dictionary().idioms
        or len(text) > 7
        or (marks["clause"] and len(text) > LONGEST_WORD and not marks["word"])
    ):
        return "allusion"
    known = next((kind for kind, ending in _CHINESE if len(text) > 2 and re.fullmatch(ending, text)), None)
    if known:
        return known
    if text in dictionary().proper:
        return "person" if len(text) <= 4 else "work"
    return "slang" if len(text) <= LONGEST_WORD else "concept"
