"""The nouns, each frozen: what the stages take and give.

Offsets are Unicode code points, half-open. *Body offsets* count in a post's body, *reading offsets* in a paragraph's
reading text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

KINDS = {
    "person": "a real or fictional named person, nicknames included",
    "organisation": "a company, laboratory, ministry or school",
    "place": "a named place that carries meaning beyond geography",
    "work": "a titled book, film, drama, game, song or paper",
    "event": "a named historical event, period, policy or campaign",
    "project": "a named project, programme or system",
    "technology": "named software, hardware, model, dataset or algorithm",
    "concept": "a technical or scholarly term with a settled meaning",
    "allusion": "a phrase that points at a text, story, history or proverb without naming it",
    "slang": "internet, workplace or in-group slang, jargon or euphemism",
    "wordplay": "a pun, a transliteration joke, an author's own coinage or mock name",
}
ZONES = ("heading", "table", "list", "quote", "link", "prose")
LABEL_TYPES = ("preferred", "alternative", "hidden")
CASE_POLICIES = ("smart", "exact", "fold")
RELATION_TYPES = ("related", "broader", "alludes_to")
NOTE_TYPES = ("scope", "usage", "etymology", "editorial")
STATUSES = ("draft", "reviewed")
# From the weakest deviation to the strongest; a mention's `match` names the strongest.
MATCHES = ("exact", "case", "inflected", "variant")


@dataclass(frozen=True, slots=True)
class Post:
    """One Markdown file: what its front matter says, and its body."""

    path: str  # relative to the content folder, /-separated
    file: str  # as the user reaches it, for messages
    slug: str
    title: str
    language: str  # BCP 47
    translation_key: str
    body: str  # the text after the front matter; BOM removed, CRLF read as LF
    body_line: int  # 1-based line of the file on which the body starts
    sha256: str  # of the file's bytes
    date: str | None = None  # YYYY-MM-DD
    author: str | None = None
    description: str | None = None
    source_title: str | None = None
    source_author: str | None = None
    source_date: str | None = None
    source_url: str | None = None
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    front_matter: str = "{}"  # what has no field of its own, as JSON


class Run(NamedTuple):
    """A stretch of reading text and where it comes from.

    ``length`` reading characters from reading offset ``reading`` stand one for one at body offset ``start``, unless
    ``end - start != length``: then the body's ``[start, end)`` is read as a whole (an entity, a line break).
    """

    reading: int
    length: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The innermost block of text, as typed and as read."""

    position: int  # 1-based within its post
    zone: str  # heading, table, list, quote or prose
    heading: str  # reading text of the nearest heading above, or ""
    start: int  # body offset
    end: int  # body offset
    reading: str
    runs: tuple[Run, ...]  # cover the reading text, in order
    unsearched: tuple[tuple[int, int], ...] = ()  # reading offsets of code, math and addresses
    links: tuple[tuple[int, int], ...] = ()  # reading offsets of link texts


@dataclass(frozen=True, slots=True)
class Label:
    """One written form of a term in one language."""

    language: str  # BCP 47
    text: str
    type: str = "alternative"  # preferred, alternative or hidden; settled when read: at most one preferred a language
    case: str = "smart"  # smart, exact or fold
    inflect: str = "auto"  # auto or none
    boundary: str = "edge"  # edge or none
    only_in: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()  # slugs or globs on paths; empty: every post
    pinyin: str = ""  # how it is spoken, where that is typed
    line: int = field(default=0, compare=False)  # 1-based, of the file that defines its term


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from."""

    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One meaning with all its labels in all languages."""

    slug: str
    kind: str
    labels: tuple[Label, ...]  # in the order typed
    explanation: Mapping[str, str] = field(default_factory=dict)  # by language, the order typed
    origin: Mapping[str, str] = field(default_factory=dict)  # by language
    notes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # type → language → text
    sources: tuple[Source, ...] = ()
    related: tuple[str, ...] = ()  # slugs
    broader: tuple[str, ...] = ()
    alludes_to: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    status: str = "draft"
    path: str = ""  # the file that defines it, as the user reaches it
    line: int = 0  # 1-based, of the slug

    def names(self) -> dict[str, str]:
        """Return the preferred label of each language, in the order typed."""
        return {label.language: label.text for label in self.labels if label.type == "preferred"}


@dataclass(frozen=True, slots=True)
class Glossary:
    """Everything terms.yaml says."""

    title: str = "Glossary"
    description: Mapping[str, str] = field(default_factory=dict)  # by language
    author: str | None = None
    license: str | None = None
    address: str | None = None
    languages: tuple[str, ...] = ("en",)  # the first is the main language
    terms: tuple[Term, ...] = ()  # by slug
    ignored: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # language → refused candidates
    sha256: str = ""  # of the bytes read

    def name_of(self, term: Term) -> str:
        """Return the name *term* goes by: preferred in the main language, else in the next one that has it."""
        names = term.names()
        order = (*self.languages, *names)
        return next((names[language] for language in order if language in names), term.slug)


class Mention(NamedTuple):
    """A place in a post where a label stands."""

    paragraph: int  # index into the post's paragraphs
    offset: int  # reading offset of its first character
    start: int  # body offset
    end: int
    exact: str  # the body's text
    reading: str  # the same as read
    prefix: str  # up to 32 characters of reading text before
    suffix: str  # and after
    zone: str
    labels: tuple[int, ...]  # indexes into the lexicon's labels; several, each of another term: ambiguous
    match: str  # exact, case, inflected or variant
    gloss: str | None = None


class Evidence(NamedTuple):
    """What speaks for a candidate, or against it."""

    signal: str  # name of the signal, kebab-case
    value: float | str  # what was seen: a count, a share, a text
    weight: float  # what it added to the score; negative: took away


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expression that looks like a term and is not yet in terms.yaml."""

    language: str  # BCP 47, of the posts in which it stands
    text: str
    score: float  # higher: more likely a term
    kind: str | None  # what it looks like
    mention_count: int
    post_count: int
    gloss: str | None  # what a post says in brackets right behind it
    counterpart: str | None  # the expression in the translation
    example: str  # a passage in which it stands
    evidence: tuple[Evidence, ...]
    status: str = "new"  # new or ignored
