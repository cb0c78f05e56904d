"""Edits of terms.yaml that leave every other byte as it was.

The text is changed where the parser's marks say that something stands; what was typed is never written anew. Pure
functions from text to text do that, ``apply_edit`` makes such a change to a file and reads it back before it is kept.
"""

from glossary.edit.drafts import Draft, add_term
from glossary.edit.edits import Edit, adding, explaining, ignoring
from glossary.edit.explanations import set_explanation
from glossary.edit.finding import ignored_line, label_line
from glossary.edit.fixes import Mended, prepare_fixes
from glossary.edit.refusals import add_ignored
from glossary.edit.scalars import check_text
from glossary.edit.writing import ConflictError, Prepared, apply_edit, prepare_edit, write_edit

__all__ = [
    "ConflictError",
    "Draft",
    "Edit",
    "Mended",
    "Prepared",
    "add_ignored",
    "add_term",
    "adding",
    "apply_edit",
    "check_text",
    "explaining",
    "ignored_line",
    "ignoring",
    "label_line",
    "prepare_edit",
    "prepare_fixes",
    "set_explanation",
    "write_edit",
]
