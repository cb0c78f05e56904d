"""Markdown as a stream of events with offsets into the body.

CommonMark with GFM tables, strikethrough and footnotes, parsed by pyromark (pulldown-cmark), whose ranges are exact
but count UTF-8 bytes; here they become code points. Math follows Pandoc's rule: no space inside either ``$`` and no
digit right behind the closing one, so that "$5 and $6" is money.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from pyromark import Markdown, Options

from glossary.post.templates import blank_templates

_PARSER = Markdown(
    options=Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_MATH
)
_INLINE = {"emphasis", "strong", "strikethrough", "link", "image"}
_SIMPLE = {"SoftBreak": "soft_break", "HardBreak": "hard_break", "Rule": "rule"}
_CONTENT = {"Code": "code", "InlineMath": "math", "DisplayMath": "math", "Html": "html", "InlineHtml": "html"}
_NONE: Mapping[str, Any] = {}
# What the parser is given for a $ that is money, and for a template at the beginning of a line or inside an address: a
# punctuation mark and a letter that nobody types. One character each, so that no offset moves.
_MONEY = "\u2e19"
_TEMPLATE = "\ua7f7"

# A table beyond this is read line by line as prose: as table it would be millions of paragraphs.
MAX_TABLE_CELLS = 200_000
# Besides the signs themselves, what hides one: a backslash, code, an address, a tag.
_DOLLAR = re.compile(r"\\.|\$\$|\$|`+|\]\([^\s()]*\)|<[a-zA-Z/][^<>\n]*>|\n[ \t]*\n", re.DOTALL)
_TICKS = re.compile(r"`+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_DELIMITER_ROW = re.compile(r"^[ \t>]*\|?[ \t]*:?-[-:| \t]*$", re.MULTILINE)


class Event(NamedTuple):
    """One step through a post.

    ``type`` is start, end, text, code, math, html, footnote, soft_break, hard_break or rule. ``tag`` names what starts
    or ends. A text whose length is ``end - start`` stands one for one at ``[start, end)`` of the body; else the whole
    range is read as ``text`` (an entity). A start has its beginning in both offsets, an end its end.
    """

    type: str
    tag: str
    start: int
    end: int
    text: str = ""
    attributes: Mapping[str, Any] = _NONE


def events(body: str, *, templates: bool = True) -> Iterator[Event]:
    """Walk through the Markdown of *body* in order, lazily.

    Without *templates* what looks like one is text: no site generator has a say in an explanation.
    """
    visible = blank_templates(body) if templates else body
    filled = blank_templates(body, filler=_TEMPLATE) if templates else body
    parsed = _without_money(_without_huge_tables(filled))
    at = _code_points(parsed)
    last = 0
    in_code = False
    for raw, span in _PARSER.events_with_range(parsed):
        if isinstance(raw, str):
            last = at(span["end"])
            yield Event(_SIMPLE.get(raw, raw.lower()), "", at(span["start"]), last)
            continue
        name: str
        value: Any
        ((name, value),) = raw.items()
        if name == "Text":
            start, last = at(span["start"]), at(span["end"])
            if last - start == len(value):  # one for one, whatever was blanked for the parser
                value = (body if in_code else visible)[start:last]
            yield Event("text", "", start, last, value)
        elif name == "Start":
            start = last = at(span["start"])
            tag, attributes = _tag(value)
            in_code = in_code or tag == "code_block"
            yield Event("start", tag, start, start, "", attributes)
        elif name == "End":
            tag, attributes = _tag(value)
            # Ends of blocks take in blank lines; only those of inline marks say where text ends.
            last = at(span["end"]) if tag in _INLINE else last
            in_code = in_code and tag != "code_block"
            yield Event("end", tag, last, last, "", attributes)
        elif name == "FootnoteReference":
            start, last = at(span["start"]), at(span["end"])
            yield Event("footnote", "", start, last, "", {"label": _typed(value)})
        else:
            start, last = at(span["start"]), at(span["end"])
            if name == "Code" and parsed[start:last] != body[start:last]:
                value = body[start:last].strip("`")
            elif last - start == len(value):  # HTML
                value = visible[start:last]
            yield Event(_CONTENT.get(name, name.lower()), "", start, last, _typed(value))


def _code_points(text: str) -> Callable[[int], int]:
    """Return a function from UTF-8 offsets of *text* to code points, quick for offsets asked in order."""
    if text.isascii():
        return lambda offset: offset
    encoded = text.encode()
    byte, point = 0, 0

    def at(offset: int) -> int:
        nonlocal byte, point
        if offset > byte:
            point += len(encoded[byte:offset].decode())
        elif offset < byte:
            point -= len(encoded[offset:byte].decode())
        byte = offset
        return point

    return at


def _tag(value: Any) -> tuple[str, Mapping[str, Any]]:
    """Return the name of what starts or ends, and what is known of it."""
    if isinstance(value, str):
        return _snake(value), _NONE
    ((name, content),) = value.items()
    tag = _snake(name)
    if tag == "heading":
        level = content if isinstance(content, str) else content["level"]
        return tag, {"level": int(level[1:])}
    if tag in ("link", "image"):
        url = content["dest_url"].lstrip(_TEMPLATE)
        return tag, {
            "url": "" if _TEMPLATE in url else _typed(url),  # what a template makes of it, nobody knows here
            "title": _typed(content["title"]),
            "address": content["link_type"] in ("Autolink", "Email"),  # the text is an address itself
        }
    if tag == "list":
        return tag, {"start": content if content is not False else None}
    if tag == "table":
        return tag, {"alignments": [alignment.lower() for alignment in content]}
    if tag == "code_block":
        info = content["Fenced"].split() if isinstance(content, dict) else []
        return tag, {"language": _typed(info[0]) if info else ""}
    if tag == "footnote_definition":
        return tag, {"label": _typed(content)}
    return tag, _NONE


def _typed(text: str) -> str:
    """Return what the parser gives back as it was typed; a template in it is nothing."""
    return text if text.isascii() else text.replace(_MONEY, "$").replace(_TEMPLATE, "")


def _snake(name: str) -> str:
    return _NAMES.get(name) or _NAMES.setdefault(name, re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower())


_NAMES: dict[str, str] = {}


def _without_money(text: str) -> str:
    """Return *text* with every ``$`` that is no math by Pandoc's rule replaced by a sign without meaning.

    A ``$`` opens math if no white space is behind it, and the next ``$`` closes it if no white space is before that and
    no digit behind, all within one paragraph.
    """
    if text.count("$") < 2:
        return text
    money: list[int] = []
    opening, code_end = -1, 0
    runs: dict[int, list[int]] = {}  # length of a run of backticks → where such runs start
    for run in _TICKS.finditer(text):
        runs.setdefault(len(run.group()), []).append(run.start())
    for token in _DOLLAR.finditer(text):
        sign, place = token.group(), token.start()
        if place < code_end or sign[0] in "\\]<":
            continue
        if sign[0] == "`":
            same, end = runs.get(len(sign), []), token.end()
            following = bisect_left(same, end)
            if following < len(same) and not _BLANK_LINE.search(text, end, same[following]):
                code_end = same[following] + len(sign)
            continue
        behind = text[place + 1 : place + 2]
        if sign == "$" and 0 <= opening < place - 1 and not text[place - 1].isspace() and not behind.isdigit():
            opening = -1
            continue
        if opening >= 0:
            money.append(opening)
        opening = place if sign == "$" and behind and not behind.isspace() else -1
        if sign == "$" and opening < 0:
            money.append(place)
    if opening >= 0:
        money.append(opening)
    starts = [0, *(place + 1 for place in money)]
    return _MONEY.join(text[start:end] for start, end in zip(starts, [*money, len(text)], strict=True))


def _without_huge_tables(text: str) -> str:
    """Return *text* with the delimiter rows blanked that would make it a table of more than MAX_TABLE_CELLS."""
    if text.count("|") <= MAX_TABLE_CELLS:
        return text
    return _DELIMITER_ROW.sub(lambda row: " " * len(row.group()) if "|" in row.group() else row.group(), text)
