"""How Chinese is spoken, and how it is typed."""

import pytest

from glossary.text import pinyin, spelling


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("草台班子", "cǎo tái bān zi"),
        ("重庆", "chóng qìng"),
        ("背325", "bèi 325"),
        ("GPTs的冷清", "GPTs de lěng qīng"),
        ("绿坝", "lǜ bà"),
        ("上利部门，下利你们", "shàng lì bù mén ， xià lì nǐ men"),
        ("OGAS", None),
        ("産業ゴミ", "chǎn yè ゴミ"),
        ("", None),
    ],
)
def test_pinyin(text: str, spoken: str | None) -> None:
    """Each character by the phrase it stands in; what is not Chinese stays as it is."""
    assert pinyin(text) == spoken


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("gǎi dào wéi sāng", "gaidaoweisang"), ("gai dao wei sang", "gaidaoweisang"), ("Gao Hanwen", "gaohanwen"),
        ("lǜ bà", "luba"), ("ＯＧＡＳ", "ogas"), ("GPT-4o", "gpt4o"),
        ("Anarcho-Communist", "anarchocommunist"), ("…", ""),
        ("ОГАС", "огас"), ("Straße", "strasse"),
    ],
)  # fmt: skip
def test_spelling(text: str, typed: str) -> None:
    """Letters and digits alone, without case, width, tones and signs."""
    assert spelling(text) == typed
