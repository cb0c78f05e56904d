"""The page of a post: its notes, its margin, its translation beside it, and what its addresses lead to."""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from plugin.checked import Checked, get

from glossary.plugin.pages.sides import rows

EN = "# Start\n\nOn OGAS.\n\n- mill and OGAS\n- Gosplan\n\n---\n\nEnd.[^1]\n\n[^1]: A note.\n"
ZH = "# 开头\n\n关于OGAS。\n\n- OGAS\n- 国家计划委员会\n\n---\n\n结尾。[^1]\n\n[^1]: 注。\n"
PAIR: list[dict[str, Any]] = [
    {
        "slug": "one-en", "title": "One", "language": "en", "date": "2026-01-02", "translation_key": "one", "body": EN,
        "author": "B. Reader", "source_title": "The <old> essay", "source_author": "A. Writer",
        "source_date": "2024-07", "source_url": "https://example.org/essay",
    },
    {"slug": "one-zh", "title": "一", "language": "zh", "date": "2026-01-02", "translation_key": "one", "body": ZH},
]  # fmt: skip
ROW = re.compile(r'<div class="row">(.*?)(?=<div class="row">|<section class="endnotes">|</article>)', re.DOTALL)


def body_of(html: str, start: str, end: str) -> str:
    """Return the part of a page from *start* to *end*."""
    return html[html.index(start) : html.index(end, html.index(start))]


def rows_of(html: str) -> list[tuple[str, str]]:
    """Return what is read in each row, in both columns."""
    found = []
    for row in ROW.findall(html):
        left, right = re.findall(r'<div class="prose" lang="\w+">(.*?)\n?</div>(?=<div|\s*</div>)', row, re.DOTALL)
        found.append(tuple(" ".join(re.sub("<[^>]+>", " ", side).split()) for side in (left, right)))
    return found


# --------------------------------------------------------------------------------------------------- notes


@pytest.mark.parametrize(
    ("reader", "name", "kind", "language", "sentence"),
    [
        ("en", '<span lang="en">OGAS</span> <span class="also" lang="zh">全国自动化系统</span>', "project", "en",
         "A plan for a network of computers, see Gosplan, RICE to mulberry and No Such Term."),
        ("zh", '<span lang="zh">全国自动化系统</span> <span class="also" lang="en">OGAS</span>', "项目", "zh",
         "一个计算机网络的计划，见国家计划委员会。"),
    ],
)  # fmt: skip
@pytest.mark.asyncio
async def test_note_speaks_the_readers_language(
    made: Path, serve: Callable[..., Any], reader: str, name: str, kind: str, language: str, sentence: str
) -> None:
    """Name, kind and the first sentence, in the language of the reader, and the way to the term."""
    html = await get(serve(made), f"/post/networks-en?lang={reader}")
    note = body_of(html, '<div id="note:ogas">', "</div>")
    assert f'<a href="/term/ogas">{name}</a>' in note
    assert f'<span class="what">{kind}</span>' in note
    assert f'<p lang="{language}">{sentence}</p>' in note


@pytest.mark.asyncio
async def test_note_falls_back_to_the_main_language(made: Path, serve: Callable[..., Any]) -> None:
    """What nobody has explained in the reader's language is shown in the main one, marked as such."""
    html = await get(serve(made), "/post/networks-en?lang=zh")
    assert '<p lang="en">The planning committee.</p>' in body_of(html, '<div id="note:gosplan">', "</div>")


@pytest.mark.asyncio
async def test_note_without_explanation_says_so(made: Path, serve: Callable[..., Any]) -> None:
    """An unexplained term has a note too."""
    html = await get(serve(made), "/post/networks-zh")
    assert "Not yet explained." in body_of(html, '<div id="note:rice-to-mulberry">', "</div>")


@pytest.mark.asyncio
async def test_note_is_the_first_sentence(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """Only the first sentence, its tags as text and never beyond a card's size."""
    explained = {"a": "One <b>x</b>, e.g. [[b]]. Two.", "b": "word " * 200}
    terms = [
        {"slug": slug, "kind": "concept", "labels": {"en": [f"term {slug}"]}, "explanation": {"en": text}}
        for slug, text in explained.items()
    ]
    posts = [{"slug": "p", "title": "P", "language": "en", "date": None, "body": "term a, term b"}]
    html = await get(serve(make(terms=terms, posts=posts)), "/post/p")
    assert '<p lang="en">One x, e.g. term b.</p>' in body_of(html, '<div id="note:a">', "</div>")
    (sentence,) = re.findall(r'<p lang="en">([^<]*)</p>', body_of(html, '<div id="note:b">', "</div>"))
    assert len(sentence) <= 320
    assert sentence.endswith("…")


@pytest.mark.parametrize("path", ["/post/networks-en", "/post/undated", "/post/one-en?with=zh"])
@pytest.mark.asyncio
async def test_every_mention_is_described(make: Callable[..., Path], serve: Callable[..., Any], path: str) -> None:
    """Each mention that is a link names a note of the page, and none has a title that says the same again."""
    from plugin.conftest import POSTS

    html = await get(serve(make(posts=[*POSTS, *PAIR])), path)
    described = re.findall(r'<mark class="mention[^>]*><a href="[^"]+"([^>]*)>', html)
    assert len(described) > 0
    ids = Checked(html).ids
    for attributes in described:
        (note,) = re.findall(r'^ aria-describedby="([^"]+)"$', attributes)
        assert note in ids


@pytest.mark.asyncio
async def test_card_comes_from_a_file_of_ours(made: Path, serve: Callable[..., Any]) -> None:
    """The page asks for one style sheet and one script more, which exist, and holds no script itself."""
    datasette = serve(made)
    html = await get(datasette, "/post/networks-en")
    files = re.findall(r'(?:href|src)="([^"]*/-/static-plugins/[^"]+/(?:post\.css|notes\.js))"', html)
    assert len(files) == 2
    assert '<script defer src="/-/static-plugins/datasette-glossary/notes.js"></script>' in html


# -------------------------------------------------------------------------------------------------- margin


@pytest.mark.asyncio
async def test_terms_stand_beside_their_first_mention(made: Path, serve: Callable[..., Any]) -> None:
    """The margin names each term once, right before the block that mentions it first."""
    html = await get(serve(made), "/post/networks-en")
    margins = re.findall(r'<ul class="margin" aria-hidden="true">\n(.*?)</ul>\n(.{60})', html, re.DOTALL)
    assert [(re.findall(r'href="([^"]+)"', names), follows[:6]) for names, follows in margins] == [
        (["/term/ogas"], "<h2><s"),
        (["/term/gosplan"], "<p><sp"),
    ]
    assert html.count('tabindex="-1"') == 2  # the notes say the same to who cannot see the margin


@pytest.mark.asyncio
async def test_terms_are_folded_at_the_top(made: Path, serve: Callable[..., Any]) -> None:
    """Where there is no margin, a fold leads to the first mention of each term."""
    fold = body_of(await get(serve(made), "/post/networks-en"), "<details", "</details>")
    assert "<summary>2 terms in this post</summary>" in fold
    assert re.findall(r'href="([^"]+)"', fold) == ["#ogas-1", "#gosplan-1"]


# --------------------------------------------------------------------------------------------- translations


@pytest.mark.asyncio
async def test_translation_is_offered(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """A post leads to its translation, alone and side by side."""
    html = await get(serve(make(posts=PAIR)), "/post/one-en")
    assert '<a data-place="p:" href="/post/one-zh" hreflang="zh">Read in Chinese</a>' in html
    assert '<a data-place="p:" href="/post/one-en?with=one-zh">Side by side</a>' in html


@pytest.mark.parametrize("asked", ["one-zh", "zh"])
@pytest.mark.asyncio
async def test_side_by_side(make: Callable[..., Path], serve: Callable[..., Any], asked: str) -> None:
    """Both posts stand block beside block, each in its language, and lead back to each alone."""
    html = await get(serve(make(posts=PAIR)), f"/post/one-en?with={asked}")
    assert rows_of(html) == [
        ("Start", "开头"),
        ("On OGAS .", "关于 OGAS 。"),
        ("mill and OGAS Gosplan", "OGAS 国家计划委员会"),
        ("", ""),
        ("End. 1", "结尾。 1"),
        ("1 A note.", "1 注。"),
    ]
    assert html.count('<div class="prose" lang="en">') == html.count('<div class="prose" lang="zh">') == 6
    assert '<a data-place="p:" href="/post/one-en" hreflang="en">English only</a>' in html
    assert '<a data-place="with:p:" href="/post/one-zh" hreflang="zh">Chinese only</a>' in html
    assert "margin" not in html


@pytest.mark.asyncio
async def test_ids_of_the_post_itself_stay(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """The cited ids belong to the post in the address, those of the other begin otherwise."""
    html = await get(serve(make(posts=PAIR)), "/post/one-en?with=zh")
    ids = Checked(html).ids
    assert {"ogas-1", "ogas-2", "p:1", "fn:1", "with:ogas-1", "with:ogas-2", "with:p:1", "with:fn:1"} <= set(ids)
    assert html.index('id="ogas-1"') < html.index('id="with:ogas-1"')
    assert ids.count("note:ogas") == 1


@pytest.mark.asyncio
async def test_term_of_the_translation_alone_has_its_note(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """A term that only the translation mentions is explained too, and its note leads there."""
    posts = [PAIR[0] | {"body": "Nothing."}, PAIR[1] | {"body": "关于OGAS。"}]
    html = await get(serve(make(posts=posts)), "/post/one-en?with=zh")
    assert '<a class="place" href="#with:ogas-1">' in html
    assert "with:ogas-1" in Checked(html).ids


@pytest.mark.parametrize("asked", ["", "fr", "one-en", "networks-en", '"><script>'])
@pytest.mark.asyncio
async def test_what_is_no_translation_is_not_shown_beside(
    make: Callable[..., Path], serve: Callable[..., Any], asked: str
) -> None:
    """Only a translation of the post stands beside it; any other wish is the post alone."""
    html = await get(serve(make(posts=PAIR)), f"/post/one-en?with={asked}")
    assert 'class="sides"' not in html


@pytest.mark.asyncio
async def test_posts_of_other_shapes_stand_in_two_columns(made: Path, serve: Callable[..., Any]) -> None:
    """Without as many paragraphs of the same zones, nothing pretends to be aligned."""
    html = await get(serve(made), "/post/networks-en?with=zh")
    assert html.count('<div class="row">') == 1
    assert '<a href="/post/networks-zh" hreflang="zh">Read in Chinese</a>' in await get(
        serve(made), "/post/networks-en"
    )


@pytest.mark.asyncio
async def test_alignments_say_more(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """Where a build has aligned the paragraphs, its word counts, and what was left out stands alone."""
    posts = [PAIR[0] | {"body": "a\n\nb\n\nc\n\nd"}, PAIR[1] | {"body": "甲\n\n乙\n\n丁"}]
    path = make(posts=posts)
    with closing(sqlite3.connect(path)) as db:
        numbers = dict(db.execute("SELECT reading, id FROM paragraphs").fetchall())
        for one, other in ("a甲", "b乙", "d丁"):
            db.execute(
                "INSERT INTO alignments VALUES (?, ?, 1), (?, ?, 1)", (*(p := (numbers[one], numbers[other])), *p[::-1])
            )
        db.commit()
    datasette = serve(path)
    expected = [("a", "甲"), ("b", "乙"), ("c", ""), ("d", "丁")]
    assert rows_of(await get(datasette, "/post/one-en?with=zh")) == expected
    assert rows_of(await get(datasette, "/post/one-zh?with=en")) == [(right, left) for left, right in expected]


SHAPES: list[tuple[str, list[list[int]], list[list[int]], list[tuple[int, int]], list[tuple[int, int]]]] = [
    ("one to one", [[1], [2]], [[1], [2]], [(1, 1), (2, 2)], [(1, 1), (1, 1)]),
    ("nothing known", [[1], [2]], [[1]], [], [(2, 1)]),
    ("two in one", [[1], [2], [3]], [[1], [2]], [(1, 1), (2, 1), (3, 2)], [(2, 1), (1, 1)]),
    ("one in two", [[1], [2]], [[1], [2], [3]], [(1, 1), (1, 2), (2, 3)], [(1, 2), (1, 1)]),
    ("left out", [[1], [2], [3]], [[1], [2]], [(1, 1), (3, 2)], [(1, 1), (1, 0), (1, 1)]),
    ("added", [[1], [2]], [[1], [2], [3]], [(1, 1), (2, 3)], [(1, 1), (0, 1), (1, 1)]),
    ("crossed", [[1], [2], [3]], [[1], [2], [3]], [(1, 2), (2, 1), (3, 3)], [(2, 2), (1, 1)]),
    ("lists", [[1, 2], [3]], [[1, 2], [3]], [(1, 1), (2, 2), (3, 3)], [(1, 1), (1, 1)]),
    ("a line between", [[1], [], [2]], [[1], [], [2]], [(1, 1), (2, 2)], [(1, 1), (1, 1), (1, 1)]),
    ("a line in one", [[1], [], [2]], [[1], [2]], [(1, 1), (2, 2)], [(1, 1), (1, 0), (1, 1)]),
    ("at the end", [[1]], [[1], [2]], [(1, 1)], [(1, 1), (0, 1)]),
    ("unknown paragraphs", [[1]], [[1]], [(7, 9)], [(1, 0), (0, 1)]),
]


@pytest.mark.parametrize(("one", "other", "pairs", "expected"), [s[1:] for s in SHAPES], ids=[s[0] for s in SHAPES])
def test_rows(
    one: list[list[int]], other: list[list[int]], pairs: list[tuple[int, int]], expected: list[tuple[int, int]]
) -> None:
    """Rows are as short as what goes together allows, and hold every block once."""
    assert rows(one, other, pairs) == expected


# ------------------------------------------------------------------------------------------- places, source


@pytest.mark.asyncio
async def test_addresses_lead_to_paragraphs_and_mentions(made: Path, serve: Callable[..., Any]) -> None:
    """A paragraph's anchor stands in the block that is marked when an address leads there, a mention has its own."""
    datasette = serve(made)
    html = await get(datasette, "/post/networks-en")
    blocks = re.findall(r'<(p|h2|li|td|th)(?: class="\w+")?><span class="anchor" id="(p:\d)"></span>', html)
    assert blocks == [("h2", "p:1"), ("p", "p:2"), ("p", "p:3"), ("th", "p:4"), ("p", "p:5")]
    assert '<mark class="mention" id="ogas-2">' in html
    style = (Path(__file__).parents[2] / "glossary/plugin/static/post.css").read_text(encoding="utf-8")
    for rule in (".prose :target { scroll-margin-top", ":has(.anchor:target)", "li:has(> .anchor:target"):
        assert rule in style


@pytest.mark.asyncio
async def test_source_is_somebody_elses_post(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """Who wrote the original, when and where it stands, and that this text is not it."""
    datasette = serve(make(posts=PAIR))
    source = body_of(await get(datasette, "/post/one-en"), '<div class="original">', "</div>")
    assert '<a href="https://example.org/essay"><cite>The &lt;old&gt; essay</cite></a>' in source
    assert "by A. Writer" in source
    assert "<time>2024-07</time>" in source
    assert '<span class="host">example.org</span>' in source
    assert "is by somebody else" in source
    assert '<div class="original">' not in await get(datasette, "/post/one-zh")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ({"source_title": "T", "source_url": "ftp://x.org/a"}, "<cite>T</cite> <span class=\"host\">ftp://x.org/a</span>"),
        ({"source_url": "ftp://x.org/a"}, "<strong>The original</strong> <cite>ftp://x.org/a</cite></p>"),
        ({"source_url": "https://x.org/a"}, '<a href="https://x.org/a"><cite>https://x.org/a</cite></a></p>'),
        ({"source_title": "T", "source_author": "B. Reader"}, '<cite>T</cite> <span>by B. Reader</span></p>\n\n</div>'),
    ],
)  # fmt: skip
@pytest.mark.asyncio
async def test_source_as_far_as_it_is_known(
    make: Callable[..., Path], serve: Callable[..., Any], source: dict[str, str], shown: str
) -> None:
    """An address of another scheme is text; one's own older post is not called somebody else's."""
    post = {"slug": "p", "title": "P", "language": "en", "date": None, "body": "Text.", "author": "B. Reader"}
    html = await get(serve(make(posts=[post | source])), "/post/p")
    assert shown in html
    assert "somebody else" not in html


@pytest.mark.asyncio
async def test_side_by_side_under_a_base_url_and_a_second_name(
    make: Callable[..., Path], serve: Callable[..., Any]
) -> None:
    """Addresses hold wherever the glossary is attached."""
    datasette = serve(make(name="a"), make(name="b", posts=PAIR), settings={"base_url": "/deep/"})
    html = await get(datasette, "/b/-/post/one-en?with=zh")
    assert "/deep/b/-/post/one-zh" in Checked(html).links
    html = await get(datasette, "/b/-/post/one-en")
    assert "/deep/b/-/post/one-en?with=one-zh" in Checked(html).links
    assert "/deep/b/-/term/ogas" in Checked(html).links


@pytest.mark.asyncio
async def test_notes_of_names_that_are_no_json_object(make: Callable[..., Path], serve: Callable[..., Any]) -> None:
    """A term without any name of its own is called by its row's name."""
    path = make(posts=PAIR)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE terms SET names = ? WHERE slug = 'ogas'", (json.dumps({}),))
        db.commit()
    assert '<div id="note:ogas">' in await get(serve(path), "/post/one-en")
