"""What is done in processes of their own while edits are followed, so that pages go on being served.

Both processes stay: the one that builds keeps what it has read, the one that studies keeps its dictionaries.
"""

import gc
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from glossary.build import build_glossary, suggest_terms
from glossary.build.memory import Memory
from glossary.build.tally import Report
from glossary.check import find_problems
from glossary.errors import GlossaryError, InputError, Problem


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a build is made from, and where it goes."""

    content: tuple[Path, ...]
    terms: Path
    output: Path
    drafts: bool = False
    candidates: bool = True
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build: a report, or the problems for which the old database stayed."""

    report: Report | None = None
    problems: tuple[Problem, ...] = ()


# To look for garbage in all that a process keeps takes as long as a build: it is done once in so many times.
COLLECTED = 10
_done = count(1)
# Of the process that builds.
_memory = Memory()


def build_now(inputs: Inputs, *, study: bool = False, in_haste: bool = False) -> Outcome:
    """Build; without *study*, what has not been studied yet is left to ``study_now``; in haste, ranking to another."""
    try:
        report = build_glossary(
            inputs.content, inputs.terms, inputs.output, drafts=inputs.drafts, candidates=inputs.candidates,
            study=study, in_haste=in_haste, find_problems=find_problems, memory=_memory,
        )  # fmt: skip
    except InputError as error:
        return Outcome(problems=error.problems)
    except GlossaryError as error:
        return Outcome(problems=(told(error),))
    finally:
        if not in_haste or not inputs.candidates:  # else somebody waits, and a build without haste mostly follows
            _collect()
    return Outcome(report)


def study_now(inputs: Inputs) -> None:
    """Study what has changed, and keep the findings for the next build; what cannot be read is the build's to tell."""
    try:
        suggest_terms(inputs.content, inputs.terms, jobs=inputs.jobs, drafts=inputs.drafts)
    except GlossaryError:
        return
    finally:
        _collect()


def _collect() -> None:
    """Collect the garbage of this process if it is time."""
    if next(_done) % COLLECTED == 0:
        gc.collect()


def told(error: GlossaryError) -> Problem:
    """Return as a problem what is wrong with no line of the input: a disk, a database."""
    message, _, fix = str(error).partition(" Fix: ")
    return Problem("error", "build", message.rstrip("."), fix)
