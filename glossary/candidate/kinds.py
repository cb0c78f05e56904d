"""What kind of term an expression looks like: a first guess, for people to mend."""

import re
from collections.abc import Iterable
from typing import Final

from glossary.candidate.dictionary import dictionary, stem
from glossary.candidate.expressions import HAN, Expression
from glossary.segment import FUNCTION_WORDS, Segmenter, english_frequency, english_words

_TECHNOLOGY: Final = re.compile(r"^[A-Z0-9]{2,}s?$|[a-z][A-Z]|[A-Za-z]-?\d")
_NUMBER: Final = re.compile(r"\d+s?")
_YEAR: Final = re.compile(r".* [12]\d{3}")
_NUMERAL: Final = re.compile(r"[IVX]+")
# What is in names, which have capitals.
_NAMES: Final = (
    (
        "organisation",
        r"\b(?:university|college|ministry|league|company|inc|corp|labs?|institute|bank|club|union|party)$"
        r"|^(?:university|college|ministry|department|bureau|bank|academy|institute|school|council|house) (?:of|for) ",
    ),
    (
        "event",
        r"\b(?:wars?|movement|leap|revolution|reforms?|dynasty|campaign|crisis|incident|uprising|rebellion|olympics"
        r"|cup)(?:$| (?:(?:forward|[ivx]+)$|of ))",
    ),
    ("work", r"\b(?:review|journal|times|weekly|daily|gazette)$"),
)
# A field's word in quotes is a term of art if its ending is learned; others in quotes are often slang.
_LEARNED: Final = tuple("ism ity ancy ency ness ics logy theory theorem effect bias principle".split())
_TERM_OF_ART: Final = (*_LEARNED, *"tion law learning model set".split())
_NAMED: Final = tuple((kind, re.compile(form)) for kind, form in _NAMES)
# What goes before a name; the first only before one that is no ordinary word.
_FAMILIAR: Final = frozenset("old little young big uncle aunt auntie brother sister".split())
_TITLES: Final = frozenset(
    """
    mr mrs ms dr prof professor academician captain king queen emperor empress prince princess president chairman saint
    sir lady lord comrade
    """.split()
)
_CHINESE: Final = (
    ("organisation", "大学 学院 公司 集团 研究院 研究所 实验室 部 局 委 社 协会 联盟 银行 俱乐部"),
    ("event", "运动 战争 革命 改革 事件 会议 跃进 之战 之役 变法"),
    ("technology", "算法 引擎 框架 芯片 语言 软件 系统 编译器 数据集 爬虫 机 型"),
    ("concept", "主义 论 学 效应 定理 定律 原理 模型 机制 学习 集 性 率 化 法则 注意力"),
)
_ENDINGS: Final = tuple((kind, tuple(endings.split())) for kind, endings in _CHINESE)
# What a dictionary explains a name with.
_EXPLAINED: Final = tuple(
    (kind, frozenset(map(stem, words.split())))
    for kind, words in (
        ("organisation", "company corporation university ministry dept department agency institute organization party"),
        ("person", "emperor empress king politician president writer poet philosopher novelist general scholar leader"),
        ("event", "war battle rebellion revolution uprising movement incident campaign"),
        ("work", "novel film movie book classic newspaper magazine opera"),
        ("place", "city county province river island town lake mountain district prefecture"),
        ("technology", "software app website engine"),
    )
)
# Zipf frequencies: with a capital, a word that no dictionary has is a name below the first, any below the second.
_ORDINARY: Final = 4.5
_RARE: Final = 3.6
_OF_TAG: Final = {"ns": "place", "nt": "organisation"}  # jieba's parts of speech
_LONGEST_NAME: Final = 3  # characters
LONGEST_WORD: Final = 3  # characters; a longer Chinese idiom or a whole clause alludes to something


def kind_of(language: str, expression: Expression) -> str:
    """Return the kind that an expression of a post in *language* looks like."""
    if "title" in expression.marks:
        return "work"
    if language == "zh" and HAN.search(expression.text):
        return _chinese_kind(expression)
    return _english_kind(expression)


def _english_kind(expression: Expression) -> str:
    text, marks = expression.text, expression.marks
    if _NUMBER.fullmatch(text):
        return "slang"
    words = [word.text for word in english_words(text)]
    if len(words) == 1 and _TECHNOLOGY.search(text):
        return "technology"
    if "capital-run" in marks or "latin" in marks:
        capitals = sum(word[:1].isupper() for word in words)
        if capitals:
            return _kind_of_name(expression, words, capitals)
    if "quoted" in marks and not _ends_in(text, _LEARNED):
        return "slang" if len(words) <= 3 else "allusion"
    if _ends_in(text.lower(), _TERM_OF_ART):
        return "concept"
    return "allusion" if len(words) > 3 else "concept"


def _ends_in(text: str, endings: tuple[str, ...]) -> bool:
    """Tell whether *text* has one of *endings*, in the plural too."""
    return text.endswith(endings) or text.removesuffix("s").endswith(endings)


def _kind_of_name(expression: Expression, words: list[str], capitals: int) -> str:
    text = expression.text
    lowered, quoted = text.lower(), "quoted" in expression.marks
    if quoted and _YEAR.fullmatch(text):
        return "work"
    known = next((kind for kind, form in _NAMED if form.search(lowered)), None)
    if known or (known := _explained_kind((text, *dictionary().glosses[lowered]))):
        return known
    if capitals == len(words) and text.replace(" ", "").replace(".", "").isalpha() and _is_person(words):
        return "person"
    if _ends_in(lowered, _TERM_OF_ART):
        return "concept"
    if len(words) > 2 and any(word.lower() in FUNCTION_WORDS for word in words):
        return "work"
    plain = len(words) > 1 and all(word[1:].islower() for word in words) and not any(map(_is_name, words))
    return "concept" if plain and not quoted else "technology"


def _is_person(words: list[str]) -> bool:
    """Tell whether *words*, all with capitals, look like a person's name."""
    first, *names = words
    if first.lower() in _TITLES:
        return 0 < len(names) <= 2
    if first.lower() in _FAMILIAR:
        return len(names) == 1 and _is_name(names[0])
    if len(names) == 1 and _NUMERAL.fullmatch(names[0]):
        return _is_name(first)
    return len(words) in (2, 3) and all((word[1:].islower() or len(word) < 3) and _is_name(word) for word in words)


def _is_name(word: str) -> bool:
    """Tell whether a word with a capital may be somebody's: a dictionary has it as a name, or it is no common word."""
    found = dictionary().glosses[word.lower()]
    if found and found <= dictionary().proper:
        return True
    return len(word) < 3 or english_frequency(word.lower()) < (_RARE if found else _ORDINARY)


def _explained_kind(headwords: Iterable[str]) -> str | None:
    """Return the kind that a dictionary's explanation of those *headwords* tells that are names."""
    words = dictionary()
    explained = {word for headword in headwords if headword in words.proper for word in words.stems[headword]}
    if not explained:
        return None
    return next((kind for kind, telling in _EXPLAINED if not telling.isdisjoint(explained)), None)


def _chinese_kind(expression: Expression) -> str:
    text, marks = expression.text, expression.marks
    words = dictionary()
    if "nickname" in marks:
        return "person"
    long = len(text) > LONGEST_WORD
    if text in words.idioms or len(text) > 7 or (long and "clause" in marks and "word" not in marks):
        return "allusion"
    known = next((kind for kind, endings in _ENDINGS if len(text) > 2 and text.endswith(endings)), None)
    if known:
        return known
    if text in words.proper:
        return _explained_kind([text]) or _OF_TAG.get(Segmenter().tag(text), "person")
    listed = bool(words.stems[text])
    if not listed and _looks_like_a_name(expression) and Segmenter().tag(text) in ("nr", "oov"):
        return "person"
    return "concept" if long or listed else "slang"


def _looks_like_a_name(expression: Expression) -> bool:
    """Tell whether a word in no dictionary looks like a name: a surname and two characters, or one character twice."""
    text = expression.text
    if len(text) == 2:
        return text[0] == text[1]
    return len(text) == _LONGEST_NAME and text[0] in dictionary().proper and "word" in expression.marks
