"""The rules of ``glossary check``: each on a bad and a good example, which docs/checks.md shows."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Glossary

from glossary.build import survey
from glossary.check import RULES, check_glossary, choose_codes, find_problems
from glossary.check.reading import POST_RULES, TERM_RULES
from glossary.errors import SEVERITIES, InputError, Problem

EXAMPLES = ROOT / "tests" / "data" / "checks"
BLOCK = re.compile(r"^(`{3,})(\w+) ?(.*)\n([^`]*?)^\1$", re.MULTILINE)
# What no example can show: it is about folders, bytes, several files or very long ones; other tests have it.
WITHOUT_EXAMPLE = {
    "no-terms-file", "cannot-read", "not-utf-8", "control-character", "too-deep", "alias-expansion", "second-glossary",
    "duplicate-slug", "no-content-folder", "content-no-folder", "same-folder-name", "name-not-utf-8", "no-posts",
    "front-matter-depth", "front-matter-size", "broken-link", "link-leaves-content",
    "crowded-translation-key",
}  # fmt: skip
# Words in the readers that look like codes.
NO_CODES = {"utf-8", "utf-8-sig", "windows-1252", "remove-repetition"}
# Codes that name the key they are about.
BY_KEY = {"no-kind", "no-labels", "no-text"} | {
    f"unknown-{key}" for key in ("kind", "type", "case", "inflect", "boundary", "status")
}


@dataclass
class Example:
    """A rule's bad and good input, and what is said of the bad one."""

    terms: dict[str, str] = field(default_factory=lambda: {"bad": "terms: {}\n", "good": "terms: {}\n"})
    posts: dict[str, dict[str, str]] = field(default_factory=lambda: {"bad": {}, "good": {}})
    says: str = ""
    changes: str = ""


def read_examples() -> Iterator[tuple[str, Example]]:
    """Yield the code and the example of each section of the files."""
    for path in sorted(EXAMPLES.glob("*.md")):
        _, *parts = re.split(r"^## (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for code, section in zip(parts[::2], parts[1::2], strict=True):
            example = Example()
            for _, language, said, text in BLOCK.findall(section):
                if language == "yaml":
                    example.terms[said] = text
                elif language == "markdown":
                    name, _, side = said.partition(" ")
                    for each in [side] if side else ["bad", "good"]:
                        example.posts[each][name] = text
                elif said:
                    example.changes = text
                else:
                    example.says = text
            yield code, example


CASES = dict(read_examples())
SEVERITY = {rule.code: rule.severity for rule in RULES}
WHOLE = [rule.code for rule in RULES if rule.find]
READ = [rule.code for rule in RULES if not rule.find and rule.code not in WITHOUT_EXAMPLE]


@pytest.fixture
def check(empty: Glossary, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, dict[str, str]], list[Problem]]:
    """Return what is found in a terms.yaml and posts."""

    def found(terms: str, posts: dict[str, str]) -> list[Problem]:
        monkeypatch.chdir(empty.folder)
        for name, text in posts.items():
            (empty.content / name).write_text(text, encoding="utf-8")
        empty.terms.write_text(terms, encoding="utf-8")
        try:
            return list(check_glossary([Path("content")], Path("terms.yaml")).problems)
        except InputError as error:
            return list(error.problems)

    return found


def changes(problems: list[Problem]) -> str:
    """Return what mends the problems, as the examples have it."""
    return "".join(" ".join(part or "-" for part in astuple(p.change)) + "\n" for p in problems if p.change)


# --------------------------------------------------------------------------------------------------- the table


def test_codes_are_kebab_case_and_once() -> None:
    """A code is a name for ever, so that no two rules have the same, but what both readers find."""
    codes = [rule.code for rule in RULES]
    assert [code for code in codes if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)] == []
    assert len(codes) == len(set(codes))
    assert {rule.severity for rule in RULES} == set(SEVERITIES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_says_what_is_wrong(rule: Any) -> None:
    """What the documentation says of a rule is one plain sentence."""
    assert re.fullmatch(r"[A-Z][^|\n]+[^.]\.", rule.says)


def test_every_code_of_the_readers_is_listed() -> None:
    """What the readers of terms.yaml and posts can say stands in the table, and nothing else does."""
    paths = [*(ROOT / "glossary" / "term").glob("*.py"), *(ROOT / "glossary" / "post").glob("*.py")]
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    literals = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    codes = {rule.code for rule in (*TERM_RULES, *POST_RULES)}
    assert codes - literals == BY_KEY
    assert {text for text in literals if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", text)} - NO_CODES <= codes


@pytest.mark.parametrize("code", sorted(SEVERITY))
def test_every_rule_has_its_example(code: str) -> None:
    """A rule without example would go untested and undocumented."""
    assert (code in CASES) != (code in WITHOUT_EXAMPLE)


def test_every_example_has_its_rule() -> None:
    """No example is left of a rule that is gone."""
    assert set(CASES) <= set(SEVERITY)


@pytest.mark.parametrize("code", WHOLE)
def test_bad_example(check: Any, code: str) -> None:
    """A rule says of its bad example what stands there: place, fix and the change that mends it."""
    example = CASES[code]
    problems = [problem for problem in check(example.terms["bad"], example.posts["bad"]) if problem.code == code]
    assert "".join(f"{problem}\n" for problem in problems) == example.says
    assert {problem.severity for problem in problems} == {SEVERITY[code]}
    assert changes(problems) == example.changes


@pytest.mark.parametrize("code", READ)
def test_bad_example_of_a_reader(check: Any, code: str) -> None:
    """A reader says its code of its bad example, with a line and a fix."""
    example = CASES[code]
    problems = [problem for problem in check(example.terms["bad"], example.posts["bad"]) if problem.code == code]
    assert [problem.severity for problem in problems] == [SEVERITY[code]]
    assert all(problem.fix for problem in problems)
    assert all(problem.line for problem in problems) or code in ("no-date", "same-slug")
    assert changes(problems) == example.changes


@pytest.mark.parametrize("code", CASES)
def test_good_example(check: Any, code: str) -> None:
    """A rule finds nothing in its good example, and nothing is worse there."""
    example = CASES[code]
    problems = check(example.terms["good"], example.posts["good"])
    told = [problem for problem in problems if problem.code == code or problem.severity == "error"]
    assert [str(problem) for problem in told] == []


# ------------------------------------------------------------------------------------------ what else rules mind


@pytest.mark.parametrize(
    ("labels", "codes"),
    [
        # told apart by capitals, or by one context alone
        ("[Polish], [POLISH]", set()),
        ("[{text: polish, case: exact}], [{text: Polish, case: exact}]", set()),
        ("[polish], [Polish]", {"homograph"}),
        ("[polish], [{text: polish, only_in: [shoe polish]}]", set()),
        ("[polish], [{text: polish, posts: [shoes]}]", set()),
        # nearly the same
        ("[café], [cafe]", {"near-duplicate"}),
        ("[lens], [lenses]", {"near-duplicate"}),
        ("[改稻为桑], [改稻・為桑]", {"near-duplicate"}),
        ("[改稻为桑], [改稻為桑]", {"homograph"}),
        ("[pit], [pits]", {"near-duplicate"}),
        ("[policy], [{text: policies, inflect: none}]", {"near-duplicate"}),
        ("[…], [?!]", set()),
    ],
)
def test_labels_alike(check: Any, labels: str, codes: set[str]) -> None:
    """Two terms with labels that are the same, nearly the same, or only look so."""
    one, other = labels.split("], [")
    text = "terms:\n  one: {kind: slang, labels: {en: %s]}}\n  two: {kind: slang, labels: {en: [%s}}\n"
    found = {problem.code for problem in check(text % (one, other), {})}
    assert found & {"homograph", "near-duplicate"} == codes


def test_a_homograph_that_posts_have_is_told_once(check: Any) -> None:
    """The place in the post says more than the place in terms.yaml."""
    found = [problem.code for problem in check(CASES["ambiguous-mention"].terms["bad"], {"a-en.md": "A pit."})]
    assert (found.count("ambiguous-mention"), found.count("homograph")) == (1, 0)
    found = [problem.code for problem in check(CASES["ambiguous-mention"].terms["bad"], {"a-en.md": "A hole."})]
    assert (found.count("ambiguous-mention"), found.count("homograph")) == (0, 1)


def test_inflected_context_is_alive(check: Any) -> None:
    """A quotation holds where its label stands inflected, so that is no quotation of nothing."""
    terms = "terms: {policy: {kind: concept, labels: {en: [{text: policy, not_in: [office policy of]}]}}}\n"
    assert "context-in-no-post" not in {p.code for p in check(terms, {"a-en.md": "Office  policies of old."})}
    assert "context-in-no-post" in {p.code for p in check(terms, {"a-en.md": "Office polices of old."})}


def test_label_in_another_language_of_the_term_is_no_miss(check: Any) -> None:
    """A label that a term has in two languages is one spelling; where posts have it, neither is called unmentioned."""
    terms = "terms: {ogas: {kind: project, labels: {en: [OGAS], zh: [OGAS, 奥加斯]}}}\n"
    told = [p.message for p in check(terms, {"a-zh.md": "OGAS，全国一张网。"}) if p.code == "unmentioned-label"]
    assert told == ["no post calls 'ogas' '奥加斯'"]


def test_name_that_only_posts_in_another_language_have_is_used(check: Any) -> None:
    """A name that is written alike in two languages counts for the posts' own, but it stands in a post."""
    terms = (
        "terms: {r1: {kind: work, labels: {en: [R1], zh: [R1, 阿一]}}, "
        "r1-zero: {kind: work, labels: {en: [R1-Zero], zh: [R1-Zero]}}}\n"
    )
    posts = {"a-en.md": "R1 it is.", "b-zh.md": "阿一、阿一、阿一、阿一、阿一，还有R1-Zero。"}
    assert {p.code for p in check(terms, posts)} & {"unused-name", "swallowed-label", "unmentioned-label"} == set()


def test_label_in_a_language_without_posts_is_not_missed(check: Any) -> None:
    """Nobody expects Chinese labels in a blog in English."""
    terms = "terms: {ogas: {kind: project, labels: {en: [OGAS], zh: [奥加斯]}}}\n"
    assert "unmentioned-label" not in {p.code for p in check(terms, {"a-en.md": "OGAS was never built."})}


@pytest.mark.parametrize(("name", "tells"), [("a-zh.md", True), ("a-en.md", False)])
def test_a_chinese_glossary_is_told_to_say_so(check: Any, name: str, tells: bool) -> None:
    """Without a list of languages a plain explanation is in English; where no post is, the list may be missing."""
    text = "一个计算机网络的计划，要用它来管理整个国家的经济，后来没有建成。"
    terms = f"terms: {{ogas: {{kind: project, labels: {{zh: [奥加斯]}}, explanation: {text}}}}}\n"
    fix = next(p.fix for p in check(terms, {name: "OGAS。"}) if p.code == "wrong-script")
    assert fix.endswith("or list that first in languages: under glossary:") is tells


def test_translations_are_counted(check: Any) -> None:
    """A term that many translations leave out is told once, at the first place, with their number."""
    terms = "terms: {ogas: {kind: project, labels: {en: [OGAS], zh: [奥加斯]}}}\n"
    posts = {f"2024-05-0{day}-n{day}-en.md": "So is OGAS, and OGAS." for day in (1, 2, 3)}
    posts |= {f"2024-05-0{day}-n{day}-zh.md": "都在。" for day in (1, 2, 3)}
    (problem,) = [p for p in check(terms, posts) if p.code == "left-out-term"]
    assert (problem.post, problem.line, problem.column, problem.term) == ("2024-05-01-n1-en.md", 1, 7, "ogas")
    assert problem.message.endswith("does not mention it, nor do 2 other translations")


def test_hidden_labels_are_no_renderings(check: Any) -> None:
    """A misspelling in one translation is no other rendering."""
    example = CASES["several-renderings"]
    terms = example.terms["bad"].replace("Grand Foundation", "{text: Grand Foundation, type: hidden}")
    assert "several-renderings" not in {problem.code for problem in check(terms, example.posts["bad"])}


def test_redundant_label_that_a_link_names_stays(check: Any) -> None:
    """Were it deleted, the link would be dead."""
    terms = CASES["redundant-label"].terms["bad"] + "    explanation: See the [[Policies]] of [[國策]].\n"
    assert [p.code for p in check(terms, {}) if p.code in ("redundant-label", "unknown-link")] == []


def test_no_redundant_label_hangs_on_another(check: Any) -> None:
    """Of labels that find one another so many stay that deleting the others loses nothing."""
    terms = "terms: {glass: {kind: concept, labels: {en: [glass, glasses, glasse]}}}\n"
    told = [p.message for p in check(terms, {}) if p.code == "redundant-label"]
    assert told == ["where 'glasses' stands, 'glass' finds it anyway"]


def test_every_spelling_of_a_refusal_is_told(check: Any) -> None:
    """A candidate that is refused in two languages and spellings is mended at once."""
    terms = "terms: {ogas: {kind: project, labels: {en: [OGAS]}}}\nignore: {en: [ogas, Ogas], zh: [ＯＧＡＳ]}\n"
    assert {p.change.text for p in check(terms, {}) if p.code == "ignored-term"} == {"ogas", "Ogas", "ＯＧＡＳ"}


def test_rules_find_the_same_whoever_reads(mini: Glossary) -> None:
    """The order of posts, terms and findings does not hang on the number of processes."""
    one, two = (list(find_problems(survey([mini.content], mini.terms, jobs=jobs))) for jobs in (1, 2))
    assert one == two
    assert len(one) > 10


# --------------------------------------------------------------------------------------------- choosing codes


@pytest.mark.parametrize(
    ("select", "ignore", "chosen"),
    [
        ((), (), {"homograph", "unmentioned-term", "unmentioned-label"}),
        (("unmentioned",), (), {"unmentioned-term", "unmentioned-label"}),
        (("unmentioned-term", "homograph"), (), {"unmentioned-term", "homograph"}),
        ((), ("unmentioned",), {"homograph"}),
        (("unmentioned",), ("unmentioned-label",), {"unmentioned-term"}),
        (("unmentioned-label",), ("unmentioned",), {"unmentioned-label"}),
        (("unmentioned",), ("unmentioned",), set()),
        ((), ("homograph",), {"unmentioned-term", "unmentioned-label"}),
    ],
)
def test_choice(select: tuple[str, ...], ignore: tuple[str, ...], chosen: set[str]) -> None:
    """What is selected is reported, but for what is ignored; the longer name counts."""
    codes = choose_codes(select, ignore)
    assert codes & {"homograph", "unmentioned-term", "unmentioned-label"} == chosen
    assert {rule.code for rule in RULES if rule.severity == "error"} <= codes


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("homographs", "there is no code 'homographs'; did you mean homograph?"),
        ("language", "there is no code 'language'; did you mean unknown-language, duplicate-language, "),
        ("unment", "there is no code 'unment'; did you mean unmentioned-term, unmentioned-label?"),
        ("E501", "there is no code 'E501'"),
    ],
)
@pytest.mark.parametrize("option", ["select", "ignore"])
def test_unknown_code(code: str, said: str, option: str) -> None:
    """A code that there is not is refused with those that are near."""
    with pytest.raises(ValueError, match=f"^{re.escape(said)}"):
        choose_codes(**{"select": (), "ignore": (), option: (code,)})
