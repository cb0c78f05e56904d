"""Changing the database that the last build has written into what this one has found, and no more of it."""

from collections.abc import Sequence
from itertools import accumulate, count, zip_longest
from typing import NamedTuple

from sqlite_utils import Database

from glossary.build.filling import paragraph_rows
from glossary.build.memory import Analysed, Remembered, Written
from glossary.build.relabelling import Relabelling
from glossary.build.tables import Tables
from glossary.database import (
    MovedPost,
    Texts,
    fold_texts,
    forget_mentions,
    forget_paragraphs,
    found_texts,
    index_mentions,
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


def patch(db: Database, last: Written, remembered: Remembered, tables: Tables) -> set[str]:
    """Write what differs from the *last* build, and return the tables that have changed."""
    old_terms, new_terms = set(term_index_texts(last.tables)), set(term_index_texts(tables))
    texts = [list(fold_texts(each)) for each in (old_terms - new_terms, new_terms - old_terms)]
    replace_texts(db, "terms_fts", *texts)
    replaced = {name: replace_rows(db, name, last.tables[name], rows) for name, rows in tables.items()}
    before, now = _standings(last.remembered.posts), _standings(remembered.posts)
    changed = {name for name, rows in replaced.items() if any(rows)}
    if _patch_texts(db, before, now, *(list(found_texts(rows)) for rows in replaced["search"])):
        changed |= {"paragraphs", "search"}
    if _patch_mentions(db, before, now, remembered.relabelling):
        changed.add("mentions")
    return changed


def _standings(posts: Sequence[Analysed]) -> list[_Standing]:
    mentions = accumulate((len(post.chunk.mentions) for post in posts), initial=0)
    return [_Standing(*each) for each in zip(count(1), mentions, posts, strict=False)]


def _patch_texts(
    db: Database, before: Sequence[_Standing], now: Sequence[_Standing], old: list[Texts], new: list[Texts]
) -> bool:
    """Write the paragraphs of the posts that are others or stand elsewhere, and index their texts.

    *old* and *new* are the texts of posts and terms that leave search_fts and come into it.
    """
    pairs = [(one, other) for one, other in zip_longest(before, now) if not (one and other and _same(one, other))]
    gone = [one for one, _ in pairs if one]
    come = [other for _, other in pairs if other]
    forget_paragraphs(db, [each.number for each in gone])
    with unchecked(db):
        for each in come:
            write_paragraphs(db, paragraph_rows(each.post.chunk, [each.post.post], each.number - 1))
    passages, bodies = ([find(side) for side in (gone, come)] for find in (_passages, _bodies))
    replace_texts(db, "paragraphs_fts", *passages)
    replace_texts(db, "search_fts", passages[0] + old, passages[1] + new)
    replace_texts(db, "posts_fts", *bodies)
    return bool(pairs or old or new)


def _same(one: _Standing, other: _Standing) -> bool:
    return one.post.post == other.post.post


def _passages(posts: Sequence[_Standing]) -> list[Texts]:
    return [texts for each in posts for texts in passage_texts(each.number, each.post.chunk.folded)]


def _bodies(posts: Sequence[_Standing]) -> list[Texts]:
    return [
        texts for each in posts for texts in post_texts(each.number, [each.post.post], each.post.chunk.bodies())
    ]  # fmt: skip


def _patch_mentions(
    db: Database, before: Sequence[_Standing], now: Sequence[_Standing], relabelling: Relabelling
) -> bool:
    """Write the mentions of the posts that are fresh, and move those of the others where ids have changed."""
    kept = [(before[each.post.source], each) for each in now if each.post.source is not None]
    fresh = [each for each in now if each.post.source is None]
    gone = {each.number for each in before} - {old.number for old, _ in kept}
    moved = [MovedPost(old.number, new.number, new.mentions - old.mentions) for old, new in kept]
    moves = relabelling.moves() or any(post.id != post.new_id or post.mentions for post in moved)
    with unchecked(db):
        if moves:
            move_mentions(db, moved, relabelling.terms, relabelling.labels)
        else:
            forget_mentions(db, gone)
        for each in fresh:
            write_mentions(db, each.post.chunk.mentions, each.number - 1, each.mentions)
    if moves:
        index_mentions(db)
    return bool(moves or fresh or gone)
