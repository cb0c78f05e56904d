"""Languages: tags in canonical form, suffixes of file names, categories, scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.post.language import language_of_categories, language_of_script, split_language
from glossary.text.languages import KNOWN_LANGUAGES, LANGUAGE_NAMES, canonical_language, language_named


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        # canonical case
        ("en", "en"),
        ("EN", "en"),
        ("en-us", "en-US"),
        ("zh_cn", "zh-CN"),
        ("ZH-hans-cn", "zh-Hans-CN"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("es-419", "es-419"),
        ("de-1996", "de-1996"),
        ("en-x-Ming", "en-x-ming"),
        ("yue", "yue"),
        # what people write instead
        ("cn", "zh"),
        ("CN-hans", "zh-Hans"),
        ("jp", "ja"),
        ("zho", "zh"),
        ("eng", "en"),
        ("zh-yue", "yue"),
        ("zh-CHT", "zh-Hant"),
        ("en-UK", "en-GB"),
        ("no", "no"),
        # names
        ("Chinese", "zh"),
        ("  simplified   CHINESE ", "zh-Hans"),
        ("简体中文", "zh-Hans"),
        ("中文", "zh"),
        ("英文", "en"),
        ("文言文", "lzh"),
        ("日本語", "ja"),
        ("Français", "fr"),
        # none
        ("", None),
        ("x", None),
        ("xx", None),
        ("foo", None),
        ("englsh", None),
        ("en-", None),
        ("en US", None),
        ("e\u0131", None),
        ("325", None),
        ("en-toolongasubtag", None),
    ],
)
def test_a_language_has_one_tag(text, tag):
    """Codes in any case, country codes, names."""
    assert canonical_language(text) == tag


def test_every_known_language_has_a_tag():
    """What a misspelling is compared with must itself be good."""
    tags = {text: canonical_language(text) for text in KNOWN_LANGUAGES}
    assert {text: tag for text, tag in tags.items() if not tag or tag.split("-")[0] not in LANGUAGE_NAMES} == {}


@given(st.text(max_size=20))
def test_a_canonical_tag_is_its_own(text):
    """Whatever is accepted is settled at once."""
    tag = canonical_language(text)
    assert tag is None or canonical_language(tag) == tag


@pytest.mark.parametrize(("text", "tag"), [("en", None), ("Go", None), ("English", "en"), ("英文", "en")])
def test_a_code_is_not_a_name(text, tag):
    """A category ``go`` or ``no`` is no language."""
    assert language_named(text) == tag


@pytest.mark.parametrize(
    ("stem", "rest", "language"),
    [
        ("human-cn", "human", "zh"),
        ("human-en", "human", "en"),
        ("human_EN", "human", "en"),
        ("human-zh", "human", "zh"),
        ("human-zh-hans", "human", "zh-Hans"),
        ("human-zh_TW", "human", "zh-TW"),
        ("human-zh-hant-hk", "human", "zh-Hant-HK"),
        ("human-jp", "human", "ja"),
        ("human-pt-br", "human", "pt-BR"),
        ("human.zh", "human", "zh"),
        ("human.zh-cn", "human", "zh-CN"),
        ("human.it", "human", "it"),
        ("human-v1.5-en", "human-v1.5", "en"),
        ("人-cn", "人", "zh"),
        # words that only look like a language
        ("what-it-is", "what-it-is", None),
        ("yes-or-no", "yes-or-no", None),
        ("learn-go", "learn-go", None),
        ("node.js", "node.js", None),
        ("socket.io", "socket.io", None),
        ("main.ts", "main.ts", None),
        ("version-1.5", "version-1.5", None),
        ("en", "en", None),
        ("-en", "-en", None),
        ("golden", "golden", None),
    ],
)
def test_a_file_name_may_end_in_a_language(stem, rest, language):
    """After a dot any language, after a hyphen only those that are no English word."""
    assert split_language(stem) == (rest, language)


@pytest.mark.parametrize(
    ("categories", "language"),
    [
        (["Chinese"], "zh"),
        (["Essays", "english"], "en"),
        (["中文", "English"], "zh"),
        (["zh-CN"], "zh-CN"),
        (["cn"], "zh"),
        (["no", "go", "it"], None),
        ([], None),
    ],
)
def test_the_first_category_that_names_a_language_decides(categories, language):
    """Codes only where they can mean nothing else."""
    assert language_of_categories(categories) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("325 … !", "en"),
        ("Rice paddies", "en"),
        ("café, naïve", "en"),
        ("改稻为桑", "zh"),
        ("a国策bcdefgh", "zh"),  # two letters in ten
        ("a国bcdefgh", "en"),  # one in eight
        ("𠮷𠮷𠮷", "zh"),
        ("改稻为桑，大模型，离开业界，の", "zh"),
        ("田んぼを桑畑に変える", "ja"),
        ("カタカナ", "ja"),
        ("논을 뽕밭으로", "ko"),
        ("Рисовые поля", "ru"),
        ("นาข้าว", "th"),
        ("حقول الأرز", "ar"),
        ("ορυζώνες", "el"),
    ],
)
def test_else_the_script_decides(text, language):
    """A fifth of the letters is enough: a Han letter says more than a Latin one."""
    assert language_of_script(text) == language
