"""What things are called, for a reader of one language."""

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from glossary.plugin.words.catalogue import Words
from glossary.text.languages import LANGUAGE_NAMES

# The Chinese names of the languages that posts and labels are most often in.
_CHINESE: Final = {
    "ar": "阿拉伯文", "de": "德文", "el": "希腊文", "en": "英文", "es": "西班牙文", "fr": "法文", "he": "希伯来文",
    "hi": "印地文", "id": "印尼文", "it": "意大利文", "ja": "日文", "ko": "韩文", "la": "拉丁文", "lzh": "文言",
    "mn": "蒙古文", "nan": "闽南话", "nl": "荷兰文", "pl": "波兰文", "pt": "葡萄牙文", "ru": "俄文", "sa": "梵文",
    "th": "泰文", "bo": "藏文", "tr": "土耳其文", "uk": "乌克兰文", "vi": "越南文", "wuu": "吴语", "yue": "粤语",
    "zh": "中文",
}  # fmt: skip


class Name(NamedTuple):
    """A text and the language it is in."""

    text: str
    language: str


def language_name(tag: str, words: Words) -> str:
    """Return what a reader calls a language, the tag itself where it has no name."""
    code = tag.split("-")[0]
    name = LANGUAGE_NAMES.get(code, tag)
    if words.language == "zh":
        name = _CHINESE.get(code, name)
    return f"{name} ({tag})" if "-" in tag else name


def in_language(by_language: Mapping[str, str], *preferred: str) -> Name | None:
    """Return the text in the first of the *preferred* languages that has one, else the first there is."""
    language = next((tag for tag in (*preferred, *by_language) if tag in by_language), None)
    return None if language is None else Name(by_language[language], language)


def names(of: Mapping[str, Any], main_language: str, reader: str) -> list[Name]:
    """Return what a row is called: its name for the *reader*, then its names in other languages, each spelling once."""
    by_language: dict[str, str] = json.loads(of["names"])
    ordered = {tag: by_language[tag] for tag in (reader, main_language, *by_language) if tag in by_language}
    if not ordered:
        return [Name(of["name"], main_language)]
    first: dict[str, str] = {}
    for tag, text in ordered.items():
        first.setdefault(text, tag)
    return [Name(text, tag) for text, tag in first.items()]
