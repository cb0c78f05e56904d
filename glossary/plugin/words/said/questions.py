"""The words of the page of questions; each question brings its own."""

from typing import Final

from glossary.plugin.recipes import QUESTIONS

WORDS: Final[dict[str, dict[str, str]]] = {
    "questions-title": {"en": "Questions", "zh": "可以这样问"},
    "questions-lead": {
        "en": "What people ask of a glossary, each with its answer one click away. "
        "The answers are tables that can be sorted, changed and saved; the SQL is there to be taken further.",
        "zh": "读词汇表的人常问的问题，点一下就有答案。答案是表格，可以排序、修改、保存；SQL也在，尽可改成自己的问题。",
    },
    "terms-chapter": {"en": "About a term", "zh": "关于一个词条"},
    "posts-chapter": {"en": "About posts", "zh": "关于文章"},
    "whole-chapter": {"en": "About all of it", "zh": "关于全部"},
    "editing-chapter": {"en": "For whoever edits", "zh": "给编辑的人"},
    "term-parameter": {"en": "term", "zh": "词条"},
    "post-parameter": {"en": "post", "zh": "文章"},
    "other-parameter": {"en": "other post", "zh": "另一篇"},
    "year-parameter": {"en": "year", "zh": "年份"},
    "kind-parameter": {"en": "kind", "zh": "种类"},
    "language-parameter": {"en": "language", "zh": "语言"},
    "words-parameter": {"en": "words", "zh": "词句"},
    "ask": {"en": "Ask", "zh": "提问"},
    "the-sql": {"en": "SQL", "zh": "SQL"},
    "sql-is-closed": {
        "en": "This site does not answer SQL of one’s own; the questions are for a copy of the database.",
        "zh": "本站不接受自己写的SQL；这些问题可以拿去问数据库的副本。",
    },
    "no-answer-yet": {
        "en": "No answer yet: no term stands both in a post and in its translation.",
        "zh": "暂无答案：还没有词条在原文和译文里都出现。",
    },
    **{f"{question.name}-question": dict(question.title) for question in QUESTIONS},
    **{f"{question.name}-answer": dict(question.note) for question in QUESTIONS},
}
