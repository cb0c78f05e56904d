"""What the page of questions asks: something to ask about, for who has nothing in mind."""

TABLES = ("mention_pairs", "posts", "terms")

# Tables that are filled later than others, and whether they are.
FILLED = "SELECT EXISTS (SELECT 1 FROM mention_pairs) AS mention_pairs"

# What each parameter of a question may be, the likeliest first.
CHOICES = {
    "term": "SELECT slug AS value FROM terms ORDER BY mention_count DESC, slug LIMIT :limit",
    "post": "SELECT slug AS value FROM posts ORDER BY date IS NULL, date DESC, path LIMIT :limit",
    "year": """
SELECT DISTINCT substr(first_date, 1, 4) AS value
  FROM terms
 WHERE first_date IS NOT NULL
 ORDER BY value DESC
 LIMIT :limit
""",
    "kind": "SELECT kind AS value FROM terms GROUP BY kind ORDER BY count(*) DESC, kind LIMIT :limit",
    "language": "SELECT language AS value FROM posts GROUP BY language ORDER BY count(*), language DESC LIMIT :limit",
    "words": "SELECT name AS value FROM terms ORDER BY mention_count DESC, slug LIMIT 1",
}
