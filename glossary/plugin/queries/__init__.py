"""Every SQL that the pages ask, a module a page, with the tables that it reads (besides ``build``).

``view-table`` is asked for each of those tables. Parameters are named; a limit is a parameter too. Queries for a page
with many rows pick narrow rows first and join the long texts afterwards.
"""

from glossary.plugin.queries import build, cells, feeds, home, post, questions, search, suggestions, term

__all__ = ["build", "cells", "feeds", "home", "post", "questions", "search", "suggestions", "term"]
