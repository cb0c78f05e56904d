"""What the first page asks."""

TABLES = ("posts", "terms")

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
