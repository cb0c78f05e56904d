"""What the forms of ``serve --edit`` write into terms.yaml, with the same care as ``glossary add`` and ``ignore``."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from glossary.cli.choosing import Known, draft_of, refused_of
from glossary.edit import ConflictError, Draft, Edit, Prepared, adding, apply_edit, explaining, ignoring
from glossary.edit.edits import Files
from glossary.errors import GlossaryError
from glossary.model import Glossary
from glossary.plugin.editing import ChangedError, Place, Texts, Written, fingerprint
from glossary.post import PostFile, file_of, read_post
from glossary.term import read_glossary
from glossary.term.languages import language_tag

# How often an edit is made anew because somebody saved something else in just that moment.
_TRIES: Final = 5


class TermsEditor:
    """Writes into a file of terms, or into those of a folder; one edit at a time."""

    def __init__(self, terms: Path, content: Sequence[Path] = ()) -> None:
        self._terms = terms
        self._content = content
        self._lock = threading.Lock()

    def explain(self, slug: str, language: str, text: str, seen: str) -> Written:
        """Explain a term; ChangedError tells that its explanation is no longer the one *seen*."""
        _check_languages([language])
        edit = explaining(slug, language, text)

        def path(files: Files, glossary: Glossary) -> str:
            # Asked of the very bytes that are edited; what else has changed in the file does not matter.
            term = next((term for term in glossary.terms if term.slug == slug), None)
            present = term.explanation.get(language) if term else None
            if term and present != text and fingerprint(present) != seen:
                raise ChangedError(present)
            return edit.path(files, glossary)

        prepared = self._applied(lambda: (edit._replace(path=path), None))
        return Written(slug, prepared.after != prepared.before)

    def add(self, labels: Texts, kind: str | None, explanation: Texts, comments: Sequence[str]) -> Written:
        """Add a term; GlossaryError tells which label is there already, and where."""
        _check_languages([*labels, *explanation])
        suggested = Draft("", {language: [text] for language, text in labels.items()}, kind, comments=comments)
        slug = ""

        def edit() -> tuple[Edit, str]:
            nonlocal slug
            known = self._known()
            draft = draft_of(known, (), None, suggested, kind=None, explanation=None, slug=None)
            slug = draft.slug
            return adding(replace(draft, explanation=explanation)), known.glossary.sha256

        self._applied(edit)
        return Written(slug)

    def ignore(self, labels: Texts) -> Written:
        """Refuse a suggestion; what is the label of a term by now stays out, unless nothing else is left."""
        _check_languages(labels)
        refused: Mapping[str, Sequence[str]] = {}

        def edit() -> tuple[Edit, str]:
            nonlocal refused
            known = self._known()
            new = {language: [text] for language, text in labels.items() if not known.label(language, text)}
            refused, _ = refused_of(known, (), None, Draft("", new or {tag: [text] for tag, text in labels.items()}))
            return ignoring(refused), known.glossary.sha256

        self._applied(edit)
        return Written(changed=bool(refused))

    def file(self, path: str) -> str:
        """Return where the file is that the database calls *path*: it is seen from beside the terms there."""
        return (self._terms.absolute().parent / path).as_posix()

    def body(self, path: str) -> Place | None:
        """Return where the body of a post begins: its first line where the file has no body, or is gone."""
        file = file_of(self._content, path)
        if file is None:
            return None
        post = read_post(PostFile(file, path), drafts=True).post
        return Place(Path(file).absolute().as_posix(), post.body_line if post else 1)

    def _known(self) -> Known:
        return Known(read_glossary(self._terms)[0], self._terms)

    def _applied(self, edit: Callable[[], tuple[Edit, str | None]]) -> Prepared:
        with self._lock:
            for _ in range(_TRIES - 1):
                try:
                    made, sha256 = edit()
                    return apply_edit(self._terms, made, sha256=sha256)
                except ConflictError:
                    continue
            made, sha256 = edit()
            return apply_edit(self._terms, made, sha256=sha256)


def _check_languages(tags: Sequence[str] | Mapping[str, object]) -> None:
    for tag in tags:
        if language_tag(tag) != tag:
            raise GlossaryError(f"'{tag}' is no language tag, such as en, zh or zh-Hant.")
