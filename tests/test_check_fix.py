"""``glossary check --fix``: what it changes, what it leaves to people, and that it asks first."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import click
import pytest
from conftest import Glossary
from odd_terms import BRACES, OddFile, odd_files
from terminal import on_terminal
from test_check import CASES
from test_edit import lines_of, removed_and_added, said

from glossary.check import check_glossary
from glossary.cli.fixing import fix_terms
from glossary.edit import ConflictError, Mended, prepare_fixes, write_edit
from glossary.errors import Fix
from glossary.model import Glossary as Said
from glossary.term import read_glossary

ADD = Fix("add-relation", "b", "related", text="a")
LABEL = Fix("remove-label", "b", "labels", "en", "bees")
REPETITION = Fix("remove-repetition", "b", "related", text="c")
ALPHA, BETA = (Fix("remove-ignored", "", "ignore", "en", text) for text in ("alpha", "beta"))


def mended(text: str, fixes: list[Fix], folder: Path) -> tuple[str, Mended]:
    """Make *fixes* in a file with *text*; return its new text, and what was said of it."""
    file = folder / "terms.yaml"
    file.write_text(text, encoding="utf-8", newline="")
    found = prepare_fixes(file, fixes)
    for prepared in found.prepared:
        write_edit(prepared)
    return file.read_bytes().decode(), found


# ------------------------------------------------------------------------------------------ each kind, in little

TERMS = """\
terms:
  a:
    kind: concept
    labels: {en: [a]}
    %s
  b:
    kind: concept
    labels: {en: [b]}
    %s

  c: {kind: concept, labels: {en: [c]}}
"""


@pytest.mark.parametrize(
    ("other", "before", "after"),
    [
        # the list that is there grows in its manner
        ("related: b", "related: [c]  # so", "related: [c, a]  # so"),
        ("related: b", "related: [c,]", "related: [c, a,]"),
        ("related: b", "related: c  # so", "related: [c, a]  # so"),
        ("related: b", "related:\n    - c  # so", "related:\n    - c  # so\n    - a"),
        ("related: b", "related:\n    -   c\n    # more", "related:\n    -   c\n    # more\n    -   a"),
        ("related: b", "related: [\n      c,  # so\n    ]", "related: [\n      c,  # so\n      a,\n    ]"),
        ("related: b", "related:  # none yet", "related: [a]  # none yet"),
        ("related: b", "related: []", "related: [a]"),
        # a new one is typed as the other side has it, behind what stands before it in other terms
        ("related: b", "# no more", "# no more\n    related: [a]"),
        ("related: [b, c]", "status: draft", "related: [a]\n    status: draft"),
        ("related:\n    -  b", "status: draft", "related:\n    -  a\n    status: draft"),
        ("related:\n      - b", "explanation: x", "explanation: x\n    related:\n      - a"),
        (
            "related: b",
            "explanation: |\n      x\n    # of it\n    status: draft",
            "explanation: |\n      x\n    related: [a]\n    # of it\n    status: draft",
        ),
    ],
    ids=repr,
)
def test_add_relation(other: str, before: str, after: str, tmp_path: Path) -> None:
    """A relation is said on the other side, too."""
    text, found = mended(TERMS % (other, before), [ADD], tmp_path)
    assert text == TERMS % (other, after)
    assert (found.made, found.left) == ((ADD,), ())


def test_add_relation_below_blank_lines(tmp_path: Path) -> None:
    """Blank lines that belong to a text stay in it."""
    text, _ = mended(TERMS % ("related: b", "explanation: |+\n      x"), [ADD], tmp_path)
    assert text == TERMS.replace("\n\n", "\n") % ("related: b", "explanation: |+\n      x\n\n    related: [a]")


def test_add_relation_in_braces(tmp_path: Path) -> None:
    """A term in braces gets its list there."""
    said_by_a = TERMS % ("related: c", "status: draft")
    text, _ = mended(said_by_a, [replace(ADD, slug="c")], tmp_path)
    assert text == said_by_a.replace("{en: [c]}}", "{en: [c]}, related: [a]}")


@pytest.mark.parametrize(
    ("fix", "before", "after"),
    [
        # a repetition goes, the first stays
        (REPETITION, "related: [c, c]", "related: [c]"),
        (REPETITION, "related: [c, a, c, c]  # so", "related: [c, a]  # so"),
        (REPETITION, "related: [c, c, a, c,]", "related: [c, a,]"),
        (REPETITION, "related: ['c', \"c\"]", "related: ['c']"),
        (REPETITION, "related:\n    - c  # one\n    - a\n    - c  # two", "related:\n    - c  # one\n    - a"),
        (REPETITION, "related:\n    - c\n    # so\n    - c\n    # more", "related:\n    - c\n    # so\n    # more"),
        (
            REPETITION,
            "related: [\n      c,  # one\n      # two\n      c,  # three\n      a\n    ]",
            "related: [\n      c,  # one\n      # two\n      a\n    ]",
        ),
        (REPETITION, "related: [\n      c,  # one\n      c\n    ]", "related: [\n      c,  # one\n    ]"),
        (REPETITION, "related: [c,\n      c, a]", "related: [c,\n      a]"),
        # a label goes with all that is said of it
        (LABEL, "labels: {en: [bee, bees]}", "labels: {en: [bee]}"),
        (LABEL, "labels: {en: [bee, {text: 'bees', case: exact}, B]}", "labels: {en: [bee, B]}"),
        (LABEL, "labels:\n     EN:\n     - b\n     - text: bees\n       case: fold", "labels:\n     EN:\n     - b"),
        (LABEL, "labels: {en: [bee, B,\n      bees]}", "labels: {en: [bee, B]}"),
    ],
    ids=repr,
)  # fmt: skip
def test_remove_from_a_term(fix: Fix, before: str, after: str, tmp_path: Path) -> None:
    """What goes takes its comma or dash and the comment behind it along, and nothing else."""
    frame = TERMS.replace("    labels: {en: [b]}\n    %s", "    %s") if "labels" in before else TERMS
    text, found = mended(frame % ("", before), [fix], tmp_path)
    assert text == frame % ("", after)
    assert (found.made, found.left) == ((fix,), ())


@pytest.mark.parametrize(
    ("fixes", "before", "after"),
    [
        ([ALPHA], "ignore:\n  en: [alpha, beta]  # both\n", "ignore:\n  en: [beta]  # both\n"),
        ([ALPHA], "ignore:\n  en: [beta, '  alpha ']\n", "ignore:\n  en: [beta]\n"),
        ([ALPHA], "ignore:\n  en: [alpha, beta, alpha]\n", "ignore:\n  en: [beta]\n"),
        ([ALPHA, BETA], "ignore:\n  en: [alpha, c, beta]\n", "ignore:\n  en: [c]\n"),
        ([ALPHA, BETA], "ignore:\n  en:\n    - alpha  # why\n    - c\n    - beta", "ignore:\n  en:\n    - c\n"),
        ([BETA], "ignore:\n  en:\n    - a\n    - beta\n  # b\n  ru: x\n", "ignore:\n  en:\n    - a\n  # b\n  ru: x\n"),
        # an emptied list stays in place as []
        ([ALPHA], "ignore:\n  # too common\n  en: [alpha]  # so\n", "ignore:\n  # too common\n  en: []  # so\n"),
        ([ALPHA, BETA], "ignore: {en: [alpha, beta,], zh: [甲]}\n", "ignore: {en: [], zh: [甲]}\n"),
        ([ALPHA, BETA], "ignore:\n  en: [\n    alpha,\n    beta\n  ]\n", "ignore:\n  en: []\n"),
        ([ALPHA, BETA], "ignore:\n  en: [\n  # so\n  alpha,  # a\n  beta\n  ]\n", "ignore:\n  en: [\n  # so\n  ]\n"),
        ([ALPHA], "ignore:\n  'en' :  # so\n  # more\n  -  alpha  # a\n", "ignore:\n  'en' : []  # so\n  # more\n"),
        ([ALPHA], "ignore:\n  en: alpha  # so\n", "ignore:\n  en: []  # so\n"),
        ([ALPHA], "ignore:\n  en: >-  # so\n    alpha\n", "ignore:\n  en: []  # so\n"),
        ([ALPHA], "ignore:\n  en:\n    'alpha'", "ignore:\n  en:\n    []"),
    ],
    ids=repr,
)  # fmt: skip
def test_remove_ignored(fixes: list[Fix], before: str, after: str, tmp_path: Path) -> None:
    """A refusal goes; where it was the last, an empty list keeps the place and its comments."""
    text, found = mended(before, fixes, tmp_path)
    assert text == after
    assert found.made == tuple(fixes)


def test_one_list_loses_and_gains(tmp_path: Path) -> None:
    """All that is to be done in a file is one change, also where it is in one list."""
    both = [ADD, REPETITION]
    for before, after in (
        ("related: [c, c]", "related: [c, a]"),
        ("related: [\n      c,\n      c\n    ]", "related: [\n      c,\n      a,\n    ]"),
        ("related:\n    - c\n    - c", "related:\n    - c\n    - a"),
    ):
        text, found = mended(TERMS % ("related: b", before), both, tmp_path)
        assert text == TERMS % ("related: b", after)
        assert (len(found.prepared), found.made) == (1, tuple(both))


# ------------------------------------------------------------------------------------------------ what is left

SHARED = """\
terms:
  a:
    kind: concept
    labels: {en: &names [a, as]}
    related: &all [c, d]
    formerly: [old, old]
  b:
    kind: concept
    labels: {en: [b, bees]}
    related: *all
  c:
    kind: concept
    labels:
      en: *names
    related: [d,  # first
      d]
  d: {kind: concept, labels: {en: [d]}}
ignore:
  en: [&x alpha, gamma]
  zh: [*x]
"""


@pytest.mark.parametrize(
    ("fix", "place"),
    [
        (ADD, "10:14: error: '*all' repeats what is marked '&all' elsewhere"),
        (replace(ADD, slug="a", text="b"), "5:14: error: '&all' is repeated by '*all' on line 10"),
        (replace(LABEL, slug="a", text="as"), "4:18: error: '&names' is repeated by '*names' on line 14"),
        (replace(LABEL, slug="c", text="as"), "14:11: error: '*names' repeats what is marked '&names' elsewhere"),
        (replace(REPETITION, slug="c", text="d"), "16:7: error: a comment stands between the items of the list"),
        (ALPHA, "19:8: error: '&x' is repeated by '*x' on line 20"),
        (replace(ALPHA, language="zh"), "20:8: error: '*x' may stand for 'alpha', which is to be deleted"),
    ],
    ids=repr,
)
def test_left_to_people(fix: Fix, place: str, tmp_path: Path) -> None:
    """What an alias shares, or a comment stands in, is told with its line; the other fixes are made."""
    possible = [replace(REPETITION, slug="a", key="formerly", text="old"), replace(ALPHA, text="gamma"), LABEL]
    text, found = mended(SHARED, [fix, *possible], tmp_path)
    assert found.made == tuple(possible)
    assert [str(problem) for problem in found.left] == [f"{tmp_path / 'terms.yaml'}:{place}. Fix: edit it by hand"]
    assert text == SHARED.replace("[old, old]", "[old]").replace(", gamma", "").replace(", bees", "")


def test_nothing_but_left(tmp_path: Path) -> None:
    """Where no fix can be made, no file changes."""
    text, found = mended(SHARED, [ADD], tmp_path)
    assert (text, found.prepared, found.made, len(found.left)) == (SHARED, (), (), 1)


# ------------------------------------------------------------------------------------------------- odd files

# How ogas alludes: twice to anna. Each line is indented by the term's columns, > is one step more.
ALLUSIONS = (
    ["alludes_to: [anna, anna]  # twice"],
    ["alludes_to: [ anna , 'anna', ]"],
    ["alludes_to: [", ">anna,  # one", ">anna", "]"],
    ["alludes_to:  # as dashes", ">- anna  # one", ">- anna  # two"],
    ["alludes_to:", "-   anna", "# two", "-   \"anna\""],
)  # fmt: skip
ODD = list(odd_files(seed=11, number=240))


def alluding(odd: OddFile, number: int) -> bytes:
    """Return the file with allusions typed twice in ogas."""
    text = odd.data.decode()
    newline, width = odd.features["newline"], int(odd.features["indent"])
    if odd.features["terms"] in BRACES:
        return text.replace("kind: project, ", "kind: project, alludes_to: [anna, anna], ").encode()
    lines = [line.replace(">", " " * width) if line[0] == ">" else line for line in ALLUSIONS[number % len(ALLUSIONS)]]
    typed = newline.join(" " * width * 2 + line for line in lines)
    kind = re.search(r"^ *['\"]?kind['\"]?: project", text.replace("\r", "\n"), re.MULTILINE)
    assert kind
    return f"{text[: kind.end()]}{newline}{typed}{text[kind.end() :]}".encode()


def fixes_for(before: Said) -> list[Fix]:
    """Return what there is to mend in an odd file: relations, labels, repetitions, and every other refusal."""
    terms = {term.slug: term for term in before.terms}
    fixes = [
        Fix("add-relation", "anna", "related", text="ogas"),
        Fix("remove-repetition", "ogas", "alludes_to", text="anna"),
    ]
    if "zoe" in terms:
        fixes.append(Fix("add-relation", "ogas", "related", text="zoe"))
        fixes.append(Fix("add-relation", "zoe", "related", text="ogas"))
    fixes += [
        Fix("remove-label", "anna", "labels", label.language, label.text)
        for label in terms["anna"].labels
        if label.type == "alternative"
    ]
    fixes += [
        Fix("remove-ignored", "", "ignore", language, text)
        for language, texts in before.ignored.items()
        for text in texts[::2]
    ]
    return fixes


def expected(before: Said, fixes: tuple[Fix, ...]) -> Said:
    """Return what the glossary is to say."""
    terms = {term.slug: term for term in before.terms}
    ignored = dict(before.ignored)
    for fix in fixes:
        term = terms.get(fix.slug)
        if fix.kind == "add-relation" and term:
            terms[fix.slug] = replace(term, related=(*term.related, fix.text))
        elif fix.kind == "remove-label" and term:
            terms[fix.slug] = replace(term, labels=tuple(label for label in term.labels if label.text != fix.text))
        elif fix.kind == "remove-ignored":
            ignored[fix.language] = tuple(text for text in ignored[fix.language] if text != fix.text)
    return replace(before, terms=tuple(terms.values()), ignored=ignored)


def letters(text: str) -> Counter[str]:
    """Return how often each character stands in *text*, but for what makes lists and for comments behind items."""
    plain = text.replace("\\t", " ").replace("\\u4e00", "一")
    return Counter(re.sub(r"# (?:one|two)|[-\[\]{},'\">\s]", "", plain))


@pytest.mark.parametrize("number", range(len(ODD)), ids=lambda number: ODD[number].name)
def test_odd_file(number: int, tmp_path: Path) -> None:
    """All fixes of an odd file: nothing changes but what is meant, and it reads as meant."""
    odd = ODD[number]
    file = tmp_path / "terms.yaml"
    data = alluding(odd, number)
    file.write_bytes(data)
    before, _ = read_glossary(file)
    fixes = fixes_for(before)
    found = prepare_fixes(file, fixes, sha256=before.sha256)
    for prepared in found.prepared:
        write_edit(prepared)
    shared = odd.features["anchors"] and odd.features["terms"] not in BRACES
    left = [fix for fix in fixes if shared and fix.kind == "add-relation" and fix.slug == "ogas"]
    assert found.made == tuple(fix for fix in fixes if fix not in left)
    assert [lines_of(data)[problem.line - 1].strip() for problem in found.left] == ["related: *who"] * len(left)
    after, _ = read_glossary(file)
    assert said(after) == said(expected(before, found.made))

    new = file.read_bytes()
    assert set(re.findall(rb"\r\n|\n|\r", new)) == {odd.features["newline"].encode()}
    assert new.startswith(b"\xef\xbb\xbf") == bool(odd.features["bom"])
    gone = Counter[str]()
    come = Counter[str]()
    for fix in found.made:
        if fix.kind == "add-relation":
            come += letters(f"related: {fix.text}")
        else:
            gone += letters(fix.text)
    assert letters(data.decode()) + come == letters(new.decode()) + gone
    removed, added = removed_and_added(data, new)
    old = lines_of(data)
    lists = r".*[\[\]{}].*|\s*(?:- .*|\S+:  # as dashes|['\"]?(?:en|zh|cn|ru)['\"]?:.*|knows',|(?:甲|乙|anna)(?:,.*)?)"
    assert [old[line] for line in removed if not re.fullmatch(lists, old[line].rstrip("\r\n"))] == []
    assert [line for line in added if not re.fullmatch(lists, line.rstrip("\r\n"))] == []


# ----------------------------------------------------------------------------------------------- the command

POST = {"a-en.md": "OGAS and Gosplan, as planned."}
FAULTY = """\
# ours
terms:
  gosplan: {kind: organisation, labels: {en: [Gosplan]}}
  ogas:
    kind: project
    labels: {en: [OGAS]}
    explanation: Was planned.
    related: [gosplan, gosplan]  # both
ignore:
  en: [ogas]   # no
"""
MENDED = FAULTY.replace("gosplan, gosplan", "gosplan").replace("[ogas]", "[]")
PATCH = """\
--- terms.yaml
+++ terms.yaml
@@ -5,6 +5,6 @@
     kind: project
     labels: {en: [OGAS]}
     explanation: Was planned.
-    related: [gosplan, gosplan]  # both
+    related: [gosplan]  # both
 ignore:
-  en: [ogas]   # no
+  en: []   # no

"""
QUESTION = "Make 2 changes in terms.yaml? [y/N]: "


@pytest.fixture
def faulty(empty: Glossary) -> Glossary:
    """A repetition and a refusal that is a term."""
    return empty.write(POST, FAULTY)


def test_nobody_to_ask(faulty: Glossary) -> None:
    """Without a terminal the changes are shown and not made, and the problems are told as ever."""
    run = faulty.run("check", "--fix", "--strict")
    plain = faulty.run("check", "--strict")
    assert (run.returncode, run.stdout) == (plain.returncode, PATCH + plain.stdout) == (1, PATCH + plain.stdout)
    assert run.stderr == f"Nothing was changed, as nobody can be asked here. Fix: add --yes.\n{plain.stderr}"
    assert faulty.run("check", "--fix").returncode == 0
    assert faulty.terms.read_text(encoding="utf-8") == FAULTY


def test_yes(faulty: Glossary) -> None:
    """With --yes the changes are made, and what is left is told, which a second run does not change."""
    run = faulty.run("check", "--fix", "--yes", "--strict")
    left = "terms.yaml:3: info: 'gosplan' has no explanation. Fix: write one under explanation: [unexplained-term]\n"
    assert (run.returncode, run.stdout) == (0, PATCH + left)
    assert run.stderr == "Made 2 changes in terms.yaml.\n1 info\n"
    assert faulty.terms.read_text(encoding="utf-8") == MENDED
    again = faulty.run("check", "--fix", "--yes")
    assert again.stdout == left
    assert again.stderr == "Nothing to fix: no problem here has one safe answer.\n1 info\n"
    assert faulty.run("check", "--fix", "--quiet").stderr == ""


@pytest.mark.parametrize(
    ("answer", "variables", "text"), [("y", {}, MENDED), ("n", {"NO_COLOR": "1"}, FAULTY), ("", {}, FAULTY)]
)
def test_asked(faulty: Glossary, answer: str, variables: dict[str, str], text: str) -> None:
    """On a terminal the patch is coloured, and only a yes makes it so."""
    shown, code = on_terminal(faulty, "check", "--fix", "--strict", answer=f"{answer}\n", **variables)
    coloured = not variables
    assert ("\x1b[32m+    related: [gosplan]  # both\x1b[0m" in shown) == coloured
    assert ("\x1b[31m-  en: [ogas]   # no\x1b[0m" in shown) == coloured
    assert QUESTION in shown
    assert ("Nothing was changed." in shown, "Made 2 changes" in shown) == (text == FAULTY, text == MENDED)
    assert code == (text == FAULTY)
    assert faulty.terms.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (["--select", "ignored-term"], FAULTY.replace("[ogas]", "[]")),
        (["--ignore", "ignored"], FAULTY.replace("gosplan, gosplan", "gosplan")),
        (["--select", "homograph"], FAULTY),
    ],
    ids=" ".join,
)
def test_only_what_is_selected(faulty: Glossary, options: list[str], text: str) -> None:
    """What is not asked about is not changed."""
    assert faulty.run("check", "--fix", "--yes", *options).returncode == 0
    assert faulty.terms.read_text(encoding="utf-8") == text


def test_errors_come_first(faulty: Glossary) -> None:
    """Where the glossary cannot be read, nothing is mended."""
    broken = FAULTY.replace("kind: project", "kind: projekt")
    faulty.terms.write_text(broken, encoding="utf-8")
    run = faulty.run("check", "--fix", "--yes")
    assert run.returncode == 1
    assert "[unknown-kind]" in run.stdout
    assert run.stderr == "Nothing to fix: errors come first, and only you can mend them.\n1 error\n"
    assert faulty.terms.read_text(encoding="utf-8") == broken


def test_what_is_left_is_told(faulty: Glossary) -> None:
    """A change that only a person can make is told with its place."""
    faulty.terms.write_text(f"{FAULTY}  zh: [*no]\n".replace("[ogas]", "[&no ogas]"), encoding="utf-8")
    run = faulty.run("check", "--fix", "--yes", "--strict")
    assert run.returncode == 1
    assert run.stderr.splitlines()[:3] == [
        "terms.yaml:10: left as it is: '&no' is repeated by '*no' on line 11. Fix: edit it by hand",
        "terms.yaml:11: left as it is: '*no' may stand for 'ogas', which is to be deleted. Fix: edit it by hand",
        "Made 1 change in terms.yaml.",
    ]
    assert run.stdout.count("[ignored-term]") == 2


@pytest.mark.parametrize(
    "options", [["--fix", "--format", "json"], ["--fix", "--format=github"], ["--yes"]], ids=" ".join
)
def test_usage(faulty: Glossary, options: list[str]) -> None:
    """A patch is for people, and --yes answers nothing without it."""
    run = faulty.run("check", *options)
    assert (run.returncode, run.stdout) == (2, "")
    assert faulty.terms.read_text(encoding="utf-8") == FAULTY


def test_read_only(faulty: Glossary) -> None:
    """A file that is marked as read-only stays as it is."""
    faulty.terms.chmod(0o444)
    run = faulty.run("check", "--fix", "--yes")
    assert (run.returncode, run.stdout) == (1, PATCH)
    assert "terms.yaml: it cannot be written" in run.stderr
    assert faulty.terms.read_text(encoding="utf-8") == FAULTY
    assert faulty.beside() == set()


def test_folder(faulty: Glossary) -> None:
    """Of several files each is shown and written once; a refusal goes from all of them."""
    folder = faulty.folder / "terms"
    folder.mkdir()
    others = (
        "terms: {planning: {kind: concept, labels: {en: [planning]}, related: [ogas, ogas]}}\nignore: {en: [ogas, x]}\n"
    )
    (folder / "a.yaml").write_text(FAULTY, encoding="utf-8")
    (folder / "b.yaml").write_text(others, encoding="utf-8")
    run = faulty.run("check", "--fix", "--yes", "--terms", "terms")
    assert re.findall("^--- (.+)", run.stdout, re.MULTILINE) == ["terms/a.yaml", "terms/b.yaml"]
    assert run.stderr.startswith("Made 3 changes in terms/a.yaml, terms/b.yaml.\n")
    assert (folder / "a.yaml").read_text(encoding="utf-8") == MENDED
    mended_others = others.replace("[ogas, ogas]", "[ogas]").replace("[ogas, x]", "[x]")
    assert (folder / "b.yaml").read_text(encoding="utf-8") == mended_others


def test_changed_since_it_was_checked(faulty: Glossary) -> None:
    """Fixes are made in the glossary in which they were found, and in no other."""
    sha256 = read_glossary(faulty.terms)[0].sha256
    saved = FAULTY + "# mine\n"
    faulty.terms.write_text(saved, encoding="utf-8")
    with pytest.raises(ConflictError) as raised:
        prepare_fixes(faulty.terms, [REPETITION], sha256=sha256)
    assert (raised.value.present, raised.value.edited) == (saved, None)


def test_changed_while_it_was_asked(faulty: Glossary, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody saves before they answer is not written over."""
    report = check_glossary([faulty.content], faulty.terms)
    saved = FAULTY + "# mine\n"

    def save_and_agree(question: str) -> bool:
        faulty.terms.write_text(saved, encoding="utf-8")
        return True

    monkeypatch.setattr(click, "confirm", save_and_agree)
    monkeypatch.setattr("glossary.cli.fixing.on_terminal", lambda: True)
    with pytest.raises(ConflictError, match="has changed meanwhile, and nothing was written"):
        fix_terms(faulty.terms, report.problems, report.terms_sha256, yes=False, quiet=False)
    assert faulty.terms.read_text(encoding="utf-8") == saved


@pytest.mark.parametrize("code", [code for code, example in CASES.items() if example.changes])
def test_fix_mends_the_bad_example(code: str, empty: Glossary) -> None:
    """After the fixes of a rule nothing is left for it to find, and nothing is worse."""
    empty.write(CASES[code].posts["bad"], CASES[code].terms["bad"])
    before = check_glossary([empty.content], empty.terms).problems
    found = prepare_fixes(empty.terms, [p.change for p in before if p.code == code and p.change])
    for prepared in found.prepared:
        write_edit(prepared)
    after = check_glossary([empty.content], empty.terms).problems
    assert code not in {problem.code for problem in after}
    assert {problem.code for problem in after} < {problem.code for problem in before}
