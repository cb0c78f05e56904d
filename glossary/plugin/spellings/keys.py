"""How labels and queries are compared: letters and digits without what parts them, and where the words begin.

A Chinese character is a word of its own, in pinyin a syllable is.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from glossary.plugin.passages import tokens
from glossary.text import fold, spelling

_TONE = re.compile(r"(?<=[aeioung])[1-5](?!\d)")
_VOWEL = re.compile(r"[aeiouy]")


class Key(NamedTuple):
    """A spelling without spaces, and a mark (1) for each of its characters that begins a word."""

    text: str
    marks: bytes


def key_of(words: Iterable[str]) -> Key:
    """Return the key of some words."""
    spelled = [word for word in map(_spelled, words) if word]
    return Key("".join(spelled), b"".join([b"\1" + bytes(len(word) - 1) for word in spelled]))


def key_of_text(text: str) -> Key:
    """Return the key of *text*; where it has no letter or digit, its signs are the key."""
    return forms_of_text(text)[0]


def stem_of_text(text: str) -> Key:
    """Return the key of *text* without the endings of English words."""
    return forms_of_text(text)[1]


def forms_of_text(text: str) -> tuple[Key, Key]:
    """Return the key of *text* as it is written, and that without the endings of English words."""
    if words := tokens(text):
        stems = [_stem(word) for word in words if word != "s"]
        return (written := key_of(words)), written if stems == words else key_of(stems)
    signs = "".join(fold(text).folded.split())
    return Key(signs, b"\1" * len(signs)), Key("", b"")


def typed_pinyin(key: str) -> str:
    """Return *key* without the figures and the v that people type for tones and for ü.

    >>> typed_pinyin("lv4ba4")
    'luba'
    """
    return _TONE.sub("", re.sub("(?<=[ln])v", "u", key))


def _spelled(word: str) -> str:
    return word.lower() if word.isascii() and word.isalnum() else _foreign(word)


# Characters and syllables come again and again.
_foreign = lru_cache(maxsize=10_000)(spelling)


def _stem(word: str) -> str:
    """Return an English word without its ending; what comes out need not be a word."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word
    if word.endswith(("sses", "xes", "zes", "ches", "shes", "oes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        bare = word.removesuffix(ending)
        if bare != word and len(bare) > 2 and _VOWEL.search(bare):
            word = bare[:-1] if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "lsz" else bare
            break
    return word.removesuffix("e") if len(word) > 3 else word
