"""The words of a post's page."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "after": {"en": "After", "zh": "原文："},
    "in-language": {"en": "In {language}:", "zh": "{language}："},
    "terms-in-post": {"en": "{n} term in this post|{n} terms in this post", "zh": "本文有{n}个词条"},
    "ambiguous": {"en": "Ambiguous", "zh": "有歧义"},
    "ambiguous-note": {"en": "Ambiguous: {terms}", "zh": "有歧义：{terms}"},
    "or": {"en": " or ", "zh": "或"},
    "not-yet-explained": {"en": "not yet explained", "zh": "尚未解释"},
    "note": {"en": "{name} ({kind}): {explanation}", "zh": "{name}（{kind}）：{explanation}"},
    "post-in-table": {"en": "This post in the table", "zh": "数据表中的这一篇"},
    "its-paragraphs": {"en": "Its paragraphs", "zh": "它的各段"},
    "no-such-post": {"en": "There is no such post in this glossary.", "zh": "词汇表里没有这一篇。"},
}
