"""Slugs and translation keys: safe, settled, and alike in every build."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.model import Post
from glossary.post.slugs import safe_slug, settle_slugs, settle_translation_keys


def post(path, date=None, language="en", slug="s", key="k"):
    """Make a post of which only the names matter."""
    return Post(path, f"content/{path}", slug, "", language, key, "", 1, "", date)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("human-cn", "human-cn"),
        ("Human  Touch!", "human-touch"),
        ("18months", "18months"),
        ("don't", "dont"),
        ("node.js_2", "node-js-2"),
        ("../../etc/passwd", "etc-passwd"),
        ("改稻为桑", "gai-dao-wei-sang"),
        ("OGAS与大模型", "ogas-yu-da-mo-xing"),
        ("Ünïcödé Straße", "unicode-strasse"),
        ("Łódź Ærø", "lodz-aero"),
        ("ＡＢ１", "ab1"),
        ("ﬁne", "fine"),
        ("й", "439"),
        ("かな", "304b-306a"),
        ("한", "d55c"),
        ("𠮷", "20bb7"),
        ("a🙂b", "a-b"),
        ("🙂", "1f642"),
        ("!?", "21-3f"),
        ("", "post"),
    ],
)
def test_a_slug_is_ascii_kebab(text, slug):
    """Chinese as pinyin, other letters as code points, never empty."""
    assert safe_slug(text) == slug


@given(st.text(max_size=30))
def test_any_text_has_a_slug_that_stays(text):
    """A slug's slug is itself."""
    slug = safe_slug(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert safe_slug(slug) == slug


def test_equal_slugs_get_the_date():
    """All of them, so that a slug does not depend on which post came first."""
    posts = [post("a", "2024-01-01"), post("b", "2024-06-01"), post("c"), post("d", "2024-01-01", slug="t")]
    settled, problems = settle_slugs(posts)
    assert [one.slug for one in settled] == ["s-2024-01-01", "s-2024-06-01", "s", "t"]
    assert problems == []


@pytest.mark.parametrize(
    "posts",
    [
        [post("a", "2024-01-01"), post("b", "2024-01-01")],
        [post("a"), post("b")],
        [post("a", "2024-01-01"), post("b", "2024-06-01"), post("c", slug="s-2024-06-01")],
    ],
)
def test_slugs_that_stay_equal_are_an_error_naming_both_files(posts):
    """Two posts cannot have one address."""
    _, (problem,) = settle_slugs(posts)
    assert (problem.severity, problem.code) == ("error", "same-slug")
    assert problem.path == f"content/{posts[-1].path}"
    assert re.search(r"that of content/[ab]\b", problem.message)


@pytest.mark.parametrize(
    ("rows", "keys"),
    [
        # a post and its translation, dates alike, a day apart, or absent
        (["a 2024-01-01 en", "b 2024-01-01 zh"], "k k"),
        (["a 2024-01-02 en", "b 2024-01-01 zh"], "k k"),
        (["a - en", "b 2024-01-01 zh"], "k k"),
        (["a - en", "b - zh"], "k k"),
        (["a 2024-01-01 en", "b 2024-01-01 zh", "c 2024-01-02 fr"], "k k k"),
        # namesakes far apart
        (["a 2024-01-01 en", "b 2024-01-03 zh"], "k-2024-01-01 k-2024-01-03"),
        (
            ["a 2024-01-01 en", "b 2024-01-01 zh", "c 2025-01-01 en", "d 2025-01-02 zh"],
            "k-2024-01-01 k-2024-01-01 k-2025-01-01 k-2025-01-01",
        ),
        # namesakes of one language
        (["a 2024-01-01 en", "b 2024-01-02 en"], "k-2024-01-01 k-2024-01-02"),
        (["a 2024-01-01 en", "b 2024-01-01 en"], "k-2024-01-01 k-2024-01-01-2"),
        # each keeps to its own folder, or crosses to the other where there is no choice
        (
            ["x/a 2024-01-01 en", "x/b 2024-01-02 zh", "y/a 2024-01-01 en", "y/b 2024-01-02 zh"],
            "k-2024-01-01 k-2024-01-01 k-2024-01-01-2 k-2024-01-01-2",
        ),
        (["en/a 2024-01-01 en", "zh/a 2024-01-01 zh"], "k k"),
        # a post without a date is not guessed into one of several
        (["a 2024-01-01 en", "b 2025-01-01 en", "c - zh"], "k-2024-01-01 k-2025-01-01 k"),
        (["a - en", "b - en"], "k k-2"),
    ],
)
def test_namesakes_that_are_no_translations_get_keys_of_their_own(rows, keys):
    """A translation is of another language and not more than a day away."""
    fields = [row.split() for row in rows]
    posts = [post(path, None if day == "-" else day, language) for path, day, language in fields]
    settled = settle_translation_keys(posts, given=())
    assert [one.translation_key for one in settled] == keys.split()


def test_a_typed_key_stays_as_typed():
    """And pairs with one taken from a file name."""
    posts = [post("a", "2024-01-01"), post("b", "2025-01-01", "zh")]
    assert settle_translation_keys(posts, given={"a"}) == posts
    assert settle_translation_keys(posts, given={"a", "b"}) == posts
