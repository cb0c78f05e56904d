"""What every form has in common: who may send it, what it is answered with, and what is said when it was saved."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urlencode

from datasette import Response

from glossary.plugin.editing import Editor, Written, editing_of
from glossary.plugin.forms import Form, TooLargeError, read_form
from glossary.plugin.live import live_of
from glossary.plugin.pages.visit import View, Visit, reads

# What may have been done, as addresses name it.
SAVED, ADDED, IGNORED = DONE = ("saved", "added", "ignored")
_SLUG = re.compile(r"[a-z0-9-]{1,80}")


class Refusal(NamedTuple):
    """Why nothing was saved, for the reader; *problems* are in the words of ``glossary check``."""

    status: int
    reasons: Sequence[str] = ()
    problems: str = ""


class Notice(NamedTuple):
    """What a form has done, for the page that is shown next."""

    text: str
    slug: str = ""  # of a term that is there by now


Write = Callable[[Visit, Form], Awaitable[Any]]
Again = Callable[[Visit, Form, Refusal], Awaitable[Any]]


def writes(again: Again, tables: Sequence[str]) -> Callable[[Write], View]:
    """Make a view of what writes: only what a form of ours sends gets there.

    *again* shows the form with what was typed: where a page of ours sent it that is older than the server. *tables* are
    those that the two read.
    """

    def view_of(write: Write) -> View:
        @reads(tables)
        async def view(visit: Visit) -> Any:
            editing = editing_of(visit.glossary.datasette)
            if editing is None or not visit.answers_form or not editing.is_sent_from_here(visit.request):
                return await _plain(visit, 403 if visit.answers_form else 405, visit.say("sent-from-elsewhere"))
            try:
                form = await read_form(visit.request)
            except TooLargeError:
                return await _plain(visit, 413, visit.say("too-large"))
            token = form.get("token")
            if not token:
                return await _plain(visit, 403, visit.say("sent-from-elsewhere"))
            if not editing.knows(token):
                return await again(visit, form, Refusal(403, [visit.say("opened-before")]))
            return await write(visit, form)

        return view

    return view_of


async def _plain(visit: Visit, status: int, message: str) -> Any:
    response = await visit.page("message", status=status, title=visit.say("not-saved"), message=message)
    if status == 405:
        response.headers["allow"] = "POST"
    return response


async def written(visit: Visit, work: Callable[[Editor], Written]) -> Written:
    """Return what *work* writes with the editor, in a thread: a large file takes seconds."""
    assert visit.editing is not None  # the form was meant for us
    write = partial(work, visit.editing.editor)
    live = live_of(visit.glossary.datasette)
    return await asyncio.to_thread(live.edit, write) if live else await asyncio.to_thread(write)


def shown_next(visit: Visit, address: str, done: str, of: Written) -> Any:
    """Send the reader on to *address*, where ``notice`` says what was done."""
    edit = of.edit if of.changed else ""
    asked = urlencode({"done": done, "edit": edit, **({"term": of.slug} if done == ADDED else {})})
    return Response.redirect(f"{address}{'&' if '?' in address else '?'}{asked}", status=303)


def notice(visit: Visit) -> Notice | None:
    """Return what the address says was done, and whether the page shows it already."""
    done, edit, slug = (visit.request.args.get(name) or "" for name in ("done", "edit", "term"))
    if not (visit.editing and done in DONE):
        return None
    if not (edit.isascii() and edit.isdigit()):
        return Notice(visit.say("saved-same"))
    number, live = int(edit[:9]), live_of(visit.glossary.datasette)
    # One that this server has not counted was built before it started.
    shown = bool(live and visit.state and (visit.state.edits >= number or number > live.counted))
    texts = {
        SAVED: visit.say("saved-now") if shown else visit.say("saved-soon"),
        ADDED: visit.say("added-now") if shown else visit.say("added-soon"),
        IGNORED: visit.say("ignored-now") if shown else visit.say("ignored-soon"),
    }
    return Notice(texts[done], slug if shown and done == ADDED and _SLUG.fullmatch(slug) else "")
