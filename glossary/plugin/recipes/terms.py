"""What is asked about one term."""

from typing import Final

from glossary.plugin.recipes.question import Question

IN_CONTEXT: Final = Question(
    name="in-context",
    title={"en": "Where does a term stand, and in which words?", "zh": "一个词条出现在哪里，上下文怎么说？"},
    note={
        "en": "A concordance: every mention with the words around it, the oldest post first.",
        "zh": "逐处列出，前后文都在，旧文章在前。",
    },
    sql="""
SELECT date, post, prefix, keyword, suffix, gloss, address
  FROM concordance
 WHERE term = :term
 ORDER BY date IS NULL, date, post, start_char
""",
    parameters={"term": "rating-325"},
)
RENDERED: Final = Question(
    name="rendered",
    title={"en": "How is a term rendered in the translation?", "zh": "一个词条译成了什么？"},
    note={
        "en": "Each wording with what stands for it in the other language; an empty rendering was left out.",
        "zh": "每种写法对应另一种语言里的什么；空着的是译文略去的。",
    },
    sql="""
SELECT language, label, counterpart_language, rendering, mention_count AS mentions
  FROM renderings
 WHERE slug = :term
 ORDER BY language, mentions DESC
""",
    parameters={"term": "rating-325"},
    waits_for="mention_pairs",
)
NEIGHBOURS: Final = Question(
    name="neighbours",
    title={"en": "Which terms appear together with this one?", "zh": "哪些词条常与它一同出现？"},
    note={
        "en": "Terms that stand in the same paragraphs, the closest company first.",
        "zh": "同在一段里的词条，最常相伴的在前。",
    },
    sql="""
SELECT o.name AS name, o.kind AS kind, count(DISTINCT b.paragraph_id) AS paragraphs,
       count(DISTINCT b.post_id) AS posts, '/term/' || o.slug AS address
  FROM terms AS t
  JOIN mentions AS a ON a.term_id = t.id
  JOIN mentions AS b ON b.paragraph_id = a.paragraph_id AND b.term_id <> a.term_id
  JOIN terms AS o ON o.id = b.term_id
 WHERE t.slug = :term
 GROUP BY o.id
 ORDER BY paragraphs DESC, o.slug
""",
    parameters={"term": "rating-325"},
)
MOST_NAMES: Final = Question(
    name="most-names",
    title={"en": "Which terms have the most names?", "zh": "哪些词条叫法最多？"},
    note={
        "en": "Preferred and alternative labels of all languages; hidden spellings do not count.",
        "zh": "各种语言的首选和别称都算，隐藏的写法不算。",
    },
    sql="""
SELECT t.name AS name, t.kind AS kind, count(*) AS labels, group_concat(l.text, ' · ') AS all_labels,
       '/term/' || t.slug AS address
  FROM terms AS t
  JOIN labels AS l ON l.term_id = t.id
 WHERE l.type <> 'hidden'
 GROUP BY t.id
 ORDER BY labels DESC, t.slug
 LIMIT 100
""",
)
ALLUSIONS: Final = Question(
    name="allusions",
    title={"en": "What alludes to what?", "zh": "哪些词条暗指别的词条？"},
    note={"en": "Terms that allude to another term.", "zh": "表面说甲、其实在说乙的词条。"},
    sql="""
SELECT t.name AS name, t.kind AS kind, o.name AS alludes_to, o.kind AS its_kind, t.mention_count AS mentions,
       '/term/' || t.slug AS address
  FROM relations AS r
  JOIN terms AS t ON t.id = r.term_id
  JOIN terms AS o ON o.id = r.target_id
 WHERE r.type = 'alludes_to'
 ORDER BY t.mention_count DESC, t.slug
""",
)

QUESTIONS: Final = (IN_CONTEXT, RENDERED, NEIGHBOURS, MOST_NAMES, ALLUSIONS)
