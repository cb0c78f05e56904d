"""Text as the indexes hold it, and queries as they are asked."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary.text import query_words, search_phrase, search_text
from glossary.text.searching import MAX_QUERY_CHARACTERS, MAX_QUERY_WORDS

TYPED = st.text(
    st.one_of(st.sampled_from("\"'*()^:-+{}.,\\\0 \n"), st.sampled_from("a b改稻 1é🙂"), st.characters(codec="utf-8")),
    max_size=60,
)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    """A full-text index as the schema makes them."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE f USING fts5 (t, tokenize='unicode61 remove_diacritics 2')")
        yield connection


def finds(index: sqlite3.Connection, text: str, query: str) -> bool:
    """Tell whether *query* finds *text*."""
    index.execute("DELETE FROM f")
    index.execute("INSERT INTO f VALUES (?)", (search_text(text),))
    return bool(index.execute("SELECT 1 FROM f WHERE f MATCH ?", (search_phrase(query),)).fetchall())


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("plain words", "plain words"),
        ("改稻为桑", "改 稻 为 桑"),
        ("改稻為桑", "改 稻 为 桑"),
        ("OGAS系统", "OGAS 系 统"),
        ("背３２５", "背 325"),
        ("ひらカタ", "ひ ら カ タ"),
        ("𠮷野家", "𠮷 野 家"),
        ("한국어 text", "한국어 text"),
        ("", ""),
    ],
)
def test_search_text(text: str, held: str) -> None:
    """A space around every Chinese or Japanese character, variants folded, words as they are."""
    assert search_text(text) == held


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("rice mulberry", '"rice" "mulberry"'),
        ('"rice to mulberry"', '"rice to mulberry"'),
        ("改稻为桑", '"改 稻 为 桑"'),
        ("改稻 OGAS", '"改 稻" "OGAS"'),
        ('"改稻 為桑"', '"改 稻 为 桑"'),
        # operators are words, or nothing
        ("a AND b", '"a" "AND" "b"'),
        ("NEAR(a b)", '"NEAR(a" "b)"'),
        ("title:x*", '"title:x*"'),
        ("-- ** ()", '""'),
        ("", '""'),
        # a quotation mark that nobody closes
        ('say "rice to', '"say" "rice to"'),
        ("a\0b", '"a b"'),
    ],
)
def test_search_phrase(typed: str, query: str) -> None:
    """Whatever is typed is words; quotation marks keep a phrase together."""
    assert search_phrase(typed) == query


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("改稻为桑国策", "稻为", True),
        ("改稻为桑国策", "桑稻", False),
        ("改稻為桑", "改稻为桑", True),
        ("改稻为桑", "改稻為桑", True),
        ("背３２５", "325", True),
        ("苏联的OGAS系统", "ogas", True),
        ("苏联的OGAS系统", "OGAS系统", True),
        ("Café", "cafe", True),
        ("Cafe\u0301", "CAFÉ", True),
        ("rice to mulberry", "mulberry rice", True),
        ("rice to mulberry", '"mulberry rice"', False),
        ("改，稻", "改稻", True),
        ("C++ and C#", "c++", True),
    ],
)
def test_index_and_query_meet(index: sqlite3.Connection, text: str, query: str, found: bool) -> None:
    """What builds an index and what asks it fold alike."""
    assert finds(index, text, query) is found


@given(TYPED)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_is_a_syntax_error(index: sqlite3.Connection, typed: str) -> None:
    """FTS5 takes whatever a person types."""
    index.execute("SELECT 1 FROM f WHERE f MATCH ?", (search_phrase(typed),)).fetchall()


@given(st.text(st.sampled_from("改稻为桑為國ａ３abc e\u0301éカ゛ガ，。-'\" "), max_size=20), st.data())
def test_any_part_of_a_text_is_found(index: sqlite3.Connection, text: str, data: st.DataObject) -> None:
    """Every run of Chinese characters in a text finds it."""
    han = [place for place, character in enumerate(text) if character in "改稻为桑為國"]
    if not han:
        return
    start = data.draw(st.sampled_from(han))
    end = start + 1
    while end < len(text) and text[end] in "改稻为桑為國":
        end += 1
    assert finds(index, text, text[start : data.draw(st.integers(start + 1, end))])


@given(TYPED)
def test_text_of_the_index_is_settled(text: str) -> None:
    """What the index holds is held as it is when it is folded again."""
    once = search_text(text)
    assert search_text(once).split() == once.split()


@pytest.mark.parametrize("typed", ["word " * 10_000, "改" * 10_000, '"' * 10_000, "a" * 1_000_000])
def test_long_queries_are_cut(index: sqlite3.Connection, typed: str) -> None:
    """What nobody types by hand is cut before SQLite sees it."""
    words = query_words(typed)
    assert len(words) <= MAX_QUERY_WORDS
    assert sum(map(len, words)) <= MAX_QUERY_CHARACTERS
    index.execute("SELECT 1 FROM f WHERE f MATCH ?", (search_phrase(typed),)).fetchall()
