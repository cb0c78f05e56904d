"""The page of questions: what people ask of a glossary, each a click away from its answer."""

from typing import Any

from glossary.plugin.pages.visit import Visit, reads
from glossary.plugin.queries import questions as queries
from glossary.plugin.recipes import CHAPTERS

OFFERED = 200  # what a parameter may be


@reads(queries.TABLES)
async def questions(visit: Visit) -> Any:
    """Show the questions with what they need to know, and their SQL."""
    choices = {
        name: [str(row["value"]) for row in await visit.glossary.rows(sql, limit=OFFERED)]
        for name, sql in queries.CHOICES.items()
    }
    choices["other"] = choices["post"]
    # Two posts of one language have more to share than a post and its translation, which comes right before it.
    begins = {name: values[0] if values else "" for name, values in choices.items()} | {
        "other": (choices["post"] or [""])[min(2, len(choices["post"]) - 1)] if choices["post"] else ""
    }
    return await visit.page(
        "questions",
        chapters={
            chapter: [question for question in questions if not (question.of_texts and visit.quotes_only)]
            for chapter, questions in CHAPTERS.items()
        },
        filled=await visit.glossary.row(queries.FILLED),
        choices=choices,
        begins=begins,
    )
