"""An annotated glossary and cross-reference database for a bilingual body of posts."""

__all__ = ["__version__"]

__version__ = "0.1.0"
