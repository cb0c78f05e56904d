"""What the cells of Datasette's tables ask: the place and the name behind a number."""

TERM = "SELECT slug, name AS label FROM terms WHERE id = :id"

LABEL = "SELECT id, text AS label FROM labels WHERE id = :id"

POST = "SELECT slug, title AS label FROM posts WHERE id = :id"

PARAGRAPH = """
SELECT p.slug AS post, g.position AS position, g.reading AS label
  FROM paragraphs AS g
  JOIN posts AS p ON p.id = g.post_id
 WHERE g.id = :id
"""

MENTION = """
SELECT p.slug AS post, t.slug AS term, m.ordinal AS ordinal, m.start_char AS start_char, m.reading AS label
  FROM mentions AS m
  JOIN posts AS p ON p.id = m.post_id
  LEFT JOIN terms AS t ON t.id = m.term_id
 WHERE m.id = :id
"""
