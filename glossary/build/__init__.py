"""Building the database: gather, analyse, write beside, verify, put in place."""

from glossary.build.analysis import Chunk, analyse
from glossary.build.building import Report, build_glossary, check_glossary
from glossary.build.gathering import Gathered, gather

__all__ = ["Chunk", "Gathered", "Report", "analyse", "build_glossary", "check_glossary", "gather"]
