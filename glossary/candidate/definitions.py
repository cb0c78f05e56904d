"""What kind of thing a text explains: a dictionary's definition of a name or a word, or a gloss in brackets."""

import re
from collections import Counter
from typing import Final

# What definitions of names say, and whose kind that is; of several the first in the text counts.
_DEFINED: Final = re.compile(
    r"(?P<organisation>\b(?:company|corporation|corp|inc|brand|universit(?:y|ies)|college|ministry|dept|department"
    r"|agency|institute|organi[sz]ation|conglomerate|manufacturer|airline|search engine|internet portal"
    r"|(?:political|communist|democratic|nationalist|labou?r) party|football club)\b|大学|公司|集团)"
    r"|(?P<person>\((?:c\. ?)?(?:\d{3,4})?-(?:c\. ?)?(?:\d{3,4})?\)|\b(?:emperor|empress|king|queen|politician"
    r"|president|prime minister|writer|author|poet|philosopher|novelist|general|scholar|leader|actor|actress|singer"
    r"|physicist|mathematician|engineer|businessman|footballer|hero|heroes|reign name|courtesy name|personal name"
    r"|given name|character (?:in|from))\b)"
    r"|(?P<event>\b(?:wars?|battle|rebellion|revolution|uprising|movement|incident|campaign|retreat|attempt to"
    r"|period (?:\(|in chinese history))\b)"
    r"|(?P<work>\b(?:novels?|film|movie|book|classics?|newspaper|magazine|opera|poem|tv series|video game)\b)"
    r"|(?P<place>\b(?:city|county|province|river|island|islands|town|lake|mountain|mountains|district|prefecture"
    r"|country|capital of|state of)\b)"
    r"|(?P<technology>\b(?:software|app|website|operating system|programming language|social network\w*)\b)",
    re.IGNORECASE,
)
_YEARS: Final = re.compile(r"\((\d{3,4})-(\d{3,4})\)")
SHORT: Final = 15  # years: so long no writer or king lives
# What a dictionary remarks of ordinary words.
_REMARKED: Final = re.compile(
    r"(?P<slang>\((?:[^()]* )?(?:slang|coll\.|colloquial|neologism|internet|jocular|derog\.|euphemism|vulgar)[^()]*\))"
    r"|(?P<concept>\((?:math|computing|physics|statistics|linguistics|biology|chemistry|electronics|economics|finance"
    r"|accounting|commerce|law|psychology|philosophy|logic|medicine)\b[^()]*\))"
)
# What a gloss in brackets says of the term before it.
_GLOSSED: Final = re.compile(
    r"(?P<wordplay>\b(?:pun|homophone|wordplay|play on)\b|谐音|双关)"
    r"|(?P<slang>\b(?:slang|euphemism|jargon|internet meme|memes?|colloquial|derogatory|mocking|mockery)\b|俗称|黑话)"
    r"|(?P<allusion>\b(?:idiom|proverb|allu(?:sion|des|ding)|fable|referenc(?:e|ing) to|referring to a)\b|成语|典故)"
    r"|(?P<organisation>\b(?:company|startup|carmaker|manufacturer|university|ministry|institute|agency|(?-i:Alliance"
    r"|Association|Committee|Office|Bureau|Bank|Group|Department|Academy|Corporation))\b)"
    r"|(?P<event>\b(?:battle|campaign|uprising|movement) (?:of|in)\b)"
    r"|(?P<work>^(?:an? |the )?(?:[\w-]+ ){0,3}(?:novel|film|movie|tv series|video game|song|book)\b)"
    r"|(?P<person>\b(?:founder|ceo|head|chairman|leader) of\b)",
    re.IGNORECASE,
)


def kinds_defined(definition: str, name: str = "") -> Counter[str]:
    """Return the kinds that the senses of a name in a dictionary's *definition* tell, and how many tell each.

    Where senses begin with the English *name* these alone count.
    """
    senses = [sense for sense in definition.split("/") if sense]
    named = [sense for sense in senses if name and sense.lower().startswith(name)]
    return Counter(kind for sense in named or senses if (kind := _first(_DEFINED, _YEARS.sub(_lifetime, sense))))


def remarked(definition: str) -> str | None:
    """Return the kind that remarks in a dictionary's *definition* of an ordinary word tell."""
    return _first(_REMARKED, definition)


def kind_of_gloss(gloss: str) -> str | None:
    """Return the kind that a *gloss* in brackets tells of the term before it."""
    return _first(_GLOSSED, gloss)


def _lifetime(years: re.Match[str]) -> str:
    """Return *years* unless they are too few for somebody's life: then it is an event that has them."""
    return years[0] if int(years[2]) - int(years[1]) > SHORT else ""


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found.lastgroup if found else None
