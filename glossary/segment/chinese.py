"""Chinese words, by jieba in a tokenizer of our own.

Nothing is shared with other users of jieba and nothing is read or written but its dictionary: its cache would be a
file in the shared temporary folder that anybody may have planted, and saves no time. Words of Latin letters and digits
stay whole.
"""

import re
import warnings
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

_RUN: Final = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|"
    r"[A-Za-zÀ-ÿ0-9][A-Za-zÀ-ÿ0-9'’.+#&/-]*(?: [A-Za-z0-9][A-Za-z0-9'’.+#&/-]*)*|[^A-Za-zÀ-ÿ0-9]+"
)
_LATIN: Final = re.compile(r"[A-Za-zÀ-ÿ0-9]")
_LETTER: Final = re.compile(r"[A-Za-zÀ-ÿ]")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")


class ChineseWord(NamedTuple):
    """A word and where it stands, in reading offsets."""

    start: int
    end: int
    text: str
    tag: str  # jieba's part of speech; oov: not in its dictionary; eng: Latin letters; m: digits


@cache
def _dictionary() -> tuple[dict[str, int], int, dict[str, str]]:
    """Return jieba's dictionary: frequencies (of the beginnings of words 0), their sum, and parts of speech."""
    jieba = _jieba()
    tokenizer = jieba.Tokenizer()
    frequencies, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tags: dict[str, str] = {}
    with tokenizer.get_dict_file() as lines:
        for line in lines:
            word, _, tag = line.decode("utf-8").split()
            tags[word] = tag
    return frequencies, total, tags


def _jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes in its source, and pkg_resources
        import jieba
    return jieba


@cache
def _tokenizer() -> Any:
    """Return a tokenizer that knows jieba's dictionary and nothing else."""
    tokenizer = _jieba().Tokenizer()
    tokenizer.FREQ, tokenizer.total, _ = _dictionary()
    tokenizer.initialized = True
    return tokenizer


@lru_cache(maxsize=50_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_tokenizer().cut(text))


class Segmenter:
    """Divides Chinese text into words, a glossary's own labels kept whole."""

    def __init__(self, labels: Iterable[str] = ()) -> None:
        own = sorted(
            {label for label in labels if len(label) > 1 and _HAN.search(label)}, key=lambda own: (-len(own), own)
        )
        self._labels = re.compile("|".join(map(re.escape, own))) if own else None
        self._tags = _dictionary()[2]

    def words(self, text: str) -> list[ChineseWord]:
        """Return the words of *text*, white space left out."""
        found: list[ChineseWord] = []
        end = 0
        for label in self._labels.finditer(text) if self._labels else ():
            self._divide(text, end, label.start(), found)
            found.append(ChineseWord(label.start(), label.end(), label.group(), self.tag(label.group())))
            end = label.end()
        self._divide(text, end, len(text), found)
        return found

    def _divide(self, text: str, start: int, end: int, found: list[ChineseWord]) -> None:
        for run in _RUN.finditer(text, start, end):
            if _LATIN.match(run.group()):
                word = run.group().rstrip(".-/'’&")
                tag = "eng" if _LETTER.search(word) else "m"
                found.append(ChineseWord(run.start(), run.start() + len(word), word, tag))
                continue
            place = run.start()
            for word in _words(run.group()):
                if not word.isspace():
                    found.append(ChineseWord(place, place + len(word), word, self.tag(word)))
                place += len(word)

    def tag(self, word: str) -> str:
        """Return jieba's part of speech of *word*, oov where its dictionary has none."""
        return self._tags.get(word, "oov")
