"""Changing the database that the last build has written into what this one has found, and no more of it."""

from collections.abc import Sequence
from itertools import accumulate, count, zip_longest
from typing import NamedTuple

from sqlite_utils import Database

from glossary.build.filling import paragraph_rows
from glossary.build.memory import Analysed, Remembered, Written
from glossary.build.relabelling import differ
from glossary.build.tables import Tables
from glossary.database import (
    MovedPost,
    Texts,
    fold_texts,
    forget_mentions,
    forget_paragraphs,
    found_texts,
    move_labels,
    move_mentions,
    passage_texts,
    post_texts,
    replace_rows,
    replace_texts,
    term_index_texts,
    unchecked,
    write_mentions,
    write_paragraphs,
)


class _Standing(NamedTuple):
    """A post with its rank, and how many mentions come before its own."""

    number: int  # its id
    mentions: int
    post: Analysed


def move_posts(db: Database, last: Written, remembered: Remembered) -> bool:
    """Give the mentions that stay the ids that they have now, and forget all others; tell whether there was a change.

    This is the long part, and SQLite alone is at work in it.
    """
    before, now = _standings(last.remembered.posts), _standings(remembered.posts)
    kept = [(before[each.post.source], each) for each in now if each.post.source is not None]
    posts = [MovedPost(old.number, new.number, new.mentions - old.mentions) for old, new in kept]
    terms, labels, *_ = remembered.relabelling
    gone = {each.number for each in before} - {old.number for old, _ in kept}
    if any(post.id != post.new_id or post.mentions for post in posts) or differ(terms):
        with unchecked(db):
            move_mentions(db, posts, terms, labels)
        return True
    forget_mentions(db, gone)
    if differ(labels):
        move_labels(db, labels)
    return bool(gone) or differ(labels)


def patch_posts(db: Database, last: Written, remembered: Remembered) -> set[str]:
    """Write the mentions and texts that the *last* build did not have; return the tables that have changed."""
    before, now = _standings(last.remembered.posts), _standings(remembered.posts)
    fresh = [each for each in now if each.post.source is None]
    with unchecked(db):
        for each in fresh:
            write_mentions(db, each.post.chunk.mentions, each.number - 1, each.mentions)
    texts = _patch_texts(db, before, now)
    return {*(["mentions"] if fresh else []), *(["paragraphs", "search"] if texts else [])}


def patch_tables(db: Database, last: Written, tables: Tables) -> set[str]:
    """Write which rows of the small tables are others than in the *last* build; return the tables that have changed."""
    replaced = {name: replace_rows(db, name, last.tables[name], rows) for name, rows in tables.items()}
    replace_texts(db, "search_fts", *(list(found_texts(rows)) for rows in replaced["search"]))
    old, new = set(term_index_texts(last.tables)), set(term_index_texts(tables))
    replace_texts(db, "terms_fts", *(list(fold_texts(texts)) for texts in (old - new, new - old)))
    return {name for name, rows in replaced.items() if any(rows)}


def _standings(posts: Sequence[Analysed]) -> list[_Standing]:
    mentions = accumulate((len(post.chunk.mentions) for post in posts), initial=0)
    return [_Standing(*each) for each in zip(count(1), mentions, posts, strict=False)]


def _patch_texts(db: Database, before: Sequence[_Standing], now: Sequence[_Standing]) -> bool:
    """Write the paragraphs of the posts that are others or stand elsewhere, and index their texts."""
    pairs = [(one, other) for one, other in zip_longest(before, now) if not (one and other and _same(one, other))]
    gone = [one for one, _ in pairs if one]
    come = [other for _, other in pairs if other]
    forget_paragraphs(db, [each.number for each in gone])
    with unchecked(db):
        for each in come:
            write_paragraphs(db, paragraph_rows(each.post.chunk, [each.post.post], each.number - 1))
    passages, bodies = ([find(side) for side in (gone, come)] for find in (_passages, _bodies))
    replace_texts(db, "paragraphs_fts", *passages)
    replace_texts(db, "search_fts", *passages)
    replace_texts(db, "posts_fts", *bodies)
    return bool(pairs)


def _same(one: _Standing, other: _Standing) -> bool:
    return one.post.post == other.post.post


def _passages(posts: Sequence[_Standing]) -> list[Texts]:
    return [texts for each in posts for texts in passage_texts(each.number, each.post.chunk.folded)]


def _bodies(posts: Sequence[_Standing]) -> list[Texts]:
    return [
        texts for each in posts for texts in post_texts(each.number, [each.post.post], each.post.chunk.bodies())
    ]  # fmt: skip
