"""The map: terms that appear together as a picture, and the same facts as a table."""

import json
import sqlite3
from asyncio import to_thread
from collections.abc import Collection, Mapping, Sequence
from threading import Lock
from typing import Any, NamedTuple
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from glossary.model import KINDS
from glossary.plugin.pages.drawing import Drawing, draw
from glossary.plugin.pages.links import Counted, Link, around, count, drawn, linked, links
from glossary.plugin.pages.visit import Visit, reads
from glossary.plugin.queries import term_map as queries

TERMS_DRAWN = 60
TERMS_AROUND = 30
# Of how many mentions the map is read: of more than that, one paragraph in so and so many is.
MENTIONS_READ = 25_000
MENTIONS_OF_TERM_READ = 1_000

Row = Mapping[str, Any]

_one_reader = Lock()
_kept: WeakKeyDictionary[Any, tuple[object, Counted]] = WeakKeyDictionary()


class Map(NamedTuple):
    """What a map shows of which terms."""

    visit: Visit
    kind: str
    around: Row | None

    def address(self, kind: str = "", slug: str = "") -> str:
        """Return the address of a map of one kind, or around a term."""
        asked = {name: value for name, value in (("term", slug), ("kind", kind)) if value}
        return self.visit.glossary.page("/map") + (f"?{urlencode(asked, errors='replace')}" if asked else "")


class Picture(NamedTuple):
    """What is drawn, and what it is of."""

    drawing: Drawing
    terms: Mapping[int, Row]
    links: Sequence[Link]


@reads(queries.TABLES)
async def term_map(visit: Visit) -> Any:
    """Draw the terms that appear together: the most mentioned, those of a kind, or those around one term."""
    glossary, args = visit.glossary, visit.request.args
    slug, kind = args.get("term") or "", args.get("kind") or ""
    centre = await glossary.row(queries.TERM, slug=slug) if slug else None
    if slug and centre is None:
        return await visit.missing(visit.say("no-such-term"), slug.replace("-", " "))
    shown = Map(visit, kind if kind in KINDS else "", centre)
    sizes = await glossary.row(queries.SIZES) or {}
    step = -(-(centre or sizes)["mention_count"] // (MENTIONS_OF_TERM_READ if centre else MENTIONS_READ)) or 1
    counted = await (_counted_around(visit, centre, step) if centre else _counted(visit, step))
    ranked = [row["id"] for row in await glossary.rows(queries.RANKED, kind=shown.kind)]
    chosen = await to_thread(_chosen, counted, ranked, centre["id"] if centre else None)
    picture = await _picture(visit, chosen)
    near = {end for pair in counted.pairs if centre and centre["id"] in pair for end in pair}
    kinds = {row["kind"]: row["term_count"] for row in await glossary.rows(queries.KINDS)}
    return await visit.page(
        "term_map",
        map=shown,
        picture=picture,
        rows=_rows(chosen, centre["id"] if centre else None),
        kinds={kind: kinds[kind] for kind in KINDS if kind in kinds},
        all_terms=len(near.intersection([*ranked, centre["id"]])) if centre else len(ranked),
        step=step,
        lists=counted.lists,
        # The view counts all pairs: of what is read in part only, Datasette has no time to show it.
        table=glossary.table("cooccurrences") if step == 1 else "",
        sql=glossary.sql(queries.OFFERED_AROUND, term=slug)
        if centre
        else glossary.sql(queries.OFFERED, kind=shown.kind, step=step),
    )


async def _counted(visit: Visit, step: int) -> Counted:
    """Return what stands together in all paragraphs, counted once for each state of the database."""
    database = visit.glossary.datasette.get_database(visit.glossary.name)
    state = (dict(visit.build), database.mtime_ns)
    kept = _kept.get(database)
    if kept and kept[0] == state:
        return kept[1]

    def read(connection: sqlite3.Connection) -> Counted:
        with _one_reader:  # whoever comes second finds it counted
            kept = _kept.get(database)
            if not kept or kept[0] != state:
                rows = connection.execute(queries.PLACES, {"step": step})
                kept = _kept[database] = (state, count(map(tuple, rows)))
            return kept[1]

    counted: Counted = await database.execute_fn(read)
    return counted


async def _counted_around(visit: Visit, centre: Row, step: int) -> Counted:
    """Return what stands together in the paragraphs of one term."""
    rows = await visit.glossary.rows(queries.PLACES_OF_TERM, term=centre["id"], step=step)
    return await to_thread(count, [(row["post_id"], row["paragraph_id"], row["term_id"]) for row in rows])


def _chosen(counted: Counted, ranked: Sequence[int], centre: int | None) -> list[Link]:
    """Return the links to draw."""
    if centre is not None:
        return around(counted, {*ranked, centre}, centre, TERMS_AROUND)
    return drawn(linked(links(counted, frozenset(ranked)), ranked, TERMS_DRAWN))


def _rows(chosen: Sequence[Link], centre: int | None) -> list[Link]:
    """Return the links as a table has them: those of the term in the middle first, the most frequent first."""
    turned = [link._replace(one=link.other, other=link.one) if link.other == centre else link for link in chosen]
    return sorted(
        turned, key=lambda link: (link.one != centre, -link.paragraph_count, -link.post_count, link.one, link.other)
    )


async def _picture(visit: Visit, chosen: Sequence[Link]) -> Picture:
    ids: Collection[int] = sorted({end for link in chosen for end in (link.one, link.other)})
    terms = {row["id"]: row for row in await visit.glossary.rows(queries.TERMS_BY_ID, ids=json.dumps(ids))}
    labels = {key: visit.names(row)[0].text for key, row in terms.items()}
    mentions = {key: row["mention_count"] for key, row in terms.items()}
    return Picture(await to_thread(draw, labels, mentions, chosen), terms, chosen)
