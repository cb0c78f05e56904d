"""The names by which posts are cited and paired: slugs and translation keys."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from glossary.errors import Problem
from glossary.model import Post

_HAN: Final = re.compile(r"([\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)")
# A key that more posts share names a series, or nothing: no post has so many translations.
MOST_TRANSLATIONS: Final = 24
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")
# Latin letters that Unicode does not take apart.
_LATIN: Final = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "’": "",
        "'": "",
    }
)


def safe_slug(text: str) -> str:
    """Return *text* as lower-case ASCII kebab, Chinese as pinyin; never empty.

    Letters of other scripts become their hexadecimal code points, and so does all of a text without letters.
    """
    slug = _NOT_SLUG.sub("-", _ascii(text.lower()) if not text.isascii() else text.lower().replace("'", ""))
    return slug.strip("-") or "-".join(f"{ord(char):x}" for char in text) or "post"


def _ascii(text: str) -> str:
    if _HAN.search(text):
        from pypinyin import lazy_pinyin  # its tables take a tenth of a second to load

        syllables = (f" {' '.join(lazy_pinyin(part))} " if _HAN.match(part) else part for part in _HAN.split(text))
        text = "".join(syllables)
    return "".join(_ascii_letter(char) for char in unicodedata.normalize("NFKC", text.translate(_LATIN)))


def _ascii_letter(char: str) -> str:
    if plain := unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode():
        return plain
    if char.isalnum():
        return f" {ord(char):x} "
    return "" if unicodedata.combining(char) else " "


def settle_slugs(posts: Sequence[Post]) -> tuple[list[Post], list[Problem]]:
    """Give the date to all posts whose slugs are equal; slugs that are still equal are errors."""
    equal = _groups(posts, lambda post: post.slug)
    settled = [
        replace(post, slug=f"{post.slug}-{post.date}") if post.date and len(equal[post.slug]) > 1 else post
        for post in posts
    ]
    problems = [
        Problem(
            "error",
            "same-slug",
            f"the slug '{slug}' is also that of {first.file}",
            "write slug: and another one into the front matter of either",
            other.file,
            post=other.path,
        )
        for slug, (first, *others) in _groups(settled, lambda post: post.slug).items()
        for other in others
    ]
    return settled, problems


def settle_translation_keys(posts: Sequence[Post], given: Collection[str]) -> list[Post]:
    """Keep apart the posts that share a key only because their files are named alike.

    A post and its translations appear within a day of each other. Where a key taken from the file name is
    shared by two posts of one language, or by posts further apart, each set that may be one post and its
    translations gets the date of its first. The keys of the posts whose paths are *given* stay.
    """
    keys = {post.translation_key for post in posts}
    settled = {}
    derived = [post for post in posts if post.path not in given]
    for key, alike in _groups(derived, lambda post: post.translation_key).items():
        sets = _translations(alike)
        if len(sets) == 1:
            continue
        keys.discard(key)  # free for the first set without a date
        alike_today: Counter[str] = Counter()
        for together in sets:
            day = min((post.date for post in together if post.date), default=None)
            base = unique = f"{key}-{day}" if day else key
            while unique in keys:
                alike_today[base] += 1
                unique = f"{base}-{alike_today[base] + 1}"
            keys.add(unique)
            settled.update({post.path: replace(post, translation_key=unique) for post in together})
    return [settled.get(post.path, post) for post in posts]


def crowded_keys(posts: Sequence[Post]) -> list[Problem]:
    """Return a warning for each translation key that too many posts in several languages share."""
    return [
        Problem(
            "warning",
            "crowded-translation-key",
            f"{len(alike)} posts share the translation key '{key}', more than can say the same: none is aligned",
            "give each post and its own translations a key that no other post has",
            alike[0].file,
            post=alike[0].path,
        )
        for key, alike in _groups(posts, lambda post: post.translation_key).items()
        if len(alike) > MOST_TRANSLATIONS and len({post.language for post in alike}) > 1
    ]


def _translations(alike: Sequence[Post]) -> list[list[Post]]:
    """Part posts whose files are named alike into sets that may each be one post in several languages."""
    sets: list[list[Post]] = []
    latest: dict[str, list[Post]] = {}  # by folder
    for post in sorted(alike, key=lambda post: (post.date or "~", post.path)):
        folder = post.path.rpartition("/")[0]
        # A translation stands beside its original, or in a folder of its language.
        near = [latest[folder]] if folder in latest else []
        for together in [*near, *sets[-1:]]:
            if _may_join(post, together) and (post.date or len(sets) == 1):
                together.append(post)
                break
        else:
            together = [post]
            sets.append(together)
        latest[folder] = together
    return sets


def _may_join(post: Post, together: Sequence[Post]) -> bool:
    if any(post.language == other.language for other in together):
        return False
    first = together[0].date
    return not post.date or not first or (date.fromisoformat(post.date) - date.fromisoformat(first)).days <= 1


def _groups(posts: Sequence[Post], name: Callable[[Post], str]) -> dict[str, list[Post]]:
    groups = defaultdict(list)
    for post in posts:
        groups[name(post)].append(post)
    return groups
