"""The signals of Chinese expressions."""

import re
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from typing import Final

from glossary.candidate.columns import Column
from glossary.candidate.dictionary import dictionary
from glossary.candidate.expressions import HAN
from glossary.candidate.signals.signal import Places, Signal, latin_words
from glossary.segment import ChineseWord, Segmenter, chinese_frequency, is_chinese_word

_LATIN: Final = re.compile(r"[A-Za-z0-9]")
_LATIN_WORDS: Final = re.compile(r"[A-Za-z0-9.+#-]+")
_NUMBER: Final = re.compile(r"[\d.]+")

_NAMES: Final = frozenset({"nr", "nrt", "nrfg", "nz", "nt"})
_NOUNS: Final = frozenset({"n", "nz", "vn", "oov", "eng", "nr", "ng", "g"})
_FUNCTIONAL: Final = frozenset({"a", "ad", "d", "c", "r", "t", "m", "q", "p"})
_VERBAL: Final = frozenset({"v", "d", "p", "c", "r", "u", "uj"})
# With these no expression begins or ends, unless a dictionary says so.
_NO_BEGINNING: Final = frozenset(
    "说而讲属对把被从在用让将给跟与和或是有没不就都也又再很更最太个那这每某其之等做看想叫请问找使令向往到由于以为因且但却则若便即至并及各"
    "该此本能会可要应须得来去起出进过"
)
_NO_END: Final = frozenset("的了着过得地们等中里上下前后时这那个是有和与在就都也把被给让说想看做对为以而且但")
# Marks that say little by themselves.
_CUT: Final = frozenset({"headword", "unknown-part", "glossed"})
_CLAUSES: Final = frozenset({"clause", "two-clauses", "glossed"})


@cache
def _segmenter() -> Segmenter:
    return Segmenter()


class ChineseText:
    """The words of an expression of a Chinese post."""

    def __init__(self, text: str) -> None:
        segmenter = _segmenter()
        self.text = text
        self.han = bool(HAN.search(text))
        self.latin = bool(_LATIN.search(text))
        self.pure = self.latin and not self.han
        self.words: list[ChineseWord] = segmenter.words(text) if self.han else []
        self.tags = [word.tag for word in self.words]
        frequencies = [chinese_frequency(word.text) for word in self.words if HAN.search(word.text)]
        self.rareness = max(0.0, 6 - sum(frequencies) / len(frequencies)) / 6 if frequencies else 0.0
        # A word of Latin letters is as long as a character.
        self.length = len(HAN.findall(text)) + (len(_LATIN_WORDS.findall(text)) if self.latin else 0) or 1
        self.tag = segmenter.tag(text)
        self.known = self.tag != "oov"
        self.ends_in_noun = bool(self.tags) and self.tags[-1] in _NOUNS
        self.holds_verb = not _VERBAL.isdisjoint(self.tags)
        self.latin_words = latin_words(text) if self.pure else ""


class ChinesePlaces(Places):
    """The expressions of a Chinese post where they stand."""

    @cached_property
    def run(self) -> Column:
        """1 for each that is a run of words, and nowhere a word."""
        return self.has("run") * (1 - self.has("word"))

    def only(self, marks: frozenset[str]) -> Column:
        """Return 1 where nothing but *marks* was noticed, else 0."""
        return self.by_marks(lambda noticed: noticed.keys() <= marks)

    def edges(self) -> Column:
        """Return at how many ends a function word or a sign follows somewhere."""
        chunk = self.has("chunk")
        return 2 * chunk + (1 - chunk) * (self.has("left-edge") + self.has("right-edge"))


# What the words alone tell.
CHINESE_TEXT_SIGNALS: Final[tuple[Signal[ChineseText, float], ...]] = (
    Signal("latin", "other-script", lambda it: float(it.pure)),
    Signal("latin-and-chinese", "other-script", lambda it: float(it.latin and it.han)),
    Signal("latin-words", "other-script", lambda it: float(it.pure and it.text.count(" "))),
    Signal("number", "number", lambda it: float(bool(_NUMBER.fullmatch(it.text)))),
    Signal("words", "length", lambda it: float(len(it.words))),
    Signal("single-characters", "length", lambda it: float([len(word.text) for word in it.words].count(1))),
    Signal("three-characters", "length", lambda it: float(it.length == 3)),
    Signal("five-to-seven-characters", "length", lambda it: float(5 <= it.length <= 7)),
    Signal("listed-word", "lexicalised", lambda it: float(it.han and is_chinese_word(it.text))),
    Signal("rareness", "rare", lambda it: it.rareness),
    Signal("common-word", "rare", lambda it: chinese_frequency(it.text) / 6 if it.han else 0.0),
    Signal("name", "proper-name", lambda it: float(it.tag in _NAMES and it.length > 1)),
    Signal("place-name", "proper-name", lambda it: float(it.tag == "ns")),
    Signal("proper-name", "proper-name", lambda it: float(it.length > 1 and it.text in dictionary().proper)),
    Signal("idiom", "idiom", lambda it: float(it.tag in ("i", "l") and it.length > 2)),
    Signal("idiom-of-four", "idiom", lambda it: float(it.tag in ("i", "l") and it.length == 4)),
    Signal("noun", "nominal", lambda it: float(it.tag in ("n", "nz", "vn"))),
    Signal("functional", "nominal", lambda it: float(it.tag in _FUNCTIONAL)),
    Signal(
        "bad-beginning",
        "function-word",
        lambda it: float(it.length > 1 and not it.known and it.text[0] in _NO_BEGINNING),
    ),
    Signal("bad-end", "function-word", lambda it: float(it.length > 1 and not it.known and it.text[-1] in _NO_END)),
)
# What the words tell only together with their places.
CHINESE_FACTS: Final[Mapping[str, Callable[[ChineseText], float]]] = {
    "ends-in-noun": lambda it: it.ends_in_noun,
    "holds-verb": lambda it: it.holds_verb,
}
# What tells where they stand.
CHINESE_SIGNALS: Final[tuple[Signal[ChinesePlaces, Column], ...]] = (
    Signal("latin-part", "other-script", lambda it: it.has("latin-part") * (1 - it.has("latin"))),
    Signal("quoted", "quoted", lambda it: it.has("quoted")),
    Signal("title", "title", lambda it: it.has("title")),
    Signal("emphasis", "emphasis", lambda it: it.has("emphasis")),
    Signal("glossed", "gloss", lambda it: it.has("glossed")),
    Signal("gloss-text", "bracket", lambda it: it.has("gloss-text")),
    Signal("bracketed", "bracket", lambda it: it.has("bracketed")),
    Signal("censored", "censored", lambda it: it.has("censored")),
    Signal("nickname", "nickname", lambda it: it.has("nickname")),
    Signal("word", "word", lambda it: it.has("word")),
    Signal("run", "run", lambda it: it.run),
    Signal("function-word-inside", "function-word", lambda it: it.has("function-word-inside")),
    Signal("unknown-part", "unknown", lambda it: it.has("unknown-part") * (1 - it.has("word")) * (1 - it.has("run"))),
    Signal("cut-headword", "cut", lambda it: it.only(_CUT)),
    Signal("clause-only", "chunk", lambda it: it.only(_CLAUSES)),
    Signal("edges", "chunk", lambda it: it.edges()),
    Signal("ends-in-noun", "nominal", lambda it: it.run * it.told["ends-in-noun"]),
    Signal("verb-inside", "verb", lambda it: it.run * it.told["holds-verb"]),
    Signal("frequency", "frequency", lambda it: it.frequency),
    Signal("repeated-run", "frequency", lambda it: (it.frequency > 0) * it.run),
    Signal("in-translation", "in-translation", lambda it: it.in_translation),
)
