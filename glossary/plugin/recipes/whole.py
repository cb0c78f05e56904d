"""What is asked about the glossary as a whole."""

from typing import Final

from glossary.plugin.recipes.question import Question

WITH_WORDS: Final = Question(
    name="with-words",
    title={"en": "Which paragraphs say this?", "zh": "哪些段落里有这样的话？"},
    note={
        "en": "Full text, any part of a Chinese sentence included; the best match first.",
        "zh": "全文检索，中文句子的任何一截都能找到，最相关的在前。",
    },
    sql="""
SELECT p.title AS title, p.date AS date, g.heading AS heading, g.reading AS paragraph,
       '/post/' || p.slug || '#p:' || g.position AS address
  FROM paragraphs_fts AS f
  JOIN paragraphs AS g ON g.id = f.rowid
  JOIN posts AS p ON p.id = g.post_id
 WHERE paragraphs_fts MATCH search_phrase(:words)
 ORDER BY f.rank, g.id
 LIMIT 100
""",
    parameters={"words": "OpenAI"},
    of_texts=True,
)
OF_A_KIND: Final = Question(
    name="of-a-kind",
    title={"en": "Which terms are of one kind?", "zh": "某一类有哪些词条？"},
    note={
        "en": "Kinds are person, organisation, place, work, event, project, technology, concept, allusion, slang "
        "and wordplay.",
        "zh": "种类用英文写：person、organisation、place、work、event、project、technology、concept、"
        "allusion、slang、wordplay。",
    },
    sql="""
SELECT name, mention_count AS mentions, post_count AS posts, first_date, last_date, '/term/' || slug AS address
  FROM terms
 WHERE kind = :kind
 ORDER BY mention_count DESC, slug
""",
    parameters={"kind": "slang"},
)
FIRST_SEEN: Final = Question(
    name="first-seen",
    title={
        "en": "Which terms were first seen in 2025, or another year?",
        "zh": "哪些词条是2025年（或别的年份）才出现的？",
    },
    note={
        "en": "By the date of the first post that mentions them; the address is that place.",
        "zh": "按最早提到它的文章的日期；链接指向那一处。",
    },
    sql="""
SELECT t.first_date AS first_date, t.name AS name, t.kind AS kind, t.mention_count AS mentions, p.title AS title,
       '/post/' || p.slug || '#' || t.slug || '-1' AS address
  FROM terms AS t
  JOIN posts AS p ON p.id = t.first_post_id
 WHERE substr(t.first_date, 1, 4) = :year
 ORDER BY t.first_date, t.slug
""",
    parameters={"year": "2025"},
)
LONGEST_GLOSSES: Final = Question(
    name="longest-glosses",
    title={"en": "Which glosses are the longest?", "zh": "哪些括号注解最长？"},
    note={
        "en": "What posts say in brackets behind a term, by length: where an author felt that a word needs help.",
        "zh": "文章在词条后面用括号写下的注解，长的在前：作者觉得这些词非解释不可。",
    },
    sql="""
SELECT length(m.gloss) AS characters, t.name AS name, m.gloss AS gloss, m.language AS language,
       '/post/' || p.slug || '#' || t.slug || '-' || m.ordinal AS address
  FROM mentions AS m
  JOIN terms AS t ON t.id = m.term_id
  JOIN posts AS p ON p.id = m.post_id
 WHERE m.gloss IS NOT NULL
 ORDER BY characters DESC, m.id
 LIMIT 50
""",
    of_texts=True,
)
ONE_LANGUAGE: Final = Question(
    name="one-language",
    title={
        "en": "Which terms are said mostly, or only, in one language?",
        "zh": "哪些词条主要（或只）在一种语言里说？",
    },
    note={
        "en": "Terms that posts of that language mention more often than all others; those never mentioned elsewhere "
        "come first.",
        "zh": "在这种语言的文章里出现得比其他语言多的词条；别处从不出现的在前。",
    },
    sql="""
SELECT t.name AS name, t.kind AS kind, n.here AS in_that_language, n.everywhere - n.here AS elsewhere,
       '/term/' || t.slug AS address
  FROM (SELECT term_id, count(*) AS everywhere,
               sum(post_id IN (SELECT id FROM posts WHERE language = :language)) AS here
          FROM mentions
         GROUP BY term_id) AS n
  JOIN terms AS t ON t.id = n.term_id
 WHERE in_that_language > elsewhere
 ORDER BY elsewhere > 0, in_that_language - elsewhere DESC, t.slug
""",
    parameters={"language": "zh"},
)

QUESTIONS: Final = (WITH_WORDS, OF_A_KIND, FIRST_SEEN, LONGEST_GLOSSES, ONE_LANGUAGE)
