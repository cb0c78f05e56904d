"""The walk from a path to a glossary: files, nodes, values, then what must hold between terms."""

import gc
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from glossary.errors import InputError, Problem
from glossary.model import Glossary, Source, Term
from glossary.term.blocks import SIMPLE, Reader, Scene, check_address, read_block, wrong_shape
from glossary.term.checking import TermEntry, check_terms
from glossary.term.files import File, read_files, text_of
from glossary.term.keys import FILE_KEYS, GLOSSARY_KEYS, NOTE_KEYS, SLUG, SOURCE_KEYS, TERM_KEYS, Key, Shape
from glossary.term.labels import read_labels
from glossary.term.nodes import MappingNode, Node, ScalarNode, SequenceNode, read_nodes
from glossary.term.report import Report, short

_ADDRESS: Final = re.compile(r"(?:[a-z][a-z\d+.-]*://|www\.|(?:javascript|vbscript|data|mailto|file):)\S*$", re.I)
_DEFAULT: Final = Glossary()


class Document(NamedTuple):
    """A file that could be read as YAML."""

    text: str
    blocks: Mapping[str, Node]  # glossary, terms, ignore, where they stand
    report: Report


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Spare the garbage collector millions of nodes that live to the end and hold no cycles: half the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def read_glossary(path: Path) -> tuple[Glossary, list[Problem]]:
    """Return the glossary in the file *path*, or in the YAML files of that folder, and what is doubtful about it.

    An InputError tells all faults at once, each with its place and fix.
    """
    return glossary_of(read_files(path), path)


@_collector_paused()
def glossary_of(files: Sequence[File], path: Path) -> tuple[Glossary, list[Problem]]:
    """Return what ``read_glossary`` does, of *files* as they are given, which stand at or below *path*."""
    problems: list[Problem] = []
    documents = list(_documents(files, problems))
    header = _header(documents)
    languages = header.get("languages", _DEFAULT.languages)
    entries = list(_entries(documents, languages[0]))
    ignored = _ignored(documents)
    # A file that could not be read may hold the terms that others point at.
    check_terms(entries, languages, complete=len(documents) == len(files))
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise InputError(errors)
    terms = tuple(sorted((entry.term for entry in entries), key=lambda term: term.slug))
    glossary = Glossary(**header, terms=terms, ignored=ignored, sha256=sha256_of(files, path))
    return glossary, sorted(problems, key=Problem.place)


def _documents(files: Iterable[File], problems: list[Problem]) -> Iterator[Document]:
    readers: Mapping[Shape, Reader] = dict.fromkeys(Shape, lambda node, key, scene: node)
    for file in files:
        report = Report(file.path, problems)
        try:
            text = text_of(file)
            root = read_nodes(text, report)
        except InputError as error:
            problems.extend(error.problems)
            continue
        scene = Scene(report, _DEFAULT.languages[0])
        blocks = read_block(root, FILE_KEYS, readers, scene, "a file of terms") if root else {}
        yield Document(text, blocks, report)


def _header(documents: Iterable[Document]) -> dict[str, Any]:
    """Return what the one ``glossary:`` block says, by the fields of Glossary."""
    header: dict[str, Any] = {}
    first: tuple[str, int] | None = None
    for document in documents:
        node = document.blocks.get("glossary")
        if node is None:
            continue
        if first is not None:
            message = f"'glossary' already stands in {first[0]}, line {first[1]}"
            document.report.error(node, "second-glossary", message, "keep one of the two")
            continue
        first = (document.report.path, node.line)
        # What names no language is in the main one, which may be said further down.
        unheard = Scene(Report("", []), _DEFAULT.languages[0])
        languages = read_block(node, GLOSSARY_KEYS, SIMPLE, unheard, "").get("languages", _DEFAULT.languages)
        scene = Scene(document.report, languages[0])
        header = read_block(node, GLOSSARY_KEYS, SIMPLE, scene, "'glossary'")
    return header


def _entries(documents: Iterable[Document], language: str) -> Iterator[TermEntry]:
    """Yield the terms of all files; of a slug that stands in two files, the first."""
    places: dict[str, TermEntry] = {}
    for document in documents:
        node = document.blocks.get("terms")
        if node is None:
            continue
        if not isinstance(node, MappingNode):
            fix = "type slugs on the lines below, each with a colon: ogas:"
            wrong_shape(Scene(document.report, language), node, "'terms' is a mapping of slugs", fix)
            continue
        for slug, value in node.entries.values():
            scene = Scene(document.report, language, slug.text)
            _check_slug(slug, value, scene)
            entry = _entry(document, slug, value, scene)
            if (first := places.setdefault(slug.text, entry)) is entry:
                yield entry
            else:
                message = f"the slug '{slug.text}' already stands in {first.term.path}, line {first.term.line}"
                scene.error(slug, "duplicate-slug", message, "merge the two, or give one another slug")


def _check_slug(slug: ScalarNode, value: Node | None, scene: Scene) -> None:
    if re.fullmatch(SLUG, slug.text):
        return
    suggested = slug_from(slug.text)
    fix = f"write '{suggested}'" if suggested else "write one in small ASCII letters, such as rice-to-mulberry"
    message = f"'{short(slug.text)}' is no slug: small ASCII letters and digits, joined by single hyphens"
    scene.error(slug, "bad-slug", message, fix)


def slug_from(text: str) -> str:
    """Return *text* as a slug, empty where it has no ASCII letter or digit to make one of."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    if not plain.isascii():
        return ""
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower().replace("'", "")))


def _entry(document: Document, slug: ScalarNode, value: Node | None, scene: Scene) -> TermEntry:
    node = value if value is not None else MappingNode(slug.line, slug.column, {})
    values = read_block(node, TERM_KEYS, READERS, scene, f"the term '{short(slug.text)}'", slug)
    values.setdefault("kind", "")  # reported, so that no glossary comes of it
    values.setdefault("labels", ())
    term = Term(slug=slug.text, path=document.report.path, line=slug.line, **values)
    return TermEntry(term, slug, node, document.text, document.report)


def _notes(node: Node, key: Key, scene: Scene) -> dict[str, dict[str, str]]:
    return read_block(node, NOTE_KEYS, SIMPLE, scene, "'notes'")


def _sources(node: Node, key: Key, scene: Scene) -> tuple[Source, ...]:
    items = node.items if isinstance(node, SequenceNode) else [node]
    return tuple(source for item in items if (source := _source(item, scene)))


def _source(item: Node, scene: Scene) -> Source | None:
    if isinstance(item, ScalarNode):
        text = " ".join(item.text.split())
        if _ADDRESS.match(text):
            fix = "type the whole address, or the title of what it was"
            return Source(text, check_address(item, scene, fix))
        if text:
            return Source(text)
    elif isinstance(item, MappingNode):
        values = read_block(item, SOURCE_KEYS, SIMPLE, scene, "a source")
        title, url = values.get("title"), values.get("url")
        if title or url:
            return Source(title or url or "", url)
        if (typed := item.entries.get("url")) and typed.value is not None:
            return None  # a bad address, which is reported
    else:
        wrong_shape(scene, item, "a source is a title, an address or a mapping", "write {title: …, url: …}")
        return None
    scene.error(item, "blank-source", "a source has neither title nor url", "type one of the two, or delete it")
    return None


READERS: Final[Mapping[Shape, Reader]] = {
    **SIMPLE,
    Shape.LABELS: read_labels,
    Shape.NOTES: _notes,
    Shape.SOURCES: _sources,
}


def _ignored(documents: Iterable[Document]) -> dict[str, tuple[str, ...]]:
    merged: dict[str, dict[str, None]] = {}
    for document in documents:
        if node := document.blocks.get("ignore"):
            scene = Scene(document.report, _DEFAULT.languages[0])
            for language, texts in SIMPLE[Shape.TEXTS_BY_LANGUAGE](node, FILE_KEYS["ignore"], scene).items():
                merged.setdefault(language, {}).update(dict.fromkeys(texts))
    return {language: tuple(texts) for language, texts in merged.items()}


def sha256_of(files: Sequence[File], path: Path) -> str:
    """Return the hash of the bytes read; of a folder, that of its files' names and hashes."""
    hashes = [hashlib.sha256(file.data).hexdigest() for file in files]
    if not path.is_dir():
        return hashes[0]
    names = [Path(file.path).relative_to(path).as_posix() for file in files]
    lines = (f"{digest}  {name}\n" for digest, name in zip(hashes, names, strict=True))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
