"""Alignment: which paragraphs of a post and its translation say the same, and which mentions."""

from glossary.alignment.aligning import Bead, align
from glossary.alignment.mentions import pair_mentions
from glossary.alignment.profiles import Passage

__all__ = ["Bead", "Passage", "align", "pair_mentions"]
