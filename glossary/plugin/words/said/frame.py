"""What stands around every page."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    # the frame
    "skip": {"en": "Skip to the text", "zh": "跳到正文"},
    "glossary": {"en": "Glossary", "zh": "词汇表"},
    "search": {"en": "Search", "zh": "搜索"},
    "search-label": {"en": "Search terms and posts", "zh": "搜索词条和文章"},
    "search-hint": {"en": "A word, name, 拼音…", "zh": "词、人名、拼音……"},
    "the-data": {"en": "The data", "zh": "数据"},
    "terms-table": {"en": "Terms as a table", "zh": "词条表格"},
    "all-mentions": {"en": "All mentions", "zh": "所有出处"},
    "tables-and-sql": {"en": "Tables and SQL", "zh": "数据表和SQL"},
    "language": {"en": "Language of these pages", "zh": "页面语言"},
    "also-here": {"en": "Also here:", "zh": "这里还有："},
    "behind": {"en": "Behind this page", "zh": "本页的数据"},
    "newer-version": {
        "en": "There is a newer version of this page. Reload it when you have finished typing.",
        "zh": "本页已有新版本，写完以后请重新载入。",
    },
    # counting
    "terms": {"en": "{n} term|{n} terms", "zh": "{n}个词条"},
    "posts": {"en": "{n} post|{n} posts", "zh": "{n}篇文章"},
    "mentions": {"en": "{n} mention|{n} mentions", "zh": "出现{n}次"},
    "in-posts": {"en": "in {n} post|in {n} posts", "zh": "见于{n}篇文章"},
    "all": {"en": "All {n} →", "zh": "全部{n}条 →"},
    "pages": {"en": "Pages", "zh": "分页"},
    "page-of": {"en": "page {page} of {pages}", "zh": "第{page}页，共{pages}页"},
    "earlier": {"en": "← Earlier", "zh": "← 上一页"},
    "more": {"en": "More →", "zh": "下一页 →"},
    "undated": {"en": "undated", "zh": "无日期"},
    # when something is not here
    "not-here": {"en": "Not here", "zh": "这里没有"},
    "search-for": {"en": "Search for", "zh": "搜索"},
    "other-version": {"en": "Built by another version", "zh": "由另一版本生成"},
    "build-again": {
        "en": "This glossary was built by another version of the program. Build it again:",
        "zh": "这个词汇表是用程序的另一个版本生成的，请重新生成：",
    },
}
