"""``glossary show`` and ``glossary grep``: a term and a concordance in the terminal."""

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glossary.cli.options import input_options
from glossary.errors import GlossaryError, did_you_mean

if TYPE_CHECKING:
    from sqlite_utils import Database

    from glossary.cli.kwic import Line

CONTEXT_CHARACTERS = 60
PATTERN_SECONDS = 5.0

_TERMS_BY_LABEL = """
SELECT DISTINCT t.slug AS slug, l.text AS text
  FROM terms AS t JOIN labels AS l ON l.term_id = t.id
"""
_LABELS = "SELECT language, text, type, mention_count FROM labels WHERE term_id = :id ORDER BY id"
_EXPLANATIONS = "SELECT language, text FROM explanations WHERE term_id = :id ORDER BY id"
_NOTES = "SELECT type, language, text FROM notes WHERE term_id = :id ORDER BY id"
_SOURCES = "SELECT title, url FROM sources WHERE term_id = :id ORDER BY id"
_RELATIONS = """
SELECT r.type AS type, t.name AS name, t.slug AS slug
  FROM relations AS r JOIN terms AS t ON t.id = r.target_id
 WHERE r.term_id = :id
 ORDER BY r.type, t.name
"""
_MENTIONS = """
SELECT p.slug AS post, m.start_char AS start_char, m.prefix AS prefix, m.reading AS reading, m.suffix AS suffix
  FROM mentions AS m JOIN posts AS p ON p.id = m.post_id
 WHERE m.term_id = :id
 ORDER BY m.id
 LIMIT :limit
"""
_PARAGRAPHS = """
SELECT p.slug AS post, g.start_char AS start_char, g.reading AS reading
  FROM paragraphs AS g JOIN posts AS p ON p.id = g.post_id
 WHERE :language IS NULL OR p.language = :language OR p.language LIKE :language || '-%'
 ORDER BY g.id
"""


@click.command()
@click.argument("term")
@input_options
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Mentions shown; 0 for all.")
def show(term: str, content: Sequence[Path], terms: Path, output: Path, limit: int) -> None:
    """Show a term: what it means, its labels and where it is mentioned.

    TERM is a slug or any label, in any language and case.
    """
    from glossary.database import open_glossary

    db = open_glossary(output)
    for line in _shown(db, _find_term(db, term), limit):
        click.echo(line)


def _find_term(db: "Database", wanted: str) -> dict[str, Any]:
    """Return the row of the term that *wanted* names; raise GlossaryError with what is near if none or several do."""
    from glossary.text import fold

    labels = list(db.query(_TERMS_BY_LABEL))
    slugs = {row["slug"] for row in labels}
    folded = fold(" ".join(wanted.split())).folded
    found = {wanted} if wanted in slugs else {row["slug"] for row in labels if fold(row["text"]).folded == folded}
    if not found:
        near = {row["text"] for row in labels} | slugs
        inside = sorted({row["text"] for row in labels if folded and folded in fold(row["text"]).folded})[:5]
        hint = f"; did you mean one of {', '.join(inside)}?" if inside else did_you_mean(wanted, sorted(near))
        raise GlossaryError(f"There is no term '{wanted}'{hint or '. Fix: glossary grep finds it in the posts.'}")
    if len(found) > 1:
        raise GlossaryError(f"'{wanted}' is a label of several terms. Fix: name one of {', '.join(sorted(found))}.")
    return next(db.query("SELECT * FROM terms WHERE slug = ?", [found.pop()]))


def _shown(db: "Database", term: dict[str, Any], limit: int) -> Iterator[str]:
    """Yield the lines that tell of *term*."""
    from glossary.cli.kwic import Line, kwic

    of_term = {"id": term["id"]}
    languages = json.loads(next(db.query("SELECT value FROM build WHERE key = 'languages'"))["value"])
    yield f"{click.style(term['name'], bold=True)}  {term['kind']} · {term['slug']} · {term['status']}"
    by_language: dict[str, list[str]] = {language: [] for language in languages}
    for label in db.query(_LABELS, of_term):
        mark = "" if label["type"] == "preferred" else f" ({label['type']})"
        by_language.setdefault(label["language"], []).append(f"{label['text']}{mark} {label['mention_count']}×")
    for language, labels in by_language.items():
        if labels:
            yield f"  {language}: {', '.join(labels)}"
    for explanation in db.query(_EXPLANATIONS, of_term):
        yield f"\n[{explanation['language']}] {explanation['text'].strip()}"
    for note in db.query(_NOTES, of_term):
        yield f"\n{note['type'].capitalize()} [{note['language']}]: {note['text'].strip()}"
    for source in db.query(_SOURCES, of_term):
        yield f"\nSource: {' '.join(filter(None, (source['title'], source['url'])))}"
    for relation in db.query(_RELATIONS, of_term):
        yield f"\n{relation['type'].replace('_', ' ').capitalize()}: {relation['name']} ({relation['slug']})"
    yield f"\n{term['mention_count']} mentions in {term['post_count']} posts"
    rows = db.query(_MENTIONS, {**of_term, "limit": limit or -1})
    lines = [Line(f"{r['post']}:{r['start_char']}", r["prefix"], r["reading"], r["suffix"]) for r in rows]
    yield from kwic(lines, _width())
    if limit and term["mention_count"] > limit:
        yield f"… {term['mention_count'] - limit} more: --limit 0 shows all."


@click.command()
@click.argument("query")
@input_options
@click.option("--regex", is_flag=True, help="QUERY is a regular expression.")
@click.option("--language", help="Only posts in this language, for example zh.")
@click.option("--limit", type=click.IntRange(min=0), default=0, help="Lines shown; 0 for all (the default).")
@click.pass_context
def grep(
    ctx: click.Context,
    query: str,
    content: Sequence[Path],
    terms: Path,
    output: Path,
    regex: bool,
    language: str | None,
    limit: int,
) -> None:
    """Show every place in the posts where QUERY stands, in context.

    Case, full-width forms and traditional characters make no difference, unless it is a regular expression. Exits
    with 1 if there is none.
    """
    from itertools import islice

    from glossary.cli.kwic import kwic
    from glossary.database import open_glossary

    if not query.strip():
        raise click.UsageError("QUERY is empty.")
    db = open_glossary(output)
    rows = db.query(_PARAGRAPHS, {"language": language})
    found = _matches(rows, query, is_regex=regex)
    lines = list(islice(found, limit) if limit else found)
    for line in kwic(lines, _width()):
        click.echo(line)
    if not lines:
        ctx.exit(1)


def _matches(paragraphs: Iterator[dict[str, Any]], query: str, *, is_regex: bool) -> Iterator["Line"]:
    """Yield a line for each place where *query* stands in the reading text of *paragraphs*."""
    from glossary.cli.kwic import Line

    find = _pattern_finder(query) if is_regex else _text_finder(query)
    for row in paragraphs:
        text = row["reading"]
        for start, end in find(text):
            yield Line(
                f"{row['post']}:{row['start_char']}",
                text[max(0, start - CONTEXT_CHARACTERS) : start],
                text[start:end],
                text[end : end + CONTEXT_CHARACTERS],
            )


def _text_finder(query: str) -> Any:
    from glossary.text import fold

    wanted = fold(" ".join(query.split())).folded

    def find(text: str) -> Iterator[tuple[int, int]]:
        folded = fold(text)
        place = folded.folded.find(wanted)
        while place >= 0:
            yield folded.source_range(place, place + len(wanted))
            place = folded.folded.find(wanted, place + len(wanted))

    return find


def _pattern_finder(query: str) -> Any:
    import regex

    try:
        pattern = regex.compile(query)
    except regex.error as error:
        raise click.BadParameter(f"no regular expression: {error}", param_hint="QUERY") from error

    def find(text: str) -> Iterator[tuple[int, int]]:
        try:
            for match in pattern.finditer(text, timeout=PATTERN_SECONDS):
                if match.end() > match.start():
                    yield match.span()
        except TimeoutError:
            raise GlossaryError(f"The pattern takes too long. Fix: make {query} simpler.") from None

    return find


def _width() -> int:
    return shutil.get_terminal_size((100, 24)).columns
