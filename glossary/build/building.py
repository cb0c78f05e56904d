"""The walk from a folder of posts and a terms.yaml to one database, as a table of contents.

First everything is gathered, then everything is written, beside the old database and in its place only when verified.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from glossary import __version__
from glossary.build.analysis import Chunk, analyse_in_order
from glossary.build.counterparts import Counterparts, Recall
from glossary.build.gathering import Gathered, Progress, gather
from glossary.build.memory import Built, Memory
from glossary.build.proposing import Proposed, propose
from glossary.build.studies import Alignments
from glossary.build.tally import FindProblems, Report, Tally
from glossary.build.workers import executor_of, without_garbage_collection
from glossary.database import (
    APPLICATION,
    building_file,
    check_invariants,
    check_output,
    copy_database,
    copy_paragraph_index,
    create_database,
    create_indexes,
    forget_candidates,
    forget_terms,
    path_within,
    place,
    schema_hash,
    to_json,
    unchecked,
    write_alignments,
    write_build,
    write_candidates,
    write_counts,
    write_mention_candidates,
    write_mention_pairs,
    write_mentions,
    write_paragraphs,
    write_post_search,
    write_post_texts,
    write_posts,
    write_problems,
    write_term_search,
    write_terms,
)
from glossary.errors import GlossaryError
from glossary.mention import Lexicon, compile_labels
from glossary.model import Post

AMBIGUOUS_REASON = "several terms have this label and no context tells them apart"


def build_glossary(
    content: Sequence[Path],
    terms: Path,
    output: Path,
    *,
    jobs: int = 1,
    drafts: bool = False,
    candidates: bool = True,
    study: bool = True,
    from_scratch: bool = False,
    find_problems: FindProblems = lambda tally: (),
    memory: Memory | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> Report:
    """Build the database at *output* from the posts below *content* and the terms of *terms*.

    Without *study*, candidates come only from posts that have been studied before, and the count ``unstudied`` says how
    many were not. What *find_problems* finds is written beside the problems of the readers; glossary.check has all
    there is to find. With a *memory*, only what has changed since the last build with it is analysed.
    Raises GlossaryError, with the old database untouched, if the input or the result is wrong.
    """
    check_output(output)
    with (
        executor_of(jobs) as executor,
        building_file(output) as path,
        without_garbage_collection(),
        _clear_database_errors(output),
    ):
        gathered = gather(content, terms, drafts=drafts, executor=executor, progress=progress)
        lexicon = memory.lexicon(gathered.glossary.terms) if memory else compile_labels(gathered.glossary.terms)
        last = memory.same_mentions(gathered, output) if memory and memory.holds(gathered.posts) else None
        db = copy_database(output, path, last.input_hash) if last and output.exists() else None
        if memory and last and db:
            tally, beads, paired = _retell(db, last, gathered, lexicon, memory, terms)
        else:
            last, db = None, create_database(path)
            write_terms(db, gathered.glossary, terms)
            recall = None
            if memory and memory.holds(gathered.posts):
                analysed, recall = memory.analyse(gathered.posts, lexicon), memory.recall_beads()
            else:
                analysed = analyse_in_order(gathered.posts, lexicon, executor)
            tally, counterparts = _write_posts(db, gathered, lexicon, analysed, progress)
            beads, paired = _write_counterparts(db, counterparts, executor, progress, recall)
        report = tally.report(find_problems)
        proposed: Proposed | None = None
        if candidates:
            proposed = propose(
                gathered, tally.labels_by_post(), beads, executor, study=study, from_scratch=from_scratch,
                memory=memory, progress=progress,
            )  # fmt: skip
            if not last or last.candidates is not proposed.candidates:
                forget_candidates(db)
                write_candidates(db, proposed.candidates)
            report = replace(report, counts={**report.counts, **proposed.counts()})
        progress("written", 0, 3)
        write_counts(db, tally.term_rows(), tally.label_mentions)
        write_problems(
            db,
            [replace(problem, path=path_within(problem.path, (terms, *content))) for problem in report.problems],
            {term.slug: number for number, term in enumerate(gathered.glossary.terms, 1)},
            {post.path: number for number, post in enumerate(gathered.posts, 1)},
        )
        write_build(db, _facts(gathered, tally, {**report.counts, **paired}, proposed))
        if not last:
            create_indexes(db)
        db.conn.execute("COMMIT")
        db.close()
        progress("written", 1, 3)
        check_invariants(path)
        progress("written", 2, 3)
        place(path, output)
        progress("written", 3, 3)
    if memory:
        found = proposed.candidates if proposed else None
        memory.last = Built(gathered, memory.labels, output, report.input, beads, paired, found)
    return report


def _retell(
    db: Database, last: Built, gathered: Gathered, lexicon: Lexicon, memory: Memory, terms: Path
) -> tuple[Tally, Alignments, Mapping[str, int]]:
    """Tell the terms anew in a copy of the last database, whose posts and labels are those of today."""
    tally = Tally(gathered, lexicon)
    for first, posts, chunk in memory.analyse(gathered.posts, lexicon):
        tally.add(first, posts, chunk)
    search_offset = tally.paragraphs + len(gathered.posts)
    forget_terms(db, last.gathered.glossary, search_offset)
    write_terms(db, gathered.glossary, terms)
    write_term_search(db, gathered.glossary, search_offset)
    return tally, last.beads, last.paired


def survey(content: Sequence[Path], terms: Path, *, jobs: int = 1, drafts: bool = False) -> Tally:
    """Read and find what a build does, write nothing, and return what there is.

    Raises InputError with the faults that would stop a build.
    """
    with executor_of(jobs) as executor, without_garbage_collection():
        gathered = gather(content, terms, drafts=drafts, executor=executor)
        lexicon = compile_labels(gathered.glossary.terms)
        tally = Tally(gathered, lexicon)
        for first, posts, chunk in analyse_in_order(gathered.posts, lexicon, executor):
            tally.add(first, posts, chunk)
    return tally


def _write_posts(
    db: Database,
    gathered: Gathered,
    lexicon: Lexicon,
    analysed: Iterable[tuple[int, Sequence[Post], Chunk]],
    progress: Progress,
) -> tuple[Tally, Counterparts]:
    """Write the posts, analysed chunk by chunk, with their paragraphs and mentions."""
    tally, counterparts = Tally(gathered, lexicon), Counterparts(gathered.posts)
    post_count = len(gathered.posts)
    derived: list[dict[str, Any]] = []
    candidates: list[dict[str, Any]] = []
    with unchecked(db):
        for first, posts, chunk in analysed:
            paragraphs, mentions = tally.paragraphs, tally.mentions
            tally.add(first, posts, chunk)
            counterparts.add(first, chunk)
            write_post_texts(db, posts, chunk.bodies(), first + 1)
            rows = [
                (number, *row[:6], posts[row[0] - first - 1].body[row[4] : row[5]], row[6])
                for number, row in enumerate(chunk.paragraphs, paragraphs + 1)
            ]
            write_paragraphs(db, rows, chunk.folded)
            write_mentions(db, chunk.mentions, paragraphs)
            derived += _derived(chunk, first + 1, tally.names)
            candidates += _candidates(chunk, mentions + 1)
            progress("mentions found", first + len(posts), post_count)
    copy_paragraph_index(db)
    write_post_search(db, gathered.posts, tally.paragraphs)
    write_term_search(db, gathered.glossary, tally.paragraphs + post_count)
    # sqlite-utils sets a savepoint, at which FTS5 writes out what it has gathered: once, not once a chunk.
    write_posts(db, gathered.posts, derived)
    write_mention_candidates(db, candidates)
    return tally, counterparts


def _write_counterparts(
    db: Database, counterparts: Counterparts, executor: Executor | None, progress: Progress, recall: Recall | None
) -> tuple[Alignments, dict[str, int]]:
    """Write which paragraphs and mentions of posts and their translations correspond.

    Returns the beads by pairs of posts' indexes, and the number of rows in either table.
    """
    places, beads = counterparts.places, {}
    alignments = mention_pairs = 0
    for aligned in counterparts.align_in_order(executor, progress, recall):
        one, other = aligned.one, aligned.other
        alignments += write_alignments(db, aligned.paragraphs(places[one].paragraphs, places[other].paragraphs))
        mention_pairs += write_mention_pairs(db, aligned.mentions)
        beads[one, other] = aligned.beads
    return beads, {"alignments": alignments, "mention_pairs": mention_pairs}


def _derived(chunk: Chunk, first_id: int, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield for each post of a chunk its number of mentions and the names of its terms."""
    ambiguous = Counter(chunk.mentions[index][2] for index, _ in chunk.ambiguous)
    for post_id, terms in enumerate(chunk.terms, first_id):
        names_here = sorted({names[term - 1] for term in terms})
        yield {"mention_count": sum(terms.values()) + ambiguous[post_id], "terms": to_json(names_here)}


def _candidates(chunk: Chunk, first_id: int) -> Iterator[dict[str, Any]]:
    """Yield what the ambiguous mentions of a chunk may mean; its first mention has *first_id*."""
    for index, claims in chunk.ambiguous:
        for term, label in claims:
            yield {"mention_id": first_id + index, "term_id": term, "label_id": label, "reason": AMBIGUOUS_REASON}


def _facts(gathered: Gathered, tally: Tally, counts: Mapping[str, int], proposed: Proposed | None) -> dict[str, str]:
    """Return the rows of the build table."""
    glossary = gathered.glossary
    facts = {
        "application": APPLICATION,
        "version": __version__,
        "schema": schema_hash(),
        "input": gathered.input_hash(),
        "title": glossary.title,
        "description": to_json(dict(glossary.description)),
        "author": glossary.author,
        "license": glossary.license,
        "address": glossary.address,
        "languages": to_json(glossary.languages),
        "main_language": glossary.languages[0],
        "longest_value": str(tally.longest),
        "cut": to_json(proposed.cut()) if proposed else None,
        **{name: str(count) for name, count in counts.items()},
    }
    return {key: value for key, value in facts.items() if value is not None}


@contextmanager
def _clear_database_errors(output: Path) -> Iterator[None]:
    """Turn what SQLite and the disk say into one line for the user."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise GlossaryError(f"The database would be wrong, so the old one stays: {error}.") from error
    except (sqlite3.Error, OSError) as error:
        raise GlossaryError(
            f"{output}: could not be written, the old database stays ({error}). "
            "Fix: free disk space and check the folder's permissions, then build again."
        ) from error
