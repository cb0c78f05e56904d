"""Finding where the labels of terms stand in posts."""

from glossary.mention.finding import contexts_within, find_mentions, labels_within
from glossary.mention.inflection import inflected_forms
from glossary.mention.lexicon import Lexicon, admits, compile_labels

__all__ = [
    "Lexicon",
    "admits",
    "compile_labels",
    "contexts_within",
    "find_mentions",
    "inflected_forms",
    "labels_within",
]
