"""What a candidate's evidence says in words: one entry a signal, in the languages of our readers.

``{n}`` is how often it was seen (an English entry may have two forms, parted by ``|``: for once and for more often),
``{value}`` the text or share that was seen. A signal that is not here goes by its name.
"""

import math
from collections.abc import Iterable
from typing import Final

REASONS: Final[dict[str, dict[str, str]]] = {
    "quoted": {"en": "in quotes|in quotes {n} ×", "zh": "加引号|加引号{n}次"},
    "emphasis": {"en": "emphasised|emphasised {n} ×", "zh": "突出显示|突出显示{n}次"},
    "gloss": {"en": "glossed “{value}”", "zh": "文中注“{value}”"},
    "title": {"en": "in title marks|in title marks {n} ×", "zh": "加书名号|加书名号{n}次"},
    "capitals": {"en": "capitalised|capitalised {n} ×", "zh": "大写|大写{n}次"},
    "acronym": {"en": "an acronym", "zh": "缩写"},
    "mixed-case": {"en": "capitals inside the word", "zh": "大小写混用"},
    "other-script": {"en": "in another script", "zh": "夹用外文"},
    "number": {"en": "has a number", "zh": "带数字"},
    "hyphenated": {"en": "hyphenated", "zh": "带连字符"},
    "rare": {"en": "rare", "zh": "少见"},
    "lexicalised": {"en": "in a dictionary", "zh": "词典有此条"},
    "proper-name": {"en": "a proper name", "zh": "专名"},
    "idiom": {"en": "an idiom", "zh": "成语熟语"},
    "length": {"en": "length {value}", "zh": "长度{value}"},
    "frequency": {"en": "stands once|stands {n} ×", "zh": "出现{n}次"},
    "chunk": {"en": "a phrase of its own", "zh": "自成词组"},
    "in-translation": {"en": "the same in the translation", "zh": "译文写法相同"},
    "counterpart": {"en": "“{value}” in the translation", "zh": "译文作“{value}”"},
    "counterpart-score": {"en": "sure of the translation: {value}", "zh": "译法把握{value}"},
    "nominal": {"en": "a noun phrase", "zh": "名词性"},
    "contained": {"en": "part of a longer candidate", "zh": "也在更长的候选里"},
    "contains": {"en": "a shorter candidate is inside it", "zh": "内含更短的候选"},
    "crossed": {"en": "overlaps another candidate", "zh": "与别的候选交叠"},
    "overlapped": {"en": "better candidates overlap it", "zh": "与更好的候选重叠"},
    "common": {"en": "a common word", "zh": "常用词"},
    "verb": {"en": "a verb", "zh": "动词"},
    "adverb": {"en": "an adverb", "zh": "副词"},
    "function-word": {"en": "function words at its edge or inside", "zh": "夹带虚词"},
    "bracket": {"en": "in brackets", "zh": "在括号里"},
    "censored": {"en": "partly blanked out", "zh": "打了码"},
    "nickname": {"en": "a nickname", "zh": "绰号"},
    "word": {"en": "a word of its own", "zh": "自成一词"},
    "run": {"en": "several words", "zh": "由几个词组成"},
    "unknown": {"en": "part of a word in no dictionary", "zh": "取自词典没有的词"},
    "cut": {"en": "across word boundaries", "zh": "跨越分词界线"},
    "plain": {"en": "a plain word", "zh": "平常字眼"},
    "base": {"en": "to begin with", "zh": "起点"},
}
# The same where it speaks against an expression, if that reads otherwise.
AGAINST: Final[dict[str, dict[str, str]]] = {
    "quoted": {"en": "only part of what is in quotes", "zh": "只是引文的一部分"},
    "capitals": {"en": "capitals that may be chance", "zh": "大写未必有意"},
    "other-script": {"en": "only part of what is in another script", "zh": "只是外文的一部分"},
    "rare": {"en": "not rare", "zh": "不算少见"},
    "lexicalised": {"en": "an ordinary word of a dictionary", "zh": "词典里的普通词"},
    "number": {"en": "a bare number", "zh": "只是数字"},
    "chunk": {"en": "no phrase of its own", "zh": "不成词组"},
    "nominal": {"en": "no noun phrase", "zh": "不是名词性"},
    "plain": {"en": "nothing marks it", "zh": "没有任何标记"},
}
# What readers see anyway beside a candidate, or what says nothing to them.
UNSAID: Final = {"base", "counterpart", "counterpart-score", "frequency", "length", "run", "word"}
# What nearly all good ones have, and what is by its nature an objection; what only ever speaks for an expression.
NO_REASON: Final = {
    "adverb", "chunk", "common", "contained", "contains", "crossed", "cut", "function-word", "overlapped", "plain",
    "verb",
}  # fmt: skip
NO_OBJECTION: Final = {
    "acronym", "bracket", "censored", "emphasis", "gloss", "hyphenated", "idiom", "in-translation", "mixed-case",
    "nickname", "proper-name", "title", "unknown",
}  # fmt: skip
LEAST: Final = 0.1  # weight of what is said
LONGEST: Final = 60  # characters of a text that was seen


def reason(signal: str, value: object, language: str, weight: float = 1.0) -> str:
    """Return what one signal says, in *language*; against an expression where its *weight* is negative.

    >>> reason("quoted", 2, "en"), reason("gloss", "a low mark", "en"), reason("in-the-title", 1, "en")
    ('in quotes 2 ×', 'glossed “a low mark”', 'in the title')
    """
    if weight < 0 and signal in AGAINST:
        return AGAINST[signal][language]
    shown = _shown(value)
    if signal not in REASONS:
        name = " ".join(signal.replace("-", " ").replace("_", " ").split())
        return name if shown in ("", "1") else f"{name} {shown}".strip()
    forms = REASONS[signal][language].split("|")
    return forms[0 if shown in ("", "1") else -1].format(n=shown, value=shown)


def reasons(evidence: Iterable[tuple[str, object, float]], language: str, *, against: bool = False) -> list[str]:
    """Return what speaks for a candidate (or *against* it), the weightiest first.

    What is seen anyway stays unsaid, and so does what weighs next to nothing or would read as the opposite.
    """
    sign = -1 if against else 1
    unsaid = UNSAID | (NO_OBJECTION if against else NO_REASON)
    weighty = [row for row in evidence if sign * row[2] >= LEAST and row[0] not in unsaid]
    said = [reason(*row[:2], language, row[2]) for row in sorted(weighty, key=lambda row: -sign * row[2])]
    return list(dict.fromkeys(filter(None, said)))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        return f"{value:,.0f}" if value == int(value) else f"{value:.2f}"
    if not isinstance(value, str):
        return ""
    text = " ".join(value.split()).strip('"“”')
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
