"""Read the mention cases that stand as prose in tests/cases/*.md, and write mentions in the same notation.

A case is a heading, a sentence or two of why, a ``yaml`` block with terms and a ``markdown`` block (four
backticks) with the body of a post. ``tests/cases/joins.md`` begins with the notation.
"""

import re
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from glossary.model import MATCHES, Label, Mention, Post, Term
from glossary.term import read_glossary

CASES = Path(__file__).parent / "cases"
MARK = re.compile(r"⟦(?P<text>.+?)⟧\{(?P<says>.*?)\}", re.DOTALL)
NOTATION = "{[?] term … [case|inflected|variant] [zone=…] [language=…] [gloss='…']}"
OPTIONS = ("zone", "language", "gloss")  # said about a mention where the case is about them; a gloss always


@dataclass(frozen=True, slots=True)
class Expected:
    """A mention as a case marks it."""

    start: int
    end: int
    terms: tuple[str, ...]  # slugs, sorted; several: ambiguous
    match: str | None  # None: the case does not say (an ambiguous one)
    zone: str | None = None
    language: str | None = None  # of the label
    gloss: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One expectation about one post, with the terms it needs."""

    place: str  # file:line of the heading
    title: str
    terms_yaml: str
    language: str
    path: str
    slug: str
    body: str
    expected: tuple[Expected, ...]

    def terms(self) -> tuple[Term, ...]:
        """Return the terms, read as any terms.yaml is."""
        with TemporaryDirectory() as folder:
            file = Path(folder) / "terms.yaml"
            lines = ("  " + line for line in self.terms_yaml.splitlines())
            file.write_text("terms:\n" + "\n".join(lines) + "\n", encoding="utf-8")
            glossary, _ = read_glossary(file)
            return glossary.terms

    def post(self) -> Post:
        """Return the post, as if read from a file without anything but its language in the front matter."""
        return Post(
            path=self.path,
            file=self.path,
            slug=self.slug,
            title=self.title,
            language=self.language,
            translation_key=self.slug,
            body=self.body,
            body_line=1,
            sha256="",
        )

    def marked(self, mentions: Iterable[Expected]) -> str:
        """Return the body with *mentions* marked, as the case file would have them."""
        asked = {(mention.start, mention.end): mention for mention in self.expected}
        parts, done = [], 0
        for mention in mentions:
            told = asked.get((mention.start, mention.end))
            parts += [self.body[done : mention.start], "⟦", self.body[mention.start : mention.end], "⟧{"]
            parts += [" ".join(_says(mention, told)), "}"]
            done = mention.end
        return "".join((*parts, self.body[done:]))

    def wanted(self) -> str:
        """Return the body with the expected mentions marked."""
        return self.marked(self.expected)


def read_cases(theme: str) -> list[Case]:
    """Return the cases of ``tests/cases/<theme>.md`` in order."""
    return _cases_in(CASES / f"{theme}.md")


def themes() -> list[str]:
    """Return the names of the case files, sorted."""
    return sorted(file.stem for file in CASES.glob("*.md"))


def as_expected(mention: Mention, labels: Sequence[tuple[Term, Label]]) -> Expected:
    """Return a found mention in the terms of a case."""
    of_terms = [labels[index] for index in mention.labels]
    return Expected(
        start=mention.start,
        end=mention.end,
        terms=tuple(sorted({term.slug for term, _ in of_terms})),
        match=mention.match,
        zone=mention.zone,
        language=of_terms[0][1].language,
        gloss=mention.gloss,
    )


def _says(mention: Expected, told: Expected | None) -> Iterable[str]:
    """Yield the words in a mark's braces: terms, match, and of the options those that the case tells."""
    if len(mention.terms) > 1:
        yield "?"
    yield from mention.terms
    silent = told is not None and told.match is None
    if mention.match not in (None, "exact") and not silent:
        yield str(mention.match)
    for option in OPTIONS:
        value = getattr(mention, option)
        asked = told is not None and getattr(told, option) is not None
        if value is not None and (asked or option == "gloss"):
            yield f"{option}={value!r}"


def _cases_in(file: Path) -> list[Case]:
    text = file.read_text(encoding="utf-8")
    heads = [*re.finditer(r"^## (?P<title>.+)$", _without_blocks(text), re.MULTILINE)]
    ends = [head.start() for head in heads[1:]] + [len(text)]
    cases = [_case(file, text, head, end) for head, end in zip(heads, ends, strict=True)]
    titles = [case.title for case in cases]
    if twice := {title for title in titles if titles.count(title) > 1}:
        raise ValueError(f"{file.name}: two cases are called {', '.join(sorted(twice))}")
    return cases


def _without_blocks(text: str) -> str:
    """Return *text* with the posts blanked, so that a heading in a post is not taken for a case's."""
    return re.sub(r"^````markdown.*?^````$", lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.M | re.S)


def _case(file: Path, text: str, head: re.Match[str], end: int) -> Case:
    place = f"{file.name}:{text.count(chr(10), 0, head.start()) + 1}"
    section = text[head.end() : end]
    found = re.fullmatch(
        r"(?P<why>.*?)^```yaml\n(?P<terms>.*?)^```\n\s*^````markdown(?P<info>[^\n]*)\n(?P<post>.*?)^````\s*",
        section,
        re.MULTILINE | re.DOTALL,
    )
    if not found:
        raise ValueError(
            f"{place}: a case is a sentence of why, a ```yaml block and a ````markdown block, in this order"
        )
    if not found["why"].strip():
        raise ValueError(f"{place}: say in a sentence why")
    info = dict(word.split("=", 1) for word in found["info"].split())
    if unknown := set(info) - {"lang", "path", "slug"}:
        raise ValueError(f"{place}: after ````markdown stands lang=, path= or slug=, not {', '.join(sorted(unknown))}")
    body, expected = _read_marks(found["post"], place)
    return Case(
        place=place,
        title=head["title"].strip(),
        terms_yaml=found["terms"],
        language=info.get("lang", "en"),
        path=info.get("path", "case.md"),
        slug=info.get("slug", "case"),
        body=body,
        expected=expected,
    )


def _read_marks(post: str, place: str) -> tuple[str, tuple[Expected, ...]]:
    """Return the body without its marks, and what they say."""
    parts, expected, done, length = [], [], 0, 0
    for mark in MARK.finditer(post):
        parts += [post[done : mark.start()], mark["text"]]
        start = length + mark.start() - done
        length = start + len(mark["text"])
        expected.append(_read_mark(mark["says"], start, length, place))
        done = mark.end()
    body = "".join((*parts, post[done:]))
    if set(body) & set("⟦⟧"):
        raise ValueError(f"{place}: a mark is ⟦text⟧{{term}}, as in ⟦OGAS⟧{{ogas}}")
    return body, tuple(expected)


def _read_mark(says: str, start: int, end: int, place: str) -> Expected:
    words = shlex.split(says)
    options = dict(word.split("=", 1) for word in words if "=" in word)
    terms = [word for word in words if "=" not in word and word not in (*MATCHES, "?")]
    matches = [word for word in words if word in MATCHES]
    if not terms or ("?" in words) != (len(terms) > 1) or len(matches) > 1 or set(options) - set(OPTIONS):
        raise ValueError(f"{place}: {{{says}}} is not {NOTATION}")
    match = matches[0] if matches else None if "?" in words else "exact"
    return Expected(start, end, tuple(sorted(terms)), match, **options)
