"""The look of the pages, as docs/design.md states it."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

STATIC = Path(str(files("glossary") / "plugin" / "static"))
STYLE = (STATIC / "glossary.css").read_text(encoding="utf-8")
DESIGN = (Path(__file__).parents[2] / "docs" / "design.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
LIGHT, DARK = (dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", block)) for block in BLOCKS[:2])


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "paper"), ("ink", "raised"), ("ink", "mark"), ("quiet", "paper"), ("quiet", "raised"),
        ("link", "paper"), ("link", "raised"), ("unsure", "paper"),
    ],
)  # fmt: skip
def test_contrast(colours: dict[str, str], text: str, ground: str) -> None:
    """Text can be read on every ground it is used on."""
    assert contrast(colours[text], colours[ground]) >= 4.5


def test_colours_are_those_of_the_design() -> None:
    """What the design states is what the stylesheet says."""
    stated = re.findall(r"^\| `--([a-z]+)` \| `(#[0-9a-f]{6})` \| `(#[0-9a-f]{6})` \|", DESIGN, re.MULTILINE)
    assert {name: (light, dark) for name, light, dark in stated} == {name: (LIGHT[name], DARK[name]) for name in LIGHT}


def test_tables_wear_the_same_colours() -> None:
    """Datasette's own pages load a stylesheet of their own: what it states again, it states alike."""
    tables = (STATIC / "tables.css").read_text(encoding="utf-8")
    for again, once in zip(re.findall(r":root \{(.*?)\}", tables, re.DOTALL), (LIGHT, DARK), strict=True):
        stated = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", again))
        assert stated
        assert stated.items() <= once.items()


def test_small() -> None:
    """All that the pages load, taken together, is less than a small photograph."""
    assert sum(path.stat().st_size for path in STATIC.iterdir()) <= 60_000


@pytest.mark.parametrize("path", sorted(STATIC.iterdir()), ids=lambda path: path.name)
def test_nothing_is_loaded_from_elsewhere(path: Path) -> None:
    """No stylesheet and no script names another host."""
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"url\(|@import|https?://(?!www\.w3\.org/)[^\s\"')]+", text) == []
