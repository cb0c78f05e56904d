"""What the feed and the sitemap ask."""

FEED_TABLES = ("explanations", "terms")
SITEMAP_TABLES = ("posts", "terms")

NEWEST = """
SELECT t.slug AS slug, t.name AS name, t.names AS names, t.kind AS kind, t.first_date AS first_date,
       (SELECT json_group_object(e.language, e.text) FROM explanations AS e WHERE e.term_id = t.id) AS explanations
  FROM terms AS t
 WHERE t.first_date IS NOT NULL
 ORDER BY t.first_date DESC, t.slug
 LIMIT :limit
"""

# The pages of posts and terms with the day from which they read as they do: nothing else is dated.
PLACES = """
SELECT 'post' AS page, slug, date AS changed
  FROM posts
 UNION ALL
SELECT 'term', slug, last_date
  FROM terms
 ORDER BY page, slug
 LIMIT :limit
"""
