"""The glossary that we publish, content/ and terms.yaml: it keeps to docs/writing-explanations.md."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ROOT

from glossary.build import Report, build_glossary
from glossary.check import find_problems
from glossary.model import KINDS, Term
from glossary.term import read_glossary
from glossary.text.links import term_links

LANGUAGES = ("en", "zh")
HAN = re.compile(r"[㐀-鿿]")
TERMS = {term.slug: term for term in read_glossary(ROOT / "terms.yaml")[0].terms}
KEYS = sorted({re.sub(r"^[\d-]{11}|-(en|zh)$", "", path.stem) for path in (ROOT / "content").glob("*.md")})

each_term = pytest.mark.parametrize("term", TERMS.values(), ids=TERMS)
each_pair = pytest.mark.parametrize("key", KEYS)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """The database that a newcomer builds first, and what its build reported."""
    output = tmp_path_factory.mktemp("shipped") / "glossary.db"
    return output, build_glossary([ROOT / "content"], ROOT / "terms.yaml", output, find_problems=find_problems)


@pytest.fixture
def db(shipped: tuple[Path, Report]) -> Iterator[sqlite3.Connection]:
    """That database, by plain SQLite."""
    with closing(sqlite3.connect(shipped[0])) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def texts(term: Term, language: str) -> dict[str, str]:
    """Return everything that a term says in one language, by where it says it."""
    said = {"explanation": term.explanation, "origin": term.origin, **term.notes}
    return {place: by_language[language] for place, by_language in said.items() if language in by_language}


def size(text: str, language: str) -> int:
    """Return the words of an English text, the characters of a Chinese one."""
    return len(HAN.findall(text)) if language == "zh" else len(text.split())


def test_nothing_to_mend(shipped: tuple[Path, Report]) -> None:
    """The build of what we publish warns of nothing."""
    assert [str(problem) for problem in shipped[1].problems if problem.severity != "info"] == []


def test_extent() -> None:
    """At least 200 terms, of every kind but places, most with a relation and with where they come from."""
    related = {slug for term in TERMS.values() for slug in (*term.related, *term.broader, *term.alludes_to)}
    having = {
        "relation": [t for t in TERMS.values() if t.slug in related or t.related or t.broader or t.alludes_to],
        "source or origin": [t for t in TERMS.values() if t.sources or t.origin],
    }
    assert len(TERMS) >= 200
    assert {term.kind for term in TERMS.values()} >= KINDS.keys() - {"place"}
    assert {what: len(terms) / len(TERMS) >= 0.8 for what, terms in having.items()} == dict.fromkeys(having, True)


@each_term
@pytest.mark.parametrize(("language", "least", "most"), [("en", 40, 120), ("zh", 70, 200)])
def test_explanation(term: Term, language: str, least: int, most: int) -> None:
    """Every term has a name and an explanation in both languages, neither a stub nor an essay."""
    assert language in term.names()
    assert least <= size(term.explanation[language], language) <= most


@each_term
def test_nothing_in_one_language_only(term: Term) -> None:
    """What is said of a term is said in both languages."""
    assert texts(term, "en").keys() == texts(term, "zh").keys()


@each_term
def test_nothing_is_explained_by_itself(term: Term) -> None:
    """No link leads back to the term's own page."""
    own = {term.slug, *(label.text.casefold() for label in term.labels)}
    said = [text for language in LANGUAGES for text in texts(term, language).values()]
    assert [target for text in said for _, _, target in term_links(text) if target.casefold() in own] == []


@each_term
def test_typography(term: Term) -> None:
    """Straight quotes in English; in Chinese full-width marks, and no space beside a Chinese character."""
    english, chinese = " ".join(texts(term, "en").values()), " ".join(texts(term, "zh").values())
    assert re.findall(r"\S*[“”‘’]\S*", english) == []
    assert (
        re.findall(r".{,5}[㐀-鿿][,;:?!].{,5}|.{,5}[㐀-鿿] [A-Za-z0-9].{,5}|.{,5}[A-Za-z0-9] [㐀-鿿].{,5}", chinese)
        == []
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_mentioned(db: sqlite3.Connection, language: str) -> None:
    """Whoever reads our posts in one language meets every term."""
    sql = "SELECT DISTINCT t.slug FROM mentions AS m JOIN terms AS t ON t.id = m.term_id WHERE m.language = ?"
    assert set(TERMS) - {row["slug"] for row in db.execute(sql, [language])} == set()


def test_nothing_is_ambiguous(db: sqlite3.Connection) -> None:
    """Each mention is of one term."""
    assert [tuple(row) for row in db.execute("SELECT exact, prefix FROM mentions WHERE status = 'ambiguous'")] == []


@each_pair
def test_pair(db: sqlite3.Connection, key: str) -> None:
    """The two posts of a pair have the same paragraphs in the same order, and the same terms."""
    sql = "SELECT * FROM posts WHERE translation_key = ? ORDER BY language"
    english, chinese = db.execute(sql, [key]).fetchall()
    zones = "SELECT zone FROM paragraphs WHERE post_id = ? ORDER BY position"
    assert (english["language"], chinese["language"]) == LANGUAGES
    assert db.execute(zones, [english["id"]]).fetchall() == db.execute(zones, [chinese["id"]]).fetchall()
    assert set(json.loads(english["terms"])) ^ set(json.loads(chinese["terms"])) == set()


@each_pair
def test_length(db: sqlite3.Connection, key: str) -> None:
    """A companion is an essay, not a digest and not a book."""
    sql = """
        SELECT group_concat(p.reading, ' ') AS reading
          FROM paragraphs AS p JOIN posts AS o ON o.id = p.post_id
         WHERE o.translation_key = ? AND o.language = 'en'
    """
    assert 700 <= size(db.execute(sql, [key]).fetchone()["reading"], "en") <= 1800


@each_pair
def test_source(db: sqlite3.Connection, key: str) -> None:
    """A companion names the post it accompanies and bears its date, so that timelines show when a word was in use."""
    for post in db.execute("SELECT * FROM posts WHERE translation_key = ?", [key]):
        assert post["source_url"].startswith("https://")
        assert post["source_date"] == post["date"]
        assert post["source_author"]
        assert post["source_title"] not in (None, "", post["title"])
        assert post["description"]
