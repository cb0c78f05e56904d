"""A glossary made by hand, row by row, so that the pages are tested without what builds one."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.plugins import pm
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

import glossary.plugin
from glossary.database import PARAGRAPHS
from glossary.text import pinyin, search_text

SCHEMA = (files("glossary") / "schema.sql").read_text(encoding="utf-8")
NOTE_TYPES = ("origin", "scope", "usage", "etymology", "editorial")
if not any(plugin is glossary.plugin for plugin in pm.get_plugins()):  # the distribution is not installed
    pm.register(glossary.plugin, "glossary")

TERMS: list[dict[str, Any]] = [
    {
        "slug": "ogas",
        "kind": "project",
        "labels": {"en": ["OGAS", "All-State System"], "zh": ["全国自动化系统"]},
        "hidden": {"en": ["O.G.A.S"]},
        "explanation": {
            "en": "A plan for a *network* of computers, see [[gosplan]], [[RICE to mulberry]] and [[No Such Term]].",
            "zh": "一个计算机网络的计划，见[[国家计划委员会]]。",
        },
        "notes": {
            "origin": {"en": "Proposed in 1962.", "zh": "一九六二年提出。"},
            "editorial": {"en": "Check <b>dates</b>."},
        },
        "sources": [("A history of the plan", "https://example.org/plan"), ("A talk", None)],
        "related": ["rice-to-mulberry"],
        "broader": ["gosplan"],
        "formerly": ["all-state-system"],
        "status": "reviewed",
    },
    {
        "slug": "gosplan",
        "kind": "organisation",
        "labels": {"en": ["Gosplan"], "zh": ["国家计划委员会"]},
        "explanation": {"en": "The planning committee."},
    },
    {"slug": "rice-to-mulberry", "kind": "allusion", "labels": {"zh": ["改稻为桑"], "en": ["rice to mulberry"]}},
    {"slug": "paper-mill", "kind": "slang", "labels": {"en": ["mill"]}, "explanation": {"en": "It sells papers."}},
    {"slug": "wind-mill", "kind": "technology", "labels": {"en": ["mill"]}},
    {"slug": "unseen", "kind": "concept", "labels": {"en": ["never mentioned"]}},
]
POSTS: list[dict[str, Any]] = [
    {
        "slug": "networks-en",
        "title": "On Networks",
        "language": "en",
        "date": "2026-01-02",
        "author": "A. Writer",
        "translation_key": "networks",
        "source_title": "An older essay",
        "source_url": "https://example.org/essay",
        "tags": ["networks", "plans"],
        "body": (
            "# The OGAS plan\n\nWhat *OG*AS was: **OGAS** and [a link to OGAS](https://example.org/).\n\n"
            "Gosplan &amp; the mill, with `OGAS` as code.[^1]\n\n| a | b |\n|---|--:|\n| OGAS | 2 |\n\n"
            "[^1]: A footnote on Gosplan.\n"
        ),
    },
    {
        "slug": "networks-zh",
        "title": "论网络",
        "language": "zh",
        "date": "2026-01-02",
        "translation_key": "networks",
        "body": "## 计划\n\n关于全国自动化系统，\n和**改稻**为桑的故事。改稻为桑。\n",
    },
    {"slug": "undated", "title": "Undated", "language": "en", "date": None, "body": "Café talk of a mill.\n"},
]
# Where a label stands otherwise than as typed, and where it stands but is not looked for.
SPELLINGS = {"OGAS": ["OGAS", "*OG*AS"], "改稻为桑": ["改稻为桑", "**改稻**为桑"]}
UNSEARCHED = "`OGAS`"


def insert(db: sqlite3.Connection, table: str, **row: object) -> int:
    """Insert a row and return its id."""
    columns, values = ", ".join(row), ", ".join(f":{column}" for column in row)
    key = db.execute(f"INSERT INTO {table} ({columns}) VALUES ({values})", row).lastrowid
    assert key is not None
    return key


def insert_terms(db: sqlite3.Connection, terms: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Insert terms and all that belongs to them."""
    ids = {term["slug"]: key for key, term in enumerate(sorted(terms, key=lambda term: term["slug"]), 1)}
    for term in terms:
        names = {language: texts[0] for language, texts in term["labels"].items()}
        explanation = term.get("explanation", {})
        insert(
            db, "terms", id=ids[term["slug"]], slug=term["slug"], name=names.get("en", next(iter(names.values()))),
            kind=term["kind"], explanation=explanation.get("en"), explained=int(bool(explanation)),
            status=term.get("status", "draft"), names=json.dumps(names, ensure_ascii=False),
            source_path="terms.yaml", source_line=1,
        )  # fmt: skip
    for term in terms:
        key = ids[term["slug"]]
        typed = [
            (language, text, "preferred" if number == 0 else "alternative")
            for language, texts in term["labels"].items()
            for number, text in enumerate(texts)
        ] + [(language, text, "hidden") for language, texts in term.get("hidden", {}).items() for text in texts]
        for language, text, type_ in typed:
            insert(
                db, "labels", term_id=key, language=language, text=text, type=type_, case_policy="smart",
                inflect="auto", boundary="edge", pinyin=pinyin(text) if language == "zh" else None,
            )  # fmt: skip
        for language, text in term.get("explanation", {}).items():
            insert(db, "explanations", term_id=key, language=language, text=text)
        for type_, texts in term.get("notes", {}).items():
            for language, text in texts.items():
                insert(db, "notes", term_id=key, type=type_, language=language, text=text)
        for title, url in term.get("sources", []):
            insert(db, "sources", term_id=key, title=title, url=url)
        for slug in term.get("related", []):
            insert(db, "relations", term_id=key, type="related", target_id=ids[slug])
            insert(db, "relations", term_id=ids[slug], type="related", target_id=key)
        for slug in term.get("broader", []):
            insert(db, "relations", term_id=key, type="broader", target_id=ids[slug])
        for slug in term.get("formerly", []):
            insert(db, "former_slugs", slug=slug, term_id=key)
        insert(
            db, "search", type="term", term_id=key, title=" · ".join(text for _, text, _ in typed),
            text=" ".join(term.get("explanation", {}).values()),
        )  # fmt: skip
    return ids


def places(body: str, labels: Mapping[str, list[int]]) -> list[tuple[int, int, str]]:
    """Return where labels stand in a body."""
    found = []
    for label in labels:
        for spelling in SPELLINGS.get(label, [label]):
            start = body.find(spelling)
            while start >= 0:
                if body[start - 1 : start + len(spelling) + 1] != UNSEARCHED:
                    found.append((start, start + len(spelling), label))
                start = body.find(spelling, start + len(spelling))
    starts = [place for place in sorted(found) if not any(a < place[0] < b for a, b, _ in found)]
    return [place for place in starts if not any(a == place[0] and b > place[1] for a, b, _ in starts)]


def insert_post(db: sqlite3.Connection, post: Mapping[str, Any], labels: Mapping[str, list[int]]) -> None:
    """Insert a post, its paragraphs and its mentions."""
    body = post["body"]
    plain = {"author", "source_title", "source_author", "source_date", "source_url", "description"}
    key = insert(
        db, "posts", path=f"{post['slug']}.md", slug=post["slug"], title=post["title"], date=post["date"],
        language=post["language"], translation_key=post.get("translation_key", post["slug"]), body=body,
        tags=json.dumps(post.get("tags", [])), sha256=sha256(body.encode()).hexdigest(), characters=len(body),
        **{name: post[name] for name in plain & set(post)},
    )  # fmt: skip
    insert(db, "search", type="post", post_id=key, title=post["title"], text=post.get("description", ""))
    start, spans = 0, []
    for position, text in enumerate(body.split("\n\n"), 1):
        if text.strip():
            paragraph = insert(
                db, "paragraphs", id=key * PARAGRAPHS + position, post_id=key, position=position,
                zone="heading" if text[0] == "#" else "prose",
                heading="", start_char=start, end_char=start + len(text), text=text, reading=text.strip("#* \n"),
            )  # fmt: skip
            spans.append((start, start + len(text), paragraph))
            insert(
                db, "search", type="paragraph", post_id=key, paragraph_id=paragraph, title="",
                text=text.strip("#* \n"),
            )  # fmt: skip
        start += len(text) + 2
    ordinals: dict[int, int] = {}
    for start, end, label in places(body, labels):
        terms = labels[label]
        term = terms[0] if len(terms) == 1 else None
        ordinal = ordinals[term] = ordinals.get(term, 0) + 1 if term else None
        label_ids = {
            candidate: db.execute(
                "SELECT id FROM labels WHERE term_id = ? AND text = ?", (candidate, label)
            ).fetchone()[0]
            for candidate in terms
        }
        kind = db.execute("SELECT kind FROM terms WHERE id = ?", (term,)).fetchone() if term else None
        mention = insert(
            db, "mentions", term_id=term, label_id=label_ids[term] if term else None, post_id=key,
            paragraph_id=next(number for a, b, number in spans if a <= start < b), start_char=start, end_char=end,
            exact=body[start:end], reading=label, prefix=body[max(0, start - 32) : start], suffix=body[end : end + 32],
            zone="prose", match="exact", status="found" if term else "ambiguous", ordinal=ordinal,
            is_first=int(ordinal == 1), kind=kind[0] if kind else None, language=post["language"],
        )  # fmt: skip
        for candidate in terms if term is None else []:
            insert(
                db, "mention_candidates", mention_id=mention, term_id=candidate, label_id=label_ids[candidate],
                reason="the same label",
            )  # fmt: skip


def finish(db: sqlite3.Connection) -> None:
    """Count, and fill the full-text indexes."""
    db.executescript("""
        UPDATE terms SET
               mention_count = (SELECT count(*) FROM mentions AS m WHERE m.term_id = terms.id),
               post_count = (SELECT count(DISTINCT post_id) FROM mentions AS m WHERE m.term_id = terms.id);
        UPDATE terms SET
               first_post_id = (SELECT p.id FROM posts AS p WHERE p.id IN
                                 (SELECT post_id FROM mentions WHERE term_id = terms.id)
                                 ORDER BY p.date IS NULL, p.date, p.path LIMIT 1);
        UPDATE posts SET
               mention_count = (SELECT count(*) FROM mentions AS m WHERE m.post_id = posts.id),
               terms = (SELECT json_group_array(name) FROM (SELECT DISTINCT t.name AS name FROM mentions AS m
                         JOIN terms AS t ON t.id = m.term_id WHERE m.post_id = posts.id ORDER BY t.name));
    """)
    for table, columns in {
        "search": ("title", "text"),
        "posts": ("title", "body"),
        "paragraphs": ("reading",),
        "terms": ("name", "names", "explanation"),
    }.items():
        rows = db.execute(f"SELECT id, {', '.join(columns)} FROM {table}").fetchall()
        marks = ", ".join("?" * (len(columns) + 1))
        db.executemany(
            f"INSERT INTO {table}_fts (rowid, {', '.join(columns)}) VALUES ({marks})",
            [(key, *(search_text(text or "") for text in texts)) for key, *texts in rows],
        )


def make_glossary(
    path: Path,
    terms: Sequence[Mapping[str, Any]] = TERMS,
    posts: Sequence[Mapping[str, Any]] = POSTS,
    **facts: str,
) -> Path:
    """Write a glossary database to *path*."""
    facts = {
        "application": "datasette-glossary", "schema": sha256(SCHEMA.encode()).hexdigest(), "title": "Hand-made",
        "description": '{"en": "A glossary made by hand."}', "main_language": "en", "languages": '["en", "zh"]',
        "longest_value": "1000",
    } | facts  # fmt: skip
    with closing(sqlite3.connect(path)) as db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;" + SCHEMA + "COMMIT;")
        ids = insert_terms(db, terms)
        labels: dict[str, list[int]] = {}
        for term in sorted(terms, key=lambda term: term["slug"]):
            for text in {text for texts in term["labels"].values() for text in texts}:
                labels.setdefault(text, []).append(ids[term["slug"]])
        for post in sorted(posts, key=lambda post: post["slug"]):
            insert_post(db, post, labels)
        finish(db)
        for key, value in facts.items():
            insert(db, "build", key=key, value=value)
        db.commit()
    return path


@pytest.fixture(autouse=True)
def _without_rich(monkeypatch: pytest.MonkeyPatch) -> None:
    """Datasette 0.65 fails over its own 404 page where the library rich happens to be installed."""
    monkeypatch.setattr("datasette.handle_exception.rich", None, raising=False)


class Compiled(BytecodeCache):
    """Templates, compiled once for all the Datasettes of a session."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self._kept.get(bucket.key):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(autouse=True, scope="session")
def _templates_are_compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("datasette.app.Environment", partial(Environment, bytecode_cache=Compiled()))
        yield


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a small glossary; it is only read."""
    return make_glossary(tmp_path_factory.mktemp("made") / "glossary.db")


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """What makes a glossary called *name* in a folder of its own."""
    return lambda name="glossary", **rest: make_glossary(tmp_path / f"{name}.db", **rest)


@pytest.fixture
def serve() -> Iterator[Callable[..., Any]]:
    """What starts a Datasette with databases; closes them behind itself."""
    started: list[Any] = []

    def start(*paths: Path, **options: Any) -> Any:
        datasette = Datasette([str(path) for path in paths], **options)
        started.append(datasette)
        return datasette

    yield start
    for datasette in started:
        for database in datasette.databases.values():
            database.close()
