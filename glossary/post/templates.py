"""Liquid tags and attribute lists, which a site generator replaces before anybody reads the post.

They are blanked by as many spaces as they have characters, so that every offset stays the source's. To a CommonMark
parser they would be plain text.
"""

import re

# An unclosed opening never reaches past the next one, so that the search stays linear.
_TAG = re.compile(r"\{%-?\s*(\w*)(?:(?!\{%).)*?%\}|\{\{(?:(?!\{\{|\}\}).)*\}\}|\{:(?:[^{}\n\\]|\\.)*\}", re.DOTALL)
_NOT_NEWLINE = re.compile(r"[^\n]")
# What stands between these tags and their ends is code or no text at all.
_ENCLOSING = {"highlight", "comment"}


def blank_templates(body: str) -> str:
    """Return *body* with Liquid tags, ``{: …}`` attribute lists and highlighted code blanked; the length stays."""
    if "{%" not in body and "{{" not in body and "{:" not in body:
        return body
    ranges: list[tuple[int, int]] = []
    enclosing, start = "", 0
    for found in _TAG.finditer(body):
        name = found.group(1) or ""
        if enclosing:
            if name == f"end{enclosing}":
                ranges.append((start, found.end()))
                enclosing = ""
            continue
        ranges.append(found.span())
        if name in _ENCLOSING:
            enclosing, start = name, found.start()
    pieces: list[str] = []
    end = 0
    for start, stop in ranges:
        if start < end:  # the opening tag of an enclosing pair: the pair covers it
            pieces.pop()
            pieces.pop()
            end = start
        pieces += body[end:start], _NOT_NEWLINE.sub(" ", body[start:stop])
        end = stop
    return "".join((*pieces, body[end:]))
