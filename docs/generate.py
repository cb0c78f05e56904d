"""Write the documents that are made from the code; with --check, only say which of them are out of date."""

import re
import sqlite3
import sys
from pathlib import Path

from glossary.check import RULES, Rule
from glossary.check.table import CHAPTERS as CHECKS
from glossary.plugin import words
from glossary.plugin.descriptions import Description, read_descriptions, schema_text
from glossary.plugin.recipes import CHAPTERS, Question
from glossary.term.json_schema import schema_text as schema_text_of_terms

DOCS = Path(__file__).parent
EXAMPLES = DOCS.parent / "tests" / "data" / "checks"
SCHEMA_HEAD = """\
# The database

This page is written from [`glossary/schema.sql`](../glossary/schema.sql), whose comments are the longer manual: `make fix` writes it.
What people ask is asked of the [views](#views); what they build on is the [tables](#tables).

Offsets (`start_char`, `end_char`) are Unicode code points into `posts.body`, half-open: `substr(body, start_char + 1, end_char - start_char)` is the text that stands there.
Ids are ranks and hold for one build; what may be cited is slug, path and offsets.
Languages are BCP 47 tags, dates are YYYY-MM-DD.
"""  # noqa: E501 - Markdown has one sentence a line

COOKBOOK_HEAD = """\
# Cookbook

Questions that people ask of a glossary, with the SQL that answers them.
This page is written from `glossary/plugin/recipes/`: `make fix` writes it, and a test runs every question on the glossary of this repository.

- **In the browser**: `/questions` offers each of them, in English and Chinese, one click from its answer in Datasette's SQL page, where it can be changed and its rows taken as JSON or CSV.
- **On the command line**: `sqlite-utils glossary.db "SELECT …" -p term rating-325 --table`.
- **Anywhere else**: the file is plain SQLite. `search_phrase()` is ours and there in the two above.

A name with a colon is a parameter; the value below a question is one that has an answer here.
A column called `address` is the address of a page, and a link to it in the browser.
What the tables hold is said in [the database](schema.md).
"""  # noqa: E501 - Markdown has one sentence a line

CHECKS_HEAD = """\
# What `glossary check` finds

This page is written from the table of rules in `glossary/check/` and the examples in `tests/data/checks/`, over which the tests run every rule: `make fix` writes it.

- An **error** would make the database wrong, so that nothing is built; the command's exit code is 1.
- A **warning** is probably not what was meant; with `--strict` the exit code is 1.
- An **info** is worth a look, and often right as it is.

`--select` and `--ignore` take codes, or the words with which codes begin (`unmentioned` for `unmentioned-term` and `unmentioned-label`), with commas or several times; what is longer counts.
Warnings and infos are also in the database's table `problems`.

`--fix` mends in `terms.yaml` what has one safe answer: {fixed}.
It shows the changes as a patch and asks; `--yes` makes them without asking, and where nobody can be asked, nothing changes without it.
Every other byte of the file stays; what shares a text with another place is left, and told with its line.
"""  # noqa: E501

CHANGE = "```text change\n"  # how a block begins that holds what mends an example
# What introduces an example, by what its block says of itself.
CAPTIONS = {"yaml bad": "Bad:", "yaml good": "Good:", "text": "It says:"}


def table_rows(connection: sqlite3.Connection, name: str, described: Description) -> list[str]:
    """Return the columns of a table as rows of a Markdown table, with the values that a column may hold."""
    (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [name]).fetchone()
    targets = {key[3]: key[2] for key in connection.execute(f'PRAGMA foreign_key_list("{name}")')}
    rows = ["| column | type | holds |", "|---|---|---|"]
    for _, column, kind, *_ in connection.execute(f'PRAGMA table_info("{name}")').fetchall():
        text = described.columns.get(column, "").replace("|", "\\|").replace("<", "&lt;")
        if column in targets:
            text += f" → [{targets[column]}](#{targets[column]})"
        if allowed := re.search(rf"CHECK \({column} IN \((.*?)\)\)", sql, re.DOTALL):
            text += f" (one of {', '.join(f'`{value}`' for value in re.findall(r'[a-z_0-9]+', allowed[1]))})"
        rows.append(f"| `{column}` | {kind.lower()} | {text} |")
    return rows


def schema_page() -> str:
    """Return docs/schema.md."""
    schema = schema_text()
    described = read_descriptions(schema)
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema)
    names = {
        kind: [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = ?", [kind])]
        for kind in ("table", "view")
    }
    indexes = [name for name in names["table"] if name.endswith("_fts")]
    shadows = tuple(f"{name}_" for name in indexes)
    tables = [name for name in names["table"] if name not in indexes and not name.startswith(shadows)]
    lines = [SCHEMA_HEAD, "## Views", ""]
    for name in names["view"]:
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
        lines += [f"### {name}", "", described[name].description, "", f"`{'`, `'.join(columns)}`", ""]
    lines += ["## Tables", ""]
    for name in tables:
        lines += [f"### {name}", "", described[name].description, ""]
        lines += [*table_rows(connection, name, described[name]), ""]
    lines += ["## Full-text indexes", "", "Each is asked with `MATCH search_phrase('…')`.", ""]
    for name in indexes:
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
        lines.append(f"- `{name}` over `{name.removesuffix('_fts')}`: `{'`, `'.join(columns)}`")
    return "\n".join(lines) + "\n"


def question_lines(question: Question) -> list[str]:
    """Return a question with its SQL."""
    said = words.Words("en")
    lines = [f"### {said(f'{question.name}-question')}", "", said(f"{question.name}-answer")]
    if question.parameters:
        lines.append("Try " + ", ".join(f"`{name}` = `{value}`" for name, value in question.parameters.items()) + ".")
    if question.waits_for:
        lines.append(f"It asks about translations: without rows in `{question.waits_for}` there is no answer.")
    return [*lines, "", "```sql", question.sql.strip(), "```", ""]


def cookbook_page() -> str:
    """Return docs/cookbook.md."""
    lines = [COOKBOOK_HEAD]
    for chapter, questions in CHAPTERS.items():
        lines += [f"## {words.Words('en')(f'{chapter}-chapter')}", ""]
        lines += [line for question in questions for line in question_lines(question)]
    return "\n".join(lines).rstrip("\n") + "\n"


def rule_lines(rule: Rule, example: str) -> list[str]:
    """Return a rule with its example, whose blocks say in their first lines what they are."""
    mends = " `--fix` mends it." if CHANGE in example else ""
    lines = [f"### {rule.code}", "", f"{rule.severity.capitalize()}. {rule.says}{mends}", ""]
    for ticks, language, said, text in re.findall(r"^(`{3,})(\w+) ?(.*)\n([^`]*?)^\1$", example, re.M):
        if said != "change":
            name, _, side = said.partition(" ")
            caption = CAPTIONS.get(f"{language} {said}".strip(), f"{side.capitalize()} `{name}`:".strip())
            lines += [caption, "", f"{ticks}{language}", *text.splitlines(), ticks, ""]
    return lines


def checks_page() -> str:
    """Return docs/checks.md."""
    examples: dict[str, str] = {}
    for path in sorted(EXAMPLES.glob("*.md")):
        _, *parts = re.split(r"^## (.+)\n", path.read_text(encoding="utf-8"), flags=re.M)
        examples |= dict(zip(parts[::2], parts[1::2], strict=True))
    fixed = ", ".join(
        f"[`{code}`](#{code})" for code in (rule.code for rule in RULES) if CHANGE in examples.get(code, "")
    )
    lines = [CHECKS_HEAD.format(fixed=fixed)]
    for chapter, rules in CHECKS.items():
        lines += [f"## {chapter}", ""]
        lines += ["| code | severity | what is wrong |", "|---|---|---|"]
        lines += [f"| [`{rule.code}`](#{rule.code}) | {rule.severity} | {rule.says} |" for rule in rules]
        lines += ["", *(line for rule in rules for line in rule_lines(rule, examples.get(rule.code, "")))]
    return "\n".join(lines).rstrip("\n") + "\n"


PAGES = {
    DOCS / "checks.md": checks_page,
    DOCS / "schema.md": schema_page,
    DOCS / "cookbook.md": cookbook_page,
    DOCS.parent / "glossary" / "terms.schema.json": schema_text_of_terms,
}


def main(arguments: list[str]) -> int:
    """Write every page, or with --check return 1 if one differs."""
    stale = [path for path, page in PAGES.items() if not path.exists() or path.read_text("utf-8") != page()]
    for path in stale:
        if "--check" in arguments:
            print(f"{path.relative_to(DOCS.parent)}: error: out of date. Fix: make fix", file=sys.stderr)
        else:
            path.write_text(PAGES[path](), encoding="utf-8")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
