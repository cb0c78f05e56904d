"""What a search asks."""

TABLES = ("explanations", "labels", "paragraphs", "posts", "search", "search_fts", "terms")
TABLES_OF_NAMES = ("labels", "terms")

MATCH_COUNTS = """
SELECT s.type AS type, count(*) AS match_count
  FROM search_fts
  JOIN search AS s ON s.id = search_fts.rowid
 WHERE search_fts MATCH :phrase
 GROUP BY s.type
"""

# Read whole, once for each state of the database.
LABELS = """
SELECT l.term_id AS term_id, l.text AS text, l.type AS type, l.pinyin AS pinyin, t.mention_count AS mention_count,
       l.mention_count AS found
  FROM labels AS l
  JOIN terms AS t ON t.id = l.term_id
 ORDER BY l.id
"""

TERMS_BY_PHRASE = """
SELECT s.term_id AS id
  FROM search_fts
  JOIN search AS s ON s.id = search_fts.rowid
 WHERE search_fts MATCH :phrase
   AND s.type = 'term'
 ORDER BY bm25(search_fts, 10, 1), s.id
 LIMIT :limit
"""

TERMS_BY_ID = """
SELECT t.id AS id, t.slug AS slug, t.name AS name, t.names AS names, t.kind AS kind, t.mention_count AS mention_count,
       (SELECT json_group_array(l.text) FROM labels AS l WHERE l.term_id = t.id AND l.type <> 'hidden') AS labels,
       (SELECT json_group_array(json_array(e.language, e.text)) FROM explanations AS e
         WHERE e.term_id = t.id) AS explanations
  FROM terms AS t
 WHERE t.id IN (SELECT value FROM json_each(:ids))
"""

NAMES_BY_ID = """
SELECT id, slug, name, names, kind
  FROM terms
 WHERE id IN (SELECT value FROM json_each(:ids))
"""

POSTS_BY_PHRASE = """
SELECT p.slug AS slug, p.title AS title, p.date AS date, p.language AS language, p.mention_count AS mention_count,
       s.text AS text
  FROM search_fts
  JOIN search AS s ON s.id = search_fts.rowid
  JOIN posts AS p ON p.id = s.post_id
 WHERE search_fts MATCH :phrase
   AND s.type = 'post'
 ORDER BY bm25(search_fts, 10, 1), s.id
 LIMIT :limit
"""

# The best passages are found by their numbers alone; only those are then read.
PASSAGES_BY_PHRASE = """
  WITH best AS (SELECT search_fts.rowid AS id, bm25(search_fts, 10, 1) AS rank
                  FROM search_fts
                  JOIN search AS s ON s.id = search_fts.rowid
                 WHERE search_fts MATCH :phrase
                   AND s.type = 'paragraph'
                 ORDER BY rank, search_fts.rowid
                 LIMIT :limit OFFSET :offset)
SELECT p.slug AS post, p.title AS title, p.date AS date, p.language AS language, g.position AS position,
       s.title AS heading, substr(s.text, 1, 20000) AS text
  FROM best
  JOIN search AS s ON s.id = best.id
  JOIN paragraphs AS g ON g.id = s.paragraph_id
  JOIN posts AS p ON p.id = g.post_id
 ORDER BY best.rank, best.id
"""
