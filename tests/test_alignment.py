"""Which paragraphs of a post and its translation say the same, and which mentions."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import ROOT, environment

from glossary.alignment import Bead, align, pair_mentions
from glossary.build import building, counterparts
from glossary.post import find_posts, read_paragraphs, read_post

SAMPLES = os.environ.get("GLOSSARY_SAMPLES", "")
with_samples = pytest.mark.skipif(not SAMPLES, reason="GLOSSARY_SAMPLES names no folder of posts")

Side = list[tuple[frozenset[int], "Text"]]  # paragraphs, each with the numbers it had before


class Text(NamedTuple):
    """A paragraph as the aligner takes it."""

    zone: str
    reading: str


def prose(*readings: str) -> list[Text]:
    """Return paragraphs of prose."""
    return [Text("prose", reading) for reading in readings]


def groups(beads: Sequence[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return what goes together, without the scores."""
    return [(bead.ours, bead.theirs) for bead in beads]


def one_to_one(number: int) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return what *groups* does where every paragraph has its counterpart at the same place."""
    return [((index,), (index,)) for index in range(number)]


# ------------------------------------------------------------------------------------- texts of our own

BREAD = {
    "en": prose(
        "Flour, water, salt: that is all a loaf asks for, and 72 hours of somebody's patience.",
        "Mix 500 g of flour with 350 g of water and leave it alone for an hour. The gluten finds its way without you.",
        "Then add 10 g of salt and the starter. My grandmother called hers Boris (a joke about a president), and it "
        "outlived two refrigerators, one marriage and the whole of the GDR.",
        "Is it ready? Press a finger into the dough: if the dent comes back slowly, it is.",
        "Bake at 250 °C in a lidded pot for 25 minutes, then 20 more without the lid!",
    ),
    "de": prose(
        "Mehl, Wasser, Salz: mehr verlangt ein Laib nicht, dazu 72 Stunden Geduld von irgendwem.",
        "500 g Mehl mit 350 g Wasser verrühren und eine Stunde in Ruhe lassen. Das Gluten findet seinen Weg auch ohne "
        "dich.",
        "Dann kommen 10 g Salz und der Sauerteig dazu. Meine Großmutter nannte ihren Boris (ein Witz über einen "
        "Präsidenten), und er überlebte zwei Kühlschränke, eine Ehe und die ganze DDR.",
        "Ist er so weit? Drück einen Finger in den Teig: Kommt die Delle langsam zurück, dann ja.",
        "Bei 250 °C im geschlossenen Topf 25 Minuten backen, dann noch 20 ohne Deckel!",
    ),
    "zh": prose(
        "面粉、水、盐：一个面包要的不过如此，再加上谁的72个小时耐心。",
        "500克面粉兑350克水，拌匀后放上一个小时别管它。面筋自己会找到路，用不着你。",
        "然后加10克盐和酵头。我外婆管她那罐叫Boris（拿一位总统开的玩笑），它熬过了两台冰箱、一段婚姻和整个东德。",
        "好了没有？用手指按一下面团：坑慢慢弹回来，就是好了。",
        "250度，盖上锅盖烤25分钟，再开盖烤20分钟！",
    ),
    "zh-Hant": prose(
        "麵粉、水、鹽：一個麵包要的不過如此，再加上誰的72個小時耐心。",
        "500克麵粉兌350克水，拌勻後放上一個小時別管它。麵筋自己會找到路，用不著你。",
        "然後加10克鹽和酵頭。我外婆管她那罐叫Boris（拿一位總統開的玩笑），它熬過了兩台冰箱、一段婚姻和整個東德。",
        "好了沒有？用手指按一下麵團：坑慢慢彈回來，就是好了。",
        "250度，蓋上鍋蓋烤25分鐘，再開蓋烤20分鐘！",
    ),
    "en-GB": prose(
        "Flour, water and salt are all that a loaf asks for, and 72 hours of somebody's patience.",
        "Mix 500 g of flour into 350 g of water, then leave it be for an hour. The gluten will find its own way.",
        "Now the starter and 10 g of salt. My grandmother's was named Boris (a joke about a president), and outlived "
        "two fridges, one marriage and the entire GDR.",
        "Ready? Press the dough with a finger: if the dent comes back slowly, it is.",
        "Bake in a lidded pot, 25 minutes at 250 °C, then 20 more with the lid off!",
    ),
}
LANGUAGES = [("en", "zh"), ("zh", "en"), ("en", "de"), ("de", "zh"), ("en", "en-GB"), ("zh", "zh-Hant"), ("de", "en")]


@pytest.mark.parametrize(("one", "other"), LANGUAGES)
def test_any_two_languages(one: str, other: str) -> None:
    """A text goes with its translation paragraph by paragraph, whatever the two languages, and surely."""
    beads = align(BREAD[one], BREAD[other])
    assert groups(beads) == one_to_one(5)
    assert all(bead.score > 0.5 for bead in beads)


@pytest.mark.parametrize(("one", "other"), LANGUAGES)
@pytest.mark.parametrize("dropped", range(5))
def test_a_dropped_paragraph_stands_alone(one: str, other: str, dropped: int) -> None:
    """What the translation leaves out has no counterpart, and the rest keeps its own."""
    theirs = [text for index, text in enumerate(BREAD[other]) if index != dropped]
    places = [index - (index > dropped) for index in range(5)]
    expected = [((i,), () if i == dropped else (places[i],)) for i in range(5)]
    assert groups(align(BREAD[one], theirs)) == expected


@pytest.mark.parametrize(("one", "other"), LANGUAGES)
@pytest.mark.parametrize("first", range(4))
def test_merged_paragraphs_go_together(one: str, other: str, first: int) -> None:
    """Two paragraphs that the translation makes one are both its counterpart, on either side."""
    theirs = list(BREAD[other])
    theirs[first : first + 2] = [Text("prose", f"{theirs[first].reading} {theirs[first + 1].reading}")]
    expected = [
        *one_to_one(first),
        ((first, first + 1), (first,)),
        *(((i,), (i - 1,)) for i in range(first + 2, 5)),
    ]
    assert groups(align(BREAD[one], theirs)) == expected
    assert groups(align(theirs, BREAD[one])) == [(other, one) for one, other in expected]


@pytest.mark.parametrize("order", [(1, 0, 2, 3, 4), (0, 1, 2, 4, 3), (2, 0, 1, 3, 4), (0, 1, 3, 4, 2)])
@pytest.mark.parametrize(("one", "other"), LANGUAGES)
def test_moved_paragraphs_are_found(one: str, other: str, order: Sequence[int]) -> None:
    """A paragraph with anchors is found where the translation has put it; a bead begins in our order."""
    beads = align(BREAD[one], [BREAD[other][index] for index in order])
    assert groups(beads) == [((index,), (order.index(index),)) for index in range(5)]


def test_zones_tell_apart() -> None:
    """A heading goes with a heading and a table's cell with a cell, also where the prose between is left out."""
    ours = [Text("heading", "Ducks"), Text("prose", "They swim all day."), Text("table", "drake"), Text("table", "egg")]
    theirs = [Text("heading", "鸭子"), Text("table", "公鸭"), Text("table", "蛋")]
    assert groups(align(ours, theirs)) == [((0,), (0,)), ((1,), ()), ((2,), (1,)), ((3,), (2,))]


def test_given_anchors_decide() -> None:
    """What is known to be the same, such as terms, says which of two alike paragraphs was left out."""
    ours = prose("A sentence of some length about ducks.", "Another sentence of about that length.")
    theirs = prose("一句讲鸭子的话而已。")
    anchors = [[1, 2, 3, 4], [5, 6, 7, 8]]
    assert groups(align(ours, theirs, anchors, anchors[1:])) == [((0,), ()), ((1,), (0,))]
    assert groups(align(ours, theirs, anchors, anchors[:1])) == [((0,), (0,)), ((1,), ())]


def test_scores_fall_with_doubt() -> None:
    """What shares nothing and has another length is less sure than what agrees in all."""
    sure = align(BREAD["en"], BREAD["zh"])[2].score
    unsure = align(BREAD["en"], [*BREAD["zh"][:2], *prose("然后加盐。"), *BREAD["zh"][3:]])
    assert groups(unsure)[2] == ((2,), (2,)) or groups(unsure)[2] == ((2,), ())
    assert unsure[2].score < 0.5 < 0.9 < sure <= 1
    assert [bead.score for bead in align(BREAD["en"], [])] == [0.0] * 5


# ----------------------------------------------------------------------------------------- real posts


def paragraphs_of(folder: Path, stem: str) -> list[list[Text]]:
    """Return the paragraphs of a post in English and in Chinese."""
    sides = []
    for name in ("*{}-en.md", "*{}-cn.md", "*{}-zh.md"):
        for path in folder.glob(name.format(stem)):
            (source,) = [each for each in find_posts([folder]).sources if Path(each.file).name == path.name]
            post = read_post(source).post
            assert post
            sides.append([Text(each.zone, each.reading) for each in read_paragraphs(post.body)])
    assert len(sides) == 2
    return sides


@with_samples
@pytest.mark.parametrize("stem", ["leave", "18months", "ricetomulberry", "human"])
def test_samples_stand_one_to_one(stem: str) -> None:
    """Every paragraph of the real posts goes with its own, as a reader pairs them."""
    english, chinese = paragraphs_of(Path(SAMPLES), stem)
    assert groups(align(english, chinese)) == one_to_one(len(english))
    assert groups(align(chinese, english)) == one_to_one(len(chinese))


@pytest.mark.parametrize("stem", ["leave", "18months", "ricetomulberry", "human"])
def test_our_own_posts_stand_one_to_one(stem: str) -> None:
    """The posts of this repository have headings, lists and prose, each with its counterpart."""
    english, chinese = paragraphs_of(ROOT / "content", f"reading-{stem}")
    assert groups(align(english, chinese)) == one_to_one(len(english))


def share_right(sides: Sequence[Sequence[Text]], trials: int, change: Any) -> float:
    """Return the share of beads that are found as they are, over seeded *trials* of *change*."""
    right = total = 0
    for seed in range(trials):
        changed: list[Side] = [[(frozenset({i}), text) for i, text in enumerate(side)] for side in sides]
        change(changed, random.Random(seed))
        expected = true_groups(changed)
        found = set(groups(align(*([text for _, text in side] for side in changed))))
        right, total = right + len(expected & found), total + len(expected)
    return right / total


def true_groups(sides: Sequence[Side]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return what goes together: whatever was, or came of, the same paragraph."""
    made: list[tuple[frozenset[int], tuple[set[int], set[int]]]] = []
    for number, side in enumerate(sides):
        for index, (origins, _) in enumerate(side):
            places: tuple[set[int], set[int]] = (set(), set())
            places[number].add(index)
            for group in [group for group in made if group[0] & origins]:
                made.remove(group)
                origins |= group[0]
                places = (places[0] | group[1][0], places[1] | group[1][1])
            made.append((origins, places))
    return {(tuple(sorted(ours)), tuple(sorted(theirs))) for _, (ours, theirs) in made}


def drop_and_merge(sides: list[Side], chance: random.Random) -> None:
    """Drop a paragraph of either side, and make two neighbours of either side one."""
    side = sides[chance.randrange(2)]
    side.pop(chance.randrange(len(side)))
    side = sides[chance.randrange(2)]
    first = chance.randrange(len(side) - 1)
    (origins, text), (others, next_text) = side[first : first + 2]
    side[first : first + 2] = [(origins | others, Text(text.zone, f"{text.reading} {next_text.reading}"))]


def swap_neighbours(sides: list[Side], chance: random.Random) -> None:
    """Let two neighbours of one side change places."""
    side = sides[chance.randrange(2)]
    first = chance.randrange(len(side) - 1)
    side[first : first + 2] = side[first : first + 2][::-1]


def swap_any(sides: list[Side], chance: random.Random) -> None:
    """Let any two paragraphs of one side change places."""
    side = sides[chance.randrange(2)]
    one, other = chance.sample(range(len(side)), 2)
    side[one], side[other] = side[other], side[one]


@with_samples
@pytest.mark.parametrize(
    ("change", "trials", "least"), [(drop_and_merge, 200, 0.95), (swap_neighbours, 100, 0.97), (swap_any, 100, 0.92)]
)
def test_changed_samples(change: Any, trials: int, least: float) -> None:
    """On a real post most stays right when a paragraph is dropped and two are merged, or when two change places."""
    assert share_right(paragraphs_of(Path(SAMPLES), "leave"), trials, change) >= least


@pytest.mark.parametrize(
    ("change", "trials", "least"), [(drop_and_merge, 60, 0.96), (swap_neighbours, 30, 0.97), (swap_any, 30, 0.9)]
)
@pytest.mark.parametrize("stem", ["leave", "human"])
def test_changed_posts_of_our_own(stem: str, change: Any, trials: int, least: float) -> None:
    """The same holds on the posts of this repository, which have another author."""
    assert share_right(paragraphs_of(ROOT / "content", f"reading-{stem}"), trials, change) >= least


# -------------------------------------------------------------------------------------- odd and long posts


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ([], [], []),
        (prose("a"), [], [((0,), ())]),
        ([], prose("甲"), [((), (0,))]),
        (prose(""), prose(""), [((0,), (0,))]),
        (prose("a" * 1_000_000), prose("字" * 250_000), [((0,), (0,))]),
        (prose("字" * 1_000_000), prose("字" * 1_000_000), [((0,), (0,))]),
    ],
)
def test_odd_posts(ours: list[Text], theirs: list[Text], expected: object) -> None:
    """Empty posts, empty paragraphs and a megabyte of one character are no trouble."""
    begin = time.monotonic()
    assert groups(align(ours, theirs)) == expected
    assert time.monotonic() - begin < 5


def long_pair(number: int) -> tuple[list[Text], list[Text]]:
    """Return two posts of so many paragraphs, of which every third has a number of its own."""
    chance = random.Random(number)
    ours, theirs = [], []
    for index in range(number):
        words = chance.randrange(5, 60)
        own = f" {index * 7919}" if index % 3 == 0 else ""
        ours += prose("words of ours " * words + own)
        theirs += prose("三个汉字" * words + own)
    return ours, theirs


def test_long_posts_take_seconds() -> None:
    """Twice the paragraphs take about twice the time, and are still paired rightly; no table of all with all."""
    seconds = {}
    for number in (1_000, 4_000):
        ours, theirs = long_pair(number)
        begin = time.process_time()
        assert groups(align(ours, theirs)) == one_to_one(number)
        seconds[number] = time.process_time() - begin
    assert seconds[4_000] < 8 * seconds[1_000]
    assert seconds[4_000] < 15


def test_a_chapter_left_out_of_a_long_post() -> None:
    """Three hundred paragraphs that the translation lacks lead nothing astray behind them."""
    ours, theirs = long_pair(1_500)
    found = set(groups(align(ours, theirs[:100] + theirs[400:])))
    expected = [((i,), (i if i < 100 else i - 300,)) for i in range(1_500) if not 100 <= i < 400]
    assert sum(pair in found for pair in expected) / len(expected) > 0.98


@pytest.mark.parametrize("number", [300, 1_200])
def test_paragraphs_all_alike(number: int) -> None:
    """A post that repeats one paragraph, against one with half as many, comes to an end."""
    beads = align(prose(*["the same words"] * number), prose(*["同样的话"] * (number // 2)))
    assert sorted(i for bead in beads for i in bead.ours) == list(range(number))
    assert sorted(j for bead in beads for j in bead.theirs) == list(range(number // 2))


def test_chance_has_no_say() -> None:
    """Whatever the hash seed, the beads and scores are the same."""
    code = (
        "import test_alignment as t, random; from glossary.alignment import align;"
        "o, h = t.long_pair(60); random.Random(1).shuffle(h); print(align(o + t.BREAD['en'], h + t.BREAD['de']))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT / "tests", env=environment(PYTHONHASHSEED=seed),
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in "12345"
    }  # fmt: skip
    assert len(said) == 1


# ------------------------------------------------------------------------------------------- mentions


def test_mentions_pair_in_order() -> None:
    """The k-th of a term goes with the k-th in paragraphs that say the same; what is over has none."""
    beads = [Bead((0,), (0,), 1.0), Bead((1, 2), (1,), 1.0), Bead((3,), (), 0.0), Bead((), (2,), 0.0)]
    ours = [[(1, 7), (2, 8), (3, 7)], [(4, 7)], [(5, 7), (6, 9)], [(7, 7)]]
    theirs = [[(11, 7)], [(12, 9), (13, 7), (14, 7), (15, 7)], [(16, 7)]]
    assert list(pair_mentions(beads, ours, theirs)) == [(1, 11), (4, 13), (5, 14), (6, 12)]


# ------------------------------------------------------------------------------------------ in the build

TERMS = "terms: {boris: {kind: wordplay, labels: {en: [Boris]}}, salt: {kind: concept, labels: {en: [salt], zh: [盐]}}}"


def bread(language: str, key: str = "bread", **front: str) -> str:
    """Return a post that holds the text in a language."""
    said = "".join(f"{name}: {value}\n" for name, value in front.items())
    body = "\n\n".join(text.reading for text in BREAD[language])
    return f"---\ntitle: {language}\ndate: 2024-01-01\nlang: {language}\ntranslation_key: {key}\n{said}---\n{body}\n"


PAIRED = """
SELECT p.path, p.position, c.path, c.position
  FROM (SELECT g.id, path, position FROM paragraphs AS g JOIN posts AS d ON d.id = post_id) AS p
  JOIN alignments AS a ON a.paragraph_id = p.id
  JOIN (SELECT g.id, path, position FROM paragraphs AS g JOIN posts AS d ON d.id = post_id) AS c
    ON c.id = a.counterpart_id
"""


def test_three_languages(empty: Any) -> None:
    """Of three posts that say the same, each stands beside each; a post that is alone stands beside none."""
    empty.write({f"{tag}.md": bread(tag) for tag in ("de", "en", "zh")} | {"x.md": bread("en", "other")}, TERMS).build()
    names = ("de.md", "en.md", "zh.md")
    expected = {(one, n, other, n) for one in names for other in names if one != other for n in range(1, 6)}
    assert set(empty.query(PAIRED)) == expected
    # Boris in all three; salt twice in English and in Chinese, where the German has Salz.
    assert empty.query("SELECT count(*) FROM mention_pairs") == [(6 + 4,)]
    assert empty.query("SELECT count(DISTINCT mention_id) FROM mention_pairs") == [(3 + 4,)]


def test_what_one_translation_leaves_out(empty: Any) -> None:
    """Renderings tell of each language how a term was rendered there, or that it was left out."""
    empty.write({f"{tag}.md": bread(tag) for tag in ("de", "en", "zh")}, TERMS).build()
    sql = "SELECT counterpart_language, rendering, mention_count FROM renderings WHERE slug = ? AND language = 'en'"
    assert sorted(empty.query(sql, "boris")) == [("de", "Boris", 1), ("zh", "Boris", 1)]
    assert sorted(empty.query(sql, "salt")) == [("de", None, 2), ("zh", "盐", 2)]


def test_only_translations_are_aligned(empty: Any) -> None:
    """Two posts of one language are no translation of one another, whatever they share; nor is code anything."""
    code = "---\ntitle: c\ndate: 2024-01-01\nlang: {}\ntranslation_key: code\n---\n```\nprint(1)\n```\n"
    posts = {"a.md": bread("en"), "b.md": bread("en"), "c.md": code.format("en"), "d.md": code.format("zh")}
    empty.write(posts, TERMS).build()
    assert empty.query("SELECT * FROM alignments") == []


def test_a_key_of_many_posts_is_no_translation(empty: Any) -> None:
    """A key that a whole series shares would pair all with all: such posts are left alone, and the author is told."""
    posts = {f"{n:02}.md": bread("en" if n % 2 else "zh") for n in range(counterparts.MOST_TRANSLATIONS + 1)}
    empty.write(posts, TERMS).build(candidates=False)
    assert empty.query("SELECT * FROM alignments") == []
    told = empty.query("SELECT severity, path, message FROM problems WHERE code = 'crowded-translation-key'")
    assert [row[:2] for row in told] == [("warning", "content/00.md")]
    assert told[0][2].startswith("25 posts share the translation key 'bread'")
    (empty.content / "24.md").unlink()
    empty.build(candidates=False)
    assert len(empty.query("SELECT * FROM alignments")) == 12 * 12 * 10
    assert empty.query("SELECT * FROM problems WHERE code = 'crowded-translation-key'") == []


def test_jobs_change_nothing(empty: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a pool, task by task, the same rows come out as in one process."""
    posts = {f"{n}-{tag}.md": bread(tag, f"bread-{n}") for n in range(12) for tag in ("en", "zh")}
    empty.write(posts, TERMS).build(jobs=1, candidates=False)
    alone = empty.query("SELECT * FROM alignments"), empty.query("SELECT * FROM mention_pairs"), empty.state()
    monkeypatch.setattr(counterparts, "PARALLEL_CHARACTERS", 0)
    monkeypatch.setattr(counterparts, "TASK_CHARACTERS", 1_500)
    empty.output.unlink()
    empty.build(jobs=2, candidates=False)
    assert (
        empty.query("SELECT * FROM alignments"), empty.query("SELECT * FROM mention_pairs"), empty.state()
    ) == alone  # fmt: skip
    assert len(alone[0]) == 12 * 5 * 2


def test_a_wrong_pair_stops_the_build(empty: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the aligner says is checked like everything else before a database takes its place."""
    empty.write({"a.md": bread("en"), "b.md": bread("zh")}, TERMS)
    monkeypatch.setattr(building, "write_pairs", lambda db, table, rows: db.conn.execute(
        "INSERT OR IGNORE INTO mention_pairs SELECT min(id), max(id) FROM mentions"))  # fmt: skip
    with pytest.raises(Exception, match="mention pairs go both ways"):
        empty.build()
    assert not empty.output.exists()
