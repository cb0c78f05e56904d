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
    # a glossary that holds nothing yet
    "begin": {"en": "How to begin", "zh": "从哪里开始"},
    "begin-posts": {
        "en": "There are no posts yet. Put Markdown files (*.md) into their folder, which is content unless you name "
        "another:",
        "zh": "还没有文章。把Markdown文件（*.md）放进文章的文件夹；默认是content，要用别的就指明：",
    },
    "begin-suggestions": {
        "en": "Look through {n} suggestion: it stands in the posts and looks like a term."
        "|Look through {n} suggestions: they stand in the posts and look like terms.",
        "zh": "先看看{n}个候选：它们出现在文章里，像是词条。",
    },
    "begin-terms": {
        "en": "There are no terms yet. Write one into the terms file, in place of an empty terms: {{}} if any:",
        "zh": "还没有词条。在词条文件里写上一条；若已有空的 terms: {{}}，就取而代之：",
    },
    "begin-entry": {
        "en": """\
terms:
  my-term:
    kind: slang
    labels:
      en: [my term]
    explanation:
      en: What it means here.""",
        "zh": """\
terms:
  wo-de-ci:
    kind: slang
    labels:
      zh: [我的词]
    explanation:
      zh: 在这里是什么意思。""",
    },
    "begin-followed": {
        "en": "Save the file, and this page refreshes itself.",
        "zh": "文件一保存，本页就会自行更新。",
    },
    "begin-build": {"en": "Then run this:", "zh": "然后运行："},
    "begin-there": {"en": "There are no terms yet: how to begin.", "zh": "还没有词条：从哪里开始。"},
}
