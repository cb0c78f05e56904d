"""Write the editors' schema: ``python -m glossary.term``."""

from pathlib import Path

from glossary.term.json_schema import schema_text

SCHEMA_FILE = Path(__file__).parents[1] / "terms.schema.json"

if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
