"""The questions of the cookbook, each asked of the glossary that this repository ships."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ROOT

from glossary.build import build_glossary
from glossary.model import KINDS
from glossary.plugin.queries.questions import CHOICES, FILLED
from glossary.plugin.recipes import QUESTIONS, Question
from glossary.plugin.words import READERS
from glossary.text import search_phrase

PARAMETER = re.compile(r"(?<!:):([a-z_]+)")
NAMES = [question.name for question in QUESTIONS]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The glossary of this repository, built."""
    output = tmp_path_factory.mktemp("shipped") / "glossary.db"
    build_glossary([ROOT / "content"], ROOT / "terms.yaml", output)
    with closing(sqlite3.connect(f"{output.as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        connection.create_function("search_phrase", 1, search_phrase, deterministic=True)
        yield connection


@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
def test_question_has_an_answer(shipped: sqlite3.Connection, question: Question) -> None:
    """Rows come back, of counterparts too."""
    assert shipped.execute(question.sql, dict(question.parameters)).fetchall()


@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
def test_addresses_lead_somewhere(shipped: sqlite3.Connection, question: Question) -> None:
    """An address in an answer is that of a term, of a post, or of a mention or paragraph in one."""
    pages = {f"/term/{slug}" for (slug,) in shipped.execute("SELECT slug FROM terms")}
    pages |= {f"/post/{slug}" for (slug,) in shipped.execute("SELECT slug FROM posts")}
    pages |= {address for (address,) in shipped.execute("SELECT address FROM concordance")}
    places = "SELECT '/post/' || slug || '#p:' || position FROM paragraphs AS g JOIN posts AS p ON p.id = g.post_id"
    pages |= {address for (address,) in shipped.execute(places)}
    rows = shipped.execute(question.sql, dict(question.parameters)).fetchall()
    assert {row["address"] for row in rows if "address" in row.keys()} <= pages  # noqa: SIM118 (a row is no dictionary)


@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
def test_question_is_well_formed(question: Question) -> None:
    """It begins as Datasette demands, names the parameters that its SQL has, and speaks every language."""
    assert re.match(r"SELECT\b", question.sql.strip())
    assert set(PARAMETER.findall(question.sql)) == set(question.parameters)
    assert set(question.parameters) <= {*CHOICES, "other"}
    assert set(question.title) == set(question.note) == set(READERS)
    assert question.waits_for in ("", "mention_pairs")


@pytest.mark.parametrize("name", CHOICES)
def test_parameters_have_something_to_begin_with(shipped: sqlite3.Connection, name: str) -> None:
    """The page offers a value for each parameter."""
    assert shipped.execute(CHOICES[name], {"limit": 5}).fetchone()["value"]


def test_there_are_twenty() -> None:
    """Twenty questions or more, each with a name and a title of its own."""
    assert len(QUESTIONS) >= 20
    assert len(set(NAMES)) == len({question.title["en"] for question in QUESTIONS}) == len(QUESTIONS)


def test_the_kinds_that_one_may_ask_for_are_all_named() -> None:
    """The answer's note lists every kind, for who has no list to choose from."""
    (of_a_kind,) = [question for question in QUESTIONS if question.name == "of-a-kind"]
    for language in READERS:
        assert all(kind in of_a_kind.note[language] for kind in KINDS)


def test_the_cookbook_holds_every_question() -> None:
    """The document has each question with its SQL."""
    text = (Path(ROOT) / "docs" / "cookbook.md").read_text(encoding="utf-8")
    assert all(question.title["en"] in text and question.sql.strip() in text for question in QUESTIONS)


def test_what_is_waited_for_can_be_asked(shipped: sqlite3.Connection) -> None:
    """The page finds out whether each table that a question waits for is filled."""
    filled = shipped.execute(FILLED).fetchone()
    assert {question.waits_for for question in QUESTIONS} - {""} <= set(filled.keys())
