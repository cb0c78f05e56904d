"""The labels of each glossary, read once for each state of its database."""

import sqlite3
from collections.abc import Mapping
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from glossary.plugin.databases import Attached
from glossary.plugin.queries.search import LABELS
from glossary.plugin.spellings.labels import Label, Labels

_kept: WeakKeyDictionary[Any, tuple[object, Labels]] = WeakKeyDictionary()
_one_reader = Lock()


async def labels_in(glossary: Attached, build: Mapping[str, str]) -> Labels:
    """Return the labels of *glossary*, whose table ``build`` says *build*."""
    database = glossary.datasette.get_database(glossary.name)
    state = (dict(build), database.mtime_ns)
    kept = _kept.get(database)
    if kept and kept[0] == state:
        return kept[1]

    def read(connection: sqlite3.Connection) -> Labels:
        with _one_reader:  # whoever comes second finds them read
            kept = _kept.get(database)
            if not kept or kept[0] != state:
                kept = _kept[database] = (state, Labels([Label(*row) for row in connection.execute(LABELS)]))
            return kept[1]

    labels: Labels = await database.execute_fn(read)
    return labels
