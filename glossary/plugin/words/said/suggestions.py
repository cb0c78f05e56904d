"""The words of the page of suggestions."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "suggestions-title": {"en": "Suggestions", "zh": "候选词条"},
    "suggestions-lead": {
        "en": "Expressions in the posts that look like terms and are not in the glossary yet, the likeliest first.",
        "zh": "文章里像词条、词汇表里还没有的说法，最像的在前。",
    },
    "nothing-proposed": {
        "en": "Nothing has been proposed yet: the terms file holds all that is known here.",
        "zh": "目前还没有候选：已知的词条都在词条文件里了。",
    },
    "counterpart": {"en": "In the translation:", "zh": "译文里："},
    "evidence": {"en": "Why:", "zh": "依据："},
    "suggestion-gloss": {"en": "The post says:", "zh": "文中注解："},
    "suggestions-table": {"en": "Suggestions as a table", "zh": "候选词条表格"},
}
