"""What a question of the cookbook is."""

from collections.abc import Mapping
from typing import NamedTuple


class Question(NamedTuple):
    """A question in the languages of the readers, and the SQL that answers it.

    Columns called ``address`` hold the short address of a page; Datasette's pages make links of them.
    """

    name: str
    title: Mapping[str, str]
    note: Mapping[str, str]  # how to read the answer
    sql: str
    parameters: Mapping[str, str] = {}  # by name, with a value that has an answer in the glossary of this repository
    waits_for: str = ""  # the table without whose rows there is no answer
    of_texts: bool = False  # whether it asks for the posts' texts, of which a glossary may hold only quotations
