"""The words of a term's page."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    # a term
    "draft": {"en": "draft", "zh": "草稿"},
    "not-explained": {"en": "Nobody has explained this yet.", "zh": "还没有人解释过这一条。"},
    "defined-in": {"en": "It is defined in {path}, line {line}.", "zh": "定义在{path}第{line}行。"},
    "sources": {"en": "Sources", "zh": "出处"},
    "no-source": {"en": "No source is given.", "zh": "没有注明出处。"},
    "mentions-title": {"en": "Mentions", "zh": "文中出现"},
    "not-mentioned": {"en": "No post mentions it.", "zh": "没有文章提到它。"},
    "from-to": {"en": "{first} to {last}", "zh": "{first}至{last}"},
    "possibly-meant": {"en": "Possibly meant", "zh": "可能指它"},
    "possibly-meant-meaning": {
        "en": "what stands there may also be another term",
        "zh": "那里的字样也可能是另一个词条",
    },
    "its-mentions": {"en": "Its mentions, with facets and export", "zh": "它的各次出现，可筛选、导出"},
    "in-some-posts": {"en": "in some posts only", "zh": "限部分文章"},
    "only-in": {"en": "only in {phrases}", "zh": "仅在{phrases}中"},
    "not-in": {"en": "not in {phrases}", "zh": "{phrases}除外"},
    "comma": {"en": ", ", "zh": "、"},
    "only-in-language": {
        "en": "Nobody has explained this in English yet; here it is in {language}.",
        "zh": "还没有中文的解释，以下是{language}。",
    },
    "text-in": {"en": "In {language}", "zh": "{language}的解释"},
    "together": {"en": "Appears together with", "zh": "常一起出现的"},
    "together-meaning": {
        "en": "terms in the same paragraphs; the number says in how many",
        "zh": "同一段里的其他词条，数字是共同出现的段数",
    },
    "together-sample": {
        "en": "(read from one in {n} of its mentions)",
        "zh": "（从每{n}次出现中取一次统计）",
    },
    "paragraphs": {"en": "{n} paragraph|{n} paragraphs", "zh": "{n}段"},
    "by-months": {"en": "Mentions by month, {first} to {last}.", "zh": "{first}至{last}，每月出现的次数。"},
    "by-years": {"en": "Mentions by year, {first} to {last}.", "zh": "{first}至{last}，每年出现的次数。"},
    "most-in": {"en": "Most in {span}: {n}.", "zh": "最多的是{span}：{n}次。"},
    "cite": {"en": "Cite this:", "zh": "引用："},
    "citation": {"en": "“{name}”, in: {title}, {address}", "zh": "“{name}”，见《{title}》，{address}"},
    # the data behind the page
    "this-term": {"en": "This term", "zh": "这一条"},
    "names-data": {"en": "Names", "zh": "名称"},
    "texts-data": {"en": "Explanations, notes", "zh": "解释、附注"},
    "sources-data": {"en": "Sources", "zh": "出处"},
    "relations-data": {"en": "Relations", "zh": "关系"},
    "together-data": {"en": "Together with", "zh": "共现"},
    "timeline-data": {"en": "By month", "zh": "逐月次数"},
    "mentions-data": {"en": "Mentions", "zh": "文中出现"},
    "table": {"en": "table", "zh": "数据表"},
    "as-sql": {"en": "SQL", "zh": "SQL"},
    "no-such-term": {"en": "There is no such term in this glossary.", "zh": "词汇表里没有这一条。"},
    # notes and relations of a term
    "origin": {"en": "Origin", "zh": "来历"},
    "scope": {"en": "Scope", "zh": "范围"},
    "usage": {"en": "Usage", "zh": "用法"},
    "etymology": {"en": "Etymology", "zh": "词源"},
    "editorial": {"en": "Editor’s note", "zh": "编者注"},
    "related": {"en": "Related to", "zh": "相关"},
    "broader": {"en": "A kind or part of", "zh": "属于"},
    "narrower": {"en": "Takes in", "zh": "包括"},
    "alludes_to": {"en": "Alludes to", "zh": "暗指"},
    "alluded_to_by": {"en": "Alluded to by", "zh": "被暗指于"},
}
