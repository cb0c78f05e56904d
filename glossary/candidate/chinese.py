"""Expressions in Chinese text: what is marked, words and runs of words, clauses, what no dictionary has."""

import re
from collections.abc import Sequence
from itertools import chain, product
from operator import add, or_
from typing import Final

from glossary.candidate.dictionary import dictionary
from glossary.candidate.expressions import HAN, Spans, note, trimmed, union
from glossary.candidate.marks import marked_spans
from glossary.model import Paragraph
from glossary.segment import ChineseWord, Segmenter

LONGEST_RUN: Final = 6  # words
LONGEST: Final = 10  # characters of a run without Latin letters
UNKNOWN: Final = "oov"
LATIN: Final = "eng"

# Words that hold a sentence together: no term begins or ends with one, and holds at most one.
FUNCTION_WORDS: Final = frozenset(
    """
    的 了 是 在 和 与 或 也 都 就 还 不 没 而 及 到 从 把 被 让 给 对 为 之 其 以 着 过 吗 呢 吧 啊 我 你 他 她 它
    这 那 有 做 说 要 会 能 可 将 使 等 我们 你们 他们 它们 自己 一个 这个 那个 这些 那些 什么 怎么 如何 如果 因为
    所以 但是 但 并且 而且 然而 不过 以及 甚至 就是 只是 还是 或者 已经 可以 没有 不是 这样 那样 这种 那种 很 更 最
    太 又 再 才 只 便 却 则 若 虽然 即便 哪怕 比如 例如 以至于 于是 其实 当然 首先 其次 最后 时候 之后 之前 以后
    以前 里面 里 上 下 中 后 前 个 一 些 种 地 得 所 用 去 来 向 跟 比 由 于 因 且 并 每 各 某 该 此 本 诸 者 们
    大家 罢 尔 即 至 似乎 大概 可能 必须 应该 需要 通过 根据 关于 对于 由于 使得 令 叫 请
    """.split()
)
_SIGN: Final = re.compile(r"[\W_]+")
_LATIN_RUN: Final = re.compile(
    r"[A-Za-z][A-Za-z0-9+#.-]*(?: [A-Za-z][A-Za-z0-9+#.-]*)*|(?<!\d)(?<!\d[.,])\d{3}(?![.,]?\d)"
)
_LATIN_WORD: Final = re.compile(r"\S+")
_BREAK: Final = r"，。；：！？、（）()“”\"《》…—\s"
_CLAUSE: Final = re.compile(rf"(?<![^{_BREAK}])[^{_BREAK}]{{4,12}}(?![^{_BREAK}])")
_END: Final = _BREAK.replace("，", "").replace("、", "").replace(r"\s", "")
_TWO_CLAUSES: Final = re.compile(rf"(?<=[{_END}])[^{_BREAK}]{{3,10}}，[^{_BREAK}]{{3,10}}(?=[{_END}])")
_CENSORED: Final = re.compile(r"[\u3400-\u9fff]?〇(?:[\u3400-\u9fff]〇)*")
_PATTERNS: Final = ((_CLAUSE, "clause"), (_TWO_CLAUSES, "two-clauses"), (_CENSORED, "censored"))
_UNKNOWN_PART: Final = frozenset({"unknown-part"})
_HEADWORD: Final = frozenset({"headword"})
# What is noticed of a run: of more than one word, with how many function words inside, between edges left and right.
_RUNS: Final = {
    (several, inside, left, right): frozenset(
        chain(
            ["run" if several else "word"],
            ["function-word-inside"] * inside,
            ["left-edge"] * left,
            ["right-edge"] * right,
            ["chunk"] * (left and right),
        )
    )
    for several, inside, left, right in product((False, True), (0, 1), (False, True), (False, True))
}
# Between two kana, or two Latin letters or digits: there no word is parted.
_KANA: Final = r"\u3041-\u3096\u3099-\u309f\u30a1-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_INSIDE: Final = re.compile(rf"(?<=[{_KANA}])(?=[{_KANA}])|(?<=[A-Za-zÀ-ÿ0-9])(?=[A-Za-zÀ-ÿ0-9])")
SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹"
    "熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴莫孔汤庞"
)
_NICKNAME: Final = re.compile(f"[老小阿][{SURNAMES}]")


def chinese_spans(paragraph: Paragraph, body: str, segmenter: Segmenter) -> Spans:
    """Return the expressions in *paragraph* of a Chinese post with *body*."""
    text = paragraph.reading
    spans = marked_spans(paragraph, body)
    words = segmenter.words(text)
    _mark_runs(words, spans)
    _mark_latin(text, spans)
    _mark_unknown(text, words, spans)
    _mark_headwords(text, spans)
    for pattern, mark in _PATTERNS:
        for found in pattern.finditer(text):
            note(spans, *found.span(), frozenset({mark}))
    for found in _NICKNAME.finditer(text):
        if segmenter.tag(found.group()) == UNKNOWN:
            note(spans, *found.span(), frozenset({"nickname"}))
    return spans


def _mark_latin(text: str, spans: Spans) -> None:
    """Mark runs of Latin letters, and each word of a longer one."""
    for found in _LATIN_RUN.finditer(text):
        start, end = trimmed(text, *found.span())
        if start < end:
            note(spans, start, end, frozenset({"latin"}))
        if " " in found.group():
            for word in _LATIN_WORD.finditer(text, *found.span()):
                start, end = trimmed(text, *word.span())
                if start < end:
                    note(spans, start, end, frozenset({"latin-part"}))


def _mark_unknown(text: str, words: Sequence[ChineseWord], spans: Spans) -> None:
    """Mark the parts of words that the segmenter has made up: it may have taken too much."""
    for word in words:
        if word.tag == UNKNOWN and 2 < len(word.text) <= LONGEST:
            places = [place for place in range(word.start, word.end + 1) if not _INSIDE.match(text, place)]
            for number, start in enumerate(places):
                for end in places[number + 1 :]:
                    if end - start > 1 and (start, end) != (word.start, word.end):
                        note(spans, start, end, _UNKNOWN_PART)


def _mark_runs(words: Sequence[ChineseWord], spans: Spans) -> None:
    """Mark words and runs of words, and which of them stand between function words or signs."""
    if not words:
        return
    starts, ends, texts, tags = zip(*words, strict=True)
    function = [text in FUNCTION_WORDS for text in texts]
    sign = [not text.isalnum() and _SIGN.fullmatch(text) is not None and text[0] not in "〇™" for text in texts]
    edge = [True, *map(or_, sign, function), True]
    # The number of the word before which a run must end: before a sign, or where something stands between two words.
    stops = [*range(1, len(words) + 1)]
    for number in range(len(words) - 2, -1, -1):
        if ends[number] == starts[number + 1] and not sign[number + 1]:
            stops[number] = stops[number + 1]
    for first, start in enumerate(starts):
        if edge[first + 1]:
            continue
        left, inside = edge[first], False
        for last in range(first, min(stops[first], first + LONGEST_RUN)):
            end = ends[last]
            if end - start > LONGEST and LATIN not in tags[first : last + 1]:
                break
            if function[last]:
                if inside:
                    break
                inside = True
            elif end - start > 1:
                place, marks = (start, end), _RUNS[last > first, inside, left, edge[last + 2]]
                before = spans.get(place)
                spans[place] = marks if before is None else union(before, marks)


def _mark_headwords(text: str, spans: Spans) -> None:
    """Mark a dictionary's headwords that the segmenter has cut."""
    headwords, beginnings = dictionary().stems, dictionary().beginnings
    padded = text + "  "  # no headword has a space
    for start in [start for start, pair in enumerate(map(add, text, text[1:])) if pair in beginnings]:
        for end in (start + 2, start + 3, start + 4):
            part = padded[start:end]
            if part not in beginnings:
                break
            if (start, end) not in spans and headwords[part] and HAN.match(part):
                spans[start, end] = _HEADWORD
