"""The map: which terms are drawn, where, and the same as a table."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from plugin.checked import Checked, get
from plugin.test_safety import HOSTILE
from plugin.test_style import DARK, LIGHT, STATIC, contrast

from glossary.model import KINDS
from glossary.plugin.pages.drawing import LINE_HEIGHT, Drawing, draw, ems
from glossary.plugin.pages.links import Link, around, count, drawn, linked, links
from glossary.plugin.queries.term_map import TABLES

Make = Callable[..., Path]
Serve = Callable[..., Any]
KIND_NAMES = (*KINDS,)


def terms(number: int) -> list[dict[str, Any]]:
    """Return so many terms, of every kind, with a name in each language."""
    return [
        {
            "slug": f"t-{n:04}",
            "kind": KIND_NAMES[n % len(KINDS)],
            "labels": {"en": [f"w{n:04}x"], "zh": [f"词条{n:04}"]},
        }
        for n in range(number)
    ]


def posts(number: int, *, neighbours: int = 5) -> list[dict[str, Any]]:
    """Return posts in which each of so many terms stands beside the next ones, twice."""
    return [
        {
            "slug": f"p-{n:04}", "title": f"Post {n}", "language": "en", "date": None,
            "body": "\n\n".join([" ".join(f"w{(n + m) % number:04}x" for m in range(neighbours))] * 2),
        }
        for n in range(0, number, neighbours - 2)
    ]  # fmt: skip


def drawn_in(html: str) -> list[str]:
    """Return the slugs of the terms in the picture."""
    return re.findall(r'<a href="[^"]*/term/([^"]+)" data-term', html)


def rows(html: str) -> list[tuple[str, ...]]:
    """Return the table: both terms, paragraphs, posts."""
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        (*re.findall(r'href="[^"]*/term/([^"]+)"', row), *re.findall(r'class="right">([\d,]+)<', row))
        for row in body.split("</tr>")[:-1]
    ]


# --------------------------------------------------------------------------------------- which belong together


def places(*paragraphs: str) -> list[tuple[int, int, int]]:
    """Return where terms stand, given by their letters; every two paragraphs are a post."""
    return [(n // 2, n, ord(sign)) for n, text in enumerate(paragraphs) for sign in text]


def test_pairs_are_counted_once_a_paragraph() -> None:
    """A term that stands twice in a paragraph counts once, and so does a post with two such paragraphs."""
    counted = count(places("aab", "ab", "ac", "b"))
    a, b, c = map(ord, "abc")
    assert counted.pairs == {(a, b): 2, (a, c): 1}
    assert counted.posts == {(a, b): 1, (a, c): 1}
    assert counted.terms == {a: 3, b: 3, c: 1}
    assert counted.paragraphs == 4


def test_lists_of_very_many_terms_are_left_out() -> None:
    """A paragraph that only lists terms says nothing of which belong together."""
    counted = count([(1, 1, n) for n in range(101)] + [(1, 2, 1), (1, 2, 2)])
    assert (counted.lists, counted.paragraphs, dict(counted.pairs)) == (1, 1, {(1, 2): 1})


def test_what_stands_everywhere_swallows_nothing() -> None:
    """A term beside every other has the most shared paragraphs, and no link by them."""
    counted = count(places(*["uab"] * 4, *["ucd"] * 4, *["ue", "uf"] * 4))
    found = {(chr(link.one), chr(link.other)) for link in links(counted, set(counted.terms))}
    assert found == {("a", "b"), ("c", "d")}


@pytest.mark.parametrize(("times", "found"), [(1, 0), (2, 1)])
def test_once_is_an_accident(times: int, found: int) -> None:
    """Two terms in one paragraph once are not yet a pair."""
    counted = count(places(*["ab"] * times, *["c"] * 20))
    assert len(links(counted, set(counted.terms))) == found


def test_the_most_mentioned_that_have_links_are_drawn() -> None:
    """A term without a link among the others makes room for the next one."""
    found = [Link(1, 3, 2, 2, 9.0), Link(4, 5, 2, 2, 8.0)]
    assert linked(found, [1, 2, 3, 4, 5], 2) == found[:1]
    assert linked(found, [1, 2, 3, 4, 5], 4) == found
    assert linked(found, [2], 4) == []


def test_each_term_keeps_a_few_links() -> None:
    """Of a clique the weaker links are not drawn, and no term is lost by it."""
    clique = [Link(one, other, 2, 2, 5.0) for one, other in combinations(range(12), 2)]
    chosen = drawn(clique)
    assert len(chosen) < len(clique)
    assert {end for link in chosen for end in link[:2]} == set(range(12))


def test_around_one_term_are_those_it_stands_beside_most() -> None:
    """Its own links come first and are not judged by chance; a stranger's are not there."""
    counted = count(places("ab", "ab", "ac", "cd"))
    chosen = around(counted, {*map(ord, "abcd")}, ord("a"), 3)
    assert [(chr(link.one), chr(link.other)) for link in chosen] == [("a", "b"), ("a", "c")]


# ------------------------------------------------------------------------------------------------ where they are


def boxes(drawing: Drawing) -> list[tuple[float, float, float, float]]:
    """Return the box of each dot and of its label, as wide as it is thought to be."""
    found = []
    for term in drawing.terms:
        half = max(term.radius, max(ems(text) for _, text in term.lines) * term.size / 2)
        bottom = term.y + term.radius + term.size * LINE_HEIGHT * len(term.lines)
        found.append((term.x - half, term.y - term.radius, term.x + half, bottom))
    return found


@pytest.mark.parametrize("name", ["term {}", "改稻为桑第{}号词条", "a rather long name of a term, number {}", "{}"])
@pytest.mark.parametrize("shape", ["star", "chain", "clique", "pairs"])
def test_no_label_covers_another(name: str, shape: str) -> None:
    """Whatever the links and the labels are, everything has its place, and lies on the paper."""
    pairs = {
        "star": [(0, n) for n in range(1, 40)], "chain": [(n, n + 1) for n in range(59)],
        "clique": [*combinations(range(18), 2)], "pairs": [(n, n + 1) for n in range(0, 40, 2)],
    }[shape]  # fmt: skip
    chosen = [Link(one, other, 2 + one, 1, 1.0) for one, other in pairs]
    drawing = draw({n: name.format(n) for n in range(60)}, {n: 60 - n for n in range(60)}, chosen)
    assert len(drawing.lines) == len(pairs)
    for box in boxes(drawing):
        assert box[0] >= 0 and box[1] >= 0 and box[2] <= drawing.width and box[3] <= drawing.height  # noqa: PT018
    covered = [
        (a, b)
        for a, b in combinations(boxes(drawing), 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert covered == []


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("OGAS", ["OGAS"]),
        ("converting rice paddies to mulberry fields", ["converting rice", "paddies to", "mulberry fields"]),
        ("Metal generates Water", ["Metal generates", "Water"]),
        ("seven eight nine " * 5, ["seven eight nine"] * 2 + ["seven eight nine…"]),
        ("数据资源入账入表的管理和税收问题探讨", ["数据资源入账入表的管理", "和税收问题探讨"]),
        ("数" * 40, ["数" * 11, "数" * 11, "数" * 11 + "…"]),
        ("", [""]),
    ],
)  # fmt: skip
def test_long_labels_are_broken(label: str, lines: list[str]) -> None:
    """A label has three lines at the most, in Chinese too; what has no room is cut with a sign."""
    drawing = draw({1: label, 2: "x"}, {1: 1, 2: 1}, [Link(1, 2, 1, 1, 1.0)])
    assert [text for _, text in drawing.terms[0].lines] == lines


@pytest.mark.parametrize(("colours", "ground"), [(0, LIGHT), (1, DARK)], ids=["light", "dark"])
def test_kinds_can_be_told_from_the_ground(colours: int, ground: dict[str, str]) -> None:
    """Each kind has a colour of its own that can be seen on the paper."""
    blocks = re.findall(r":root \{(.*?)\}", (STATIC / "map.css").read_text(encoding="utf-8"), re.DOTALL)
    of = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", blocks[colours]))
    assert set(of) == set(KINDS)
    assert len(set(of.values())) == len(KINDS)
    assert min(contrast(colour, ground["paper"]) for colour in of.values()) >= 3


# ---------------------------------------------------------------------------------------------------- the page


@pytest.mark.asyncio
async def test_a_small_map_shows_all(make: Make, serve: Serve) -> None:
    """Of 25 terms every one is drawn as a link, and the table says what the lines say."""
    html = await get(serve(make(terms=terms(25), posts=posts(25))), "/map")
    assert sorted(drawn_in(html)) == [f"t-{n:04}" for n in range(25)]
    assert "Each term with its strongest links." in html
    assert " of 25 terms" not in html
    assert len(rows(html)) == html.count("<line ")
    assert all(int(row[2]) >= int(row[3]) >= 1 for row in rows(html))
    assert '<circle class="person"' in html
    assert "w0000x · person · " in html


@pytest.mark.asyncio
async def test_a_large_map_is_cut_and_says_so(make: Make, serve: Serve) -> None:
    """Of a thousand terms the most mentioned that belong together are drawn."""
    html = await get(serve(make(terms=terms(1000), posts=posts(1000))), "/map")
    assert len(set(drawn_in(html))) == len(drawn_in(html)) == 60
    assert "60 of 1,000 terms: the most mentioned of those that appear together" in html


@pytest.mark.asyncio
@pytest.mark.parametrize("number", [25, 300])
async def test_the_same_map_each_time(make: Make, serve: Serve, number: int) -> None:
    """Another server, another reading of the database: the same bytes."""
    path = make(terms=terms(number), posts=posts(number))
    assert await get(serve(path), "/map") == await get(serve(path), "/map")


@pytest.mark.asyncio
async def test_names_are_those_of_the_reader(make: Make, serve: Serve) -> None:
    """A reader of Chinese sees Chinese labels, marked as such."""
    html = await get(serve(make(terms=terms(25), posts=posts(25))), "/map?lang=zh")
    assert re.search(r'<text lang="zh"[^>]*><tspan[^>]*>词条0000</tspan>', html)
    assert "每条只画最强的几条连线" in html


@pytest.mark.asyncio
async def test_a_map_of_one_kind(make: Make, serve: Serve) -> None:
    """Only terms of the kind are drawn; an unknown kind is the whole map."""
    all_terms = [term | {"kind": "person" if n % 2 else "place"} for n, term in enumerate(terms(30))]
    datasette = serve(make(terms=all_terms, posts=posts(30)))
    html = await get(datasette, "/map?kind=person")
    assert {int(slug[2:]) % 2 for slug in drawn_in(html)} == {1}
    assert '<a href="/map?kind=person" aria-current="true">' in html
    assert '<link rel="canonical" href="http://localhost/map?kind=person">' in html
    assert len(drawn_in(await get(datasette, "/map?kind=%22%3E"))) == 30


@pytest.mark.asyncio
async def test_a_map_around_a_term(make: Make, serve: Serve) -> None:
    """A term and those in its paragraphs; its own page leads there and back."""
    datasette = serve(make(terms=terms(30), posts=posts(30)))
    html = await get(datasette, "/map?term=t-0010")
    assert "<h1>Around w0010x</h1>" in html
    assert "t-0010" in drawn_in(html)
    own = [row for row in rows(html) if "t-0010" in row]
    assert own
    assert rows(html)[: len(own)] == own
    assert {row[0] for row in own} == {"t-0010"}
    assert set(drawn_in(html)) <= {f"t-{n:04}" for n in range(6, 15)}
    assert {row[0] for row in rows(html)} | {row[1] for row in rows(html)} == set(drawn_in(html))
    assert "/term/t-0010" in Checked(html).links
    assert "/map?term=t-0010" in Checked(await get(datasette, "/term/t-0010")).links
    assert "no such term" in await get(datasette, "/map?term=nobody", 404)


@pytest.mark.asyncio
async def test_many_neighbours_are_cut_and_the_cut_is_said(make: Make, serve: Serve) -> None:
    """Around a term stand thirty at the most."""
    body = "\n\n".join(f"w0000x w{n:04}x" for n in range(1, 50))
    post = {"slug": "p", "title": "P", "language": "en", "date": None, "body": body}
    html = await get(serve(make(terms=terms(50), posts=[post])), "/map?term=t-0000")
    assert len(drawn_in(html)) == 30
    assert "30 of 50 terms: those that share the most paragraphs with it." in html


@pytest.mark.asyncio
async def test_a_sample_is_said(make: Make, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many mentions only some paragraphs are read, evenly."""
    module = import_module("glossary.plugin.pages.term_map")  # the function has the same name
    monkeypatch.setattr(module, "MENTIONS_READ", 50)
    monkeypatch.setattr(module, "MENTIONS_OF_TERM_READ", 3)
    datasette = serve(make(terms=terms(30), posts=posts(30)))
    html = await get(datasette, "/map")
    assert "(counted in one paragraph in 2)" in html
    assert {row[2] for row in rows(html)} <= {"2", "3"}
    assert "(counted at one in 2 of its mentions)" in await get(datasette, "/map?term=t-0003")


@pytest.mark.asyncio
async def test_a_new_build_is_a_new_map(make: Make, serve: Serve) -> None:
    """What was counted is kept for as long as the database is the same."""
    path = make(terms=terms(25), posts=posts(25))
    datasette = serve(path)
    assert len(drawn_in(await get(datasette, "/map"))) == 25
    with closing(sqlite3.connect(path)) as db:
        db.execute("DELETE FROM mentions WHERE term_id > 10")
        db.execute("INSERT INTO build (key, value) VALUES ('inputs-changed', '1')")
        db.commit()
    assert len(drawn_in(await get(datasette, "/map"))) == 10


@pytest.mark.asyncio
@pytest.mark.parametrize("number", [0, 1])
async def test_nothing_to_draw(make: Make, serve: Serve, number: int) -> None:
    """Without two terms there is no picture, and the page says so."""
    post = {"slug": "p", "title": "P", "language": "en", "date": None, "body": "w0000x and w0000x"}
    datasette = serve(make(terms=terms(number), posts=[post]))
    for path in ("/map", "/map?kind=person", *(["/map?term=t-0000"] if number else [])):
        html = await get(datasette, path)
        assert "No terms appear together often enough" in html
        assert "<figure" not in html


@pytest.mark.asyncio
async def test_hostile_labels_are_text(make: Make, serve: Serve) -> None:
    """A label that is markup is drawn as it is written."""
    hostile = [term | {"labels": {"en": [f"{HOSTILE}{n}"]}} for n, term in enumerate(terms(3))]
    body = "\n\n".join([" ".join(term["labels"]["en"][0] for term in hostile[:2])] * 3 + ["x"])
    post = {"slug": "p", "title": HOSTILE, "language": "en", "date": None, "body": body}
    datasette = serve(make(terms=hostile, posts=[post]))
    for path in ("/map?term=t-0000", "/map", "/timeline", "/map?term=%22%3E%3Cscript%3E"):
        html = (await datasette.client.get(path)).text
        assert Checked(html).faults == []
        assert "<script>alert" not in html
    assert "&lt;script&gt;" in await get(datasette, "/map?term=t-0000")


@pytest.mark.asyncio
@pytest.mark.parametrize("table", ["build", *TABLES])
async def test_permissions(made: Path, serve: Serve, table: str) -> None:
    """Whoever may not see a table that the map is made of does not see the map."""
    refused = {"databases": {"glossary": {"tables": {table: {"allow": False}}}}}
    assert (await serve(made, metadata=refused).client.get("/map")).status_code == 403


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/map", "/timeline", "/map?term=t-0003&kind=place", "/?posts=1"])
async def test_addresses_hold_under_a_prefix_and_behind_a_name(make: Make, serve: Serve, path: str) -> None:
    """Every link of ours stays below the prefix, and behind the name of the second database."""
    first, second = make("first", terms=[], posts=[]), make("second", terms=terms(10), posts=posts(10))
    datasette = serve(first, second, settings={"base_url": "/here/"})
    html = await get(datasette, f"/second/-{path}")
    links_ = [link for link in Checked(html).links if link.startswith("/") and "static" not in link]
    assert links_
    assert all(link.startswith("/here/second") for link in links_), links_


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/map?term=ogas", "/timeline", "/term/ogas", "/post/undated", "/", "/search?q=OGAS"])
async def test_the_short_address_is_the_one_to_keep(made: Path, serve: Serve, path: str) -> None:
    """Whoever comes by a database's name is told the short address, where there is one."""
    html = await get(serve(made, settings={"base_url": "/here/"}), f"/glossary/-{path}")
    assert f'<link rel="canonical" href="http://localhost/here{path}">' in html
    joint = "&amp;" if "?" in path else "?"
    assert f'hreflang="zh" href="http://localhost/here{path}{joint}lang=zh">' in html


@pytest.mark.asyncio
async def test_where_there_is_no_short_address_the_long_one_is_kept(made: Path, make: Make, serve: Serve) -> None:
    """The second glossary's pages have one address, which names it."""
    html = await get(serve(make("another", terms=[], posts=[]), made), "/glossary/-/map")
    assert '<link rel="canonical" href="http://localhost/glossary/-/map">' in html


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/map", "/map?term=ogas", "/map?kind=project", "/timeline", "/timeline?kind=project"])
async def test_the_data_behind_it_is_a_click_away(make: Make, serve: Serve, path: str) -> None:
    """Table and SQL answer."""
    datasette = serve(make())
    html = await get(datasette, path)
    behind = html[html.index("Behind this page") :].partition("</nav>")[0]
    addresses = re.findall(r'href="([^"]+)"', behind)
    assert len(addresses) == 2
    for address in addresses:
        response = await datasette.client.get(address.replace("&amp;", "&"), follow_redirects=True)
        assert response.status_code == 200, address
        assert "rows" in response.text or "row" in response.text


@pytest.mark.asyncio
async def test_every_page_leads_to_them(made: Path, serve: Serve) -> None:
    """Map and timeline are in the frame, and the first page names them."""
    datasette = serve(made)
    for path in ("/term/ogas", "/post/undated", "/search"):
        assert {"/map", "/timeline"} <= set(Checked(await get(datasette, path)).links)
    assert "Map: which terms appear together" in await get(datasette, "/")
