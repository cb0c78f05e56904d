"""What kind of term an expression looks like: a first guess, for people to mend.

Whatever tells a kind has a vote, of more or less weight; an expression and its counterpart are of one kind, so the
votes for both count.
"""

import re
from collections import Counter
from typing import Final

from glossary.candidate.chinese import SURNAMES
from glossary.candidate.definitions import kind_of_gloss, kinds_defined, remarked
from glossary.candidate.dictionary import dictionary
from glossary.candidate.expressions import HAN, Expression
from glossary.candidate.people import is_person, is_surely_person
from glossary.candidate.sounds import syllables
from glossary.model import KINDS
from glossary.segment import FUNCTION_WORDS, Segmenter, english_words

Votes = Counter[str]

# How much a vote weighs.
SURE: Final = 40
LIKELY: Final = 25
PERHAPS: Final = 15
RATHER: Final = 8
GUESSED: Final = 4

_ACRONYM: Final = re.compile(r"[A-Z0-9]{2,}s?")
_MIXED: Final = re.compile(r"[a-z][A-Z]|[A-Za-z]-?\d")
_NUMBER: Final = re.compile(r"\d+s?")
_YEAR: Final = re.compile(r".* [12]\d{3}")
# What is in names, which have capitals.
_NAMES: Final = tuple(
    (kind, re.compile(form))
    for kind, form in (
        (
            "organisation",
            r"\b(?:universit(?:y|ies)|college|ministry|bureau|office|league|company|inc|corp|ltd|group|ventures|partners"
            r"|labs?|institute|academy|school|council|bank|club|union|party|motors?|holdings|foundation|association"
            r"|society|press|studios?|auto|robotics|technologies|media|capital|electronics|semiconductor|airlines|pictures"
            r"|entertainment)\.?$"
            r"|\b(?:university|college|ministry|department|bureau|office|bank|academy|institute|school|council|house"
            r"|society) (?:of|for) ",
        ),
        (
            "event",
            r"\b(?:wars?|battle|siege|movement|leap|revolution|reforms?|dynasty|campaign|crisis|incident|uprising"
            r"|rebellion|treaty|olympics|cup|awards?|festival|march)(?:$| (?:(?:forward|[ivx]+)$|of ))",
        ),
        ("work", r"\b(?:review|journal|times|weekly|daily|gazette|romance of|chronicles?)\b"),
        ("project", r"\b(?:project|programme|program|initiative)$"),
    )
)
# A field's word in quotes is a term of art if its ending is learned; others in quotes are often slang.
_LEARNED: Final = tuple("ism ity ancy ency ness ics logy theory theorem effect bias principle".split())
_TERM_OF_ART: Final = (*_LEARNED, *"tion law learning model set".split())
_CHINESE: Final = (
    (
        "organisation",
        "大学 学院 公司 集团 研究院 研究所 实验室 部 局 委 办 社 协会 联盟 银行 俱乐部 基金会 交大 传媒 影业 控股 证券",
    ),
    ("event", "运动 战争 革命 改革 事件 会议 跃进 之战 之役 之争 大战 变法 起义 奖"),
    ("technology", "算法 引擎 框架 芯片 语言 软件 系统 编译器 数据集 数据库 爬虫 雷达 机 型"),
    ("concept", "主义 论 学 效应 定理 定律 原理 模型 机制 学习 集 性 率 化 法则 注意力 悖论 假说"),
)
_ENDINGS: Final = {ending: kind for kind, endings in _CHINESE for ending in endings.split()}
_LONGEST_ENDING: Final = max(map(len, _ENDINGS))
_OF_TAG: Final = {"ns": "place", "nt": "organisation", "nr": "person", "nrt": "person", "nrfg": "person"}  # jieba's
BLANK: Final = "〇"  # for a character or letters that nobody is to read
LONGEST_NAME: Final = 3  # characters
LONGEST_WORD: Final = 3  # characters; a longer Chinese idiom or a whole clause alludes to something


def kind_of(expression: Expression, counterpart: Expression | None = None) -> str:
    """Return the kind that an *expression* looks like, with its *counterpart* in the other language."""
    votes = _votes(expression)
    if counterpart is not None:
        votes += _votes(counterpart)
        if any(map(_is_spoken, (expression, counterpart), (counterpart, expression))):
            votes["organisation"] += RATHER
    return max(KINDS, key=lambda kind: votes[kind])  # of equals the first


def _is_spoken(name: Expression, original: Expression) -> bool:
    """Tell whether *name* is one word with a capital that is nothing but the pinyin of the *original*."""
    text = name.text
    return text[:1].isupper() and text.isalpha() and text.lower() == "".join(syllables(original.text))


def _votes(expression: Expression) -> Votes:
    votes = Votes()
    if "title" in expression.marks:
        votes["work"] += SURE
    for gloss in expression.glosses[:1]:
        if told := kind_of_gloss(gloss):
            votes[told] += LIKELY
    chinese = HAN.search(expression.text.replace(BLANK, ""))
    return votes + (_chinese_votes(expression) if chinese else _english_votes(expression))


def _english_votes(expression: Expression) -> Votes:
    text, marks = expression.text, expression.marks
    if _NUMBER.fullmatch(text):
        return Votes(slang=PERHAPS)
    words = [word.text for word in english_words(text)]
    if len(words) == 1 and _MIXED.search(text):
        return Votes(technology=LIKELY) + _defined(text.lower())
    if len(words) == 1 and _ACRONYM.fullmatch(text):
        return Votes(technology=RATHER) + _defined(text.lower())
    if "capital-run" in marks or "latin" in marks:
        capitals = sum(word[:1].isupper() for word in words)
        if capitals:
            return _votes_for_name(expression, words, capitals)
    if len(words) > 3 and not marks.keys().isdisjoint(("quoted", "italic")) and _is_in_title_case(words):
        return Votes(work=LIKELY)
    if "quoted" in marks and not _ends_in(text, _LEARNED):
        return Votes(slang=PERHAPS) if len(words) <= 3 else Votes(allusion=PERHAPS)
    if _ends_in(text.lower(), _TERM_OF_ART):
        return Votes(concept=PERHAPS)
    return Votes(allusion=GUESSED) if len(words) > 3 else Votes(concept=GUESSED)


def _is_in_title_case(words: list[str]) -> bool:
    """Tell whether all *words* but those that hold a sentence together have capitals."""
    return all(word[:1].isupper() or word in FUNCTION_WORDS for word in words)


def _ends_in(text: str, endings: tuple[str, ...]) -> bool:
    """Tell whether *text* has one of *endings*, in the plural too."""
    return text.endswith(endings) or text.removesuffix("s").endswith(endings)


def _votes_for_name(expression: Expression, words: list[str], capitals: int) -> Votes:
    text, marks = expression.text, expression.marks
    lowered, quoted = text.lower(), "quoted" in marks
    votes = _defined(lowered)
    if quoted and _YEAR.fullmatch(text):
        votes["work"] += LIKELY
    named = next((kind for kind, form in _NAMES if form.search(lowered)), None)
    if named:
        votes[named] += LIKELY
    if capitals == len(words) and text.replace(" ", "").replace(".", "").replace("'", "").isalpha():
        if is_surely_person(words):
            votes["person"] += LIKELY
        elif is_person(words):
            votes["person"] += PERHAPS
    if "italic" in marks and len(words) > 1:
        votes["work"] += LIKELY
    if _ends_in(lowered, _TERM_OF_ART):
        votes["concept"] += PERHAPS
    elif len(words) > 2 and any(word.lower() in FUNCTION_WORDS for word in words):
        votes["work"] += RATHER
    elif len(words) > 1 and all(word[1:].islower() for word in words) and not quoted:
        votes["concept"] += GUESSED
    else:
        votes["technology"] += GUESSED
    return votes


def _defined(name: str) -> Votes:
    """Return the votes of a dictionary's definition of an English *name*."""
    words = dictionary()
    defined = (kinds_defined(words.definitions[each], name) for each in sorted(words.glosses[name] & words.proper))
    return _shared(next(filter(None, defined), Counter()))


def _shared(kinds: Counter[str]) -> Votes:
    """Return the votes of a definition whose senses are of several *kinds*."""
    return Votes({kind: LIKELY * count // kinds.total() for kind, count in kinds.items()})


def _chinese_votes(expression: Expression) -> Votes:
    text, marks = expression.text, expression.marks
    words, votes = dictionary(), Votes()
    if "nickname" in marks:
        votes["person"] += LIKELY
    long = len(text) > LONGEST_WORD
    if text in words.idioms:
        votes["allusion"] += SURE
    elif len(text) > 7 or (long and "clause" in marks and "word" not in marks):
        votes["allusion"] += PERHAPS
    if len(text) > 2:
        ending = next((text[-size:] for size in range(_LONGEST_ENDING, 0, -1) if text[-size:] in _ENDINGS), "")
        if ending and not (_ENDINGS[ending] == "organisation" and _ends_in_other_word(text)):
            votes[_ENDINGS[ending]] += LIKELY if len(ending) > 1 else PERHAPS
    definition = words.definitions.get(text, "")
    tag = Segmenter().tag(text)
    if text in words.proper:
        kinds = kinds_defined(definition)
        votes += _shared(kinds)
        if not kinds and tag in _OF_TAG:
            votes[_OF_TAG[tag]] += PERHAPS
    elif remark := remarked(definition):
        votes[remark] += LIKELY
    if not definition and tag in ("nr", "oov") and _looks_like_a_name(expression):
        votes["person"] += PERHAPS
    if long or definition:
        votes["concept"] += GUESSED
    else:
        votes["slang"] += GUESSED
    return votes


def _ends_in_other_word(text: str) -> bool:
    """Tell whether the last character of *text* belongs to a word that is no organisation: 骗局, not 税务局."""
    definition = dictionary().definitions.get(text[-2:], "")
    return bool(definition) and not kinds_defined(definition)["organisation"]


def _looks_like_a_name(expression: Expression) -> bool:
    """Tell whether a word in no dictionary looks like a name: a surname and two characters, or one character twice."""
    text = expression.text
    if len(text) == 2:
        return text[0] == text[1]
    return len(text) == LONGEST_NAME and text[0] in SURNAMES and "word" in expression.marks
