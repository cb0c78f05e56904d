"""Markdown to HTML: what a reader sees, what is marked where, and what never reaches a page."""

import re
from collections.abc import Iterable

import pytest

from glossary.plugin.marks import Mark, plain, safe_address
from glossary.plugin.rendering import Anchor, render_post, render_text


def page_of(body: str, marks: Iterable[Mark] = (), anchors: Iterable[Anchor] = ()) -> str:
    """Return the whole page of a post."""
    return "".join(block.html for block in render_post(body, marks, anchors))


def mark_of(body: str, text: str, nth: int = 0, **rest: str) -> Mark:
    """Return a mark over the *nth* place at which *text* stands in *body*."""
    start = -1
    for _ in range(nth + 1):
        start = body.index(text, start + 1)
    return Mark(start, start + len(text), **({"classes": "mention", "href": "/term/x", "id": "x-1"} | rest))


def pieces(html: str) -> list[str]:
    """Return the text of every mark, in order."""
    return [re.sub(r"<[^>]+>", "", mark) for mark in re.findall(r"<mark[^>]*>(.*?)</mark>", html)]


BLOCKS = [
    ("# One", "<h2>One</h2>"),
    ("## Two\n### Three", "<h2>Two</h2>\n<h3>Three</h3>"),
    ("# One\n###### Six", "<h2>One</h2>\n<h6>Six</h6>"),
    ("### Three\n# One\n#### Four", "<h2>Three</h2>\n<h2>One</h2>\n<h3>Four</h3>"),
    ("a\n\nb", "<p>a</p>\n<p>b</p>"),
    ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ("1. a", "<ol>\n<li>a</li>\n</ol>"),
    ("7. a", '<ol start="7">\n<li>a</li>\n</ol>'),
    ("- - a", "<ul>\n<li><ul>\n<li>a</li>\n</ul>\n</li>\n</ul>"),
    ("```py\n<a & b>\n```", "<pre><code>&lt;a &amp; b&gt;\n</code></pre>"),
    ("    <a>", "<pre><code>&lt;a&gt;</code></pre>"),
    ("a\n\n---", "<p>a</p>\n<hr>"),
    (
        "|a|b|c|\n|:-|:-:|-:|\n|1|2|3|",
        '<div class="table"><table>\n<thead><tr><th class="left">a</th><th class="center">b</th>'
        '<th class="right">c</th></tr></thead>\n<tbody>\n<tr><td class="left">1</td><td class="center">2</td>'
        '<td class="right">3</td></tr>\n</tbody></table></div>',
    ),
]


@pytest.mark.parametrize(("body", "html"), BLOCKS, ids=[body[:12] for body, _ in BLOCKS])
def test_blocks(body: str, html: str) -> None:
    """Every block of CommonMark and GFM reads as it should; headings begin right below the page's own."""
    assert page_of(body).strip() == html


INLINE = [
    ("*a* **b** ~~c~~ `d`", "<em>a</em> <strong>b</strong> <del>c</del> <code>d</code>"),
    ("$x<y$", '<code class="math">x&lt;y</code>'),
    ("a &amp; b &lt;", "a &amp; b &lt;"),
    ("a  \nb", "a<br>\nb"),
    ("a<br/>b", "a<br>b"),
    ("<b>a</b>", "a"),
    ("word\nword", "word\nword"),
    ("一行\n二行", "一行二行"),
    ("一行\nword", "一行\nword"),
    ("一行\n**二**", "一行<strong>二</strong>"),
    ("word\n**二**", "word\n<strong>二</strong>"),
    ("[a](https://x.org/?a=1&b=2)", '<a class="link" href="https://x.org/?a=1&amp;b=2">a</a>'),
    ("[a](/elsewhere)", '<a class="link" href="/elsewhere">a</a>'),
    ("<mailto:a@x.org>", '<a class="link" href="mailto:a@x.org">mailto:a@x.org</a>'),
    ("[a](javascript:alert(1))", '<span class="link">a</span>'),
    ("![cat](https://x.org/c.png)", '<a class="image" href="https://x.org/c.png">cat</a>'),
    ("![](https://x.org/c.png)", '<a class="image" href="https://x.org/c.png">c.png</a>'),
    ("![](c.png?x)", '<a class="image" href="c.png?x">c.png</a>'),
    (f"![](data:image/png;base64,{'A' * 60})", '<span class="image">…</span>'),
    ("![cat](data:image/png;base64,AA)", '<span class="image">cat</span>'),
    ("[![cat](c.png)](/d)", '<a class="link" href="/d"><span class="image">cat</span></a>'),
]


@pytest.mark.parametrize(("body", "html"), INLINE, ids=[body[:20] for body, _ in INLINE])
def test_inline(body: str, html: str) -> None:
    """Inline Markdown reads as it should; nothing is loaded from elsewhere and no link leads to a script."""
    assert page_of(body) == f"<p>{html}</p>\n"


def test_footnotes_come_last_in_the_order_of_their_references() -> None:
    """A footnote that nothing refers to is shown too, since it may hold mentions."""
    body = "[^lone]: Alone.\n\nA[^b] B[^a] C[^b]\n\n[^a]: First.\n\n[^b]: Second."
    html = page_of(body)
    assert html.index("Second.") < html.index("First.") < html.index("Alone.")
    assert html.count('id="fnref:b"') == 1
    assert html.count('href="#fn:b"') == 2


MARKED = [
    ("plain OGAS here", "OGAS", ["OGAS"]),
    ("a *OG*AS b", "*OG*AS", ["OG", "AS"]),
    ("a **改稻**为桑 b", "改稻**为桑", ["改稻", "为桑"]),
    ("rice\npaddies", "rice\npaddies", ["rice", "paddies"]),
    ("AT&amp;T", "AT&amp;T", ["AT", "&amp;", "T"]),
    ("# The OGAS", "OGAS", ["OGAS"]),
    ("|a|\n|-|\n|OGAS|", "OGAS", ["OGAS"]),
    ("- x OGAS", "OGAS", ["OGAS"]),
    ("> OGAS", "OGAS", ["OGAS"]),
    ("a[^1]\n\n[^1]: OGAS", "OGAS", ["OGAS"]),
    ("𠮷🙂OGAS", "OGAS", ["OGAS"]),
    ("<i>OGAS</i>", "OGAS", ["OGAS"]),
]


@pytest.mark.parametrize(("body", "text", "marked"), MARKED, ids=[body[:20] for body, _, _ in MARKED])
def test_mark_covers_what_its_offsets_say(body: str, text: str, marked: list[str]) -> None:
    """A mention is marked piece by piece wherever it stands; its id stands once, on the first piece."""
    html = page_of(body, [mark_of(body, text)])
    assert pieces(html) == marked
    assert html.count('id="x-1"') == 1
    assert html.count('href="/term/x"') == len(marked)


def test_marks_side_by_side_and_in_one_text() -> None:
    """Several mentions in one text are each marked, also where nothing stands between them."""
    body = "AB and AB"
    marks = [mark_of(body, "A", id="a-1"), mark_of(body, "B", id="b-1"), mark_of(body, "AB", 1, id="c-1")]
    assert pieces(page_of(body, marks)) == ["A", "B", "AB"]


def test_mention_in_a_link_is_marked_without_a_second_link() -> None:
    """Links never stand in links."""
    body = "[see OGAS](https://x.org)"
    html = page_of(body, [mark_of(body, "OGAS")])
    assert '<mark class="mention" id="x-1">OGAS</mark>' in html
    assert html.count("<a ") == 1


def test_code_is_never_marked() -> None:
    """Offsets that lie in code mark nothing."""
    body = "`OGAS` and\n\n    OGAS"
    assert pieces(page_of(body, [mark_of(body, "OGAS"), mark_of(body, "OGAS", 1)])) == []


def test_anchors_stand_before_their_text() -> None:
    """A paragraph's anchor comes where its text begins."""
    body = "one\n\n- two\n- *three*"
    html = page_of(body, (), [(0, "p:1"), (body.index("two"), "p:2"), (body.index("*three"), "p:3")])
    assert re.sub(r'<span class="anchor" id="p:(\d)"></span>', r"[\1]", html) == (
        "<p>[1]one</p>\n<ul>\n<li>[2]two</li>\n<li><em>[3]three</em></li>\n</ul>\n"
    )


LINKS = {
    "ogas": Mark(0, 0, href="/term/ogas", text="OGAS", language="en"),
    "label": Mark(0, 0, href="/t", text="label"),
}
EXPLAINED = [
    ("See [[ogas]].", '<p>See <a href="/term/ogas" lang="en">OGAS</a>.</p>\n'),
    ("See [[ ogas ]].", '<p>See <a href="/term/ogas" lang="en">OGAS</a>.</p>\n'),
    ("[[label]] [[other]]", '<p><a href="/t">label</a> [[other]]</p>\n'),
    ("`[[ogas]]`", "<p><code>[[ogas]]</code></p>\n"),
    ("[in [[ogas]]](https://x.org)", '<p><a class="link" href="https://x.org">in OGAS</a></p>\n'),
    ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
    ("<div>\nx\n</div>", '<pre class="html">&lt;div&gt;\nx\n&lt;/div&gt;</pre>\n'),
    ("{{ a }} {% b %} {: .c}", "<p>{{ a }} {% b %} {: .c}</p>\n"),
]


MONEY = [
    ("[a](https://x.org/$5?b=$6) $7", '<p><a class="link" href="https://x.org/$5?b=$6">a</a> $7</p>'),
    ("[a][1]\n\n[1]: /$5/$6", '<p><a class="link" href="/$5/$6">a</a></p>'),
    ("![](/a/$5$6.png)", '<p><a class="image" href="/a/$5$6.png">$5$6.png</a></p>'),
    ("<div>$5 and $6</div>", '<pre class="html">&lt;div&gt;$5 and $6&lt;/div&gt;</pre>'),
    ("$$a $5 b$$", '<p><code class="math">a $5 b</code></p>'),
    ("50% of $5 and $6", "<p>50% of $5 and $6</p>"),
]


@pytest.mark.parametrize(("body", "html"), MONEY, ids=[body[:16] for body, _ in MONEY])
def test_money_stays_money(body: str, html: str) -> None:
    """A dollar sign that opens no formula is shown as it is, in addresses and tags too."""
    assert page_of(body).strip() == html


TEMPLATED = [
    ("[a](/b/{{ c }}/d)", '<p><span class="link">a</span></p>'),
    ("[a]({{ b }}{% c %})", '<p><span class="link">a</span></p>'),
    ("[a]({{ b }}/c)", '<p><a class="link" href="/c">a</a></p>'),
]


@pytest.mark.parametrize(("body", "html"), TEMPLATED, ids=[body[:16] for body, _ in TEMPLATED])
def test_unknown_addresses_are_no_links(body: str, html: str) -> None:
    """Where a template stands in an address, the link leads nowhere; what it would have begun with is left out."""
    assert page_of(body).strip() == html


@pytest.mark.parametrize(("text", "html"), EXPLAINED, ids=[text[:16] for text, _ in EXPLAINED])
def test_explanation(text: str, html: str) -> None:
    """Links to terms are resolved outside code, unknown ones stay as typed, tags are shown."""
    assert render_text(text, LINKS) == html


ADDRESSES = [
    ("https://x.org", "https://x.org"),
    ("HTTP://x.org", "HTTP://x.org"),
    ("mailto:a@x.org", "mailto:a@x.org"),
    ("/a/b#c", "/a/b#c"),
    ("a.html?b:c", "a.html?b:c"),
    ("第一章:二", "第一章:二"),
    ("javascript:alert(1)", ""),
    ("JaVaScRiPt:alert(1)", ""),
    (" \x01javascript:alert(1)", ""),
    ("java\nscript:alert(1)", ""),
    ("java\tscript:alert(1)", ""),
    ("vbscript:x", ""),
    ("data:text/html,x", ""),
    ("file:///etc/passwd", ""),
]


@pytest.mark.parametrize(("url", "safe"), ADDRESSES)
def test_only_safe_addresses_are_links(url: str, safe: str) -> None:
    """Only http, https, mailto and relative addresses lead anywhere, however they are spelt."""
    assert safe_address(url) == safe


@pytest.mark.parametrize(
    ("text", "limit", "line"),
    [
        ("A *b* [[c]]\n\n- d `e`", 20, "A b c d e"),
        ("*a*, <b>b</b>.\nc\n***\nd", 20, "a, b. c d"),
        ("<i>x</i> &amp;", 20, "x &"),
        ("abcdef ghi", 8, "abcdef…"),
    ],
)
def test_plain(text: str, limit: int, line: str) -> None:
    """A note is one line as read, cut with an ellipsis."""
    assert plain(text, limit) == line


BLOCKS_OF = [
    ("# 1\n\n2 *a*\n\n- 3\n- 4\n\n---\n\n```\na\n```", [[1], [2], [3, 4], [], []]),
    ("|1|2|\n|-|-|\n|3|4|\n\n> 5\n>\n> 6", [[1, 2, 3, 4], [5, 6]]),
    ("1[^x]\n\n[^x]: 2\n\n3", [[1], [3], [2]]),
    ("<!-- a -->\n\n1", [[1]]),
    ("", []),
]


@pytest.mark.parametrize(("body", "ids"), BLOCKS_OF, ids=[body[:12] for body, _ in BLOCKS_OF])
def test_post_comes_block_by_block(body: str, ids: list[list[int]]) -> None:
    """A block holds what stands together, with the ids in it; the footnotes are the last, wherever they are typed."""
    anchors = [(match.start(), match.group()) for match in re.finditer(r"\d", body)]
    assert [[int(name) for name in block.ids] for block in render_post(body, (), anchors)] == ids


def test_two_posts_can_stand_on_one_page() -> None:
    """With a prefix the ids of footnotes are others, and their links lead to them."""
    html = "".join(block.html for block in render_post("a[^1]\n\n[^1]: b", prefix="with:"))
    assert re.findall(r'(?:id|href)="#?([^"]+)"', html) == ["with:fn:1", "with:fnref:1", "with:fn:1", "with:fnref:1"]


def test_mark_names_what_describes_it() -> None:
    """A screen reader hears the note with the link; a mark without note has none."""
    body = "OGAS and OGAS"
    html = page_of(body, [mark_of(body, "OGAS", note='note:"x'), mark_of(body, "OGAS", 1, id="x-2")])
    assert html.count('aria-describedby="note:&#34;x"') == 1
    assert html.count("aria-describedby") == 1


def test_plain_reads_names_for_slugs() -> None:
    """A link that gives a slug is read as the name of its term, one that gives a label as typed."""
    assert plain("See [[rice]], [[Rice]].", 40, {"rice": "Rice to mulberry"}) == "See Rice to mulberry, Rice."
