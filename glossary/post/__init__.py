"""Posts: files and front matter, Markdown, and the paragraphs with their reading text."""

from glossary.post.files import FoundFiles, LeftOut, PostFile, file_of, find_posts
from glossary.post.markdown import Event, events
from glossary.post.paragraphs import read_paragraphs, run_beginnings, source_range
from glossary.post.reading import ReadPost, read_post, settle_posts
from glossary.post.slugs import MOST_TRANSLATIONS

__all__ = [
    "MOST_TRANSLATIONS",
    "Event",
    "FoundFiles",
    "LeftOut",
    "PostFile",
    "ReadPost",
    "events",
    "file_of",
    "find_posts",
    "read_paragraphs",
    "read_post",
    "run_beginnings",
    "settle_posts",
    "source_range",
]
