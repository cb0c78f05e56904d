"""Checking: a table of rules on posts, terms and mentions, and of what the readers find already."""

from glossary.check.checking import check_glossary, find_problems
from glossary.check.choosing import choose_codes
from glossary.check.rule import Rule
from glossary.check.table import RULES

__all__ = ["RULES", "Rule", "check_glossary", "choose_codes", "find_problems"]
