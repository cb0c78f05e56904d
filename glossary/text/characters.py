"""What a character is: part of a word, a Latin letter, the end of a sentence.

Scripts come from the ``regex`` library, since the standard library knows categories but no scripts. Answers are kept
per character, so that the matcher pays a dictionary look-up.
"""

import regex

# Scripts written without spaces have no word edges; their Common and Inherited signs go with them.
UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ーｰﾞﾟ\u3099\u309A"
_WORD = regex.compile(rf"[[\p{{L}}\p{{N}}\p{{M}}_]--[{UNSPACED}]]", regex.V1)
_LATIN = regex.compile(r"\p{Latin}")

_OPENING = "\"'“‘«‹„([{（【《〈「『〔"
_CLOSING = "\"'”’»›)]}）】》〉」』〕"


class _Characters(dict[str, bool]):
    """Whether a character matches a pattern, found out once per character."""

    def __init__(self, pattern: regex.Pattern[str]) -> None:
        super().__init__()
        self.pattern = pattern

    def __missing__(self, character: str) -> bool:
        answer = self[character] = self.pattern.match(character) is not None
        return answer


# WORD["é"]: a letter, digit, combining mark or underscore, but of no script that is written without spaces.
WORD = _Characters(_WORD)
LATIN = _Characters(_LATIN)


def has_capital(text: str) -> bool:
    """Tell whether *text* has an upper-case or title-case letter."""
    return any(character.isupper() or character.istitle() for character in text)


def raised(text: str) -> str:
    """Return *text* with its first letter in upper case."""
    for offset, character in enumerate(text):
        if character.isalpha():
            return text[:offset] + character.upper() + text[offset + 1 :]
    return text


def begins_sentence(text: str, start: int) -> bool:
    """Tell whether a sentence begins at *start* of *text*: at its very start or behind a full stop.

    Opening quotes and brackets before it and closing ones behind the full stop are passed over. A Western full stop
    needs white space behind it, a Chinese one does not.
    """
    before = text[max(0, start - 64) : start].rstrip(_OPENING)
    end = before.rstrip()
    if not end:
        return start <= 64
    stop = end.rstrip(_CLOSING)[-1:]
    return stop in "。！？｡" if end == before else stop in ".!?…。！？｡"
