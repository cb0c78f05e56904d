"""The explanation of a term in one language: put in, or put in the place of the one that stands there."""

from glossary.edit.blocks import block_of, filled, put_into_term
from glossary.edit.drafts import braced_texts, language_lines
from glossary.edit.placing import (
    Columns,
    Splice,
    Splices,
    appended,
    appended_in_brackets,
    columns_of,
    inserted,
    may_be_followed,
    spliced,
)
from glossary.edit.refusals import language_entry
from glossary.edit.scalars import check_text, flow_scalar, source_of
from glossary.edit.source import Part, Source, by_hand, read_source
from glossary.edit.texts import text_in_place
from glossary.errors import GlossaryError
from glossary.text.entries import key

KEY = "explanation"


def set_explanation(text: str, slug: str, language: str, explanation: str, *, main: str) -> str:
    """Return the file *text* with *explanation* as what its term *slug* means in *language*.

    What other languages say stays as it is typed; an explanation without a language is in the *main* one.
    """
    check_text(explanation, "The explanation")
    if not explanation.strip():
        raise GlossaryError(f"The explanation of '{slug}' is blank. Fix: write one, or delete the old one by hand.")
    source = read_source(text)
    terms = block_of(source, "terms")
    found = terms[1].entry(slug) if terms else None
    if terms is None or found is None:
        by_hand(terms and terms[0], f"the term '{slug}' does not stand in this file", "name a term that does")
    source.shared(*found)
    return spliced(text, _splices(source, found[1], columns_of(source, terms[1]), language, explanation, main))


def _splices(source: Source, term: Part, columns: Columns, language: str, text: str, main: str) -> Splices:
    found = term.entry(KEY)
    if found is None:
        column = term.column + columns.step
        lines = [f"{' ' * term.column}{KEY}:", *language_lines(language, text, column, columns.step)]
        return put_into_term(source, term, lines, f"{KEY}: {braced_texts({language: text})}", behind={"labels"})
    source.shared(*found)
    name, value = found
    if value.is_empty and value.in_flow:
        return [filled(source, value, braced_texts({language: text}))]
    column = name.column + columns.step
    if value.is_empty:
        place = source.next_line(max(name.end, value.end))
        return [inserted(source, place, language_lines(language, text, column, columns.step))]
    if value.shape == "text":
        if language == main:
            return text_in_place(source, value, text, name.column, columns.step, key=name)
        return _other_language(source, name, value, columns.step, (main, language), text)
    if value.shape == "list":
        by_hand(value, f"'{KEY}' is a text or a mapping by language")
    if present := language_entry(value, language):
        source.shared(*present)
        return text_in_place(source, present[1], text, value.column, columns.step, key=present[0])
    if value.style:
        return appended_in_brackets(source, value, [f"{key(language)}: {flow_scalar(text)}"])
    return [appended(source, value, language_lines(language, text, value.column, columns.step))]


def _other_language(
    source: Source, name: Part, value: Part, step: int, languages: tuple[str, str], text: str
) -> Splices:
    """Return what makes a mapping by language of the one text that stands there, which moves as it is typed."""
    if value.anchor:
        by_hand(value, f"'&{value.anchor}' marks a text that would become a mapping")
    main, language = languages
    if value.in_flow:
        behind = f", {key(language)}: {flow_scalar(text)}}}"
        return [Splice(value.start, value.start, f"{{{key(main)}: "), Splice(value.end, value.end, behind)]
    on_own_line = source.begins_line(value)
    column = value.column if on_own_line else name.column + step
    end, _ = source_of(source, value)
    moved = f"{key(main)}: "
    if on_own_line:
        splices = [Splice(value.start, value.start, moved)]
    else:
        colon = len(source.text[: value.start].rstrip())
        splices = [Splice(colon, value.start, f"{source.newline}{' ' * column}{moved}")]
    line = source.next_line(value.start)
    while line < end:
        if source.text[line : source.line_end(line)].strip():
            splices.append(Splice(line, line, " " * (column - name.column)))
        line = source.next_line(line)
    lines = language_lines(language, text, column, step)
    if may_be_followed(source, value):
        place = value.end if value.keeps_breaks else source.next_line(end)
        return [*splices, inserted(source, place, lines)]
    if on_own_line:
        return [inserted(source, source.line_start(value.start), lines), *splices]
    above = "".join(f"{source.newline}{line}" for line in lines)
    return [splices[0]._replace(text=above + splices[0].text), *splices[1:]]
