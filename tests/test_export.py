"""``glossary export``: what is written is what the database holds, whole, and in the standards' words."""

import csv
import json
import os
import re
import sqlite3
import subprocess
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import COMMAND, ROOT, Glossary, environment

from glossary.build import build_glossary
from glossary.database import open_glossary, schema_sql
from glossary.errors import GlossaryError
from glossary.export import csv_files, export_csv, export_web_annotation

SAMPLES = os.environ.get("GLOSSARY_SAMPLES", "")
BOM = b"\xef\xbb\xbf"
ADDRESS = "https://example.org/mini"


def _exported_names() -> list[str]:
    """Return the names of the tables and views that hold something of their own."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema_sql())
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")]
    return [name for name in names if name != "search" and "_fts" not in name]


NAMES = _exported_names()

# ------------------------------------------------------------------------------------------------------------ csv


def rows_of(path: Path) -> list[list[str]]:
    """Read a file as a spreadsheet does."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


@pytest.fixture(scope="module")
def folder(mini_built: Glossary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mini glossary as CSV; it is only read."""
    folder = tmp_path_factory.mktemp("csv") / "mini-csv"
    run = mini_built.run("export", "csv", str(folder))
    assert run.returncode == 0, run.stderr
    return folder


def test_every_table_and_view_is_a_file(folder: Path) -> None:
    """Tables that hold nothing are there too; indexes are not."""
    assert {path.name for path in folder.iterdir()} == {f"{name}.csv" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_those_of_the_database(folder: Path, db: sqlite3.Connection, name: str) -> None:
    """Every cell is as the database has it, and empty for NULL."""
    cursor = db.execute(f"SELECT * FROM {name}")
    expected = [["" if cell is None else str(cell) for cell in row] for row in cursor]
    header, *rows = rows_of(folder / f"{name}.csv")
    assert header == [column[0] for column in cursor.description]
    assert sorted(rows) == sorted(expected)


@pytest.mark.parametrize("name", NAMES)
def test_bytes_are_for_spreadsheets(folder: Path, name: str) -> None:
    """A byte order mark, then lines that end in CRLF; line breaks inside cells are the text's own."""
    data = (folder / f"{name}.csv").read_bytes()
    assert data.startswith(BOM)
    assert data.count(BOM) == 1
    assert data.endswith(b"\r\n")
    assert data.count(b"\r\n") == len(rows_of(folder / f"{name}.csv"))


@pytest.mark.parametrize(
    ("name", "key"),
    [("mentions", 1), ("concordance", 1), ("mention_pairs", 2), ("alignments", 2), ("posts", 1)],
)
def test_tables_are_in_the_order_of_their_keys(folder: Path, name: str, key: int) -> None:
    """An index that has all columns does not decide the order."""
    keys = [[int(cell) for cell in row[:key]] for row in rows_of(folder / f"{name}.csv")[1:]]
    assert keys == sorted(keys)
    assert len(keys) > 1


def test_views_keep_their_order(folder: Path, db: sqlite3.Connection) -> None:
    """What the view puts first is first: the most shared paragraphs, the most urgent term."""
    rows = rows_of(folder / "cooccurrences.csv")[1:]
    assert [row[0] for row in rows] == [str(row["id"]) for row in db.execute("SELECT id FROM cooccurrences")]
    assert [row[0] for row in rows] != sorted((row[0] for row in rows), key=int)


@pytest.mark.parametrize(
    "text", ['say "OGAS", twice', "a,b;c\td", "one\ntwo\n\nthree", "a lone \r return", "𠮷🙂\u2028é", '"', "'quoted'"]
)
def test_cells_survive(empty: Glossary, text: str) -> None:
    """What CSV must quote comes back as it was."""
    empty.write({"a-en.md": f"OGAS {text}"}, TERMS).build(candidates=False)
    assert empty.run("export", "csv").returncode == 0
    header, row = rows_of(empty.folder / "glossary-csv" / "posts.csv")
    assert [(row[header.index("body")],)] == empty.query("SELECT body FROM posts")
    assert text in row[header.index("body")]


TERMS = "terms:\n  ogas:\n    kind: project\n    labels: {en: [OGAS]}\n"
FORMULAS = ["=1+1", "+1", "-like", "@SUM(1)", "\t=1", "＝1", "－1"]


@pytest.mark.parametrize("title", FORMULAS)
def test_formulas_are_exact_unless_escaped(empty: Glossary, title: str) -> None:
    """By default the text is untouched and a warning says so; an apostrophe disarms it where that is asked for."""
    post = f"---\ntitle: {json.dumps(title)}\nlang: en\ndate: 2024-01-01\n---\nOGAS"
    empty.write({"a-en.md": post}, TERMS).build(candidates=False)
    ((stored,),) = empty.query("SELECT title FROM posts")
    exact, escaped = empty.run("export", "csv", "exact"), empty.run("export", "csv", "escaped", "--escape-formulas")
    for run, name, expected in ((exact, "exact", stored), (escaped, "escaped", f"'{stored}")):
        header, row = rows_of(empty.folder / name / "posts.csv")
        assert row[header.index("title")] == (expected if stored[0] in csv_files.FORMULA_STARTS else stored)
        assert row[header.index("characters")] == "4"
        assert run.returncode == 0
    assert "begins like a formula" in exact.stderr
    assert "Fix: use --escape-formulas" in exact.stderr
    assert (escaped.stderr, "1 cell escaped" in escaped.stdout) == ("", True)


def test_csv_says_what_it_wrote(mini: Glossary) -> None:
    """The folder is called after the database and lies where one works."""
    mini.build(candidates=False)
    mini.output.rename(mini.folder / "content" / "other.db")
    run = mini.run("export", "csv", "--output", "content/other.db")
    rows = sum(len(rows_of(path)) - 1 for path in (mini.folder / "other-csv").iterdir())
    assert run.stdout == f"other-csv: {len(NAMES)} files, {rows:,} rows\n"
    assert mini.run("export", "csv", "again", "--output", "content/other.db", "--quiet").stdout == ""
    assert mini.beside() == {"other-csv", "again"}


def test_earlier_export_is_replaced_and_the_rest_stays(empty: Glossary) -> None:
    """Files of ours are replaced, those that are empty now included; others are not touched."""
    empty.write({"a-en.md": "OGAS (a network of computers)"}, TERMS).build(candidates=False)
    assert empty.run("export", "csv").returncode == 0
    folder = empty.folder / "glossary-csv"
    (folder / "mine.txt").write_text("mine")
    (folder / "mine").mkdir()
    empty.write({"a-en.md": "Nothing."}, TERMS).build(candidates=False)
    assert len(rows_of(folder / "mentions.csv")) == 2
    assert empty.run("export", "csv").returncode == 0
    assert len(rows_of(folder / "mentions.csv")) == 1
    assert {path.name for path in folder.iterdir()} == {*(f"{name}.csv" for name in NAMES), "mine", "mine.txt"}


def test_folder_with_other_files_is_used(mini_built: Glossary, tmp_path: Path) -> None:
    """A folder may hold what it holds, as long as no name is taken."""
    (tmp_path / "mine.csv").write_text("mine")
    assert mini_built.run("export", "csv", str(tmp_path)).returncode == 0
    assert len(list(tmp_path.iterdir())) == len(NAMES) + 1


@pytest.mark.parametrize("beside", [{}, {"build.csv": "key,value\r\nmake,all\r\n"}], ids=["alone", "with-build"])
def test_files_of_others_are_left_alone(mini_built: Glossary, tmp_path: Path, beside: dict[str, str]) -> None:
    """A table of somebody's own that happens to be called notes.csv is not replaced, and nothing is written."""
    files = {"notes.csv": "mine", **beside}
    for name, text in files.items():
        (tmp_path / name).write_text(text, newline="")
    run = mini_built.run("export", "csv", str(tmp_path))
    assert (run.returncode, run.stdout) == (1, "")
    assert "is no export, so it is left alone. Fix: " in run.stderr
    assert {path.name: path.read_bytes().decode() for path in tmp_path.iterdir()} == files


@pytest.mark.parametrize("there", [False, True], ids=["new", "there"])
def test_csv_is_whole_or_nothing(
    mini_built: Glossary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    """A disk that fills up in the middle leaves what was there, and no remains."""
    folder = tmp_path / "out"
    with closing(open_glossary(mini_built.output)) as db:
        if there:
            export_csv(db, folder)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    write_table = csv_files._write_table

    def fill_disk(db: Any, sql: str, path: Path, *rest: Any, **options: Any) -> None:
        write_table(db, sql, path, *rest, **options)
        if path.name == "mentions.csv":
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(csv_files, "_write_table", fill_disk)
    with (
        closing(open_glossary(mini_built.output)) as db,
        pytest.raises(GlossaryError, match=r"cannot be written \(No space left.*Fix: "),
    ):
        export_csv(db, folder)
    assert {path: path.stat().st_mtime_ns for path in before if path.is_file()} == {
        path: time for path, time in before.items() if path.is_file()
    }
    assert set(tmp_path.rglob("*")) == set(before)


MANY = """
WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < 1000)
INSERT INTO mentions
SELECT id + n * 1000, term_id, label_id, post_id, paragraph_id, start_char, end_char, exact, reading, prefix, suffix,
       zone, match, status, ordinal + n, 0, gloss, kind, language
  FROM mentions, more WHERE term_id IS NOT NULL ORDER BY 1;
"""


@pytest.mark.parametrize("export", [export_csv, export_web_annotation])
def test_rows_pass_through(broken: Callable[[str], Path], tmp_path: Path, export: Callable[..., Any]) -> None:
    """However many mentions there are, no more than a few are in memory."""
    with closing(open_glossary(broken(MANY))) as db:
        tracemalloc.start()
        try:
            export(db, tmp_path / "out")
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    written = sum(path.stat().st_size for path in (tmp_path / "out", *(tmp_path / "out").glob("*")))
    assert written > 5_000_000
    assert peak < 2_000_000


# ------------------------------------------------------------------------------------------------- web annotation

# What the Web Annotation Data Model says of the classes that we use: the keys that each must have and those it may
# have besides, of which we use no others. (https://www.w3.org/TR/annotation-model/, sections 3.1 to 5.2.)
MODEL: dict[str, tuple[set[str], set[str]]] = {
    "AnnotationCollection": ({"@context", "id", "type"}, {"label", "total", "first", "last", "generator"}),
    "AnnotationPage": ({"id", "type", "items"}, {"partOf", "startIndex"}),
    "Annotation": ({"id", "type", "target"}, {"body", "motivation"}),
    "SpecificResource": ({"source", "type"}, {"selector", "purpose"}),
    "TextualBody": ({"type", "value"}, {"purpose", "format", "language"}),
    "Choice": ({"type", "items"}, set()),
    "TextPositionSelector": ({"type", "start", "end"}, set()),
    "TextQuoteSelector": ({"type", "exact"}, {"prefix", "suffix"}),
    "Text": ({"id", "type"}, {"format", "language"}),  # an external resource
    "Software": ({"type"}, {"name"}),
}
MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
    "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def nodes(value: object) -> Iterator[dict[str, Any]]:
    """Yield every object of the document, the outermost first."""
    if isinstance(value, dict):
        yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inside:
        yield from nodes(each)


def build(folder: Path, content: Path) -> Glossary:
    """Build the posts of *content* with the terms that we publish."""
    glossary = Glossary(folder)
    build_glossary([content], ROOT / "terms.yaml", glossary.output, candidates=False)
    return glossary


@pytest.fixture(scope="module", params=["mini", "shipped", "samples"])
def annotated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Glossary, Any]:
    """A glossary and its annotations."""
    if request.param == "samples" and not SAMPLES:
        pytest.skip("GLOSSARY_SAMPLES names no folder of posts")
    if request.param == "mini":
        glossary = request.getfixturevalue("mini_built")
    else:
        content = Path(SAMPLES) if request.param == "samples" else ROOT / "content"
        glossary = build(tmp_path_factory.mktemp(request.param), content)
    file = tmp_path_factory.mktemp("annotations") / "out.jsonld"
    with closing(open_glossary(glossary.output)) as db:
        export_web_annotation(db, file)
    return glossary, json.loads(file.read_text(encoding="utf-8"))


def test_model_knows_every_key_and_type(annotated: tuple[Glossary, Any]) -> None:
    """Every object has one class of the model, with the keys that it must have and no others than it may have."""
    for node in nodes(annotated[1]):
        must, may = MODEL[node["type"]]
        assert must <= set(node) <= must | may, node


def test_values_are_of_the_models_kinds(annotated: tuple[Glossary, Any]) -> None:
    """Numbers are numbers, motives are the model's, languages are tags, and no text is empty that may not be."""
    for node in nodes(annotated[1]):
        assert {node.get(key, "identifying") for key in ("motivation", "purpose")} <= MOTIVATIONS
        assert LANGUAGE.fullmatch(node.get("language", "en"))
        for key in ("start", "end", "total", "startIndex"):
            assert type(node.get(key, 0)) is int
            assert node.get(key, 0) >= 0
        for key in ("id", "exact", "value", "name", "label"):
            assert isinstance(node.get(key, "x"), str)
            assert node.get(key, "x")
        assert node.get("format", "text/plain") in ("text/plain", "text/markdown")


def test_collection_holds_one_page_of_all(annotated: tuple[Glossary, Any]) -> None:
    """The page is embedded, says where it belongs, and holds as many annotations as the collection says."""
    glossary, collection = annotated
    ((mentions,),) = glossary.query("SELECT count(*) FROM mentions")
    page = collection["first"]
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (collection["type"], page["type"]) == ("AnnotationCollection", "AnnotationPage")
    assert collection["total"] == len(page["items"]) == mentions > 10
    assert (collection["last"], page["partOf"], page["startIndex"]) == (page["id"], collection["id"], 0)
    assert {each["type"] for each in page["items"]} == {"Annotation"}


def test_every_selector_resolves(annotated: tuple[Glossary, Any]) -> None:
    """Both selectors of an annotation lead to the same place of the post's body, in code points."""
    glossary, collection = annotated
    bodies = dict(glossary.query("SELECT slug, body FROM posts"))
    for each in collection["first"]["items"]:
        target = each["target"]
        body = bodies[target["source"]["id"].rpartition("/post/")[2]]
        position, quote = target["selector"]
        assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        start, end = position["start"], position["end"]
        assert start < end
        assert body[start:end] == quote["exact"]
        assert body[:start].endswith(quote["prefix"])
        assert body[end:].startswith(quote["suffix"])
        assert len(quote["prefix"]) == min(32, start)
        assert len(quote["suffix"]) == min(32, len(body) - end)


def test_ids_are_the_addresses_of_the_pages(annotated: tuple[Glossary, Any]) -> None:
    """An annotation is called as the place on the post's page is, the term as its page is."""
    glossary, collection = annotated
    base = collection["id"].removesuffix("/annotations.jsonld")
    items = collection["first"]["items"]
    rows = glossary.query("SELECT address, term, status, start_char FROM concordance ORDER BY id")
    expected = [
        (f"{base}{address}", [f"{base}/term/{term}"]) if status == "found" else (f"{base}{address}#mention:{start}", [])
        for address, term, status, start in rows
    ]
    assert [
        (each["id"], [body["source"] for body in each["body"] if body["type"] == "SpecificResource"]) for each in items
    ] == expected
    assert len({each["id"] for each in items}) == len(items)


@pytest.fixture(scope="module")
def mini_items(mini_built: Glossary) -> list[dict[str, Any]]:
    """The annotations of the mini glossary."""
    run = mini_built.run("export", "web-annotation", PYTHONIOENCODING="utf-8", PYTHONUTF8="1")
    items: list[dict[str, Any]] = json.loads(run.stdout)["first"]["items"]
    return items


def test_offsets_are_code_points(mini_built: Glossary, mini_items: list[dict[str, Any]]) -> None:
    """The mini posts have mentions behind characters beyond the basic plane, where other units give other numbers."""
    bodies = dict(mini_built.query("SELECT slug, body FROM posts"))
    starts = [
        (bodies[each["target"]["source"]["id"].rpartition("/")[2]], each["target"]["selector"][0]["start"])
        for each in mini_items
    ]
    assert [start for body, start in starts if len(body[:start].encode("utf-16-le")) > 2 * start]


def test_a_mention_says_which_term_it_is(mini_items: list[dict[str, Any]]) -> None:
    """The term's address identifies it; its name is a tag, in the name's language whatever the post's is."""
    found = next(each for each in mini_items if each["id"] == f"{ADDRESS}/post/night-shift-zh#rice-to-mulberry-2")
    assert found["motivation"] == "identifying"
    assert found["target"]["source"] == {
        "id": f"{ADDRESS}/post/night-shift-zh", "type": "Text", "format": "text/markdown", "language": "zh",
    }  # fmt: skip
    assert found["target"]["selector"][1]["exact"] == "改稻為桑"
    assert found["body"] == [
        {"type": "SpecificResource", "purpose": "identifying", "source": f"{ADDRESS}/term/rice-to-mulberry"},
        {
            "type": "TextualBody", "purpose": "tagging", "value": "rice to mulberry", "format": "text/plain",
            "language": "en",
        },
    ]  # fmt: skip


def test_an_ambiguous_mention_asks_which(mini_items: list[dict[str, Any]]) -> None:
    """Terms that are tied are a choice, and none of them is claimed."""
    (asks,) = [each for each in mini_items if each["motivation"] != "identifying"]
    assert asks["motivation"] == "questioning"
    (choice,) = asks["body"]
    assert choice["type"] == "Choice"
    assert [each["source"] for each in choice["items"]] == [f"{ADDRESS}/term/pit-hole", f"{ADDRESS}/term/pit-trade"]


@pytest.mark.parametrize(
    ("languages", "gloss", "language"),
    [
        ("[en, zh]", "a network of computers", "en"),
        ("[en, zh]", "全国自动化系统", "zh"),
        ("[zh, en]", "全国自动化系统", "zh"),
        ("[en, zh-TW]", "全国自动化系统", "zh-TW"),
        ("[en]", "全国自动化系统", "zh"),
        ("[en, zh]", "Общегосударственная система", "ru"),
    ],
)
def test_a_gloss_describes_in_its_language(empty: Glossary, languages: str, gloss: str, language: str) -> None:
    """What stands in brackets is often in the other language: the script tells."""
    terms = f"glossary: {{languages: {languages}}}\n{TERMS}"
    empty.write({"a-en.md": f"It was OGAS ({gloss}) then."}, terms).build(candidates=False)
    assert empty.query("SELECT gloss FROM mentions") == [(gloss,)]
    (annotation,) = json.loads(empty.run("export", "web-annotation", PYTHONUTF8="1").stdout)["first"]["items"]
    assert annotation["body"][2] == {
        "type": "TextualBody", "purpose": "describing", "value": gloss, "format": "text/plain", "language": language,
    }  # fmt: skip


def test_bytes_are_the_same_everywhere(mini_built: Glossary, tmp_path: Path) -> None:
    """A file, a pipe in any locale, another seed, another time zone: equal bytes, in UTF-8, one annotation a line."""
    file = tmp_path / "out.jsonld"
    mini_built.run("export", "web-annotation", str(file))
    data = file.read_bytes()
    for variables in ({"PYTHONIOENCODING": "ascii"}, {"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LC_ALL": "C"}):
        again = tmp_path / "again.jsonld"
        with again.open("wb") as stream:
            subprocess.run([*COMMAND, "export", "web-annotation"], cwd=mini_built.folder, stdout=stream,
                           stderr=subprocess.DEVNULL, env=environment(**variables), check=True)  # fmt: skip
        assert again.read_bytes() == data
    lines = data.decode().splitlines()
    assert "改稻為桑" in data.decode()
    assert len([line for line in lines if '"type": "Annotation",' in line]) == len(lines) - 4


@pytest.mark.parametrize(
    ("address", "base"), [("", ""), ("  address: https://example.org/g/\n", "https://example.org/g")]
)
def test_ids_without_an_address(empty: Glossary, address: str, base: str) -> None:
    """A glossary that does not say where it is has ids that hold where it is served, and is told so."""
    terms = f"glossary:\n  title: G\n{address}{TERMS}"
    empty.write({"a-en.md": "OGAS"}, terms).build(candidates=False)
    run = empty.run("export", "web-annotation", "out.jsonld")
    collection = json.loads((empty.folder / "out.jsonld").read_text(encoding="utf-8"))
    assert collection["first"]["items"][0]["id"] == f"{base}/post/a-en#ogas-1"
    assert ("Fix: say where it is published by 'address:'" in run.stderr) == (not base)
    assert run.stdout.startswith("out.jsonld: 1 annotation; not in this format: labels, ")
    assert empty.run("export", "web-annotation", "out.jsonld", "-q").stderr == ""


def test_nothing_mentioned_is_a_collection_without_page(empty: Glossary) -> None:
    """A page must hold something, so there is none."""
    empty.write({"a-en.md": "Nothing."}, TERMS).build(candidates=False)
    collection = json.loads(empty.run("export", "web-annotation").stdout)
    assert (collection["total"], "first" in collection, "last" in collection) == (0, False, False)


# ------------------------------------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("csv", "--output", "none.db"), "none.db: there is no such database. Fix: run 'glossary build'"),
        (("csv", "--output", "terms.yaml"), "is no glossary database"),
        (("csv", "terms.yaml"), "terms.yaml: is a file. Fix: name a folder"),
        (("csv", "terms.yaml/x"), "there is no folder terms.yaml"),
        (("csv", "nowhere/x"), "nowhere/x: there is no folder nowhere. Fix: create it"),
        (("csv", "x" * 250), "cannot be written"),
        (("web-annotation", "--output", "none.db"), "none.db: there is no such database. Fix: run 'glossary build'"),
        (("web-annotation", "content"), "content: is a folder. Fix: name a file"),
        (("web-annotation", "glossary.db"), "glossary.db: is no export, so it is left alone. Fix: move it away"),
        (("web-annotation", "terms.yaml"), "terms.yaml: is no export, so it is left alone. Fix: move it away"),
        (("web-annotation", "nowhere/x"), "nowhere/x: there is no folder nowhere. Fix: create it"),
        (("web-annotation", "x" * 250), "cannot be written"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
)
def test_mistakes_are_told_in_one_line(mini: Glossary, arguments: tuple[str, ...], said: str) -> None:
    """What is wrong and how to mend it, and everything stays as it was."""
    mini.build(candidates=False)
    before = (mini.state(), mini.terms.read_bytes(), mini.beside())
    run = mini.run("export", *arguments)
    assert (run.returncode, run.stdout) == (1, "")
    assert re.fullmatch(r"Error: [^\n]+\n", run.stderr)
    assert said in run.stderr
    assert "Fix: " in run.stderr
    assert (mini.state(), mini.terms.read_bytes(), mini.beside()) == before


@pytest.mark.parametrize("format_", ["csv", "web-annotation"])
def test_another_schema_is_refused(mini: Glossary, broken: Callable[[str], Path], format_: str) -> None:
    """A database of another version is to be built anew."""
    path = broken("UPDATE build SET value = 'another' WHERE key = 'schema'")
    run = mini.run("export", format_, "--output", str(path))
    assert (run.returncode, run.stdout) == (1, "")
    assert "was made by another version of glossary. Fix: run 'glossary build'." in run.stderr
    assert mini.beside() == set()


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="there is no /dev/null")
def test_a_device_is_not_replaced(mini_built: Glossary) -> None:
    """Who may do anything could rename a file over a device."""
    with (
        closing(open_glossary(mini_built.output)) as db,
        pytest.raises(GlossaryError, match=r"is no ordinary file\. Fix: "),
    ):
        export_web_annotation(db, Path("/dev/null"))


def test_an_earlier_file_is_replaced(mini: Glossary) -> None:
    """An export takes the place of the last one, through a link too, with the usual permissions."""
    mini.build(candidates=False)
    link = mini.folder / "link.jsonld"
    link.symlink_to("out.jsonld")
    (mini.folder / "out.jsonld").touch()
    for _ in range(2):
        assert mini.run("export", "web-annotation", "link.jsonld").returncode == 0
    assert link.is_symlink()
    assert json.loads((mini.folder / "out.jsonld").read_text(encoding="utf-8"))["total"] > 10
    plain = mini.folder / "plain"
    plain.touch()
    assert (mini.folder / "out.jsonld").stat().st_mode == plain.stat().st_mode
    assert mini.beside() == {"link.jsonld", "out.jsonld", "plain"}
