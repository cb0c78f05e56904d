"""The words of the first page."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "kinds": {"en": "Kinds of terms", "zh": "词条种类"},
    "to-explain": {"en": "To explain", "zh": "待解释"},
    "to-explain-meaning": {
        "en": "terms without an explanation in any language, the most mentioned first",
        "zh": "还没有任何解释的词条，出现次数多的在前",
    },
    "posts-title": {"en": "Posts", "zh": "文章"},
    "no-terms": {
        "en": "There are no terms yet. Add some to the terms file and run this:",
        "zh": "还没有词条。在词条文件里写上几条，然后运行：",
    },
}
