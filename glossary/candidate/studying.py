"""The study of a post and its translations: what in them may be a term, how likely, and why."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from glossary.candidate.columns import column
from glossary.candidate.competition import claimed_shares
from glossary.candidate.dictionary import dictionary
from glossary.candidate.evidence import encoded
from glossary.candidate.expressions import Expression
from glossary.candidate.kinds import kind_of
from glossary.candidate.reading import Beads, Reading, Ways, read_group
from glossary.candidate.scoring import look, look_again, weigh
from glossary.candidate.sounds import syllables
from glossary.candidate.weights import Weights, weights
from glossary.model import Paragraph, Post
from glossary.segment import Segmenter, chinese_frequency, english_frequency

LEAST_SCORE: Final = 0.02  # what is less likely is not worth keeping
CLAIMED: Final = 0.5  # what remains of the score of an expression whose every place a better one overlaps

# What a study returns of an expression, by place in the row; paragraph and start are those of its first place.
LANGUAGE, KEY, TEXT, SCORE, KIND, PLACES, GLOSS, COUNTERPART, PARAGRAPH, START, EVIDENCE, POST = range(12)


def load() -> None:
    """Load what every study needs, which takes a second or two, before it is needed."""
    weights(), dictionary(), Segmenter(), column([])
    english_frequency(""), chinese_frequency(""), syllables("字")


def study(group: Sequence[tuple[Post, Sequence[Paragraph]]], beads: Beads, labels: Collection[str]) -> list[Any]:
    """Return what may be a term in a post and its translations, as plain data: rows, and the texts that they are of.

    The rows are one an expression and post; the texts are those of the paragraphs of each post of the *group*, empty
    where no row is of them. *beads* are the alignments by pairs of indexes into *group*; *labels* are those of the
    glossary that are mentioned in these posts: the segmenter keeps them whole.
    """
    readings = read_group(group, labels)
    rows = score_readings(readings, beads, weights())
    used = {(row[POST], row[PARAGRAPH]) for row in rows}
    texts = [
        [part.reading if (post, number) in used else "" for number, part in enumerate(paragraphs)]
        for post, (_, paragraphs) in enumerate(group)
    ]
    return [rows, texts]


def score_readings(readings: Sequence[Reading], beads: Beads, weighed: Mapping[str, Weights]) -> list[list[Any]]:
    """Return the rows of a study by the given weights."""
    by_itself = look(readings, beads, weighed)
    first = weigh(by_itself, {language: found.first for language, found in weighed.items()}, guessing=False)
    left = look_again(by_itself, first.scores)
    last = weigh(left, {language: found.last for language, found in weighed.items()}, guessing=True)
    mutual = _mutual(left.readings, last.ways)
    rows = []
    for number, (reading, found) in enumerate(zip(left.readings, last.scores, strict=True)):
        final = _unclaimed(reading, found)
        places = [place for place, key in enumerate(reading.expressions) if key in final]
        kept = [key for key in reading.expressions if key in final]
        entries = encoded(
            reading.language,
            [reading.expressions[key] for key in kept],
            last.values[number][:, places],
            last.models[number],
            [(found[key], final[key]) for key in kept],
        )
        for key, evidence in sorted(zip(kept, entries, strict=True)):
            expression = reading.expressions[key]
            counterpart = mutual.get((number, key))
            rows.append(
                [
                    reading.post.language,
                    key,
                    expression.text,
                    round(final[key], 4),
                    kind_of(expression, counterpart),
                    len(expression.places),
                    expression.glosses[0] if expression.glosses else None,
                    counterpart and counterpart.text,
                    expression.places[0].paragraph,
                    expression.places[0].start,
                    evidence,
                    reading.number,
                ]
            )
    return rows


def _unclaimed(reading: Reading, scores: Mapping[str, float]) -> dict[str, float]:
    """Return what is left of the *scores* beside better expressions, of those that are worth keeping."""
    worth = {key: score for key, score in scores.items() if score >= LEAST_SCORE}
    shares = claimed_shares(reading.expressions, worth, [len(paragraph.reading) for paragraph in reading.paragraphs])
    left = {key: score * (1 - (1 - CLAIMED) * shares[key]) for key, score in worth.items()}
    return {key: score for key, score in left.items() if score >= LEAST_SCORE}


def _mutual(readings: Sequence[Reading], ways: Ways) -> dict[tuple[int, str], Expression]:
    """Return the counterpart of each expression (number of the reading, key) that is its own in turn."""
    found: dict[tuple[int, str], Expression] = {}
    for (one, other), pairs in sorted(ways.items()):
        for key, counterpart in pairs.items():
            back = ways[other, one].get(counterpart.key)
            if back is not None and back.key == key:
                found.setdefault((one, key), readings[other].expressions[counterpart.key])
    return found
