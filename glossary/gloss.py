"""Glosses: what a post itself says in brackets right behind a term, often a translator's note.

A bracket belongs to the mention before it, with at most a closing quote, a possessive and one further word between:
``"term" (gloss)``, ``Term's word (gloss)``, 词（解释）. Brackets in which the author speaks to the reader, gives an
example or cites are none. A gloss is evidence: translators guess, so it never becomes an explanation by itself.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from glossary.model import Mention, Paragraph

_QUOTES = "\"'“”‘’»›」』》〉】™®"
# A Chinese further word cannot be told from the sentence without a segmenter: these head nouns, or two characters of
# which none is a particle, a pronoun or a verb that parts the term from the bracket.
_CHINESE_HEADS = (
    "算法|模型|公司|集团|系统|项目|计划|政策|工程|网络|框架|平台|大学|学院|实验室|研究院|机制|理论|效应|定理|方法|数据集|"
    "语言|工具|软件|硬件|芯片|显卡|电影|电视剧|小说|游戏|歌曲|论文|一书|一词|一剧|事件|运动|战役|同志|老师|先生|女士|院士"
)
_NO_CHINESE_WORD = "的了是在和与或也都就还不没而及到从把被让给对为之其以着过吗呢吧啊我你他她它这那有做说要会能可将使等"
_CHINESE_WORD = rf"(?:(?![{_NO_CHINESE_WORD}])[\u4e00-\u9fff]){{1,2}}"
_BETWEEN = re.compile(
    rf"[{_QUOTES}]{{0,2}}(?P<possessive>['’]s?(?=[\s{_QUOTES}(（])|的)?[{_QUOTES}]{{0,2}}"
    rf"(?:\s+(?P<word>[^\W\d_][\w-]*)(?:['’]s?)?[{_QUOTES}]{{0,2}}|\s?(?:{_CHINESE_HEADS}|{_CHINESE_WORD})[{_QUOTES}]{{0,2}})?\s?[(（]"
)
# A further word that is a verb, or joins the term to something else, parts it from the bracket.
_PARTING = frozenset(
    """
    a an the and or nor but as at by for from in into of off on onto out over per than then to up via vs with about
    after before between during since through toward towards under until upon without within again also already always
    even ever how just never not now often once only rather so still that there this those these though thus too very
    what when where which while who whom whose why yet is are was were be been being am has have had do does did done
    can could may might must shall should will would get gets got go goes went make makes made come comes came take
    takes took give gives gave say says said see sees saw know knows knew think thinks thought want wants need needs
    seem seems let lets put puts me my you your he him his she her it its we us our they them their itself himself
    herself themselves myself yourself ourselves all any both each either every few many more most much neither none
    other others same several some such
    """.split()
)
# How an aside begins. Small letters only where a name may begin alike: US, IT.
_ASIDES = re.compile(
    r"(?:(?i:e\.?\s?g\b|for example|for instance|such as|like|including|especially|particularly|notably|which|who|"
    r"whose|"
    r"where|when|while|if|unless|because|since|although|though|even though|despite|please|cf|compare|and|or|but|nor|"
    r"so|yet|no|yes|well,|sorry|thanks|of course|by the way|btw|hopefully|obviously|actually|honestly|frankly|"
    r"unfortunately|fortunately|sadly|luckily|admittedly|incidentally|to be (?:fair|honest|sure|clear|precise)|"
    r"in (?:my|our|his|her|their) (?:opinion|view|experience|case)|imh?o|"
    r"as (?:mentioned|noted|said|above|usual|ever|always)|"
    r"more (?:on|about) (?:this|that|it)|lol|haha\w*|again|hmm+|ok(?:ay)?|at least|at most|"
    r"just|he|she|they|my|our|your|let['’]?s|don['’]?t|do not|not|these|those|there|here|what|how|"
    r"why|see|above|below|ibid|op\. cit|pages?\s\d+|pp?\.|chapter\s\d+|section\s\d+|figure\s\d+|fig\.|table\s\d+|"
    r"note that)(?![\w-])|(?:I(?!\.e)|i['’]\w+|I['’]\w+|[Ww]e|[Ww]e['’]\w+|[Yy]ou|[Yy]ou['’]\w+|[Ii]t|[Ii]t['’]s|"
    r"[Tt]his|[Tt]hat(?! is\b)|me|us|only\s(?:if|when|because|for|in))(?![\w.-])|"
    r"[我你您咱请]|比如|例如|譬如|诸如|好比|如果|假如|要是|倘若|因为|由于|虽然|尽管|但是|不过|当然|其实|而且|并且|"
    r"或者?|以及|还有|包括|包含|尤其|特别是|其中|不是|没有|没错|是的|反正|毕竟|参见|详见|参考|下同|同上|见[上下前后第图表注附文]|"
    r"[笑逃误](?=$|[，,])|狗头|大雾|划掉|此处|这里|这[是个些种也就]|那[是个些种也就]|至少|至于|另外|顺便|顺带|可以|需要|应该|必须|"
    r"大家|各位|诸位|也许你|对吧|对，|不要|哈哈|呵呵|嘿嘿|说实话|说真的|老实说|坦白说|不得不说|不用说|顺便说|个人[认觉]|据我|"
    r"后面会|后文|前文|上文|下文)"
)
_OPINION = re.compile(r", (?:I|we) (?:think|guess|suppose|believe|hope|mean)\Z|[，,](?:我(?:想|猜|觉得|认为)|吧)\Z")
_BRACKET = re.compile(r"[()（）]")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z", re.IGNORECASE)


def find_glosses(mentions: Sequence[Mention], paragraphs: Sequence[Paragraph]) -> list[Mention]:
    """Return the *mentions* of a post with the glosses that its *paragraphs* give them."""
    glossed = list(mentions)
    for number, mention in enumerate(mentions):
        # Cheap and almost always the end of it: no bracket near.
        if "(" not in mention.suffix and "（" not in mention.suffix:
            continue
        end = mention.offset + len(mention.reading)
        follower = mentions[number + 1] if number + 1 < len(mentions) else None
        limit = follower.offset if follower and follower.paragraph == mention.paragraph else None
        gloss = gloss_behind(paragraphs[mention.paragraph].reading, end, limit)
        if gloss:
            glossed[number] = mention._replace(gloss=gloss)
    return glossed


def gloss_behind(reading: str, end: int, limit: int | None = None) -> str | None:
    """Return the gloss of a mention that ends at *end* of a paragraph's reading text, without its brackets.

    *limit* is where the next mention begins: a bracket behind it belongs to that one.
    """
    found = _BETWEEN.match(reading, end)
    if not found or (limit is not None and limit < found.end() - 1):
        return None
    word = found["word"]
    if word and not found["possessive"] and (word.lower() in _PARTING or word.lower().endswith("ed")):
        return None
    closing = _closing_brackets(reading).get(found.end() - 1)
    content = reading[found.end() : closing].strip() if closing else ""
    return content if content and _explains(content) else None


@lru_cache(maxsize=8)  # one paragraph has many mentions
def _closing_brackets(reading: str) -> dict[int, int]:
    """Return where each round bracket that opens is closed, full-width and half-width ones alike."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for bracket in _BRACKET.finditer(reading):
        if bracket.group() in "(（":
            opened.append(bracket.start())
        elif opened:
            closing[opened.pop()] = bracket.start()
    return closing


def _explains(content: str) -> bool:
    """Tell whether a bracket's *content* explains: it has letters and is no aside, question, exclamation or address."""
    return bool(
        _LETTER.search(content)
        and not _ASIDES.match(content.lstrip("\"'“‘「"))
        and content[-1] not in "?!？！"
        and not _ADDRESS.match(content)
        and not _OPINION.search(content)
    )
