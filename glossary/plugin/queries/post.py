"""What the page of a post asks."""

TABLES = ("alignments", "explanations", "mention_candidates", "mentions", "paragraphs", "posts", "terms")

POST = """
SELECT id, path, slug, title, date, language, author, description, source_title, source_author, source_date,
       source_url, translation_key, body, mention_count
  FROM posts
 WHERE slug = :slug
"""

PARAGRAPHS = "SELECT position, zone, start_char FROM paragraphs WHERE post_id = :post ORDER BY start_char"

MENTIONS_IN_POST = """
SELECT m.id AS id, m.start_char AS start_char, m.end_char AS end_char, m.ordinal AS ordinal, t.slug AS slug
  FROM mentions AS m
  LEFT JOIN terms AS t ON t.id = m.term_id
 WHERE m.post_id = :post
 ORDER BY m.start_char
"""

# Where of the posts only quotations are published.
QUOTATIONS_IN_POST = """
SELECT m.id AS id, m.start_char AS start_char, m.end_char AS end_char, m.ordinal AS ordinal, t.slug AS slug,
       m.prefix AS prefix, m.reading AS reading, m.suffix AS suffix, g.position AS position
  FROM mentions AS m
  JOIN paragraphs AS g ON g.id = m.paragraph_id
  LEFT JOIN terms AS t ON t.id = m.term_id
 WHERE m.post_id = :post
 ORDER BY m.start_char
"""

TERMS_IN_POST = """
SELECT t.id AS id, t.slug AS slug, t.name AS name, t.names AS names, t.kind AS kind, count(*) AS mention_count,
       min(m.start_char) AS first
  FROM mentions AS m
  JOIN terms AS t ON t.id = m.term_id
 WHERE m.post_id = :post
 GROUP BY t.id
 ORDER BY first
"""

EXPLANATIONS_OF_TERMS = """
SELECT term_id, language, text
  FROM explanations
 WHERE term_id IN (SELECT value FROM json_each(:terms))
 ORDER BY id
"""

NAMES_BY_SLUG = "SELECT slug, name, names FROM terms WHERE slug IN (SELECT value FROM json_each(:slugs))"

CANDIDATES_IN_POST = """
SELECT c.mention_id AS mention, m.reading AS reading, t.slug AS slug, t.name AS name, t.names AS names, t.kind AS kind
  FROM mentions AS m
  JOIN mention_candidates AS c ON c.mention_id = m.id
  JOIN terms AS t ON t.id = c.term_id
 WHERE m.post_id = :post
   AND m.status = 'ambiguous'
 ORDER BY m.start_char, t.slug
"""

TRANSLATIONS = """
SELECT slug, title, language,
       (SELECT json_group_array(zone) FROM (SELECT zone FROM paragraphs WHERE post_id = posts.id ORDER BY start_char))
       AS zones
  FROM posts
 WHERE translation_key = :key
   AND id <> :post
 ORDER BY language, path
"""

ALIGNED_PARAGRAPHS = """
SELECT p.position AS position, c.position AS counterpart
  FROM paragraphs AS p
  JOIN alignments AS a ON a.paragraph_id = p.id
  JOIN paragraphs AS c ON c.id = a.counterpart_id
 WHERE p.post_id = :post
   AND c.post_id = :other
"""
