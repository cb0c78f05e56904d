"""Characters: part of a word or not, and where a sentence begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.text import LATIN, WORD, begins_sentence, has_capital, raised


@pytest.mark.parametrize("character", list("aZ0é_ßОñשע١Ⅷ²\u0301Ａ３"))
def test_word_characters(character: str) -> None:
    """Letters, digits, marks and the underscore of scripts written with spaces; full-width forms of them too."""
    assert WORD[character]


@pytest.mark.parametrize("character", [*"改ひカｱㄅ한กລខမー 、。-'’+#.()$🙂\n", "\u3099"])
def test_other_characters(character: str) -> None:
    """Scripts written without spaces have no word edges; nor have signs, hyphens and apostrophes."""
    assert not WORD[character]


@pytest.mark.parametrize(
    ("character", "is_latin"), [("C", True), ("é", True), ("О", False), ("3", False), ("改", False)]
)
def test_latin(character: str, is_latin: bool) -> None:
    """Latin letters only."""
    assert LATIN[character] is is_latin


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("|Rice", True),
        ("“|Rice", True),
        ("Done. |Rice", True),
        ("Done.) “|Rice", True),
        ("Really?! |Rice", True),
        ("完了。|Rice", True),
        ("完了。」|Rice", True),
        ("of |Rice", False),
        ("3.|Rice", False),
        ("So: |Rice", False),
        ("a, “|Rice", False),
    ],
)
def test_beginning_of_a_sentence(text: str, begins: bool) -> None:
    """At the very start, or behind a full stop and what closes and opens around it."""
    assert begins_sentence(text.replace("|", ""), text.index("|")) is begins


@pytest.mark.parametrize(
    ("text", "with_first_raised"),
    [("rice", "Rice"), ("“rice”", "“Rice”"), ("325", "325"), ("éclair", "Éclair"), ("改rice", "改rice"), ("", "")],
)
def test_raised(text: str, with_first_raised: str) -> None:
    """The first letter, and no other, in upper case."""
    assert raised(text) == with_first_raised


@given(st.text())
def test_raising_adds_no_second_capital(text: str) -> None:
    """What had no capital has at most those of its first letter afterwards."""
    result = raised(text)
    assert has_capital(result) or result == text
