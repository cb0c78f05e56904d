"""Which terms are called as somebody typed it, or nearly so: labels, their pinyin, and how both are written."""

from glossary.plugin.spellings.keeping import labels_in
from glossary.plugin.spellings.labels import Label, Labels, Match, Nearness

__all__ = ["Label", "Labels", "Match", "Nearness", "labels_in"]
