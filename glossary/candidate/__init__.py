"""Candidates: expressions that look like terms and are not yet in terms.yaml, with the evidence."""

from glossary.candidate.ranking import default_cut, rank
from glossary.candidate.studying import load, study

__all__ = ["VERSION", "default_cut", "load", "rank", "study"]

# Part of the key under which studies are kept; the code and the weights are in it by their own bytes.
VERSION = "1"
