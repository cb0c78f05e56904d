"""Candidates: what is noticed in a text, what stands beside it, what renders it, and what is proposed in the end."""

import json
import math
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from conftest import environment
from hypothesis import given, settings
from hypothesis import strategies as st
from studied_posts import counterpart, evidence, post, studied

from glossary.alignment import align
from glossary.candidate import competition, counterparts, default_cut, rank
from glossary.candidate.chinese import chinese_spans
from glossary.candidate.columns import column
from glossary.candidate.competition import claimed_shares, rivals, standalone
from glossary.candidate.counterparts import measure_passages, pair_expressions
from glossary.candidate.definitions import kinds_defined
from glossary.candidate.dictionary import dictionary, stem
from glossary.candidate.english import english_spans
from glossary.candidate.evidence import LEAST_WEIGHT
from glossary.candidate.expressions import Expression, Place, collect, key_of, trimmed
from glossary.candidate.fitting import narrowed
from glossary.candidate.kinds import kind_of
from glossary.candidate.links import link_words
from glossary.candidate.marks import marked_spans
from glossary.candidate.ranking import AROUND
from glossary.candidate.reading import read_group
from glossary.candidate.scoring import LEAST_LEFT, Look, look, look_again, weigh
from glossary.candidate.signals import CONTEXT_SIGNALS, SIGNALS, Translation, latin_words, values
from glossary.candidate.sounds import resemblance, resemblances, spoken, written
from glossary.candidate.studying import COUNTERPART, GLOSS, KEY, LANGUAGE, PLACES, POST, SCORE, TEXT
from glossary.candidate.weights import BASE, weights
from glossary.model import KINDS, Candidate, Glossary, Label, Term
from glossary.post import read_paragraphs
from glossary.segment import Segmenter
from glossary.text.reasons import REASONS, UNSAID

ENGLISH = """The potters of Jingdezhen called it the "dragon kiln" (a long oven on a slope), and OGAS was on
their minds.

With Zhang Daqian they fired 325 bowls in the dragon kiln, and Celadon Glaze ran down every one of them.
"""
CHINESE = """景德镇的陶工管它叫“龙窑”，心里却想着OGAS。

他们和张大千在龙窑里烧了325只碗，每一只都流着青瓷釉。
"""


def spans_of(body: str, noticing: Any) -> dict[str, set[str]]:
    """Return what is noticed in the one paragraph of *body*, by text."""
    (paragraph,) = read_paragraphs(body)
    found: dict[str, set[str]] = defaultdict(set)
    for (start, end), marks in noticing(paragraph, body).items():
        found[paragraph.reading[start:end]] |= marks
    return found


def chinese(paragraph: Any, body: str) -> Any:
    """Notice what Chinese text holds."""
    return chinese_spans(paragraph, body, Segmenter())


@pytest.fixture(scope="module")
def pair() -> list[list[Any]]:
    """What a post on pottery and its translation propose."""
    return studied(post(ENGLISH), post(CHINESE, "zh"))


# ------------------------------------------------------------------------------------------------------ what is marked


@pytest.mark.parametrize(
    ("body", "text", "mark"),
    [
        ('They say "paper tiger" here.', "paper tiger", "quoted"),
        ("They say “paper tiger” here.", "paper tiger", "quoted"),
        ('A 6" or 8" pan, a "paper tiger" here.', "paper tiger", "quoted"),
        ('他得了325"绩效"。', "绩效", "quoted"),
        ("They say ‘paper tiger’ here.", "paper tiger", "quoted"),
        ("They say &ldquo;paper tiger&rdquo; here.", "paper tiger", "quoted"),
        ("他们说“纸老虎”。", "纸老虎", "quoted"),
        ("他們說「紙老虎」。", "紙老虎", "quoted"),
        ("他們說『紙老虎』。", "紙老虎", "quoted"),
        ('They say "the paper tiger," here.', "paper tiger", "quoted"),
        ("又读《红楼梦》。", "红楼梦", "title"),
        ("又读《红楼梦》和《水浒传》。", "水浒传", "title"),
        ("It is *very odd* here.", "very odd", "emphasis"),
        ("It is __very odd__ here.", "very odd", "emphasis"),
        ("It is _very odd_ here.", "very odd", "emphasis"),
        ("这叫**火候**。", "火候", "emphasis"),
        ("Bread (made with *levain*) rises.", "levain", "emphasis"),
        ("A pan (cast iron) is heavy.", "cast iron", "bracketed"),
        ("锅（生铁）很重。", "生铁", "bracketed"),
        ("A loaf (sourdough, rye) rises.", "rye", "in-bracket"),
        ("They teach “刀工，火候，调味” here.", "火候", "quoted-part"),
        ('They teach "knives, fire; salt" here.', "salt", "quoted-part"),
        ("It writes [MASK] there.", "[MASK]", "capital-run"),
    ],
)
def test_what_the_author_marks(body: str, text: str, mark: str) -> None:
    """Quotes of each style, titles, emphasis, brackets and what a quotation counts up, without the marks."""
    assert mark in spans_of(body, marked_spans)[text]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Don't say it's 'em.", "t say it"),
        ("a snake_case_name here", "case"),
        ("A `code * with * stars` here.", "with"),
        ("2 * 3 * 4 is 24.", "3"),
        ('Nobody said "one thing', "one thing"),
        ("open (bracket", "bracket"),
        ('"" and “” and () and 《》', ""),
        ('A 6" or 8" pan, a "paper tiger" here.', "or 8"),
    ],
)
def test_what_is_not_marked(body: str, text: str) -> None:
    """Apostrophes, names with underscores, code, sums, inches and what is never closed mark nothing."""
    assert not {"quoted", "emphasis", "bracketed"} & spans_of(body, marked_spans).get(text, set())


# ----------------------------------------------------------------------------------------------------- English spans


@pytest.mark.parametrize(
    ("body", "text", "mark"),
    [
        ("They reached the Cape of Good Hope there.", "Cape of Good Hope", "capital-whole"),
        ("They reached the Cape of Good Hope there.", "Good Hope", "chunk"),
        ("They saw Tom and Jerry there.", "Tom and Jerry", "capital-and"),
        ("They saw Tom and Jerry there.", "Jerry", "capital-run"),
        ("They saw Wang Huiming and Ada Kilnbaker there.", "Wang Huiming", "capital-run"),
        ("They saw Ada Kilnbaker, He Huiming saw all.", "He Huiming", "capital-run"),
        ("They read Captain Cook's Endeavour there.", "Captain Cook", "capital-run"),
        ("They read Captain Cook’s Endeavour there.", "Endeavour", "capital-run"),
        ("They read Captain Cook's Endeavour there.", "Captain Cook's Endeavour", "capital-whole"),
        ("Harbours are wet.", "Harbours", "capital-start"),
        ("It is wet. Harbours are wet.", "Harbours", "capital-start"),
        ("“Harbours” are wet.", "Harbours", "capital-start"),
        ("OGAS was wet.", "OGAS", "capital-run"),
        ("They saw the Harbour there.", "Harbour", "capital-run"),
        ("They saw Saturn 5 there.", "Saturn 5", "capital-run"),
        ("They saw GPT-4 there.", "GPT-4", "capital-run"),
        ("They saw iPhone sales there.", "iPhone", "capital-run"),
        ("They had a Bermuda sloop there.", "Bermuda sloop", "capital-noun"),
        ("They had a Bermuda sloop.", "Bermuda sloop", "capital-noun"),
        ("They like modern Plymouth.", "modern Plymouth", "noun-capital"),
        ("They eat slow mouldy bread.", "mouldy bread", "phrase"),
        ("They eat slow mouldy bread.", "eat slow mouldy bread", "chunk"),
        ("A mother-dough idea.", "dough", "hyphen-part"),
        ("They call it 窯 there.", "窯", "other-script"),
        ("They call it かま there.", "かま", "other-script"),
        ("They carry a 325 there.", "325", "number"),
    ],
)
def test_english_spans(body: str, text: str, mark: str) -> None:
    """Runs of capitals with what joins them, what stands beside, phrases, parts, other scripts, lone numbers."""
    assert mark in spans_of(body, english_spans)[text]


@pytest.mark.parametrize(
    ("body", "text", "mark"),
    [
        ("Harbours are wet.", "Harbours", "capital-run"),
        ("They left when I did.", "I", "capital-run"),
        ("They said Tom I knew.", "Tom I", "capital-run"),
        ("They saw Wang Huiming and Ada Kilnbaker there.", "Wang Huiming and Ada Kilnbaker", "capital-run"),  # two
        ("They left. He Saw Harbours.", "He Saw", "capital-run"),
        ("They live 30 years there.", "30", "number"),
        ("They pay $325 or 1,325 there.", "325", "number"),
        ("They pay 325% there.", "325", "number"),
        ("They eat slow, mouldy bread.", "slow, mouldy", "phrase"),
        ("They eat bread and salt.", "bread and salt", "phrase"),
        ("one two three four five", "one two three four five", "phrase"),
    ],
)
def test_not_in_english(body: str, text: str, mark: str) -> None:
    """The capital of a sentence says little, *I* nothing; amounts are no names; signs and small words part phrases."""
    assert mark not in spans_of(body, english_spans).get(text, set())


# ------------------------------------------------------------------------------------------------------ Chinese spans


@pytest.mark.parametrize(
    ("body", "text", "mark"),
    [
        ("冲塔的人去过北京大学。", "北京大学", "word"),
        ("冲塔的人去过北京大学。", "冲塔", "chunk"),
        ("学徒的刀工精湛得很。", "刀工精湛", "run"),
        ("他拿着DeepSeek写菜谱。", "DeepSeek", "latin"),
        ("他拿着Claude Code写菜谱。", "Claude Code", "latin"),
        ("他拿着Claude Code写菜谱。", "Claude", "latin-part"),
        ("他背325了。", "325", "latin"),
        ("这个AI厨师很忙。", "AI厨师", "run"),
        ("他们在〇塔。", "在〇", "censored"),
        ("老邱又来了。", "老邱", "nickname"),
        ("他说火候要足，然后走。", "他说火候要足", "clause"),
        ("真的。人在江湖，身不由己。是的。", "人在江湖，身不由己", "two-clauses"),
    ],
)
def test_chinese_spans(body: str, text: str, mark: str) -> None:
    """Words, runs of them with Latin letters too, what is blanked out, nicknames and clauses."""
    assert mark in spans_of(body, chinese)[text]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("我们的人都在这里。", "的人都"),
        ("他背了1325本。", "325"),
        ("花了200,000元。", "200"),
        ("花了200,000元。", "000"),
        ("火候，刀工。", "火候，刀工"),
        ("他说産業ゴミ很多。", "業ゴ"),
        ("他说産業ゴミ很多。", "ミ很多"),
        ("了。", "了"),
    ],
)
def test_not_in_chinese(body: str, text: str) -> None:
    """Nothing begins with a function word, is cut out of a number or of kana, goes over a comma, or is a small word."""
    assert text not in spans_of(body, chinese)


def test_labels_are_words() -> None:
    """What the glossary lists is one word of the runs around it."""
    (paragraph,) = read_paragraphs("改稻为桑国策。")
    spans = chinese_spans(paragraph, "改稻为桑国策。", Segmenter(["改稻为桑"]))
    assert {(0, 4), (0, 6)} <= {span for span, marks in spans.items() if {"word", "run"} & marks}


def test_parts_of_labels_are_whole_runs() -> None:
    """A word that no dictionary has is taken apart, but not inside a run of kana or of Latin letters."""
    (paragraph,) = read_paragraphs("産業ゴミABC机")
    spans = chinese_spans(paragraph, "産業ゴミABC机", Segmenter(["産業ゴミABC机"]))
    parts = {paragraph.reading[start:end] for (start, end), marks in spans.items() if "unknown-part" in marks}
    assert {"産業", "産業ゴミ", "業ゴミABC", "ABC机"} <= parts
    assert not any(part.endswith(("ゴ", "A", "AB")) or part.startswith(("ミ", "B", "C")) for part in parts)


# --------------------------------------------------------------------------------------------------------- expressions


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The Glass Harbour", "glass harbour"), ("“Glass  Harbour”", "glass harbour"), ("ＧＬＡＳＳ", "glass"),
        ("Harbour's", "harbour"), ("Harbour’s", "harbour"), ("《红楼梦》", "红楼梦"), ("an oven", "oven"),
        ("theory", "theory"), ("", ""), ("…", ""),
    ],
)  # fmt: skip
def test_key(text: str, key: str) -> None:
    """Spellings share a key whatever their width, case, article, possessive and outer marks."""
    assert key_of(text) == key


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("“the Harbour’s”", "Harbour"), (" (cast iron), ", "cast iron"), ("“…”", ""), ("the ", "the"),
        ("A kiln", "kiln"),
        ("another", "another"),
    ],
)  # fmt: skip
def test_trimmed(text: str, left: str) -> None:
    """Marks, article and possessive are cut off, not more."""
    start, end = trimmed(text, 0, len(text))
    assert text[start:end] == left


def collected(body: str) -> dict[str, Expression]:
    """Return the expressions of an English post."""
    paragraphs = read_paragraphs(body)
    return collect(paragraphs, [english_spans(each, body) for each in paragraphs], [{} for _ in paragraphs])


@pytest.mark.parametrize(
    ("text", "is_term"),
    [
        ("一百九十九", False),
        ("四十五度", False),
        ("第三十七页", False),
        ("两百多家", False),
        ("十万分之三", False),
        ("ninety-nine", False),
        ("forty-five degrees", False),
        ("九九六", True),
        ("五个九", True),
        ("十三香", True),
        ("一千零一夜", True),
        ("三十六计", True),
        ("seventy-two transformations", True),
    ],
)
def test_quantities_are_no_terms(text: str, is_term: bool) -> None:
    """Nobody lists a quantity in words; what only begins with one may be a name or an idiom."""
    (paragraph,) = read_paragraphs(text)
    assert (text in collect([paragraph], [{(0, len(text)): frozenset({"word"})}], [{}])) == is_term


def test_repeated_expressions() -> None:
    """What stands alone or in one longer one."""
    found = collected(
        "The glass kiln broke.\n\nThe glass kiln (old) fell.\n\nA glass roof.\n\nOne glass!\n\nMy glass is."
    )
    assert [len(found[key].places) for key in ("glass", "glass kiln", "kiln")] == [5, 2, 2]
    alone = dict(zip(found, standalone([*found.values()]), strict=True))
    assert alone["glass"] == pytest.approx(1 - 2 / 5)
    assert (alone["glass kiln"], alone["kiln"]) == (1, 0)
    assert alone["broke"] == 0


@pytest.mark.parametrize("text", ["1/2", "3:45", "99%", "https://x.org/a", "a.b.c", "7", "2024", "x"])
def test_no_expression(text: str) -> None:
    """Sums, times, shares, addresses, small and large numbers and single letters are no terms."""
    assert collected(f"They saw “{text}” there.").keys().isdisjoint({text, key_of(text)})


# --------------------------------------------------------------------------------------------------------- competition


def expression(text: str, *starts: int) -> Expression:
    """Return an expression that stands at *starts* in the first paragraph."""
    return Expression(text, text, [Place(0, start, start + len(text)) for start in starts])


OVERLAPPING = {each.text: each for each in (
    expression("paper", 0, 40), expression("paper tiger", 0), expression("tiger roar", 6), expression("far", 60)
)}  # fmt: skip
SCORES = {"paper": 0.2, "paper tiger": 0.9, "tiger roar": 0.5, "far": 0.1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("paper", {"around": 0.45}),
        ("paper tiger", {"inside": 0.2, "across": 0.5}),
        ("tiger roar", {"across": 0.9}),
        ("far", {}),
    ],
)
def test_rivals(text: str, expected: dict[str, float]) -> None:
    """The best that contains, is inside, or crosses an expression, over its places."""
    found = rivals([*OVERLAPPING.values()], column([*SCORES.values()]))
    place = [*OVERLAPPING].index(text)
    assert {name: figures[place] for name, figures in found._asdict().items() if figures[place]} == pytest.approx(
        expected
    )


def test_rivals_of_a_long_post(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is compared in many goes is the same as what is compared in one, and paragraphs are apart."""
    many = [replace(each, places=[Place(2 * n, *place[1:]) for n in range(3) for place in each.places])
            for each in OVERLAPPING.values()]  # fmt: skip
    once = rivals(many, column([*SCORES.values()]))
    monkeypatch.setattr(competition, "AT_ONCE", 2)
    parts = rivals(many, column([*SCORES.values()]))
    short = rivals([*OVERLAPPING.values()], column([*SCORES.values()]))
    for of_once, of_parts, of_short in zip(once, parts, short, strict=True):
        assert of_once.tolist() == of_parts.tolist() == pytest.approx(of_short.tolist())


def test_nobody_has_rivals() -> None:
    """Of no expressions there are none."""
    assert [figures.tolist() for figures in rivals([], column([]))] == [[], [], []]


def test_claimed_shares() -> None:
    """The best takes its places first; what overlaps them is claimed there, and free elsewhere."""
    assert claimed_shares(OVERLAPPING, SCORES, [63]) == {"paper": 0.5, "paper tiger": 0, "tiger roar": 1, "far": 0}


# -------------------------------------------------------------------------------------------------------------- sounds


@pytest.mark.parametrize("other", ["玻璃港", "红楼梦", "人工智能", "迪士尼", "北京大学", "普京", "克林顿"])
def test_sounds_like_deepseek(other: str) -> None:
    """A transliteration sounds more like the name than any other expression."""
    name = written("DeepSeek")
    assert resemblance(name, spoken("迪普希克")) > max(0.6, resemblance(name, spoken(other)))


@pytest.mark.parametrize(
    ("name", "text", "least", "most"),
    [
        ("Gao Hanwen", "高翰文", 1, 1),
        ("Jingdezhen", "景德镇", 1, 1),
        ("Lüliang", "吕梁", 0.5, 1),
        ("Xi'an", "西安", 1, 1),
        ("Clinton", "克林顿", 0.6, 0.99),
        ("Clinton", "克", 0, 0),
        ("ab", "阿爸", 0, 0),
        ("Clinton", "OGAS", 0, 0),
        ("窑炉", "窑炉", 0, 0),
        ("Al", "阿尔巴尼亚人民共和国", 0, 0),
    ],
)
def test_resemblance(name: str, text: str, least: float, most: float) -> None:
    """Exact pinyin is 1; too short, too unequal or without sound is 0."""
    assert least <= resemblance(written(name), spoken(text)) <= most


def test_resemblances() -> None:
    """Many are asked for at once with the same answers, among them some that resemble and some that are too unequal."""
    names = [sound for name in ("Clinton", "Jingdezhen", "DeepSeek") if (sound := written(name))]
    others = [sound for text in ("克林顿", "景德镇", "玻璃港", "阿尔巴尼亚人民共和国") if (sound := spoken(text))]
    pairs = [(one, other) for one in range(len(names)) for other in range(len(others))]
    ones, numbers = map(list, zip(*pairs, strict=True))
    singly = [resemblance(names[one], others[other]) for one, other in pairs]
    assert resemblances(names, others, (ones, numbers)) == pytest.approx(singly)
    assert {0.0, 1.0} < {*singly}


# ---------------------------------------------------------------------------------------------- links and counterparts


@pytest.mark.parametrize(
    ("word", "linked"),
    [("jingdezhen", "景德镇"), ("ogas", "OGAS"), ("dragon", "龙"), ("kiln", "窑"), ("the", None), ("slope", None)],
)
def test_links(word: str, linked: str | None) -> None:
    """A word is linked to what sounds like it, is the same string or stands in the dictionary; small words are not."""
    english, chinese_text = ENGLISH.split("\n\n")[0], CHINESE.split("\n\n")[0]
    links = link_words(english, chinese_text)
    number = next(number for number, each in enumerate(links.words) if each.text == word)
    found = {chinese_text[start:end] for each, start, end, _ in links.found if each == number}
    assert linked in found if linked else not found
    assert all(0 < strength <= 1 for *_, strength in links.found)


@pytest.mark.parametrize("number", [("three", "三"), ("7", "七"), ("one", "1"), ("〇", "〇"), ("325", "325")])
def test_numbers_are_linked(number: tuple[str, str]) -> None:
    """Whether written in words, figures or characters."""
    links = link_words(f"Take {number[0]} of those bowls.", f"取{number[1]}只碗。")
    assert (1, 1 + len(number[1])) in {(start, end) for word, start, end, _ in links.found if word == 1}


def test_passages_are_measured_in_parts(pair: list[list[Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    """What fits is the same however many passages are looked at in one go."""
    monkeypatch.setattr(counterparts, "AT_ONCE", 1)
    assert studied(post(ENGLISH), post(CHINESE, "zh")) == pair


def test_dictionary() -> None:
    """It knows words from both sides, names, idioms, and what is a verb or a noun."""
    known = dictionary()
    assert stem("kilns") in known.stems["窑"]
    assert "纸老虎" in known.glosses["paper tiger"]
    assert "北京" in known.proper
    assert "刻舟求剑" in known.idioms
    assert known.verb_share("write") > 0.5 > known.verb_share("harbour")
    assert known.noun_share("theories") > known.noun_share("wrote")


@pytest.mark.parametrize(
    ("english", "chinese_text"),
    [
        ("dragon kiln", "龙窑"), ("OGAS", "OGAS"), ("Jingdezhen", "景德镇"), ("Zhang Daqian", "张大千"),
        ("325", "325"), ("Celadon Glaze", "青瓷釉"),
    ],
)  # fmt: skip
def test_counterparts(pair: list[list[Any]], english: str, chinese_text: str) -> None:
    """What renders what: by the dictionary, by equal strings, by sound, by number; both ways."""
    assert counterpart(pair, english) == chinese_text
    assert counterpart(pair, chinese_text) == english


def test_original_in_brackets() -> None:
    """What begins the brackets right behind a term as the original renders it, though nothing else links them."""
    rows = studied(
        post('The old "smoke eaters" (吃窑人 - firemen) of Jingdezhen rest. The glazer (see 釉工) is awake.\n'),
        post("景德镇的吃窑人歇了，釉工还醒着。\n", "zh"),
    )
    assert counterpart(rows, "smoke eaters") == "吃窑人"
    chinese_rows = [row for row in rows if row[LANGUAGE] == "zh"]
    assert counterpart(chinese_rows, "吃窑人") == "smoke eaters"
    assert counterpart(chinese_rows, "釉工") == "釉工"  # it does not begin the bracket


def test_longer_pair_is_a_likelier_one() -> None:
    """Around equal strings, of longer pairs that fit the likeliest is taken, not the longest."""
    texts = f"Last year old Wendell Kilnbaker {'fired kilns ' * 20}", f"去年Wendell Kilnbaker老爷子{'又烧窑了' * 20}"
    scores: list[dict[str, float]] = [
        {"Kilnbaker": 0.9, "Wendell Kilnbaker": 0.4, "year old Wendell Kilnbaker": 0.01},
        {"Kilnbaker": 0.9, "Wendell Kilnbaker": 0.3, "去年Wendell Kilnbaker老爷子": 0.05},
    ]
    english, chinese_side = (
        {
            key: Expression(key, key, [Place(0, text.index(key), text.index(key) + len(key))], Counter())
            for key in scored
        }
        for text, scored in zip(texts, scores, strict=True)
    )
    passages = measure_passages(english, chinese_side, *scores, [({0: 0}, texts[0], {0: 0}, texts[1])])
    pairs = pair_expressions(passages, *scores)
    assert {key: pair.key for key, pair in pairs.of_english.items()} == {"Wendell Kilnbaker": "Wendell Kilnbaker"}


def test_plural_of_capitals() -> None:
    """Chinese writes what is in capitals without the sign of a plural."""
    rows = studied(post("All over the country YTBs fired kilns.\n"), post("全国的YTB都在烧窑。\n", "zh"))
    assert counterpart(rows, "YTBs") == "YTB"


def test_counterparts_are_mutual(pair: list[list[Any]]) -> None:
    """Whoever has a counterpart is its counterpart's."""
    sides: dict[str, dict[str, str | None]] = {"en": {}, "zh": {}}
    for row in pair:
        sides[row[LANGUAGE]][row[TEXT]] = row[COUNTERPART]
    named = {text: other for text, other in sides["en"].items() if other}
    assert len(named) >= 6
    assert all(sides["zh"].get(other, text) == text for text, other in named.items())
    assert len({*named.values()}) == len(named)


def test_turned_round(pair: list[list[Any]]) -> None:
    """Which of the two posts comes first changes nothing."""
    turned = studied(post(CHINESE, "zh"), post(ENGLISH))
    assert sorted(row[:POST] for row in turned) == sorted(row[:POST] for row in pair)


@pytest.mark.parametrize(("body", "language"), [(ENGLISH, "fr"), (ENGLISH, "en-GB"), (CHINESE, "ja")])
def test_translations_without_counterparts(body: str, language: str) -> None:
    """A translation in the same language, or in one that is not studied, speaks neither for nor against anything."""
    alone = studied(post(ENGLISH))
    assert [row for row in studied(post(ENGLISH), post(body, language)) if row[POST] == 0] == alone
    beside_both = studied(post(ENGLISH), post(CHINESE, "zh"), post(body, language))
    both = studied(post(ENGLISH), post(CHINESE, "zh"))
    assert [row for row in beside_both if row[POST] == 0] == [row for row in both if row[POST] == 0] != alone


# ----------------------------------------------------------------------------------------------------------- looks


@pytest.fixture(scope="module")
def first_look() -> Look:
    """What is looked at in a post on pottery and its translation."""
    posts = [(each, read_paragraphs(each.body)) for each in (post(ENGLISH), post(CHINESE, "zh"))]
    return look(read_group(posts, ()), {(0, 1): align(posts[0][1], posts[1][1])}, weights())


@pytest.mark.parametrize("text", ["他昨天读了《玻璃港》。", "大家都说《下雨的早晨》好看，我没看过。"])
def test_titles_are_believed_in(text: str) -> None:
    """A title between its marks is proposed, also alone."""
    title = text.partition("《")[2].partition("》")[0]
    scores = {row[TEXT]: row[SCORE] for row in studied(post(text, "zh"))}
    assert scores[title] > weights()["zh"].cut


def test_what_is_left_is_looked_at_again(first_look: Look) -> None:
    """Only what came out likely enough goes on, with its signals, its new score and its places in passages."""
    first = weigh(first_look, {language: found.first for language, found in weights().items()}, guessing=False)
    again = look_again(first_look, first.scores)
    assert again.passages.keys() == first_look.passages.keys() == {(0, 1)}
    for before, here, found, scores in zip(
        first_look.readings, again.readings, first.scores, again.scores, strict=True
    ):
        least = LEAST_LEFT[here.language]
        assert 0 < len(here.expressions) < len(before.expressions)
        assert scores == {key: score for key, score in found.items() if score >= least}
        assert [*here.expressions] == [*scores]
        assert here.signals.shape[1] == len(scores)
        kept = [number for number, key in enumerate(before.expressions) if key in scores]
        assert here.signals.tolist() == before.signals[:, kept].tolist()


def test_narrowed_is_as_measured_among_few(first_look: Look) -> None:
    """What is left of a passage fits as if nothing else had ever stood in it."""
    english, chinese_side = first_look.readings
    few = [{key for key in reading.expressions if key[-1:] in "gns窑釉"} for reading in first_look.readings]
    sides = [
        {key: one for key, one in reading.expressions.items() if key in keep}
        for reading, keep in zip(first_look.readings, few, strict=True)
    ]
    assert all(0 < len(side) < len(all_of.expressions) for side, all_of in zip(sides, first_look.readings, strict=True))
    texts = [
        ({number: 0}, ours.reading, {number: 0}, theirs.reading)
        for number, (ours, theirs) in enumerate(zip(english.paragraphs, chinese_side.paragraphs, strict=True))
    ]
    many = measure_passages(english.expressions, chinese_side.expressions, *first_look.scores, texts)
    left = narrowed(many, *few)
    alone = measure_passages(*sides, *first_look.scores, texts)
    assert [passage for passage, _ in left] == [passage for passage, _ in alone]
    for (_, fitting), (_, fitting_alone) in zip(left, alone, strict=True):
        for here, there in zip(fitting, fitting_alone, strict=True):
            assert here.tolist() == pytest.approx(there.tolist())


# -------------------------------------------------------------------------------------------------------- the study


def test_gloss_is_given(pair: list[list[Any]]) -> None:
    """What stands in brackets behind an expression is its gloss, and speaks for it."""
    row = next(row for row in pair if row[TEXT] == "dragon kiln")
    assert (row[GLOSS], row[PLACES]) == ("a long oven on a slope", 2)
    assert ("gloss", "a long oven on a slope") in [seen[:2] for seen in evidence(row)]


def test_rows_are_plain_data(pair: list[list[Any]]) -> None:
    """A study can be kept as JSON and is the same afterwards."""
    assert json.loads(json.dumps(pair, allow_nan=False)) == pair


def test_evidence_adds_up(pair: list[list[Any]]) -> None:
    """The weights add up to the logarithm of the odds, but for what is too light to be told."""
    assert len(pair) > 15
    for row in pair:
        signals = {seen.signal for seen in evidence(row)}
        assert len(signals) == len(evidence(row))
        untold = {signal.evidence for signal in (*SIGNALS[row[LANGUAGE]], *CONTEXT_SIGNALS)} - signals
        odds = math.log(row[SCORE] / (1 - row[SCORE]))
        off = LEAST_WEIGHT * len(untold) + 0.01 + 0.0001 / (row[SCORE] * (1 - row[SCORE]))
        told = sum(seen.weight for seen in evidence(row))
        assert told == pytest.approx(odds, abs=min(off, 0.3)), row


def test_figures_are_told_as_a_number(pair: list[list[Any]]) -> None:
    """Figures count as another script in Chinese, and nobody is told so; letters are told as what they are."""
    told = {(row[LANGUAGE], row[TEXT]): {seen.signal for seen in evidence(row)} for row in pair}
    assert "number" in told["zh", "325"]
    assert "other-script" not in told["zh", "325"]
    assert "other-script" in told["zh", "OGAS"]
    assert "capitals" in told["en", "OGAS"]


def test_what_better_ones_took_is_told(pair: list[list[Any]]) -> None:
    """An expression that stands only inside better ones has lost half of its score, and says so."""
    taken = [seen for row in pair for seen in evidence(row) if seen.signal == "overlapped"]
    assert taken
    assert all(0 < float(seen.value) <= 0.5 and seen.weight < 0 for seen in taken)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_light_signals_are_few(pair: list[list[Any]], language: str) -> None:
    """The best are told of with more than one reason each."""
    best = sorted((row for row in pair if row[LANGUAGE] == language), key=lambda row: -row[SCORE])[:5]
    assert all(sum(seen.weight > 0 for seen in evidence(row)) > 1 for row in best)


STUDY = f"""
import json, sys
from glossary.alignment import align
from glossary.candidate import study
from glossary.model import Post
from glossary.post import read_paragraphs
posts = [Post("", "", "", "", language, "", body, 0, "") for language, body in {[("en", ENGLISH), ("zh", CHINESE)]!r}]
group = [(post, read_paragraphs(post.body)) for post in posts]
json.dump(study(group, {{(0, 1): align(group[0][1], group[1][1])}}, ()), sys.stdout)
"""


def test_same_under_another_hash_seed(pair: list[list[Any]]) -> None:
    """Another process with another hash seed finds the same rows in the same order."""
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    run = subprocess.run(
        [sys.executable, "-c", STUDY], env=environment(PYTHONHASHSEED=seed), text=True, capture_output=True, check=True
    )
    assert (json.loads(run.stdout)[0], run.stderr) == (pair, "")


def test_clauses_are_whole() -> None:
    """What stands between two breaks is a clause; a longer one is not cut anywhere, least of all inside a word."""
    found = spans_of("他们，打一枪换个地方，然后慢慢检查那些写得特别长的instructions是否可行。", chinese)
    assert [text for text, marks in found.items() if "clause" in marks] == ["打一枪换个地方"]
    assert "instructions" in found
    assert not any("nstruction" in text and "instructions" not in text for text in found)


def test_labels_matter() -> None:
    """A label of the glossary is a word; without it the segmenter decides."""
    text = "朝廷的国策是改稻为桑。"
    with_label, without = (
        {row[TEXT]: row[SCORE] for row in studied(post(text, "zh"), labels=labels)} for labels in (["改稻为桑"], [])
    )
    assert with_label["改稻为桑"] > with_label["改稻"]
    assert without["改稻为桑"] < without["改稻"]


PIECES = st.sampled_from(
    """ " “ ” ‘ ’ 「 」 《 》 ( ) （ ） [ ] * ** _ ` - — … , . : ， 。 、 ; ! ? 's ’s the The of and I I'm Harbour glass
    kiln OGAS GPT-4 iPhone 325 1,325 3.5 99% 〇 某〇 玻璃港 红楼梦 的 了 在 北京大学 老王 人在江湖 窯 かま 한글 éclair é
    \u0301 ﬁ Ⅳ ¼ ½ İ ß 😀 🇨🇳 \u200b \u200d \u202e \ufeff 𠀀 ™ < > & &amp; $ | # \\ ~ {{ }} \x1f \x85 \u2028
    """.split(" ")
)
WILD = st.lists(
    st.one_of(PIECES, st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8), st.just("\n\n")),
    max_size=25,
).flatmap(lambda parts: st.sampled_from(["", " "]).map(lambda joint: joint.join(parts)))


@given(WILD, WILD)
@settings(max_examples=120, deadline=None)
def test_any_text_is_studied(english: str, chinese_text: str) -> None:
    """Whatever a post and its translation say, a study ends well, and what it finds stands there."""
    posts = [post(english), post(chinese_text, "zh")]
    readings = {each.language: [part.reading for part in read_paragraphs(each.body)] for each in posts}
    for row in studied(*posts):
        assert any(row[TEXT] in reading for reading in readings[row[LANGUAGE]])
        assert 0 <= row[SCORE] <= 1
        assert row[KEY]
        assert row[PLACES] > 0
        assert row[COUNTERPART] is None or any(
            row[COUNTERPART] in reading for reading in readings["zh" if row[LANGUAGE] == "en" else "en"]
        )


# ------------------------------------------------------------------------------------------------------------- ranking


def row(text: str, score: float = 0.9, language: str = "en", **others: Any) -> list[Any]:
    """Return a row of a study."""
    values = {
        "kind": "slang", "places": 1, "gloss": None, "counterpart": None, "paragraph": 0, "start": 2, "evidence": [],
        "post": 0, **others,
    }  # fmt: skip
    return [language, key_of(text), text, score, *values.values()]


def known(*labels: str, language: str = "en", **ignored: Sequence[str]) -> Glossary:
    """Return a glossary of one term with *labels*."""
    term = Term("term", "slang", tuple(Label(language, label) for label in labels))
    return Glossary(
        terms=(term,) if labels else (), ignored={k.replace("_", "-"): tuple(v) for k, v in ignored.items()}
    )


def ranked(*rows: list[Any], glossary: Glossary | None = None) -> list[Candidate]:
    """Return what is proposed, every row of another post."""
    return rank([[[each], [[f"a {each[TEXT]}"]]] for each in rows], glossary or known())


@pytest.mark.parametrize(
    ("label", "text", "proposed"),
    [
        ("Glass Harbour", "glass harbour", False),
        ("glass harbour", "GLASS HARBOUR", False),
        ("Glass Harbour", "Ｇlass Harbour", False),
        ("Ｇlass Harbour", "Glass Harbour", False),
        ("Glass Harbour", "the Glass Harbour", False),
        ("the Glass Harbour", "Glass Harbour", False),
        ("Glass Harbour", "Glass Harbours", False),
        ("Glass Harbours", "Glass Harbour", False),
        ("city theories", "city theory", False),
        ("Glass Harbour", "Glass Harbour's", False),
        ("改稻为桑", "改稻為桑", False),
        ("改稻為桑", "改稻为桑", False),
        ("“红楼梦”", "红楼梦", False),
        ("e\u0301clair", "éclair", False),
        ("Glass Harbour", "Glass Harbor", True),
        ("Glass Harbour", "Harbour", True),
        ("Harbour", "Glass Harbour", True),
        ("bus", "bu", True),
        ("改稻", "改稻为桑", True),
        ("OGAS", "OGA", True),
        ("new", "news", True),
    ],
)
def test_known_is_not_proposed(label: str, text: str, proposed: bool) -> None:
    """No variant of a label: case, width, script, number, article, possessive, composition; but anything else."""
    assert bool(ranked(row(text), glossary=known(label))) == proposed


def test_known_in_any_language() -> None:
    """A label of another language says that the spelling is known."""
    assert ranked(row("OGAS"), glossary=known("OGAS", language="zh")) == []


@pytest.mark.parametrize(
    ("language", "refused", "status"),
    [
        ("en", {"en": ["glass harbours"]}, "ignored"), ("en-GB", {"en": ["Glass Harbour"]}, "ignored"),
        ("en", {"en_GB": ["Glass Harbour"]}, "ignored"), ("en", {"zh": ["Glass Harbour"]}, "new"),
        ("en", {"en": ["Harbour"]}, "new"),
    ],
)  # fmt: skip
def test_refused_is_ignored(language: str, refused: dict[str, list[str]], status: str) -> None:
    """What is refused in the language, with or without region, has the status ignored."""
    (found,) = ranked(row("Glass Harbour", language=language), glossary=known(**refused))
    assert found.status == status


def test_posts_are_merged() -> None:
    """One candidate of all posts: places and posts counted, the best score with its text, the first gloss there is."""
    (found,) = ranked(
        row("glass harbour", 0.3, places=2, gloss="a port", counterpart="玻璃港"),
        row("Glass Harbour", 0.8, places=3, kind="place"),
        row("Ｇlass harbour", 0.5, places=1, gloss="another", counterpart="琉璃港"),
    )
    assert (found.text, found.score, found.kind, found.example) == ("Glass Harbour", 0.8, "place", "a Glass Harbour")
    assert (found.mention_count, found.post_count) == (6, 3)
    assert (found.gloss, found.counterpart) == ("another", "琉璃港")


def test_spellings_of_one_post_are_one_post() -> None:
    """Traditional and simplified spellings in one post are places of one candidate in one post."""
    rows = [row("為桑", language="zh", places=2), row("为桑", language="zh")]
    (found,) = rank([[rows, [["改稻為桑，改稻为桑"]]]], Glossary())
    assert (found.mention_count, found.post_count) == (3, 1)


def test_example_begins_with_a_clause() -> None:
    """Chinese has no spaces: an example begins and ends where a sign stands, if there is one."""
    text = "烧窑的人都去了河边，" * 9 + "他说冲塔没有用。" + "后来大家都不说话了，" * 9
    (found,) = rank([[[row("冲塔", language="zh", start=text.index("冲塔"))], [[text]]]], Glossary())
    passage = found.example.strip("…")
    assert (passage[:4], passage[-4:], "冲塔" in passage) == ("烧窑的人", "不说话了", True)


@pytest.mark.parametrize("around", ["word " * 5, "word " * 50, "字" * 200])
def test_example_is_a_passage(around: str) -> None:
    """Of a long paragraph an example shows what stands around, no English word cut."""
    text = f"{around}Glass Harbour {around}"
    (found,) = rank([[[row("Glass Harbour", start=len(around))], [[text]]]], Glossary())
    passage = found.example.strip("…")
    assert passage in text
    assert "Glass Harbour" in passage
    assert set(passage.split()) <= {*around.split(), "Glass", "Harbour"} or "word" not in around
    assert (passage == text) == (len(around) < AROUND)
    assert len(passage) <= 2 * AROUND + len("Glass Harbour")


def test_best_first_per_language() -> None:
    """By language, then score, then text; a language with a region is one of its own."""
    found = ranked(
        row("窑", 0.9, "zh"), row("b", 0.5), row("a", 0.5), row("c", 0.7), row("c", 0.6, "en-GB"), row("a", 0.1, "zh")
    )
    assert [(each.language, each.text) for each in found] == [
        ("en", "c"), ("en", "a"), ("en", "b"), ("en-GB", "c"), ("zh", "窑"), ("zh", "a"),
    ]  # fmt: skip


def test_default_cut() -> None:
    """What is believed in is new and scores as high as the weights ask for its language; no other language has any."""
    english, chinese_cut = weights()["en"].cut, weights()["zh"].cut
    found = ranked(
        row("at", english), row("below", english - 0.001), row("refused", 1.0), row("在", chinese_cut, "zh-Hant"),
        row("下", chinese_cut - 0.001, "zh"), row("bord", 0.99, "fr"), glossary=known(en=["refused"]),
    )  # fmt: skip
    assert {each.text for each in default_cut(found)} == {"at", "在"}
    assert all(0 < cut < 1 for cut in (english, chinese_cut))


@pytest.mark.parametrize(
    ("text", "mark", "kind"),
    [
        ("Ada Lovelace", "capital-run", "person"),
        ("James Potter", "capital-run", "person"),  # both are ordinary words
        ("Charles IX", "capital-run", "person"),
        ("Zhao Ming", "capital-run", "person"),
        ("Old Zhao", "capital-run", "person"),
        ("School of Ceramics", "capital-run", "organisation"),
        ("Kiln Robotics", "capital-run", "organisation"),
        ("Huawei", "capital-run", "organisation"),  # a dictionary says so
        ("Great Leap Forward", "capital-run", "event"),
        ("Battle of the Kilns", "capital-run", "event"),
        ("All Roads Lead to the Kiln", "quoted", "work"),
        ("KilnScript", "capital-run", "technology"),
        ("Grain Ministry", "capital-run", "organisation"),
        ("Boxer Movement", "capital-run", "event"),
        ("Kiln Weekly", "capital-run", "work"),
        ("The Dream of the Kiln", "capital-run", "work"),
        ("OGAS", "capital-run", "technology"),
        ("GPT-4", "capital-run", "technology"),
        ("reciprocity", "phrase", "concept"),
        ("paper tiger", "quoted", "slang"),
        ("all roads lead to the kiln", "quoted", "allusion"),
        ("Ada Lovelace", "latin", "person"),
        ("老王", "nickname", "person"),
        ("北京大学", "word", "organisation"),
        ("陶瓷局", "run", "organisation"),
        ("陶瓷骗局", "run", "concept"),  # 骗局 is no office
        ("司马懿", "word", "person"),
        ("陶瓷模型", "run", "concept"),
        ("老司机", "word", "slang"),  # a dictionary remarks that it is colloquial
        ("青瓷局", "other-script", "organisation"),
        ("戊戌变法", "word", "event"),
        ("红楼梦", "title", "work"),
        ("编译器", "word", "technology"),
        ("自由主义", "word", "concept"),
        ("刻舟求剑", "word", "allusion"),
        ("人在江湖飘", "clause", "allusion"),
        ("冲塔", "word", "slang"),
    ],
)
def test_kinds(text: str, mark: str, kind: str) -> None:
    """A first guess at the kind, from how it is written and marked."""
    assert kind in KINDS
    assert kind_of(seen(text, mark)) == kind


def seen(text: str, *marks: str, gloss: str = "") -> Expression:
    """Return an expression that stands once."""
    return Expression(text, text, [Place(0, 0, len(text))], Counter(marks), [gloss] if gloss else [])


@pytest.mark.parametrize(
    ("english", "chinese_text", "kind"),
    [
        (seen("Kiln Water", "capital-run"), seen("窑水", "title"), "work"),
        (seen("Yao Wang", "capital-run"), seen("窑旺", "word"), "person"),
        (seen("Yaowang", "capital-run"), seen("窑旺", "word"), "organisation"),  # as it is spoken
        (seen("the kiln goes out", "quoted"), seen("刻舟求剑", "word"), "allusion"),
        (seen("glaze fever", "phrase"), seen("釉化学", "run"), "concept"),
    ],
)
def test_kind_of_pair(english: Expression, chinese_text: Expression, kind: str) -> None:
    """An expression and its counterpart are of one kind, whichever tells it."""
    assert kind_of(english, chinese_text) == kind_of(chinese_text, english) == kind


@pytest.mark.parametrize(
    ("gloss", "kind"),
    [
        ("Ministry of Kilns and Glazes", "organisation"),
        ("a Ming dynasty novel", "work"),
        ("an idiom for losing heart", "allusion"),
        ("a pun on glaze", "wordplay"),
        ("a euphemism", "slang"),
        ("a decisive battle of 200 AD", "event"),
        ("founder of the kiln", "person"),
    ],
)
def test_kind_by_gloss(gloss: str, kind: str) -> None:
    """What stands in brackets behind a term may say what it is."""
    assert kind_of(seen("YTB", "capital-run", gloss=gloss)) == kind


def test_kind_in_italics() -> None:
    """Names of several words in italics are titles; in bold they are not."""
    marks = {mark: spans_of(f"We read {sign}Kiln Water{sign} twice.", marked_spans) for mark, sign in SIGNS.items()}
    kinds = {mark: kind_of(seen("Kiln Water", "capital-run", *found["Kiln Water"])) for mark, found in marks.items()}
    assert kinds == {"italics": "work", "bold": "concept"}


SIGNS = {"italics": "*", "bold": "**"}


@pytest.mark.parametrize(
    ("definition", "name", "kinds"),
    [
        ("/Ada Kiln (1815-1852), of London/", "", {"person": 1}),
        ("/Great Firing (1958-1960), badly planned/", "", {}),  # too short for a life
        ("/Old Kiln, character in a play//Kiln, an e-commerce company/", "", {"person": 1, "organisation": 1}),
        ("/Old Kiln, character in a play//Kiln, an e-commerce company/", "kiln", {"organisation": 1}),
        ("/Kiln (brand)/", "", {"organisation": 1}),
        ("/Kiln, county in Glaze/", "", {"place": 1}),
        ("/hero of the novel Kiln/", "", {"person": 1}),  # what stands first
    ],
)
def test_kinds_defined(definition: str, name: str, kinds: dict[str, int]) -> None:
    """What a dictionary says of a name tells what it is, sense by sense."""
    assert kinds_defined(definition, name) == kinds


# ------------------------------------------------------------------------------------------------ signals and weights


@pytest.mark.parametrize("language", SIGNALS)
def test_signals_have_names_and_words(language: str) -> None:
    """Each signal of a language has a name of its own; what it is told under is said in words, or left unsaid."""
    signals = (*SIGNALS[language], *CONTEXT_SIGNALS)
    assert [name for name, count in Counter(signal.name for signal in signals).items() if count > 1] == []
    assert {signal.evidence for signal in signals} | {BASE, "counterpart", "overlapped"} <= REASONS.keys() | UNSAID


def test_weights_are_of_signals() -> None:
    """The committed weights name only signals that there are, and every kind of reading has its own."""
    assert weights().keys() == SIGNALS.keys()
    context = {signal.name for signal in CONTEXT_SIGNALS}
    for language, weighed in weights().items():
        own = {signal.name for signal in SIGNALS[language]} | {BASE}
        beside = [weighed.first.alone, weighed.first.paired, weighed.last.alone, weighed.last.paired]
        assert weighed.own.keys() <= own
        assert all(part.keys() <= own | context for part in beside)
        for part in (weighed.own, *beside):
            assert BASE in part
            assert all(map(math.isfinite, part.values()))


def test_left_in_the_translation() -> None:
    """Whole Latin words in a row, in any case; Chinese never is."""
    there = {"OGAS": 1, "ogas": 1, "OGA": 0, "Claude Code": 1, "Code OGAS": 0, "系统": 0, "": 0}
    translation = Translation(["苏联的OGAS系统", "他用Claude Code写"])
    assert translation.has([*map(latin_words, there)]).tolist() == [*there.values()]


@pytest.mark.parametrize("language", SIGNALS)
def test_signals_of_no_expressions(language: str) -> None:
    """A post may have none."""
    assert values(language, [], Translation([])).shape == (len(SIGNALS[language]), 0)
