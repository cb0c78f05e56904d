"""Expressions in English text: what is marked, runs of capitals, phrases between function words."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from glossary.candidate.expressions import Spans, note, trimmed, union
from glossary.candidate.marks import marked_spans
from glossary.model import Paragraph
from glossary.segment import Word, english_frequency, english_words
from glossary.text import begins_sentence

LONGEST_PHRASE: Final = 4  # words
RARE: Final = 3.5  # Zipf frequency below which a word with a capital is a name
_JOINING: Final = {"of", "the", "and", "for", "to", "in", "a", "on"}
_PARTING: Final = {"and", "of", "to", "for", "in", "on"}
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_LONE_NUMBER: Final = re.compile(r"\d(?<![\w.,$€£¥%-]\d)\d{1,3}(?![\w.,%-]|\s*(?:years|percent))")
_OTHER_SCRIPT: Final = re.compile(r"[\u3007\u3400-\u9fff][\u3007\u3040-\u30ff\u3400-\u9fff]*|[\u3040-\u30ff]+")
_PHRASE: Final = frozenset({"phrase"})
_CHUNK: Final = frozenset({"chunk"})
_HYPHEN_PART: Final = re.compile(r"[^-]{3,}")


def english_spans(paragraph: Paragraph, body: str) -> Spans:
    """Return the expressions in *paragraph* of an English post with *body*."""
    text = paragraph.reading
    spans = marked_spans(paragraph, body)
    words = english_words(text)
    _mark_capital_runs(text, words, spans)
    for found in _OTHER_SCRIPT.finditer(text):
        note(spans, *found.span(), frozenset({"other-script"}))
    for found in _LONE_NUMBER.finditer(text):
        note(spans, *found.span(), frozenset({"number"}))
    for word in words:
        if "-" in word.text:
            for part in _HYPHEN_PART.finditer(text, word.start, word.end):
                note(spans, *part.span(), frozenset({"hyphen-part"}))
    _mark_phrases(text, words, spans)
    return spans


def _mark(text: str, spans: Spans, words: Sequence[Word], *what: str) -> None:
    start, end = trimmed(text, words[0].start, words[-1].end)
    if start < end:
        note(spans, start, end, frozenset(what))


def _mark_capital_runs(text: str, words: Sequence[Word], spans: Spans) -> None:
    """Mark runs of words with capitals, with what joins them inside, and with the word before and behind."""
    last = -1
    for number in [number for number, word in enumerate(words) if word.is_marked]:
        if number <= last:
            continue
        last = _end_of_run(text, words, number)
        run = words[number : last + 1]
        first_of_sentence = begins_sentence(text, run[0].start)
        pieces = [run]
        possessive = next((place for place, word in enumerate(run) if word.text.endswith(("'s", "’s"))), None)
        if possessive is not None:
            pieces += [run[: possessive + 1], run[possessive + 1 :]]
        parting = next((place for place, word in enumerate(run) if word.text.lower() in _PARTING), None)
        if parting is not None:
            before, behind = run[:parting], run[parting + 1 :]
            if run[parting].text.lower() == "and" and _ends_in_name(before) and _ends_in_name(behind):
                pieces = []  # two people: each is an entry
            pieces += [before, behind]
        if first_of_sentence and len(run) > 1:
            pieces.append(run[1:])
        for piece in pieces:
            named = _without_function_words(piece)
            if not named:
                continue
            if named is not piece and piece[0].text == "He" and _is_rare(named[0]):
                named = piece  # a family name
            plain = len(named) == 1 and first_of_sentence and named[0] == run[0] and named[0].text[1:].islower()
            marks = ["capital-start" if plain else "capital-run"]
            if piece is run:
                marks.append("capital-whole")
            if piece is run and parting is not None and run[parting].text.lower() == "and":
                marks.append("capital-and")
            _mark(text, spans, named, *marks)
        _mark_beside(text, words, number, last, spans)


def _ends_in_name(words: Sequence[Word]) -> bool:
    """Tell whether *words* end as somebody's name does, behind another one: in a word that is hardly ever met."""
    return len(words) > 1 and words[-2].is_marked and _is_rare(words[-1])


def _is_rare(word: Word) -> bool:
    return word.is_marked and english_frequency(word.text.lower()) < RARE


def _end_of_run(text: str, words: Sequence[Word], first: int) -> int:
    """Return the number of the last word of the run of capitals that begins with word *first*."""
    last = number = first
    while number + 1 < len(words) and text[words[number].end : words[number + 1].start] in (" ", "-"):
        following = words[number + 1]
        if following.text == "I" or following.text[:2] in ("I'", "I’"):
            break
        if following.is_marked or _NUMBER.fullmatch(following.text):
            number += 1
            last = number
        elif following.text.lower() in _JOINING and _leads_to_capital(text, words, number + 1):
            number += 1
        else:
            break
    return last


def _leads_to_capital(text: str, words: Sequence[Word], number: int) -> bool:
    """Tell whether a capital follows the joining word, or the one that follows it."""
    for following in (number + 1, number + 2):
        if following >= len(words) or text[words[following - 1].end : words[following].start] != " ":
            return False
        if words[following].is_marked:
            return True
        if words[following].text.lower() not in _JOINING:
            return False
    return False


def _without_function_words(words: Sequence[Word]) -> Sequence[Word]:
    while words and words[0].is_function_word and not words[0].text.isupper():
        words = words[1:]
    while words and words[-1].is_function_word and not words[-1].text.isupper():
        words = words[:-1]
    return words


def _mark_beside(text: str, words: Sequence[Word], first: int, last: int, spans: Spans) -> None:
    """Mark a run of capitals together with the plain word behind it, or before it."""

    def plain(number: int) -> bool:
        return words[number].text.islower() and not words[number].is_function_word

    possessive = words[last].text.endswith(("'s", "’s"))
    followed = last + 1 < len(words) and text[words[last].end : words[last + 1].start] == " " and not possessive
    if followed and plain(last + 1):
        _mark(text, spans, words[first : last + 2], "capital-noun")
    if first and text[words[first - 1].end : words[first].start] == " " and plain(first - 1):
        _mark(text, spans, words[first - 1 : last + 1], "noun-capital")


def _mark_phrases(text: str, words: Sequence[Word], spans: Spans) -> None:
    """Mark the runs of words between function words and punctuation, and all that is inside them."""
    for phrase in _phrases(text, words):
        # Words have no marks around them and none is an article: of a phrase nothing but a possessive can be trimmed.
        ends = [end - 2 if word.endswith(("'s", "’s")) else end for _, end, word in phrase]
        for first, (start, _, _) in enumerate(phrase):
            for end in ends[first : first + LONGEST_PHRASE]:
                place = start, end
                before = spans.get(place)
                spans[place] = _PHRASE if before is None else union(before, _PHRASE)
        if len(phrase) <= LONGEST_PHRASE:
            note(spans, phrase[0].start, ends[-1], _CHUNK)


def _phrases(text: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the runs of words between function words and punctuation."""
    phrase: list[Word] = []
    behind = -1  # where the next word begins if it is in the same phrase
    for word in words:
        function = word.is_function_word
        if phrase and (function or word.start != behind or text[behind - 1] != " "):
            yield phrase
            phrase = []
        if not function:
            phrase.append(word)
            behind = word.end + 1
    if phrase:
        yield phrase
