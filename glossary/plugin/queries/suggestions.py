"""What the page of suggestions asks."""

TABLES = ("candidates", "former_slugs", "labels", "paragraphs", "posts", "search", "search_fts", "terms")

# An expression and its counterpart are one suggestion, told of at the one with the better score. The build notes for
# each language the lowest score that it believes in.
_SUGGESTED = """
  WITH cut AS (SELECT key AS language, value AS lowest FROM json_each(:cut)),
       shown AS (SELECT c.*
                   FROM candidates AS c
                   LEFT JOIN cut ON cut.language = c.language
                  WHERE c.status = 'new'
                    AND :language IN ('', c.language)
                    AND (:all OR c.score >= cut.lowest)),
       suggested AS (SELECT s.*
                       FROM shown AS s
                      WHERE NOT EXISTS (SELECT 1 FROM shown AS o
                                         WHERE o.text = s.counterpart
                                           AND o.counterpart = s.text
                                           AND o.language <> s.language
                                           AND (o.score > s.score OR (o.score = s.score AND o.id < s.id))))
"""

KINDS = f"{_SUGGESTED} SELECT kind, count(*) AS found FROM suggested GROUP BY kind"

SUGGESTIONS = f"""
{_SUGGESTED}
SELECT id, language, text, score, kind, mention_count, post_count, gloss, counterpart, example, evidence
  FROM suggested
 WHERE :kind IN ('', kind)
 ORDER BY score DESC, id
 LIMIT :limit OFFSET :offset
"""

# How many there are in each language, and how many of them the build believes in.
COUNTS = """
  WITH cut AS (SELECT key AS language, value AS lowest FROM json_each(:cut))
SELECT c.language AS language, count(*) AS found, coalesce(sum(c.score >= cut.lowest), 0) AS believed
  FROM candidates AS c
  LEFT JOIN cut ON cut.language = c.language
 WHERE c.status = 'new'
 GROUP BY c.language
 ORDER BY c.language
"""

# The other halves of some suggestions, given as an array of [language, text, counterpart].
# (The joins stand in the order in which the index of candidates is of use; the operator ->> would need SQLite 3.38.)
COUNTERPARTS = """
SELECT g.key AS number, c.language AS language, c.text AS text, c.score AS score, c.kind AS kind,
       c.mention_count AS mention_count, c.post_count AS post_count, c.gloss AS gloss, c.counterpart AS counterpart,
       c.example AS example, c.evidence AS evidence
  FROM json_each(:rows) AS g
 CROSS JOIN (SELECT DISTINCT language FROM posts) AS l
 CROSS JOIN candidates AS c
 WHERE c.language = l.language
   AND c.text = json_extract(g.value, '$[2]')
   AND c.counterpart = json_extract(g.value, '$[1]')
   AND c.language <> json_extract(g.value, '$[0]')
   AND c.status = 'new'
 ORDER BY g.key, c.id
"""

# Some candidates, given as an array of [language, text]; zh may stand for zh-CN.
NAMED = """
SELECT c.text AS text, c.score AS score, c.mention_count AS mention_count, c.post_count AS post_count, c.gloss AS gloss,
       c.example AS example, c.evidence AS evidence
  FROM json_each(:candidates) AS g
 CROSS JOIN (SELECT DISTINCT language FROM posts) AS l
 CROSS JOIN candidates AS c
 WHERE c.language = l.language
   AND c.text = json_extract(g.value, '$[1]')
   AND (c.language = json_extract(g.value, '$[0]') OR c.language LIKE json_extract(g.value, '$[0]') || '-%')
 ORDER BY g.key, c.id
"""

# The terms whose labels some texts are.
TERMS_BY_LABEL = """
SELECT l.text AS text, t.slug AS slug, t.name AS name, t.names AS names
  FROM labels AS l
  JOIN terms AS t ON t.id = l.term_id
 WHERE l.text IN (SELECT value FROM json_each(:texts))
 ORDER BY t.id
"""

SLUGS = "SELECT slug FROM terms UNION ALL SELECT slug FROM former_slugs"

LANGUAGES = "SELECT DISTINCT language FROM posts ORDER BY language"

# The first passages in which an expression stands.
PLACES = """
SELECT p.slug AS slug, p.title AS title, g.position AS position, g.reading AS reading
  FROM search_fts
  JOIN search AS s ON s.id = search_fts.rowid
  JOIN paragraphs AS g ON g.id = s.paragraph_id
  JOIN posts AS p ON p.id = g.post_id
 WHERE search_fts MATCH :phrase
   AND s.type = 'paragraph'
   AND p.language = :language
 ORDER BY search_fts.rowid
 LIMIT :limit
"""
