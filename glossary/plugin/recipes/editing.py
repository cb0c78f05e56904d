"""What an editor asks."""

from typing import Final

from glossary.plugin.recipes.question import Question

NEEDS_EXPLAINING: Final = Question(
    name="needs-explaining",
    title={"en": "Which terms need explaining most?", "zh": "哪些词条最需要解释？"},
    note={
        "en": "First those without any explanation, then those that lack a language, then drafts, "
        "then the shortest explanations.",
        "zh": "先列毫无解释的，再列缺一种语言的，再列草稿，最后是解释最短的。",
    },
    sql="""
SELECT t.name AS name, t.kind AS kind, t.mention_count AS mentions, count(e.id) AS languages_explained,
       coalesce(sum(length(e.text)), 0) AS characters, t.status AS status, t.source_line AS line_in_terms_file,
       '/term/' || t.slug AS address
  FROM terms AS t
  LEFT JOIN explanations AS e ON e.term_id = t.id
 GROUP BY t.id
 ORDER BY languages_explained, t.status = 'reviewed', characters, t.mention_count DESC, t.slug
 LIMIT 100
""",
)
PROGRESS: Final = Question(
    name="progress",
    title={"en": "How far along is the glossary?", "zh": "词汇表做到哪一步了？"},
    note={
        "en": "Terms of each kind: how many are explained, have a source, are still drafts, are never mentioned.",
        "zh": "各类词条中，有解释的、有出处的、还是草稿的、从未被提到的，各有多少。",
    },
    sql="""
SELECT kind, count(*) AS terms, sum(explained) AS explained,
       sum(EXISTS (SELECT 1 FROM sources AS s WHERE s.term_id = t.id)) AS with_source,
       sum(status = 'draft') AS drafts, sum(mention_count = 0) AS never_mentioned
  FROM terms AS t
 GROUP BY kind
 ORDER BY terms DESC, kind
""",
)
WITHOUT_SOURCE: Final = Question(
    name="without-source",
    title={"en": "Which terms have no source?", "zh": "哪些词条没有参考来源？"},
    note={
        "en": "The most mentioned first; origins counts the notes that tell where a term comes from even so.",
        "zh": "出现多的在前；origins是虽无来源、仍写了出处的段数。",
    },
    sql="""
SELECT t.name AS name, t.kind AS kind, t.mention_count AS mentions,
       (SELECT count(*) FROM notes AS n WHERE n.term_id = t.id AND n.type = 'origin') AS origins,
       '/term/' || t.slug AS address
  FROM terms AS t
 WHERE NOT EXISTS (SELECT 1 FROM sources AS s WHERE s.term_id = t.id)
 ORDER BY t.mention_count DESC, t.slug
""",
)
NEVER_FOUND: Final = Question(
    name="never-found",
    title={"en": "Which labels are never found?", "zh": "哪些写法从未找到？"},
    note={
        "en": "Written forms that no post contains: a rule too strict, a misspelling, or simply a name to know.",
        "zh": "没有一篇文章这样写：也许规则太严，也许写错了，也许只是个该知道的名字。",
    },
    sql="""
SELECT l.text AS label, l.language AS language, l.type AS type, t.name AS name, t.mention_count AS mentions_of_term,
       '/term/' || t.slug AS address
  FROM labels AS l
  JOIN terms AS t ON t.id = l.term_id
 WHERE l.mention_count = 0
 ORDER BY t.slug, l.id
""",
)
TWO_MEANINGS: Final = Question(
    name="two-meanings",
    title={"en": "Which names mean two things?", "zh": "哪些名字有两个意思？"},
    note={
        "en": "Labels that several terms share, and how many mentions stay ambiguous for it.",
        "zh": "几个词条共用的写法，以及因此分不清的有几处。",
    },
    sql="""
SELECT h.text AS label, t.name AS name, t.kind AS kind, l.language AS language, l.mention_count AS mentions,
       h.ambiguous_count AS ambiguous_mentions, '/term/' || t.slug AS address
  FROM homographs AS h
  JOIN labels AS l ON lower(l.text) = lower(h.text)
  JOIN terms AS t ON t.id = l.term_id
 ORDER BY h.text, t.slug, l.id
""",
)

QUESTIONS: Final = (NEEDS_EXPLAINING, PROGRESS, WITHOUT_SOURCE, NEVER_FOUND, TWO_MEANINGS)
