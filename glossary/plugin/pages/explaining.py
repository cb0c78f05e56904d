"""The form that explains a term, and what it is answered with."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from glossary.errors import GlossaryError
from glossary.plugin import words
from glossary.plugin.editing import ChangedError, Editor, fingerprint
from glossary.plugin.forms import LONGEST_TEXT, Form
from glossary.plugin.pages.visit import Visit
from glossary.plugin.pages.writing import SAVED, Refusal, shown_next, writes, written
from glossary.plugin.queries import term as queries


class Field(NamedTuple):
    """An explanation to be edited: its source, and what tells it from another."""

    language: str
    text: str
    seen: str


def fields(visit: Visit, texts: Sequence[Mapping[str, Any]]) -> list[Field]:
    """Return what may be explained: in each language that is listed, the reader's first, and where it is already."""
    said = {row["language"]: row["text"] for row in texts if row["type"] == "explanation"}
    tags = [*dict.fromkeys((*languages(visit), *said))]
    return [Field(tag, said.get(tag, ""), fingerprint(said.get(tag))) for tag in tags]


def languages(visit: Visit) -> list[str]:
    """Return the languages that the glossary lists, the reader's first."""
    listed: list[str] = json.loads(visit.build.get("languages") or "[]") or [visit.main_language]
    return sorted(listed, key=lambda tag: tag.split("-")[0] != visit.say.language)


async def _again(visit: Visit, form: Form, refusal: Refusal, present: str | None = None) -> Any:
    """Show what was typed, and beside it what is in the file if that is why it was not saved."""
    slug, language = visit.slug(), form.get("language", "")
    row = await visit.glossary.row(queries.TERM, slug=slug)
    changed = refusal.status == 409
    return await visit.page(
        "explain",
        status=refusal.status,
        names=visit.names(row) if row else [words.Name(slug, "en")],
        slug=slug,
        refusal=refusal,
        changed=changed,
        present=present,
        # What was seen is now what is in the file: saved again, it takes the place of that.
        field=Field(language, form.get("text", ""), fingerprint(present) if changed else form.get("seen", "")),
    )


@writes(_again, queries.TABLES)
async def explain(visit: Visit, form: Form) -> Any:
    """Save an explanation."""
    text = form.get("text", "")
    if "\0" in text:
        kept = form | {"text": text.replace("\0", "")}
        return await _again(visit, kept, Refusal(400, [visit.say("held-nul")]))
    if not text.strip():
        return await _again(visit, form, Refusal(400, [visit.say("is-blank")]))
    if len(text) > LONGEST_TEXT:
        return await _again(visit, form, Refusal(413, [too_long(visit, text, LONGEST_TEXT)]))

    def work(editor: Editor) -> Any:
        return editor.explain(visit.slug(), form.get("language", ""), text, form.get("seen", ""))

    try:
        done = await written(visit, work)
    except ChangedError as error:
        return await _again(visit, form, Refusal(409), error.present)
    except GlossaryError as error:
        return await _again(visit, form, Refusal(400, problems=str(error)))
    return shown_next(visit, visit.glossary.term(visit.slug()), SAVED, done)


def too_long(visit: Visit, text: str, most: int) -> str:
    """Return that *text* is longer than a form takes."""
    return visit.say("too-long", n=f"{len(text):,}", most=f"{most:,}")
