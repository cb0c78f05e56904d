"""``glossary suggest``: the same suggestions for people, for programs and for terms.yaml."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import Glossary, environment
from terminal import on_terminal
from wcwidth import wcswidth

from glossary.build import Proposed
from glossary.candidate import signals
from glossary.cli.columns import suggestion_lines
from glossary.cli.drafting import entries
from glossary.cli.suggesting import COLUMNS
from glossary.model import Candidate, Evidence, Label, Term
from glossary.model import Glossary as Terms
from glossary.term import read_glossary
from glossary.text.entries import around, comment, entry, free_slug, scalar
from glossary.text.reasons import AGAINST, REASONS, UNSAID, reason, reasons
from glossary.text.scripts import language_like

TERMS = "glossary: {languages: [en, zh]}\nterms:\n  ogas: {kind: project, labels: {en: [OGAS]}}\n"
POSTS = {
    "2024-01-01-plan-en.md": 'The "Glass Harbour" (玻璃港) was OGAS again. They called it "Glass Harbour" again.\n',
    "2024-01-01-plan-zh.md": "---\ntitle: 计划\nlang: zh\n---\n“玻璃港”又是OGAS。他们又叫它“玻璃港”。\n",
    "2024-02-01-alone-en.md": 'Nobody says "Paper Tiger" any more, and "Idle Kiln" only in jest.\n',
}
STYLE = re.compile(r"\x1b\[\d*m")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    """A post, its translation, and a post without one; it is only read, and never built."""
    return Glossary(tmp_path_factory.mktemp("plan")).write(POSTS, TERMS)


def candidate(text: str, language: str = "en", score: float = 0.9, **fields: Any) -> Candidate:
    """Return a candidate."""
    values: dict[str, Any] = {
        "kind": "slang", "mention_count": 2, "post_count": 1, "gloss": None, "counterpart": None,
        "example": f"Here {text} stands.", "evidence": (Evidence("quoted", 2, 1.5), Evidence("base", 1, -3.0)),
    }  # fmt: skip
    return Candidate(language, text, score, **(values | fields))


def proposed(*candidates: Candidate, terms: Sequence[Term] = (), languages: Sequence[str] = ("en", "zh")) -> Proposed:
    """Return candidates as a build proposes them."""
    return Proposed(Terms(languages=("en", "zh"), terms=tuple(terms)), tuple(languages), candidates)


def pasted(chosen: Sequence[Candidate], found: Proposed, folder: Path) -> dict[str, Term]:
    """Write the entries below ``terms:`` and read them as terms.yaml."""
    file = folder / "terms.yaml"
    file.write_text("terms:\n" + "\n".join(entries(chosen, found)) + "\n", encoding="utf-8")
    glossary, problems = read_glossary(file)
    assert [problem for problem in problems if problem.severity != "info"] == []
    return {term.slug: term for term in glossary.terms}


# --------------------------------------------------------------------------------------------------- the command


def test_jsonl(plan: Glossary) -> None:
    """A row per candidate, with the promised keys in their order, best first per language; no database is needed."""
    run = plan.run("suggest", "--format", "jsonl", "--limit", "0")
    assert (run.returncode, run.stderr) == (0, "")
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    assert all(tuple(row) == COLUMNS for row in rows)
    assert {"Glass Harbour", "玻璃港"} <= {row["text"] for row in rows}
    assert "OGAS" not in {row["text"] for row in rows}
    assert [row["language"] for row in rows] == sorted(row["language"] for row in rows)
    for language in ("en", "zh"):
        scores = [row["score"] for row in rows if row["language"] == language]
        assert scores == sorted(scores, reverse=True)
    assert all(set(signal) == {"signal", "value", "weight"} for row in rows for signal in row["evidence"])
    assert plan.beside() == set()
    assert not plan.output.exists()


def test_csv(plan: Glossary) -> None:
    """The same rows for a spreadsheet."""
    table = list(csv.DictReader(io.StringIO(plan.run("suggest", "--format", "csv", "--limit", "0").stdout)))
    lines = plan.run("suggest", "--format", "jsonl", "--limit", "0").stdout.splitlines()
    assert [row["text"] for row in table] == [json.loads(line)["text"] for line in lines]
    assert tuple(table[0]) == COLUMNS
    assert isinstance(json.loads(table[0]["evidence"]), list)


def test_yaml_can_be_pasted(plan: Glossary) -> None:
    """Entries below the last term are good terms, and then nothing of them is proposed again."""
    text = plan.run("suggest", "--format", "yaml", "--limit", "0").stdout
    assert re.search(r"^    # \d\.\d\d · ", text, re.MULTILINE)
    file = plan.folder / "more.yaml"
    file.write_text(TERMS + text, encoding="utf-8")
    try:
        checked = plan.run("check", "--strict", "--terms", "more.yaml")
        assert (checked.returncode, "error" in checked.stdout) == (0, False), checked.stdout
        run = plan.run("suggest", "--format", "jsonl", "--limit", "0", "--terms", "more.yaml")
        texts = {json.loads(line)["text"] for line in run.stdout.splitlines()}
        assert not {"Glass Harbour", "玻璃港"} & texts
    finally:
        file.unlink()


@pytest.mark.parametrize("limit", [1, 2])
def test_limit_is_per_language(plan: Glossary, limit: int) -> None:
    """The best N of each language."""
    everything = plan.run("suggest", "--format", "jsonl", "--limit", "0").stdout.splitlines()
    some = plan.run("suggest", "--format", "jsonl", "--limit", str(limit)).stdout.splitlines()
    expected = []
    for language in ("en", "zh"):
        expected += [line for line in everything if json.loads(line)["language"] == language][:limit]
    assert some == expected


def test_language(plan: Glossary) -> None:
    """One language alone, by tag or name; one that no post is in is told of."""
    run = plan.run("suggest", "--format", "jsonl", "--limit", "0", "--language", "Chinese")
    assert {json.loads(line)["language"] for line in run.stdout.splitlines()} == {"zh"}
    run = plan.run("suggest", "--language", "fr")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "Error: No post is in 'fr'. Fix: choose another --language (en, zh).\n"


def test_ignored_is_not_proposed(plan: Glossary) -> None:
    """What was refused stays away, whatever its case."""
    (plan.folder / "ignoring.yaml").write_text(f"{TERMS}ignore:\n  en: [glass harbour]\n", encoding="utf-8")
    run = plan.run("suggest", "--format", "jsonl", "--limit", "0", "--terms", "ignoring.yaml")
    (plan.folder / "ignoring.yaml").unlink()
    assert "Glass Harbour" not in {json.loads(line)["text"] for line in run.stdout.splitlines()}


def test_table_says_what_is_left_out(plan: Glossary) -> None:
    """The result is on stdout, how much more there is on stderr, and quiet is quiet."""
    run = plan.run("suggest", "--limit", "1")
    assert "English: 1 suggestion\n" in run.stdout
    assert re.fullmatch(
        r"2 suggestions; \d+ weaker ones? with --limit 0; take one with glossary add --candidate TEXT\n", run.stderr
    )
    assert plan.run("suggest", "--limit", "1", "--quiet").stderr == ""


def test_drafts(plan: Glossary) -> None:
    """Posts that are not published yet are read when asked for."""
    draft = plan.content / "2024-03-01-draft-en.md"
    draft.write_text(
        '---\ntitle: D\ndraft: true\nlang: en\n---\nThe "Hollow Ladder", the "Hollow Ladder".\n', encoding="utf-8"
    )
    without = plan.run("suggest", "--limit", "0").stdout
    with_drafts = plan.run("suggest", "--limit", "0", "--drafts").stdout
    draft.unlink()
    assert ("Hollow Ladder" in without, "Hollow Ladder" in with_drafts) == (False, True)


def test_progress_on_a_terminal(plan: Glossary) -> None:
    """A terminal is shown the stages; all is gone from what a program reads."""
    shown, code = on_terminal(plan, "suggest", "--limit", "1")
    assert code == 0
    assert "terms proposed" in shown
    assert "terms proposed" not in plan.run("suggest", "--limit", "1").stderr


def test_jobs_change_nothing(plan: Glossary) -> None:
    """However many processes, the same lines."""
    runs = {plan.run("suggest", "--format", "jsonl", "--limit", "0", "--jobs", jobs).stdout for jobs in ("1", "3")}
    assert len(runs) == 1


def test_start_is_light() -> None:
    """The help of the command loads nothing that studies posts."""
    code = "import sys, glossary.cli as c; c.main(['suggest', '--help'], standalone_mode=False); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True)
    assert not {"jieba", "datasette", "glossary.candidate"} & set(run.stdout.splitlines()[-1].split())


# ----------------------------------------------------------------------------------------------------- the table


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_table_fits(width: int) -> None:
    """No line is wider than the terminal, however long an expression, and columns line up."""
    long = "before " * 30 + "rice to mulberry" + " after" * 30
    rows = [
        candidate("rice to mulberry", counterpart="改稻为桑", example=long),
        candidate("a very long expression that no terminal has the room for, certainly not this one"),
        candidate("毁堤淹田", "zh", counterpart="flood the fields", example="他们要" * 40 + "毁堤淹田"),
        candidate("x", "zh", example=""),
    ]  # fmt: skip
    lines = [STYLE.sub("", line) for text in suggestion_lines(rows, width) for line in text.splitlines()]
    assert max(map(wcswidth, lines)) <= width
    assert lines[0] == "English: 2 suggestions"[:width]


def test_table_shows_reason_and_example() -> None:
    """Expression, counterpart, kind, count and reasons in a line, the example with the expression below it."""
    row = candidate("rice to mulberry", counterpart="改稻为桑", example="They turn Rice to Mulberry now.")
    lines = list(suggestion_lines([row], 100))
    assert STYLE.sub("", lines[1]) == "rice to mulberry  改稻为桑  slang · 2 × · in quotes 2 ×"
    assert lines[2].startswith("    \x1b[2mThey turn \x1b[0mRice to Mulberry\x1b[2m now.")


def test_table_does_nothing_to_the_terminal() -> None:
    """What would move the cursor or turn the line round is shown as a space."""
    nasty = "a\x1b[2Jb\u202ec\rd"
    shown = "".join(suggestion_lines([candidate(nasty, counterpart=nasty, example=nasty)], 80))
    assert not re.search("[\u202e\r]", shown)
    assert "\x1b[2J" not in shown


# ------------------------------------------------------------------------------------------------------ the YAML


def test_a_pair_is_one_entry(tmp_path: Path) -> None:
    """An expression and its counterpart have one entry, whichever of them was asked for."""
    one = candidate("flood the fields", counterpart="毁堤淹田", kind=None)
    other = candidate("毁堤淹田", "zh", 0.95, counterpart="flood the fields", kind="allusion", gloss="水淹九县")
    found = proposed(one, other)
    for chosen in ([one, other], [one], [other]):
        (term,) = pasted(chosen, found, tmp_path).values()
        assert (term.slug, term.kind) == ("flood-the-fields", "allusion")
        assert term.names() == {"en": "flood the fields", "zh": "毁堤淹田"}
        assert term.explanation == {}
    assert "    # gloss: 水淹九县\n" in (tmp_path / "terms.yaml").read_text(encoding="utf-8")


def test_a_counterpart_that_nobody_proposes(tmp_path: Path) -> None:
    """It is a label all the same."""
    (term,) = pasted([one := candidate("flood the fields", counterpart="毁堤淹田")], proposed(one), tmp_path).values()
    assert term.names() == {"en": "flood the fields", "zh": "毁堤淹田"}


def test_a_counterpart_stands_once(tmp_path: Path) -> None:
    """Two expressions with one counterpart: it goes to the one that it names itself, else to the better one."""
    best = candidate("flood", score=0.99, counterpart="毁堤淹田")
    own = candidate("flood the fields", counterpart="毁堤淹田")
    other = candidate("毁堤淹田", "zh", 0.8, counterpart="flood the fields")
    terms = pasted([best, own, other], proposed(best, own, other), tmp_path)
    assert [term.names() for term in terms.values()] == [{"en": "flood"}, {"en": "flood the fields", "zh": "毁堤淹田"}]
    terms = pasted([best, own], proposed(best, own), tmp_path)
    assert [term.names() for term in terms.values()] == [{"en": "flood", "zh": "毁堤淹田"}, {"en": "flood the fields"}]


def test_a_counterpart_that_is_a_label(tmp_path: Path) -> None:
    """A label of a term makes no second term; the entry says which term it may belong to."""
    term = Term("flooding", "allusion", (Label("zh", "毀堤淹田"),))
    one = candidate("flood the fields", counterpart="毁堤淹田")
    found = proposed(one, terms=[term])
    assert pasted([one], found, tmp_path)["flood-the-fields"].names() == {"en": "flood the fields"}
    assert "is a label of flooding: perhaps this is another one of it" in (tmp_path / "terms.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "language", "slug"),
    [
        ("Rice to Mulberry", "en", "rice-to-mulberry"),
        ("改稻为桑", "zh", "gai-dao-wei-sang"),
        ("C++", "en", "c"),
        ("don’t ask", "en", "dont-ask"),
        ("…", "en", "2026"),
        ("ogas", "en", "ogas-2"),
        ("Old Name", "en", "old-name-2"),
        ("word " * 40, "en", "-".join(["word"] * 12)),
    ],
)
def test_slugs(tmp_path: Path, text: str, language: str, slug: str) -> None:
    """ASCII kebab-case, Chinese as pinyin, never one that a term has or had."""
    terms = [Term("ogas", "project", (Label("en", "o.g.a.s."),), formerly=("old-name",))]
    one = candidate(text, language)
    assert list(pasted([one], proposed(one, terms=terms), tmp_path)) == [slug]


def test_varieties_of_a_language(tmp_path: Path) -> None:
    """A post in zh-CN makes a label of the language that the glossary lists."""
    one = candidate("flood the fields", "en-GB", counterpart="毁堤淹田")
    found = proposed(one, languages=("en-GB", "zh-CN"))
    (term,) = pasted([one], found, tmp_path).values()
    assert term.names() == {"en": "flood the fields", "zh": "毁堤淹田"}


@pytest.mark.parametrize(
    "text",
    [
        "a: b", "- x", "# no", "[x]", "{y: 1}", "x, y", '"quoted"', "'s", "no", "Null", "325", "1e3", "2024-01-01",
        "*a", "&a", "!x", "%x", "@x", "`x`", "| x", "> x", "? x", ": x", "a #b", "back\\slash", "=", "~", "a\u200bb",
        "e\u0301", "🙂", "\ufeffx", "a\u2028b", "C:", "“x”", "don't", "x-", ".x", "R1-Zero", "a.b",
        "٣", "x\x7fy",
    ],
)  # fmt: skip
def test_any_text_is_a_label(tmp_path: Path, text: str) -> None:
    """Whatever an expression is made of, terms.yaml reads it as the text that it is."""
    one = candidate(text, gloss=text, example=text, counterpart=f"译{text}")
    (term,) = pasted([one], proposed(one), tmp_path).values()
    assert [label.text for label in term.labels] == [" ".join(each.split()) for each in (text, f"译{text}")]


def test_chinese_in_an_english_post_is_a_chinese_label(tmp_path: Path) -> None:
    """What an English post quotes in Chinese goes under zh, once, though a Chinese post has it too."""
    both = [candidate("玻璃港", counterpart="玻璃港"), candidate("玻璃港", "zh")]
    (term,) = pasted(both, proposed(*both), tmp_path).values()
    assert [(label.language, label.text) for label in term.labels] == [("zh", "玻璃港")]


def test_comments_stay_comments(tmp_path: Path) -> None:
    """What stands in a post never becomes a key."""
    nasty = "x\n  planted:\n    kind: slang\r\x85y\u2028z"
    one = candidate("plain", gloss=nasty, example=nasty, evidence=(Evidence("gloss", nasty, 1.0),))
    assert list(pasted([one], proposed(one), tmp_path)) == ["plain"]


def test_two_that_are_slugged_alike(tmp_path: Path) -> None:
    """Every entry has a slug of its own."""
    rows = [candidate("Rice!"), candidate("rice?", score=0.5)]
    assert list(pasted(rows, proposed(*rows), tmp_path)) == ["rice", "rice-2"]


def test_entry_without_kind() -> None:
    """A kind is needed; a guess says that it is one."""
    assert "    kind: concept  # nothing says which; choose one\n" in entry("x", None, {"en": ["x"]}, [])
    assert scalar(" a  b ") == "a b"
    assert comment("x" * 500) == "x" * 160 + "…"
    assert free_slug("x", {"x", "x-2"}) == "x-3"


@pytest.mark.parametrize(
    ("text", "expression", "most", "cut"),
    [
        ("short", "short", 10, "short"),
        ("one two three four five six seven", "four", 16, "…four five…"),
        ("abcdefghijklmnopqrstuvwxyz", "z", 6, "…uvwxyz"),
        ("abcdefghijklmnopqrstuvwxyz", "none", 6, "abcdef…"),
        ("甲乙丙丁戊己庚辛壬癸", "己", 4, "…丁戊己庚…"),
    ],
)
def test_around(text: str, expression: str, most: int, cut: str) -> None:
    """A passage is cut around the expression, not within a word."""
    assert around(text, expression, most) == cut


# ----------------------------------------------------------------------------------------------------- the words


def test_every_signal_has_words() -> None:
    """Whatever the discovery looks at is said in both languages."""
    tables = (signals.ENGLISH_SIGNALS, signals.CHINESE_SIGNALS, signals.CONTEXT_SIGNALS)
    names = {signal.evidence for table in tables for signal in table} | {"base", "counterpart", "overlapped"}
    assert names <= set(REASONS)
    assert set(AGAINST) <= set(REASONS)


@pytest.mark.parametrize("signal", REASONS)
def test_words_of_a_signal(signal: str) -> None:
    """Both languages say something, with the same things filled in."""
    said = REASONS[signal]
    assert set(said) == set(AGAINST.get(signal, said)) == {"en", "zh"}
    assert len({frozenset(re.findall(r"\{(\w+)\}", text)) for text in said.values()}) == 1
    for language in said:
        assert reason(signal, 3, language)
        assert "{" not in reason(signal, "{value}", language).replace("{value}", "")


def test_reasons_are_ordered_and_parted() -> None:
    """The weightiest first; what speaks against it apart; what is seen anyway unsaid."""
    rows: list[tuple[str, object, float]] = [
        ("rare", 0.9, 0.5), ("quoted", 2, 1.5), ("common", 0.4, -0.2), ("verb", 1, -0.9), ("base", 1, 2.0),
        ("new-signal", 1, 0.1), ("other", "x", 0.2), ("idiom", 1, 0.0),
    ]  # fmt: skip
    assert "base" in UNSAID
    assert reasons(rows, "en") == ["in quotes 2 ×", "rare", "other x", "new signal"]
    assert reasons(rows, "zh", against=True) == ["动词", "常用词"]


@pytest.mark.parametrize(
    ("text", "than", "languages", "language"),
    [
        ("anything", "en", ["en", "zh"], "zh"),
        ("改稻为桑", "en", ["de", "en", "zh-CN"], "zh-CN"),
        ("Reis", "en", ["de", "en", "zh"], "de"),
        ("Reis", "de", ["de", "zh"], "zh"),
        ("Reis", "de", ["de"], ""),
    ],
)
def test_language_of_a_counterpart(text: str, than: str, languages: list[str], language: str) -> None:
    """Where there is a choice, the script tells."""
    assert language_like(text, than, languages) == language
