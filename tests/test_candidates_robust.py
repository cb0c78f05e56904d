"""Candidates of posts that hold next to nothing, or too much of one thing: no crash, and no quadratic time."""

import gc
import time
from collections.abc import Iterator, Mapping

import pytest
from conftest import Glossary
from studied_posts import counterpart, post, studied

from glossary.candidate import study
from glossary.candidate.links import link_words
from glossary.candidate.reading import LONGEST_PARAGRAPH
from glossary.candidate.signals import Translation
from glossary.post import read_paragraphs

PROSE = "They fired 325 bowls in the “dragon kiln” of Jingdezhen."
CODE = '```\nprint("dragon kiln", OGAS)\n```\n\n    indented "kiln"\n\n`inline "kiln"`\n\n<!-- "hidden kiln" -->\n'
# Sixteen times the work, were it quadratic; a tenth of a second is the machine's, not ours.
TIMES, MOST, SLACK = 4, 8, 0.1


SAME = [
    ("word ", "词"), ("kiln ", "窑"), ("“dragon kiln” ", "“龙窑”"), ("one ", "一"), ("OGAS ", "OGAS，"),
    ("Daqian ", "大千"),
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Dictionaries are read before anything is timed."""
    studied(post(PROSE), post("他们在景德镇的“龙窑”里烧了325只碗。", "zh"))


@pytest.fixture
def quiet() -> Iterator[None]:
    """No collection of garbage while something is timed."""
    gc.disable()
    yield
    gc.enable()


def seconds(bodies: Mapping[str, str]) -> float:
    """Return how long posts by language take, read and aligned too."""
    started = time.process_time()
    studied(*(post(body, language) for language, body in bodies.items()))
    return time.process_time() - started


def assert_linear(small: Mapping[str, str], large: Mapping[str, str]) -> None:
    """Posts four times as large take no more than twice that; a machine that is busy just then is asked again."""
    for _ in range(3):
        before, after = seconds(small), seconds(large)
        if after <= MOST * before + SLACK:
            return
    raise AssertionError(f"{before:.2f} s became {after:.2f} s")


@pytest.mark.parametrize(
    "posts",
    [
        [],
        [("", "en")],
        [("", "zh")],
        [("", "en"), ("", "zh")],
        [(PROSE, "en"), ("", "zh")],
        [("", "en"), ("景德镇的“龙窑”。", "zh")],
        [(CODE, "en")],
        [(CODE, "zh"), (CODE, "en")],
        [("\n\n \n", "en")],
        [("# \n\n> \n\n- \n\n| |\n|-|\n| |\n", "zh")],
        [("The “dragon kiln”, OGAS.", "fr"), ("Le « four dragon », OGAS.", "de")],
    ],
)  # fmt: skip
def test_nothing_or_next_to_it(posts: list[tuple[str, str]]) -> None:
    """Empty posts, nothing but code, languages that we don't know: no row but for a side that says something."""
    rows = studied(*(post(body, language) for body, language in posts))
    said = {language for body, language in posts if "窑" in body or body == PROSE}
    assert {row[0] for row in rows} == said
    assert all(row[7] is None for row in rows)


@pytest.mark.parametrize(("language", "body"), [("en", PROSE), ("zh", "景德镇的“龙窑”烧了325只碗。"), ("en-GB", PROSE)])
def test_a_post_alone(language: str, body: str) -> None:
    """Without a translation there are candidates, in the post's own language, without counterparts."""
    rows = studied(post(body, language))
    assert {row[0] for row in rows} == {language}
    assert {"dragon kiln", "龙窑"} & {row[2] for row in rows}
    assert all(row[7] is None for row in rows)


def test_a_third_language_takes_nothing_away() -> None:
    """A translation into a language that we don't know changes nothing of the two others."""
    pair = [post(PROSE), post("他们在景德镇的“龙窑”里烧了325只碗。", "zh")]
    rows = studied(*pair)
    assert counterpart(rows, "dragon kiln") == "龙窑"
    for place in range(3):
        three = [*pair]
        three.insert(place, post("Ils ont cuit des bols.", "fr"))
        assert [row[:-1] for row in studied(*three)] == [row[:-1] for row in rows]  # but for the post's number


def test_other_chinese_and_other_english() -> None:
    """Regions and scripts of a language are read like it; two posts of one language are no translations."""
    rows = studied(post(PROSE, "en-US"), post("他們在景德鎮的「龍窯」裡燒了325隻碗。", "zh-Hant-TW"))
    assert {row[0] for row in rows} == {"en-US", "zh-Hant-TW"}
    assert counterpart(rows, "325") == "325"
    assert all(row[7] is None for row in studied(post(PROSE, "en"), post(PROSE, "en-GB")))


@pytest.mark.parametrize(
    ("posts", "languages"),
    [
        ({"a.md": PROSE}, {"en"}),
        ({"a-zh.md": "---\nlang: zh\n---\n景德镇的“龙窑”。\n"}, {"zh"}),
        ({"a-fr.md": "---\nlang: fr\n---\nLe « four dragon ».\n"}, set()),
        ({"a-en.md": PROSE, "a-zh.md": "---\nlang: zh\n---\n"}, {"en"}),
        ({"a.md": CODE}, set()),
    ],
    ids=["English", "Chinese", "French", "empty translation", "code"],
)
def test_whole_builds(empty: Glossary, posts: dict[str, str], languages: set[str]) -> None:
    """A build of a corpus of one language, or of one that we don't know, ends well."""
    empty.write(posts, "terms: {}\n").build()
    assert {language for (language,) in empty.query("SELECT language FROM candidates")} == languages


# ------------------------------------------------------------------------------------------------------ too much of it

REPEATED = {
    "Latin": "a", "Han": "字", "rare Han": "龘靐", "word": "word ", "Chinese words": "词语，", "quote": '"',
    "opening quote": "“", "bracket": "(", "wide bracket": "（", "title": "《", "star": "*", "underscore": "_",
    "circle": "〇", "figures": "325 ", "hyphens": "half-", "capitals": "Abc of ", "quoted": "“窑” ",
    "bracketed": "a (b) ", "Latin in Han": "x窑", "no space": "\u00a0",
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("part", REPEATED.values(), ids=REPEATED)
def test_a_megabyte_of_one_thing(part: str, language: str, quiet: None) -> None:
    """One paragraph of a million characters is no prose, and costs next to nothing."""
    body = (part * 1_000_000)[:1_000_000]
    paragraphs = read_paragraphs(body)
    started = time.process_time()
    study([(post(body, language), paragraphs)], {}, ())
    assert time.process_time() - started < 1


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("part", REPEATED.values(), ids=REPEATED)
def test_one_long_paragraph(part: str, language: str, quiet: None) -> None:
    """A paragraph that is short enough to be read takes time by its length."""
    size = 1_500
    assert TIMES * size < LONGEST_PARAGRAPH
    assert_linear({language: (part * size)[:size]}, {language: (part * size * TIMES)[: size * TIMES]})


@pytest.mark.parametrize("paragraph", ["word\n\n", "汉字，\n\n", "“Glass Harbour” (a port)\n\n", "- x\n\n"])
def test_many_paragraphs(paragraph: str, quiet: None) -> None:
    """Many short paragraphs that all say the same take time by their number."""
    small = {"en": paragraph * (25_000 // len(paragraph))}
    assert_linear(small, {language: body * TIMES for language, body in small.items()})


@pytest.mark.parametrize("language", ["en", "zh"])
def test_paragraphs_at_the_limit(language: str, quiet: None) -> None:
    """Several paragraphs as long as they may be."""
    paragraph = "word " * (LONGEST_PARAGRAPH // 5 - 1) + "\n\n"
    assert_linear({language: paragraph}, {language: paragraph * TIMES})


@pytest.mark.parametrize(("english", "chinese"), SAME)
def test_links_are_bounded(english: str, chinese: str) -> None:
    """Four times as many of the same word have four times as many links, not sixteen times."""
    few, many = (len(link_words(english * size, chinese * size).found) for size in (100, 100 * TIMES))
    assert few >= 100
    assert many <= (TIMES + 1) * few


@pytest.mark.parametrize(("english", "chinese"), SAME)
def test_a_pair_of_one_thing(english: str, chinese: str, quiet: None) -> None:
    """A paragraph and its translation that repeat the same word."""
    size = 250
    small = {"en": english * size, "zh": chinese * size}
    assert_linear(small, {language: body * TIMES for language, body in small.items()})


def test_a_pair_beyond_reading(quiet: None) -> None:
    """What is too long to be read is not compared with its translation either."""
    times = LONGEST_PARAGRAPH // 2 + 1
    assert seconds({"en": "one " * times, "zh": "一一" * times}) < 1


def test_a_translation_of_latin_words(quiet: None) -> None:
    """What stands in the translation is not looked for in all of it again and again."""
    phrases = [f" word{number} word{number ^ 1} " for number in range(40_000)]
    translation = Translation(phrases[::2])
    started = time.process_time()
    there = translation.has(phrases + [f" word{number} " for number in range(40_000)])
    assert time.process_time() - started < 1
    assert there.tolist() == [1, 0] * 20_000 + [1] * 40_000
