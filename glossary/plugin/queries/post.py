"""What the page of a post asks."""

TABLES = ("mention_candidates", "mentions", "paragraphs", "posts", "terms")

POST = """
SELECT id, path, slug, title, date, language, author, description, source_title, source_author, source_date,
       source_url, translation_key, body, mention_count
  FROM posts
 WHERE slug = :slug
"""

POST_SLUG_BY_ID = "SELECT slug, title AS name FROM posts WHERE id = :id"

PARAGRAPHS = "SELECT position, start_char FROM paragraphs WHERE post_id = :post ORDER BY start_char"

MENTIONS_IN_POST = """
SELECT m.id AS id, m.start_char AS start_char, m.end_char AS end_char, m.ordinal AS ordinal, t.slug AS slug
  FROM mentions AS m
  LEFT JOIN terms AS t ON t.id = m.term_id
 WHERE m.post_id = :post
 ORDER BY m.start_char
"""

TERMS_IN_POST = """
SELECT t.slug AS slug, t.name AS name, t.names AS names, t.kind AS kind, t.explanation AS explanation,
       count(*) AS mention_count, min(m.start_char) AS first
  FROM mentions AS m
  JOIN terms AS t ON t.id = m.term_id
 WHERE m.post_id = :post
 GROUP BY t.id
 ORDER BY first
"""

CANDIDATES_IN_POST = """
SELECT c.mention_id AS mention, m.reading AS reading, t.slug AS slug, t.name AS name, t.kind AS kind,
       c.reason AS reason
  FROM mentions AS m
  JOIN mention_candidates AS c ON c.mention_id = m.id
  JOIN terms AS t ON t.id = c.term_id
 WHERE m.post_id = :post
   AND m.status = 'ambiguous'
 ORDER BY m.start_char, t.slug
"""

TRANSLATIONS = """
SELECT slug, title, language
  FROM posts
 WHERE translation_key = :key
   AND id <> :post
 ORDER BY language, path
"""
