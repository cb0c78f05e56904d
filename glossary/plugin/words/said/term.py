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
    "term-in-table": {"en": "This term in the table", "zh": "数据表中的这一条"},
    "its-mentions": {"en": "Its mentions, with facets and export", "zh": "它的各次出现，可筛选、导出"},
    "as-sql": {"en": "As SQL", "zh": "SQL查询"},
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
