"""What is wrong where YAML cannot be read, in words that a person who edits terms can act on.

libyaml says where it stopped and what it expected; the line itself says what was probably meant. The causes below are
asked in order, the most telling first.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

import yaml

from glossary.errors import Problem
from glossary.term.report import short
from glossary.term.trouble import Cause, Quoted, Trouble

# The words of libyaml, and of PyYAML's own parser, which stands in where libyaml is missing.
_OUT_OF_PLACE: Final = "did not find expected (key|'-' indicator)|expected <block end>"


def syntax_problem(path: str, text: str, error: Any, quoted: Quoted | None) -> Problem:
    """Return what to tell the user about *error*, which libyaml raised on *text*."""
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    trouble = Trouble(
        problem=getattr(error, "problem", None) or str(error),
        context=getattr(error, "context", None) or "",
        line=mark.line + 1 if mark else 1,
        column=mark.column + 1 if mark else 1,
        opened_line=opened.line + 1 if opened else 0,
        opened_column=opened.column + 1 if opened else 0,
        quoted=quoted,
        lines=text.splitlines(),
    )
    cause = next(filter(None, (find(trouble) for find in CAUSES)))
    line, column = (cause.line, cause.column) if cause.line else (trouble.line, trouble.column)
    return Problem("error", "syntax", cause.message, cause.fix, path, line, column)


def _conflict(trouble: Trouble) -> Cause | None:
    """Git writes both versions into the file where it cannot merge them."""
    for number, line in enumerate(trouble.lines, 1):
        if re.match(r"(<{7}|={7}|>{7})( |$)", line):
            message = "a mark of Git's stands here: two versions of these lines are not merged yet"
            return Cause(
                message, "keep what is right of both, and delete the lines of <<<<<<<, ======= and >>>>>>>", number, 1
            )
    return None


def _tab(trouble: Trouble) -> Cause | None:
    if trouble.after[:1] != "\t" or trouble.before.strip():
        return None
    return Cause("a tab stands where spaces indent", "indent with spaces only, two for every level")


def _first_character(trouble: Trouble) -> Cause | None:
    """YAML keeps some characters to itself at the beginning of a text."""
    line, column = trouble.line, trouble.column
    words = f"{trouble.context}: {trouble.problem}"
    if re.search(
        r"scanning an? (alias|anchor|tag|block scalar|directive|%YAML directive)|undefined tag|parsing a tag", words
    ):
        line, column = trouble.opened_line or line, trouble.opened_column or column
    elif not re.search(r"cannot start any token|mapping keys are not allowed|incompatible YAML", words):
        return None
    rest = trouble.text(line)[column - 1 :]
    character = rest[:1]
    if character in "|>":
        message = f"after '{character}' the line must end; the text follows on the next one, indented"
        return Cause(message, f"begin the text on the next line, or put it in quotes: {_in_quotes(rest)}", line, column)
    message = f"a text cannot begin with '{character}' unless it is in quotes"
    return Cause(message, f"put it in quotes: {_in_quotes(rest)}", line, column)


def _unclosed_quote(trouble: Trouble) -> Cause | None:
    if "quoted scalar" in trouble.context and re.search("end of stream|document indicator", trouble.problem):
        quote = trouble.text(trouble.opened_line)[trouble.opened_column - 1 :][:1]
        message = f"the quotation mark {quote} that opens here is never closed"
        return Cause(message, f"close it with {quote}", trouble.opened_line, trouble.opened_column)
    if trouble.quoted and trouble.quoted[0] < trouble.quoted[2] == trouble.line and trouble.quoted[3] <= trouble.column:
        line, column, last, _ = trouble.quoted
        quote = trouble.text(line)[column - 1 :][:1]
        message = f"the quotation mark {quote} that opens here is closed only on line {last}"
        return Cause(message, f"close it with {quote} where the text ends", line, column)
    return None


def _escape(trouble: Trouble) -> Cause | None:
    if "quoted scalar" not in trouble.context or not re.search("escape|hexdecimal", trouble.problem):
        return None
    line = trouble.text(trouble.line)
    start = line.rfind("\\", 0, trouble.column + 1)
    number = re.match(r"\\(?:u[\da-f]{4}|U[\da-f]{8})", line[start:], re.IGNORECASE)  # half an emoji, as JSON writes it
    message = f"'{number.group() if number else line[start : start + 2]}' means nothing between double quotes"
    fix = "type the character itself" if number else "type \\\\ for a backslash, or use single quotes"
    return Cause(message, fix, trouble.line, start + 1)


def _text_after_quote(trouble: Trouble) -> Cause | None:
    quoted = trouble.quoted
    if quoted is None or quoted[2] != trouble.line or trouble.before[quoted[3] - 1 :].strip():
        return None
    quote = trouble.text(quoted[0])[quoted[1] - 1 :][:1]
    apostrophe = " (and an apostrophe in it twice)" if quote == "'" else ""
    message = "text goes on after the closing quotation mark"
    if "or ']'" in trouble.problem or "or '}'" in trouble.problem:
        message += ", or a comma is missing"
    return Cause(message, f"put the whole text between one pair of quotes{apostrophe}")


def _text_after_bracket(trouble: Trouble) -> Cause | None:
    closing = trouble.before.rstrip()[-1:]
    if closing not in ("]", "}") or not re.search(_OUT_OF_PLACE, trouble.problem):
        return None
    if trouble.after[:1] in ("]", "}"):
        return Cause(f"this '{trouble.after[0]}' closes nothing", "delete it")
    if re.search(r"(^|[:-]\s+)\[\[", trouble.before):
        message = "a text that begins with [[ is read as a list, and text goes on after it"
        return Cause(message, "put the whole text in quotes, or begin it on the line after >-")
    message = f"text goes on after '{closing}', which ends a list or mapping"
    return Cause(message, "put a text that begins with a bracket in quotes, or begin it on the line after >-")


def _brackets(trouble: Trouble) -> Cause | None:
    if "expected ',' or" not in trouble.problem:
        return None
    opening = trouble.text(trouble.opened_line)[trouble.opened_column - 1 :][:1]
    closing = "]" if opening == "[" else "}"
    here = trouble.after[:1]
    comment = re.search(r"\s#", trouble.text(trouble.opened_line)[trouble.opened_column :])
    if comment and trouble.opened_line < trouble.line:
        message = f"'#' after a space begins a comment, which hides the '{closing}' of this list"
        column = trouble.opened_column + comment.start() + 2
        return Cause(message, "put the text with # in quotes", trouble.opened_line, column)
    if trouble.opened_line == trouble.line and here == ":":
        return Cause("a second colon stands in a text without quotes", "put the text in quotes")
    if trouble.opened_line == trouble.line and here and here not in "]}":
        return Cause("a comma is missing before this", "type a comma, or put the text in quotes")
    if here in ("]", "}") and here != closing and trouble.opened_line == trouble.line:
        message = f"'{here}' stands here while '{opening}' of column {trouble.opened_column} is still open"
        return Cause(message, f"close it with '{closing}', or delete the '{here}'")
    message = f"the '{opening}' that opens here is not closed"
    return Cause(message, f"close it with '{closing}'", trouble.opened_line, trouble.opened_column)


def _empty_item(trouble: Trouble) -> Cause | None:
    if not re.search("expected (the )?node content", trouble.problem):
        return None
    if not trouble.after and (place := _last_open(trouble.lines[: trouble.line])):
        line, column = place
        opening = trouble.text(line)[column - 1]
        closing = "]" if opening == "[" else "}"
        return Cause(f"the '{opening}' that opens here is not closed", f"close it with '{closing}'", line, column)
    return Cause(f"nothing stands before this '{trouble.after[:1]}'", "type the missing text, or delete this")


def _last_open(lines: Sequence[str]) -> tuple[int, int] | None:
    """Return line and column of the last bracket of a list or mapping that no other closes, as far as YAML reads it."""
    opened = []
    with suppress(yaml.YAMLError):
        for token in yaml.scan("\n".join(lines), Loader=yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader):
            if isinstance(token, (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)):
                opened.append((token.start_mark.line + 1, token.start_mark.column + 1))
            elif isinstance(token, (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)) and opened:
                opened.pop()
    return opened[-1] if opened else None


def _colon(trouble: Trouble) -> Cause | None:
    """A key without its colon and space is found out where the next colon stands."""
    if "unexpected ':'" in trouble.problem:
        return Cause("a space is missing after the colon", "type ': ', or put a text with a colon in quotes")
    if "could not find expected ':'" in trouble.problem:
        cause = _key_without_colon(trouble, trouble.opened_line)
        fix = "type ': ' after the key, or indent a text that goes on"
        return cause or Cause("a key without a colon", fix, trouble.opened_line, trouble.opened_column)
    if "mapping values are not allowed" not in trouble.problem:
        return None
    if re.search(r":\s|：", trouble.before):
        message = "a second colon followed by a space stands in a text without quotes"
        return Cause(message, "put the text after the first colon in quotes")
    if cause := _key_without_colon(trouble, trouble.above):
        return cause
    message = f"this line is indented deeper than line {trouble.above}, which it should stand beside"
    fix = f"begin it in the same column as line {trouble.above}"
    return Cause(message, fix, trouble.line, _indent(trouble.text(trouble.line)) + 1)


def _key_without_colon(trouble: Trouble, number: int) -> Cause | None:
    line = trouble.text(number)
    column = _indent(line) + 1
    if dash := re.match(r"\s*-(?=[^\s-])", line):
        return Cause("a space is missing after the -", f"type '- {line[dash.end() :].strip()}'", number, column)
    if key := re.match(r"\s*([\w-]+)：", line):
        fix = f"type '{key[1]}: ' with an ASCII colon and a space"
        return Cause("the colon is a full-width '：'", fix, number, key.end())
    if key := re.match(r"\s*([\w-]+):(?=\S)", line):
        return Cause("a space is missing after the colon", f"type '{key[1]}: '", number, key.end())
    if key := re.match(r"\s*([\w-]+)(?:\s+[^:]*)?$", line):
        name = short(key[1])
        item = f", or '- {name}' for an item of a list" if trouble.text(number - 1).lstrip().startswith("- ") else ""
        return Cause(f"a colon is missing after '{name}'", f"type '{name}: '{item}", number, column)
    return None


def _list(trouble: Trouble) -> Cause | None:
    if "sequence entries are not allowed" in trouble.problem:
        return Cause("a list cannot begin after its key", "begin it on the next line, or write [a, b]")
    if re.search(_OUT_OF_PLACE, trouble.problem) and "block collection" in trouble.context:
        message = f"this stands in the same column as the list that begins on line {trouble.opened_line}"
        return Cause(message, "begin every item of the list with '- ', and give keys a column of their own")
    return None


def _indentation(trouble: Trouble) -> Cause | None:
    if not re.search(_OUT_OF_PLACE, trouble.problem):
        return None
    if trouble.after.startswith(":"):
        return Cause("a key is missing before the colon", "type the key, or put the text in quotes")
    if trouble.before.strip():
        fix = "put the text before it and this in one pair of quotes"
        return Cause("text stands here where a key is expected", fix)
    if empty := re.search(r"(\{\}|\[\])\s*(#.*)?$", trouble.text(trouble.above)):
        message = f"'{empty[1]}' says that nothing follows, and line {trouble.line} follows indented"
        return Cause(message, f"delete the '{empty[1]}'", trouble.above, empty.start() + 1)
    message = "this line begins in a column of its own, between those of the lines above"
    return Cause(message, "begin it in the same column as the lines it belongs to")


def _document(trouble: Trouble) -> Cause | None:
    if "<document start>" not in trouble.problem:
        return None
    fix = "put everything under the keys glossary, terms and ignore"
    return Cause("text goes on after the end of the document", fix)


def _anything(trouble: Trouble) -> Cause:
    words = ", ".join(filter(None, (trouble.context, trouble.problem)))
    return Cause(f"this is no YAML ({words})", "compare it with the entries above, and put texts with marks in quotes")


CAUSES: Final[tuple[Callable[[Trouble], Cause | None], ...]] = (
    _conflict,
    _tab,
    _first_character,
    _unclosed_quote,
    _escape,
    _text_after_quote,
    _text_after_bracket,
    _brackets,
    _empty_item,
    _colon,
    _list,
    _indentation,
    _document,
    _anything,
)


def _in_quotes(text: str) -> str:
    """Return the text that begins *text* in quotes, as one would type it."""
    end = re.search(r"\s+#|[,\]}]|\s*$", text)
    word = text[: end.start()] if end else text
    return f"'{word.replace(chr(39), chr(39) * 2)}'" if '"' in word or "\\" in word else f'"{word}"'


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
