"""The words of a query, marked in the text as it stands."""

import re

import pytest

from glossary.plugin.passages import found_ranges, highlight, snippet, tokens

FOUND = [
    ("the OGAS plan", "ogas", ["OGAS"]),
    ("苏联的OGAS系统", "OGAS", ["OGAS"]),
    ("OGASX and XOGAS", "OGAS", []),
    ("snake_case", "case", ["case"]),
    ("讲改稻为桑的故事", "改稻", ["改稻"]),
    ("改，稻", "改稻", ["改，稻"]),
    ("改稻為桑", "改稻为桑", ["改稻為桑"]),
    ("ＯＧＡＳ", "OGAS", ["ＯＧＡＳ"]),
    ("Café, cafe\u0301", "cafe", ["Café", "cafe\u0301"]),
    ("rice paddies, rice", '"rice paddies"', ["rice paddies"]),
    ("rice-paddies and rice", "rice paddies", ["rice", "paddies", "rice"]),
    ("𠮷🙂 plan", "plan", ["plan"]),
    ("anything", '"*?(', []),
    ("1,325 and 325", "325", ["325", "325"]),
    ("OGAS改稻", "OGAS改稻", ["OGAS改稻"]),
]


@pytest.mark.parametrize(("text", "query", "found"), FOUND, ids=[f"{query}-{text[:8]}" for text, query, _ in FOUND])
def test_words_are_found_as_the_index_finds_them(text: str, query: str, found: list[str]) -> None:
    """Case, width, diacritics and traditional characters are folded; Latin words are found whole."""
    assert [text[start:end] for start, end in found_ranges(text, query)] == found


def test_highlight_escapes_the_text() -> None:
    """What is not a mark of ours is text."""
    assert highlight("<b>OGAS</b>", "ogas") == "&lt;b&gt;<mark>OGAS</mark>&lt;/b&gt;"


def test_snippet_shows_the_first_place() -> None:
    """A long text is cut around the first word found, never within the mark."""
    text = "before " * 100 + "OGAS " + "after " * 100
    found = snippet(text, "OGAS", 60)
    assert "<mark>OGAS</mark>" in found
    assert found.startswith("…before")
    assert len(re.sub("</?mark>", "", found)) <= 62


@pytest.mark.parametrize(("text", "shown"), [("short", "short"), ("", ""), ("x" * 500, "x" * 240 + "…")])
def test_snippet_without_a_place_is_the_beginning(text: str, shown: str) -> None:
    """Where the words stand elsewhere, the text's beginning is shown."""
    assert snippet(text, "absent") == shown


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("OGAS", ["ogas"]),
        ("國家", ["国", "家"]),
        ("Rice-paddies", ["rice", "paddies"]),
        ("Café", ["cafe"]),
        ("?", []),
    ],
)
def test_tokens(text: str, found: list[str]) -> None:
    """Case, diacritics, width and kind of character aside, a text is the tokens that the index makes of it."""
    assert tokens(text) == found
