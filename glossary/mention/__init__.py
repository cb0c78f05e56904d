"""Finding where the labels of terms stand in posts."""

from glossary.mention.finding import find_mentions
from glossary.mention.inflection import inflected_forms
from glossary.mention.lexicon import Lexicon, admits, compile_labels

__all__ = ["Lexicon", "admits", "compile_labels", "find_mentions", "inflected_forms"]
