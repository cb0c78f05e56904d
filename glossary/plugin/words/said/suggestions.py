"""The words of the page of suggestions; what evidence says stands with the signals in ``glossary.text.reasons``."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "still-looking": {
        "en": "What has changed is still being read for missing terms; new suggestions follow in a moment.",
        "zh": "正在改动过的文字里查找缺少的词条，新的建议马上就来。",
    },
    "suggestions-title": {"en": "Suggestions", "zh": "候选词条"},
    "suggestions-lead": {
        "en": "Expressions in the posts that look like terms and are not in the glossary yet, the likeliest first.",
        "zh": "文章里像词条、词汇表里还没有的说法，最像的在前。",
    },
    "nothing-proposed": {
        "en": "Nothing has been proposed yet: the terms file holds all that is known here.",
        "zh": "目前还没有候选：已知的词条都在词条文件里了。",
    },
    "nothing-to-read": {
        "en": "Nothing has been proposed yet: there are no posts to look through.",
        "zh": "目前还没有候选：还没有文章可读。",
    },
    "suggestions-cut": {
        "en": "{n} expression that the tool believes in, out of {all} candidates."
        "|{n} expressions that the tool believes in, out of {all} candidates; one and its counterpart stand together.",
        "zh": "共{all}个候选，这里是程序较有把握的{n}个；原文和译法放在一处。",
    },
    "suggestions-all": {
        "en": "Every candidate there is, the doubtful ones as well.|All {n} candidates, the doubtful ones as well.",
        "zh": "全部{n}个候选，没把握的也在内。",
    },
    "cut-how": {
        "en": "How the cut was set: what speaks for and against an expression is weighed and adds up to a score "
        "between 0 and 1. The weights come from a small blog whose terms were marked by hand; elsewhere the best cut "
        "may be another. On that blog, each post scored by weights fitted without it and its translation, found and "
        "mistaken were best balanced (F1) at these scores:",
        "zh": "界线怎样定的：每个说法的依据各有分量，正反相加，合成0到1之间的一个分数。分量取自一个小博客，"
        "词条由人工标注；换了别的文章，合适的界线可能不同。在那个博客上，每篇都用不含它和它的译文的其余各篇定出的分量来试，"
        "找全与找准（F1）在这些分数上最平衡：",
    },
    "cut-about": {"en": "How this was chosen", "zh": "怎样选出来的"},
    "show-all-candidates": {"en": "Show all {n}", "zh": "显示全部{n}个"},
    "show-believed": {"en": "Show only the {n} likeliest", "zh": "只看最有把握的{n}条"},
    "languages-of-suggestions": {"en": "Languages of the suggestions", "zh": "候选的语言"},
    "all-languages": {"en": "All languages", "zh": "全部语言"},
    "all-suggested-kinds": {"en": "All kinds", "zh": "不分种类"},
    "suggested-kinds": {"en": "Kinds of suggestions", "zh": "候选的种类"},
    "counterpart": {"en": "In the translation:", "zh": "译文里："},
    "label-of": {
        "en": "a label of a term already; perhaps this is another one of it:",
        "zh": "已是词条，这也许是它的另一种说法：",
    },
    "evidence": {"en": "Why:", "zh": "依据："},
    "objection": {"en": "Against it:", "zh": "存疑："},
    "suggestion-gloss": {"en": "The post says:", "zh": "文中注解："},
    "suggestion-score": {"en": "score {score}", "zh": "得分{score}"},
    "stands-in": {"en": "Stands in", "zh": "出处："},
    "search-for-it": {"en": "Search for it", "zh": "搜索"},
    "for-terms-file": {"en": "For the terms file", "zh": "写进词条文件"},
    "for-terms-file-how": {
        "en": "Paste it under terms: and write what it means.",
        "zh": "粘贴到 terms: 之下，再写上解释。",
    },
    "copy": {"en": "Copy", "zh": "复制"},
    "copied": {"en": "Copied", "zh": "已复制"},
    "suggestions-table": {"en": "Suggestions as a table", "zh": "候选词条表格"},
}
