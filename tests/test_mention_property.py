"""Random texts and labels: the matcher finds what the slow reference finds, where it says.

``HYPOTHESIS_PROFILE=search`` looks for new examples, and longer; else the same ones are tried every time.
"""

import os
import unicodedata
from collections.abc import Callable, Sequence

import pytest
import reference_matcher
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from glossary.mention import compile_labels, find_mentions
from glossary.model import Label, Mention, Paragraph, Post, Run, Term
from glossary.post import read_paragraphs

settings.register_profile(
    "ci",
    derandomize=True,
    max_examples=250,
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("search", settings.get_profile("ci"), derandomize=False, max_examples=20_000)
checked = settings.get_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def as_read(text: str) -> str:
    """Return *text* with white space as reading text has it."""
    return " ".join(text.split())


NAMES = ["OGAS", "ogas", "Ogas", "von Neumann", "Von Neumann", "C"]
NOUNS = ["tower", "towers", "Tower", "rice paddy", "rice paddies", "cliché", "clichés"]
LATIN = ["a", "b", "A", "B", "s", "aB", "é", "e\u0301", "\u0301", "Ａ", "ｂ", "ж", "_"]
HAN = ["国", "國", "龙", "龍", "为", "為", "改", "稻", "桑", "〇", "々", "𠮷"]
OTHER_SCRIPTS = ["の", "カ", "が", "か\u3099", "한", unicodedata.normalize("NFD", "한"), "ที่", "မြ"]
DIGITS = ["3", "25", "325", "1", "３", "２５"]
SIGNS = [".", ",", "+", "#", "'", "’", "“", "”", '"', "-", "(", ")", "。", "！", "，", "🙂", "❤️", "&"]
SPACES = [" ", " ", "  ", "\u00a0", "\n"]
MARKUP = [
    "*", "**", "_", "~~", "`", "$", "[", "](x)", "<b>", "</b>", "<i title='a'>", "\\", "\\*",
    "&amp;", "&eacute;", "&#65;", "&nbsp;", "{: .a}", "{% a %}", "![a](b)", "<https://a.b/ogas>",
    "\n\n", "\n\n# ", "\n> ", "\n- ", "\n\n| a | b |\n|-|-|\n| ", " | ",
]  # fmt: skip
NEIGHBOURS = "+#.,'’-_ \u0301\u0332aZé3３１，．＋国の한ท🙂。\"(sS"
PIECES = st.one_of(*map(st.sampled_from, (NAMES, NOUNS, LATIN, HAN, DIGITS, SIGNS, OTHER_SCRIPTS, SPACES)))
SPACED = st.tuples(PIECES, st.sampled_from(["", "", " "])).map("".join)
TEXTS = st.lists(SPACED, min_size=4, max_size=10).map("".join).map(as_read)
BODIES = st.lists(SPACED | SPACED | st.sampled_from(MARKUP), min_size=6, max_size=24).map("".join)
LANGUAGES = st.sampled_from(["en", "zh"])


def is_mark(character: str) -> bool:
    """Tell whether *character* combines with the one before it."""
    return character != "" and unicodedata.category(character).startswith("M")


def variant(text: str) -> str:
    """Return another writing of *text*: simplified and narrow, or what is so already decomposed."""
    shape = reference_matcher.shape(text)
    return unicodedata.normalize("NFD", text) if shape == text else shape


@st.composite
def labels(draw: st.DrawFn, read: str) -> Label:
    """Draw a label that has a chance to stand in the reading text *read*, with contexts from around it."""
    start = draw(st.integers(0, len(read) - 1))
    cut = as_read(read[start : start + draw(st.integers(1, 6))])
    stems = [word for word in NAMES + NOUNS if word[:4].lower() in read.lower()]
    chosen = draw(st.sampled_from([cut, *read.split(), *stems, *stems]))
    change = draw(st.sampled_from([str, str, str, str.lower, str.upper, str.title, variant, variant]))
    text = change(chosen)
    if not text or is_mark(text[0]):
        text = "OGAS"
    contexts = draw(st.lists(contexts_of(text, read), max_size=2)) if text in read else []
    only_in = contexts[: draw(st.integers(0, 2))]
    return Label(
        language=draw(st.sampled_from(["en", "en", "zh", "ja"])),
        text=text,
        case=draw(st.sampled_from(["smart", "smart", "smart", "exact", "fold"])),
        inflect="none" if contexts else draw(st.sampled_from(["auto", "auto", "none"])),
        boundary=draw(st.sampled_from(["edge", "edge", "none"])),
        only_in=tuple(only_in),
        not_in=tuple(contexts[len(only_in) :]),
        posts=draw(st.sampled_from([(), (), (), (), (), ("here",), ("there",), ("folder/*.md",)])),
    )


@st.composite
def contexts_of(draw: st.DrawFn, text: str, read: str) -> str:
    """Draw a quotation of *read* that contains *text*."""
    place = read.find(text, draw(st.integers(0, read.rfind(text))))
    before, behind = draw(st.integers(0, 3)), draw(st.integers(0, 3))
    context = read[max(0, place - before) : place + len(text) + behind].strip()
    return text if is_mark(context[0]) else context


@st.composite
def glossaries(draw: st.DrawFn, read: str) -> tuple[Term, ...]:
    """Draw a few terms whose labels have a chance to stand in the reading text *read*."""
    terms = []
    for slug in ("alpha", "beta", "gamma")[: draw(st.integers(2, 3))]:
        drawn = draw(st.lists(labels(read), min_size=2, max_size=4))
        different = {(label.language, label.text): label for label in drawn}
        terms.append(Term(slug, "concept", tuple(different.values())))
    return tuple(terms)


def post_of(body: str, language: str) -> Post:
    """Return a post with *body*."""
    return Post("folder/here.md", "here.md", "here", "Here", language, "here", body, 1, "")


def plain_paragraph(body: str, start: int = 0, unsearched: tuple[tuple[int, int], ...] = ()) -> Paragraph:
    """Return *body* from *start* as a paragraph that reads as it stands."""
    runs = (Run(0, len(body) - start, start, len(body)),)
    return Paragraph(1, "prose", "", start, len(body), body[start:], runs, unsearched)


def assert_as_the_reference(post: Post, paragraphs: Sequence[Paragraph], terms: Sequence[Term]) -> None:
    """Assert that the matcher finds the reference's spans, labels and matches, and tells their places rightly."""
    mentions = find_mentions(post, paragraphs, compile_labels(terms))
    found = [reference_matcher.Found(each.start, each.end, each.labels, each.match) for each in mentions]
    assert found == reference_matcher.find(post, paragraphs, terms)
    done = 0
    for mention in mentions:
        paragraph = paragraphs[mention.paragraph]
        assert max(done, paragraph.start) <= mention.start < mention.end <= paragraph.end
        done = mention.end
        start, end = read_at(paragraph, mention)
        assert post.body[mention.start : mention.end] == mention.exact
        assert (mention.offset, mention.reading) == (start, paragraph.reading[start:end])
        assert mention.prefix == paragraph.reading[max(0, start - 32) : start]
        assert mention.suffix == paragraph.reading[end : end + 32]


def read_at(paragraph: Paragraph, mention: Mention) -> tuple[int, int]:
    """Return the reading offsets of what stands at the mention's body offsets."""
    starts, ends = zip(*reference_matcher.body_offsets(paragraph), strict=True)
    return starts.index(mention.start), ends.index(mention.end) + 1


@checked
@given(st.data())
def test_plain_text_as_the_reference(data: st.DataObject) -> None:
    """In a paragraph without any Markdown, with code in it or not."""
    before, behind = (data.draw(TEXTS, label="text") for _ in range(2))
    code = data.draw(st.sampled_from(["", "", *NAMES, *HAN]), label="code")
    if is_mark(behind[:1]):
        behind = ""
    read = before + code + behind or "OGAS"
    unsearched = ((len(before), len(before) + len(code)),) if code else ()
    lead = "𠮷\n\n"
    post = post_of(lead + read, data.draw(LANGUAGES, label="language"))
    paragraph = plain_paragraph(post.body, len(lead), unsearched)
    assert_as_the_reference(post, [paragraph], data.draw(glossaries(read), label="terms"))


@checked
@given(
    st.sampled_from(["C", "325", "v3", "OGAS", "C++", "改稻", "R1模型", "von Neumann", "token", "'s"]),
    st.text(NEIGHBOURS, max_size=3),
    st.text(NEIGHBOURS, max_size=3),
    st.sampled_from([str, str, str.upper, str.title, variant]),
)
def test_neighbours_as_the_reference(label: str, left: str, right: str, written: Callable[[str], str]) -> None:
    """Beside a label, where whatever may stand there makes it another word or does not."""
    post = post_of(as_read(left + written(label) + right), "en")
    term = Term("alpha", "concept", (Label("en", label),))
    assert_as_the_reference(post, [plain_paragraph(post.body)], [term])


@checked
@given(st.data())
def test_markdown_as_the_reference(data: st.DataObject) -> None:
    """In posts with every kind of Markdown, right and wrong."""
    post = post_of(data.draw(BODIES, label="body"), data.draw(LANGUAGES, label="language"))
    paragraphs = read_paragraphs(post.body)
    note(repr(paragraphs))
    longest = max((paragraph.reading for paragraph in paragraphs), key=len, default="OGAS")
    assert_as_the_reference(post, paragraphs, data.draw(glossaries(longest), label="terms"))


@checked
@given(BODIES)
def test_reading_text_leads_back_to_the_body(body: str) -> None:
    """Every character of the reading text has its place in the body, in order."""
    done = 0
    for paragraph in read_paragraphs(body):
        assert paragraph.reading == as_read(paragraph.reading) != ""
        assert done <= paragraph.start < paragraph.end <= len(body)
        done = paragraph.end
        read, place = 0, paragraph.start
        for run in paragraph.runs:
            assert run.reading == read
            assert place <= run.start <= run.end <= paragraph.end
            read, place = read + run.length, run.end
            if run.length == run.end - run.start:
                source = "".join(" " if sign.isspace() else sign for sign in body[run.start : run.end])
                assert source == paragraph.reading[run.reading : read]
        assert read == len(paragraph.reading)
        for start, end in (*paragraph.unsearched, *paragraph.links):
            assert 0 <= start < end <= len(paragraph.reading)


@pytest.mark.parametrize("text", ["OGAS", "阴阳", "tower", "325", "C++", "é", "𠮷"])
def test_a_label_is_found_in_itself(text: str) -> None:
    """A paragraph that is a label and nothing else is its mention, exact."""
    lexicon = compile_labels([Term("alpha", "concept", (Label("en", text),))])
    found = find_mentions(post_of(text, "en"), read_paragraphs(text), lexicon)
    assert [(each.exact, each.start, each.match) for each in found] == [(text, 0, "exact")]
