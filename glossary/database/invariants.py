"""What must hold in every database: each a query that returns no row, and shows the rows that break it."""

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from glossary.database.rows import PARAGRAPHS
from glossary.errors import GlossaryError

SHOWN_ROWS = 5
# SQLite's substr() walks from the text's beginning each time, so that in a text of megabytes the queries would take
# time without end. What stands in a text longer than this is compared by _misplaced instead, in one pass.
LONG_TEXT = 65_536

INVARIANTS = {
    "paragraph text stands in its post": f"""
        SELECT p.id, p.post_id, p.start_char, p.end_char, p.text
          FROM posts AS b CROSS JOIN paragraphs AS p ON p.post_id = b.id
         WHERE b.characters <= {LONG_TEXT}
           AND substr(b.body, p.start_char + 1, p.end_char - p.start_char) <> p.text""",
    "mention stands in its paragraph": f"""
        SELECT m.id, m.paragraph_id, m.start_char, m.end_char, m.exact
          FROM mentions AS m LEFT JOIN paragraphs AS p ON p.id = m.paragraph_id
         WHERE m.start_char < p.start_char OR m.end_char > p.end_char OR m.post_id IS NOT p.post_id
            OR (p.end_char - p.start_char <= {LONG_TEXT}
           AND substr(p.text, m.start_char - p.start_char + 1, m.end_char - m.start_char) <> m.exact)""",
    # CHECK constraints are off while these two tables are filled, for they take a third of the time.
    "paragraphs hold what they may": """
        SELECT id, zone, start_char, end_char
          FROM paragraphs
         WHERE zone NOT IN ('heading', 'table', 'list', 'quote', 'prose')
            OR start_char < 0 OR end_char <= start_char""",
    "mentions hold what they may": """
        SELECT m.id, m.zone, m.match, m.status, m.ordinal, m.is_first, m.term_id, m.label_id, m.kind
          FROM mentions AS m LEFT JOIN labels AS l ON l.id = m.label_id LEFT JOIN terms AS t ON t.id = m.term_id
         WHERE m.zone NOT IN ('heading', 'table', 'list', 'quote', 'link', 'prose')
            OR m.match NOT IN ('exact', 'case', 'inflected', 'variant')
            OR m.status <> CASE WHEN m.term_id IS NULL THEN 'ambiguous' ELSE 'found' END
            OR (m.term_id IS NULL) <> (m.ordinal IS NULL) OR m.is_first <> (m.ordinal IS 1)
            OR m.start_char < 0 OR m.end_char <= m.start_char
            OR l.term_id IS NOT m.term_id OR t.kind IS NOT m.kind""",
    "paragraphs' ids tell where they stand": f"""
        SELECT id, post_id, position FROM paragraphs WHERE id <> post_id * {PARAGRAPHS} + position""",
    # Ids are ranks by post and start, without gaps, so each row is held against the next one.
    "ids are ranks": """
        SELECT name, rows, last
          FROM (SELECT 'mentions' AS name, count(*) AS rows, coalesce(max(id), 0) AS last FROM mentions
                 UNION ALL SELECT 'candidates', count(*), coalesce(max(id), 0) FROM candidates)
         WHERE rows <> last""",
    "mentions of a post do not overlap": """
        SELECT m.id, m.post_id, m.end_char, n.id, n.post_id, n.start_char
          FROM mentions AS m CROSS JOIN mentions AS n ON n.id = m.id + 1
         WHERE n.post_id < m.post_id OR (n.post_id = m.post_id AND n.start_char < m.end_char)""",
    "paragraphs of a post do not overlap": """
        SELECT p.id, p.post_id, p.end_char, n.id, n.post_id, n.start_char
          FROM paragraphs AS p CROSS JOIN paragraphs AS n ON n.id = p.id + 1
         WHERE n.post_id < p.post_id OR (n.post_id = p.post_id AND n.start_char < p.end_char)""",
    "one preferred label a term and language": """
        SELECT term_id, language, count(*)
          FROM labels WHERE type = 'preferred' GROUP BY term_id, language HAVING count(*) > 1""",
    "labels of a term and language differ": """
        SELECT term_id, language, text, count(*)
          FROM labels GROUP BY term_id, language, text HAVING count(*) > 1""",
    "related terms are not broader ones": """
        WITH RECURSIVE above (term_id, target_id) AS (
            SELECT term_id, target_id FROM relations WHERE type = 'broader'
             UNION
            SELECT above.term_id, r.target_id
              FROM above JOIN relations AS r ON r.type = 'broader' AND r.term_id = above.target_id)
        SELECT above.term_id, above.target_id
          FROM above JOIN relations AS r ON r.type = 'related' AND r.term_id = above.term_id
           AND r.target_id = above.target_id""",
    "no term is broader than itself": """
        WITH RECURSIVE above (term_id, target_id) AS (
            SELECT term_id, target_id FROM relations WHERE type = 'broader'
             UNION
            SELECT above.term_id, r.target_id
              FROM above JOIN relations AS r ON r.type = 'broader' AND r.term_id = above.target_id)
        SELECT term_id FROM above WHERE term_id = target_id""",
    "posts count their characters": "SELECT id, characters FROM posts WHERE characters <> length(body)",
    "posts count their mentions": """
        SELECT p.id, p.mention_count, m.found
          FROM posts AS p LEFT JOIN (SELECT post_id, count(*) AS found FROM mentions GROUP BY post_id) AS m
            ON m.post_id = p.id
         WHERE p.mention_count <> coalesce(m.found, 0)""",
    "terms count their mentions": """
        SELECT t.id, t.mention_count, m.found, t.post_count, m.posts
          FROM terms AS t LEFT JOIN (SELECT term_id, count(*) AS found, count(DISTINCT post_id) AS posts
                                       FROM mentions WHERE term_id IS NOT NULL GROUP BY term_id) AS m
            ON m.term_id = t.id
         WHERE t.mention_count <> coalesce(m.found, 0) OR t.post_count <> coalesce(m.posts, 0)""",
    "labels count their mentions": """
        SELECT l.id, l.mention_count, m.found
          FROM labels AS l LEFT JOIN (SELECT label_id, count(*) AS found FROM mentions
                                       WHERE label_id IS NOT NULL GROUP BY label_id) AS m
            ON m.label_id = l.id
         WHERE l.mention_count <> coalesce(m.found, 0)""",
    "each term's first mention in a post is one": """
        SELECT found, counted FROM (SELECT (SELECT count(*) FROM mentions WHERE is_first = 1) AS found,
                                           (SELECT coalesce(sum(post_count), 0) FROM terms) AS counted)
         WHERE found <> counted""",
    "ambiguous mentions name several terms": """
        SELECT m.id, m.status, count(c.term_id)
          FROM mentions AS m LEFT JOIN mention_candidates AS c ON c.mention_id = m.id
         WHERE m.status = 'ambiguous' GROUP BY m.id HAVING count(c.term_id) < 2""",
    "only ambiguous mentions have candidates": """
        SELECT c.mention_id, c.term_id
          FROM mention_candidates AS c JOIN mentions AS m ON m.id = c.mention_id
         WHERE m.status <> 'ambiguous'""",
    "candidates are no labels": """
        SELECT c.id, c.language, c.text, l.term_id
          FROM candidates AS c JOIN labels AS l ON l.text = c.text AND l.language = c.language""",
    "candidates stand in posts": """
        SELECT c.id, c.language, c.text, c.mention_count, c.post_count
          FROM candidates AS c
          LEFT JOIN (SELECT language, count(*) AS posts FROM posts GROUP BY language) AS p ON p.language = c.language
         WHERE trim(c.text) = '' OR c.post_count < 1 OR c.mention_count < c.post_count
            OR c.post_count > coalesce(p.posts, 0)""",
    "candidates are ranked by language and score": """
        SELECT c.id, c.language, c.score, d.id, d.language, d.score
          FROM candidates AS c CROSS JOIN candidates AS d ON d.id = c.id + 1
         WHERE d.language < c.language OR (d.language = c.language AND d.score > c.score)""",
    "alignments go both ways": """
        SELECT a.paragraph_id, a.counterpart_id, a.score, b.score
          FROM alignments AS a LEFT JOIN alignments AS b
            ON b.paragraph_id = a.counterpart_id AND b.counterpart_id = a.paragraph_id
         WHERE b.score IS NOT a.score OR a.score NOT BETWEEN 0 AND 1""",
    "alignments are between a post and its translation": """
        SELECT a.paragraph_id, a.counterpart_id, d.path, e.path
          FROM alignments AS a
          JOIN paragraphs AS p ON p.id = a.paragraph_id JOIN posts AS d ON d.id = p.post_id
          JOIN paragraphs AS c ON c.id = a.counterpart_id JOIN posts AS e ON e.id = c.post_id
         WHERE d.translation_key <> e.translation_key OR d.language = e.language""",
    "mention pairs go both ways": """
        SELECT a.mention_id, a.counterpart_id
          FROM mention_pairs AS a LEFT JOIN mention_pairs AS b
            ON b.mention_id = a.counterpart_id AND b.counterpart_id = a.mention_id
         WHERE b.mention_id IS NULL""",
    "mention pairs are of one term in aligned paragraphs": """
        SELECT mp.mention_id, mp.counterpart_id, m.term_id, c.term_id, m.paragraph_id, c.paragraph_id
          FROM mention_pairs AS mp
          JOIN mentions AS m ON m.id = mp.mention_id JOIN mentions AS c ON c.id = mp.counterpart_id
          LEFT JOIN alignments AS a ON a.paragraph_id = m.paragraph_id AND a.counterpart_id = c.paragraph_id
         WHERE m.term_id IS NOT c.term_id OR m.status <> 'found' OR a.paragraph_id IS NULL""",
    "a mention has one counterpart in a translation": """
        SELECT mp.mention_id, c.post_id, count(*)
          FROM mention_pairs AS mp JOIN mentions AS c ON c.id = mp.counterpart_id
         GROUP BY mp.mention_id, c.post_id HAVING count(*) > 1""",
    "everything is in its full-text index": """
        SELECT name, rows, indexed
          FROM (SELECT 'terms' AS name, (SELECT count(*) FROM terms) AS rows,
                       (SELECT count(*) FROM terms_fts_docsize) AS indexed
                 UNION ALL SELECT 'posts', (SELECT count(*) FROM posts), (SELECT count(*) FROM posts_fts_docsize)
                 UNION ALL SELECT 'paragraphs', (SELECT count(*) FROM paragraphs),
                                                (SELECT count(*) FROM paragraphs_fts_docsize)
                 UNION ALL SELECT 'search', (SELECT count(*) FROM search), (SELECT count(*) FROM search_fts_docsize))
         WHERE rows <> indexed""",
    # Those of mentions are asked above, with what else must hold of them.
    "foreign keys hold": """
        SELECT f.* FROM sqlite_schema AS s JOIN pragma_foreign_key_check(s.name) AS f
         WHERE s.type = 'table' AND s.name <> 'mentions'""",
}
# The same for long texts: which there are (id, offset, text), and what should stand in one (…, start, end, text).
_LONG_TEXTS = {
    "paragraph text stands in its post": (
        f"SELECT id, 0, body FROM posts WHERE characters > {LONG_TEXT}",
        "SELECT id, post_id, start_char, end_char, text FROM paragraphs WHERE post_id = ?",
    ),
    "mention stands in its paragraph": (
        f"SELECT id, start_char, text FROM paragraphs WHERE end_char - start_char > {LONG_TEXT}",
        "SELECT id, paragraph_id, start_char, end_char, exact FROM mentions WHERE paragraph_id = ?",
    ),
}


# What walks through every mention, and is begun first so that the two connections end together.
_LONG = {
    "mention stands in its paragraph",
    "mentions hold what they may",
    "labels count their mentions",
}


def check_invariants(path: Path, *, without: Collection[str] = ()) -> None:
    """Run every invariant but those named in *without* on the database at *path*.

    Raises GlossaryError with the rows that break one.
    """
    # SQLite works outside the interpreter's lock, so two connections use two cores.
    with ThreadPoolExecutor(2) as pool:
        asked = [name for name in INVARIANTS if name not in without]
        longest_first = sorted(asked, key=lambda name: name not in _LONG)
        found = dict(zip(longest_first, pool.map(lambda name: _broken_in(path, name), longest_first), strict=True))
    _complain(found[name] for name in asked if found[name])


def check_patched(connection: sqlite3.Connection, tables: Collection[str], later: Collection[str] = ()) -> None:
    """Run the invariants that ask one of the *tables*, on what a transaction of *connection* has made of them.

    Those that ask a table which is to change *later* are left for then; foreign keys, which ask all, for the end.
    Raises GlossaryError as check_invariants does.
    """
    for name, query in INVARIANTS.items():
        asks_all = "pragma_foreign_key_check" in query
        if not later if asks_all else _asks(query, tables) and not _asks(query, later):
            _complain(filter(None, [_broken(connection, name)]))


def _asks(query: str, tables: Collection[str]) -> bool:
    return any(re.search(rf"\b{table}\b", query) for table in tables)


def _broken_in(path: Path, name: str) -> str:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return _broken(connection, name)


def _broken(connection: sqlite3.Connection, name: str) -> str:
    """Return the rows that break the invariant *name*, or an empty string."""
    rows = connection.execute(INVARIANTS[name]).fetchmany(SHOWN_ROWS + 1)
    if not rows and name in _LONG_TEXTS:
        rows = list(islice(_misplaced(connection, *_LONG_TEXTS[name]), SHOWN_ROWS + 1))
    if not rows:
        return ""
    more = " …" if len(rows) > SHOWN_ROWS else ""
    return f"{name}: broken by " + "; ".join(map(_shown, rows[:SHOWN_ROWS])) + more


def _complain(broken: Iterable[str]) -> None:
    if lines := list(broken):
        raise GlossaryError("The database would be wrong, so the old one stays.\n" + "\n".join(lines))


def _misplaced(connection: sqlite3.Connection, texts: str, parts: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of *parts* that are not what stands at their place in their text of *texts*."""
    for parent, offset, text in connection.execute(texts):
        for row in connection.execute(parts, (parent,)):
            *_, start, end, part = row
            if text[start - offset : end - offset] != part:
                yield row


def _shown(row: tuple[Any, ...]) -> str:
    """Return *row* for a message, with long texts cut."""
    cut = (value if not isinstance(value, str) or len(value) <= 60 else value[:60] + "…" for value in row)
    return f"({', '.join(map(repr, cut))})"
