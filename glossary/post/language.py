"""The language of a post: as given, else by its file name, else by its categories, else by its script."""

import re
from collections.abc import Iterable
from typing import Final

from glossary.text.languages import canonical_language, language_named

# After a hyphen a word may stand as well as a language, so only these count; a dot before it says more.
_AFTER_HYPHEN: Final = (
    r"en|cn|zh|ja|jp|ko|fr|de|es|ru|pt|en[-_](?:us|gb|uk)|pt[-_](?:br|pt)"
    r"|zh[-_](?:chs|cht|(?:hans|hant)(?:[-_](?:cn|tw|hk|sg|mo))?|cn|tw|hk|sg|mo)"
)
_HYPHEN: Final = re.compile(rf"(.+?)[-_]({_AFTER_HYPHEN})", re.IGNORECASE)
_DOT: Final = re.compile(r"(.+?)\.([a-z]{2,3}(?:[-_][a-z\d]{2,8}){0,3})", re.IGNORECASE)
_CATEGORY: Final = re.compile(_AFTER_HYPHEN, re.IGNORECASE)
# Codes of small languages that as the end of a name are a kind of file or an address: socket.io, main.ts.
_NO_SUFFIX: Final = frozenset({"io", "so", "ts"})

_SAMPLE: Final = 10_000
_NO_LATIN: Final = bytes(code for code in range(128) if not chr(code).isalpha())
_ASCII: Final = re.compile(r"[\0-\x7f]+")
_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_KANA: Final = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_SCRIPTS: Final = tuple(
    (re.compile(f"[{letters}]+"), language)
    for letters, language in (
        ("\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", "ko"),
        ("\u0400-\u04ff", "ru"),
        ("\u0e00-\u0e7f", "th"),
        ("\u0600-\u06ff", "ar"),
        ("\u0590-\u05ff", "he"),
        ("\u0370-\u03ff", "el"),
        ("\u0900-\u097f", "hi"),
        ("\u0980-\u09ff", "bn"),
        ("\u0b80-\u0bff", "ta"),
        ("\u0e80-\u0eff", "lo"),
        ("\u0f00-\u0fff", "bo"),
        ("\u1000-\u109f", "my"),
        ("\u10a0-\u10ff", "ka"),
        ("\u0530-\u058f", "hy"),
        ("\u1780-\u17ff", "km"),
        ("\u1800-\u18af", "mn"),
    )
)


def split_language(stem: str) -> tuple[str, str | None]:
    """Part the language at the end of a file name from the rest: ``human-cn`` is ``human`` and ``zh``."""
    if match := _DOT.fullmatch(stem):
        language = canonical_language(match[2])
        if language and language.partition("-")[0] not in _NO_SUFFIX:
            return match[1], language
    if match := _HYPHEN.fullmatch(stem):
        return match[1], canonical_language(match[2])
    return stem, None


def language_of_categories(categories: Iterable[str]) -> str | None:
    """Return the language that the first category which names one names: ``Chinese``, 英文, ``zh-CN``."""
    for category in categories:
        language = language_named(category)
        if language is None and _CATEGORY.fullmatch(category.strip()):
            language = canonical_language(category)
        if language:
            return language
    return None


def language_of_script(text: str) -> str:
    """Return the language in whose letters a fifth of *text* is written, or ``en``."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return "en"
    # Apart, because most of an English post is ASCII, and one scan of bytes counts that.
    latin = len(sample.encode("ascii", "ignore").translate(None, _NO_LATIN))
    other = _ASCII.sub(" ", sample)
    fifth = (latin + _length(_LETTERS, other)) / 5
    kana = _length(_KANA, other)
    cjk = kana + _length(_HAN, other)
    if cjk and cjk >= fifth:
        # A Chinese post may quote a little kana; a Japanese one is seldom less than a third kana.
        return "ja" if kana >= cjk / 10 else "zh"
    counts = [(_length(letters, other), language) for letters, language in _SCRIPTS]
    most, language = max(counts, key=lambda count: count[0])
    return language if most and most >= fifth else "en"


def _length(letters: re.Pattern[str], text: str) -> int:
    return sum(map(len, letters.findall(text)))
