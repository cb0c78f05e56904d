"""Writing what was gathered: one function for each table or group of tables, in the order of the schema.

The database is filled once, without journal, in a file of its own that takes its place when it is whole; ids are
ranks. sqlite-utils fills the small tables; paragraphs and mentions, which come by the hundred thousand, go in by
prepared statements, and indexes are made after the rows.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from glossary.errors import Problem
from glossary.model import Candidate, Glossary, Label, Post, Term
from glossary.text import pinyin, search_text

_INSERT_PARAGRAPH = """
INSERT INTO paragraphs (id, post_id, position, zone, heading, start_char, end_char, text, reading)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_POST_TEXT = "INSERT INTO posts_fts (rowid, title, body) VALUES (?, ?, ?)"
_INSERT_TERM_TEXT = "INSERT INTO terms_fts (rowid, name, names, explanation) VALUES (?, ?, ?, ?)"
_INSERT_SEARCH_TEXT = "INSERT INTO search_fts (rowid, title, text) VALUES (?, ?, ?)"
_INSERT_SEARCH = """
INSERT INTO search (id, type, term_id, post_id, paragraph_id, title, text) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_MENTION = """
INSERT INTO mentions (term_id, label_id, post_id, paragraph_id, start_char, end_char, exact, reading, prefix, suffix,
                      zone, match, status, ordinal, is_first, gloss, kind, language)
VALUES (?, ?, ?, ? + (SELECT paragraphs FROM temp.before), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_UPDATE_TERM = """
UPDATE terms
   SET mention_count = :mention_count, post_count = :post_count, first_post_id = :first_post_id,
       first_date = :first_date, last_date = :last_date
 WHERE id = :id
"""
_UPDATE_LABEL = "UPDATE labels SET mention_count = ? WHERE id = ?"


def _spoken(label: Label) -> str | None:
    """Return how a Chinese label is spoken: as typed, else as found."""
    return (label.pinyin or pinyin(label.text)) if label.language.partition("-")[0] == "zh" else None


def write_terms(db: Database, glossary: Glossary, folder: Path) -> None:
    """Write the terms, read from the file or *folder*, with all that terms.yaml says of them."""
    terms = glossary.terms
    id_of = {term.slug: number for number, term in enumerate(terms, 1)}
    db.table("terms").insert_all(_term_row(number, term, glossary, folder) for number, term in enumerate(terms, 1))
    labelled = ((term, label) for term in terms for label in term.labels)
    db.table("labels").insert_all(
        {
            "id": number,
            "term_id": id_of[term.slug],
            "language": label.language,
            "text": label.text,
            "type": label.type,
            "case_policy": label.case,
            "inflect": label.inflect,
            "boundary": label.boundary,
            "only_in": to_json(label.only_in),
            "not_in": to_json(label.not_in),
            "posts": to_json(label.posts),
            "pinyin": _spoken(label),
        }
        for number, (term, label) in enumerate(labelled, 1)
    )
    db.table("explanations").insert_all(
        {"term_id": id_of[term.slug], "language": language, "text": text}
        for term in terms
        for language, text in term.explanation.items()
    )
    db.table("notes").insert_all(
        {"term_id": id_of[term.slug], "type": type_, "language": language, "text": text}
        for term in terms
        for type_, texts in {"origin": term.origin, **term.notes}.items()
        for language, text in texts.items()
    )
    db.table("sources").insert_all(
        {"term_id": id_of[term.slug], "title": source.title, "url": source.url}
        for term in terms
        for source in term.sources
    )
    relations = {
        relation
        for term in terms
        for type_ in ("related", "broader", "alludes_to")
        for target in getattr(term, type_)
        for relation in _directions(id_of[term.slug], type_, id_of[target])
    }
    db.table("relations").insert_all(
        {"term_id": term_id, "type": type_, "target_id": target_id} for term_id, type_, target_id in sorted(relations)
    )
    db.table("former_slugs").insert_all(
        {"slug": slug, "term_id": id_of[term.slug]} for term in terms for slug in sorted(term.formerly)
    )


def _directions(term_id: int, type_: str, target_id: int) -> list[tuple[int, str, int]]:
    rows = [(term_id, type_, target_id)]
    return [*rows, (target_id, type_, term_id)] if type_ == "related" else rows


def _term_row(number: int, term: Term, glossary: Glossary, folder: Path) -> dict[str, Any]:
    order = (*glossary.languages, *term.explanation)
    return {
        "id": number,
        "slug": term.slug,
        "name": glossary.name_of(term),
        "kind": term.kind,
        "explanation": next((term.explanation[tag] for tag in order if tag in term.explanation), None),
        "explained": int(bool(term.explanation)),
        "status": term.status,
        "names": to_json(term.names()),
        "source_path": path_within(term.path, (folder,)),
        "source_line": term.line,
    }


def write_term_search(db: Database, glossary: Glossary, search_offset: int) -> None:
    """Index the terms by all their labels and explanations."""
    for number, term in enumerate(glossary.terms, 1):
        labels, explanations = term_texts(term)
        name = glossary.name_of(term)
        folded = search_text(labels), search_text(explanations)
        db.conn.execute(_INSERT_TERM_TEXT, (number, search_text(name), *folded))
        db.conn.execute(_INSERT_SEARCH, (search_offset + number, "term", number, None, None, labels, explanations))
        db.conn.execute(_INSERT_SEARCH_TEXT, (search_offset + number, *folded))


def term_texts(term: Term) -> tuple[str, str]:
    """Return what a term is found by: its labels, and its explanations."""
    return "\n".join(dict.fromkeys(label.text for label in term.labels)), "\n".join(term.explanation.values())


def write_posts(db: Database, posts: Sequence[Post], derived: Iterable[Mapping[str, Any]]) -> None:
    """Write *posts*, with what was *derived* for each: mention_count and terms."""
    db.table("posts").insert_all(
        {
            "id": number,
            "path": post.path,
            "slug": post.slug,
            "title": post.title,
            "date": post.date,
            "language": post.language,
            "author": post.author,
            "description": post.description,
            "source_title": post.source_title,
            "source_author": post.source_author,
            "source_date": post.source_date,
            "source_url": post.source_url,
            "translation_key": post.translation_key,
            "tags": to_json(post.tags),
            "categories": to_json(post.categories),
            "body": post.body,
            "sha256": post.sha256,
            "characters": len(post.body),
            **counts,
            "front_matter": post.front_matter,
        }
        for number, (post, counts) in enumerate(zip(posts, derived, strict=True), 1)
    )


def write_post_texts(db: Database, posts: Sequence[Post], bodies: Sequence[str], first_id: int) -> None:
    """Index *posts*, whose ids begin at *first_id*, by their titles and folded *bodies*."""
    titles = (search_text(post.title) for post in posts)
    db.conn.executemany(_INSERT_POST_TEXT, zip(range(first_id, first_id + len(posts)), titles, bodies, strict=True))


def write_post_search(db: Database, posts: Sequence[Post], search_offset: int) -> None:
    """Add *posts* to the search table and its index, by title and description."""
    for number, post in enumerate(posts, 1):
        title, description = post.title, post.description or ""
        db.conn.execute(_INSERT_SEARCH, (search_offset + number, "post", None, number, None, title, description))
        db.conn.execute(_INSERT_SEARCH_TEXT, (search_offset + number, search_text(title), search_text(description)))


@contextmanager
def unchecked(db: Database) -> Iterator[None]:
    """Leave the CHECK constraints to the invariants while paragraphs and mentions are written."""
    db.conn.execute("PRAGMA ignore_check_constraints = ON")
    yield
    db.conn.execute("PRAGMA ignore_check_constraints = OFF")


def write_paragraphs(db: Database, rows: Sequence[tuple[Any, ...]], folded: Sequence[str]) -> None:
    """Write rows of paragraphs, in the table's order of columns, and index their *folded* reading text."""
    db.conn.executemany(_INSERT_PARAGRAPH, rows)
    db.conn.executemany(_INSERT_SEARCH, ((row[0], "paragraph", None, row[1], row[0], row[4], row[8]) for row in rows))
    # The heading is shown with a passage but not searched again with each.
    db.conn.executemany(_INSERT_SEARCH_TEXT, ((row[0], "", text) for row, text in zip(rows, folded, strict=True)))


def copy_paragraph_index(db: Database) -> None:
    """Make the index of paragraphs a copy of the search index, while that holds nothing else.

    What FTS5 keeps stands in its shadow tables, which any copy of a database copies; the columns of the two are alike.
    """
    db.conn.execute("COMMIT")  # FTS5 writes out what it has gathered
    db.conn.execute("BEGIN")
    for part in ("data", "idx", "docsize"):
        db.conn.execute(f"DELETE FROM paragraphs_fts_{part}")
        db.conn.execute(f"INSERT INTO paragraphs_fts_{part} SELECT * FROM search_fts_{part}")


def write_mentions(db: Database, rows: Iterable[Sequence[Any]], paragraphs: int) -> None:
    """Write rows of mentions without id, in the table's order of columns, with ids from the last one on.

    Their paragraphs are counted from 1 behind the first *paragraphs*.
    """
    db.conn.execute("CREATE TEMP TABLE IF NOT EXISTS before (paragraphs INTEGER)")
    db.conn.execute("DELETE FROM temp.before")
    db.conn.execute("INSERT INTO temp.before VALUES (?)", (paragraphs,))
    db.conn.executemany(_INSERT_MENTION, rows)


def write_mention_candidates(db: Database, rows: Iterable[dict[str, Any]]) -> None:
    """Write what the ambiguous mentions may mean."""
    db.table("mention_candidates").insert_all(rows)


def write_candidates(db: Database, candidates: Iterable[Candidate]) -> None:
    """Write what is proposed, in its order."""
    db.table("candidates").insert_all(
        {
            "language": candidate.language,
            "text": candidate.text,
            "score": candidate.score,
            "kind": candidate.kind,
            "mention_count": candidate.mention_count,
            "post_count": candidate.post_count,
            "gloss": candidate.gloss,
            "counterpart": candidate.counterpart,
            "example": candidate.example,
            "evidence": to_json([evidence._asdict() for evidence in candidate.evidence]),
            "status": candidate.status,
        }
        for candidate in candidates
    )


def write_counts(db: Database, terms: Iterable[Mapping[str, Any]], labels: Mapping[int, int]) -> None:
    """Write how often each term and label was found."""
    db.conn.executemany(_UPDATE_TERM, terms)
    db.conn.executemany(_UPDATE_LABEL, ((count, label_id) for label_id, count in labels.items()))


def write_problems(
    db: Database, problems: Sequence[Problem], terms: Mapping[str, int], posts: Mapping[str, int]
) -> None:
    """Write the problems that did not stop the build, by severity and place; *terms* and *posts* give the ids."""
    ranked = sorted(problems, key=lambda problem: (problem.severity != "warning", *problem.place()))
    db.table("problems").insert_all(
        {
            "severity": problem.severity,
            "code": problem.code,
            "message": problem.message,
            "fix": problem.fix,
            "path": problem.path,
            "line": problem.line or None,
            "term_id": terms.get(problem.term),
            "post_id": posts.get(problem.post),
        }
        for problem in ranked
    )


def write_build(db: Database, facts: Mapping[str, str]) -> None:
    """Write what the database was made from and by."""
    db.table("build").insert_all({"key": key, "value": value} for key, value in sorted(facts.items()))


def path_within(path: str, roots: Iterable[Path]) -> str:
    """Return *path* as seen from beside the first of *roots* that holds it: no path of the machine is published."""
    for root in roots:
        # Of a folder of terms its name is kept, of a content folder it is what several are told apart by.
        if Path(path).is_relative_to(root):
            return Path(path).relative_to(root.parent).as_posix()
    return Path(path).name


def to_json(value: Any) -> str:
    """Return *value* as compact JSON with its characters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
