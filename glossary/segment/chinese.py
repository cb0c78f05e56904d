"""Chinese words, by jieba in a tokenizer of our own.

Nothing is shared with other users of jieba and nothing is read or written but its dictionary: its cache would be a
file in the shared temporary folder that anybody may have planted. Runs of kana, and of Latin letters and digits,
stay whole.
"""

import math
import re
import warnings
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any, Final, NamedTuple

USUAL: Final = 4  # characters of a word at most, but for one in fifty

_KANA: Final = r"\u3041-\u3096\u3099-\u309f\u30a1-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_RUN: Final = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|"
    r"[A-Za-zÀ-ÿ0-9][A-Za-zÀ-ÿ0-9'’.+#&/-]*(?: [A-Za-z0-9][A-Za-z0-9'’.+#&/-]*)*|"
    rf"[{_KANA}]+|[^A-Za-zÀ-ÿ0-9{_KANA}]+"
)
_KANA_RUN: Final = re.compile(rf"[{_KANA}]")
_BLOCK: Final = re.compile(r"([\u4e00-\u9fd5+#&._%-]+)")  # what jieba cuts; the rest it takes by characters
_LATIN: Final = re.compile(r"[A-Za-zÀ-ÿ0-9]")
_LETTER: Final = re.compile(r"[A-Za-zÀ-ÿ]")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")


class ChineseWord(NamedTuple):
    """A word and where it stands, in reading offsets."""

    start: int
    end: int
    text: str
    tag: str  # jieba's part of speech; oov: not in its dictionary; eng: Latin letters; m: digits


class _Dictionary(NamedTuple):
    """What jieba knows of its words."""

    places: dict[str, int]  # of words in both lists; for the first two characters of longer ones, that of no word
    frequencies: list[int]  # the last is that of no word, 0
    tags: list[str]  # the last is that of no word, oov
    total: int
    longest: dict[str, int]  # characters of the longest word that begins with this one, where they are more than USUAL


@cache
def _dictionary() -> _Dictionary:
    """Return jieba's dictionary; its lines are words, frequencies and parts of speech."""
    with _jieba().Tokenizer().get_dict_file() as file:
        fields = file.read().decode("utf-8").split()
    words, counts, tags = fields[::3], [*map(int, fields[1::3])], fields[2::3]
    places = dict.fromkeys({word[:2] for word in words if len(word) > 2}, len(words))
    places.update(zip(words, range(len(words)), strict=True))
    longest: dict[str, int] = {}
    for word in [word for word in words if len(word) > USUAL]:
        longest[word[0]] = max(len(word), longest.get(word[0], 0))
    return _Dictionary(places, [*counts, 0], [*tags, "oov"], sum(counts), longest)


@cache
def _jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes in its source, and pkg_resources
        import jieba
    return jieba


@lru_cache(maxsize=50_000)
def _words(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of *text* without Latin letters as jieba cuts them, and their tags.

    This is quicker than jieba, and from the dictionary alone.
    """
    places, frequencies, tags, *_ = _dictionary()
    known = places.get
    found: list[str] = []
    for block in _BLOCK.split(text):
        if not _BLOCK.match(block):
            found += block
            continue
        ends, start, singles = _likeliest(block), 0, ""
        while start < len(block):
            word = block[start : ends[start]]
            start = ends[start]
            if len(word) == 1:
                singles += word
            if singles and (len(word) > 1 or start == len(block)):
                # Characters that are no words by themselves may be one that the dictionary has not.
                found += singles if len(singles) == 1 or frequencies[known(singles, -1)] else _guessed(singles)
                singles = ""
            if len(word) > 1:
                found.append(word)
    return tuple(found), tuple([tags[known(word, -1)] for word in found])


@lru_cache(maxsize=50_000)
def _guessed(characters: str) -> tuple[str, ...]:
    return tuple(_jieba().finalseg.cut(characters))


def _likeliest(block: str) -> list[int]:
    """Return where the word ends that begins at each character, on the likeliest way to the end of *block*.

    Of equally likely words the longest is taken; a character that is no word counts as if it had been seen once.
    """
    places, frequencies, _, total, longest = _dictionary()
    known, log, log_total, size = places.get, math.log, math.log(total), len(block)
    rest, ends = [0.0] * (size + 1), [*range(1, size + 1)]
    for start in range(size - 1, -1, -1):
        frequency = frequencies[known(block[start], -1)]
        best = log(frequency) - log_total + rest[start + 1] if frequency else -math.inf
        # Without the first two characters of a word there is no longer one.
        if start + 1 < size and known(block[start : start + 2]) is not None:
            stop = start + longest.get(block[start], USUAL)
            for end in range(start + 2, (stop if stop < size else size) + 1):
                frequency = frequencies[known(block[start:end], -1)]
                if frequency:
                    likelihood = log(frequency) - log_total + rest[end]
                    if likelihood >= best:
                        best, ends[start] = likelihood, end
        rest[start] = best if best > -math.inf else rest[start + 1] - log_total
    return ends


def is_kept_whole(label: str) -> bool:
    """Tell whether a glossary's own *label* has a say in how Chinese text is divided."""
    return len(label) > 1 and _HAN.search(label) is not None


class Segmenter:
    """Divides Chinese text into words, a glossary's own labels kept whole."""

    def __init__(self, labels: Iterable[str] = ()) -> None:
        own = sorted({*filter(is_kept_whole, labels)}, key=lambda own: (-len(own), own))
        self._labels = re.compile("|".join(map(re.escape, own))) if own else None
        self._places, self._tags = _dictionary().places, _dictionary().tags

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
            if _KANA_RUN.match(run.group()):
                found.append(ChineseWord(*run.span(), run.group(), self.tag(run.group())))
                continue
            if _LATIN.match(run.group()):
                word = run.group().rstrip(".-/'’&")
                tag = "eng" if _LETTER.search(word) else "m"
                found.append(ChineseWord(run.start(), run.start() + len(word), word, tag))
                continue
            words, tags = _words(run.group())
            ends = [*accumulate(map(len, words), initial=run.start())]
            found += [
                tuple.__new__(ChineseWord, word)
                for word in zip(ends, ends[1:], words, tags, strict=False)
                if not word[2].isspace()
            ]

    def tag(self, word: str) -> str:
        """Return jieba's part of speech of *word*, oov where its dictionary has none."""
        return self._tags[self._places.get(word, -1)]
