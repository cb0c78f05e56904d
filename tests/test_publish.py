"""``glossary publish``: a folder that plain Datasette serves, and that holds nothing of the posts but what it may."""

import csv
import io
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import yaml
from conftest import MINI, ROOT, Glossary, environment
from sqlite_utils import Database
from test_samples import SAMPLES
from test_samples import TERMS as TERMS_OF_SAMPLES

from glossary import __version__
from glossary.build import build_glossary
from glossary.database import open_glossary
from glossary.errors import GlossaryError
from glossary.export import export_csv, export_web_annotation
from glossary.plugin.descriptions import SETTINGS, metadata
from glossary.publish import check_folder, publish_glossary
from glossary.publish.folder import MARKER
from glossary.publish.quoting import cut_bracketed, cut_context, cut_evidence, cut_gloss

FILES = {
    "README.md", "datasette.yaml", "glossary.db", "inspect-data.json", "metadata.json", "requirements.txt",
    "settings.json",
}  # fmt: skip
LIMIT = 32
MORE = """---
title: More
date: 2024-05-03
lang: en
---
## The long way round to the canteen behind the third building

Nobody had asked for the lamps to be left burning all night. Then *OGAS* was named once more, and the room fell silent.
After that the talk went back to the price of tea, as it always does in May.

那年春天办公楼里的灯一直亮到天明，谁也没有去问电费该由哪个部门来出。有人说起改稻为桑，大家都笑了。
后来大家各自回家，路上只有环卫车和几只不知道为什么还没有睡觉的野猫。
"""
# Plain Datasette, with the plugin as an installed distribution would bring it.
DATASETTE = """
import sys
import glossary.plugin
from datasette.cli import cli
from datasette.plugins import pm
if not any(plugin is glossary.plugin for plugin in pm.get_plugins()):
    pm.register(glossary.plugin, "glossary")
cli(sys.argv[1:])
"""


def publish(database: Path, folder: Path, **options: bool) -> Path:
    """Publish as the command does, in this process."""
    publish_glossary(database, folder, metadata=metadata, settings=SETTINGS, **options)
    return folder


def names(folder: Path) -> set[str]:
    """Return what stands in a folder."""
    return {path.name for path in folder.iterdir()}


# --------------------------------------------------------------------------------------------------- the folder


@pytest.fixture(scope="module")
def site(mini_built: Glossary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mini glossary, published whole."""
    return publish(mini_built.output, tmp_path_factory.mktemp("whole") / "site")


def test_what_is_in_it(site: Path, mini_built: Glossary) -> None:
    """The database, what either line of Datasette reads, what to install, and a word for people."""
    assert names(site) == FILES | {MARKER}
    described = json.loads((site / "metadata.json").read_text(encoding="utf-8"))
    assert (described["title"], described["license"]) == ("Mini", "CC-BY-4.0")
    assert described["databases"]["glossary"]["tables"]["terms"]["description"]
    settings = json.loads((site / "settings.json").read_text(encoding="utf-8"))
    assert settings == {**SETTINGS, "default_allow_sql": True}
    assert yaml.safe_load((site / "datasette.yaml").read_text(encoding="utf-8")) == {"settings": settings}
    assert f"datasette-glossary=={__version__}" in (site / "requirements.txt").read_text().splitlines()
    readme = (site / "README.md").read_text(encoding="utf-8")
    assert "pip install -r requirements.txt" in readme
    assert f"{mini_built.query('SELECT count(*) FROM terms')[0][0]} terms" in readme
    assert "{" not in readme


def test_the_database_is_whole(site: Path, mini_built: Glossary) -> None:
    """Row for row what was built, without a journal beside it or in its header."""
    path = site / "glossary.db"
    assert path.read_bytes()[18:20] == b"\x01\x01"
    tables = [name for (name,) in mini_built.query("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    with closing(sqlite3.connect(path)) as copy:
        for table in tables:
            assert copy.execute(f"SELECT * FROM {table}").fetchall() == mini_built.query(f"SELECT * FROM {table}")
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_inspected_as_datasette_does(site: Path) -> None:
    """The file is named without its folder, and its counts are what they count."""
    inspected = json.loads((site / "inspect-data.json").read_text(encoding="utf-8"))["glossary"]
    assert inspected["file"] == "glossary.db"
    assert inspected["size"] == (site / "glossary.db").stat().st_size
    with closing(sqlite3.connect(site / "glossary.db")) as copy:
        assert inspected["tables"]["mentions"]["count"] == copy.execute("SELECT count(*) FROM mentions").fetchone()[0]


def test_anybody_may_read_it(site: Path) -> None:
    """A server that runs as somebody else reads the folder and its files."""
    mask = os.umask(0)
    os.umask(mask)
    assert site.stat().st_mode & 0o777 == 0o777 & ~mask
    assert {path.stat().st_mode & 0o777 for path in site.iterdir()} == {0o666 & ~mask}


def test_published_again(mini_built: Glossary, tmp_path: Path) -> None:
    """Our files are written anew; what else stands there stays, and a database of an older name goes."""
    site = publish(mini_built.output, tmp_path / "site")
    (site / "Procfile").write_text("web: datasette .")
    (site / "plugins").mkdir()
    (site / "glossary.db-journal").write_bytes(b"rolled back into another database")
    (site / "README.md").write_text("edited")
    other = mini_built.output.rename(tmp_path / "words.db")
    try:
        publish(other, site, quotes_only=True)
    finally:
        other.rename(mini_built.output)
    assert names(site) == FILES - {"glossary.db"} | {"words.db", MARKER, "Procfile", "plugins"}
    assert (site / "README.md").read_text(encoding="utf-8").startswith("# Mini")
    assert json.loads((site / "inspect-data.json").read_text(encoding="utf-8")).keys() == {"words"}


def test_equal_input_gives_equal_files(mini_built: Glossary, tmp_path: Path) -> None:
    """Nothing tells when or where it was published."""
    for options in ({}, {"quotes_only": True}):
        one, other = (publish(mini_built.output, tmp_path / f"{name}{len(options)}", **options) for name in "ab")
        assert {path.name: path.read_bytes() for path in one.iterdir()} == {
            path.name: path.read_bytes() for path in other.iterdir()
        }


def _foreign(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")


def _other_database(folder: Path) -> None:
    publish(folder.parent / "mini" / "glossary.db", folder)
    (folder / "diary.sqlite3").write_bytes(b"")


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (_foreign, "holds thesis.txt"),
        (_other_database, "diary.sqlite3: is not of this glossary"),
        (lambda folder: folder.write_text("a file"), "is no folder"),
    ],
)
def test_what_is_not_ours_is_refused(mini: Glossary, prepare: Callable[[Path], None], said: str) -> None:
    """One line says why and what to do, before anything is built, and everything stays as it was."""
    mini.build()
    folder = mini.folder.parent / "site"
    prepare(folder)
    before = {path: path.read_bytes() for path in mini.folder.parent.rglob("*") if path.is_file()}
    run = mini.run("publish", str(folder))
    assert (run.returncode, run.stdout) == (1, "")
    assert re.fullmatch(rf"Error: [^\n]*{re.escape(said)}[^\n]* Fix: [^\n]+\n", run.stderr)
    assert {path: path.read_bytes() for path in mini.folder.parent.rglob("*") if path.is_file()} == before


def test_folder_of_the_sources_is_refused(mini: Glossary) -> None:
    """Published into the folder in which it is built, the whole texts would be served beside the quotations."""
    site = publish(_built(mini), mini.folder.parent / "site")
    with pytest.raises(GlossaryError, match="is built there"):
        check_folder(site, site / "glossary.db")
    with pytest.raises(GlossaryError, match="there is no folder"):
        check_folder(site / "one" / "two", mini.output)


def test_folder_that_is_pushed_to_a_host(mini_built: Glossary, tmp_path: Path) -> None:
    """A folder with nothing but hidden files is as good as empty, unless one of them would be served."""
    site = tmp_path / "site"
    (site / ".git").mkdir(parents=True)
    publish(mini_built.output, site)
    assert names(site) == FILES | {MARKER, ".git"}
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / ".diary.db").write_bytes(b"")
    with pytest.raises(GlossaryError, match=r"diary\.db"):
        publish(mini_built.output, tmp_path / "other")


@pytest.mark.parametrize("new", [True, False])
def test_failure_leaves_nothing_behind(
    mini_built: Glossary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new: bool
) -> None:
    """A full disk: what was published before stays, and a folder that was not there is not there."""
    site = tmp_path / "site"
    if not new:
        publish(mini_built.output, site)
    before = {path.name: path.read_bytes() for path in site.iterdir()} if site.exists() else None

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("glossary.publish.describing._write_json", full)
    with pytest.raises(GlossaryError, match=r"could not be written .*No space left.*Fix: "):
        publish(mini_built.output, site, quotes_only=True)
    assert ({path.name: path.read_bytes() for path in site.iterdir()} if site.exists() else None) == before
    assert names(tmp_path) <= {"site"}


def test_what_a_killed_one_left_goes(mini_built: Glossary, tmp_path: Path) -> None:
    """The next publication clears away after one that was killed."""
    (tmp_path / ".glossary-publishing-x").mkdir()
    site = publish(mini_built.output, tmp_path / "site")
    assert names(tmp_path) == {"site"}
    (site / ".glossary-publishing-x").mkdir()
    publish(mini_built.output, site)
    assert names(site) == FILES | {MARKER}


# ------------------------------------------------------------------------------------------------------ served


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
@pytest.mark.parametrize("options", [[], ["--quotes-only", "--no-sql"]])
def test_the_command_and_plain_datasette(mini: Glossary, options: list[str]) -> None:
    """Built and published by the command, served by ``datasette DIR`` in a process of its own."""
    run = mini.run("publish", "site", *options)
    assert (run.returncode, run.stdout.splitlines()[-1].partition(": ")[0]) == (0, "site"), run.stderr
    assert mini.output.exists()
    with _served(mini.folder / "site") as address:
        assert {path: _status(address + path) for path in ("/", "/term/ogas", "/post/night-shift-en")} == {
            "/": 200, "/term/ogas": 200, "/post/night-shift-en": 200,
        }  # fmt: skip
        with urlopen(f"{address}/-/databases.json") as answer:
            databases = json.load(answer)
        databases = databases["databases"] if isinstance(databases, dict) else databases
        assert [(of["name"], of["is_mutable"]) for of in databases] == [("glossary", False)]
        assert _status(f"{address}/glossary?sql=select+1") == (403 if options else 200)
        with urlopen(f"{address}/robots.txt") as answer:
            robots = answer.read().decode()
        assert "Disallow: /glossary/" in robots
        assert "Sitemap: https://example.org/mini/sitemap.xml" in robots


class _served:
    """Datasette on a folder, until the block ends."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-c", DATASETTE, "serve", str(folder), "--port", str(port)],
            env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def __enter__(self) -> str:
        for _ in range(300):
            assert self.process.poll() is None, self.process.communicate()[0]
            try:
                with urlopen(f"{self.address}/-/versions.json", timeout=5):
                    return self.address
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=20)


def _status(address: str) -> int:
    try:
        with urlopen(address, timeout=30) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


# -------------------------------------------------------------------------------------------------- quotations


def _built(glossary: Glossary) -> Path:
    glossary.build()
    return glossary.output


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The glossary of this repository, built."""
    output = tmp_path_factory.mktemp("shipped") / "glossary.db"
    build_glossary([ROOT / "content"], ROOT / "terms.yaml", output)
    return output


@pytest.fixture(scope="module")
def mini_and_more(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mini glossary, with a post that says a little more around its terms."""
    folder = Glossary(tmp_path_factory.mktemp("more") / "mini")
    shutil.copytree(MINI, folder.folder, dirs_exist_ok=True)
    (folder.content / "2024-05-03-more-en.md").write_text(MORE, encoding="utf-8")
    return _built(folder)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Real posts, built with a few terms."""
    folder = tmp_path_factory.mktemp("samples")
    (folder / "terms.yaml").write_text(TERMS_OF_SAMPLES, encoding="utf-8")
    build_glossary([Path(SAMPLES)], folder / "terms.yaml", folder / "glossary.db")
    return folder / "glossary.db"


BUILT = pytest.mark.parametrize(
    "built",
    [
        "mini_and_more", "shipped",
        pytest.param(
            "samples", marks=pytest.mark.skipif(not SAMPLES, reason="GLOSSARY_SAMPLES names no folder of posts")
        ),
    ],
)  # fmt: skip


@pytest.fixture
def pair(built: str, request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path]:
    """A database that was built, and the folder with what is published of it as quotations."""
    output = request.getfixturevalue(built)
    return output, publish(output, tmp_path / "site", quotes_only=True)


def rows(path: Path, sql: str) -> list[tuple]:
    """Ask a database by plain SQLite."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def everything_in(folder: Path) -> list[bytes]:
    """Return the bytes of every file, and of every value of the database: a long one lies on several of its pages."""
    database = next(folder.glob("*.db"))
    tables = [name for (name,) in rows(database, "SELECT name FROM sqlite_schema WHERE type = 'table'")]
    values = {
        value if isinstance(value, bytes) else str(value).encode()
        for table in tables
        for row in rows(database, f'SELECT * FROM "{table}"')
        for value in row
        if value is not None
    }
    return [b"\n".join(values), *(path.read_bytes() for path in folder.iterdir())]


def sentences(text: str) -> Iterator[str]:
    """Yield what stands between two full stops, or the ends of a line: rather too short than too long."""
    for line in text.split("\n"):
        for sentence in re.split(r"(?<=[.!?。！？])(?=\s|[^\x00-\xff])|(?<=[。！？])", line):
            if len(sentence.strip()) > LIMIT:
                yield sentence.strip()


def unquoted_sentences(built: Path) -> set[str]:
    """Return the posts' sentences, as typed and as read, that are longer than the context of a mention and hold none.

    Sentences that hold a candidate count, too: of candidates nothing is quoted but themselves. What a post's title
    says, or terms.yaml, is published, though.
    """
    mentioned = {text for row in rows(built, "SELECT exact, reading FROM mentions") for text in row}
    titles = "\n".join(text for row in rows(built, "SELECT title, source_title FROM posts") for text in row if text)
    editors = "SELECT text FROM explanations UNION SELECT text FROM notes UNION SELECT only_in || not_in FROM labels"
    known = "\n".join([titles, *(text for (text,) in rows(built, editors))])
    texts = "SELECT body || char(10) || coalesce(description, '') FROM posts UNION SELECT reading FROM paragraphs"
    asked = {sentence for (text,) in rows(built, texts) for sentence in sentences(text)}
    return {sentence for sentence in asked if sentence not in known and not any(text in sentence for text in mentioned)}


@BUILT
def test_no_sentence_without_a_mention_is_published(pair: tuple[Path, Path]) -> None:
    """None is in any file."""
    built, site = pair
    unquoted = unquoted_sentences(built)
    assert len(unquoted) > 3
    published = everything_in(site)
    assert [text for text in sorted(unquoted) if any(text.encode() in part for part in published)] == []


@BUILT
def test_exports_hold_quotations_alone(pair: tuple[Path, Path], tmp_path: Path) -> None:
    """Every row is exported and no sentence besides; the selectors are those of the posts as they were."""
    built, site = pair
    exports = tmp_path / "exports"
    with closing(open_glossary(site / "glossary.db").conn) as connection:
        assert export_csv(Database(connection), exports).rows > 100
    with closing(open_glossary(site / "glossary.db").conn) as connection:
        export_web_annotation(Database(connection), exports / "mentions.jsonld")
    texts = [path.read_text(encoding="utf-8-sig") for path in exports.iterdir()]
    cells = [cell for text in texts for row in csv.reader(io.StringIO(text)) for cell in row]  # quotes are doubled
    published = "\n".join(texts + cells)
    assert [text for text in sorted(unquoted_sentences(built)) if text in published] == []
    bodies = dict(rows(built, "SELECT slug, body FROM posts"))
    items = json.loads((exports / "mentions.jsonld").read_text(encoding="utf-8"))["first"]["items"]
    assert len(items) == len(rows(built, "SELECT id FROM mentions")) > 0
    for item in items:
        body = bodies[item["target"]["source"]["id"].rpartition("/post/")[2]]
        position, quote = item["target"]["selector"]
        assert quote == {"type": "TextQuoteSelector", "exact": body[position["start"] : position["end"]]}


@BUILT
def test_no_long_run_of_text_is_published(pair: tuple[Path, Path]) -> None:
    """Nowhere stands more of a paragraph in one piece than a mention with its context on either side."""
    built, site = pair
    ((longest,),) = rows(built, "SELECT max(length(reading)) FROM mentions")
    titles = [text for row in rows(built, "SELECT title, coalesce(source_title, '') FROM posts") for text in row]
    run = max(longest + 2 * LIMIT, *map(len, titles)) + 1
    editors = "\n".join(text for (text,) in rows(built, "SELECT text FROM explanations UNION SELECT text FROM notes"))
    texts = [text for (text,) in rows(built, "SELECT reading FROM paragraphs UNION SELECT text FROM paragraphs")]
    step = 16
    windows = {text[at : at + run] for text in texts for at in range(0, len(text) - run + 1, step)} - {""}
    published = everything_in(site)
    found = [text for text in windows if text not in editors and any(text.encode() in part for part in published)]
    assert windows
    assert found == []


@BUILT
def test_contexts_keep_to_the_sentence(pair: tuple[Path, Path]) -> None:
    """What is left of a context stands at the mention, in its own sentence; nothing is invented."""
    built, site = pair
    before = {key: rest for key, *rest in rows(built, "SELECT id, prefix, reading, suffix, gloss FROM mentions")}
    after = rows(site / "glossary.db", "SELECT id, prefix, reading, suffix, gloss FROM mentions")
    assert len(after) == len(before)
    for key, prefix, reading, suffix, gloss in after:
        whole_prefix, whole_reading, whole_suffix, whole_gloss = before[key]
        assert reading == whole_reading
        assert whole_prefix.endswith(prefix)
        assert whole_suffix.startswith(suffix)
        assert not re.search(r"[。！？]", prefix)
        assert not re.search(r"[。！？]\w", suffix)
        assert (gloss is None) == (whole_gloss is None)
        if gloss:
            assert gloss.removesuffix("…").strip() in suffix
            assert whole_gloss.startswith(gloss.removesuffix("…").rstrip())


@BUILT
def test_what_is_left_holds_together(pair: tuple[Path, Path]) -> None:
    """Terms, mentions and counts are what they were; the file says what it is, and our own commands read it."""
    built, site = pair
    published = site / "glossary.db"
    same = [
        "SELECT * FROM terms", "SELECT * FROM labels", "SELECT * FROM explanations", "SELECT * FROM alignments",
        "SELECT * FROM mention_pairs", "SELECT id, term_id, start_char, end_char, exact, ordinal FROM mentions",
        "SELECT id, slug, title, date, language, characters, sha256, mention_count, terms FROM posts",
        "SELECT id, language, text, score, mention_count FROM candidates",
    ]  # fmt: skip
    assert [sql for sql in same if rows(published, sql) != rows(built, sql)] == []
    assert rows(published, "SELECT value FROM build WHERE key = 'quotes_only'") == [("1",)]
    empty = [
        "SELECT id FROM posts WHERE body <> '' OR description IS NOT NULL OR front_matter <> '{}'",
        "SELECT id FROM paragraphs WHERE text <> '' OR reading <> '' OR heading <> ''",
        "SELECT id FROM candidates WHERE example IS NOT NULL",
        f"SELECT id FROM candidates WHERE length(gloss) > {LIMIT}",
        "SELECT id FROM search WHERE type = 'post' AND text <> ''",
    ]
    assert [sql for sql in empty if rows(published, sql)] == []
    assert rows(published, "PRAGMA foreign_key_check") == []
    assert rows(published, "PRAGMA integrity_check") == [("ok",)]
    assert published.read_bytes()[18:20] == b"\x01\x01"
    open_glossary(published).close()


@BUILT
def test_indexes_know_only_what_is_left(pair: tuple[Path, Path]) -> None:
    """No word of a text is left in a full-text index, in whatever order: that of paragraphs holds none at all."""
    _, site = pair
    published = site / "glossary.db"
    with closing(sqlite3.connect(published)) as connection:
        for name in ("paragraphs", "posts", "search"):
            connection.execute(f"CREATE VIRTUAL TABLE temp.{name}_words USING fts5vocab(main, '{name}_fts', 'col')")
        assert connection.execute("SELECT * FROM paragraphs_words").fetchall() == []
        assert connection.execute("SELECT * FROM posts_words WHERE col = 'body'").fetchall() == []
        found = connection.execute("""
            SELECT s.type, count(*) FROM search_fts JOIN search AS s ON s.id = search_fts.rowid
             WHERE search_fts MATCH 'ogas' GROUP BY s.type""").fetchall()
    assert dict(found).get("paragraph"), "what is quoted is found"


def test_nothing_else_of_a_post_is_published(empty: Glossary) -> None:
    """Description, unknown front matter, headings, code, footnotes, pictures, links and comments stay behind."""
    post = """---
title: A title
date: 2024-01-01
lang: en
description: Zdescription of it.
excerpt: Zexcerpt of it.
---
# Zheading here

Zbefore. OGAS stands here. Zbehind ![Zpicture](zpicture.png) and [link](https://example.org/zaddress).

    Zcode

Zfar away[^1] <!-- Zcomment --> and `Zinline`.

[^1]: Zfootnote.
"""
    empty.write({"a-en.md": post}, "terms: {ogas: {kind: project, labels: {en: [OGAS]}}}\n")
    empty.build(candidates=False)
    site = publish(empty.output, empty.folder.parent / "site", quotes_only=True)
    whole = b"\n".join(everything_in(site)).lower()
    secrets = {word.lower() for word in re.findall(r"\b[Zz]\w+", post)}
    assert len(secrets) == 12
    assert [word for word in sorted(secrets) if word.encode() in whole] == []
    assert b"ogas" in whole


def test_nothing_of_it_passes_through_a_file_of_ours(mini_built: Glossary, tmp_path: Path) -> None:
    """The database is made afresh, not emptied: its free pages never held a text."""
    site = publish(mini_built.output, tmp_path / "site", quotes_only=True)
    assert rows(site / "glossary.db", "PRAGMA freelist_count") == [(0,)]


@pytest.mark.parametrize(
    ("prefix", "reading", "suffix", "kept"),
    [
        ("It failed. The ", "OGAS", " plan was dear. Nobody paid.", ("The ", " plan was dear.")),
        ("", "OGAS", ", e.g. a plan", ("", ", e.g. a plan")),
        ("He met J. R. Then Mr. ", "Li", " went", ("He met J. R. Then Mr. ", " went")),
        ("Why? ", "OGAS", "! And then", ("", "!")),
        ('"Stop." ', "OGAS", ' said "go." Then', ("", ' said "go."')),
        ("第一句。第二句提到", "改稻为桑", "的事。第三句", ("第二句提到", "的事。")),
        ("他问：“走吗？”", "改稻为桑", "！”后来", ("", "！”")),
        ("这是OGAS.然后", "改稻为桑", "", ("然后", "")),
        ("version 3.5 of ", "R1", " has 1.5 B", ("version 3.5 of ", " has 1.5 B")),
        ("x" * 40, "R1", "y" * 40, ("x" * 32, "y" * 32)),
        ("", "", "", ("", "")),
    ],
)
def test_cut_context(prefix: str, reading: str, suffix: str, kept: tuple[str, str]) -> None:
    """At most 32 characters on either side, of the mention's own sentence."""
    assert cut_context(prefix, reading, suffix) == kept


@pytest.mark.parametrize(
    ("gloss", "suffix", "kept", "cut"),
    [
        ("a plan", " (a plan) of old", " (a plan) of old", "a plan"),
        ("a plan of old", " (a plan", " (a plan", "a plan…"),
        ("One. Two", " (One. Two)", " (One.", "One.…"),
        ("一个计划", "（一个计划）。", "（一个计划）。", "一个计划"),
        ("far off", " of very many words", " of very many words", "…"),
    ],
)
def test_cut_gloss(gloss: str, suffix: str, kept: str, cut: str) -> None:
    """A gloss is part of the context, and is cut where that is."""
    assert cut_gloss(gloss, suffix, kept) == cut


def test_cut_evidence() -> None:
    """What a signal has seen is cut like a gloss; numbers stay."""
    evidence = json.dumps([{"signal": "gloss", "value": "w" * 50, "weight": 1.5}, {"signal": "rare", "value": 1}])
    assert json.loads(cut_evidence(evidence)) == [
        {"signal": "gloss", "value": "w" * 30 + "…", "weight": 1.5}, {"signal": "rare", "value": 1},
    ]  # fmt: skip
    assert cut_bracketed("短。长") == "短。…"
