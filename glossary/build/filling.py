"""Filling a new database with what was gathered and found, chunk by chunk."""

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from glossary.build.analysis import Analyses, Chunk
from glossary.build.tables import Tables
from glossary.database import (
    PARAGRAPHS,
    copy_paragraph_index,
    fold_texts,
    found_texts,
    index_texts,
    passage_texts,
    post_texts,
    term_index_texts,
    unchecked,
    write_mentions,
    write_paragraphs,
    write_rows,
)
from glossary.model import Post


def fill_posts(db: Database, analysed: Analyses) -> None:
    """Write the paragraphs and mentions of all posts, and index their texts."""
    mentions = 0
    with unchecked(db):
        for first, posts, chunk in analysed:
            index_texts(db, "posts_fts", post_texts(first + 1, posts, chunk.bodies()))
            write_paragraphs(db, paragraph_rows(chunk, posts, first))
            for number, folded in enumerate(chunk.passages(), first + 1):
                index_texts(db, "search_fts", passage_texts(number, folded))
            write_mentions(db, chunk.mentions, first, mentions)
            mentions += len(chunk.mentions)
    copy_paragraph_index(db)


def fill_tables(db: Database, tables: Tables) -> None:
    """Write the small tables and index their texts."""
    index_texts(db, "search_fts", found_texts(tables["search"]))
    index_texts(db, "terms_fts", fold_texts(term_index_texts(tables)))
    # sqlite-utils sets a savepoint, at which FTS5 writes out what it has gathered: once, not once a chunk.
    for table, rows in tables.items():
        write_rows(db, table, rows)


def paragraph_rows(chunk: Chunk, posts: Sequence[Post], before: int) -> list[tuple[Any, ...]]:
    """Return the rows of the paragraphs of a *chunk*, the analysis of *posts*, behind so many posts *before*."""
    return [
        (
            (before + number) * PARAGRAPHS + position,
            before + number,
            position,
            *place,
            start,
            end,
            posts[number - 1].body[start:end],
            reading,
        )
        for number, position, *place, start, end, reading in chunk.paragraphs
    ]
