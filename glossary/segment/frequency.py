"""How common a word is in general language, on the Zipf scale: 7 for *the*, 3 for once in a million, 0 for never seen.

The lists are wordfreq's (R. Speer, 2022). Of a Chinese word that is not listed wordfreq would make up a figure from
its parts, so the lists are asked themselves.
"""

import math
from functools import cache


@cache
def _frequencies(language: str) -> dict[str, float]:
    from wordfreq import cB_to_freq, get_frequency_list

    found: dict[str, float] = {}
    for centibels, words in enumerate(get_frequency_list(language)):
        found.update(dict.fromkeys(words, round(math.log10(cB_to_freq(-centibels)) + 9, 2)))
    return found


def english_frequency(word: str) -> float:
    """Return how common a lower-case English *word* is."""
    return _frequencies("en").get(word, 0.0)


def chinese_frequency(word: str) -> float:
    """Return how common a simplified Chinese *word* is."""
    return _frequencies("zh").get(word, 0.0)


def is_chinese_word(word: str) -> bool:
    """Tell whether general Chinese has *word* as one."""
    return word in _frequencies("zh")
