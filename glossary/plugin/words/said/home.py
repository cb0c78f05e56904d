"""The words of the first page."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "ways": {"en": "Other ways in", "zh": "另外的入口"},
    "map-way": {"en": "Map: which terms appear together", "zh": "图谱：哪些词条一起出现"},
    "timeline-way": {"en": "Timeline: which term first appeared when", "zh": "时间线：哪个词条何时首次出现"},
    "lists": {"en": "How the terms are listed", "zh": "词条的排列"},
    "by-kind": {"en": "By kind", "zh": "按种类"},
    "by-english": {"en": "A–Z", "zh": "按英文字母"},
    "by-pinyin": {"en": "By pinyin", "zh": "按拼音"},
    "kinds": {"en": "Kinds of terms", "zh": "词条种类"},
    "initials": {"en": "Initials", "zh": "首字母"},
    "all-terms": {"en": "All terms", "zh": "全部词条"},
    "signs": {"en": "digits, signs and other scripts", "zh": "数字、符号及其他文字"},
    "to-explain": {"en": "To explain", "zh": "待解释"},
    "to-explain-meaning": {
        "en": "terms without an explanation in any language, the most mentioned first",
        "zh": "还没有任何解释的词条，出现次数多的在前",
    },
    "to-translate": {"en": "Explained, but not in English", "zh": "尚无中文解释"},
    "to-translate-meaning": {
        "en": "terms that are explained in another language only",
        "zh": "已有其他语言的解释，还缺中文的",
    },
    "posts-title": {"en": "Posts", "zh": "文章"},
    "earlier-posts": {"en": "{n} earlier post|{n} earlier posts", "zh": "更早的{n}篇"},
    "no-terms": {
        "en": "There are no terms yet. Add some to the terms file and run this:",
        "zh": "还没有词条。在词条文件里写上几条，然后运行：",
    },
}
