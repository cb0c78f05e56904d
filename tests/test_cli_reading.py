"""``glossary show`` and ``glossary grep``: a term and a concordance in the terminal."""

import re
import time
from itertools import chain

import pytest
from conftest import Glossary
from terminal import on_terminal
from wcwidth import wcswidth

from glossary.cli.kwic import Line, kwic
from glossary.cli.reading import _pattern_finder
from glossary.cli.terminal import plain
from glossary.errors import GlossaryError
from glossary.text import fold

STYLE = re.compile(r"\x1b\[\d+m")
KEYWORD = "\x1b[33m\x1b[1m"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("ogas", "ogas"),
        ("OGAS", "ogas"),
        ("ogAS", "ogas"),
        ("огас", "ogas"),
        ("ＯＧＡＳ", "ogas"),
        ("３２５", "rating-325"),
        ("改稻为桑", "rice-to-mulberry"),
        ("改稻為桑", "rice-to-mulberry"),
        ("rice  to mulberry", "rice-to-mulberry"),
        ("高瀚文", "gao-hanwen"),  # a hidden label
        ("Rating-325", "rating-325"),
        ("paddy-to-mulberry", "rice-to-mulberry"),  # a slug that it had before
        ("pit-hole", "pit-hole"),  # whose label is another term's too
    ],
)
def test_show_finds_a_term(mini_built: Glossary, name: str, slug: str) -> None:
    """A term is found by its slug, and by any label in any language, case and width."""
    run = mini_built.run("show", name)
    assert (run.returncode, run.stderr) == (0, "")
    assert re.match(rf"\S.*  [a-z]+ · {slug} · (draft|reviewed)\n", run.stdout)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pit", "label of several terms. Fix: name one of pit-hole, pit-trade."),
        ("Gosplam", "did you mean 'Gosplan'?"),
        ("rating", "did you mean 'rating-325'?"),
        ("mulber", "did you mean 'rice to mulberry'?"),
        ("troupe", "did you mean 'makeshift troupe'?"),
        ("zzz", "There is no term 'zzz'. Fix: look for it in the posts with 'glossary grep'."),
    ],
)
def test_show_helps_on(mini_built: Glossary, name: str, said: str) -> None:
    """What names no term, or several, is answered with what could be meant."""
    run = mini_built.run("show", name)
    assert (run.returncode, run.stdout) == (1, "")
    assert said in run.stderr


def test_show_tells_all(mini_built: Glossary) -> None:
    """Labels with their counts, explanation, notes, sources, relations and mentions are there."""
    shown = mini_built.run("show", "ogas").stdout
    for line in (
        "  zh: OGAS 1×, 全国自动化系统 (alternative) 0×",
        "[en] A network of computers that was to do the [[planning]].",
        "Origin [en]: Proposed in the 1960s.",
        "Usage [zh]: 多半带着惋惜。",
        "Broader: Gosplan (gosplan)",
        "Alludes to: Bitter Lesson (bitter-lesson)",
    ):
        assert f"\n{line}\n" in shown
    assert "5 mentions in 3 posts\n" in shown
    lines = shown.partition("posts\n")[2].splitlines()
    places = mini_built.query(
        "SELECT p.slug || ':' || m.start_char FROM mentions AS m JOIN posts AS p ON p.id = m.post_id "
        "JOIN terms AS t ON t.id = m.term_id WHERE t.slug = 'ogas' ORDER BY m.id"
    )
    assert [(line.split()[0],) for line in lines] == places


def test_show_tells_sources_and_relations_of_a_kind_together(mini_built: Glossary) -> None:
    """A source may have no address; the terms of one relation stand in one line."""
    assert "\nSource: A talk without address\n" in mini_built.run("show", "bitter-lesson").stdout
    assert re.search(
        r"^Related: .*\(charge-the-tower\), .*\(gao-hanwen\)$", mini_built.run("show", "改稻为桑").stdout, re.M
    )


def test_show_tells_of_ambiguous_places(mini_built: Glossary) -> None:
    """A term all of whose mentions stay open does not look like one that is never mentioned."""
    assert "\n0 mentions in 0 posts, and 1 place where it may be meant\n" in mini_built.run("show", "pit-hole").stdout


def test_show_limits_mentions(mini_built: Glossary) -> None:
    """What is left out is counted."""
    shown = mini_built.run("show", "ogas", "--limit", "2").stdout
    assert shown.endswith("… 3 more: --limit 0 shows all.\n")
    assert shown.count("OGAS") < mini_built.run("show", "ogas", "--limit", "0").stdout.count("OGAS")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (["OGAS"], 5),  # code is read too
        (["ogas", "--language", "en"], 4),
        (["ogas", "--language", "EN"], 4),
        (["ＯＧＡＳ", "--limit", "2"], 2),
        (["改稻為桑"], 2),
        (["rice to mulberry"], 1),  # through emphasis and a line break
        (["Gao Hanwen"], 1),  # through an entity
        (["--regex", r"\p{Han}稻\p{Han}桑"], 2),
        (["--regex", "ogas"], 0),
        (["--regex", "^"], 0),  # nothing is no keyword
        (["nowhere"], 0),
        (["--", "--limit"], 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_grep_finds(mini_built: Glossary, query: list[str], found: int) -> None:
    """Every place is a line; exit code 1 when there is none."""
    run = mini_built.run("grep", *query)
    assert (run.returncode, run.stderr) == (int(not found), "")
    assert len(run.stdout.splitlines()) == found


@pytest.mark.parametrize(
    "query", ["OGAS", "OGAS也", "325", "背３２５", "Gao Hanwen", "Hanwen has", "word", "mulberry, says"]
)
def test_grep_tells_the_offset_of_the_keyword(mini_built: Glossary, query: str) -> None:
    """At the offset in the post's body begins what was found, marks inside it or not."""
    line = mini_built.run("grep", query, "--limit", "1").stdout
    slug, offset = re.match(r"(\S+):(\d+) ", line).groups()  # type: ignore[union-attr]
    ((there,),) = mini_built.query(f"SELECT substr(body, {int(offset) + 1}, 4) FROM posts WHERE slug = ?", slug)
    assert fold(there).folded.startswith(fold(query[:3]).folded)


def test_grep_in_a_language_without_posts(mini_built: Glossary) -> None:
    """A language that no post is in is a slip, and the others are named."""
    run = mini_built.run("grep", "OGAS", "--language", "xx")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "Error: No post is in 'xx'. Fix: choose another --language (en, zh).\n"


def test_grep_gives_up_on_a_pattern_without_end(empty: Glossary, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern that would need years is stopped, however many paragraphs share the time."""
    monkeypatch.setattr("glossary.cli.reading.PATTERN_SECONDS", 0.5)
    find = _pattern_finder("(a|aa)+$")
    begin = time.monotonic()
    with pytest.raises(GlossaryError, match=r"Fix: make .+ simpler"):
        list(chain.from_iterable(find("a" * (24 + length % 8) + "!") for length in range(1000)))
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize("columns", [120, 80, 40])
@pytest.mark.parametrize("query", ["OGAS", "的", "计划", "a"])
def test_keywords_stand_below_one_another(mini_built: Glossary, query: str, columns: int) -> None:
    """Chinese is two columns wide: the keyword begins at the same column of every line, and no line is too long."""
    shown, _ = on_terminal(mini_built, "grep", query, COLUMNS=str(columns))
    lines = shown.splitlines()
    before = {wcswidth(STYLE.sub("", line.partition(KEYWORD)[0])) for line in lines}
    assert len(lines) > 1
    assert len(before) == 1
    assert max(wcswidth(STYLE.sub("", line)) for line in lines) <= columns


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_refused(mini_built: Glossary, variables: dict[str, str]) -> None:
    """A terminal gets colours unless it or its owner does not want any."""
    assert KEYWORD in on_terminal(mini_built, "grep", "OGAS")[0]
    assert "\x1b" not in on_terminal(mini_built, "grep", "OGAS", **variables)[0]


def test_no_colour_in_a_pipe(mini_built: Glossary) -> None:
    """A pipe gets text."""
    assert "\x1b" not in mini_built.run("grep", "OGAS").stdout


def test_posts_and_terms_cannot_steer_the_terminal(empty: Glossary) -> None:
    """Control characters and marks of direction, raw or as entities, are not printed."""
    evil = "OGAS \x1b[31m \x07 \x9b2J \u202e \x08 &#27;[2J &#x202e; OGAS\n"
    empty.write(
        {"a-en.md": evil}, 'terms:\n  ogas:\n    kind: project\n    labels: {en: [OGAS]}\n    explanation: "\\e[2J"\n'
    )
    assert empty.run("build").returncode == 0
    for command in ("show", "grep"):
        shown = empty.run(command, "OGAS").stdout
        assert "OGAS" in shown
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)


@pytest.mark.parametrize("width", [1, 10, 30, 40, 80, 200])
@pytest.mark.parametrize(
    "line",
    [
        Line("post:1", "", "OGAS", ""),
        Line("a-very-long-slug-of-a-post-in-chinese:12345", "前" * 60, "改稻为桑", "后" * 60),
        Line("post:1", "e\u0301" * 60, "👩‍👩‍👧", "👩‍👩‍👧" * 20),
        Line("post:1", "𠮷" * 60, "x" * 300_000, "y" * 60),
        Line("post:1", "\x1b[2J", "\x9b", "\u202e"),
    ],
    ids=["plain", "wide", "joined", "endless", "evil"],
)
def test_line_fits(line: Line, width: int) -> None:
    """Whatever stands in a line, it is as wide as the terminal and its keyword is where the others' are."""
    other = Line("p:2", "before ", "key", " after")
    texts = list(kwic([line, other], width))
    shown = [STYLE.sub("", text) for text in texts]
    assert len({wcswidth(STYLE.sub("", text.partition(KEYWORD)[0])) for text in texts}) == 1
    assert all(wcswidth(text) <= max(width, 30) for text in shown)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", "".join(shown))


def test_cut_keyword_says_so() -> None:
    """A keyword that is too long ends in an ellipsis, not in half a word."""
    (line,) = kwic([Line("p:1", "", "x" * 100, "")], 60)
    assert line.rstrip().endswith("x…\x1b[0m")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("两行\nstay", "两行\nstay"),
        ("a\tb\rc\x00", "a b c "),
        ("\x1b[31m", " [31m"),
        ("é\u2066", "é "),
    ],
)
def test_plain(text: str, shown: str) -> None:
    """Only line breaks are left of what steers a terminal."""
    assert plain(text) == shown
