"""``python -m glossary.cli``: the command without its script."""

from glossary.cli import main

main(prog_name="glossary")
