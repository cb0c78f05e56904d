"""Words: of Chinese text by a tokenizer of our own, of English text by its letters, and how common they are."""

import json
import marshal
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from conftest import environment
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.segment import (
    Segmenter,
    Word,
    chinese_frequency,
    english_frequency,
    english_words,
    is_chinese_word,
)

TEXT = "冲塔的人都去过北京大学，用Claude Code写了200,000行C++。"
# Says what it found, which files below the shared temporary folder it opened, and how jieba's own tokenizer fares.
SEGMENT = f"""
import json, os, sys, tempfile
opened = []
folder = tempfile.gettempdir()
def watch(event, arguments):
    if event == "open" and str(arguments[0]).startswith(folder):
        opened.append(str(arguments[0]))
sys.addaudithook(watch)
from glossary.segment import Segmenter, chinese_frequency, is_chinese_word
words = [word.text for word in Segmenter(["改稻为桑"]).words({TEXT!r})]
chinese_frequency("北京"), is_chinese_word("北京")
import jieba
dt = jieba.dt
untouched = not dt.initialized and not dt.FREQ and not dt.user_word_tag_tab
json.dump([words, opened, untouched], sys.stdout)
"""
# What jieba's own tokenizer makes of the planted file: without this, nothing would show that the file is a trap.
TRAPPED = f"import jieba; jieba.setLogLevel(60); print('/'.join(jieba.cut({TEXT!r})))"


def run(code: str, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run *code* in a process of its own."""
    return subprocess.run(
        [sys.executable, *options, "-c", textwrap.dedent(code)],
        env=environment(PYTHONIOENCODING="utf-8", **variables), capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip


def words(text: str, *labels: str) -> list[str]:
    """Return the words of a Chinese text."""
    return [word.text for word in Segmenter(labels).words(text)]


# ----------------------------------------------------------------------------------------- a tokenizer of our own


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shared temporary folder in which somebody has put a cache for jieba that cuts otherwise."""
    folder = tmp_path_factory.mktemp("shared")
    text = "冲塔的人都去过"
    frequencies = {text[:end]: 0 for end in range(1, len(text))} | {text: 10**9}
    (folder / "jieba.cache").write_bytes(marshal.dumps((frequencies, 10**9)))
    return folder


def test_the_planted_file_is_a_trap(planted: Path) -> None:
    """Whoever uses jieba as it comes takes the planted file for its dictionary."""
    assert run(TRAPPED, "-W", "ignore", TMPDIR=str(planted)).stdout.startswith("冲塔的人都去过/")


@pytest.mark.parametrize("warnings", ["error", "default"])
def test_planted_file_changes_nothing(planted: Path, warnings: str) -> None:
    """It is neither read nor written, jieba's own tokenizer stays as it is, and nothing is printed."""
    cache = planted / "jieba.cache"
    os.utime(cache, (2**31 - 10, 2**31 - 10))  # newer than any dictionary
    before = cache.read_bytes(), cache.stat().st_mtime_ns
    done = run(SEGMENT, "-W", warnings, TMPDIR=str(planted))
    found, opened, untouched = json.loads(done.stdout)
    assert found == words(TEXT)
    assert (opened, untouched, done.stderr) == ([], True, "")
    assert (cache.read_bytes(), cache.stat().st_mtime_ns) == before
    assert [path.name for path in planted.iterdir()] == ["jieba.cache"]


def test_labels_of_one_do_not_reach_another() -> None:
    """A glossary's labels are its own: another segmenter in the same process does not know them."""
    assert words("改稻为桑国策", "改稻为桑")[0] == "改稻为桑"
    assert words("改稻为桑国策")[0] != "改稻为桑"


# ---------------------------------------------------------------------------------------------------- Chinese words


@pytest.mark.parametrize(
    ("text", "labels", "expected"),
    [
        ("朝廷的改稻为桑国策", ["改稻为桑"], "改稻为桑"),
        ("改稻为桑国策", ["改稻", "改稻为桑"], "改稻为桑"),
        ("苏联的OGAS系统没有建成", ["OGAS系统"], "OGAS系统"),
        ("说他背325了", ["背325"], "背325"),
        ("1+1=2的（笑）", ["（笑）"], "（笑）"),
        ("他在北大荒", ["大"], "北大荒"),
    ],
)
def test_labels_stay_whole(text: str, labels: list[str], expected: str) -> None:
    """The longest label wins, whatever signs are in it; a label of one character parts nothing."""
    assert expected in words(text, *labels)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他用Claude Code写程序", "Claude Code"),
        ("换成GPT-4o吧", "GPT-4o"),
        ("会C++的人", "C++"),
        ("读O'Reilly的书", "O'Reilly"),
        ("去Café坐坐", "Café"),
        ("看README.md。", "README.md"),
        ("用Node.js.", "Node.js"),
        ("版本3.14有", "3.14"),
        ("花了200,000元", "200,000"),
        ("満天のゴミ箱", "のゴミ"),
        ("共1,234,567本", "1,234,567"),
    ],
)
def test_latin_runs_stay_whole(text: str, expected: str) -> None:
    """Words of Latin letters and digits are one, a full stop behind them is none of theirs."""
    assert expected in words(text)


@pytest.mark.parametrize(
    ("word", "tag"), [("DeepSeek", "eng"), ("325", "m"), ("北京", "ns"), ("冲塔", "oov"), ("刻舟求剑", "i")]
)
def test_tags(word: str, tag: str) -> None:
    """A part of speech for what the dictionary has; the rest says what it is."""
    assert [found.tag for found in Segmenter([word]).words(word)] == [tag]


@pytest.fixture(scope="module")
def jieba_itself() -> Any:
    """jieba's own tokenizer with its own dictionary, without its cache file."""
    import jieba

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                "朝廷推行国策把稻田改成桑田大过滤器草台班子人工智能的了是在和中华人民共和国全国人民代表大会常务委员会"
            ),
            st.sampled_from(
                ["北京大学", "改稻为桑", "一败涂地", "研究生命起源", "结婚的和尚未结婚的", "，", "。", "龘", "㐀"]
            ),
        ),
        max_size=40,
    ).map("".join)
)
def test_words_are_those_of_jieba(jieba_itself: Any, text: str) -> None:
    """What is Chinese is divided as jieba divides it, whatever the text."""
    assert [word.text for word in Segmenter().words(text)] == [*jieba_itself.cut(text)]


@given(
    st.text(
        st.one_of(
            st.sampled_from("冲塔北京大学改稻为桑〇 \n，。“”（）aB3.-'’/&+#é×龘𠀀́😀"), st.characters(codec="utf-8")
        ),
        max_size=60,
    )
)
@settings(max_examples=150, deadline=None)
def test_words_stand_where_they_say(text: str) -> None:
    """In order, without overlap; only white space and signs at the end of Latin words belong to no word."""
    end, left = 0, ""
    for word in Segmenter(["改稻为桑", "北京大"]).words(text):
        assert text[word.start : word.end] == word.text != ""
        assert word.start >= end
        left += text[end : word.start]
        end = word.end
    left += text[end:]
    assert all(sign.isspace() or sign in ".-/'’&" for sign in left)


# ---------------------------------------------------------------------------------------------------- English words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs 200,000, not 3.5.", ["It", "costs", "200,000", "not", "3.5"]),
        ("a half-baked U.S. plan", ["a", "half-baked", "U.S", "plan"]),
        ("Gao’s and O'Brien's", ["Gao’s", "and", "O'Brien's"]),
        ("C++ or C#, AT&T", ["C++", "or", "C#", "AT&T"]),
        ("the c〇de and 〇", ["the", "c〇de", "and", "〇"]),
        ("naïve café — “oui”", ["naïve", "café", "oui"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
        ("… — “”", []),
    ],
)
def test_english_words(text: str, expected: list[str]) -> None:
    """A hyphen, apostrophe or full stop inside parts no word, a comma no number; each stands where it says."""
    found = english_words(text)
    assert [word.text for word in found] == expected
    assert all(text[word.start : word.end] == word.text for word in found)


@pytest.mark.parametrize(
    ("word", "function", "marked"),
    [
        ("the", True, False), ("The", True, True), ("don’t", True, False), ("kiln", False, False),
        ("Kiln", False, True), ("gpt4", False, True), ("iPhone", False, True), ("325", False, False),
        ("I", True, False), ("I’m", True, False),
    ],
)  # fmt: skip
def test_kinds_of_words(word: str, function: bool, marked: bool) -> None:
    """Function words are known in any case and apostrophe; a capital marks, but not that of *I*."""
    found = Word(0, len(word), word)
    assert (found.is_function_word, found.is_marked) == (function, marked)


# --------------------------------------------------------------------------------------------------------- frequency


@pytest.mark.parametrize(
    ("frequency", "word", "least", "most"),
    [
        (english_frequency, "the", 7, 8),
        (english_frequency, "kiln", 2, 4),
        (english_frequency, "zzxqvj", 0, 0),
        (english_frequency, "", 0, 0),
        (chinese_frequency, "的", 7, 8),
        (chinese_frequency, "北京", 5, 6),
        (chinese_frequency, "冲塔", 0, 0),
        (chinese_frequency, "改稻为桑", 0, 0),
    ],
)
def test_frequencies(frequency: Any, word: str, least: float, most: float) -> None:
    """On the Zipf scale; what is not listed is never seen, and not made up from its parts."""
    assert least <= frequency(word) <= most


def test_what_is_a_chinese_word() -> None:
    """Only what the list has."""
    assert [word for word in ("北京", "冲塔", "龘靐", "") if is_chinese_word(word)] == ["北京"]
