"""The walk of ``glossary check``: what a build reads and finds, then every rule."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from glossary.build import Report, Tally, survey
from glossary.check.rule import Whole
from glossary.check.table import RULES
from glossary.errors import Problem


def find_problems(tally: Tally) -> Iterator[Problem]:
    """Yield what the rules find in the posts, terms and mentions of *tally*; hand it to build_glossary."""
    whole = Whole(tally)
    for rule in RULES:
        for finding in rule.find(whole) if rule.find else ():
            yield Problem(rule.severity, rule.code, *finding)


def check_glossary(content: Sequence[Path], terms: Path, *, jobs: int = 1, drafts: bool = False) -> Report:
    """Do what a build does but for the database, and return what there is to tell.

    Raises InputError with the faults that would stop a build.
    """
    return survey(content, terms, jobs=jobs, drafts=drafts).report(find_problems)
