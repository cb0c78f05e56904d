"""The loop: something has changed → build in haste → tell the pages; study what is new → build → tell them again."""

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType
from typing import TYPE_CHECKING

from glossary.build.workers import start_worker
from glossary.errors import Problem
from glossary.follow.processing import Inputs, Outcome, build_now, study_now
from glossary.follow.watching import Watcher
from glossary.plugin.live import Live

if TYPE_CHECKING:
    from glossary.build.tally import Report

# A build waits for SQLite in one thread while Python works in another: thirty answers, and each waits for its turn.
SWITCH_SECONDS = 0.0005
LOST = Problem("error", "build", "The build ended without an answer", "save again; if it stays so, start serve anew")


class Follower:
    """Keeps the database as the files are, between ``start`` and ``stop``."""

    def __init__(self, inputs: Inputs, live: Live, tell: Callable[[Outcome], None] = lambda outcome: None) -> None:
        self.inputs = inputs
        self.live = live
        self._tell = tell
        self._wake = threading.Event()
        self._due = threading.Event()  # what was put off in haste
        self._stop = threading.Event()
        self._watcher = Watcher(inputs.content, inputs.terms, self._wake.set)
        self._builder = _new_process()
        self._student = _new_process()
        self._studying: Future[None] | None = None
        self._studied = ""  # the input that was studied last
        self._last: Report | None = None
        self._thread = threading.Thread(target=self._follow, daemon=True, name="follow")

    def watch(self) -> None:
        """Watch, before anything is built: what changes meanwhile is built after ``start``."""
        self._watcher.start()

    def start(self, last: Outcome) -> None:
        """Follow from what came of the *last* build on; if it failed, another is tried with the next change."""
        self._last = last.report
        looking = last.report is not None and "unstudied" in last.report.counts
        self.live.publish(replace(self.live.state, problems=last.problems, looking=looking))
        if last.report and looking:
            self._study(last.report.input)
        self._thread.start()

    def stop(self) -> None:
        """Watch and build no more; a build under way is waited for."""
        self._stop.set()
        self._wake.set()
        self._watcher.stop()
        self._thread.join(timeout=30)
        for worker in multiprocessing.active_children():
            worker.terminate()  # what it studies it can study another time
        for process in (self._builder, self._student):
            process.shutdown(cancel_futures=True)

    def _follow(self) -> None:
        while True:
            self._wake.wait()
            if self._stop.is_set():
                return
            self._wake.clear()
            in_haste = not self._due.is_set()
            self._due.clear()
            edits = self.live.edits()  # before anything is read
            self._settle(self._build(in_haste=in_haste), edits)

    def _build(self, **how: bool) -> Outcome:
        try:
            with _uninterrupted():
                answer = self._builder.submit(build_now, self.inputs, **how)
            return answer.result()
        except (BrokenProcessPool, OSError) as error:
            self._builder = _new_process()
            return Outcome(problems=(replace(LOST, message=f"{LOST.message} ({error})"),))

    def _settle(self, outcome: Outcome, edits: int) -> None:
        """Tell the pages what came of a build that holds so many *edits*, and have studied what it lacked."""
        state, report = self.live.state, outcome.report
        if report and "unstudied" in report.counts and self._studied == report.input and self._is_idle():
            outcome = self._build(study=True)  # what was studied could not be kept: then all at once
            report = outcome.report
        if report is None:
            if outcome.problems != state.problems:
                self._tell(outcome)
            self.live.publish(replace(state, problems=outcome.problems))
            return
        looking = not report.counts.keys().isdisjoint(("unstudied", "unranked"))
        if "unstudied" in report.counts:
            if self._is_idle():
                self._study(report.input)
        elif looking:
            self._catch_up()
        if report != self._last:
            self._tell(outcome)
        if report != self._last or edits != state.edits:  # who waits for an edit is told even if it changed nothing
            state = replace(state, version=state.version + 1, edits=edits)
        self._last = report
        self.live.publish(replace(state, problems=(), looking=looking))

    def _study(self, input_: str) -> None:
        with _uninterrupted():
            try:
                self._studying = self._student.submit(study_now, self.inputs)
            except BrokenProcessPool:
                self._student = _new_process()
                self._studying = self._student.submit(study_now, self.inputs)
        self._studied = input_
        self._studying.add_done_callback(lambda _: self._catch_up())

    def _is_idle(self) -> bool:
        """Tell whether nothing is being studied."""
        return self._studying is None or self._studying.done()

    def _catch_up(self) -> None:
        """Have built once more, without haste."""
        self._due.set()
        self._wake.set()


def _new_process() -> ProcessPoolExecutor:
    """Return a process that stays; spawned, since threads are about."""
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_start)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let processes that are started here hear no Ctrl-C, which reaches them before they can say so themselves."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start() -> None:
    start_worker()
    signal.signal(signal.SIGTERM, _end)
    sys.setswitchinterval(SWITCH_SECONDS)


def _end(number: int, frame: FrameType | None) -> None:
    """End with the processes that this one has started, and give back what it shares with them."""
    for worker in multiprocessing.active_children():
        worker.terminate()
    sys.exit(128 + number)
