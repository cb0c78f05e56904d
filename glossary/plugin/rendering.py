"""Markdown to HTML, with marks that are placed by offsets.

The events of ``glossary.post.events`` say where in the body each piece of text stands, and a mark says which offsets
it covers; where they overlap, the text is wrapped as it is written out. The HTML is never searched. Everything that
comes from a body is escaped, and links lead nowhere but to http, https, mailto and relative addresses.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from glossary.plugin.marks import INLINE, Mark, cut_at_marks, link_marks, safe_address, wrapped
from glossary.post import Event, events

_TAGS = {
    "paragraph": ("<p>", "</p>\n"),
    "block_quote": ("<blockquote>\n", "</blockquote>\n"),
    "item": ("<li>", "</li>\n"),
    "code_block": ("<pre><code>", "</code></pre>\n"),
    "table_row": ("<tr>", "</tr>\n"),
    "emphasis": ("<em>", "</em>"),
    "strong": ("<strong>", "</strong>"),
    "strikethrough": ("<del>", "</del>"),
}
_ALIGNMENTS = {"left", "center", "right"}
_COMMENT = re.compile(r"\s*(<!--.*?-->\s*)+", re.DOTALL)
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)

Anchor = tuple[int, str]  # an offset and the id that stands there


class Block(NamedTuple):
    """A piece of a post that stands by itself: a paragraph, a whole list or table, all the footnotes."""

    html: Markup
    ids: Sequence[str] = ()  # of the marks and anchors in it


def render_post(
    body: str, marks: Iterable[Mark] = (), anchors: Iterable[Anchor] = (), *, prefix: str = ""
) -> list[Block]:
    """Return the post as it reads, each mark wrapped and each anchor an id that stands at its offset.

    *prefix* begins the ids of the footnotes, so that two posts can stand on one page.
    """
    return _Page(marks, anchors, heading=2, shows_tags=False, prefix=prefix).render(events(body))


def render_text(text: str, links: Mapping[str, Mark]) -> Markup:
    """Return an explanation or a note as HTML; its tags are shown as text.

    *links* says what each target of a ``[[…]]`` link becomes; unknown ones stay as typed.
    """
    page = _Page(link_marks(text, links), (), heading=4, shows_tags=True)
    return Markup("").join(block.html for block in page.render(events(text, templates=False)))


def _wide(character: str) -> bool:
    """Tell whether *character* is Chinese or Japanese, or a sign as wide as those."""
    return character != "" and unicodedata.east_asian_width(character) in "WF"


class _Page:
    """One rendering: what is written so far, what is open, and where we are."""

    def __init__(
        self, marks: Iterable[Mark], anchors: Iterable[Anchor], *, heading: int, shows_tags: bool, prefix: str = ""
    ) -> None:
        self.marks = sorted(marks)
        self.begun: set[int] = set()  # marks whose first piece is written
        self.anchors = sorted(anchors, reverse=True)
        self.first_heading = heading  # the level right below the page's own headings
        self.heading_shift: int | None = None  # what brings the first heading there
        self.shows_tags = shows_tags
        self.prefix = prefix  # of the footnotes' ids
        self.blocks: list[Block] = []
        self.out: list[str] = []
        self.ids: list[str] = []  # in what is written
        self.ids_below: list[str] = []  # in the footnotes
        self.closings: list[str] = []  # of what is open
        self.footnotes: dict[str, list[str]] = {}  # by label
        self.outer: list[tuple[str, list[str]]] = []  # the labels of open footnotes, and what surrounds them
        self.numbers: dict[str, int] = {}  # of footnotes, in the order they are referred to
        self.links = 0  # open links: inside them no other
        self.file = ""  # of the image that is open
        self.undescribed = 0  # what is written when an image without description ends
        self.in_code = False
        self.html_block: list[str] | None = None
        self.alignments: Sequence[str] = ()
        self.cell, self.column = "td", 0
        self.last = ""  # the last character read
        self.broken = False  # a line of the source ended behind it

    def render(self, stream: Iterable[Event]) -> list[Block]:
        """Write every event and return the page, block by block."""
        write: dict[str, Callable[[Event], None]] = {
            "start": self.start, "end": self.end, "text": self.text, "code": self.code, "math": self.code,
            "html": self.html, "footnote": self.footnote, "soft_break": self.soft_break,
            "hard_break": lambda _: self.write("<br>\n"), "rule": lambda _: self.write("<hr>\n"),
        }  # fmt: skip
        for event in stream:
            if event.end > event.start:
                self.anchor(event.end)
            write[event.type](event)
            if not self.closings:
                self.end_block()
        self.append_footnotes()
        self.ids += self.ids_below
        self.end_block()
        return self.blocks

    def end_block(self) -> None:
        if html := "".join(self.out):
            self.blocks.append(Block(Markup(html), tuple(self.ids)))
            self.out, self.ids = [], []

    def write(self, html: str, *values: object) -> None:
        """Write *html* with escaped values in it."""
        self.out.append(str(Markup(html).format(*values)) if values else html)

    # ------------------------------------------------------------------------------------- blocks and tags

    def start(self, event: Event) -> None:
        opening, closing = _TAGS.get(event.tag, ("", ""))
        if event.tag in INLINE:
            self.line_end()
        special = getattr(self, f"start_{event.tag}", None)
        if special:
            opening, closing = special(event) or (opening, closing)
        self.out.append(opening)
        self.closings.append(closing)

    def end(self, event: Event) -> None:
        special = getattr(self, f"end_{event.tag}", None)
        if special:
            special(event)
        self.out.append(self.closings.pop())

    def start_heading(self, event: Event) -> tuple[str, str]:
        if self.heading_shift is None:
            self.heading_shift = self.first_heading - event.attributes["level"]
        level = max(self.first_heading, min(6, event.attributes["level"] + self.heading_shift))
        return f"<h{level}>", f"</h{level}>\n"

    def start_code_block(self, event: Event) -> None:
        self.in_code = True

    def end_code_block(self, event: Event) -> None:
        self.in_code = False

    def start_list(self, event: Event) -> tuple[str, str]:
        start = event.attributes["start"]
        if start is None:
            return "<ul>\n", "</ul>\n"
        return ("<ol>\n" if start == 1 else f'<ol start="{int(start)}">\n'), "</ol>\n"

    def start_table(self, event: Event) -> tuple[str, str]:
        self.alignments = event.attributes["alignments"]
        return '<div class="table"><table>\n', "</tbody></table></div>\n"

    def start_table_head(self, event: Event) -> tuple[str, str]:
        self.cell, self.column = "th", 0
        return "<thead><tr>", "</tr></thead>\n<tbody>\n"

    def end_table_head(self, event: Event) -> None:
        self.cell = "td"

    def start_table_row(self, event: Event) -> None:
        self.column = 0

    def start_table_cell(self, event: Event) -> tuple[str, str]:
        alignment = self.alignments[self.column] if self.column < len(self.alignments) else ""
        self.column += 1
        aligned = f' class="{alignment}"' if alignment in _ALIGNMENTS else ""
        return f"<{self.cell}{aligned}>", f"</{self.cell}>"

    def start_link(self, event: Event) -> tuple[str, str]:
        return self.link("link", event.attributes["url"])

    def start_image(self, event: Event) -> tuple[str, str]:
        # Not loaded: what a reader of the post would see may lie anywhere. Its description leads there.
        opening, closing = self.link("image", event.attributes["url"])
        self.undescribed = len(self.out) + 1
        self.file = event.attributes["url"].split("?")[0].rpartition("/")[2]
        return opening, closing

    def link(self, kind: str, url: str) -> tuple[str, str]:
        self.links += 1
        address = safe_address(url)
        if self.links > 1 or not address:
            return f'<span class="{kind}">', "</span>"
        return str(Markup('<a class="{}" href="{}">').format(kind, address)), "</a>"

    def end_link(self, event: Event) -> None:
        self.links -= 1

    def end_image(self, event: Event) -> None:
        self.links -= 1
        if len(self.out) == self.undescribed:
            self.write("{}", self.file if len(self.file) < 60 else "…")

    def start_html_block(self, event: Event) -> None:
        self.html_block = []

    def end_html_block(self, event: Event) -> None:
        html = "".join(self.html_block or ())
        self.html_block = None
        if not _COMMENT.fullmatch(html):
            self.write('<pre class="html">{}</pre>\n', html)

    def start_footnote_definition(self, event: Event) -> None:
        self.outer.append((event.attributes["label"], self.out))
        self.out = []

    def end_footnote_definition(self, event: Event) -> None:
        label, outer = self.outer.pop()
        self.footnotes.setdefault(label, []).extend(self.out)
        self.out = outer

    def append_footnotes(self) -> None:
        """Write the footnotes in the order they are referred to, then those that nothing refers to."""
        labels = sorted(self.footnotes, key=lambda label: self.numbers.get(label, len(self.numbers) + 1))
        self.write('<section class="footnotes">\n' if labels else "")
        for label in labels:
            self.write('<div class="footnote" id="{}fn:{}"><span class="number">', self.prefix, label)
            if label in self.numbers:
                back = '<a role="doc-backlink" href="#{}fnref:{}">{}</a>'
                self.write(back, self.prefix, label, self.numbers[label])
            self.write("</span>\n")
            self.out += self.footnotes[label]
            self.write("</div>\n")
        self.write("</section>\n" if labels else "")

    # ---------------------------------------------------------------------------------------------- inline

    def anchor(self, end: int) -> None:
        while self.anchors and self.anchors[-1][0] < end:
            self.write('<span class="anchor" id="{}"></span>', self.new_id(self.anchors.pop()[1]))

    def new_id(self, name: str) -> str:
        (self.ids_below if self.outer else self.ids).append(name)
        return name

    def soft_break(self, event: Event) -> None:
        self.broken = True

    def line_end(self, following: str = "") -> None:
        """Write the line end that is still owed; between two Chinese characters it is no space."""
        chinese = _wide(self.last) and (following == "" or _wide(following))
        if self.broken and not chinese:
            self.write("\n")
        self.broken = self.broken and chinese and following == ""

    def text(self, event: Event) -> None:
        if self.html_block is not None:
            self.html_block.append(event.text)
            return
        for text, number in [(event.text, None)] if self.in_code else cut_at_marks(event, self.marks):
            self.line_end(text[:1])
            self.last = text[-1:]
            self.out.append(str(escape(text)) if number is None else self.marked(text, number))

    def marked(self, text: str, number: int) -> str:
        """Return a piece of the text of a mark, wrapped."""
        mark, first = self.marks[number], number not in self.begun
        self.begun.add(number)
        if mark.text:
            text = mark.text if first else ""
        name = self.new_id(mark.id) if mark.id and first and text else ""
        return str(wrapped(mark, text, name, is_link=not self.links)) if text else ""

    def code(self, event: Event) -> None:
        self.line_end(event.text[:1])
        self.last = event.text[-1:]
        if self.in_code:
            self.out.append(str(escape(event.text)))
        else:
            self.write('<code class="math">{}</code>' if event.type == "math" else "<code>{}</code>", event.text)

    def html(self, event: Event) -> None:
        if self.html_block is not None:
            self.html_block.append(event.text)
        elif _LINE_BREAK.fullmatch(event.text):
            self.write("<br>")
        elif self.shows_tags:
            self.line_end(event.text[:1])
            self.out.append(str(escape(event.text)))

    def footnote(self, event: Event) -> None:
        label = event.attributes["label"]
        anchor = "" if label in self.numbers else Markup(' id="{}fnref:{}"').format(self.prefix, label)
        number = self.numbers.setdefault(label, len(self.numbers) + 1)
        if self.links:
            self.write("<sup>{}</sup>", number)
        else:
            reference = '<sup><a class="footnote-ref" role="doc-noteref" href="#{}fn:{}"{}>{}</a></sup>'
            self.write(reference, self.prefix, label, anchor, number)
