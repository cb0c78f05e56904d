"""``glossary init``: a new glossary that builds at once, for the sample posts or for one's own."""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import islice
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Final

import click

from glossary.cli.building import progress_bars
from glossary.cli.options import jobs_option, quiet_option
from glossary.cli.terminal import count, plain
from glossary.errors import GlossaryError

if TYPE_CHECKING:
    from glossary.build import Proposed

SCHEMA: Final = "terms.schema.json"
_OURS: Final = ("terms.yaml", SCHEMA, "content", "glossary.db")
_HEAD: Final = """\
# yaml-language-server: $schema={schema}
#
# One entry is one meaning, with its labels in every language. A new one, by hand or by 'glossary add':
#
#   my-term:              # the slug: ASCII, kebab-case; addresses hang on it, so it stays as it is
#     kind: slang         # person, organisation, place, work, event, project, technology, concept, allusion, wordplay
#     labels:
#       en: [my term]     # the first label of a language is the one the term goes by
#     explanation:
#       en: What it is, what it means here, why one says it.
#
# To see it, and everything you change, at once: {command}

glossary:
  title: {title}
  languages: [{languages}]

terms:{terms}"""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--content",
    type=click.Path(path_type=Path, readable=False),
    multiple=True,
    help="A folder with your own posts; may be given several times. Without it there are two sample posts.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="With --content: begin with the N best suggestions as drafts.",
)
@click.option("--title", help="What the glossary is called; else the folder's name.")
@jobs_option
@quiet_option
def init(folder: Path, content: Sequence[Path], seed: int, title: str | None, jobs: int, quiet: bool) -> None:
    """Start a new glossary in DIR.

    Writes terms.yaml with its schema for editors, and sample posts unless you name your own. A folder that holds a
    glossary already is left alone.
    """
    if seed and not content:
        raise click.UsageError("--seed looks through your posts. Fix: name their folder with --content.")
    _refuse_what_is_there(folder, content)
    proposed = _propose(content, jobs, quiet) if content else None
    drafts, terms = 0, "\n" + _text("terms.yaml")
    if proposed:
        entries = _entries(proposed, seed)
        drafts, terms = len(entries), "\n" + "\n\n".join(entries) + "\n" if entries else " {}\n"
    command = " ".join(["glossary serve", *(f"--content {quote(_seen_from(folder, path))}" for path in content)])
    written = {
        "terms.yaml": _HEAD.format(
            schema=SCHEMA,
            command=command,
            title=_scalar(title or _named(folder)),
            languages=", ".join(_languages(proposed)),
            terms=terms,
        ),
        SCHEMA: (files("glossary") / SCHEMA).read_text(encoding="utf-8"),
    }
    if not content:
        written |= {f"content/2024-05-02-{name}": _text(name) for name in ("bus-factor-en.md", "bus-factor-zh.md")}
    if not (folder / ".gitignore").exists():
        written[".gitignore"] = _text("gitignore")
    _write(folder, written)
    if not quiet:
        said = f" with {count(drafts, 'draft')}" if drafts else ""
        click.echo(plain(f"{folder}: {', '.join(written)}{said}."))
        there = "" if folder.resolve() == Path.cwd() else f"cd {quote(str(folder))} && "
        click.echo(plain(f"Next: {there}{command}"))


def _refuse_what_is_there(folder: Path, content: Sequence[Path]) -> None:
    own = {path.resolve() for path in content}
    for name in _OURS:
        place = folder / name
        if os.path.lexists(place) and place.resolve() not in own:
            keep = f"keep its posts with --content {quote(str(place))}, or " if name == "content" else ""
            raise GlossaryError(
                f"{place}: stands here already, so nothing was changed. Fix: {keep}choose another folder."
            )


def _propose(content: Sequence[Path], jobs: int, quiet: bool) -> "Proposed":
    """Read the posts, and find what may be missing where nothing is there yet."""
    from tempfile import TemporaryDirectory

    from glossary.build import suggest_terms

    with TemporaryDirectory() as empty, progress_bars(quiet) as progress:
        terms = Path(empty) / "terms.yaml"
        terms.write_text("terms: {}\n", encoding="utf-8")
        return suggest_terms(content, terms, jobs=jobs, progress=progress)


def _entries(proposed: "Proposed", most: int) -> list[str]:
    """Return the *most* best suggestions as entries, an expression with its counterpart being one."""
    from glossary.cli.drafting import entries

    new = [candidate for candidate in proposed.candidates if candidate.status == "new"]
    return [*islice(entries(new, proposed), most)]


def _languages(proposed: "Proposed | None") -> Sequence[str]:
    """Return the languages of the posts, the one with most candidates first."""
    if proposed is None:
        return "en", "zh"
    found = Counter(candidate.language for candidate in proposed.candidates)
    return sorted(proposed.languages, key=lambda tag: (-found[tag], tag)) or ["en"]


def _named(folder: Path) -> str:
    name = folder.resolve().name.replace("-", " ").replace("_", " ").strip()
    return name[:1].upper() + name[1:] or "Glossary"


def _scalar(text: str) -> str:
    from glossary.text.entries import scalar

    return scalar(text)


def _seen_from(folder: Path, path: Path) -> str:
    """Return *path* as it is reached from *folder*."""
    try:
        return os.path.relpath(path.resolve(), folder.resolve())
    except ValueError:  # on another drive
        return str(path.resolve())


def _text(name: str) -> str:
    return (files("glossary") / "cli" / "new" / name).read_text(encoding="utf-8")


def _write(folder: Path, written: Mapping[str, str]) -> None:
    try:
        for name, text in written.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        raise GlossaryError(
            f"{error.filename}: cannot be written ({error.strerror}). "
            "Fix: change its permissions, or choose another DIR."
        ) from error
