"""The pages: a coroutine each, which asks its queries and ends in a template."""

from glossary.plugin.pages.adding import add, ignore
from glossary.plugin.pages.explaining import explain
from glossary.plugin.pages.feeds import feed, robots, sitemap
from glossary.plugin.pages.first_seen import first_seen
from glossary.plugin.pages.home import home
from glossary.plugin.pages.post import post
from glossary.plugin.pages.questions import questions
from glossary.plugin.pages.search import search, search_terms
from glossary.plugin.pages.suggestions import suggestions
from glossary.plugin.pages.term import term
from glossary.plugin.pages.term_map import term_map

__all__ = [
    "add",
    "explain",
    "feed",
    "first_seen",
    "home",
    "ignore",
    "post",
    "questions",
    "robots",
    "search",
    "search_terms",
    "sitemap",
    "suggestions",
    "term",
    "term_map",
]
