"""What the page of a term asks."""

TABLES = (
    "explanations", "former_slugs", "labels", "mention_candidates", "mentions", "notes", "posts",
    "relations", "sources", "terms",
)  # fmt: skip

TERM = """
SELECT id, slug, name, kind, explained, status, names, mention_count, post_count, first_date, last_date,
       source_path, source_line
  FROM terms
 WHERE slug = :slug
"""

TERM_BY_FORMER_SLUG = """
SELECT t.slug
  FROM former_slugs AS f
  JOIN terms AS t ON t.id = f.term_id
 WHERE f.slug = :slug
"""

TERM_SLUG_BY_ID = "SELECT slug, name FROM terms WHERE id = :id"

LABELS = """
SELECT language, text, type
  FROM labels
 WHERE term_id = :term
   AND type <> 'hidden'
 ORDER BY type <> 'preferred', id
"""

EXPLANATIONS = "SELECT language, text FROM explanations WHERE term_id = :term ORDER BY id"

NOTES = "SELECT type, language, text FROM notes WHERE term_id = :term ORDER BY id"

SOURCES = "SELECT title, url FROM sources WHERE term_id = :term ORDER BY id"

# ``related`` stands in both directions; of the others the way back is told apart by a name of its own.
RELATIONS = """
SELECT r.type AS type, t.slug AS slug, t.name AS name, t.names AS names, t.kind AS kind
  FROM relations AS r
  JOIN terms AS t ON t.id = r.target_id
 WHERE r.term_id = :term
 UNION ALL
SELECT CASE r.type WHEN 'broader' THEN 'narrower' ELSE 'alluded_to_by' END, t.slug, t.name, t.names, t.kind
  FROM relations AS r
  JOIN terms AS t ON t.id = r.term_id
 WHERE r.target_id = :term
   AND r.type IN ('broader', 'alludes_to')
 ORDER BY name COLLATE NOCASE, slug
"""

MENTIONS_OF_TERM = """
SELECT m.id AS id, m.ordinal AS ordinal, m.prefix AS prefix, m.reading AS reading, m.suffix AS suffix, m.zone AS zone,
       m.gloss AS gloss, m.language AS language, p.slug AS post, p.title AS title, p.date AS date
  FROM mentions AS m
  JOIN posts AS p ON p.id = m.post_id
 WHERE m.term_id = :term
 ORDER BY p.date IS NULL, p.date, p.path, m.start_char
 LIMIT :limit OFFSET :offset
"""

AMBIGUOUS_MENTIONS_OF_TERM = """
SELECT m.start_char AS start_char, m.prefix AS prefix, m.reading AS reading, m.suffix AS suffix,
       m.language AS language, p.slug AS post, p.title AS title, p.date AS date
  FROM mention_candidates AS c
  JOIN mentions AS m ON m.id = c.mention_id
  JOIN posts AS p ON p.id = m.post_id
 WHERE c.term_id = :term
 ORDER BY p.date IS NULL, p.date, p.path, m.start_char
 LIMIT :limit
"""

# The terms that [[…]] links name, by slug, else by label in whatever case.
LINK_TARGETS = """
SELECT value AS target, t.slug AS slug, t.names AS names, t.name AS name
  FROM json_each(:targets)
  JOIN terms AS t ON t.slug = value
 UNION ALL
SELECT value, t.slug, t.names, t.name
  FROM json_each(:targets)
  JOIN labels AS l ON l.text = value COLLATE NOCASE
  JOIN terms AS t ON t.id = l.term_id
 WHERE value NOT IN (SELECT slug FROM terms)
"""
