"""How common a word is in general language, on the Zipf scale: 7 for *the*, 3 for once in a million, 0 for never seen.

The lists are wordfreq's (R. Speer, 2022). Of a Chinese word that is not listed wordfreq would make up a figure from
its parts, so the lists are asked themselves.
"""

import math
from functools import cache, lru_cache


@cache
def _frequencies(language: str) -> dict[str, float]:
    from wordfreq import get_frequency_dict

    return get_frequency_dict(language)


def _zipf(frequency: float) -> float:
    return round(math.log10(frequency) + 9, 2) if frequency else 0.0


@lru_cache(maxsize=100_000)
def english_frequency(word: str) -> float:
    """Return how common a lower-case English *word* is."""
    return _zipf(_frequencies("en").get(word, 0.0))


@lru_cache(maxsize=100_000)
def chinese_frequency(word: str) -> float:
    """Return how common a simplified Chinese *word* is."""
    return _zipf(_frequencies("zh").get(word, 0.0))


def is_chinese_word(word: str) -> bool:
    """Tell whether general Chinese has *word* as one."""
    return word in _frequencies("zh")
