"""The small tables of a build as values: what terms.yaml says, the posts, and what all chunks together tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from glossary import __version__
from glossary.build.counterparts import Pairs
from glossary.build.gathering import Gathered
from glossary.build.tally import Report, Tally
from glossary.database import (
    APPLICATION,
    Row,
    build_rows,
    candidate_rows,
    path_within,
    post_rows,
    problem_rows,
    schema_hash,
    search_rows,
    term_tables,
    to_json,
)
from glossary.model import Candidate

AMBIGUOUS_REASON = "several terms have this label and no context tells them apart"

Tables = Mapping[str, Sequence[Row]]

TOLD = ("candidates", "problems", "build")


class Told(NamedTuple):
    """What a build says at its end, and the tables that hold it."""

    report: Report
    candidates: Sequence[Candidate]
    tables: Tables


def found_tables(gathered: Gathered, tally: Tally, terms: Path) -> Tables:
    """Return the tables of posts and terms, which stand in the file or folder *terms*, with what is mentioned where."""
    counts = {row.pop("id"): row for row in tally.term_rows()}
    return {
        **term_tables(gathered.glossary, terms, counts, tally.label_mentions),
        "posts": list(post_rows(gathered.posts, _derived(tally))),
        "search": search_rows(gathered.posts, gathered.glossary),
        "mention_candidates": [
            {"mention_id": mention, "term_id": term, "label_id": label, "reason": AMBIGUOUS_REASON}
            for mention, claims in tally.ambiguous
            for term, label in claims
        ],
    }


def _derived(tally: Tally) -> Iterator[Row]:
    """Yield for each post its number of mentions and the names of its terms."""
    for count, terms in tally.post_mentions:
        yield {"mention_count": count, "terms": to_json(sorted({tally.names[term - 1] for term in terms}))}


def pair_tables(pairs: Pairs) -> Tables:
    """Return the tables that pair paragraphs and mentions with those of translations."""
    columns = {
        "alignments": ("paragraph_id", "counterpart_id", "score"),
        "mention_pairs": ("mention_id", "counterpart_id"),
    }
    tables: dict[str, list[Row]] = {table: [] for table in columns}
    for table, rows in pairs:
        tables[table] += (dict(zip(columns[table], row, strict=True)) for row in rows)
    return tables


def told(
    gathered: Gathered,
    tally: Tally,
    paired: Mapping[str, int],
    report: Report,
    candidates: Sequence[Candidate],
    cut: Mapping[str, float] | None,
    last: Told | None,
    roots: tuple[Path, ...],
) -> Told:
    """Return what a build says at its end, after the *last* one; *roots* are the places of terms and posts.

    *cut* is the lowest score of a candidate that is believed in, by language; None if none was looked for.
    """
    known = last.tables["candidates"] if last and last.candidates is candidates else None
    tables = {
        "candidates": candidate_rows(candidates) if known is None else known,
        "problems": problem_rows(
            [replace(problem, path=path_within(problem.path, roots)) for problem in report.problems],
            {term.slug: number for number, term in enumerate(gathered.glossary.terms, 1)},
            {post.path: number for number, post in enumerate(gathered.posts, 1)},
        ),
        "build": build_rows(_facts(gathered, tally, {**report.counts, **paired}, cut)),
    }
    return Told(report, candidates, tables)


def _facts(
    gathered: Gathered, tally: Tally, counts: Mapping[str, int], cut: Mapping[str, float] | None
) -> dict[str, str]:
    """Return what the table build holds."""
    glossary = gathered.glossary
    facts = {
        "application": APPLICATION,
        "version": __version__,
        "schema": schema_hash(),
        "input": gathered.input_hash(),
        "title": glossary.title,
        "description": to_json(dict(glossary.description)),
        "author": glossary.author,
        "license": glossary.license,
        "address": glossary.address,
        "languages": to_json(glossary.languages),
        "main_language": glossary.languages[0],
        "longest_value": str(tally.longest),
        "cut": None if cut is None else to_json(cut),
        **{name: str(count) for name, count in counts.items()},
    }
    return {key: value for key, value in facts.items() if value is not None}
