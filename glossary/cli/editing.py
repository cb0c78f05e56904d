"""``glossary add`` and ``glossary ignore``: a term or a refusal written into terms.yaml."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from glossary.cli.building import progress_bars
from glossary.cli.options import edit_options, input_options, jobs_option, quiet_option
from glossary.cli.terminal import patch, plain
from glossary.errors import GlossaryError
from glossary.model import KINDS

if TYPE_CHECKING:
    from glossary.cli.choosing import Known
    from glossary.edit import Draft, Edit, Prepared


@click.command()
@click.argument("labels", nargs=-1, metavar="LABEL…")
@click.option("--kind", type=click.Choice(list(KINDS)), help="What it is; else what the suggestion says, or concept.")
@click.option("--explanation", metavar="TEXT", help="What it means, in Markdown; else yours to write there.")
@click.option("--slug", help="The name in its address; else made of its English or first label.")
@edit_options
@input_options
@jobs_option
@quiet_option
def add(
    labels: Sequence[str],
    kind: str | None,
    explanation: str | None,
    slug: str | None,
    language: str | None,
    candidate: str | None,
    dry_run: bool,
    content: Sequence[Path],
    terms: Path,
    output: Path,
    jobs: int,
    quiet: bool,
) -> None:
    """Write a new term behind the others.

    Everything else in the file stays as it is. All labels are names of one meaning, in one language or several. With
    --candidate they may be left out: the suggestion brings its counterpart in the translation and its kind, and what
    is known of it as comments.
    """
    from glossary.cli.choosing import draft_of
    from glossary.edit import adding

    known, suggested = _known(content, terms, labels, candidate, language, jobs, quiet)
    draft = draft_of(known, labels, language, suggested, kind=kind, explanation=explanation, slug=slug)
    prepared = _applied(terms, adding(draft), known, dry_run)
    if not dry_run:
        for line in _added(draft, prepared, quiet):
            click.echo(plain(line))


@click.command()
@click.argument("labels", nargs=-1, metavar="LABEL…")
@edit_options
@input_options
@jobs_option
@quiet_option
def ignore(
    labels: Sequence[str],
    language: str | None,
    candidate: str | None,
    dry_run: bool,
    content: Sequence[Path],
    terms: Path,
    output: Path,
    jobs: int,
    quiet: bool,
) -> None:
    """Refuse a suggestion, so that it is never proposed again.

    It is written under ignore:, and everything else there stays as it is. With --candidate, its counterpart in the
    translation is refused as well.
    """
    from glossary.cli.choosing import refused_of
    from glossary.edit import ignoring

    known, suggested = _known(content, terms, labels, candidate, language, jobs, quiet)
    refused, already = refused_of(known, labels, language, suggested)
    for place, label in already:
        click.echo(plain(f"{place}: '{label}' is ignored already"))
    if not refused:
        return
    prepared = _applied(terms, ignoring(refused), known, dry_run)
    if not dry_run:
        click.echo(plain(f"{prepared.path}:{prepared.line}: ignored {_listed(refused)}"))
        if not quiet:
            click.echo(plain(f"Next: {_also('glossary suggest')}, which proposes it no more"))


def _known(
    content: Sequence[Path],
    terms: Path,
    labels: Sequence[str],
    candidate: str | None,
    language: str | None,
    jobs: int,
    quiet: bool,
) -> "tuple[Known, Draft | None]":
    """Return the glossary as it is, and the suggestion asked for; posts are read for a suggestion alone."""
    from glossary.cli.choosing import Known, suggestion

    if candidate is None:
        from glossary.term import read_glossary

        if not labels:
            raise click.UsageError("Name a label, or a suggestion with --candidate.")
        return Known(read_glossary(terms)[0], terms), None
    from glossary.build import suggest_terms

    with progress_bars(quiet) as progress:
        proposed = suggest_terms(content, terms, jobs=jobs, progress=progress)
    known = Known(proposed.glossary, terms)
    return known, suggestion(known, proposed, candidate, language)


def _applied(terms: Path, edit: "Edit", known: "Known", dry_run: bool) -> "Prepared":
    """Make the edit to the glossary as it was read, or show it."""
    from glossary.edit import prepare_edit, write_edit

    prepared = prepare_edit(terms, edit, sha256=known.glossary.sha256)
    if dry_run:
        click.echo(patch(prepared.diff()))
    else:
        write_edit(prepared)
    return prepared


def _added(draft: "Draft", prepared: "Prepared", quiet: bool) -> Sequence[str]:
    """Say what was written and where, and what to do next."""
    term = next((term for term in prepared.glossary.terms if term.slug == draft.slug), None)
    if term is None:
        raise GlossaryError(f"{prepared.path}: '{draft.slug}' was not written.")
    said = [f"{term.path}:{term.line}: added {draft.slug} ({term.kind}): {_listed(draft.labels)}"]
    if quiet:
        return said
    if draft.kind is None:
        said.append(f"Its kind is {term.kind}, since nothing says which: change it there, or give --kind")
    explained = draft.explanation
    next_step = _also("glossary build") if explained else f"write its explanation there, then {_also('glossary check')}"
    return [*said, f"Next: {next_step}"]


def _also(command: str) -> str:
    """Return *command* with the posts and terms that this one was given."""
    context = click.get_current_context()
    given = [
        f"--{name} {quote(str(path))}"
        for name in ("content", "terms")
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        for path in (context.params[name] if name == "content" else [context.params[name]])
    ]
    return " ".join([command, *given])


def _listed(labels: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"{', '.join(texts)} ({language})" for language, texts in labels.items())
