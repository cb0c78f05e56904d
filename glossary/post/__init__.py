"""Posts: files and front matter, Markdown, and the paragraphs with their reading text."""

from glossary.post.files import LeftOut
from glossary.post.markdown import Event, events
from glossary.post.paragraphs import read_paragraphs, source_range
from glossary.post.reading import read_posts

__all__ = ["Event", "LeftOut", "events", "read_paragraphs", "read_posts", "source_range"]
