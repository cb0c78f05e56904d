"""What ``glossary serve --edit`` hands to the pages: what writes into terms.yaml, and whom it listens to.

A Datasette without it has no address that writes; nothing here exists for it.

The server listens on this machine alone, but any page that is open in a browser here can send it a form. So a form must
come to an address of ours (a name that somebody else lets point at this machine is none), from a page of ours, and with
the token that only our pages have, and only until the server stops.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple, Protocol
from weakref import WeakKeyDictionary

from glossary.errors import GlossaryError

Texts = Mapping[str, str]  # by language


class Written(NamedTuple):
    """What was written."""

    slug: str = ""  # of the term, if it is about one
    changed: bool = True  # whether the file did not say so before
    edit: int = 0  # which one it is since the server started, where edits are followed


class Place(NamedTuple):
    """A line of a file on this machine."""

    file: str  # from the root, /-separated
    line: int


class ChangedError(GlossaryError):
    """The explanation is no longer the one that was seen when the new one was typed; nothing was written."""

    def __init__(self, present: str | None) -> None:
        self.present = present  # None: there is none any more
        super().__init__("The explanation has changed meanwhile.")


class Editor(Protocol):
    """What writes into terms.yaml; each raises GlossaryError, and then nothing was written. It knows the files, too."""

    def explain(self, slug: str, language: str, text: str, seen: str) -> Written:
        """Explain a term; *seen* is the fingerprint of the explanation that *text* takes the place of."""

    def add(self, labels: Texts, kind: str | None, explanation: Texts, comments: Sequence[str]) -> Written:
        """Add a term; *comments* tell what is known of it."""

    def ignore(self, labels: Texts) -> Written:
        """Refuse a suggestion for good."""

    def file(self, path: str) -> str:
        """Return where on this machine the file of terms is that the database calls *path*."""

    def body(self, path: str) -> Place | None:
        """Return where the body begins of the post that the database calls *path*."""


@dataclass(frozen=True, slots=True)
class Editing:
    """An editor, and how to tell who may use it."""

    editor: Editor
    hosts: frozenset[str]  # as a browser names the server: name and port
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    def is_asked(self, request: Any) -> bool:
        """Tell whether *request* is meant for us, and not for a name that somebody lets point here."""
        return _header(request, "host").lower() in self.hosts

    def is_sent_from_here(self, request: Any) -> bool:
        """Tell whether a page of ours sent *request*.

        Every browser of today names the page's origin with a form; where it does not, its own word that the page was
        of the same origin will do, and with neither nothing is written.
        """
        site, origin = _header(request, "sec-fetch-site"), _header(request, "origin")
        if not self.is_asked(request) or site not in ("", "same-origin"):
            return False
        return origin == f"http://{_header(request, 'host').lower()}" if origin else site == "same-origin"

    def knows(self, token: str) -> bool:
        """Tell whether *token* is the one given to our pages since the server started."""
        return secrets.compare_digest(token.encode(), self.token.encode())


def fingerprint(explanation: str | None) -> str:
    """Return what tells one explanation from another, or from none."""
    return "" if explanation is None else sha256(explanation.encode()).hexdigest()


_editing: WeakKeyDictionary[Any, Editing] = WeakKeyDictionary()


def attach(datasette: Any, editing: Editing) -> None:
    """Let the pages of *datasette* edit; to be called before its routes are made."""
    _editing[datasette] = editing


def editing_of(datasette: Any) -> Editing | None:
    """Return what the pages of *datasette* edit with, if they do."""
    return _editing.get(datasette)


def _header(request: Any, name: str) -> str:
    return str(request.headers.get(name) or "")
