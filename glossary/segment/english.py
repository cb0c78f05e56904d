"""English words, as they stand in a text."""

import re
from typing import Final, NamedTuple

# Words that hold a sentence together: no term begins or ends with one, unless it is a title.
FUNCTION_WORDS: Final = frozenset(
    """
    a about after again all already also although always am an and another any are as at be because been before being
    between both but by came can come comes could did do does doing done during each either even ever every few for
    from gave get gets getting give gives go goes going got had has have having he her hers him his how however i if in
    into is it its itself just knew know knows let lets like made make makes making many may me might mine more most
    much must my myself neither never none nor not now of off often on once only or other others our ours ourselves out
    over per put puts quite rather said same saw say says see seem seemed seems sees several shall she should since so
    some still such take takes than that the their theirs them themselves then there therefore these they think thinks
    this those though thought through thus to too took toward towards under unless until up upon us very via want
    wanted wants was we went were what when where whereas whether which while who whom whose why will with within
    without would yet you your yours yourself
    i'm i've i'd i'll it's that's don't doesn't didn't can't won't isn't aren't wasn't weren't there's they're we're
    you're let's what's who's moreover
    """.split()
)
_WORD: Final = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[-'’.&〇][^\W_]+|[+#]+(?!\w))*|〇")


class Word(NamedTuple):
    """A word and where it stands, in reading offsets."""

    start: int
    end: int
    text: str

    @property
    def is_function_word(self) -> bool:
        """Whether it only holds a sentence together."""
        return self.text.lower().replace("’", "'") in FUNCTION_WORDS

    @property
    def is_marked(self) -> bool:
        """Whether it has a capital, or letters and digits together; *I* has none."""
        if self.text == "I" or self.text[:2] in ("I'", "I’"):
            return False
        capital = any(character.isupper() for character in self.text)
        return capital or (any(map(str.isdigit, self.text)) and any(map(str.isalpha, self.text)))


def english_words(text: str) -> list[Word]:
    """Return the words of *text*; a hyphen, apostrophe or full stop between letters parts none, as in numbers."""
    return [Word(found.start(), found.end(), found.group()) for found in _WORD.finditer(text)]
