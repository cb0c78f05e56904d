"""The words of the map."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "map-title": {"en": "Map", "zh": "词条图谱"},
    "map-of": {"en": "Map: {kind}", "zh": "词条图谱：{kind}"},
    "map-around": {"en": "Around {name}", "zh": "“{name}”的周围"},
    "map-lead": {"en": "Terms that appear together, in the same paragraphs.", "zh": "同一段里一起出现的词条。"},
    "map-legend": {
        "en": "A larger dot is a term with more mentions, a thicker line more shared paragraphs. "
        "What the picture shows stands in the table below.",
        "zh": "圆点越大，词条出现得越多；连线越粗，共同出现的段落越多。图中内容都列在下面的表格里。",
    },
    "map-cut": {
        "en": "{shown} of {all} terms: the most mentioned of those that appear together more often than by chance, "
        "each with its strongest links.",
        "zh": "图中是{all}个词条里的{shown}个：一起出现的次数多于偶然的词条中提到最多的，每条只画最强的几条连线。",
    },
    "map-all": {"en": "Each term with its strongest links.", "zh": "每条只画最强的几条连线。"},
    "map-around-cut": {
        "en": "{shown} of {all} terms: those that share the most paragraphs with it.",
        "zh": "图中是{all}个词条里的{shown}个：与它共同出现的段落最多的。",
    },
    "map-around-all": {"en": "All that share a paragraph with it.", "zh": "与它在同一段出现过的全部词条。"},
    "map-where": {
        "en": "Counted in the paragraphs in which it stands.",
        "zh": "只统计它所在的段落。",
    },
    "map-sample": {"en": "(counted in one paragraph in {n})", "zh": "（从每{n}段中取一段统计）"},
    "map-sample-around": {
        "en": "(counted at one in {n} of its mentions)",
        "zh": "（从它每{n}次出现中取一次统计）",
    },
    "map-lists": {
        "en": "{n} paragraph that only lists terms, more than a hundred, was left out."
        "|{n} paragraphs that only list terms, more than a hundred each, were left out.",
        "zh": "有{n}段列举了一百个以上的词条，没有计入。",
    },
    "map-nothing": {
        "en": "No terms appear together often enough to be drawn.",
        "zh": "还没有词条经常一起出现，无图可画。",
    },
    "map-table": {"en": "The same as a table", "zh": "同样的内容，列成表格"},
    "map-term": {"en": "Term", "zh": "词条"},
    "map-other": {"en": "Appears with", "zh": "同现词条"},
    "map-paragraphs": {"en": "Paragraphs", "zh": "段落"},
    "map-posts": {"en": "Posts", "zh": "文章"},
    "map-pairs": {"en": "All pairs, as a table", "zh": "全部词对，见数据表"},
    "map-sql": {"en": "Ask on in SQL", "zh": "用SQL继续查询"},
    "map-whole": {"en": "The whole map", "zh": "完整图谱"},
    "map-here": {"en": "On the map", "zh": "在图谱上查看"},
    "all-kinds": {"en": "All kinds", "zh": "全部种类"},
    "zoom": {"en": "Size of the map", "zh": "图谱大小"},
    "zoom-in": {"en": "Larger", "zh": "放大"},
    "zoom-out": {"en": "Smaller", "zh": "缩小"},
    "zoom-fit": {"en": "Fit", "zh": "适合窗口"},
}
