"""Folding: spellings that count as the same become the same, and offsets lead back to the text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.text import Folded, fold, lower, typographic

MIXED = st.text(
    st.one_of(
        st.sampled_from("aZéßİıſςΣKÅ0１Ａ，．ｶﾞｦ　"),
        st.sampled_from("改稻為桑为國国𠮷後后干乾🙂\ufe0f\u200d"),
        st.sampled_from("\u0301\u0308\u0316\u3099\u309a\uff9e\u1161\u11a8e가ᄀ"),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "canonical", "folded"),
    [
        ("OGAS", "OGAS", "ogas"),
        # full-width and half-width forms
        ("３２５", "325", "325"),
        ("ＯＧＡＳ（ａ）", "OGAS(a)", "ogas(a)"),
        ("ｶﾞｷﾞ", "ガギ", "ガギ"),
        # traditional characters, one to one
        ("改稻為桑", "改稻为桑", "改稻为桑"),
        ("網絡後台", "网络后台", "网络后台"),
        # composed and decomposed
        ("Cafe\u0301", "Café", "café"),
        ("\u1100\u1161\u11a8", "각", "각"),
        ("Å", "Å", "å"),
        # typographic quotes and hyphens
        ("“don’t” R1‑Zero", '"don\'t" R1-Zero', '"don\'t" r1-zero'),
        # letters whose lower case is longer, or depends on what follows
        ("İstanbul", "İstanbul", "istanbul"),
        ("ΣΑΣ", "ΣΑΣ", "σασ"),
        ("Straße", "Straße", "straße"),
        # astral characters stay one
        ("𠮷野家🙂", "𠮷野家🙂", "𠮷野家🙂"),
        ("", "", ""),
    ],
)
def test_forms(text: str, canonical: str, folded: str) -> None:
    """A row each: the text, its canonical form, its folded one."""
    assert fold(text)[:2] == (canonical, folded)


@pytest.mark.parametrize(
    ("text", "part", "found"),
    [
        ("xe\u0301y", "é", "e\u0301"),
        ("xe\u0301y", "y", "y"),
        ("e\u0301e\u0301", "é", "e\u0301"),
        ("ｶﾞｷﾞﾛ", "ギ", "ｷﾞ"),
        ("ｶﾞｷﾞﾛ", "ロ", "ﾛ"),
        ("\u1100\u1161\u11a8가", "가", "가"),
        ("改稻為桑", "为", "為"),
        ("🙂e\u0301🙂", "é🙂", "e\u0301🙂"),
    ],
)
def test_way_back(text: str, part: str, found: str) -> None:
    """A place in the folded form leads back to all of what it came from."""
    folded = fold(text)
    start = folded.folded.index(part)
    begin, end = folded.source_range(start, start + len(part))
    assert text[begin:end] == found


def ends(folded: Folded) -> list[int]:
    """Return where each character begins in the text, and the text's end."""
    return [folded.source_range(place, place)[0] for place in range(len(folded.folded) + 1)]


@given(MIXED)
def test_both_forms_are_as_long(text: str) -> None:
    """One character of the canonical form stands for one of the folded."""
    folded = fold(text)
    assert len(folded.canonical) == len(folded.folded)
    assert folded.folded == lower(folded.canonical)


@given(MIXED)
def test_offsets_ascend_within_the_text(text: str) -> None:
    """Offsets never go back, begin at 0 and end at the text's end."""
    offsets = ends(fold(text))
    assert offsets == sorted(offsets)
    assert (offsets[0], offsets[-1]) == (0, len(text))


@given(MIXED)
def test_folding_is_settled(text: str) -> None:
    """What is folded folds to itself, so that an index and a query meet."""
    folded = fold(text).folded
    assert fold(folded).folded == folded


@given(MIXED)
def test_composed_and_decomposed_are_the_same(text: str) -> None:
    """However a text is normalised, it folds alike."""
    assert fold(unicodedata.normalize("NFC", text)).folded == fold(unicodedata.normalize("NFD", text)).folded


@given(MIXED, MIXED)
def test_parts_fold_alike(left: str, right: str) -> None:
    """Beside a full stop and a space a text folds as it does alone."""
    assert fold(f"{left}. {right}").folded.startswith(fold(left).folded + ". ")


@given(MIXED)
def test_length_stays_where_it_is_said_to(text: str) -> None:
    """Lower case and plain quotes change no length."""
    assert len(lower(text)) == len(typographic(text)) == len(text)
