"""How well terms that are missing are found in posts of other fields, which nothing was fitted on."""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from glossary.build import Proposed, suggest_terms
from glossary.model import Candidate
from glossary.post import find_posts, read_post

FOLDER = Path(__file__).parent / "discovery"
AROUND = " \t\n\"'`*_“”‘’「」『』《》〈〉()（）[]【】,.;:!?，。；：！？、"
# What is promised; the figures themselves are a little higher, and vary with the data of the libraries.
BEST_F1 = {"en": 0.58, "zh": 0.45}
COUNTERPARTS_F1 = 0.45
KINDS = {"en": 0.42, "zh": 0.47}  # the share of right ones among eleven
OFF = 0.15  # what the default cut may lose where nothing was fitted on


def rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of the annotation."""
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def language(post: str) -> str:
    """Return the language of a post by its name."""
    return "zh" if Path(post).stem.endswith("-zh") else "en"


def normal(text: str) -> str:
    """Return the form in which two spellings are the same type."""
    text = " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(AROUND)
    for article in ("the ", "a ", "an "):
        text = text.removeprefix(article)
    return text.removesuffix("'s").removesuffix("’s")


def types(name: str) -> dict[str, set[str]]:
    """Return the types of an annotation by language."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(name):
        found[language(row["post"])].add(normal(row["surface"]))
    return found


def f1(hits: int, proposed: int, wanted: int) -> float:
    """Return precision and recall in one figure."""
    return 2 * hits / (proposed + wanted)


def judged(candidates: Iterable[Candidate], tag: str) -> list[bool]:
    """Return of each type that is proposed, best first, whether it is right; what may be either is left out."""
    right, spared = types("gold.jsonl")[tag], types("dontcare.jsonl")[tag]
    ranked = dict.fromkeys(
        normal(each.text) for each in sorted(candidates, key=lambda each: -each.score) if each.language == tag
    )
    return [text in right for text in ranked if text in right or text not in spared]


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory) -> Proposed:
    """What is proposed for the posts with no term known."""
    terms = tmp_path_factory.mktemp("discovery") / "terms.yaml"
    terms.write_text("terms: {}\n", encoding="utf-8")
    return suggest_terms([FOLDER / "posts"], terms)


def test_annotation_is_of_these_posts() -> None:
    """Every mention stands where the annotation says, so that what is scored below means something."""
    found = find_posts([FOLDER / "posts"])
    bodies = {Path(read.post.path).name: read.post.body for read in map(read_post, found.sources) if read.post}
    gold = rows("gold.jsonl")
    assert {row["post"] for row in gold} == bodies.keys()
    assert [row for row in gold if bodies[row["post"]][row["start"] : row["end"]] != row["surface"]] == []
    assert {row["post"] for row in rows("dontcare.jsonl")} <= bodies.keys()


@pytest.mark.parametrize("tag", BEST_F1)
def test_best_f1(proposed: Proposed, tag: str) -> None:
    """The ranking has a place up to which it is as good as promised."""
    hits, size = judged(proposed.candidates, tag), len(types("gold.jsonl")[tag])
    best = max(f1(sum(hits[:number]), number, size) for number in range(1, len(hits) + 1))
    assert best >= BEST_F1[tag]


@pytest.mark.parametrize("tag", BEST_F1)
def test_default_cut(proposed: Proposed, tag: str) -> None:
    """What the tool believes in is not far from the best that its ranking allows."""
    hits, size = judged(proposed.believed(), tag), len(types("gold.jsonl")[tag])
    assert f1(sum(hits), len(hits), size) >= BEST_F1[tag] - OFF


@pytest.mark.parametrize("tag", BEST_F1)
def test_most_terms_are_candidates(proposed: Proposed, tag: str) -> None:
    """Of the terms that people would list, most are at least looked at."""
    found = {normal(each.text) for each in proposed.candidates if each.language == tag}
    right = types("gold.jsonl")[tag]
    assert len(right & found) / len(right) >= 0.75


@pytest.mark.parametrize("tag", KINDS)
def test_kinds(proposed: Proposed, tag: str) -> None:
    """Of the terms that are proposed, this many are guessed to be of the kind that people give them."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in rows("gold.jsonl"):
        if language(row["post"]) == tag:
            kinds[normal(row["surface"])].add(row["kind"])
    ranked = [each for each in proposed.candidates if each.language == tag and normal(each.text) in kinds]
    right = [each.kind in kinds[normal(each.text)] for each in ranked]
    assert sum(right) / len(right) >= KINDS[tag]


def test_counterparts(proposed: Proposed) -> None:
    """Of concepts that the two languages write differently, and of what touches one, this many pairs are right."""
    forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"en": set(), "zh": set()})
    for row in rows("gold.jsonl"):
        forms[row["concept"]][language(row["post"])].add(normal(row["surface"]))
    wanted = [each for each in forms.values() if each["en"] and each["zh"] and not each["en"] & each["zh"]]
    pairs = {
        (normal(each.text), normal(each.counterpart))[:: 1 if each.language == "en" else -1]
        for each in proposed.candidates
        if each.counterpart
    }

    def right(pair: Sequence[str], concepts: Sequence[dict[str, set[str]]] = tuple(wanted)) -> bool:
        return any(pair[0] in each["en"] and pair[1] in each["zh"] for each in concepts)

    touching = {pair for pair in pairs if any(pair[0] in each["en"] or pair[1] in each["zh"] for each in wanted)}
    precision = sum(map(right, touching)) / len(touching)
    recall = sum(any(right(pair, [each]) for pair in pairs) for each in wanted) / len(wanted)
    assert len(wanted) > 10
    assert 2 * precision * recall / (precision + recall) >= COUNTERPARTS_F1
