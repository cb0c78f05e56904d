"""Building the database: gather, analyse, write beside, verify, put in place."""

from glossary.build.analysis import Chunk, analyse
from glossary.build.building import build_glossary, survey
from glossary.build.gathering import Gathered, gather
from glossary.build.proposing import Proposed, suggest_terms
from glossary.build.tally import Report, Tally

__all__ = [
    "Chunk",
    "Gathered",
    "Proposed",
    "Report",
    "Tally",
    "analyse",
    "build_glossary",
    "gather",
    "suggest_terms",
    "survey",
]
