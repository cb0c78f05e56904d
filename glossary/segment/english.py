"""English words, as they stand in a text."""

import re
from typing import Final, NamedTuple

# Words that hold a sentence together: no term begins or ends with one, unless it is a title.
FUNCTION_WORDS: Final = frozenset(
    """
    a about above according accordingly across actually after again all almost along already alright also although
    always am among amongst an and another any anyone anything anyway are around as at based basically be because
    been before behind being below beneath beside besides between beyond both but by came can certainly come comes
    concerning consequently considering could despite did do does doing done down during each either else etc even
    ever every everybody everyone everything excluding few finally firstly for from furthermore gave get gets
    getting give given gives go goes going got had has have having he hence her hers him his honestly how however i
    if in including indeed inside instead into is it its itself just knew know knows lastly least less let lets like
    likewise made make makes making many may maybe me meanwhile might mine more moreover most much must my myself
    namely near nearly neither never nevertheless nobody none nonetheless nor not nothing now of off often ok okay
    on once only onto or other others otherwise our ours ourselves out outside over per perhaps please put puts
    quite rather really regarding regardless said same saw say says secondly see seem seemed seems sees several
    shall she should similarly simply since so some somebody someone something still such sure take takes than that
    the their theirs them themselves then there therefore these they think thinks thirdly this those though thought
    through throughout thus to today tomorrow too took toward towards under unless until up upon us using versus
    very via vs want wanted wants was we well went were what whatever when whenever where whereas wherever whether
    which whichever while who whoever whom whose why will with within without would yes yesterday yet you your yours
    yourself
    i'm i've i'd i'll it's that's don't doesn't didn't can't won't isn't aren't wasn't weren't there's they're we're
    you're let's what's who's
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
        lowered = self.text.lower()
        return lowered in FUNCTION_WORDS or ("’" in lowered and lowered.replace("’", "'") in FUNCTION_WORDS)

    @property
    def is_marked(self) -> bool:
        """Whether it has a capital, or letters and digits together; *I* has none."""
        text = self.text
        if (text.isalpha() and text.islower()) or text == "I" or text[:2] in ("I'", "I’"):
            return False
        return any(map(str.isupper, text)) or (any(map(str.isdigit, text)) and any(map(str.isalpha, text)))


def english_words(text: str) -> list[Word]:
    """Return the words of *text*; a hyphen, apostrophe or full stop between letters parts none, as in numbers."""
    # Made as tuples are: a third of the time goes into the making.
    return [tuple.__new__(Word, (found.start(), found.end(), found[0])) for found in _WORD.finditer(text)]
