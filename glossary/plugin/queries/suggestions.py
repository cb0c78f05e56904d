"""What the page of suggestions asks."""

TABLES = ("candidates",)

COUNTS = "SELECT language, count(*) AS found FROM candidates WHERE status = 'new' GROUP BY language ORDER BY language"

# The best of each language.
SUGGESTIONS = """
SELECT language, text, score, kind, mention_count, post_count, gloss, counterpart, example, evidence
  FROM candidates
 WHERE status = 'new'
   AND language = :language
 ORDER BY score DESC, id
 LIMIT :limit
"""
