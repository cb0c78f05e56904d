"""Every SQL that the pages ask, with the tables each page reads.

Parameters are named; a limit is a parameter too. Queries for a page with many rows pick narrow rows first and join
the long texts afterwards.
"""

# What a page reads besides ``build``; ``view-table`` is asked for each of them.
HOME_TABLES = ("posts", "terms")
TERM_TABLES = (
    "explanations", "former_slugs", "labels", "mention_candidates", "mentions", "notes", "posts",
    "relations", "sources", "terms",
)  # fmt: skip
POST_TABLES = ("mention_candidates", "mentions", "paragraphs", "posts", "terms")
SEARCH_TABLES = ("explanations", "labels", "paragraphs", "posts", "search", "search_fts", "terms")

# ------------------------------------------------------------------------------------------------- the build

APPLICATION = "SELECT value FROM build WHERE key = 'application'"

LONGEST_VALUE = "SELECT value FROM build WHERE key = 'longest_value'"

BUILD = "SELECT key, value FROM build"

# ---------------------------------------------------------------------------------------------------- home

COUNTS = """
SELECT (SELECT count(*) FROM terms) AS terms,
       (SELECT count(*) FROM posts) AS posts,
       (SELECT total(mention_count) FROM posts) AS mentions,
       (SELECT count(*) FROM terms WHERE explained = 0) AS unexplained
"""

KINDS = "SELECT kind, count(*) AS term_count FROM terms GROUP BY kind"

# The most mentioned of each kind, sorted as an index is.
TERMS_BY_KIND = """
SELECT slug, name, names, kind, mention_count, explained
  FROM (SELECT slug, name, names, kind, mention_count, explained,
               row_number() OVER (PARTITION BY kind ORDER BY mention_count DESC, slug) AS rank
          FROM terms)
 WHERE rank <= :limit
 ORDER BY name COLLATE NOCASE, slug
"""

POSTS_BY_DATE = """
SELECT slug, title, date, language, author, mention_count
  FROM posts
 ORDER BY date IS NULL, date DESC, path
 LIMIT :limit
"""

UNEXPLAINED = """
SELECT slug, name, names, kind, mention_count
  FROM terms
 WHERE explained = 0
 ORDER BY mention_count DESC, slug
 LIMIT :limit
"""

# ---------------------------------------------------------------------------------------------------- a term

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
SELECT r.type AS type, t.slug AS slug, t.name AS name, t.kind AS kind
  FROM relations AS r
  JOIN terms AS t ON t.id = r.target_id
 WHERE r.term_id = :term
 UNION ALL
SELECT CASE r.type WHEN 'broader' THEN 'narrower' ELSE 'alluded_to_by' END, t.slug, t.name, t.kind
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

# ---------------------------------------------------------------------------------------------------- a post

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

# -------------------------------------------------------------------------------------------------- search

MATCH_COUNTS = """
SELECT s.type AS type, count(*) AS match_count
  FROM search_fts
  JOIN search AS s ON s.id = search_fts.rowid
 WHERE search_fts MATCH :phrase
 GROUP BY s.type
"""

TERMS_BY_LABEL = """
SELECT DISTINCT term_id AS id
  FROM labels
 WHERE text LIKE :pattern ESCAPE '\\'
 LIMIT :limit
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
       (SELECT json_group_array(json_array(l.text, l.type)) FROM labels AS l WHERE l.term_id = t.id) AS labels,
       (SELECT json_group_array(json_array(e.language, e.text)) FROM explanations AS e
         WHERE e.term_id = t.id) AS explanations
  FROM terms AS t
 WHERE t.id IN (SELECT value FROM json_each(:ids))
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
