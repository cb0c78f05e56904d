"""What the page of a term asks."""

TABLES = (
    "explanations", "former_slugs", "labels", "mention_candidates", "mention_pairs", "mentions", "notes", "posts",
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

LABELS = """
SELECT id, language, text, type, pinyin, posts, only_in, not_in, mention_count
  FROM labels
 WHERE term_id = :term
   AND type <> 'hidden'
 ORDER BY type <> 'preferred', id
"""

TEXTS = """
SELECT 'explanation' AS type, language, text, 0 AS part, id FROM explanations WHERE term_id = :term
 UNION ALL
SELECT type, language, text, 1, id FROM notes WHERE term_id = :term
 ORDER BY part, id
"""

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

# A row a post: enough for the timeline, and to know which posts are on a page. Ids are ranks by path.
POSTS_OF_TERM = """
SELECT c.post_id AS id, c.mention_count AS mention_count, p.date AS date
  FROM (SELECT post_id, count(*) AS mention_count FROM mentions WHERE term_id = :term GROUP BY post_id) AS c
  JOIN posts AS p ON p.id = c.post_id
 ORDER BY p.date IS NULL, p.date, p.id
"""

# Those of some posts, in the order of the posts; ids of mentions are ranks within a post.
MENTIONS_IN_POSTS = """
  WITH shown AS (SELECT o.key AS rank, m.id AS id
                   FROM json_each(:posts) AS o
                   JOIN mentions AS m ON m.post_id = o.value
                  WHERE m.term_id = :term
                  ORDER BY o.key, m.id
                  LIMIT :limit OFFSET :offset)
SELECT m.id AS id, m.ordinal AS ordinal, m.prefix AS prefix, m.reading AS reading, m.suffix AS suffix, m.zone AS zone,
       m.gloss AS gloss, m.language AS language, p.slug AS post, p.title AS title, p.date AS date
  FROM shown AS s
  JOIN mentions AS m ON m.id = s.id
  JOIN posts AS p ON p.id = m.post_id
 ORDER BY s.rank, s.id
"""

COUNTERPARTS = """
SELECT mp.mention_id AS mention, c.ordinal AS ordinal, c.prefix AS prefix, c.reading AS reading, c.suffix AS suffix,
       c.language AS language, p.slug AS post, p.title AS title
  FROM json_each(:mentions) AS o
  JOIN mention_pairs AS mp ON mp.mention_id = o.value
  JOIN mentions AS c ON c.id = mp.counterpart_id
  JOIN posts AS p ON p.id = c.post_id
 ORDER BY mp.mention_id, c.id
"""

AMBIGUOUS_COUNT = "SELECT count(*) AS mention_count FROM mention_candidates WHERE term_id = :term"

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

# Of a term with very many mentions every :step-th is asked who its neighbours are: the index has their ids in order.
TOGETHER = """
  WITH asked AS MATERIALIZED (
         SELECT id
           FROM (SELECT id, row_number() OVER (ORDER BY post_id, id) AS rank FROM mentions WHERE term_id = :term)
          WHERE (rank - 1) % :step = 0),
       place AS (SELECT DISTINCT m.paragraph_id AS id FROM asked AS a CROSS JOIN mentions AS m ON m.id = a.id),
       neighbour AS (SELECT o.term_id AS id, count(DISTINCT o.paragraph_id) AS paragraph_count,
                            count(DISTINCT o.post_id) AS post_count
                       FROM place AS g
                      CROSS JOIN mentions AS o ON o.paragraph_id = g.id
                      WHERE o.term_id <> :term
                      GROUP BY o.term_id
                      ORDER BY paragraph_count DESC, post_count DESC, o.term_id
                      LIMIT :limit)
SELECT t.slug AS slug, t.name AS name, t.names AS names, n.paragraph_count AS paragraph_count
  FROM neighbour AS n
  JOIN terms AS t ON t.id = n.id
 ORDER BY n.paragraph_count DESC, n.post_count DESC, t.id
"""

# The days between which the posts lie; each is at an end of the index.
PERIOD = "SELECT (SELECT min(date) FROM posts) AS first, (SELECT max(date) FROM posts) AS last"

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

# What a reader may ask on: offered on Datasette's SQL page, by the key of the words that name it.
OFFERED = {
    "names-data": """SELECT language, text, type, pinyin, mention_count
  FROM labels
 WHERE term_id = (SELECT id FROM terms WHERE slug = :term)
 ORDER BY language, type <> 'preferred', id""",
    "texts-data": """SELECT 'explanation' AS type, language, text
  FROM explanations
 WHERE term_id = (SELECT id FROM terms WHERE slug = :term)
 UNION ALL
SELECT type, language, text
  FROM notes
 WHERE term_id = (SELECT id FROM terms WHERE slug = :term)""",
    "sources-data": """SELECT title, url
  FROM sources
 WHERE term_id = (SELECT id FROM terms WHERE slug = :term)""",
    "relations-data": """SELECT o.slug, o.name, r.type, 'from here' AS direction
  FROM relations AS r
  JOIN terms AS o ON o.id = r.target_id
 WHERE r.term_id = (SELECT id FROM terms WHERE slug = :term)
 UNION ALL
SELECT o.slug, o.name, r.type, 'from there'
  FROM relations AS r
  JOIN terms AS o ON o.id = r.term_id
 WHERE r.target_id = (SELECT id FROM terms WHERE slug = :term)""",
    "together-data": """SELECT o.slug, o.name, count(DISTINCT n.paragraph_id) AS paragraphs,
       count(DISTINCT n.post_id) AS posts
  FROM terms AS t
  JOIN mentions AS m ON m.term_id = t.id
  JOIN mentions AS n ON n.paragraph_id = m.paragraph_id
  JOIN terms AS o ON o.id = n.term_id
 WHERE t.slug = :term
   AND o.id <> t.id
 GROUP BY o.id
 ORDER BY paragraphs DESC, posts DESC, o.slug""",
    "timeline-data": """SELECT month, mention_count, post_count
  FROM timeline
 WHERE slug = :term
 ORDER BY month""",
    "mentions-data": """SELECT date, post, prefix, keyword, suffix, language, zone, address
  FROM concordance
 WHERE term = :term
 ORDER BY date, post, start_char""",
}
