"""The forms that add a term or refuse a suggestion, and what they are answered with."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from glossary.errors import GlossaryError
from glossary.model import KINDS
from glossary.plugin.forms import LONGEST_NAME, LONGEST_TEXT, Form, by_language
from glossary.plugin.pages.evidence import comments_on
from glossary.plugin.pages.explaining import languages, too_long
from glossary.plugin.pages.visit import Visit
from glossary.plugin.pages.writing import ADDED, IGNORED, Refusal, shown_next, writes, written
from glossary.plugin.queries import suggestions as queries
from glossary.post.language import language_of_script

# What of the address of a list of suggestions says which of them are shown.
SHOWN_BY = ("language", "kind", "all", "page")


class Adding(NamedTuple):
    """A term as it may be added: what the fields of its form hold."""

    names: Mapping[str, str]  # by language
    explanations: Mapping[str, str]  # by language
    kind: str | None
    candidates: Mapping[str, str]  # the suggestion that it is made of, by language


def adding(visit: Visit, names: Mapping[str, str], kind: str | None = None) -> Adding:
    """Return a suggestion as it may be added."""
    tags = [*dict.fromkeys((*languages(visit), *names))]
    return Adding({tag: names.get(tag, "") for tag in tags}, dict.fromkeys(languages(visit), ""), kind, names)


def adding_searched(visit: Visit, query: str) -> Adding | None:
    """Return what was searched for as a term to be added, where the pages may."""
    if visit.editing is None or not query or len(query) > LONGEST_NAME:
        return None
    script = language_of_script(query)
    listed = languages(visit)
    tag = next((tag for tag in listed if tag.split("-")[0] == script.split("-")[0]), listed[0])
    return adding(visit, {tag: query})._replace(candidates={})


def asked_by(visit: Visit) -> str:
    """Return what to ask for to see the page with the form again."""
    kept = {name: value for name in (*SHOWN_BY, "q") if (value := visit.request.args.get(name))}
    return f"?{urlencode(kept, errors='replace')}" if kept else ""


async def _again(visit: Visit, form: Form, refusal: Refusal) -> Any:
    """Show what was typed, and why it was not saved."""
    empty = adding(visit, {})
    filled = Adding(
        {**empty.names, **by_language(form, "name")},
        {**empty.explanations, **by_language(form, "explanation")},
        form.get("kind") if form.get("kind") in KINDS else None,
        by_language(form, "candidate"),
    )
    return await visit.page(
        "add", status=refusal.status, refusal=refusal, adding=filled, asked=asked_by(visit), back=_page_of(visit)
    )


def _page_of(visit: Visit) -> str:
    """Return the address of the page with the form."""
    page = "/search" if visit.request.args.get("q") else "/suggestions"
    return visit.glossary.page(page) + asked_by(visit)


@writes(_again, queries.TABLES)
async def add(visit: Visit, form: Form) -> Any:
    """Add a term."""
    held = {name: text.replace("\0", "") for name, text in form.items()}
    if held != form:
        return await _again(visit, held, Refusal(400, [visit.say("held-nul")]))
    names = {tag: text for tag, typed in by_language(form, "name").items() if (text := " ".join(typed.split()))}
    explanations = {tag: text for tag, text in by_language(form, "explanation").items() if text.strip()}
    if not names:
        return await _again(visit, form, Refusal(400, [visit.say("no-name")]))
    for texts, most in ((names, LONGEST_NAME), (explanations, LONGEST_TEXT)):
        if reasons := [too_long(visit, text, most) for text in texts.values() if len(text) > most]:
            return await _again(visit, form, Refusal(413, reasons))
    kind = form.get("kind") if form.get("kind") in KINDS else None
    candidates = json.dumps([*by_language(form, "candidate").items()])
    known = comments_on(await visit.glossary.rows(queries.NAMED, candidates=candidates))
    try:
        done = await written(visit, lambda editor: editor.add(names, kind, explanations, known))
    except GlossaryError as error:
        return await _again(visit, form, Refusal(400, problems=str(error)))
    return shown_next(visit, _page_of(visit), ADDED, done)


@writes(_again, queries.TABLES)
async def ignore(visit: Visit, form: Form) -> Any:
    """Refuse a suggestion."""
    candidates = by_language(form, "candidate")
    if not candidates:
        return await _again(visit, form, Refusal(400, [visit.say("no-name")]))
    try:
        done = await written(visit, lambda editor: editor.ignore(candidates))
    except GlossaryError as error:
        return await _again(visit, form, Refusal(400, problems=str(error)))
    return shown_next(visit, _page_of(visit), IGNORED, done)
