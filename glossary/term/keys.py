"""The keys of terms.yaml: one list, of which the reader, the editor's schema and the documentation are made.

The names are those of the fields in ``glossary.model``, so that what is read under a key is what the field holds.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final, NamedTuple

from glossary.model import CASE_POLICIES, KINDS, LABEL_TYPES, NOTE_TYPES, RELATION_TYPES, STATUSES

SLUG: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class Shape(Enum):
    """What stands under a key."""

    TEXT = auto()  # one text
    TEXTS = auto()  # a list of texts, or one
    CHOICE = auto()  # one of a few words
    ADDRESS = auto()  # http or https
    PROSE = auto()  # a text in the main language, or texts by language
    SLUGS = auto()  # a list of slugs, or one
    LANGUAGES = auto()  # a list of language tags, or one
    TEXTS_BY_LANGUAGE = auto()
    LABELS = auto()  # by language: a label or a list of them
    NOTES = auto()  # keys, each with prose
    SOURCES = auto()  # a list of titles, addresses or mappings, or one
    GLOSSARY = auto()  # keys
    TERMS = auto()  # slugs, each with keys


class Key(NamedTuple):
    """A key, what it is for and what stands under it."""

    name: str
    shape: Shape
    description: str
    choices: Mapping[str, str] = {}  # word → meaning
    required: bool = False


Keys = Mapping[str, Key]


def _keys(*keys: Key) -> Keys:
    return {key.name: key for key in keys}


def _meaning(words: tuple[str, ...], *meanings: str) -> Mapping[str, str]:
    return dict(zip(words, meanings, strict=True))


SOURCE_KEYS: Final = _keys(
    Key("title", Shape.TEXT, "Title of the work or page."),
    Key("url", Shape.ADDRESS, "Its address, http or https."),
)

LABEL_KEYS: Final = _keys(
    Key("text", Shape.TEXT, "The label itself, as it stands in posts.", required=True),
    Key(
        "type",
        Shape.CHOICE,
        "What the label is to its term. Without any typed preferred, the first that is not hidden is preferred.",
        _meaning(
            LABEL_TYPES,
            "the name the term goes by in this language; one a language",
            "another form, found and shown",
            "found but never shown as a name: a misspelling, an old form",
        ),
    ),
    Key(
        "case",
        Shape.CHOICE,
        "How capital and small letters are compared. Absent: smart.",
        _meaning(
            CASE_POLICIES,
            "a label in small letters matches any case, one with a capital as written or wholly in capitals",
            "only as written",
            "any case",
        ),
    ),
    Key(
        "inflect",
        Shape.CHOICE,
        "Whether the regular English plural or singular is found too. Absent: auto.",
        {"auto": "it is, for English labels", "none": "only the form as written"},
    ),
    Key(
        "boundary",
        Shape.CHOICE,
        "Whether the label must stand as a word of its own. Absent: edge.",
        {"edge": "no letter or digit may touch it", "none": "it is found inside words too"},
    ),
    Key(
        "only_in",
        Shape.TEXTS,
        "Quotations that contain the label; it is found only where one of them stands.",
    ),
    Key(
        "not_in",
        Shape.TEXTS,
        "Quotations that contain the label; it is not found where one of them stands.",
    ),
    Key(
        "posts",
        Shape.TEXTS,
        "The only posts in which it is looked for: slugs, or patterns of paths such as 2025-*.md.",
    ),
    Key(
        "pinyin",
        Shape.TEXT,
        "How a Chinese label is spoken, syllables parted by spaces, where the reading found for it is wrong.",
    ),
)

NOTE_KEYS: Final = _keys(
    *(
        Key(name, Shape.PROSE, description)
        for name, description in _meaning(
            NOTE_TYPES,
            "What the term covers here and what it does not.",
            "Who says it, when and in what tone.",
            "Where the word comes from.",
            "For editors: what is open, doubtful or to be watched.",
        ).items()
    )
)

_RELATIONS: Final = _meaning(
    RELATION_TYPES,
    "Slugs of terms that belong together with this one; it holds in both directions.",
    "Slugs of terms that are more general than this one.",
    "Slugs of terms that this one points at without naming them.",
)

TERM_KEYS: Final = _keys(
    Key("kind", Shape.CHOICE, "What sort of expression the term is.", KINDS, required=True),
    Key(
        "labels",
        Shape.LABELS,
        "Every form the term is written in, by language; the first of a language is the name it goes by.",
        required=True,
    ),
    Key(
        "explanation",
        Shape.PROSE,
        "What the term means here: Markdown, a plain text in the main language or texts by language. "
        "[[slug]] or [[label]] links to a term.",
    ),
    Key("origin", Shape.PROSE, "Where the term comes from: Markdown, like the explanation."),
    Key("notes", Shape.NOTES, "What else is to be said, by type of note."),
    Key("sources", Shape.SOURCES, "Works or pages that the explanation rests on."),
    *(Key(name, Shape.SLUGS, description) for name, description in _RELATIONS.items()),
    Key("formerly", Shape.SLUGS, "Slugs that the term had before; their addresses redirect to it."),
    Key(
        "status",
        Shape.CHOICE,
        "How far the entry has come. Absent: draft.",
        _meaning(STATUSES, "nobody has read it critically yet", "somebody has read it critically"),
    ),
)

GLOSSARY_KEYS: Final = _keys(
    Key("title", Shape.TEXT, "Title of the glossary."),
    Key("description", Shape.PROSE, "A sentence about it, in the main language or by language."),
    Key(
        "languages",
        Shape.LANGUAGES,
        "Language tags (BCP 47). The first is the main language; labels and explanations are asked for in all of them.",
    ),
    Key("author", Shape.TEXT, "Who writes it."),
    Key("license", Shape.TEXT, "On what terms it may be used, such as CC-BY-4.0."),
    Key("address", Shape.ADDRESS, "Where it is published: canonical links, the sitemap and the feed begin with it."),
)

FILE_KEYS: Final = _keys(
    Key("glossary", Shape.GLOSSARY, "What the glossary as a whole is."),
    Key("terms", Shape.TERMS, "The terms: each under its slug, an ASCII name in small letters joined by hyphens."),
    Key("ignore", Shape.TEXTS_BY_LANGUAGE, "Refused candidates by language; they are never proposed again."),
)
