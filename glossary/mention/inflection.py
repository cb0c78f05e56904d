"""The regular plural and singular of an English label's last word."""

import re
from functools import lru_cache

_LAST_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{4,}\Z")
# Singular, or not to be told from it: their bare stems are other words.
_NO_PLURALS = {"lens", "means", "news", "series", "species"}
_HISSING = ("s", "x", "z", "ch", "sh")


@lru_cache(maxsize=32_768)
def inflected_forms(label: str) -> tuple[str, ...]:
    """Return *label* with its last word in the regular plural, or singular if it looks like a plural.

    Only a last word that is wholly lower-case and has four letters or more is inflected. A word that ends in s may be
    either (*bias*, *biases*), so both ways are taken; *glass* is never a plural.
    """
    found = _LAST_WORD.search(label)
    if not found or not all(map(str.islower, found.group())):
        return ()
    stem, word = label[: found.start()], found.group()
    forms = _plurals(word)
    if word.endswith("s") and not word.endswith("ss") and word not in _NO_PLURALS:
        forms += [singular for singular in _singulars(word) if word in _plurals(singular)]
    return tuple(stem + form for form in dict.fromkeys(forms))


def _plurals(word: str) -> list[str]:
    if word.endswith("y") and (word[-2:-1] not in "aeiou" or word.endswith("quy")):
        return [word[:-1] + "ies"]
    if word.endswith(_HISSING):
        return [word + "es"]
    if word.endswith("o"):
        return [word + "s", word + "es"]
    return [word + "s"]


def _singulars(word: str) -> list[str]:
    return [word[:-3] + "y", word[:-2], word[:-1]] if word.endswith("ies") else [word[:-2], word[:-1]]
