"""``glossary suggest``: the terms that are still missing, for people, for programs and for terms.yaml."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glossary.cli.building import progress_bars
from glossary.cli.options import input_options, jobs_option, quiet_option
from glossary.cli.terminal import count, width
from glossary.errors import GlossaryError

if TYPE_CHECKING:
    from glossary.build import Proposed
    from glossary.model import Candidate

COLUMNS = (
    "language", "text", "score", "kind", "mention_count", "post_count", "gloss", "counterpart", "example", "evidence",
)  # fmt: skip


@click.command()
@input_options
@click.option("--language", help="Only expressions of posts in this language, for example zh.")
@jobs_option
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    show_default="those worth believing in",
    help="The best so many of each language; 0 for all.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "jsonl", "csv", "yaml"]),
    default="table",
    show_default=True,
    help="For people, for programs, for spreadsheets, or as entries for terms.yaml.",
)
@click.option("--drafts", is_flag=True, help="Read posts that are not published yet, too.")
@quiet_option
def suggest(
    content: Sequence[Path],
    terms: Path,
    output: Path,
    language: str | None,
    jobs: int,
    limit: int | None,
    format_: str,
    drafts: bool,
    quiet: bool,
) -> None:
    """Propose terms that are still missing, best first, and say why.

    Reads posts and terms; no database is needed, and nothing is changed. What terms.yaml holds or ignores is not
    proposed, whatever its spelling.
    """
    from glossary.build import suggest_terms

    with progress_bars(quiet) as progress:
        proposed = suggest_terms(content, terms, jobs=jobs, drafts=drafts, progress=progress)
    new = [each for each in proposed.candidates if each.status == "new" and _speaks(each, proposed, language)]
    chosen = _chosen(new, proposed, limit)
    for line in _FORMATS[format_](chosen, proposed):
        click.echo(line)
    if format_ == "table" and not quiet:
        more = f"; {count(len(new) - len(chosen), 'weaker one')} with --limit 0" if len(new) > len(chosen) else ""
        take = "; take one with glossary add --candidate TEXT" if chosen else ""
        click.echo(f"{count(len(chosen), 'suggestion')}{more}{take}", err=True)


def _speaks(candidate: "Candidate", proposed: "Proposed", language: str | None) -> bool:
    """Tell whether a candidate is in the *language* asked for; raise GlossaryError if no post is."""
    if language is None:
        return True
    from glossary.text.languages import canonical_language

    wanted = canonical_language(language) or language
    if not any(_within(tag, wanted) for tag in proposed.languages):
        known = ", ".join(proposed.languages) or "there is none"
        raise GlossaryError(f"No post is in '{language}'. Fix: choose another --language ({known}).")
    return _within(candidate.language, wanted)


def _within(tag: str, wanted: str) -> bool:
    return tag == wanted or tag.startswith(f"{wanted}-")


def _chosen(new: Sequence["Candidate"], proposed: "Proposed", limit: int | None) -> list["Candidate"]:
    """Return the best *limit* of each language, or without one those that are believed in."""
    if limit is None:
        believed = {(each.language, each.text) for each in proposed.believed()}
        return [each for each in new if (each.language, each.text) in believed]
    return [
        each
        for _, same in groupby(new, key=lambda each: each.language)
        for each in (list(same)[:limit] if limit else same)
    ]


def _row(candidate: "Candidate") -> dict[str, Any]:
    row = {name: getattr(candidate, name) for name in COLUMNS}
    return row | {"evidence": [evidence._asdict() for evidence in candidate.evidence]}


def _as_jsonl(chosen: Sequence["Candidate"], proposed: "Proposed") -> Iterator[str]:
    for candidate in chosen:
        yield json.dumps(_row(candidate), ensure_ascii=False)


def _as_csv(chosen: Sequence["Candidate"], proposed: "Proposed") -> Iterator[str]:
    def line(values: Sequence[Any]) -> str:
        text = io.StringIO()
        csv.writer(text, lineterminator="").writerow(values)
        return text.getvalue()

    yield line(COLUMNS)
    for candidate in chosen:
        row = _row(candidate)
        row["evidence"] = json.dumps(row["evidence"], ensure_ascii=False)
        yield line([row[name] for name in COLUMNS])


def _as_table(chosen: Sequence["Candidate"], proposed: "Proposed") -> Iterator[str]:
    from glossary.cli.columns import suggestion_lines

    yield from suggestion_lines(chosen, width())


def _as_yaml(chosen: Sequence["Candidate"], proposed: "Proposed") -> Iterator[str]:
    from glossary.cli.drafting import entries

    yield from entries(chosen, proposed)


_FORMATS: dict[str, Callable[[Sequence["Candidate"], "Proposed"], Iterator[str]]] = {
    "table": _as_table,
    "jsonl": _as_jsonl,
    "csv": _as_csv,
    "yaml": _as_yaml,
}
