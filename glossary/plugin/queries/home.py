"""What the first page asks."""

TABLES = ("explanations", "labels", "mentions", "posts", "terms")

COUNTS = """
SELECT (SELECT count(*) FROM terms) AS terms,
       (SELECT count(*) FROM posts) AS posts,
       (SELECT count(*) FROM mentions) AS mentions,
       (SELECT count(*) FROM terms WHERE explained = 0) AS unexplained
"""

# What a term is looked up by in a list of names in one language: the pinyin of a Chinese name, else the name without
# its article. A term that has no name there stands under the name it goes by.
_BARE = """
CASE WHEN {0} LIKE 'the _%' THEN substr({0}, 5)
     WHEN {0} LIKE 'an _%' THEN substr({0}, 4)
     WHEN {0} LIKE 'a _%' THEN substr({0}, 3)
     ELSE {0}
 END"""
_SOUGHT = f"""
coalesce(l.pinyin,
         CASE WHEN l.text IS NULL THEN (SELECT o.pinyin FROM labels AS o
           WHERE o.term_id = t.id AND o.type = 'preferred' AND o.text = t.name AND o.pinyin IS NOT NULL) END,
         {_BARE.format("coalesce(l.text, t.name)")})
"""
_NAMED = "terms AS t LEFT JOIN labels AS l ON l.term_id = t.id AND l.language = :names AND l.type = 'preferred'"

KINDS = "SELECT kind AS value, count(*) AS term_count FROM terms GROUP BY kind"

SIGNS = f"""
SELECT upper(substr(sought, 1, 1)) AS value, count(*) AS term_count
  FROM (SELECT {_SOUGHT} AS sought FROM {_NAMED})
 GROUP BY value
"""

_LISTED = (
    "t.slug AS slug, t.name AS name, t.names AS names, t.kind AS kind, t.mention_count AS mention_count, t.explained"
)

# The most mentioned of each kind, then of each sign that names begin with.
TERMS_BY_KIND = f"""
SELECT {_LISTED} AS explained, t.kind AS value, {_SOUGHT} AS sought
  FROM (SELECT id, row_number() OVER (PARTITION BY kind ORDER BY mention_count DESC, id) AS rank FROM terms) AS r
  JOIN {_NAMED}
 WHERE r.rank <= :limit
   AND t.id = r.id
"""

TERMS_BY_SIGN = f"""
  WITH begun AS (SELECT t.id AS id, t.mention_count AS mention_count, {_SOUGHT} AS sought FROM {_NAMED}),
       ranked AS (SELECT id, sought, upper(substr(sought, 1, 1)) AS sign,
                         row_number() OVER (PARTITION BY upper(substr(sought, 1, 1))
                                                ORDER BY mention_count DESC, id) AS rank
                    FROM begun)
SELECT {_LISTED} AS explained, r.sign AS value, r.sought AS sought
  FROM ranked AS r
  JOIN terms AS t ON t.id = r.id
 WHERE r.rank <= :limit
"""

# All of one kind or initial, narrow, to be put in order; then those on one page.
TERMS_OF_KIND = f"""
SELECT t.id AS id, {_SOUGHT} AS sought
  FROM {_NAMED}
 WHERE t.kind IN (SELECT value FROM json_each(:values))
"""

TERMS_OF_SIGNS = f"""
SELECT id, sought
  FROM (SELECT t.id AS id, {_SOUGHT} AS sought FROM {_NAMED})
 WHERE upper(substr(sought, 1, 1)) IN (SELECT value FROM json_each(:values))
"""

TERMS_BY_ID = f"""
SELECT {_LISTED} AS explained
  FROM json_each(:ids) AS i
  JOIN terms AS t ON t.id = i.value
 ORDER BY i.key
"""

# The index of dates has the posts without one last here; a post brings its translations along.
POSTS_BY_DATE = """
  WITH newest AS (SELECT translation_key FROM posts ORDER BY date DESC, id LIMIT :limit)
SELECT slug, title, date, language, mention_count, translation_key
  FROM posts
 WHERE translation_key IN (SELECT translation_key FROM newest)
 ORDER BY date DESC, id
 LIMIT 2 * :limit
"""

# All of them, page by page: a post and its translations count once, at the newest of their dates.
PAIR_COUNT = "SELECT count(DISTINCT translation_key) AS pair_count FROM posts"

PAIRS_BY_DATE = """
  WITH pair AS (SELECT translation_key, max(date) AS newest, min(id) AS first
                  FROM posts
                 GROUP BY translation_key
                 ORDER BY newest DESC, first
                 LIMIT :limit OFFSET :offset)
SELECT p.slug AS slug, p.title AS title, p.date AS date, p.language AS language, p.mention_count AS mention_count,
       p.translation_key AS translation_key
  FROM pair AS g
  JOIN posts AS p ON p.translation_key = g.translation_key
 ORDER BY g.newest DESC, g.first, p.date DESC, p.id
"""

UNEXPLAINED = """
SELECT slug, name, names, kind, mention_count
  FROM terms
 WHERE explained = 0
 ORDER BY mention_count DESC, id
 LIMIT :limit
"""

# Explained, but not in this language.
_UNTRANSLATED = """
  FROM terms AS t
 WHERE explained = 1
   AND NOT EXISTS (SELECT 1 FROM explanations AS e WHERE e.term_id = t.id
                      AND (e.language = :language OR e.language LIKE :language || '-%'))
"""

UNTRANSLATED_COUNT = f"SELECT count(*) AS untranslated {_UNTRANSLATED}"

UNTRANSLATED = f"""
SELECT slug, name, names, kind, mention_count
{_UNTRANSLATED}
 ORDER BY mention_count DESC, id
 LIMIT :limit
"""

ALL_UNTRANSLATED = f"SELECT slug, name, kind, mention_count{_UNTRANSLATED} ORDER BY mention_count DESC, slug"
