"""What the map of terms that appear together asks."""

TABLES = ("mentions", "paragraphs", "terms")

SIZES = """
SELECT count(*) AS mention_count FROM mentions
"""

KINDS = "SELECT kind, count(*) AS term_count FROM terms WHERE mention_count > 0 GROUP BY kind"

TERM = "SELECT id, slug, name, names, kind, mention_count FROM terms WHERE slug = :slug"

# The most mentioned first; ids are ranks by slug.
RANKED = """
SELECT id
  FROM terms
 WHERE mention_count > 0
   AND (:kind = '' OR kind = :kind)
 ORDER BY mention_count DESC, id
"""

TERMS_BY_ID = """
SELECT t.id AS id, t.slug AS slug, t.name AS name, t.names AS names, t.kind AS kind, t.mention_count AS mention_count
  FROM json_each(:ids) AS i
  JOIN terms AS t ON t.id = i.value
 ORDER BY i.key
"""

# Of very many paragraphs every :step-th is read: ids of paragraphs are ranks by post and place.
PLACES = """
SELECT m.post_id, m.paragraph_id, m.term_id
  FROM paragraphs AS p
 CROSS JOIN mentions AS m ON m.paragraph_id = p.id
 WHERE p.id % :step = 0
   AND m.term_id IS NOT NULL
 ORDER BY p.id
"""

# Those of one term, as the term's own page reads them.
PLACES_OF_TERM = """
  WITH asked AS MATERIALIZED (
         SELECT id
           FROM (SELECT id, row_number() OVER (ORDER BY post_id, id) AS rank FROM mentions WHERE term_id = :term)
          WHERE (rank - 1) % :step = 0),
       place AS (SELECT DISTINCT m.paragraph_id AS id FROM asked AS a CROSS JOIN mentions AS m ON m.id = a.id)
SELECT m.post_id AS post_id, m.paragraph_id AS paragraph_id, m.term_id AS term_id
  FROM place AS g
 CROSS JOIN mentions AS m ON m.paragraph_id = g.id
 WHERE m.term_id IS NOT NULL
 ORDER BY m.post_id, m.paragraph_id
"""

# What a reader may ask on: offered on Datasette's SQL page.
OFFERED = """WITH place AS (SELECT DISTINCT m.term_id, m.paragraph_id, m.post_id
                 FROM paragraphs AS p
                CROSS JOIN mentions AS m ON m.paragraph_id = p.id
                 JOIN terms AS t ON t.id = m.term_id
                WHERE p.id % :step = 0
                  AND :kind IN ('', t.kind)),
     pair AS (SELECT a.term_id AS one, b.term_id AS other, count(*) AS paragraphs,
                     count(DISTINCT a.post_id) AS posts
                FROM place AS a
                JOIN place AS b ON b.paragraph_id = a.paragraph_id AND b.term_id > a.term_id
               GROUP BY a.term_id, b.term_id
               ORDER BY paragraphs DESC, posts DESC, one, other
               LIMIT 1000)
SELECT a.slug AS slug, b.slug AS other_slug, a.name AS name, b.name AS other_name, p.paragraphs, p.posts
  FROM pair AS p
  JOIN terms AS a ON a.id = p.one
  JOIN terms AS b ON b.id = p.other
 ORDER BY p.paragraphs DESC, p.posts DESC, p.one, p.other"""

OFFERED_AROUND = """SELECT a.slug AS slug, b.slug AS other_slug, a.name AS name, b.name AS other_name,
       count(DISTINCT m.paragraph_id) AS paragraphs, count(DISTINCT m.post_id) AS posts
  FROM terms AS a
  JOIN mentions AS m ON m.term_id = a.id
  JOIN mentions AS n ON n.paragraph_id = m.paragraph_id
  JOIN terms AS b ON b.id = n.term_id
 WHERE a.slug = :term
   AND b.id <> a.id
 GROUP BY b.id
 ORDER BY paragraphs DESC, posts DESC, other_slug"""
