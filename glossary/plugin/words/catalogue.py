"""The pages' own words in the languages of their readers.

One entry says one thing in every language of ``READERS``. A value in braces is filled in; an English entry that counts
has two forms, parted by ``|``: for one and for any other number.
"""

from typing import Final

from glossary.plugin.words.said import (
    editing,
    feeds,
    first_seen,
    frame,
    home,
    kinds,
    post,
    questions,
    search,
    suggestions,
    term,
    term_map,
)

READERS: Final = ("en", "zh")

PAGES: Final = (
    frame.WORDS,
    kinds.WORDS,
    home.WORDS,
    term.WORDS,
    post.WORDS,
    search.WORDS,
    questions.WORDS,
    suggestions.WORDS,
    term_map.WORDS,
    first_seen.WORDS,
    feeds.WORDS,
    editing.WORDS,
)
WORDS: Final[dict[str, dict[str, str]]] = {key: said for words in PAGES for key, said in words.items()}


class Words:
    """The pages' words in one reader's language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return what *key* says, with *values* filled in. Raises KeyError for a key that is not in the catalogue."""
        return WORDS[key][self.language].format(**values)

    def count(self, number: int, key: str, **values: object) -> str:
        """Return how many there are, with the noun in the right form."""
        forms = WORDS[key][self.language].split("|")
        return forms[0 if number == 1 else -1].format(n=f"{number:,}", **values)
