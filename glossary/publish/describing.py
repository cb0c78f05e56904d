"""What stands beside the published database: what Datasette reads on either of its lines, and a word for people."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

import yaml

from glossary import __version__
from glossary.database import APPLICATION
from glossary.publish.quotations import QUOTES_ONLY

REQUIREMENTS: Final = f"{APPLICATION}=={__version__}\ndatasette>=0.65,<2\n"

_README: Final = """\
# {title}

A glossary for the web: {posts} posts, {terms} terms, {mentions} mentions.
{texts}

## Run it

With Python 3.11 or later, in this folder:

```sh
python3 -m venv venv
venv/bin/pip install -r requirements.txt
venv/bin/datasette . --port 8001
```

and open <http://127.0.0.1:8001/>.
`--host 0.0.0.0` lets other machines in; before the open web belongs a server such as Caddy or nginx that speaks HTTPS.
As long as the package index does not have `{application}`, install it from a wheel before the rest (`make wheel` in its repository makes one).

## What is here

| file | holds |
|---|---|
| `{database}` | the glossary, served under the name `{name}`; Datasette treats it as immutable |
| `inspect-data.json` | its size and the number of its rows, which is what makes it immutable |
| `metadata.json` | title, descriptions of the tables, columns to narrow them by |
| `settings.json` | settings for Datasette 0.65 |
| `datasette.yaml` | the same for Datasette 1.0 |
| `requirements.txt` | what to install |

Visitors {sql} ask it in SQL.
Robots are asked by `/robots.txt` to read the pages and leave the tables alone; it counts where it is at the root of its host.

`glossary publish` writes these files anew and touches no others: change the glossary, publish again, and start Datasette again.
"""  # noqa: E501 - Markdown has one sentence a line
_WHOLE: Final = "It holds the posts with their whole texts."
_QUOTED: Final = (
    "Of the posts it holds only quotations: each mention of a term with at most 32 characters of its own sentence on "
    "either side. The texts are not in any of these files."
)


def write_description(
    folder: Path, database: Path, *, metadata: Mapping[str, Any], settings: Mapping[str, Any], sql: bool
) -> None:
    """Write into *folder* all that belongs beside the *database* in it."""
    facts, inspected = _inspect(database)
    settings = {**settings, "default_allow_sql": sql}
    _write_json(folder / "metadata.json", _about(facts) | dict(metadata))
    _write_json(folder / "settings.json", settings)
    _write_json(folder / "inspect-data.json", {database.stem: inspected})
    (folder / "datasette.yaml").write_text(yaml.safe_dump({"settings": settings}), encoding="utf-8")
    (folder / "requirements.txt").write_text(REQUIREMENTS, encoding="utf-8")
    readme = _README.format(
        title=" ".join(facts["title"].split()),
        texts=_QUOTED if QUOTES_ONLY in facts else _WHOLE,
        application=APPLICATION,
        database=database.name,
        name=database.stem,
        sql="can" if sql else "cannot",
        **{name: f"{inspected['tables'][name]['count']:,}" for name in ("posts", "terms", "mentions")},
    )
    (folder / "README.md").write_text(readme, encoding="utf-8")


def _about(facts: Mapping[str, str]) -> dict[str, Any]:
    """Return what Datasette shows of the whole."""
    descriptions = json.loads(facts.get("description", "{}"))
    about = {
        "title": facts["title"],
        "description": descriptions.get(facts["main_language"], next(iter(descriptions.values()), "")),
        "license": facts.get("license", ""),
        "about": facts.get("author", ""),
        "about_url": facts.get("address", ""),
    }
    return {key: value for key, value in about.items() if value}


def _inspect(database: Path) -> tuple[dict[str, str], dict[str, Any]]:
    """Return the build table, and what ``datasette inspect`` would say of the database.

    Datasette matches the name of the file alone, not a path.
    """
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        facts = dict(connection.execute("SELECT key, value FROM build").fetchall())
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
    with database.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return facts, {
        "hash": digest,
        "size": database.stat().st_size,
        "file": database.name,
        "tables": {name: {"count": count} for name, count in counts.items()},
    }


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
