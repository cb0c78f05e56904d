"""What the tables hold, as values: one function for each table or group of tables, from the nouns to rows.

Paragraphs and mentions, which come by the hundred thousand, are rows already when their analysis ends.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from glossary.errors import Problem
from glossary.model import Candidate, Glossary, Label, Post, Term
from glossary.text import pinyin

Row = dict[str, Any]

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

# A paragraph's id is its post's times this plus its position, so that it stays when other posts are edited.
PARAGRAPHS = 100_000_000
# In the table search a paragraph has its own id; posts and terms are numbered from these on.
POSTS_BEHIND = 10**15
TERMS_BEHIND = 2 * 10**15


def term_tables(
    glossary: Glossary, folder: Path, counts: Mapping[int, Row], label_mentions: Mapping[int, int]
) -> dict[str, list[Row]]:
    """Return the rows of the tables that tell what terms.yaml, the file or *folder*, says, by table.

    *counts* are the columns that count mentions, by the ids of the terms that have some; *label_mentions* are by label.
    """
    terms = glossary.terms
    id_of = {term.slug: number for number, term in enumerate(terms, 1)}
    uncounted = {"mention_count": 0, "post_count": 0, "first_post_id": None, "first_date": None, "last_date": None}
    labelled = [(id_of[term.slug], label) for term in terms for label in term.labels]
    return {
        "terms": [
            _term_row(number, term, glossary, folder) | uncounted | counts.get(number, {})
            for number, term in enumerate(terms, 1)
        ],
        "labels": [
            _label_row(number, term_id, label) | {"mention_count": label_mentions.get(number, 0)}
            for number, (term_id, label) in enumerate(labelled, 1)
        ],
        "explanations": _numbered(
            {"term_id": id_of[term.slug], "language": language, "text": text}
            for term in terms
            for language, text in term.explanation.items()
        ),
        "notes": _numbered(
            {"term_id": id_of[term.slug], "type": type_, "language": language, "text": text}
            for term in terms
            for type_, texts in {"origin": term.origin, **term.notes}.items()
            for language, text in texts.items()
        ),
        "sources": _numbered(
            {"term_id": id_of[term.slug], "title": source.title, "url": source.url}
            for term in terms
            for source in term.sources
        ),
        "relations": [
            {"term_id": term_id, "type": type_, "target_id": target_id}
            for term_id, type_, target_id in sorted(_relations(terms, id_of))
        ],
        "former_slugs": [
            {"slug": slug, "term_id": id_of[term.slug]} for term in terms for slug in sorted(term.formerly)
        ],
    }


def _numbered(rows: Iterable[Row]) -> list[Row]:
    return [{"id": number, **row} for number, row in enumerate(rows, 1)]


def _term_row(number: int, term: Term, glossary: Glossary, folder: Path) -> Row:
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


def _label_row(number: int, term_id: int, label: Label) -> Row:
    chinese = label.language.partition("-")[0] == "zh"
    return {
        "id": number,
        "term_id": term_id,
        "language": label.language,
        "text": label.text,
        "type": label.type,
        "case_policy": label.case,
        "inflect": label.inflect,
        "boundary": label.boundary,
        "only_in": to_json(label.only_in),
        "not_in": to_json(label.not_in),
        "posts": to_json(label.posts),
        "pinyin": (label.pinyin or pinyin(label.text)) if chinese else None,  # as typed, else as found
    }


def _relations(terms: Iterable[Term], id_of: Mapping[str, int]) -> set[tuple[int, str, int]]:
    """Return the relations as typed, and related ones in the other direction, too."""
    relations: set[tuple[int, str, int]] = set()
    for term in terms:
        for type_ in ("related", "broader", "alludes_to"):
            for target in getattr(term, type_):
                relations.add((id_of[term.slug], type_, id_of[target]))
                if type_ == "related":
                    relations.add((id_of[target], type_, id_of[term.slug]))
    return relations


def post_rows(posts: Sequence[Post], derived: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """Yield the rows of *posts*, with what was *derived* for each: mention_count and terms."""
    for number, (post, counts) in enumerate(zip(posts, derived, strict=True), 1):
        yield {
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


def search_rows(posts: Sequence[Post], glossary: Glossary) -> list[Row]:
    """Return the rows of the table search for *posts*, by title and description, and terms, by all that is theirs."""

    def row(number: int, type_: str, term_id: int | None, post_id: int | None, title: str, text: str) -> Row:
        return {
            "id": number,
            "type": type_,
            "term_id": term_id,
            "post_id": post_id,
            "paragraph_id": None,
            "title": title,
            "text": text,
        }

    return [
        *(
            row(POSTS_BEHIND + number, "post", None, number, post.title, post.description or "")
            for number, post in enumerate(posts, 1)
        ),
        *(
            row(TERMS_BEHIND + number, "term", number, None, *_term_texts(term))
            for number, term in enumerate(glossary.terms, 1)
        ),
    ]


def _term_texts(term: Term) -> tuple[str, str]:
    """Return what a term is found by: its labels, and its explanations."""
    return "\n".join(dict.fromkeys(label.text for label in term.labels)), "\n".join(term.explanation.values())


def term_index_texts(tables: Mapping[str, Sequence[Row]]) -> Iterator[tuple[int, str, str, str]]:
    """Yield what terms_fts is to hold, not yet folded: ids and names, and what the table search says of each term."""
    found = (row for row in tables["search"] if row["type"] == "term")
    for term, row in zip(tables["terms"], found, strict=True):
        yield term["id"], term["name"], row["title"], row["text"]


def candidate_rows(candidates: Iterable[Candidate]) -> list[Row]:
    """Return the rows of what is proposed, in its order."""
    return _numbered(
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


def problem_rows(problems: Iterable[Problem], terms: Mapping[str, int], posts: Mapping[str, int]) -> list[Row]:
    """Return the rows of the problems that did not stop the build, by severity and place.

    *terms* and *posts* give the ids.
    """
    ranked = sorted(problems, key=lambda problem: (problem.severity != "warning", *problem.place()))
    return _numbered(
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


def build_rows(facts: Mapping[str, str]) -> list[Row]:
    """Return the rows of what the database was made from and by."""
    return [{"key": key, "value": value} for key, value in sorted(facts.items())]


@lru_cache(maxsize=32_768)
def path_within(path: str, roots: tuple[Path, ...]) -> str:
    """Return *path* as seen from beside the first of *roots* that holds it: no path of the machine is published."""
    for root in roots:
        # Of a folder of terms its name is kept, of a content folder it is what several are told apart by.
        if Path(path).is_relative_to(root):
            return Path(path).relative_to(root.parent).as_posix()
    return Path(path).name


def to_json(value: Any) -> str:
    """Return *value* as compact JSON with its characters as they are."""
    return _ENCODER.encode(value)
