"""Front matter: text as typed, and no input that hurts."""

import time
from contextlib import suppress

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from glossary.errors import InputError
from glossary.post.front_matter import MAX_DEPTH, read_front_matter


def values(typed):
    """Return what the lines between the fences say."""
    return read_front_matter(f"---\n{typed}\n---\n", "a.md").values


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("325", "325"),
        ("007", "007"),
        ("no", "no"),
        ("9:30", "9:30"),
        ("1e3", "1e3"),
        ("2024-01-01", "2024-01-01"),
        ("~", "~"),
        ("", ""),
        ("'1566'", "1566"),
        ('"a\\tb"', "a\tb"),
        ("!!int 325", "325"),
        ("R1 #note", "R1"),
        ("R1#note", "R1#note"),
        ("改稻为桑：国策", "改稻为桑：国策"),
        ("🙂", "🙂"),
        ("[a, [b], {c: 1}]", ["a", ["b"], {"c": "1"}]),
        ("|\n  a\n  b", "a\nb\n"),
        (">\n  a\n  b", "a b\n"),
        ("\n- a\n- b", ["a", "b"]),
        ("{}", {}),
    ],
)
def test_every_scalar_is_text_as_typed(typed, value):
    """YAML's numbers, dates and truths are not guessed."""
    assert values(f"key: {typed}") == {"key": value}


def test_aliases_stand_for_what_they_name():
    """Within their limit."""
    said = values("a: &a [x]\nb: *a\nc: {d: *a}")
    assert said == {"a": ["x"], "b": ["x"], "c": {"d": ["x"]}}


def test_keys_keep_their_place():
    """Line of the file and column."""
    front = read_front_matter("---\n\ntitle: a\n# note\n  \ndate: b\n---\n", "a.md")
    assert (front.place("title"), front.place("date")) == ((3, 1), (6, 1))


def test_nesting_has_an_end_before_the_stack_has():
    """As deep as allowed is read; deeper is an error, and so is very much deeper."""
    for depth, deep_enough in [(MAX_DEPTH - 1, True), (MAX_DEPTH, False), (100_000, False)]:
        typed = "key: " + "[" * depth + "]" * depth
        if deep_enough:
            assert str(values(typed)["key"]) == "[" * depth + "]" * depth
        else:
            with pytest.raises(InputError, match="nests deeper"):
                values(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "\n".join(f"key{number}: value" for number in range(40_000)),
        "key: [" + "a, " * 80_000 + "a]",
        "key: '" + "a\n" * 200_000 + "'",
        "key: " + "{a: " * 50_000,
        "- " * 100_000,
        "key: &a [" + "*a, " * 50_000 + "]",
    ],
    ids=["keys", "items", "lines", "braces", "dashes", "aliases"],
)
def test_large_front_matter_takes_no_more_than_linear_time(typed):
    """Whatever comes of it."""
    began = time.process_time()
    with suppress(InputError):
        values(typed)
    assert time.process_time() - began < 3


@given(st.recursive(
    st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
))  # fmt: skip
def test_what_a_library_writes_is_read_back(value):
    """Against PyYAML's own writer."""
    written = yaml.safe_dump({"key": value}, allow_unicode=True, default_style='"')
    if "\\0" in written:
        with pytest.raises(InputError, match="NUL"):
            values(written)
    else:
        assert values(written) == {"key": value}
