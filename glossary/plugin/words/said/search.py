"""The words of the search page."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "terms-title": {"en": "Terms", "zh": "词条"},
    "passages": {"en": "Passages", "zh": "段落"},
    "also-called": {"en": "also", "zh": "又作"},
    "search-empty": {
        "en": "Type words in any of the glossary’s languages. Any part of a Chinese sentence is found, traditional or "
        "simplified; terms are found by pinyin too, with or without tones, and a slip of the pen is forgiven. "
        "Quotation marks keep English words together.",
        "zh": "可用词汇表里的任何语言。中文句子的任何一段都能搜到，繁简不限；词条还可以用拼音搜，声调可有可无，"
        "写错一两个字也不要紧。英文词组加上引号就不会拆开。",
    },
    "similar": {"en": "nearly", "zh": "近似"},
    "only-similar": {
        "en": "No term is called quite that. Perhaps one of these is meant:",
        "zh": "没有词条正好叫这个名字，也许是想找：",
    },
    "look-in-posts": {"en": "Look for “{name}” in the posts →", "zh": "在文章里搜“{name}” →"},
    "nothing-found": {"en": "Nothing has been found.", "zh": "什么也没有搜到。"},
    "quotations-searched": {
        "en": "Of the posts only quotations are published here, so that nothing else of them is found.",
        "zh": "这里只刊有文章的摘引，文章里的其他内容搜不到。",
    },
    "try-fewer": {
        "en": "Every word must stand in the same passage: try fewer words, or one at a time.",
        "zh": "几个词要出现在同一段里才算：试试少写几个，或一个一个地搜。",
    },
    "try-other": {
        "en": "Try the other language, pinyin (with or without tones), or a shorter part of a Chinese expression.",
        "zh": "换一种语言试试，或输入拼音（声调可有可无），或只写中文说法里的一小段。",
    },
    "try-kinds": {"en": "Look through all terms by kind.", "zh": "按种类浏览全部词条。"},
}
