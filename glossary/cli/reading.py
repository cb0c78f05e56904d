"""``glossary show`` and ``glossary grep``: a term and a concordance in the terminal."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glossary.cli.options import input_options
from glossary.cli.terminal import count, plain, width
from glossary.errors import GlossaryError, did_you_mean

if TYPE_CHECKING:
    from sqlite_utils import Database

    from glossary.cli.kwic import Line
    from glossary.model import Paragraph

CONTEXT_CHARACTERS = 60
# A pattern may need years for a line; so long may all its searches together take.
PATTERN_SECONDS = 10.0

Find = Callable[[str], Iterator[tuple[int, int]]]  # reading text → where it is found

_TERMS_BY_LABEL = """
SELECT DISTINCT t.slug AS slug, l.text AS text
  FROM terms AS t JOIN labels AS l ON l.term_id = t.id
"""
_FORMER_SLUGS = "SELECT f.slug AS former, t.slug AS slug FROM former_slugs AS f JOIN terms AS t ON t.id = f.term_id"
_LABELS = "SELECT language, text, type, mention_count FROM labels WHERE term_id = :id ORDER BY id"
_EXPLANATIONS = "SELECT language, text FROM explanations WHERE term_id = :id ORDER BY id"
_NOTES = "SELECT type, language, text FROM notes WHERE term_id = :id ORDER BY id"
_SOURCES = "SELECT title, url FROM sources WHERE term_id = :id ORDER BY id"
_RELATIONS = """
SELECT r.type AS type, t.name AS name, t.slug AS slug
  FROM relations AS r JOIN terms AS t ON t.id = r.target_id
 WHERE r.term_id = :id
 ORDER BY r.type, t.name COLLATE NOCASE
"""
_MENTIONS = """
SELECT p.slug AS post, m.start_char AS start_char, m.prefix AS prefix, m.reading AS reading, m.suffix AS suffix
  FROM mentions AS m JOIN posts AS p ON p.id = m.post_id
 WHERE m.term_id = :id
 ORDER BY m.id
 LIMIT :limit
"""
_AMBIGUOUS = "SELECT count(*) AS number FROM mention_candidates WHERE term_id = :id"
_POSTS = """
SELECT id, slug, body
  FROM posts
 WHERE :language IS NULL OR language = :language COLLATE NOCASE OR language LIKE :language || '-%'
 ORDER BY id
"""
_LANGUAGES = "SELECT DISTINCT language FROM posts ORDER BY language"
_PARAGRAPHS = "SELECT start_char, reading FROM paragraphs WHERE post_id = :post_id ORDER BY id"


@click.command()
@click.argument("term")
@input_options
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Mentions shown; 0 for all.")
def show(term: str, content: Sequence[Path], terms: Path, output: Path, limit: int) -> None:
    """Show a term: what it means, its labels and where it is mentioned.

    TERM is a slug or any label, in any language and case.
    """
    if not term.strip():
        raise click.UsageError("TERM is empty.")
    with opened(output) as db:
        for line in _shown(db, _find_term(db, term), limit):
            click.echo(line)


@contextmanager
def opened(output: Path) -> Iterator["Database"]:
    """Give the database at *output*; raise GlossaryError if it cannot be read to the end."""
    from glossary.database import open_glossary

    try:
        if output.is_file():
            output.open("rb").close()  # else what may not be read passes for no database
        with closing(open_glossary(output)) as db:
            yield db
    except sqlite3.Error as error:
        raise GlossaryError(
            f"{output}: cannot be read ({error}). Fix: move it away and run 'glossary build'."
        ) from error


def _find_term(db: "Database", wanted: str) -> dict[str, Any]:
    """Return the row of the term that *wanted* names; raise GlossaryError with what is near if none or several do."""
    from glossary.text import fold

    labels = [(row["slug"], row["text"], fold(row["text"]).folded) for row in db.query(_TERMS_BY_LABEL)]
    slugs = {slug: slug for slug, _, _ in labels} | {row["former"]: row["slug"] for row in db.query(_FORMER_SLUGS)}
    folded = fold(" ".join(wanted.split())).folded
    found = {slugs[wanted]} if wanted in slugs else {slug for slug, _, label in labels if label == folded}
    if not found and folded in slugs:
        found = {slugs[folded]}
    if not found:
        hint = did_you_mean(wanted, sorted({*slugs, *(text for _, text, _ in labels)}))
        if inside := sorted({text for _, text, label in labels if folded in label})[:5]:
            hint = f"; did you mean {' or '.join(map(repr, inside))}?"
        hint = hint or ". Fix: look for it in the posts with 'glossary grep'."
        raise GlossaryError(f"There is no term '{wanted}'{hint}")
    if len(found) > 1:
        raise GlossaryError(f"'{wanted}' is a label of several terms. Fix: name one of {', '.join(sorted(found))}.")
    return next(db.query("SELECT * FROM terms WHERE slug = ?", [found.pop()]))


def _shown(db: "Database", term: dict[str, Any], limit: int) -> Iterator[str]:
    """Yield the lines that tell of *term*."""
    from glossary.cli.kwic import Line, kwic

    of_term = {"id": term["id"]}
    yield f"{click.style(plain(term['name']), bold=True)}  {term['kind']} · {term['slug']} · {term['status']}"
    yield from map(plain, _described(db, of_term))
    ambiguous = next(db.query(_AMBIGUOUS, of_term))["number"]
    besides = f", and {count(ambiguous, 'place')} where it may be meant" if ambiguous else ""
    yield f"\n{count(term['mention_count'], 'mention')} in {count(term['post_count'], 'post')}{besides}"
    rows = db.query(_MENTIONS, {**of_term, "limit": limit or -1})
    lines = [Line(f"{r['post']}:{r['start_char']}", r["prefix"], r["reading"], r["suffix"]) for r in rows]
    yield from kwic(lines, width())
    if limit and term["mention_count"] > limit:
        yield f"… {term['mention_count'] - limit:,} more: --limit 0 shows all."


def _described(db: "Database", of_term: dict[str, Any]) -> Iterator[str]:
    """Yield what terms.yaml says of a term: labels, explanations, notes, sources, relations."""
    languages = json.loads(next(db.query("SELECT value FROM build WHERE key = 'languages'"))["value"])
    by_language: dict[str, list[str]] = {language: [] for language in languages}
    for label in db.query(_LABELS, of_term):
        mark = "" if label["type"] == "preferred" else f" ({label['type']})"
        by_language.setdefault(label["language"], []).append(f"{label['text']}{mark} {label['mention_count']:,}×")
    for language, labels in by_language.items():
        if labels:
            yield f"  {language}: {', '.join(labels)}"
    for explanation in db.query(_EXPLANATIONS, of_term):
        yield f"\n[{explanation['language']}] {explanation['text'].strip()}"
    for note in db.query(_NOTES, of_term):
        yield f"\n{note['type'].capitalize()} [{note['language']}]: {note['text'].strip()}"
    for source in db.query(_SOURCES, of_term):
        yield f"\nSource: {' '.join(filter(None, (source['title'], source['url'])))}"
    by_type: dict[str, list[str]] = {}
    for relation in db.query(_RELATIONS, of_term):
        by_type.setdefault(relation["type"], []).append(f"{relation['name']} ({relation['slug']})")
    for type_, names in by_type.items():
        yield f"\n{type_.replace('_', ' ').capitalize()}: {', '.join(names)}"


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

    if not query.strip():
        raise click.UsageError("QUERY is empty.")
    find = _pattern_finder(query) if regex else _text_finder(query)
    with opened(output) as db:
        found = _matches(db, find, language)
        lines = list(islice(found, limit) if limit else found)
    for line in kwic(lines, width()):
        click.echo(line)
    if not lines:
        ctx.exit(1)


def _matches(db: "Database", find: Find, language: str | None) -> Iterator["Line"]:
    """Yield a line for each place in the posts' reading text that *find* finds."""
    from glossary.cli.kwic import Line

    post = None
    for post in db.query(_POSTS, {"language": language}):
        for row in db.query(_PARAGRAPHS, {"post_id": post["id"]}):
            text = row["reading"]
            for start, end in find(text):
                yield Line(
                    f"{post['slug']}:{_body_offset(post['body'], row, start, end)}",
                    text[max(0, start - CONTEXT_CHARACTERS) : start],
                    text[start:end],
                    text[end : end + CONTEXT_CHARACTERS],
                )
    if language and not post:
        known = ", ".join(row["language"] for row in db.query(_LANGUAGES))
        raise GlossaryError(f"No post is in '{language}'. Fix: choose another --language ({known or 'there is none'}).")


def _body_offset(body: str, paragraph: dict[str, Any], start: int, end: int) -> int:
    """Return where the reading text's ``[start, end)`` begins in *body*: what mentions are cited by, too."""
    from glossary.post import source_range

    source = _paragraphs_of(body).get(paragraph["start_char"])
    if source is None or source.reading != paragraph["reading"]:
        return int(paragraph["start_char"])  # another version has built this, and read it otherwise
    return source_range(source, start, end)[0]


@lru_cache(maxsize=1)
def _paragraphs_of(body: str) -> dict[int, "Paragraph"]:
    """Return the paragraphs of *body* by their offset."""
    from glossary.post import read_paragraphs

    return {paragraph.start: paragraph for paragraph in read_paragraphs(body)}


def _text_finder(query: str) -> Find:
    from glossary.text import fold

    wanted = fold(" ".join(query.split())).folded

    def find(text: str) -> Iterator[tuple[int, int]]:
        folded = fold(text)
        place = folded.folded.find(wanted)
        while place >= 0:
            yield folded.source_range(place, place + len(wanted))
            place = folded.folded.find(wanted, place + len(wanted))

    return find


def _pattern_finder(query: str) -> Find:
    import regex

    try:
        pattern = regex.compile(query)
    except (regex.error, RecursionError) as error:
        raise click.BadParameter(f"no regular expression: {error}", param_hint="QUERY") from error
    left = PATTERN_SECONDS

    def find(text: str) -> Iterator[tuple[int, int]]:
        nonlocal left
        begin = time.monotonic()
        try:
            found = [match.span() for match in pattern.finditer(text, timeout=max(left, 0.001)) if match.group()]
        except TimeoutError:
            raise GlossaryError(
                f"The pattern takes more than {PATTERN_SECONDS:.0f} seconds. Fix: make {query} simpler."
            ) from None
        left -= time.monotonic() - begin
        yield from found

    return find
