"""Edits of terms.yaml: every other byte stays, and what was written reads back as it was meant."""

import difflib
import json
import os
import pickle
import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from odd_terms import BRACES, OddFile, odd_files

from glossary.edit import (
    ConflictError,
    Draft,
    Edit,
    add_ignored,
    add_term,
    adding,
    apply_edit,
    explaining,
    ignored_line,
    ignoring,
    label_line,
    prepare_edit,
    set_explanation,
    write_edit,
)
from glossary.errors import GlossaryError, InputError
from glossary.model import Glossary, Label, Term
from glossary.term import read_glossary, schema
from glossary.term.files import File
from glossary.term.reading import glossary_of

ODD = list(odd_files(seed=7, number=240))
DRAFT = Draft(
    "new-term",
    {"en": ["new: term", "325"], "zh": ["新词"]},
    None,
    {"en": 'What “it” is: # "this"', "zh": "它\n\n  是 什么\t\n"},
    ["0.93 · new: term", "gloss: 新词"],
)
LONG = "A plan, as they say: " + "a network of computers that runs all of it, and reports [[anna]], " * 4 + "so."
BREAK = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


def lines_of(data: bytes) -> list[str]:
    """Return the lines with their breaks; that of the last counts as there, since it may be added."""
    text = data.decode("utf-8")
    newline = "\r\n" if "\r\n" in text else "\r" if "\r" in text else "\n"
    lines = [line for line in BREAK.split(text) if line]
    return [*lines[:-1], lines[-1] if lines[-1][-1] in "\r\n" else lines[-1] + newline] if lines else []


def removed_and_added(before: bytes, after: bytes) -> tuple[list[int], list[str]]:
    """Return the numbers of the lines that went, and the lines that came."""
    old, new = lines_of(before), lines_of(after)
    removed: list[int] = []
    added: list[str] = []
    for operation, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation != "equal":
            removed += range(i1, i2)
            added += new[j1:j2]
    return removed, added


def is_within(short: str, long: str) -> bool:
    """Tell whether *long* is *short* with something put in here and there."""
    rest = iter(long)
    return all(character in rest for character in short)


def said(glossary: Glossary) -> Glossary:
    """Return what a glossary says, without the lines it stands on."""
    return replace(glossary, sha256="", terms=tuple(replace(term, line=0) for term in glossary.terms))


def made(odd: OddFile, folder: Path, edit: Edit) -> tuple[bytes, Glossary, Glossary]:
    """Make *edit* to the file and return its bytes, and what it says before and after."""
    file = folder / "terms.yaml"
    file.write_bytes(odd.data)
    before, _ = read_glossary(file)
    apply_edit(file, edit)
    after, _ = read_glossary(file)
    data = file.read_bytes()
    breaks = set(re.findall(rb"\r\n|\n|\r", data))
    assert breaks == {odd.features["newline"].encode()}
    assert data.startswith(b"\xef\xbb\xbf") == bool(odd.features["bom"])
    assert [path.name for path in folder.iterdir()] == ["terms.yaml"]
    return data, said(before), said(after)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.name)
def test_add_to_odd_file(odd: OddFile, tmp_path: Path) -> None:
    """A term is added lines and nothing else; in braces, added characters."""
    data, before, after = made(odd, tmp_path, adding(DRAFT))
    labels = (
        Label("en", "new: term", "preferred"),
        Label("en", "325", "alternative"),
        Label("zh", "新词", "preferred"),
    )
    term = Term("new-term", "concept", labels, DRAFT.explanation, path=str(tmp_path / "terms.yaml"))
    assert after == replace(before, terms=tuple(sorted((*before.terms, term), key=lambda each: each.slug)))
    removed, added = removed_and_added(odd.data, data)
    if odd.features["terms"] in BRACES:
        assert is_within(odd.data.decode(), data.decode())
        assert len(removed) <= 1
    else:
        assert removed == []
        parted = [line for line in added if not line.strip()]
        assert len(parted) - 1 <= int(odd.features["gap"]) + bool(odd.features["comments"])  # 1: the text has its own


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.name)
def test_ignore_in_odd_file(odd: OddFile, tmp_path: Path) -> None:
    """A refusal changes the line of its language, or adds lines."""
    data, before, after = made(odd, tmp_path, ignoring({"zh": ["丙", "x, y"]}))
    expected = {**before.ignored, "zh": (*before.ignored.get("zh", ()), "丙", "x, y")}
    assert after == replace(before, ignored=expected)
    removed, added = removed_and_added(odd.data, data)
    old = lines_of(odd.data)
    if odd.features["ignore"] in ("missing", "empty", "other", "other-items", "items", "indentless"):
        assert removed == []
    elif odd.features["ignore"] == "one-folded":
        assert [old[number].strip() for number in removed] == ["zh: >-  # odd", "甲", "乙"]
    else:
        assert len(removed) <= 1
        assert len(added) == 2 if odd.features["ignore"] in ("nothing",) else len(added) <= 3


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "计划\n\n  两行 \n"), ("en", LONG), ("en", "325")], ids=["zh", "long", "short"]
)
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.name)
def test_explain_in_odd_file(odd: OddFile, language: str, text: str, tmp_path: Path) -> None:
    """An explanation changes its own lines; every comment and what other languages say stay."""
    data, before, after = made(odd, tmp_path, explaining("ogas", language, text))
    terms = {term.slug: term for term in before.terms}
    ogas = terms["ogas"]
    terms["ogas"] = replace(ogas, explanation={**ogas.explanation, language: text})
    assert after == replace(before, terms=tuple(terms.values()))
    removed, _ = removed_and_added(odd.data, data)
    assert set(removed) <= set(odd.explained)
    comments = r"[ \t]#[ ][^\r\n]*"
    was, now = (re.findall(comments, each.decode()) for each in (odd.data, data))
    assert set(was) - {" # no comment"} <= set(now)


# ------------------------------------------------------------------------------------------- files that hold little


PLAN = Draft("plan", {"en": ["plan"]}, "concept")
ADDED = """\
  plan:
    kind: concept
    labels:
      en: [plan]
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"terms:\n{ADDED}"),
        ("# a comment\n", f"# a comment\nterms:\n{ADDED}"),
        ("# a comment", f"# a comment\nterms:\n{ADDED[:-1]}"),
        ("---\n", f"---\nterms:\n{ADDED}"),
        ("---\n...\n", f"---\nterms:\n{ADDED}...\n"),
        ("terms:\n", f"terms:\n{ADDED}"),
        ("terms:", f"terms:\n{ADDED[:-1]}"),
        ("terms:  # none yet\n  # here\n\n# end\n", f"terms:  # none yet\n  # here\n{ADDED}\n# end\n"),
        ("terms: {}\n", f"terms:\n{ADDED}"),
        ("terms: {}  # none\n\nignore:\n", f"terms:  # none\n{ADDED}\nignore:\n"),
        ("terms:\n  {}\n", f"terms:\n{ADDED}"),
        ("terms: {  # none\n}\n", "terms: {  # none\nplan: {kind: concept, labels: {en: [plan]}}}\n"),
        ("{}\n", "{terms: {plan: {kind: concept, labels: {en: [plan]}}}}\n"),
        ("{terms: , ignore: }\n", "{terms: {plan: {kind: concept, labels: {en: [plan]}}}, ignore: }\n"),
        ("ignore:\n  en: [a]\n", f"ignore:\n  en: [a]\nterms:\n{ADDED}"),
        ("glossary:\n    title: A\n", "glossary:\n    title: A\nterms:\n" + ADDED.replace("  ", "    ")),
        ("glossary: {title: A}\n\nignore:\n", f"glossary: {{title: A}}\n\nignore:\n\nterms:\n{ADDED}"),
    ],
    ids=repr,
)
def test_add_to_little(before: str, after: str) -> None:
    """A file without terms gets its first, wherever it may stand."""
    assert add_term(before, PLAN) == after


BODY = "kind: place, labels: {en: [a]}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A comment below the last term that is indented belongs to it, and so does one that a blank line parts.
        (f"terms:\n  a: {{{BODY}}}\n  # of a\nignore:\n", f"terms:\n  a: {{{BODY}}}\n  # of a\n{ADDED}ignore:\n"),
        (f"terms:\n  a: {{{BODY}}}\n# of a\n\nignore:\n", f"terms:\n  a: {{{BODY}}}\n# of a\n{ADDED}\nignore:\n"),
        (f"terms:\n  a: {{{BODY}}}\n# refused\nignore:\n", f"terms:\n  a: {{{BODY}}}\n{ADDED}# refused\nignore:\n"),
        (f"terms:\n  a: {{{BODY}}}\n\n# end\n", f"terms:\n  a: {{{BODY}}}\n{ADDED}\n# end\n"),
        # Blank lines between terms, or behind the key of one term.
        (f"terms:\n\n  a: {{{BODY}}}\n", f"terms:\n\n  a: {{{BODY}}}\n\n{ADDED}"),
        (
            f"terms:\n  a: {{{BODY}}}\n\n\n  b: {{{BODY}}}\n",
            f"terms:\n  a: {{{BODY}}}\n\n\n  b: {{{BODY}}}\n\n\n{ADDED}",
        ),
        # A text that ends with the file would change by a line break behind it: the new term stands before it.
        (
            f"terms:\n  a: {{{BODY}}}\n  b:\n    x: |\n      y",
            f"terms:\n  a: {{{BODY}}}\n{ADDED}  b:\n    x: |\n      y",
        ),
        ("terms:\n  b:\n    x: |+\n      y", f"terms:\n{ADDED}  b:\n    x: |+\n      y"),
        ("terms:\n  b:\n    x: |-\n      y", f"terms:\n  b:\n    x: |-\n      y\n{ADDED[:-1]}"),
        # Blank lines that belong to a text stay with it, and none is added to them.
        (
            f"terms:\n  a: {{{BODY}}}\n\n  b:\n    x: |+\n      y\n\nignore:\n",
            f"terms:\n  a: {{{BODY}}}\n\n  b:\n    x: |+\n      y\n\n{ADDED}ignore:\n",
        ),
    ],
    ids=repr,
)
def test_add_behind_the_last(before: str, after: str) -> None:
    """Comments and blank lines stay with what they belong to."""
    assert add_term(before, PLAN) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "ignore:\n  en: [x]\n"),
        ("ignore:", "ignore:\n  en: [x]"),
        ("ignore: {}\n", "ignore:\n  en: [x]\n"),
        ("ignore: {zh: [甲]}\n", "ignore: {zh: [甲], en: [x]}\n"),
        ("ignore:\n  en:\n", "ignore:\n  en: [x]\n"),
        ("ignore:\n  en: # none\n", "ignore:\n  en: [x] # none\n"),
        ("ignore:\n  EN: []\n", "ignore:\n  EN: [x]\n"),
        ("ignore:\n  en: [a,]\n", "ignore:\n  en: [a, x,]\n"),
        ("ignore:\n  en: 'a'\n", "ignore:\n  en: ['a', x]\n"),
        (
            "ignore:\n  en:\n    - a  # why\n    # so\n  zh: [甲]\n",
            "ignore:\n  en:\n    - a  # why\n    # so\n    - x\n  zh: [甲]\n",
        ),
        ("ignore:\n  en:\n  -   a", "ignore:\n  en:\n  -   a\n  -   x"),
        ("ignore:\n  en:\n  -\n    a\n", "ignore:\n  en:\n  -\n    a\n  - x\n"),
        ("ignore:\n  en: [\n    a, b\n  ]\n", "ignore:\n  en: [\n    a, b, x\n  ]\n"),
    ],
    ids=repr,
)  # fmt: skip
def test_ignore_in_little(before: str, after: str) -> None:
    """A list of refusals grows in its own manner."""
    assert add_ignored(before, "en", ["x"]) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("explanation: old", "explanation: new"),
        ("explanation: 'old'  # why", "explanation: new  # why"),
        ("explanation:", "explanation:\n      en: new"),
        ("explanation:\n      zh: 旧", "explanation:\n      zh: 旧\n      en: new"),
        (
            "explanation:\n      en: >-  # why\n        old\n        text\n      zh: 旧",
            "explanation:\n      en: >-  # why\n        new\n      zh: 旧",
        ),
        ("explanation: {zh: 旧}", "explanation: {zh: 旧, en: new}"),
        ("explanation: {en: , zh: 旧}", "explanation: {en: new, zh: 旧}"),
        ("explanation: {en: 'old'}", "explanation: {en: new}"),
        (
            "origin: here\n    # of it\n    status: draft",
            "explanation:\n      en: new\n    origin: here\n    # of it\n    status: draft",
        ),
    ],
    ids=repr,
)  # fmt: skip
def test_explain(before: str, after: str) -> None:
    """An explanation stands below the labels, or where the old one stood."""
    head, tail = "terms:\n  a:\n    kind: place\n    labels: {en: [a]}\n    ", "\n\nignore:\n"
    assert set_explanation(head + before + tail, "a", "en", "new", main="en") == head + after + tail


def test_explain_in_a_second_language() -> None:
    """What was one text, in the main language, moves as it is typed."""
    head = "terms:\n  a:\n    kind: place\n    labels: {en: [a]}\n    "
    for before, after in (
        ("explanation: old\n      text  # why", "explanation:\n      en: old\n        text  # why\n      zh: 新"),
        (
            "explanation: |\n      old\n\n       text",
            "explanation:\n      zh: 新\n      en: |\n        old\n\n         text",
        ),
        ("explanation:\n        old\n     text", "explanation:\n        en: old\n         text\n        zh: 新"),
    ):
        assert set_explanation(head + before, "a", "zh", "新", main="en") == head + after


# --------------------------------------------------------------------------------------------------- what is refused


SHARED = """\
glossary: {languages: [en, zh]}
terms:
  a: &a
    kind: place
    labels: {en: [a]}
    explanation: &e {en: old}
  b:
    kind: place
    labels: {en: [b]}
    explanation: *e
  c:
    kind: place
    labels: {en: [c]}
    explanation: {en: &t same, zh: *t}
"""


@pytest.mark.parametrize(
    ("slug", "language", "message"),
    [
        ("a", "en", "6:18: error: '&e' is repeated by '*e' on line 10"),
        ("b", "zh", "10:18: error: '*e' repeats what is marked '&e' elsewhere"),
        ("c", "en", "14:23: error: '&t' is repeated by '*t' on line 14"),
        ("c", "zh", "14:36: error: '*t' repeats what is marked '&t' elsewhere"),
    ],
)
def test_shared_is_refused(slug: str, language: str, message: str, tmp_path: Path) -> None:
    """What an anchor shares is not changed: the change would reach further."""
    file = tmp_path / "terms.yaml"
    file.write_text(SHARED, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        apply_edit(file, explaining(slug, language, "new"))
    assert str(raised.value) == f"{file}:{message}. Fix: edit it by hand"
    assert file.read_text(encoding="utf-8") == SHARED


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (adding(Draft("x", {"en": ["a\0b"]})), "holds a NUL character, which YAML has no way to write"),
        (ignoring({"en": ["a\ud800"]}), "holds half a character (U+D800)"),
        (explaining("ogas", "en", "\udfff"), "The explanation holds half a character (U+DFFF)"),
        (explaining("ogas", "en", " \n"), "The explanation of 'ogas' is blank"),
        (explaining("ogsa", "en", "x"), "There is no term 'ogsa'; did you mean 'ogas'?"),
        (explaining("ogas", "en", "[[nowhere]]"), "[[nowhere]] links to no term"),
        (adding(Draft("ogas", {"en": ["x"]})), "the slug 'ogas' already stands here"),
        (adding(Draft("Bad slug", {"en": ["x"]})), "is no slug"),
        (Edit(lambda files, _: files[0].path, lambda text, _: text + "#", lambda g: replace(g, title="x")), "by hand"),
    ],
)
def test_no_harm(edit: Edit, message: str, tmp_path: Path) -> None:
    """What cannot be written, or would not read back as meant, leaves the file as it was."""
    file = tmp_path / "terms.yaml"
    file.write_text("terms:\n  ogas: {kind: project, labels: {en: [OGAS]}}\n", encoding="utf-8")
    state = file.stat()
    with pytest.raises(GlossaryError) as raised:
        apply_edit(file, edit)
    assert message in str(raised.value)
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (state.st_mtime_ns, state.st_ino)
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("text", ["- a\n", "terms: x\n", "terms: [a]\n", "ignore:\n  en: *x\n", "terms: [\n"])
def test_no_file_of_terms(text: str) -> None:
    """The functions on texts tell what is no file of terms, too."""
    with pytest.raises(InputError):
        add_ignored(add_term(text, PLAN), "en", ["x"])


# -------------------------------------------------------------------------------------------------------- any text


def reads(text: str) -> Glossary:
    """Return what a file with *text* says."""
    return glossary_of([File("terms.yaml", text.encode())], Path("terms.yaml"))[0]


TEXTS = st.one_of(
    st.text(min_size=1),
    st.text(st.sampled_from("ab 一😀\n\t:#-?'\"\\[]{},&*!|>%@`~=.0 \r\x85\u2028\ufeff\x07\u200d\u00a0"), min_size=1),
).filter(lambda text: text.strip() and "\0" not in text and not re.search("[\ud800-\udfff]", text))
HOLDERS = (
    "",
    "terms: {a: {kind: place, labels: {en: [a]}, explanation: {en: old}}}\n",
    "terms:\n a:\n  kind: place\n  labels: {en: [a]}\n  explanation: |\n   old\n   text",
    "terms:\r\n    a:\r\n        kind: place\r\n        labels:\r\n            en: [a]\r\n",
    "terms:\n  a:\n    kind: place\n    labels: {en: [a]}\n    explanation:\n      en: 'old'  # why\n      zh:\n",
)


@pytest.mark.parametrize("holder", HOLDERS, ids=range(len(HOLDERS)))
@given(text=TEXTS, labels=st.lists(TEXTS.filter(lambda text: re.search(r"\w", text)), min_size=1, max_size=3))
def test_any_text_survives(holder: str, text: str, labels: list[str]) -> None:
    """Whatever is written reads back: explanations exactly, labels with their spaces made one."""
    names = list(dict.fromkeys(" ".join(label.split()) for label in labels))
    # Links are the reader's to judge, and what holds [[ may be one to no term.
    text = text.replace("[[", "[")
    added = reads(add_term(holder, Draft("new", {"en": names}, None, {"en": text, "zh": text})))
    term = next(term for term in added.terms if term.slug == "new")
    assert [label.text for label in term.labels] == names
    assert term.explanation == {"en": text, "zh": text}
    assert set(names) == set(reads(add_ignored(holder, "en", names)).ignored["en"])
    if holder:
        for language in ("en", "zh"):
            explained = reads(set_explanation(holder, "a", language, text, main="en"))
            assert explained.terms[0].explanation[language] == text


@pytest.mark.parametrize(
    "text",
    ["x " * 500_000 + "x", "一" * 1_000_000, "line\n" * 200_000, "a\u2028 b " * 150_000, "# - ? : " * 125_000],
    ids=["words", "chinese", "lines", "escaped", "signs"],
)
def test_a_megabyte(text: str) -> None:
    """A long text is written and read like any other."""
    found = reads(add_term(HOLDERS[4], Draft("new", {"en": ["new"]}, None, {"en": text})))
    assert next(term for term in found.terms if term.slug == "new").explanation == {"en": text}
    assert reads(set_explanation(HOLDERS[4], "a", "zh", text, main="en")).terms[0].explanation["zh"] == text


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("A plan of the 1960s.", "A plan of the 1960s."),
        ("它是什么：没有人说", "它是什么：没有人说"),
        ("325", '"325"'),
        ("2024-01-01", '"2024-01-01"'),
        ("no", '"no"'),
        ("A plan: none", '"A plan: none"'),
        ('A "plan": none', "'A \"plan\": none'"),
        ("[[ogas]] is one", '"[[ogas]] is one"'),
        (" spaces ", '" spaces "'),
        ("a\u2028b\x07", r'"a\u2028b\u0007"'),
        ("word " * 30 + "word", ">-\n        " + "word " * 21 + "word\n        " + "word " * 8 + "word"),
        ("one\n\ntwo", "|-\n        one\n\n        two"),
        ("一" * 150, ">-\n        " + "一" * 150),
    ],
    ids=repr,
)
def test_style(text: str, source: str) -> None:
    """A text is typed as a person would type it, and is a text for every other reader, too."""
    after = set_explanation(HOLDERS[4], "a", "zh", text, main="en")
    assert after == f"{HOLDERS[4][:-1]} {source}\n"
    assert yaml.safe_load(after)["terms"]["a"]["explanation"]["zh"] == text


@pytest.mark.parametrize(
    "text", ["325", "no", "2024-01-01", "0x1f", "1e5", "~", "null", "-", "<<", "=", "1_000", "9:30"]
)
def test_other_readers_take_texts_for_texts(text: str) -> None:
    """Editors check the file by our schema: a text stays a text for them, as a label, a slug and an explanation."""
    slug = text if re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", text) else "plan"
    after = add_term("terms:\n", Draft(slug, {"no": [text]}, "place", {"no": text}))
    loaded = yaml.safe_load(add_ignored(after, "no", [text]))
    jsonschema.validate(loaded, schema())
    term = {"kind": "place", "labels": {"no": [text]}, "explanation": {"no": text}}
    assert loaded == {"terms": {slug: term}, "ignore": {"no": [text]}}
    assert json.dumps(loaded)  # keys are texts, too


# ------------------------------------------------------------------------------------------------------- files


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of one term."""
    path = tmp_path / "terms.yaml"
    path.write_text("terms:\n  ogas: {kind: project, labels: {en: [OGAS]}}\n", encoding="utf-8")
    return path


def test_changed_since_it_was_read(file: Path) -> None:
    """Of a file that is another one now, both texts are told, and nothing is written."""
    glossary, _ = read_glossary(file)
    assert glossary.sha256 == sha256(file.read_bytes()).hexdigest()
    theirs = file.read_text(encoding="utf-8") + "# mine\n"
    file.write_text(theirs, encoding="utf-8")
    with pytest.raises(ConflictError, match="has changed meanwhile, and nothing was written") as raised:
        apply_edit(file, adding(PLAN), sha256=glossary.sha256)
    assert (raised.value.path, raised.value.present) == (str(file), theirs)
    assert raised.value.edited == add_term(theirs, PLAN)
    assert file.read_text(encoding="utf-8") == theirs
    assert pickle.loads(pickle.dumps(raised.value)).edited == raised.value.edited
    apply_edit(file, adding(PLAN), sha256=read_glossary(file)[0].sha256)


def test_changed_and_broken(file: Path) -> None:
    """Of a file that cannot be read any more, the text is told all the same."""
    file.write_text("terms: [", encoding="utf-8")
    with pytest.raises(ConflictError) as raised:
        apply_edit(file, adding(PLAN), sha256="0")
    assert (raised.value.present, raised.value.edited) == ("terms: [", None)


def test_changed_while_it_was_edited(file: Path) -> None:
    """What somebody saves between reading and writing is not written over."""
    prepared = prepare_edit(file, adding(PLAN))
    file.write_text("terms: {}\n", encoding="utf-8")
    with pytest.raises(ConflictError):
        write_edit(prepared)
    assert file.read_text(encoding="utf-8") == "terms: {}\n"


def test_symbolic_link(file: Path, tmp_path: Path) -> None:
    """A link stays a link; what it points at is changed."""
    real = tmp_path / "real" / "all.yaml"
    real.parent.mkdir()
    file.rename(real)
    file.symlink_to(Path("real") / "all.yaml")
    apply_edit(file, adding(PLAN))
    assert file.is_symlink()
    assert real.read_text(encoding="utf-8").endswith(ADDED)
    assert [path.name for path in real.parent.iterdir()] == ["all.yaml"]


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o666, 0o755])
def test_mode_stays(file: Path, mode: int) -> None:
    """The file keeps its permissions, whatever new files get."""
    file.chmod(mode)
    apply_edit(file, adding(PLAN))
    assert file.stat().st_mode & 0o777 == mode


def test_read_only_file(file: Path) -> None:
    """A file that is marked as read-only is not replaced."""
    file.chmod(0o444)
    before = file.read_bytes()
    with pytest.raises(GlossaryError, match=r"it cannot be written .*read-only.* Fix: change its permissions"):
        apply_edit(file, adding(PLAN))
    assert file.read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into every folder")
def test_read_only_folder(file: Path) -> None:
    """Nothing can be put into a folder that is read-only."""
    file.parent.chmod(0o555)
    try:
        with pytest.raises(GlossaryError, match="it cannot be written"):
            apply_edit(file, adding(PLAN))
    finally:
        file.parent.chmod(0o755)


def test_failure_leaves_nothing_behind(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full leaves the old file, and no other one."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = file.read_bytes()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(GlossaryError, match="no space left on device"):
        apply_edit(file, adding(PLAN))
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


FOLDER = {
    "people.yaml": "terms:\n  anna: {kind: person, labels: {en: [Anna]}}\n",
    "plans.yaml": "terms:\n  ogas: {kind: project, labels: {en: [OGAS]}}\n  b: {kind: project, labels: {en: [B]}}\n",
    "refused.yml": "ignore:\n  en: [alpha]\n",
    "top.yaml": "glossary: {languages: [en, zh]}\n",
}


@pytest.mark.parametrize(
    ("edit", "name"),
    [
        (adding(Draft("zoe", {"en": ["Zoe"]}, "person")), "people.yaml"),
        (adding(Draft("plan-c", {"en": ["C"]}, "project")), "plans.yaml"),
        (adding(Draft("new", {"en": ["new"]}, "slang")), "plans.yaml"),
        (ignoring({"zh": ["甲"]}), "refused.yml"),
        (ignoring({"en": ["beta"], "zh": ["甲"]}), "refused.yml"),
        (explaining("anna", "zh", "安娜"), "people.yaml"),
    ],
    ids=range(6),
)
def test_folder(edit: Edit, name: str, tmp_path: Path) -> None:
    """Of several files, one changes: where terms of its kind are, where refusals are, where the term is."""
    for file, text in FOLDER.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    before, _ = read_glossary(tmp_path)
    prepared = apply_edit(tmp_path, edit, sha256=before.sha256)
    assert prepared.path == str(tmp_path / name)
    changed = {file for file, text in FOLDER.items() if (tmp_path / file).read_text(encoding="utf-8") != text}
    assert changed == {name}
    assert read_glossary(tmp_path)[0] == prepared.glossary


def test_what_was_written(file: Path) -> None:
    """An edit tells the first line that is new, and the change as a patch."""
    prepared = prepare_edit(file, adding(PLAN))
    assert prepared.line == 3
    assert prepared.diff().splitlines()[3:] == [
        " terms:", "   ogas: {kind: project, labels: {en: [OGAS]}}", *(f"+{line}" for line in ADDED.splitlines())
    ]  # fmt: skip


def test_nothing_to_write(file: Path) -> None:
    """An edit that changes nothing does not touch the file."""
    state = file.stat().st_ino
    prepared = apply_edit(file, ignoring({}))
    assert prepared.before == prepared.after
    assert file.stat().st_ino == state


# ------------------------------------------------------------------------------------------------------ places


PLACES = """\
terms:
  a:
    kind: place
    labels:
      en: [one, {text: two,
         case: exact}]
      cn:
      - 三
    related: [b, c]
    broader:
      - b   # why
      - c
    sources: [{title: x}]
ignore: {en: ["a  b", c], zh: 丁}
"""


@pytest.mark.parametrize(
    ("language", "label", "line"),
    [("en", "one", 5), ("en", "two", 5), ("zh", "三", 8), ("en", "none", None), ("ru", "x", None)],
)
def test_label_line(language: str, label: str, line: int | None) -> None:
    """A label is found where it is typed."""
    assert label_line(PLACES, "a", language, label) == line


@pytest.mark.parametrize(("language", "label", "line"), [("en", "a b", 14), ("zh", "丁", 14), ("ru", "x", None)])
def test_ignored_line(language: str, label: str, line: int | None) -> None:
    """A refusal is found where it is typed."""
    assert ignored_line(PLACES, language, label) == line


def test_our_own_style() -> None:
    """What is written stands as the shipped terms.yaml has it: each explanation, written anew, changes nothing."""
    text = (ROOT / "terms.yaml").read_text(encoding="utf-8")
    explanations = [(term.slug, *pair) for term in reads(text).terms[::7] for pair in term.explanation.items()]
    assert len(explanations) > 50
    assert [each for each in explanations if set_explanation(text, *each, main="en") != text] == []
