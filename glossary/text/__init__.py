"""Characters, folding, search text, languages and links: what builds the glossary and what asks it must share."""

from glossary.text.characters import LATIN, WORD, begins_sentence, has_capital, raised
from glossary.text.folding import Folded, fold, lower, typographic
from glossary.text.pinyin import pinyin, spelling
from glossary.text.searching import query_words, search_phrase, search_text

__all__ = [
    "LATIN",
    "WORD",
    "Folded",
    "begins_sentence",
    "fold",
    "has_capital",
    "lower",
    "pinyin",
    "query_words",
    "raised",
    "search_phrase",
    "search_text",
    "spelling",
    "typographic",
]
