"""The database: schema, writing, invariants, and putting it in place."""

from glossary.database.counterparts import write_alignments, write_mention_pairs
from glossary.database.creating import APPLICATION, create_database, create_indexes, schema_hash, schema_sql
from glossary.database.invariants import INVARIANTS, check_invariants
from glossary.database.opening import open_glossary
from glossary.database.placing import building_file, check_output, is_glossary, mend, one_at_a_time, place
from glossary.database.retelling import copy_database, forget_candidates, forget_terms
from glossary.database.writing import (
    copy_paragraph_index,
    path_within,
    to_json,
    unchecked,
    write_build,
    write_candidates,
    write_counts,
    write_mention_candidates,
    write_mentions,
    write_paragraphs,
    write_post_search,
    write_post_texts,
    write_posts,
    write_problems,
    write_term_search,
    write_terms,
)

__all__ = [
    "APPLICATION",
    "INVARIANTS",
    "building_file",
    "check_invariants",
    "check_output",
    "copy_database",
    "copy_paragraph_index",
    "create_database",
    "create_indexes",
    "forget_candidates",
    "forget_terms",
    "is_glossary",
    "mend",
    "one_at_a_time",
    "open_glossary",
    "path_within",
    "place",
    "schema_hash",
    "schema_sql",
    "to_json",
    "unchecked",
    "write_alignments",
    "write_build",
    "write_candidates",
    "write_counts",
    "write_mention_candidates",
    "write_mention_pairs",
    "write_mentions",
    "write_paragraphs",
    "write_post_search",
    "write_post_texts",
    "write_posts",
    "write_problems",
    "write_term_search",
    "write_terms",
]
