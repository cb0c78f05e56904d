"""What the page of first mentions asks."""

TABLES = ("mentions", "posts", "terms")

# The view first_mentions reads every mention to find the first; the build has noted the post in which it stands. Where
# that post's translation of the same day has the term as well, the reader's language is the one to be led to.
_FIRST = """
  FROM terms AS t
  JOIN posts AS p ON p.id = t.first_post_id
"""

COUNTS_BY_DAY = f"""
SELECT p.date AS date, count(*) AS term_count
{_FIRST}
 WHERE :kind IN ('', t.kind)
 GROUP BY p.date
"""

FIRST_SEEN = f"""
  WITH first AS (SELECT t.id AS id, p.id AS post_id, p.date AS date, p.translation_key AS translation_key
                 {_FIRST}
                  WHERE :kind IN ('', t.kind)
                  ORDER BY p.date IS NULL, p.date, p.id, t.id
                  LIMIT :limit OFFSET :offset)
SELECT t.slug AS slug, t.name AS name, t.names AS names, t.kind AS kind, f.date AS date, p.slug AS post,
       p.title AS title, p.language AS language
  FROM first AS f
  JOIN terms AS t ON t.id = f.id
  JOIN posts AS p ON p.id = coalesce(
         (SELECT o.id
            FROM posts AS o
           WHERE o.translation_key = f.translation_key
             AND o.language = :language
             AND o.date IS f.date
             AND EXISTS (SELECT 1 FROM mentions AS m WHERE m.term_id = f.id AND m.post_id = o.id)),
         f.post_id)
 ORDER BY f.date IS NULL, f.date, f.post_id, t.mention_count DESC, t.id
"""

KINDS = f"SELECT t.kind AS kind, count(*) AS term_count {_FIRST} GROUP BY t.kind"

# What a reader may ask on: offered on Datasette's SQL page.
OFFERED = """SELECT p.date AS date, t.slug AS slug, t.name AS name, t.kind AS kind, p.slug AS post
  FROM terms AS t
  JOIN posts AS p ON p.id = t.first_post_id
 WHERE :kind IN ('', t.kind)
 ORDER BY p.date IS NULL, p.date, p.id, t.slug"""
