"""The questions that people ask of a glossary, as SQL: what the cookbook prints and the page of questions offers."""

from typing import Final

from glossary.plugin.recipes import editing, posts, terms, whole
from glossary.plugin.recipes.question import Question

__all__ = ["CHAPTERS", "QUESTIONS", "Question"]

CHAPTERS: Final[dict[str, tuple[Question, ...]]] = {
    "terms": terms.QUESTIONS,
    "posts": posts.QUESTIONS,
    "whole": whole.QUESTIONS,
    "editing": editing.QUESTIONS,
}
QUESTIONS: Final = tuple(question for questions in CHAPTERS.values() for question in questions)
