"""What the database of the mini glossary holds, row by row."""

import json
import sqlite3
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from conftest import Glossary

MINI = Path(__file__).parent / "data" / "mini"

# post, term, the place with ‹ › around the source text, as read, zone, match, n-th of its term in the post, gloss
MENTIONS = [
    ("last-word", "ogas", "word on ‹OGAS›, and", "OGAS", "prose", "exact", 1, None),
    ("last-word", "planning", "on the ‹planning› that", "planning", "prose", "exact", 1, None),
    ("night-shift-zh", "planning", "# 夜班的‹计划›\n", "计划", "heading", "exact", 1, None),
    ("night-shift-zh", "charge-the-tower", "有人‹冲塔›（", "冲塔", "prose", "exact", 1, "明知挨罚还要开口"),
    ("night-shift-zh", "rating-325", "背‹３２５›。", "３２５", "prose", "variant", 1, None),
    ("night-shift-zh", "rice-to-mulberry", "\n‹改稻为桑›国策", "改稻为桑", "prose", "exact", 1, None),
    ("night-shift-zh", "rice-to-mulberry", "却是‹改稻為桑›；", "改稻為桑", "prose", "variant", 2, None),
    ("night-shift-zh", "gao-hanwen", "；\n‹高瀚文›不", "高瀚文", "prose", "exact", 1, None),
    ("night-shift-zh", "ogas", "，‹OGAS›也", "OGAS", "prose", "exact", 1, None),
    ("night-shift-zh", "ogas", "写作‹ОГАС›。", "ОГАС", "prose", "exact", 2, None),
    ("night-shift-zh", "charge-the-tower", "🙂，‹冲塔›的人", "冲塔", "prose", "exact", 2, None),
    ("night-shift-en", "planning", "# ‹Planning› the", "Planning", "heading", "case", 1, None),
    ("night-shift-en", "rating-325", "a **‹325›** home", "325", "prose", "exact", 1, None),
    ("night-shift-en", "gao-hanwen", "\n‹Gao&nbsp;Hanwen› has", "Gao Hanwen", "prose", "exact", 1, None),
    ("night-shift-en", "gosplan", '"‹Gosplan›" (', "Gosplan", "prose", "exact", 1, "the planners' house"),
    ("night-shift-en", "rice-to-mulberry", "> ‹Rice *to*\n> mulberry›,", "Rice to mulberry", "quote", "case", 1, None),
    ("night-shift-en", "charge-the-tower", "- ‹Charge the tower›.", "Charge the tower", "list", "case", 1, None),
    ("night-shift-en", "makeshift-troupe", "‹makeshift troupes›", "makeshift troupes", "list", "inflected", 1, None),
    ("night-shift-en", None, "🙂 in a ‹pit›\n", "pit", "list", "exact", None, None),
    ("night-shift-en", "ogas", "| ‹OGAS› | a plan", "OGAS", "table", "exact", 1, None),
    ("night-shift-en", "ogas", "[the ‹OGAS› papers]", "OGAS", "link", "exact", 2, None),
    ("leftover-zh", "makeshift-troupe", "‹草台班子›与", "草台班子", "prose", "exact", 1, None),
    ("leftover-zh", "gao-hanwen", "与‹高翰文›，", "高翰文", "prose", "exact", 1, None),
    ("leftover-zh", "planning", "**‹计划›**之外", "计划", "prose", "exact", 1, None),
]


def rows(db: sqlite3.Connection, sql: str, *values: object) -> list[tuple[object, ...]]:
    """Return the rows of a query as plain tuples."""
    return [tuple(row) for row in db.execute(sql, values)]


@pytest.mark.parametrize(("number", "expected"), list(enumerate(MENTIONS, 1)))
def test_mention(db: sqlite3.Connection, number: int, expected: tuple[str | None, ...]) -> None:
    """A mention stands where a reader of the file would point, with what is said of it."""
    post, term, place, reading, zone, match, ordinal, gloss = expected
    assert place
    body = db.execute("SELECT body FROM posts WHERE slug = ?", (post,)).fetchone()[0]
    before, exact = place.split("›")[0].split("‹")
    start = body.index(place.replace("‹", "").replace("›", "")) + len(before)
    found = rows(
        db,
        """
        SELECT p.slug, t.slug, m.start_char, m.end_char, m.exact, m.reading, m.zone, m.match, m.ordinal, m.gloss,
               m.status, m.is_first, m.kind, m.language, substr(p.body, m.start_char + 1, m.end_char - m.start_char)
          FROM mentions AS m JOIN posts AS p ON p.id = m.post_id LEFT JOIN terms AS t ON t.id = m.term_id
         WHERE m.id = ?
        """,
        number,
    )
    kind = db.execute("SELECT max(kind) FROM terms WHERE slug = ?", (term,)).fetchone()[0]
    language = "zh" if post and post.endswith("-zh") else "en"
    status = "found" if term else "ambiguous"
    assert found == [
        (post, term, start, start + len(exact), exact, reading, zone, match, ordinal, gloss, status, ordinal == 1, kind,
         language, exact)
    ]  # fmt: skip


def test_there_are_no_other_mentions(db: sqlite3.Connection) -> None:
    """325 pages, code, addresses and front matter give none."""
    assert rows(db, "SELECT count(*), max(id) FROM mentions") == [(len(MENTIONS), len(MENTIONS))]


@pytest.mark.parametrize(
    ("term", "n", "prefix", "suffix"),
    [
        # cut at 32 characters on both sides, marks left out, a line break in Chinese is nothing
        (
            "rice-to-mulberry",
            2,
            "知挨罚还要开口），有人背３２５。改稻为桑国策写在墙上，招牌上却是",
            "；高瀚文不在场，OGAS也不在场。",
        ),
        # not past the paragraph
        ("planning", 1, "夜班的", ""),
        # astral characters count one
        ("charge-the-tower", 2, "俄文的招牌写作ОГАС。𠮷野家还亮着灯🙂，", "的人吃面。"),
    ],
)
def test_mention_context(db: sqlite3.Connection, term: str, n: int, prefix: str, suffix: str) -> None:
    """Prefix and suffix are up to 32 characters of reading text within the paragraph."""
    found = rows(
        db,
        """
        SELECT m.prefix, m.suffix
          FROM mentions AS m JOIN posts AS p ON p.id = m.post_id JOIN terms AS t ON t.id = m.term_id
         WHERE p.slug = 'night-shift-zh' AND t.slug = ? AND m.ordinal = ?
        """,
        term,
        n,
    )
    assert found == [(prefix, suffix)]


@pytest.mark.parametrize(
    ("reading", "label", "language"),
    [("ОГАС", "ОГАС", "ru"), ("高瀚文", "高瀚文", "zh"), ("改稻為桑", "改稻为桑", "zh"), ("３２５", "325", "zh"),
     ("325", "325", "en"), ("makeshift troupes", "makeshift troupe", "en"), ("Gao Hanwen", "Gao Hanwen", "en")],
)  # fmt: skip
def test_label_of_a_mention(db: sqlite3.Connection, reading: str, label: str, language: str) -> None:
    """A mention names the label that somebody typed; of the same spelling in two languages, the post's."""
    sql = "SELECT l.text, l.language FROM mentions AS m JOIN labels AS l ON l.id = m.label_id WHERE m.reading = ?"
    assert rows(db, sql, reading) == [(label, language)]


def test_ambiguous_mention(db: sqlite3.Connection) -> None:
    """Between terms with one label nobody guesses: the mention has none, its candidates have them all."""
    assert rows(
        db,
        """
        SELECT m.term_id, m.label_id, m.kind, m.ordinal, m.is_first, t.slug, l.text
          FROM mentions AS m JOIN mention_candidates AS c ON c.mention_id = m.id
          JOIN terms AS t ON t.id = c.term_id JOIN labels AS l ON l.id = c.label_id AND l.term_id = t.id
         ORDER BY t.slug
        """,
    ) == [(None, None, None, None, 0, "pit-hole", "pit"), (None, None, None, None, 0, "pit-trade", "pit")]


def test_posts(db: sqlite3.Connection) -> None:
    """Posts rank by path; what the front matter says stands in its column, the rest as JSON."""
    found = rows(db, "SELECT id, path, slug, title, date, language, translation_key, mention_count FROM posts")
    assert found == [
        (1, "0-epilogue.md", "last-word", "Epilogue", "2025-03-01", "en", "0-epilogue", 2),
        (2, "2024-05-01-night-shift-zh.md", "night-shift-zh", "夜班", "2024-05-01", "zh", "night-shift", 9),
        (3, "2024-05-02-night-shift-en.md", "night-shift-en", "Night Shift", "2024-05-02", "en", "night-shift", 10),
        (4, "leftover-zh.md", "leftover-zh", "无日期", None, "zh", "leftover", 3),
    ]
    (post,) = db.execute("SELECT * FROM posts WHERE id = 3").fetchall()
    assert (post["author"], post["description"]) == ("The Glossary authors", "What is said at night.")
    assert (post["source_title"], post["source_url"]) == ("夜班", "https://example.org/night")
    assert [json.loads(post[column]) for column in ("tags", "categories", "front_matter")] == [
        ["slang"], ["notes"], {"series": "kitchen"},
    ]  # fmt: skip


@pytest.mark.parametrize("post", sorted((MINI / "content").iterdir()), ids=lambda path: path.name)
def test_body(db: sqlite3.Connection, post: Path) -> None:
    """A body is the file after its front matter, byte order mark and carriage returns gone; the hash is the file's."""
    data = post.read_bytes()
    body = data.decode("utf-8-sig").replace("\r\n", "\n").split("---\n", 2)[2]
    found = rows(db, "SELECT body, characters, sha256 FROM posts WHERE path = ?", post.name)
    assert found == [(body, len(body), sha256(data).hexdigest())]


def test_terms_of_posts_read_alike_in_both_languages(db: sqlite3.Connection) -> None:
    """The facet holds the terms' main names, sorted, whatever language the post is in; the ambiguous are left out."""
    found = {slug: json.loads(terms) for slug, terms in rows(db, "SELECT slug, terms FROM posts")}
    chinese = ["325", "Gao Hanwen", "OGAS", "charge the tower", "planning", "rice to mulberry"]
    assert found == {
        "last-word": ["OGAS", "planning"],
        "night-shift-zh": chinese,
        "night-shift-en": sorted([*chinese, "Gosplan", "makeshift troupe"]),
        "leftover-zh": ["Gao Hanwen", "makeshift troupe", "planning"],
    }


def test_terms(db: sqlite3.Connection) -> None:
    """Terms rank by slug and count; the first post is the one with the earliest date, not the first path."""
    sql = """
        SELECT t.id, t.slug, t.mention_count, t.post_count, p.slug, first_date, last_date
          FROM terms AS t LEFT JOIN posts AS p ON p.id = t.first_post_id ORDER BY t.id
    """
    zh, en = ("night-shift-zh", "2024-05-01"), ("night-shift-en", "2024-05-02")
    assert rows(db, sql) == [
        (1, "bitter-lesson", 0, 0, None, None, None),
        (2, "charge-the-tower", 3, 2, *zh, "2024-05-02"),
        (3, "gao-hanwen", 3, 3, *zh, "2024-05-02"),
        (4, "gosplan", 1, 1, *en, "2024-05-02"),
        (5, "makeshift-troupe", 2, 2, *en, "2024-05-02"),
        (6, "ogas", 5, 3, *zh, "2025-03-01"),
        (7, "pit-hole", 0, 0, None, None, None),
        (8, "pit-trade", 0, 0, None, None, None),
        (9, "planning", 4, 4, *zh, "2025-03-01"),
        (10, "rating-325", 2, 2, *zh, "2024-05-02"),
        (11, "rice-to-mulberry", 3, 2, *zh, "2024-05-02"),
        (12, "unheard-of", 0, 0, None, None, None),
    ]


@pytest.mark.parametrize(
    ("slug", "name", "explanation", "explained", "status", "names"),
    [
        ("gao-hanwen", "Gao Hanwen", "An official in a drama.", 1, "reviewed", {"en": "Gao Hanwen", "zh": "高翰文"}),
        # explained in the second language only
        ("bitter-lesson", "Bitter Lesson", "一篇短文，这里的文章都没提到它。", 1, "draft", {"en": "Bitter Lesson"}),
        # a language that the glossary does not ask for
        ("ogas", "OGAS", "A network of computers that was to do the [[planning]].", 1, "draft",
         {"en": "OGAS", "ru": "ОГАС", "zh": "OGAS"}),
        # the name is of the main language, though typed second
        ("unheard-of", "nobody says so", None, 0, "draft", {"zh": "没人说过", "en": "nobody says so"}),
    ],
)  # fmt: skip
def test_term(
    db: sqlite3.Connection, slug: str, name: str, explanation: str | None, explained: int, status: str, names: object
) -> None:
    """A term goes by its name in the main language, and is explained in it where it is."""
    (term,) = db.execute("SELECT * FROM terms WHERE slug = ?", (slug,)).fetchall()
    assert (term["name"], term["explanation"], term["explained"], term["status"]) == (
        name, explanation, explained, status,
    )  # fmt: skip
    assert json.loads(term["names"]) == names
    line = (MINI / "terms.yaml").read_text(encoding="utf-8").splitlines()[term["source_line"] - 1]
    assert (term["source_path"], line) == ("terms.yaml", f"  {slug}:")


def test_labels(db: sqlite3.Connection) -> None:
    """Labels stand as typed, in that order, with their rules and counts."""
    sql = """
        SELECT text, l.language, type, case_policy, inflect, boundary, not_in, posts, l.mention_count
          FROM labels AS l JOIN terms AS t ON t.id = l.term_id
         WHERE slug IN ('gao-hanwen', 'rating-325', 'unheard-of') ORDER BY l.id
    """
    assert rows(db, sql) == [
        ("Gao Hanwen", "en", "preferred", "smart", "auto", "edge", "[]", "[]", 1),
        ("高翰文", "zh", "preferred", "smart", "auto", "edge", "[]", "[]", 1),
        ("高瀚文", "zh", "hidden", "smart", "auto", "edge", "[]", "[]", 1),
        ("325", "en", "preferred", "exact", "auto", "edge", '["325 pages"]', "[]", 1),
        ("carry a 325", "en", "alternative", "smart", "none", "edge", "[]", "[]", 0),
        ("325", "zh", "preferred", "smart", "auto", "edge", "[]", "[]", 1),
        ("背325", "zh", "alternative", "smart", "auto", "edge", "[]", '["annals/*"]', 0),
        ("没人说过", "zh", "preferred", "smart", "auto", "edge", "[]", "[]", 0),
        ("nobody says so", "en", "preferred", "fold", "auto", "none", "[]", "[]", 0),
    ]


def test_pinyin_of_labels(empty: Glossary) -> None:
    """A Chinese label is spelled out, as typed where that is typed; other labels are not."""
    terms = "{text: 改稻为桑, pinyin: gǎi dào wéi sāng}, 草台班子, OGAS"
    empty.write({}, f"terms: {{a: {{kind: slang, labels: {{en: [OGAS], zh: [{terms}], ja: [産業]}}}}}}").build()
    assert empty.query("SELECT text, language, pinyin FROM labels ORDER BY id") == [
        ("OGAS", "en", None),
        ("改稻为桑", "zh", "gǎi dào wéi sāng"),
        ("草台班子", "zh", "cǎo tái bān zi"),
        ("OGAS", "zh", None),
        ("産業", "ja", None),
    ]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("explanations WHERE term_id = 11",
         [(11, "en", "A grand plan that ruins the field."), (11, "zh", "毁田的大计。")]),
        ("notes", [(6, "origin", "en", "Proposed in the 1960s."), (6, "usage", "zh", "多半带着惋惜。"),
                   (6, "etymology", "en", "Letters of a long Russian name.")]),
        ("sources", [(1, "The Bitter Lesson", "http://www.incompleteideas.net/IncIdeas/BitterLesson.html"),
                     (1, "A talk without address", None)]),
    ],
)  # fmt: skip
def test_what_belongs_to_a_term(db: sqlite3.Connection, table: str, expected: object) -> None:
    """Explanations, notes (an origin is one), and sources."""
    assert [row[-len(expected[0]) :] if expected else row for row in rows(db, f"SELECT * FROM {table}")] == expected


def test_alignments(db: sqlite3.Connection) -> None:
    """Paragraphs that say the same stand in both directions: a heading, and two for one twice."""
    sql = """
        SELECT a.reading, b.reading FROM alignments AS l
          JOIN paragraphs AS a ON a.id = l.paragraph_id JOIN paragraphs AS b ON b.id = l.counterpart_id
         ORDER BY a.id, b.id
    """
    found = [(one[:6], other[:6]) for one, other in rows(db, sql)]
    pairs = [
        ("夜班的计划", "Planni"),
        ("有人冲塔（明", "Somebo"), ("有人冲塔（明", "Rice t"),
        ("俄文的招牌写", "Charge"), ("俄文的招牌写", "Two ma"),
    ]  # fmt: skip
    assert found == pairs + [(other, one) for one, other in pairs]
    assert all(0 < score <= 1 for (score,) in rows(db, "SELECT score FROM alignments"))


def test_mention_pairs(db: sqlite3.Connection) -> None:
    """The k-th mention of a term stands for the k-th in the translation, and the rest were left out."""
    sql = """
        SELECT a.reading, b.reading FROM mention_pairs AS mp
          JOIN mentions AS a ON a.id = mp.mention_id JOIN mentions AS b ON b.id = mp.counterpart_id
         ORDER BY a.id
    """
    found = rows(db, sql)
    assert found[:5] == [
        ("计划", "Planning"), ("３２５", "325"), ("改稻为桑", "Rice to mulberry"), ("高瀚文", "Gao Hanwen"),
        ("冲塔", "Charge the tower"),
    ]  # fmt: skip
    assert sorted(found[5:]) == sorted((other, one) for one, other in found[:5])


def test_relations(db: sqlite3.Connection) -> None:
    """Related stands in both directions, also where only one was typed; the others as typed."""
    sql = """
        SELECT a.slug, r.type, b.slug
          FROM relations AS r JOIN terms AS a ON a.id = r.term_id JOIN terms AS b ON b.id = r.target_id
    """
    assert set(rows(db, sql)) == {
        ("ogas", "broader", "gosplan"),
        ("gosplan", "broader", "planning"),
        ("ogas", "alludes_to", "bitter-lesson"),
        ("gao-hanwen", "related", "rice-to-mulberry"),
        ("rice-to-mulberry", "related", "gao-hanwen"),
        ("rice-to-mulberry", "related", "charge-the-tower"),
        ("charge-the-tower", "related", "rice-to-mulberry"),
    }


def test_former_slugs(db: sqlite3.Connection) -> None:
    """Old slugs lead to the term of today."""
    sql = "SELECT f.slug, t.slug FROM former_slugs AS f JOIN terms AS t ON t.id = f.term_id ORDER BY 1"
    assert rows(db, sql) == [("mulberries", "rice-to-mulberry"), ("paddy-to-mulberry", "rice-to-mulberry")]


def test_paragraphs(db: sqlite3.Connection) -> None:
    """Paragraphs are the innermost blocks, counted within their post, below their heading."""
    sql = "SELECT position, zone, heading, text, reading FROM paragraphs WHERE post_id = 3 ORDER BY id"
    under = "Planning the night"
    assert rows(db, sql) == [
        (1, "heading", "", under, under),
        (2, "prose", under,
         "Somebody carries a **325** home; nobody opens the 325 pages of rules.\n"
         "Gao&nbsp;Hanwen has left \"Gosplan\" (the planners' house) by the back door.",
         "Somebody carries a 325 home; nobody opens the 325 pages of rules. "
         "Gao Hanwen has left \"Gosplan\" (the planners' house) by the back door."),
        (3, "quote", under, "Rice *to*\n> mulberry, says the wall.", "Rice to mulberry, says the wall."),
        (4, "list", under, "Charge the tower.", "Charge the tower."),
        (5, "list", under, "Two makeshift troupes 🙂 in a pit", "Two makeshift troupes 🙂 in a pit"),
        (6, "table", under, "word", "word"),
        (7, "table", under, "sense", "sense"),
        (8, "table", under, "OGAS", "OGAS"),
        (9, "table", under, "a plan", "a plan"),
        (10, "prose", under, "He reads [the OGAS papers](https://example.org/OGAS) and types `OGAS`.",
         "He reads the OGAS papers and types OGAS."),
    ]  # fmt: skip


def test_problems(db: sqlite3.Connection) -> None:
    """Warnings come before infos, each with its place and what it concerns."""
    sql = """
        SELECT severity, code, q.path, line, t.slug, p.slug
          FROM problems AS q LEFT JOIN terms AS t ON t.id = q.term_id LEFT JOIN posts AS p ON p.id = q.post_id
         ORDER BY q.id
    """
    assert rows(db, sql) == [
        ("warning", "ambiguous-mention", "content/2024-05-02-night-shift-en.md", 22, None, "night-shift-en"),
        ("warning", "no-date", "content/leftover-zh.md", None, None, "leftover-zh"),
        ("warning", "label-in-no-post", "terms.yaml", 67, "rating-325", None),
        ("info", "left-out-term", "content/2024-05-02-night-shift-en.md", 22, "makeshift-troupe", "night-shift-en"),
        ("info", "missing-explanation", "terms.yaml", 10, "bitter-lesson", None),
        ("info", "missing-label", "terms.yaml", 10, "bitter-lesson", None),
        ("info", "source-without-address", "terms.yaml", 10, "bitter-lesson", None),
        ("info", "unmentioned-term", "terms.yaml", 10, "bitter-lesson", None),
        ("info", "missing-explanation", "terms.yaml", 17, "charge-the-tower", None),
        ("info", "missing-explanation", "terms.yaml", 29, "gosplan", None),
        ("info", "missing-label", "terms.yaml", 29, "gosplan", None),
        ("info", "missing-explanation", "terms.yaml", 34, "makeshift-troupe", None),
        ("info", "missing-explanation", "terms.yaml", 38, "ogas", None),
        ("info", "unmentioned-label", "terms.yaml", 43, "ogas", None),
        ("info", "missing-explanation", "terms.yaml", 51, "pit-hole", None),
        ("info", "missing-label", "terms.yaml", 51, "pit-hole", None),
        ("info", "missing-explanation", "terms.yaml", 55, "pit-trade", None),
        ("info", "missing-label", "terms.yaml", 55, "pit-trade", None),
        ("info", "missing-explanation", "terms.yaml", 59, "planning", None),
        ("info", "missing-explanation", "terms.yaml", 63, "rating-325", None),
        ("info", "unmentioned-label", "terms.yaml", 66, "rating-325", None),
        ("info", "unexplained-term", "terms.yaml", 75, "unheard-of", None),
        ("info", "unmentioned-term", "terms.yaml", 75, "unheard-of", None),
    ]


def test_build_facts(db: sqlite3.Connection) -> None:
    """The build table says what was built from what, and holds no time."""
    facts = dict(rows(db, "SELECT key, value FROM build"))
    counted = {"posts": "4", "paragraphs": "15", "terms": "12", "labels": "25", "mentions": "24",
               "ambiguous_mentions": "1", "unmentioned_terms": "4", "unexplained_terms": "1",
               "alignments": "10", "mention_pairs": "10"}  # fmt: skip
    said = {"title": "Mini", "author": "The Glossary authors", "license": "CC-BY-4.0", "main_language": "en",
            "address": "https://example.org/mini/", "application": "datasette-glossary",
            "description": '{"en":"Twelve terms.","zh":"十二个词。"}', "languages": '["en","zh"]'}  # fmt: skip
    assert facts.items() >= (counted | said).items()
    assert set(facts) - set(counted) - set(said) == {
        "version", "schema", "input", "longest_value", "candidates", "suggestions", "cut",
    }  # fmt: skip
    assert len(str(facts["schema"])) == len(str(facts["input"])) == 64


def test_no_path_of_the_machine(db: sqlite3.Connection, mini_built: Any) -> None:
    """Built by absolute paths, the database still names files as the glossary's people do."""
    dump = "\n".join(db.iterdump())
    assert str(MINI.parent) not in dump
    assert str(mini_built.folder) not in dump
