"""Liquid tags and attribute lists, which a site generator replaces before anybody reads the post.

They are blanked by as many spaces as they have characters, so that every offset stays the source's. To a CommonMark
parser they would be plain text.
"""

import re

# An unclosed opening never reaches past the next one, so that the search stays linear.
_TAG = re.compile(r"\{%-?\s*(\w*)(?:(?!\{%).)*?%\}|\{\{[^{}]*\}\}|\{:(?:[^{}\n\\`]|\\.)*\}", re.DOTALL)
_NOT_NEWLINE = re.compile(r"[^\n]")
# Between these tags and their ends nothing is a tag.
_ENCLOSING = {"highlight", "comment", "raw"}
_TEXT_BEHIND = re.compile(r"[ \t]*\S")
# What may stand before the text of a line: the marks of quotes and lists.
_BLOCK_MARKS = re.compile(r"(?:\A|\n)[ \t]*(?:(?:>|[*+-]|\d{1,9}[.)])[ \t]*)*\Z")
# What stands of a link's address before the first tag in it, and before the next ones.
_ADDRESS = re.compile(r"(?:\]\(|^ {0,3}\[[^\]\n]+\]:[ \t]*)<?[^\s()]*\Z", re.MULTILINE)
_ADDRESS_GOES_ON = re.compile(r"[^\s()]*")


def blank_templates(body: str, *, filler: str = " ") -> str:
    """Return *body* with Liquid tags, ``{: …}`` attribute lists and highlighted code blanked; the length stays.

    A *filler* other than a space stands for a tag that begins its line and has text behind it, where four spaces would
    be read as indented code, and for one inside a link's address, which spaces would end.
    """
    if "{%" not in body and "{{" not in body and "{:" not in body:
        return body
    pieces: list[str] = []
    end = 0
    in_address: object = False
    for start, stop in _template_ranges(body):
        in_address = in_address and _ADDRESS_GOES_ON.fullmatch(body, end, start)
        in_address = in_address or _ADDRESS.search(body, max(end, start - 200), start)
        line = body.rfind("\n", start, stop) + 1 or start  # where the tag's last line begins
        leads = line > start or _BLOCK_MARKS.search(body, max(0, start - 200), start)
        last = filler if in_address or (leads and _TEXT_BEHIND.match(body, stop)) else " "
        pieces += body[end:start], _NOT_NEWLINE.sub(" ", body[start:line]), last * (stop - line)
        end = stop
    return "".join((*pieces, body[end:]))


def _template_ranges(body: str) -> list[tuple[int, int]]:
    """Return where tags stand, with what an enclosing pair of them encloses."""
    ranges: list[tuple[int, int]] = []
    enclosing = ""
    for found in _TAG.finditer(body):
        name = found.group(1) or ""
        if enclosing:
            if name == f"end{enclosing}":
                # What is between raw tags is shown as it stands; the others' content is code or nothing.
                start = found.start() if enclosing == "raw" else ranges.pop()[0]
                ranges.append((start, found.end()))
                enclosing = ""
            continue
        ranges.append(found.span())
        if name in _ENCLOSING:
            enclosing = name
    return ranges
