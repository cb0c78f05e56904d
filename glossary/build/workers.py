"""The processes that a build works with, and what makes Python quick in them."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager


@contextmanager
def executor_of(jobs: int) -> Iterator[Executor | None]:
    """Give a pool of *jobs* processes, which start when they are first needed; None for one job."""
    if jobs < 2:
        yield None
        return
    try:
        executor = ProcessPoolExecutor(jobs, initializer=start_worker)
    except (ImportError, NotImplementedError, OSError):
        # Where the system has no semaphores to share, a pool cannot even be made: one process does it all.
        yield None
        return
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def start_worker() -> None:
    """Make a process that was just started a worker; whoever lets it last collects its garbage."""
    # A terminal or service manager that ends the whole group ends the parent alone, and that stops its workers: for an
    # answer that a worker has half sent when it ends, the parent would wait without end.
    if hasattr(os, "setpgrp"):
        os.setpgrp()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.disable()


def _end_with_parent() -> None:
    """End this worker when its parent is gone; killed, that can tell nobody, and a worker waits for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Keep Python from walking millions of rows that hold no cycles: half of the time, else."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
