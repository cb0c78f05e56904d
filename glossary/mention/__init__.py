"""Finding where the labels of terms stand in posts."""

from glossary.mention.finding import find_mentions
from glossary.mention.inflection import inflected_forms
from glossary.mention.lexicon import Lexicon, compile_labels

__all__ = ["Lexicon", "compile_labels", "find_mentions", "inflected_forms"]
