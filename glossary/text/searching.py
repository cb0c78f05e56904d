"""Text as the full-text indexes hold it, and queries as they are asked.

SQLite's unicode61 tokenizer takes a Chinese sentence for one word. So the indexes hold a space around every Chinese
or Japanese character, and a run of them in a query is a phrase: any part of a sentence is found, whatever a segmenter
would make of it. Both sides are folded alike; case and diacritics are the tokenizer's work.
"""

import re
import unicodedata

from glossary.text.folding import fold

_SPACED = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_CHARACTER = re.compile(f"[{_SPACED}]")
_PIECES = re.compile(f"[{_SPACED}]|[^{_SPACED}]+")
_WORDS = re.compile(r'"([^"]*)"?|([^\s"]+)')
# More than this a person does not type, and SQLite's query parser does not like.
MAX_QUERY_CHARACTERS = 1_000
MAX_QUERY_WORDS = 64


def search_text(text: str) -> str:
    """Return *text* as the full-text indexes hold it: folded variants, a space around every Chinese character."""
    if text.isascii():
        return text
    canonical = fold(text).canonical
    return " ".join(_PIECES.findall(canonical)) if _CHARACTER.search(canonical) else canonical


def query_words(query: str) -> list[str]:
    """Return the words and quoted phrases that a person typed, without those that hold no letter or digit."""
    # Half a surrogate pair, as a broken address may hold, is no character that SQLite takes.
    typed = query[:MAX_QUERY_CHARACTERS].encode(errors="replace").decode()
    found = _WORDS.findall(typed)
    words = (" ".join((phrase or word).split()) for phrase, word in found)
    return [word for word in words if any(unicodedata.category(c)[0] in "LN" for c in word)][:MAX_QUERY_WORDS]


def search_phrase(query: str) -> str:
    """Return an FTS5 query that asks for every word of *query*, each folded as the indexes are.

    Whatever is typed is words: quotation marks keep a phrase together, operators mean nothing. Without any letter or
    digit the query finds nothing.
    """
    words = (" ".join(search_text(word.replace("\0", " ")).split()) for word in query_words(query))
    return " ".join(f'"{word}"' for word in words) or '""'
