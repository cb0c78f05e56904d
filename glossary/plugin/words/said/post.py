"""The words of a post's page."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "original": {"en": "The original", "zh": "原文"},
    "by": {"en": "by {author}", "zh": "作者{author}"},
    "by-somebody-else": {
        "en": "This text goes with it and is by somebody else.",
        "zh": "本文依它而写，并非出自原作者之手。",
    },
    "versions": {"en": "This post in other languages", "zh": "本文的其他语言版本"},
    "read-in": {"en": "Read in {language}", "zh": "读{language}版"},
    "side-by-side": {"en": "Side by side", "zh": "两种语言对照"},
    "one-side": {"en": "{language} only", "zh": "只看{language}"},
    "terms-in-post": {"en": "{n} term in this post|{n} terms in this post", "zh": "本文有{n}个词条"},
    "terms-explained": {"en": "The terms of this post", "zh": "本文词条"},
    "ambiguous": {"en": "Ambiguous", "zh": "有歧义"},
    "may-mean": {"en": "may mean", "zh": "可能指"},
    "not-yet-explained": {"en": "Not yet explained.", "zh": "尚未解释。"},
    "post-in-table": {"en": "This post in the table", "zh": "数据表中的这一篇"},
    "its-paragraphs": {"en": "Its paragraphs", "zh": "它的各段"},
    "quotes-only": {
        "en": "The text itself is not published here, only quotations: each place where a term stands, with a few "
        "words of its sentence.",
        "zh": "这里不刊登全文，只有摘引：每个词条出现的地方，连同它前后的几个字。",
    },
    "no-quotations": {"en": "No term stands in it, so nothing is quoted.", "zh": "文中没有出现词条，所以没有摘引。"},
    "quoted-in": {"en": "Quotations in {language}", "zh": "{language}版的摘引"},
    "no-such-post": {"en": "There is no such post in this glossary.", "zh": "词汇表里没有这一篇。"},
}
