"""Terms: terms.yaml read strictly into values, with line and column for every fault."""

from glossary.term.files import read_files
from glossary.term.json_schema import schema
from glossary.term.linking import resolve_link
from glossary.term.reading import glossary_of, read_glossary
from glossary.text.links import term_links

__all__ = ["glossary_of", "read_files", "read_glossary", "resolve_link", "schema", "term_links"]
