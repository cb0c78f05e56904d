"""The pages: a coroutine each, which asks its queries and ends in a template."""

from glossary.plugin.pages.home import home
from glossary.plugin.pages.post import post
from glossary.plugin.pages.search import search
from glossary.plugin.pages.term import term

__all__ = ["home", "post", "search", "term"]
