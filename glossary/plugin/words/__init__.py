"""The words of the pages, and texts brought into the form in which a page shows them."""

from glossary.plugin.words.catalogue import READERS, WORDS, Words
from glossary.plugin.words.choosing import COOKIE, PARAMETER, chosen_language, language_of
from glossary.plugin.words.names import Name, in_language, language_name, names
from glossary.plugin.words.texts import Passage, rendered

__all__ = [
    "COOKIE",
    "PARAMETER",
    "READERS",
    "WORDS",
    "Name",
    "Passage",
    "Words",
    "chosen_language",
    "in_language",
    "language_name",
    "language_of",
    "names",
    "rendered",
]
