"""How alike a name in Latin letters and a Chinese expression sound."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from glossary.candidate.expressions import HAN

# Consonants that transliteration does not tell apart share a sign; vowels have none.
_CLASS: Final = {
    **dict.fromkeys("bp", "P"), **dict.fromkeys("dt", "T"), **dict.fromkeys("gkcq", "K"), **dict.fromkeys("fvw", "F"),
    **dict.fromkeys("lr", "L"), **dict.fromkeys("mn", "N"), **dict.fromkeys("sxzj", "S"),
}  # fmt: skip
_LATIN_SOUNDS: Final = tuple(
    (re.compile(spelling), sound)
    for spelling, sound in (
        ("sch|sh|ch|tch|zh|ti(?=o)", "s"), ("ph", "f"), ("c(?=[eiy])", "s"), ("x", "ks"), ("ng", "n"),
    )
)  # fmt: skip
_LETTER: Final = re.compile("[^a-z]")
_BEGINNING: Final = re.compile("^(?:zh|ch|sh|z|j|q|x|s|c)")
_ENDING: Final = re.compile("ng$")
_REPEATED: Final = re.compile(r"(.)\1+")
LETTERS: Final = 0.45  # what the letters say of a resemblance
CONSONANTS: Final = 0.55


class Sound(NamedTuple):
    """How something is spoken: its letters or pinyin, and the classes of its consonants."""

    letters: str
    consonants: str


SILENT: Final = Sound("", "")


@lru_cache(maxsize=20_000)
def _syllable(character: str) -> str:
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(character)[0]) if HAN.match(character) else "|"


def syllables(text: str) -> tuple[str, ...]:
    """Return the pinyin of each character without tones, ``|`` for what is not Chinese."""
    return tuple(map(_syllable, text))


@lru_cache(maxsize=50_000)
def spoken(chinese: str) -> Sound | None:
    """Return how a Chinese expression is spoken, None with less than two Chinese characters."""
    pinyin = [syllable for syllable in map(_syllable, chinese) if syllable != "|"]
    if len(pinyin) < 2:
        return None
    return Sound("".join(pinyin), _REPEATED.sub(r"\1", "".join(map(_classes, pinyin))))


@lru_cache(maxsize=2_000)
def _classes(syllable: str) -> str:
    sound = "l" if syllable == "er" else _ENDING.sub("n", _BEGINNING.sub("s", syllable))
    return "".join(_CLASS.get(letter, "") for letter in sound)


@lru_cache(maxsize=50_000)
def written(name: str) -> Sound | None:
    """Return how a name in Latin letters is spoken, None with less than three of them."""
    letters = _LETTER.sub("", latin_letters(name))
    if len(letters) < 3:
        return None
    sounds = letters
    for spelling, sound in _LATIN_SOUNDS:
        sounds = spelling.sub(sound, sounds)
    return Sound(letters, _REPEATED.sub(r"\1", "".join(_CLASS.get(letter, "") for letter in sounds)))


def resemblance(one: Sound | None, other: Sound | None) -> float:
    """Return how alike a name and a Chinese expression sound, 0 to 1; 1 where the pinyin is the name."""
    if one is None or other is None or not 0.5 < len(one.letters) / len(other.letters) < 2:
        return 0.0
    if one.letters == other.letters:
        return 1.0
    ratio = _ratio()
    consonants = ratio(one.consonants, other.consonants) if one.consonants and other.consonants else 0.0
    return LETTERS * (ratio(one.letters, other.letters) / 100) + CONSONANTS * (consonants / 100)


def resemblances(names: Sequence[Sound], others: Sequence[Sound], pairs: Sequence[list[int]]) -> list[float]:
    """Return the ``resemblance`` of many pairs: the numbers of the *names*, and those of the *others*.

    All that are asked for have consonants.
    """
    import numpy
    from rapidfuzz import fuzz, process

    (letters, consonants), (other_letters, other_consonants) = (
        [numpy.array(part, object)[numbers].tolist() for part in zip(*sounds, strict=True)]
        for sounds, numbers in zip((names, others), pairs, strict=True)
    )
    spelled = process.cpdist(letters, other_letters, scorer=fuzz.ratio, dtype=numpy.float64) / 100
    spoken = process.cpdist(consonants, other_consonants, scorer=fuzz.ratio, dtype=numpy.float64) / 100
    sizes, other_sizes = (numpy.array([*map(len, each)]) for each in (letters, other_letters))
    alike = numpy.where(spelled == 1, 1.0, LETTERS * spelled + CONSONANTS * spoken)
    found: list[float] = numpy.where((sizes < 2 * other_sizes) & (other_sizes < 2 * sizes), alike, 0.0).tolist()
    return found


def spelled_alike(name: str, spellings: Sequence[str], least: float) -> list[int]:
    """Return the numbers of the *spellings* so much like a name's that they may resemble it more than *least*.

    That asks once for many, whose consonants need not be known.
    """
    from rapidfuzz import fuzz, process

    enough = 100 * (least - CONSONANTS) / LETTERS
    found = process.extract(name, spellings, scorer=fuzz.ratio, score_cutoff=enough, limit=None)
    return [number for *_, number in found]


def latin_letters(text: str) -> str:
    """Return *text* in lower-case letters without accents."""
    return unicodedata.normalize("NFD", text.lower()).encode("ascii", "ignore").decode()


@cache
def _ratio() -> Callable[[str, str], float]:
    from rapidfuzz.fuzz import ratio

    return ratio
