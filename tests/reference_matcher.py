"""Find mentions slowly and obviously: every form of every label at every place, by comparing strings.

The tests hold the fast matcher against this one. It shares no code with the package but the nouns. Zones and
glosses are not its business.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

import opencc
import regex

from glossary.model import MATCHES, Label, Paragraph, Post, Term

# The sound marks of Kana belong to both of its scripts, and so to none by name.
SPACELESS = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー\u3099\u309A]"
)
SENTENCE_START = regex.compile(
    r"""
    (?: ^ [\p{Pe}\p{Pf}"']* \s?               # a paragraph's start
      | [.!?…。！？] [\p{Pe}\p{Pf}"']* \s       # another sentence, and a space
      | [。！？] [\p{Pe}\p{Pf}"']*              # … which a Chinese one does not need
    ) [\p{Ps}\p{Pi}"']* $""",
    regex.VERBOSE,
)
STRAIGHT = str.maketrans("‘’“”", "''\"\"")
SIMPLIFIED = opencc.OpenCC("t2s")


@dataclass(frozen=True, slots=True)
class Found:
    """A mention as far as the reference knows: body offsets and labels, by their place among all labels."""

    start: int
    end: int
    labels: tuple[int, ...]
    match: str


@dataclass(frozen=True, slots=True)
class Place:
    """One label at one place of a reading text, before overlaps are settled."""

    start: int
    end: int
    term: str
    label: int
    deviation: int  # index into MATCHES
    foreign: bool  # whether the label is of another language than the post


def find(post: Post, paragraphs: Sequence[Paragraph], terms: Sequence[Term]) -> list[Found]:
    """Return the mentions of *terms* in *post*."""
    labels = [(index, term, label) for index, (term, label) in enumerate((t, each) for t in terms for each in t.labels)]
    wanted = [
        (index, term, label)
        for index, term, label in labels
        if speaks_here(label, term, post.language) and is_for_post(label, post)
    ]
    found = []
    for paragraph in paragraphs:
        places = [
            Place(start, end, term.slug, index, deviation, foreign=label.language != post.language)
            for index, term, label in wanted
            for start, end, deviation in places_of(label, paragraph.reading)
            if not any(start < stop and begin < end for begin, stop in paragraph.unsearched)
        ]
        offsets = [*body_offsets(paragraph)]
        for together in leftmost_longest(places):
            first = together[0]
            found.append(
                Found(
                    start=offsets[first.start][0],
                    end=offsets[first.end - 1][1],
                    labels=tuple(sorted(place.label for place in together)),
                    match=MATCHES[min(place.deviation for place in together)],
                )
            )
    return found


# Which labels are looked for


def speaks_here(label: Label, term: Term, language: str) -> bool:
    """Tell whether *label* stands for its spelling: the one in the post's language does, else the first."""
    alike = [other for other in term.labels if other.text == label.text]
    native = [other for other in alike if other.language == language]
    return label is (native or alike)[0]


def is_for_post(label: Label, post: Post) -> bool:
    """Tell whether *label* is looked for in *post*."""
    folders = post.path.split("/")
    return (
        not label.posts
        or post.slug in label.posts
        or any(fits(folders if "/" in glob else folders[-1:], glob.split("/")) for glob in label.posts)
    )


def fits(path: list[str], glob: list[str]) -> bool:
    """Tell whether a path fits a glob, part by part; two stars stand for any number of folders."""
    if not path or not glob:
        return path == glob
    if glob[0] == "**" and len(glob) > 1:
        return any(fits(path[skipped:], glob[1:]) for skipped in range(len(path)))
    return fnmatchcase(path[0], glob[0]) and fits(path[1:], glob[1:])


# Where a label stands


def places_of(label: Label, reading: str) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and deviation of each place where edges, case and contexts allow *label*."""
    for form, inflected in forms(label):
        wanted = shape(form).lower()
        for start in range(len(reading)):
            for end in range(start + 1, min(len(reading), start + 3 * len(form) + 2) + 1):
                piece = reading[start:end]
                if (
                    shape(piece).lower() == wanted
                    and shape(reading[:start]) + shape(piece) + shape(reading[end:]) == shape(reading)
                    and (label.boundary == "none" or has_edges(form, reading, start, end))
                    and has_case(label, form, reading, start, end)
                    and has_context(label, reading, start, end)
                ):
                    yield start, end, deviation(form, piece, inflected)


def forms(label: Label) -> list[tuple[str, bool]]:
    """Return the text of *label* and its plural or singular, each with whether it is inflected."""
    last = regex.search(r"[^\W_]*$", label.text)[0]
    if label.language != "en" or label.inflect == "none" or not regex.fullmatch(r"(?:(?=\p{Ll})\p{Latin}){4,}", last):
        return [(label.text, False)]
    before = label.text.removesuffix(last)
    return [(label.text, False), *((before + other, True) for other in plurals(last) + singulars(last))]


def plurals(word: str) -> list[str]:
    """Return the regular plural of *word*."""
    if re.search(r"[^aeiou]y$", word):
        return [word[:-1] + "ies"]
    if word.endswith("o"):
        return [word + "s", word + "es"]
    return [word + "es" if re.search(r"(s|x|z|ch|sh)$", word) else word + "s"]


def singulars(word: str) -> list[str]:
    """Return what *word* is the regular plural of."""
    candidates = [word[:-3] + "y", word[:-2], word[:-1]]
    return [each for each in candidates if word in plurals(each)]


def has_edges(form: str, reading: str, start: int, end: int) -> bool:
    """Tell whether *form* at its place ends on both sides where a word does."""
    left = reading[:start][::-1]
    right = reading[end:]
    return edge(form[0], left) and edge(form[-1], right) and not (is_latin(form[-1]) and right[:1] in {"+", "#"})


def edge(own: str, outward: str) -> bool:
    """Tell whether a label that ends in *own* may end before the text *outward*, read away from the label."""
    if not is_word(own) or not outward:
        return True
    joined = len(outward) > 1 and outward[0] in ".," and own.isdecimal() and outward[1].isdecimal()
    return not is_word(outward[0]) and not joined


@cache
def is_word(character: str) -> bool:
    """Tell whether *character* makes a longer word of what it stands beside."""
    if SPACELESS.match(character):
        return False
    return character == "_" or unicodedata.category(character)[0] in "LNM"


def is_latin(character: str) -> bool:
    """Tell whether *character* is a Latin letter."""
    return bool(regex.match(r"(?=\p{L})\p{Latin}", character))


def has_case(label: Label, form: str, reading: str, start: int, end: int) -> bool:
    """Tell whether the capitals at a place are those that *label* allows."""
    piece, typed = shape(reading[start:end]), shape(form)
    if piece == typed:
        return True
    if label.case == "exact":
        return False
    if label.case == "fold" or not any(character.isupper() for character in label.text):
        return True
    return piece == typed.upper() or (piece == raised(typed) and SENTENCE_START.search(reading[:start]) is not None)


def raised(text: str) -> str:
    """Return *text* with its first letter a capital."""
    first = next(index for index, character in enumerate(text) if character.isalpha())
    return text[:first] + text[first].upper() + text[first + 1 :]


def has_context(label: Label, reading: str, start: int, end: int) -> bool:
    """Tell whether the contexts of *label* allow a place."""

    def holds(context: str) -> bool:
        quotation, text = shape(context).lower(), shape(label.text).lower()
        return any(
            quotation.startswith(text, at)
            and shape(reading[:start]).lower().endswith(quotation[:at])
            and shape(reading[end:]).lower().startswith(quotation[at + len(text) :])
            for at in range(len(quotation))
        )

    return (not label.only_in or any(map(holds, label.only_in))) and not any(map(holds, label.not_in))


# How far a place deviates from what was typed


def deviation(form: str, piece: str, inflected: bool) -> int:
    """Return the strongest deviation of *piece* from *form*, as an index into MATCHES."""
    if typed(piece).lower() != typed(form).lower():
        return MATCHES.index("variant")
    if inflected:
        return MATCHES.index("inflected")
    return MATCHES.index("exact" if typed(piece) == typed(form) else "case")


@cache
def typed(text: str) -> str:
    """Return *text* with what is a matter of typography taken out: quotes straight, white space one space."""
    return re.sub(r"\s+", " ", text.translate(STRAIGHT))


@cache
def shape(text: str) -> str:
    """Return *text* in one of its variants: composed, narrow, simplified; capitals stay."""
    narrow = "".join(map(narrowed, unicodedata.normalize("NFC", typed(text))))
    return "".join(map(simplified, unicodedata.normalize("NFC", narrow)))


@cache
def narrowed(character: str) -> str:
    """Return the usual form of a full-width character."""
    wide = unicodedata.decomposition(character).startswith("<wide>")
    return unicodedata.normalize("NFKC", character) if wide else character


@cache
def simplified(character: str) -> str:
    """Return the simplified form of a traditional character."""
    return SIMPLIFIED.convert(character)


# What is left of overlapping places, and where it stands in the body


def leftmost_longest(places: Sequence[Place]) -> Iterator[list[Place]]:
    """Yield the winners from left to right, each with a place of every term tied on its span."""
    done = 0
    for start, end in sorted({(place.start, place.end) for place in places}, key=lambda span: (span[0], -span[1])):
        if start < done:
            continue
        tied = [place for place in places if (place.start, place.end) == (start, end)]
        slugs = dict.fromkeys(place.term for place in tied)
        yield [best(place for place in tied if place.term == slug) for slug in slugs]
        done = end


def best(places: Iterator[Place]) -> Place:
    """Return the place that deviates least, then one in the post's language, then that of the first label."""
    return min(places, key=lambda place: (place.deviation, place.foreign, place.label))


def body_offsets(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Yield the body offsets of each character of the reading text."""
    for run in paragraph.runs:
        alike = run.end - run.start == run.length
        for step in range(run.length):
            yield (run.start + step, run.start + step + 1) if alike else (run.start, run.end)
