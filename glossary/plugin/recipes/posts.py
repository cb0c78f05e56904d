"""What is asked about one post, or about posts side by side."""

from typing import Final

from glossary.plugin.recipes.question import Question

NEVER_EXPLAINED: Final = Question(
    name="never-explained",
    title={"en": "Which words does a post never explain?", "zh": "一篇文章里哪些词始终没有解释？"},
    note={
        "en": "Its terms that stand without a gloss (a bracket right behind the word) every time; "
        "the address is the first place.",
        "zh": "文中从未在词后用括号注解过的词条；链接指向第一处。",
    },
    sql="""
SELECT t.name AS name, t.kind AS kind, count(*) AS mentions,
       '/post/' || p.slug || '#' || t.slug || '-1' AS address
  FROM posts AS p
  JOIN mentions AS m ON m.post_id = p.id
  JOIN terms AS t ON t.id = m.term_id
 WHERE p.slug = :post
 GROUP BY t.id
HAVING count(m.gloss) = 0
 ORDER BY mentions DESC, t.slug
""",
    parameters={"post": "reading-leave-en"},
)
GLOSSED: Final = Question(
    name="glossed",
    title={"en": "What does a post explain by itself?", "zh": "一篇文章自己解释了什么？"},
    note={
        "en": "Every gloss: what the post says in brackets right behind a term.",
        "zh": "文中紧跟在词条后面、括号里的注解。",
    },
    sql="""
SELECT t.name AS name, m.reading AS words, m.gloss AS gloss,
       '/post/' || p.slug || '#' || t.slug || '-' || m.ordinal AS address
  FROM posts AS p
  JOIN mentions AS m ON m.post_id = p.id
  JOIN terms AS t ON t.id = m.term_id
 WHERE p.slug = :post
   AND m.gloss IS NOT NULL
 ORDER BY m.start_char
""",
    parameters={"post": "reading-leave-en"},
)
SHARED: Final = Question(
    name="shared",
    title={"en": "Which vocabulary do two posts share?", "zh": "两篇文章共用哪些词条？"},
    note={
        "en": "Terms that both mention, with how often each does.",
        "zh": "两篇都提到的词条，各提到几次。",
    },
    sql="""
SELECT t.name AS name, t.kind AS kind, sum(p.slug = :post) AS in_the_one, sum(p.slug = :other) AS in_the_other,
       '/term/' || t.slug AS address
  FROM posts AS p
  JOIN mentions AS m ON m.post_id = p.id
  JOIN terms AS t ON t.id = m.term_id
 WHERE p.slug IN (:post, :other)
 GROUP BY t.id
HAVING in_the_one > 0 AND in_the_other > 0
 ORDER BY count(*) DESC, t.slug
""",
    parameters={"post": "reading-leave-en", "other": "reading-human-en"},
)
LEFT_OUT: Final = Question(
    name="left-out",
    title={"en": "Which terms of a post does its translation leave out?", "zh": "译文略去了原文的哪些词条？"},
    note={
        "en": "Mentions in paragraphs that have a translation, without a counterpart there.",
        "zh": "所在段落有译文，译文里却找不到对应的那些词。",
    },
    sql="""
SELECT t.name AS name, m.prefix AS prefix, m.reading AS words, m.suffix AS suffix,
       '/post/' || p.slug || '#' || t.slug || '-' || m.ordinal AS address
  FROM posts AS p
  JOIN mentions AS m ON m.post_id = p.id
  JOIN terms AS t ON t.id = m.term_id
 WHERE p.slug = :post
   AND EXISTS (SELECT 1 FROM alignments AS a WHERE a.paragraph_id = m.paragraph_id)
   AND NOT EXISTS (SELECT 1 FROM mention_pairs AS mp WHERE mp.mention_id = m.id)
 ORDER BY m.start_char
""",
    parameters={"post": "reading-leave-en"},
    waits_for="mention_pairs",
)
DENSITY: Final = Question(
    name="density",
    title={"en": "How dense with terms is each post?", "zh": "每篇文章的词条有多密？"},
    note={
        "en": "Mentions in a thousand characters. Compare within a language: "
        "Chinese says in one character what English says in four.",
        "zh": "每一千字里出现的次数。请在同一种语言里比较：中文一个字，英文要写四五个字母。",
    },
    sql="""
SELECT title, language, date, characters, mention_count AS mentions, json_array_length(terms) AS different_terms,
       round(1000.0 * mention_count / max(characters, 1), 1) AS per_thousand, '/post/' || slug AS address
  FROM posts
 ORDER BY per_thousand DESC, slug
""",
)
HEADINGS: Final = Question(
    name="headings",
    title={"en": "Which terms stand in a heading?", "zh": "哪些词条上了标题？"},
    note={
        "en": "Headings that mention a term, the newest post first.",
        "zh": "提到词条的各级标题，新文章在前。",
    },
    sql="""
SELECT t.name AS name, g.reading AS heading, p.title AS title, p.date AS date,
       '/post/' || p.slug || '#' || t.slug || '-' || m.ordinal AS address
  FROM mentions AS m
  JOIN paragraphs AS g ON g.id = m.paragraph_id
  JOIN posts AS p ON p.id = m.post_id
  JOIN terms AS t ON t.id = m.term_id
 WHERE m.zone = 'heading'
 ORDER BY p.date IS NULL, p.date DESC, m.id
 LIMIT 1000
""",
    of_texts=True,
)

QUESTIONS: Final = (NEVER_EXPLAINED, GLOSSED, SHARED, LEFT_OUT, DENSITY, HEADINGS)
