"""Finding the files that posts are read from, and reading one as text."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from glossary.errors import InputError, Problem


class PostFile(NamedTuple):
    """A file that is a post, unless its front matter says otherwise."""

    file: str  # as the user reaches it
    path: str  # Post.path


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many files were not read, by reason."""

    drafts: int = 0  # draft: true, or in a folder _drafts
    unpublished: int = 0  # published: false
    hidden: int = 0  # a name that begins with _ or ., or within such a folder
    readmes: int = 0  # README.md without front matter
    links: int = 0  # symbolic links that leave the content or lead nowhere

    def total(self) -> int:
        """Return the number of all that was left out."""
        return sum(getattr(self, field.name) for field in fields(self))


class FoundFiles(NamedTuple):
    """The files of all content folders, sorted by path."""

    sources: tuple[PostFile, ...]
    problems: tuple[Problem, ...]
    left_out: LeftOut


class _Root(NamedTuple):
    folder: str  # as given
    prefix: str  # of every path in it
    real: str


class _Folder(NamedTuple):
    file: str
    path: str  # ends in /, or is empty
    real: str
    reason: str  # why nothing in it is read, or empty


class _Link(NamedTuple):
    file: str
    path: str
    reason: str


def find_posts(folders: Sequence[Path], *, drafts: bool = False) -> FoundFiles:
    """Find every ``*.md`` below *folders*, each real file once, whatever links lead to it.

    Folders whose names begin with a dot are not entered, so what is in them is not counted either.
    """
    roots, problems = _roots(folders)
    walk = _Walk([root.real for root in roots], drafts)
    for root in roots:
        again = root.real in walk.folders_seen  # it lies within one of the others
        if not walk.enter(_Folder(root.folder, root.prefix, root.real, "")) and not again:
            fix = "put posts (*.md) there, or name another folder with --content"
            problems.append(Problem("warning", "no-posts", "there is no post in this folder", fix, _shown(root.folder)))
    walk.follow_links()
    named = [source for source in walk.sources if _is_text(source.file)]
    problems += [
        *walk.problems,
        *(_unnameable(source) for source in walk.sources if not _is_text(source.file)),
    ]
    sources = tuple(sorted(named, key=lambda source: source.path))
    return FoundFiles(sources, tuple(problems), LeftOut(**walk.left_out))


def file_of(folders: Sequence[Path], path: str) -> str | None:
    """Return the file in *folders* that ``find_posts`` gives the path *path*; it need not be there any more."""
    roots, _ = _roots(folders)
    return next(
        (os.path.join(root.folder, path.removeprefix(root.prefix)) for root in roots if path.startswith(root.prefix)),
        None,
    )


def read_bytes(file: str) -> bytes:
    """Return the bytes of *file*; an InputError tells why they cannot be read."""
    try:
        with open(file, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise InputError([_unreadable(file, error)]) from None


def text_of(data: bytes, file: str) -> tuple[str, str]:
    """Return the text that is the *data* of *file*, without BOM and with LF for CRLF, and the SHA-256 of its bytes."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([_not_utf8(file, data, error)]) from None
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
    if "\0" in text:
        index = text.index("\0")
        place = text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
        fix = "delete it; if the file is UTF-16, save it as UTF-8"
        raise InputError([Problem("error", "nul", "a NUL character stands here", fix, file, *place)])
    return text, sha256(data).hexdigest()


class _Walk:
    """What a walk through the content folders has found so far."""

    def __init__(self, roots: Sequence[str], drafts: bool) -> None:
        self.roots = roots
        self.drafts = drafts
        self.sources: list[PostFile] = []
        self.problems: list[Problem] = []
        self.left_out: Counter[str] = Counter()
        self.links: list[_Link] = []
        self.folders_seen: set[str] = set()
        self.files_seen: set[str] = set()

    def enter(self, folder: _Folder) -> int:
        """Walk *folder* and all below it; return how many Markdown files and links were met."""
        met = 0
        pending = [folder]
        while pending:
            here = pending.pop()
            if here.real in self.folders_seen:
                continue
            if here.reason != "hidden":  # a link may lead to what is hidden: then it is not seen yet
                self.folders_seen.add(here.real)
            try:
                with os.scandir(here.file) as entries:
                    for entry in entries:
                        met += self.meet(entry, here, pending)
            except OSError as error:
                self.problems.append(_unreadable(here.file, error))
        return met

    def meet(self, entry: os.DirEntry[str], here: _Folder, pending: list[_Folder]) -> bool:
        """Sort one entry of a folder into what is read, walked, followed later or left out."""
        name = entry.name
        is_post = name[-3:].lower() == ".md"
        file, path = os.path.join(here.file, name), here.path + name
        if entry.is_symlink():
            if name[0] not in "._":
                self.links.append(_Link(file, path, here.reason))
            return is_post
        if entry.is_dir(follow_symlinks=False):
            if name[0] != ".":
                reason = here.reason or self.reason_for(name)
                pending.append(_Folder(file, path + "/", os.path.join(here.real, name), reason))
            return False
        if is_post and entry.is_file(follow_symlinks=False):
            reason = here.reason or ("hidden" if name[0] in "._" else "")
            self.take(PostFile(file, path), os.path.join(here.real, name), reason)
        return is_post

    def reason_for(self, folder: str) -> str:
        if folder == "_drafts":
            return "" if self.drafts else "drafts"
        return "hidden" if folder[0] == "_" and folder != "_posts" else ""

    def take(self, source: PostFile, real: str, reason: str) -> None:
        if reason:
            self.left_out[reason] += 1
        elif real not in self.files_seen:
            self.files_seen.add(real)
            self.sources.append(source)

    def follow_links(self) -> None:
        """Follow the links that stay within the content, after all that is there without them."""
        while self.links:
            links, self.links = sorted(self.links), []
            for link in links:
                self.follow(link)

    def follow(self, link: _Link) -> None:
        real = os.path.realpath(link.file)
        is_post = link.path[-3:].lower() == ".md"
        if not os.path.exists(real):
            if is_post:
                self.refuse(link, "broken-link", "this symbolic link leads to nothing")
        elif not any(real == root or real.startswith(os.path.join(root, "")) for root in self.roots):
            if is_post or os.path.isdir(real):
                self.refuse(
                    link,
                    "link-leaves-content",
                    "this symbolic link leaves the content folder and is not followed",
                )
        elif os.path.isdir(real):
            self.enter(_Folder(link.file, link.path + "/", real, link.reason))
        elif is_post and os.path.isfile(real):
            self.take(PostFile(link.file, link.path), real, link.reason)

    def refuse(self, link: _Link, code: str, message: str) -> None:
        self.left_out["links"] += 1
        fix = "put the file itself there, or name its folder with a second --content"
        self.problems.append(Problem("warning", code, message, fix, _shown(link.file), post=_shown(link.path)))


def _roots(folders: Iterable[Path]) -> tuple[list[_Root], list[Problem]]:
    """Settle how the paths in each folder begin: with its name, where there are several."""
    problems: list[Problem] = []
    given: dict[str, str] = {}  # by real path: a folder named twice is read once
    for folder in map(str, folders):
        if not os.path.exists(folder):
            fix = "make it and put posts (*.md) into it, or name another with --content"
            problems.append(Problem("error", "no-content-folder", "there is no such folder", fix, _shown(folder)))
        elif not os.path.isdir(folder):
            fix = "name the folder that holds the posts"
            problems.append(Problem("error", "content-no-folder", "this is not a folder", fix, _shown(folder)))
        else:
            given.setdefault(os.path.realpath(folder), folder)
    if len(given) < 2:
        return [_Root(folder, "", real) for real, folder in given.items()], problems
    roots = []
    by_name: dict[str, str] = {}
    for real, folder in given.items():
        name = os.path.basename(os.path.abspath(folder))
        first = by_name.setdefault(name, folder)
        if first != folder:
            message = f"this folder has the same name as {_shown(first)}, and the paths of posts begin with it"
            fix = "rename one of the two, or put both into one folder and name that"
            problems.append(Problem("error", "same-folder-name", message, fix, _shown(folder)))
        roots.append(_Root(folder, name + "/", real))
    return roots, problems


def _is_text(name: str) -> bool:
    """Whether *name* has no bytes that Python could not decode."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _shown(name: str) -> str:
    return name if name.isascii() else os.fsencode(name).decode(errors="backslashreplace")


def _unnameable(source: PostFile) -> Problem:
    name = os.fsencode(os.path.basename(source.file))
    message = f"the file name {name!r} is not valid UTF-8"
    return Problem("error", "name-not-utf-8", message, "rename the file or its folder", _shown(source.file))


def _unreadable(file: str, error: OSError) -> Problem:
    reason = (error.strerror or str(error)).lower()
    fix = "make it readable, or move it out of the content folder"
    return Problem("error", "cannot-read", f"it cannot be read: {reason}", fix, _shown(file))


_BOMS: Final = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def _not_utf8(file: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    before = bytes(error.object[: error.start])  # without the BOM
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
    message = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
    fix = "type the character that should stand here; most of the file is UTF-8"
    if encoding := _other_encoding(data):
        message += f"; the file is probably {encoding}"
        fix = f"save it as UTF-8: iconv -f {encoding} -t UTF-8"
    return Problem("error", "not-utf-8", message, fix, _shown(file), line, column)


def _other_encoding(data: bytes) -> str:
    """Guess what *data* is encoded in; nothing where most of it is UTF-8 after all."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    text = data.decode(errors="replace")
    if text.count("\ufffd") < sum(not char.isascii() for char in text) / 2:
        return ""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return "windows-1252"
    # Nearly any bytes pass as GB18030; in Chinese text the characters they give are common ones.
    foreign = [char for char in text if not char.isascii()]
    return "GB18030" if sum("一" <= char <= "龥" for char in foreign) >= len(foreign) / 2 else "windows-1252"
