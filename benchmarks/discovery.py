"""Score the discovery of terms against a hand-made annotation, and fit the weights of its signals.

    python benchmarks/discovery.py --posts DIR --gold DIR [--fit] [--ablate] [--peers] [--output candidates.jsonl]

``DIR`` of the gold holds ``mentions.jsonl`` (post, surface, concept, kind) and ``dontcare.jsonl`` (post, surface):
types that are neither right nor wrong. A post and its translations are one fold: what is proposed for it comes from
weights that were fitted on the other folds, and the candidates of all folds are judged together. ``--fit`` writes the
weights fitted on all folds into the package. ``--ablate`` tells what is lost without each signal, ``--peers`` what
other keyword extractors reach.

The weights are those of a logistic regression with a ridge, found by Newton's method. What an expression is by itself
is fitted first; what stands around it and in the translation is fitted with scores that come, for each fold, from
weights fitted without it, as in stacking (Wolpert 1992), and once more with the scores that come of that.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from glossary.alignment import align
from glossary.candidate.expressions import key_of
from glossary.candidate.reading import CONTEXT_NAMES, NAMES, Reading, contexts, pair_readings, read_group
from glossary.candidate.scoring import Look, look, look_again, values_of, weigh
from glossary.candidate.studying import COUNTERPART, KEY, KIND, LANGUAGE, SCORE, TEXT, score_readings
from glossary.candidate.weights import BASE, FILE, Beside, Weights
from glossary.model import Paragraph, Post
from glossary.post import find_posts, read_paragraphs, read_post, settle_posts

RIDGE = 0.5
LANGUAGES = ("en", "zh")
# A signal that no annotated post gives cannot be fitted; what stands between 《 and 》 names a work all the same.
GIVEN = {"title": 3.0}
# Of cuts whose F1 is as good, the highest: who is shown fewer that are wrong trusts the others.
AS_GOOD = 0.005


class Gold(NamedTuple):
    """What is right, and what is neither right nor wrong: types by language; the spellings of each concept."""

    right: dict[str, set[str]]
    spared: dict[str, set[str]]
    concepts: list[dict[str, set[str]]]
    kinds: dict[tuple[str, str], set[str]]  # of each type, by language and key


class Fold(NamedTuple):
    """A post and its translations."""

    name: str
    readings: list[Reading]
    beads: dict[tuple[int, int], Any]


def read_gold(folder: Path) -> Gold:
    """Read the annotation in *folder*."""
    right: dict[str, set[str]] = defaultdict(set)
    spared: dict[str, set[str]] = defaultdict(set)
    concepts: dict[str, dict[str, set[str]]] = defaultdict(lambda: {language: set() for language in LANGUAGES})
    kinds: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in _rows(folder / "mentions.jsonl"):
        language = "zh" if Path(row["post"]).stem.endswith(("-cn", "-zh")) else "en"
        kinds[language, key_of(row["surface"])].add(row["kind"])
        right[language].add(key_of(row["surface"]))
        concepts[row["concept"]][language].add(key_of(row["surface"]))
    for row in _rows(folder / "dontcare.jsonl"):
        language = "zh" if Path(row["post"]).stem.endswith(("-cn", "-zh")) else "en"
        spared[language].add(key_of(row["surface"]))
    spared = {language: spared[language] - right[language] for language in LANGUAGES}
    return Gold(right, spared, [*concepts.values()], kinds)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_folds(folder: Path) -> list[Fold]:
    """Read the posts below *folder*, each with its translations."""
    groups: dict[str, list[tuple[Post, Sequence[Paragraph]]]] = defaultdict(list)
    for post in read_posts(folder):
        groups[post.translation_key].append((post, read_paragraphs(post.body)))
    folds = []
    for name, group in sorted(groups.items()):
        beads = {
            (one, other): align(group[one][1], group[other][1])
            for one in range(len(group))
            for other in range(one + 1, len(group))
            if group[one][0].language != group[other][0].language
        }
        folds.append(Fold(name, read_group(group, ()), beads))
    return folds


def read_posts(folder: Path) -> list[Post]:
    """Read the posts below *folder*."""
    found = find_posts([folder])
    posts, *_ = settle_posts(found, map(read_post, found.sources))
    return posts


# ------------------------------------------------------------------------------------------------- fitting


class Examples(NamedTuple):
    """Expressions of one language and fold: values of the signals, what is right, what is judged."""

    values: Any  # a row an expression, a column a signal, the last 1
    right: Any
    judged: Any


def examples(readings: Sequence[Reading], values: Sequence[Any], gold: Gold) -> dict[str, Examples]:
    """Return the expressions of *readings* by language; *values* are their signals, a row a signal."""
    found: dict[str, list[Any]] = {}
    for reading, figures in zip(readings, values, strict=True):
        rows = found.setdefault(reading.language, [[], [], []])
        rows[0] += figures.T.tolist()
        for key in reading.expressions:
            rows[1].append(key in gold.right[reading.language])
            rows[2].append(key not in gold.spared[reading.language])
    return {
        language: Examples(
            np.pad(np.array(rows[0], float), ((0, 0), (0, 1)), constant_values=1),
            np.array(rows[1], float),
            np.array(rows[2], bool),
        )
        for language, rows in found.items()
    }


def fit(parts: Iterable[Examples], names: Sequence[str], ridge: float = RIDGE) -> dict[str, float]:
    """Return the weights of a logistic regression by name."""
    parts = [*parts]
    values = np.vstack([part.values[part.judged] for part in parts])
    right = np.concatenate([part.right[part.judged] for part in parts])
    penalty = np.eye(values.shape[1]) * ridge
    penalty[-1, -1] = 1e-6
    weights = np.zeros(values.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(values @ weights, -30, 30)))
        slope = values.T @ (chance - right) + penalty @ weights
        curve = (values * (chance * (1 - chance) + 1e-9)[:, None]).T @ values + penalty
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    found = {name: round(float(weight), 4) for name, weight in zip([*names, BASE], weights, strict=True) if weight}
    return {name: weight for name, weight in GIVEN.items() if name in names} | found


def fit_own(
    folds: Sequence[Fold], gold: Gold, cache: dict[Any, Any], without: frozenset[str]
) -> dict[str, dict[str, float]]:
    """Return the weights of what an expression is by itself, by language; signals *without* are left out."""
    key = tuple(fold.name for fold in folds)
    if key not in cache:
        parts = [
            cache.setdefault(("own", fold.name), examples(fold.readings, [it.signals for it in fold.readings], gold))
            for fold in folds
        ]
        cache[key] = {
            language: fit(
                _masked([part[language] for part in parts if language in part], NAMES[language], without),
                NAMES[language],
            )
            for language in LANGUAGES
        }
    return cache[key]  # type: ignore[no-any-return]


def fit_first(folds: Sequence[Fold], gold: Gold, cache: dict[Any, Any], without: frozenset[str]) -> dict[str, Weights]:
    """Return the weights up to the first look at what is beside an expression; those of the last are the same."""
    key = "first", tuple(fold.name for fold in folds)
    if key not in cache:
        looks = []
        for fold in folds:
            own = fit_own([other for other in folds if other is not fold], gold, cache, without)
            nothing = Beside({}, {})
            weights = {language: Weights(own[language], nothing, nothing, 0.5) for language in LANGUAGES}
            looks.append(look(fold.readings, fold.beads, weights))
        own, first = fit_own(folds, gold, cache, without), fit_beside(looks, gold, without, guessing=False)
        cache[key] = {language: Weights(own[language], found, found, 0.5) for language, found in first.items()}
    return cache[key]  # type: ignore[no-any-return]


def fit_all(folds: Sequence[Fold], gold: Gold, cache: dict[Any, Any], without: frozenset[str]) -> dict[str, Weights]:
    """Return all weights, fitted on *folds*; signals *without* are left out."""
    looks = []
    for fold in folds:
        weights = fit_first([other for other in folds if other is not fold], gold, cache, without)
        before = look(fold.readings, fold.beads, weights)
        first = weigh(before, {language: found.first for language, found in weights.items()}, guessing=False)
        looks.append(look_again(before, first.scores))
    last = fit_beside(looks, gold, without, guessing=True)
    first = fit_first(folds, gold, cache, without)
    return {language: replace(found, last=last[language]) for language, found in first.items()}


def fit_beside(looks: Sequence[Look], gold: Gold, without: frozenset[str], *, guessing: bool) -> dict[str, Beside]:
    """Return the weights of expressions beside others by language, fitted on *looks*."""
    parts: dict[str, dict[str, list[Examples]]] = {kind: defaultdict(list) for kind in ("alone", "paired")}
    for here in looks:
        paired = contexts(here.readings, pair_readings(here.passages, here.scores, guessing=guessing), here.scores)
        alone = [seen._replace(fit=seen.fit * 0, counterpart_score=seen.fit * 0) for seen in paired]
        for kind, these in (("alone", alone), ("paired", paired)):
            for language, part in examples(here.readings, values_of(here, these), gold).items():
                parts[kind][language].append(part)
    return {
        language: Beside(
            *(
                fit(_masked(parts[kind][language], names, without), names)
                for kind in ("alone", "paired")
                for names in [NAMES[language] + CONTEXT_NAMES]
            )
        )
        for language in LANGUAGES
        if parts["paired"][language]
    }


def _masked(parts: Sequence[Examples], names: Sequence[str], without: frozenset[str]) -> list[Examples]:
    if not without:
        return [*parts]
    columns = [name not in without for name in (*names, BASE)]
    return [part._replace(values=part.values * np.array(columns, float)) for part in parts]


# ------------------------------------------------------------------------------------------------- judging


def left_out(folds: Sequence[Fold], gold: Gold, without: frozenset[str] = frozenset()) -> list[list[Any]]:
    """Return what is proposed for each fold by weights fitted without it."""
    cache: dict[Any, Any] = {}
    rows = []
    for fold in folds:
        weights = fit_all([other for other in folds if other is not fold], gold, cache, without)
        rows += score_readings(fold.readings, fold.beads, weights)
    return rows


def judge(rows: Iterable[Sequence[Any]], gold: Gold, language: str) -> dict[str, float]:
    """Return how good the ranking of *rows* is in *language*."""
    want, spared = gold.right[language], gold.spared[language]
    ranked: dict[str, float] = {}
    for row in sorted(rows, key=lambda row: -row[SCORE]):
        if row[LANGUAGE].startswith(language) and row[KEY] not in spared:
            ranked.setdefault(row[KEY], row[SCORE])
    hits = np.cumsum([key in want for key in ranked])
    ranks = np.arange(1, len(hits) + 1)
    size = len(want)
    f1 = 2 * hits / (ranks + size)
    best = int(f1.argmax())
    right = np.diff(hits, prepend=0).astype(bool)
    return {
        "AP": float((hits / ranks)[right].sum() / size),
        "P@30": float(hits[min(30, len(hits)) - 1] / 30),
        "recall@2R": float(hits[min(2 * size, len(hits)) - 1] / size),
        "recall": float(hits[-1] / size),
        "F1": float(f1[best]),
        "at": best + 1,
        "cut": [*ranked.values()][int((f1 >= f1[best] - AS_GOOD).argmax())],
    }


def judge_pairs(rows: Iterable[Sequence[Any]], gold: Gold) -> dict[str, float]:
    """Return how many counterparts are right, of those that touch a concept written differently in the languages."""
    wanted = [forms for forms in gold.concepts if forms["en"] and forms["zh"] and not forms["en"] & forms["zh"]]
    proposed = set()
    for row in rows:
        if row[COUNTERPART]:
            pair = (key_of(row[TEXT]), key_of(row[COUNTERPART]))
            proposed.add(pair if row[LANGUAGE].startswith("en") else pair[::-1])
    judged = {pair for pair in proposed if any(pair[0] in f["en"] or pair[1] in f["zh"] for f in wanted)}
    right = {pair for pair in judged if any(pair[0] in f["en"] and pair[1] in f["zh"] for f in wanted)}
    reached = sum(any(one in f["en"] and other in f["zh"] for one, other in right) for f in wanted)
    precision, recall = len(right) / max(1, len(judged)), reached / max(1, len(wanted))
    return {"P": precision, "R": recall, "F1": 2 * precision * recall / max(1e-9, precision + recall)}


def judge_kinds(rows: Iterable[Sequence[Any]], gold: Gold) -> dict[str, float]:
    """Return the share of right kinds by language, of the terms that are proposed; nothing of them is fitted."""
    guessed: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for row in sorted(rows, key=lambda row: -row[SCORE]):
        language = row[LANGUAGE][:2]
        if row[KEY] in gold.right[language]:
            guessed[language].setdefault(row[KEY], row[KIND])
    return {
        language: sum(kind in gold.kinds[language, key] for key, kind in found.items()) / max(1, len(found))
        for language, found in guessed.items()
    }


# ------------------------------------------------------------------------------------------------- peers

# What an editor would go by: an expression has a vote for each of these.
VOTES = ("quoted", "emphasis", "glossed", "capital-run", "other-script", "latin", "acronym", "title")
RARE = 0.5  # rareness from which it has one more
KEYWORDS = 10_000  # of a post: all


def voted(folds: Sequence[Fold]) -> list[list[Any]]:
    """Return all expressions, by the number of signals that speak for each."""
    rows = []
    for fold in folds:
        for reading in fold.readings:
            for key, signals in zip(reading.expressions, reading.signals.T.tolist(), strict=True):
                seen = dict(zip(NAMES[reading.language], signals, strict=True))
                votes = sum(seen.get(name, 0) > 0 for name in VOTES) + (seen["rareness"] >= RARE)
                rows.append([reading.language, key, key, votes])
    return rows


def extracted(folds: Sequence[Fold], language: str, extract: Callable[[str], Any]) -> list[list[Any]]:
    """Return the keywords that *extract* finds in each post of *language*, with their weights."""
    rows = []
    for reading in (reading for fold in folds for reading in fold.readings if reading.language == language):
        text = "\n\n".join(paragraph.reading for paragraph in reading.paragraphs)
        rows += [[language, key_of(word), word, weight] for word, weight in extract(text)]
    return rows


def show_peers(folds: Sequence[Fold], gold: Gold) -> None:
    """Print what the plain vote of signals and other keyword extractors reach."""
    rows = voted(folds)
    for language in LANGUAGES:
        show(f"{language} plain vote", judge(rows, gold, language))
    # Tokenizers of their own: jieba's default one keeps a cache file in the shared temporary folder.
    from jieba import Tokenizer, analyse, posseg

    tokenizer = Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    tags, rank = analyse.TFIDF(), analyse.TextRank()
    tags.tokenizer = tokenizer
    rank.tokenizer = rank.postokenizer = posseg.POSTokenizer(tokenizer)
    for title, extract in (("TF-IDF", tags.extract_tags), ("TextRank", rank.textrank)):
        rows = extracted(folds, "zh", partial(extract, topK=KEYWORDS, withWeight=True))
        show(f"zh jieba's {title}", judge(rows, gold, "zh"))
    try:
        from yake import KeywordExtractor
    except ImportError:
        print("en YAKE: the package yake is not installed (LGPL, no dependency of ours)")
        return
    yake = KeywordExtractor(lan="en", n=4, top=KEYWORDS)
    # The lower its figure, the better the keyword.
    rows = extracted(folds, "en", lambda text: [(word, -figure) for word, figure in yake.extract_keywords(text)])
    show("en YAKE", judge(rows, gold, "en"))


def show(title: str, figures: Mapping[str, float]) -> None:
    """Print a line of figures."""
    print(f"{title:32}", " ".join(f"{name} {value:.3f}" for name, value in figures.items()), flush=True)


def main() -> None:
    """Print the figures; with ``--fit``, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--ablate", action="store_true")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--output", type=Path)
    args = parser.parse_args()
    gold, folds = read_gold(args.gold), read_folds(args.posts)
    rows = left_out(folds, gold)
    judged = {language: judge(rows, gold, language) for language in LANGUAGES}
    for language, figures in judged.items():
        show(language, figures)
    show("counterparts", judge_pairs(rows, gold))
    show("kinds", judge_kinds(rows, gold))
    if args.output:
        keys = ("language", "text", "score", "counterpart")
        columns = (LANGUAGE, TEXT, SCORE, COUNTERPART)
        lines = (
            json.dumps({k: row[c] for k, c in zip(keys, columns, strict=True)}, ensure_ascii=False) for row in rows
        )
        args.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if args.peers:
        show_peers(folds, gold)
    if args.ablate:
        for name in sorted({*NAMES["en"], *NAMES["zh"], *CONTEXT_NAMES}):
            less = left_out(folds, gold, frozenset({name}))
            lost = {f"{lang} AP": judge(less, gold, lang)["AP"] - judged[lang]["AP"] for lang in LANGUAGES}
            show(f"without {name}", lost)
    if args.fit:
        weights = fit_all(folds, gold, {}, frozenset())
        data = {
            "about": "Logistic regressions by benchmarks/discovery.py, where it is said how the cut was found.",
            "weights": {
                language: {**asdict(found), "cut": judged[language]["cut"]} for language, found in weights.items()
            },
        }
        path = Path(sys.modules["glossary.candidate"].__file__ or "").parent / FILE
        path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
