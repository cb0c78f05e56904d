"""All labels of a glossary in one long line of keys, in which C finds faster than any index of ours would.

Each label stands there as it is written, and where that differs in pinyin, in the first letters of its syllables and
without the endings of English words.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from glossary.plugin.passages import tokens
from glossary.plugin.spellings.distance import slips, slips_allowed
from glossary.plugin.spellings.keys import Key, forms_of_text, key_of, key_of_text, stem_of_text, typed_pinyin
from glossary.text import fold, pinyin, query_words, spelling

# More words than these are a sentence, not a name; of a long text so many are read; so many letters are a short name.
WORDS_COMBINED = 8
WORDS_READ = 24
LONGEST_SHORT = 5


class Label(NamedTuple):
    """A label as the database has it, with the mentions of its term."""

    term_id: int
    text: str
    type: str
    pinyin: str | None
    mention_count: int
    found: int = 0  # mentions by this label


class Nearness(IntEnum):
    """How near a label comes to what was typed, the nearest first."""

    CALLED = 0  # the same to the search
    SPELLED = 1  # the same but for spaces, hyphens and tones
    INFLECTED = 2
    BEGINS = 3
    BEGINS_WORD = 4  # begins with it, but not with it as a word
    HOLDS = 5
    HOLDS_WORD = 6
    HOLDS_INFLECTED = 7
    INITIALS = 8  # of its syllables
    WORDS = 9  # all of them, in any order
    INSIDE = 10  # within a word
    SIMILAR = 11  # nearly: a slip of the pen
    NAMED = 12  # what was typed names it, among other things


class Match(NamedTuple):
    """A term that answers a query, by that of its labels which comes nearest."""

    term_id: int
    label: Label
    nearness: Nearness
    by_pinyin: bool
    rank: tuple[int, ...]


class _Form(IntEnum):
    WRITTEN = 0
    PINYIN = 1
    INITIALS = 2
    STEM = 3


class _Place(NamedTuple):
    """Where a key has been found."""

    label: Label
    form: _Form
    line: tuple[int, int]
    span: tuple[int, int]
    word: bool  # whether a word begins here
    words: bool  # whether a word ends here too


class Labels:
    """All labels of a glossary, to be looked through for what somebody typed."""

    def __init__(self, labels: Iterable[Label]) -> None:
        self._lines: list[tuple[Label, _Form]] = []
        self._starts: list[int] = []
        seen: dict[tuple[_Form, Key], int] = {}  # the last term; many are called alike in two languages
        texts, marks, length = [], [], 1
        for label in labels:
            for form, key in _forms(label):
                if seen.get((form, key)) != label.term_id:
                    seen[form, key] = label.term_id
                    self._lines.append((label, form))
                    self._starts.append(length)
                    texts.append(key.text)
                    marks.append(key.marks)
                    length += len(key.text) + 1
        self._text = "\n" + "".join(f"{text}\n" for text in texts)
        self._marks = b"\1" + b"".join(mark + b"\1" for mark in marks)

    def find(self, query: str) -> list[Match]:
        """Return the terms whose labels come near *query*, the nearest first, ties by their mentions."""
        words = query_words(query)
        found = self._called(" ".join(words) or query)
        if len(words) > 1:
            first, *others = [self._called(word) for word in dict.fromkeys(words[:WORDS_COMBINED])]
            for term, match in first.items():
                if term not in found and all(term in terms for terms in others):
                    found[term] = _match(match.label, Nearness.WORDS, match.by_pinyin)
        if all(match.nearness >= Nearness.INSIDE for match in found.values()):
            typed = " ".join(words)
            found = self._named(typed) | self._similar(typed) | found
        return sorted(found.values(), key=lambda match: match.rank)

    def _called(self, text: str) -> dict[int, Match]:
        """Return by term what is called *text*, or has it as a part."""
        key, found = key_of_text(text), _Found()
        folded = fold(text).folded.strip()
        for place in self._places(key.text, (_Form.WRITTEN, _Form.PINYIN, _Form.INITIALS)):
            if (nearness := self._nearness(place, key)) is not None:
                other = nearness == Nearness.CALLED and fold(place.label.text).folded != folded
                found.add(_match(place.label, nearness, place.form != _Form.WRITTEN, int(other), _length(place)))
        if (typed := typed_pinyin(key.text)) != key.text:
            for place in self._places(typed, (_Form.PINYIN,)):
                if (nearness := self._nearness(place, key)) is not None:
                    found.add(_match(place.label, nearness, True, 0, _length(place)))
        for place in self._places(stem_of_text(text).text, (_Form.WRITTEN, _Form.STEM)):
            if place.words:
                whole = place.span == place.line
                nearness = Nearness.INFLECTED if whole else Nearness.HOLDS_INFLECTED
                found.add(_match(place.label, nearness, False, 0, _length(place)))
        return found

    def _named(self, text: str) -> dict[int, Match]:
        """Return by term what some of the words of *text* are the name of: who asks *what is OGAS* means OGAS."""
        words, found = tokens(text)[:WORDS_READ], _Found()
        for first in range(len(words)):
            for last in range(first + 1, min(len(words), first + WORDS_COMBINED) + 1):
                key = key_of(words[first:last])
                for place in self._places(key.text, (_Form.WRITTEN,)) if len(key.text) > 1 else ():
                    if place.span == place.line and self._marks[slice(*place.span)] == key.marks:
                        found.add(_match(place.label, Nearness.NAMED, False, -len(key.text), 0))
        return found

    def _nearness(self, place: _Place, key: Key) -> Nearness | None:
        """Return how near the label at *place* comes, None for not at all."""
        (first, last), (start, end) = place.line, place.span
        if (first, last) == (start, end):
            if place.form == _Form.INITIALS:
                return Nearness.INITIALS
            called = place.form == _Form.WRITTEN and self._marks[start:end] == key.marks
            return Nearness.CALLED if called else Nearness.SPELLED
        if place.form == _Form.INITIALS:
            return None
        if first == start:
            return Nearness.BEGINS if place.words else Nearness.BEGINS_WORD
        if place.word:
            return Nearness.HOLDS if place.words else Nearness.HOLDS_WORD
        return Nearness.INSIDE if place.form == _Form.WRITTEN else None

    def _places(self, key: str, forms: Sequence[_Form]) -> Iterator[_Place]:
        """Yield the places at which *key* stands; a short one within a word is none."""
        inside = len(key) > 2 or not key.isascii()
        for start in _occurrences(self._text, f"\n{key}" if len(key) == 1 and key.isascii() else key):
            start += self._text[start] == "\n"
            word = bool(self._marks[start])
            if not word and not inside:
                continue
            number = bisect_right(self._starts, start) - 1
            label, form = self._lines[number]
            if form in forms:
                end = start + len(key)
                line = (self._starts[number], self._end(number))
                yield _Place(label, form, line, (start, end), word, word and bool(self._marks[end]))

    def _end(self, number: int) -> int:
        """Return where a line ends."""
        return (self._starts[number + 1] if number + 1 < len(self._starts) else len(self._text)) - 1

    def _similar(self, text: str) -> dict[int, Match]:
        """Return by term what *text* may be misspelled for: what sounds alike in Chinese, and what is a slip away."""
        found = _Found()
        if spoken := pinyin(fold(text).folded):
            key = key_of(spoken.split())
            for place in self._places(key.text, (_Form.PINYIN,)):
                if place.words and (place.span == place.line or len(tokens(text)) > 2):
                    found.add(_match(place.label, Nearness.SIMILAR, True, 0, _length(place)))
        written, stem = forms_of_text(text)
        forms = {_Form.WRITTEN: written.text, _Form.PINYIN: typed_pinyin(written.text), _Form.STEM: stem.text}
        for typed in sorted({*forms.values()}):
            among = tuple(form for form, key in forms.items() if key == typed)
            for label, form, count, rest in self._slipped(typed, among):
                found.add(_match(label, Nearness.SIMILAR, form == _Form.PINYIN, count, rest))
        return found

    def _slipped(self, key: str, forms: Sequence[_Form]) -> Iterator[tuple[Label, _Form, int, int]]:
        """Yield the labels that are a slip or more from *key*, with their slips and what they have besides.

        A short name is misspelled as a whole, of a longer one a part may be.
        """
        limit, part = slips_allowed(key), len(key) > LONGEST_SHORT
        for start in self._candidates(key, limit) if limit else ():
            number = bisect_right(self._starts, start) - 1
            label, form = self._lines[number]
            first, last = self._starts[number], self._end(number)
            end = min(last, start + len(key) + limit)
            if form in forms and (part or (start, end) == (first, last)):
                ends = self._marks[start : end + 1] if part else bytes(last - first) + b"\1"
                count = slips(key, self._text[start:end], ends, limit)
                if count is not None:
                    yield label, form, count, max(0, last - first - len(key))

    def _candidates(self, key: str, limit: int) -> set[int]:
        """Return where words begin that may be *key*: of its pieces, more than the slips, one at least is whole.

        Two letters changed may lie on both sides of a cut, so the key is cut in two ways.
        """
        found: set[int] = set()
        size = max(1, len(key) // (limit + 1))
        for shift in (0, 1):
            cuts = [0, *(size * number + shift for number in range(1, limit + 1)), len(key)]
            for first, last in pairwise(cuts):
                piece = key[first:last]
                if len(piece) < 2 and piece.isascii():
                    continue
                for place in _occurrences(self._text, piece):
                    around = range(max(1, place - first - limit), place - first + limit + 1)
                    found.update(start for start in around if start < len(self._text) and self._marks[start])
        return {start for start in found if self._text[start] != "\n"}


class _Found(dict[int, Match]):
    """The best match of each term."""

    def add(self, match: Match) -> None:
        if match.term_id not in self or match.rank < self[match.term_id].rank:
            self[match.term_id] = match


def _forms(label: Label) -> Iterator[tuple[_Form, Key]]:
    written, stem = forms_of_text(label.text)
    if written.text:
        yield _Form.WRITTEN, written
        if stem.text and stem != written:
            yield _Form.STEM, stem
    syllables = [syllable for syllable in map(spelling, (label.pinyin or "").split()) if syllable]
    if syllables:
        yield _Form.PINYIN, key_of(syllables)
    if len(syllables) > 2:
        yield _Form.INITIALS, key_of(["".join(syllable[0] for syllable in syllables)])


def _match(label: Label, nearness: Nearness, by_pinyin: bool, *further: int) -> Match:
    """Return a match with its rank; *further* are what tells apart those that come equally near."""
    distance, length = further or (0, 0)
    rank = (nearness, distance, by_pinyin, label.type != "preferred", -label.mention_count, length, label.term_id)
    return Match(label.term_id, label, nearness, by_pinyin, tuple(map(int, rank)))


def _length(place: _Place) -> int:
    return place.line[1] - place.line[0]


def _occurrences(text: str, piece: str) -> Iterator[int]:
    """Yield where *piece* stands in *text*."""
    start = text.find(piece) if piece else -1
    while start >= 0:
        yield start
        start = text.find(piece, start + 1)
