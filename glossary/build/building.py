"""The walk from a folder of posts and a terms.yaml to one database, as a table of contents.

First everything is gathered, then everything is written: beside the old database and in its place only when verified;
or, where the last build is remembered, what has changed into that, in a transaction that ends only when verified.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from glossary.build.analysis import Analyses, analyse_in_order
from glossary.build.cache import open_cache
from glossary.build.counterparts import Counterparts, Pairs
from glossary.build.filling import fill_posts, fill_tables
from glossary.build.gathering import Progress, gather
from glossary.build.memory import Memory, Remembered, Written
from glossary.build.patching import move_posts, patch_posts, patch_tables
from glossary.build.proposing import CACHE, propose
from glossary.build.studies import load_early
from glossary.build.tables import TOLD, Tables, Told, found_tables, pair_tables, told
from glossary.build.tally import FindProblems, Report, Tally
from glossary.build.workers import executor_of, without_garbage_collection
from glossary.database import (
    building_file,
    check_invariants,
    check_output,
    check_patched,
    create_database,
    create_indexes,
    open_to_patch,
    place,
    replace_rows,
    write_pairs,
    write_rows,
)
from glossary.errors import GlossaryError
from glossary.mention import compile_labels


def build_glossary(
    content: Sequence[Path],
    terms: Path,
    output: Path,
    *,
    jobs: int = 1,
    drafts: bool = False,
    candidates: bool = True,
    study: bool = True,
    in_haste: bool = False,
    from_scratch: bool = False,
    find_problems: FindProblems = lambda tally: (),
    memory: Memory | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> Report:
    """Build the database at *output* from the posts below *content* and the terms of *terms*.

    Without *study*, candidates come only from posts that have been studied before, and the count ``unstudied`` says how
    many were not; in haste, what was proposed last stands for a while, and the count ``unranked`` says so. What
    *find_problems* finds is written beside the problems of the readers; glossary.check has all there is to find. With a
    *memory*, only what has changed since the last build with it is read, found and written, in this process alone.
    Raises GlossaryError, with the old database untouched, if the input or the result is wrong.
    """
    check_output(output)
    # A process in which threads are about, as they are while SQLite patches, must not be forked.
    with executor_of(1 if memory else jobs) as executor, without_garbage_collection(), _clear_database_errors(output):
        recall = memory.recall("file") if memory else None
        gathered = gather(content, terms, drafts=drafts, executor=executor, recall=recall, progress=progress)
        if candidates and study:
            load_early(gathered.posts, open_cache(CACHE, reads=not from_scratch), executor, jobs)
        remembered = memory.remember(gathered, output) if memory else None
        lexicon = remembered.lexicon if remembered else compile_labels(gathered.glossary.terms)
        tally, counterparts = Tally(gathered, lexicon), Counterparts(gathered.posts)
        analysed: Analyses = (
            remembered.analysed() if remembered else analyse_in_order(gathered.posts, lexicon, executor)
        )
        analysed = _counted(analysed, tally, counterparts, progress)
        pairs = counterparts.pairs(executor, progress, memory.recall("alignment") if memory and remembered else None)

        def tell() -> Told:
            report, last = tally.report(find_problems), memory and memory.last
            proposed = propose(
                gathered, tally.labels_by_post(), counterparts.beads, executor, study=study, in_haste=in_haste,
                from_scratch=from_scratch, memory=memory, progress=progress,
            ) if candidates else None  # fmt: skip
            if proposed:
                report = replace(report, counts={**report.counts, **proposed.counts()})
            return told(
                gathered, tally, counterparts.counts, report, proposed.candidates if proposed else (),
                proposed.cut() if proposed else None, last.told if last else None, (terms, *content),
            )  # fmt: skip

        @cache
        def find() -> Tables:
            found = found_tables(gathered, tally, terms)
            return {**found, **pair_tables(pairs)} if remembered else found

        if memory and remembered:
            if memory.last:
                end = _patch(output, memory.last, remembered, analysed, find, tell)
            else:
                end = _fill(output, analysed, (), find, tell, progress)
            memory.last = Written(output, remembered.kept(), find(), end)
        else:
            end = _fill(output, analysed, pairs, find, tell, progress)
    return end.report


def _fill(
    output: Path,
    analysed: Analyses,
    pairs: Pairs,
    find: Callable[[], Tables],
    tell: Callable[[], Told],
    progress: Progress,
) -> Told:
    """Write a new database and put it in place."""
    with building_file(output) as path:
        db = create_database(path)
        fill_posts(db, analysed)
        for table, paired in pairs:
            write_pairs(db, table, paired)
        fill_tables(db, find())
        end = tell()
        progress("written", 0, 3)
        for table, rows in end.tables.items():
            write_rows(db, table, rows)
        create_indexes(db)
        db.conn.execute("COMMIT")
        db.close()
        progress("written", 1, 3)
        check_invariants(path)
        progress("written", 2, 3)
        place(path, output)
        progress("written", 3, 3)
    return end


def _patch(
    output: Path,
    last: Written,
    remembered: Remembered,
    analysed: Analyses,
    find: Callable[[], Tables],
    tell: Callable[[], Told],
) -> Told:
    """Write into the database what differs from the *last* build.

    SQLite works outside the interpreter's lock, in a thread, while what it does not wait for is found and told.
    """
    with open_to_patch(output, last.told.tables["build"]) as db:
        with ThreadPoolExecutor(1) as thread:
            moving = thread.submit(move_posts, db, last, remembered)
            deque(analysed, 0)
            tables = find()
            changed = {"mentions"} if moving.result() else set()
            changed |= patch_posts(db, last, remembered) | patch_tables(db, last, tables)
            checked = thread.submit(check_patched, db.conn, changed, TOLD)
            end = tell()
            checked.result()
        for table, rows in end.tables.items():
            replace_rows(db, table, last.told.tables[table], rows)
        check_patched(db.conn, TOLD)
    return end


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


def _counted(analysed: Analyses, tally: Tally, counterparts: Counterparts, progress: Progress) -> Analyses:
    """Yield what was analysed, and note in *tally* and *counterparts* what there is."""
    for first, posts, chunk in analysed:
        tally.add(first, posts, chunk)
        counterparts.add(first, chunk)
        progress("mentions found", first + len(posts), len(counterparts.posts))
        yield first, posts, chunk


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
