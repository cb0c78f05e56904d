"""Terms: what is read from terms.yaml, what is refused and with which words."""

import errno
import os
import random
from pathlib import Path

import pytest

from glossary.errors import InputError
from glossary.model import Glossary, Label, Source, Term
from glossary.term import read_glossary, resolve_link, term_links

DATA = Path(__file__).parent / "data" / "terms"
BAD = sorted(path.name for path in (DATA / "bad").iterdir() if path.suffix != ".txt")


@pytest.fixture
def read(monkeypatch):
    """Read a file of the data folder by its path within it, as its messages name it."""
    monkeypatch.chdir(DATA)
    return lambda name: read_glossary(Path(name))


@pytest.fixture
def faults(tmp_path):
    """Return the codes of the faults in a text."""

    def codes(text):
        file = tmp_path / "terms.yaml"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as raised:
            read_glossary(file)
        return [problem.code for problem in raised.value.problems]

    return codes


@pytest.fixture
def glossary_of(tmp_path):
    """Return the glossary that a text is."""

    def glossary(text):
        file = tmp_path / "terms.yaml"
        file.write_text(text, encoding="utf-8")
        return read_glossary(file)[0]

    return glossary


def outcome(file):
    """Return the number of terms and no fault, or no term and the faults."""
    try:
        return len(read_glossary(file)[0].terms), ()
    except InputError as error:
        return 0, error.problems


def texts(term):
    return [(label.language, label.text) for label in term.labels]


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_in_exactly_these_words(read, name):
    """Each bad file or folder has the whole message beside it, in a file of its name."""
    with pytest.raises(InputError) as raised:
        read(f"bad/{name}")
    assert f"{raised.value}\n" == (DATA / "bad" / name).with_suffix(".txt").read_text(encoding="utf-8")


def test_what_is_doubtful_is_told_and_built(read):
    """Warnings come with the glossary, sorted by place."""
    glossary, problems = read("doubtful.yaml")
    assert len(glossary.terms) == 3
    assert "\n".join(map(str, problems)) + "\n" == (DATA / "doubtful.txt").read_text(encoding="utf-8")


def test_byte_order_mark_and_crlf_are_not_seen(read):
    """A file saved on Windows reads like any other."""
    (term,) = read("good/windows.yaml")[0].terms
    assert (term.slug, term.line) == ("gao-hanwen", 3)
    assert term.explanation == {
        "en": "A young official.\nHe means well.\n",
        "zh": "年轻的官员， 心是好的。",
    }


def test_flow_style_and_lists_of_one(read):
    """One thing may stand where a list is meant, and a mapping may be written in one line."""
    glossary, problems = read("good/flow.yaml")
    gao, ogas = glossary.terms
    assert problems == []
    assert glossary.languages == ("zh",)
    assert glossary.ignored == {"en": ("leaderboard",)}
    assert texts(ogas) == [("en", "OGAS"), ("zh", "奥加斯")]
    assert ogas.explanation == {"zh": "一个计划"}
    assert (ogas.sources, ogas.related, gao.formerly) == ((Source("A book"),), ("gao-hanwen",), ("hanwen",))


def test_aliases_repeat_what_they_name(read):
    """Anchors and aliases of texts, lists and mappings are read."""
    terms = {term.slug: term for term in read("good/anchors.yaml")[0].terms}
    assert {term.kind for term in terms.values()} == {"slang"}
    assert terms["rating-375"].sources == (Source("A book", "https://example.org/"),)
    assert texts(terms["page-325"]) == [("en", "325 pages"), ("en", "page 325")]
    assert texts(terms["rating-375"])[1] == ("zh", "375")


def test_empty_value_is_as_if_absent(read):
    """A key without a value says nothing, nor does a blank explanation."""
    glossary, problems = read("good/empty-values.yaml")
    assert problems == []
    label = Label("en", "OGAS", "preferred")
    term = Term("ogas", "project", (label,), path="good/empty-values.yaml", line=6)
    assert glossary == Glossary(terms=(term,), sha256=glossary.sha256)


def test_every_scalar_stays_as_typed(read):
    """Numbers, dates and truth values of YAML are texts here."""
    number, work, no = sorted(read("good/text-as-typed.yaml")[0].terms, key=lambda term: term.line)
    assert [label.text for label in number.labels] == [
        *("325", "007", "1_000", "0x1F", "9:30", "1e3", "3.50"),
        *("no", "on", "null", "~", "true", "1566", "2024-01-01", ".inf"),
    ]
    assert number.explanation == {"en": "2024-01-01"}
    assert (number.slug, number.related, number.sources) == ("325", ("1566", "no"), (Source("1566"),))
    assert texts(work) == [("no", "no"), ("en", "1566")]
    assert (no.slug, no.names()) == ("no", {"en": "yes"})


def test_empty_choice_is_as_if_absent(glossary_of):
    """Also where only a few words may stand; the editor asks for one of them."""
    assert glossary_of("terms: {t: {kind: slang, labels: {en: a}, status: }}").terms[0].status == "draft"


@pytest.mark.parametrize("name", ["nothing.yaml", "no-terms.yaml"])
def test_glossary_without_terms(read, name):
    """An empty glossary is a good one."""
    glossary, problems = read(f"good/{name}")
    assert (glossary.terms, problems) == ((), [])


def test_folder_is_the_union_of_its_files(read):
    """Terms of all YAML files below, sorted by slug; one file says the main language for all."""
    glossary, _ = read("good/folder")
    assert [(term.slug, term.path) for term in glossary.terms] == [
        ("gao-hanwen", "good/folder/a.YAML"),
        ("ogas", "good/folder/b/ogas.yaml"),
    ]
    assert glossary.title == "A folder"
    assert glossary.terms[1].explanation == {"zh": "一个计划"}
    assert glossary.ignored == {"en": ("leaderboard", "paper", "boss"), "zh": ("榜单",)}


def test_hash_tells_files_apart(read):
    """The hash is that of the bytes read."""
    hashes = {read(f"good/{name}")[0].sha256 for name in ("nothing.yaml", "no-terms.yaml", "folder")}
    assert len(hashes) == 3
    assert read("good/folder")[0].sha256 in hashes


@pytest.mark.parametrize(
    ("labels", "types"),
    [
        ("[a, b]", ["preferred", "alternative"]),
        ("[{text: a, type: hidden}, b, c]", ["hidden", "preferred", "alternative"]),
        ("[a, {text: b, type: preferred}]", ["alternative", "preferred"]),
        ("[{text: a, type: alternative}, b]", ["preferred", "alternative"]),
        ("[{text: a, type: hidden}]", ["hidden"]),
        ("[{text: a, type: preferred}, {text: b, type: hidden}]", ["preferred", "hidden"]),
    ],
)
def test_one_label_of_a_language_is_preferred(glossary_of, labels, types):
    """The one typed so, else the first that is not hidden."""
    (term,) = glossary_of(f"terms: {{t: {{kind: slang, labels: {{en: {labels}}}}}}}").terms
    assert [label.type for label in term.labels] == types


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("cn", "zh"),
        ("ZH", "zh"),
        ("zh_cn", "zh-CN"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("en-us", "en-US"),
        ("TPI-pg", "tpi-PG"),
    ],
)
def test_language_tags_are_made_canonical(glossary_of, typed, tag):
    """However a tag is typed, one spelling is kept."""
    (term,) = glossary_of(f"terms: {{t: {{kind: slang, labels: {{{typed}: a}}}}}}").terms
    assert term.labels[0].language == tag


@pytest.mark.parametrize(
    ("label", "context"),
    [
        ("policy", "the policies of"),
        ("chosen ones", "a chosen one"),
        ("bias", "inductive biases"),
        ("Chosen One", "CHOSEN  ONE of"),
        ("325", "３２５ pages"),
        ("they're", "what they’re at"),
        ("紅樓夢", "读红楼梦"),
    ],
)
def test_context_may_hold_the_label_in_another_form(glossary_of, label, context):
    """Plural or singular, case, width, quotes and the form of Chinese characters do not matter."""
    text = f'terms: {{t: {{kind: slang, labels: {{en: [{{text: "{label}", only_in: ["{context}"]}}]}}}}}}'
    assert glossary_of(text).terms[0].labels[0].only_in == (" ".join(context.split()),)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Re:Zero", Source("Re:Zero")),
        ("Politics: a play", Source("Politics: a play")),
        ("https://example.org/a?b=c#d", Source("https://example.org/a?b=c#d", "https://example.org/a?b=c#d")),
        ("HTTP://例子.中国/", Source("HTTP://例子.中国/", "HTTP://例子.中国/")),
        ("http://[::1]:8001", Source("http://[::1]:8001", "http://[::1]:8001")),
    ],
)
def test_source_may_be_one_text(glossary_of, source, expected):
    """A title, or an address, which is then its own title."""
    text = f'terms: {{t: {{kind: slang, labels: {{en: a}}, sources: ["{source}"]}}}}'
    assert glossary_of(text).terms[0].sources == (expected,)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("", []),
        ("[[a]][[b]]", [(0, 5, "a"), (5, 10, "b")]),
        ("[[ a\n  b ]]", [(0, 11, "a b")]),
        ("[[[a]]]", [(1, 6, "a")]),
        ("[[]] [[ ]] [a] [[a] [[b\\", []),
        ("`[[a]]` [[b]]", [(8, 13, "b")]),
        ("``[[a]]` [[b]]`` [[c]]", [(17, 22, "c")]),
        ("`[[a]]", [(1, 6, "a")]),
        ("\\`[[a]]`", [(2, 7, "a")]),
        ("\\[[a]] \\\\[[b]]", [(9, 14, "b")]),
        ("𠮷[[改稻为桑]]", [(1, 9, "改稻为桑")]),
    ],
)
def test_links_stand_outside_code(text, links):
    """A link is two brackets around something that is not blank, neither in a code span nor after a backslash."""
    assert list(term_links(text)) == links


@pytest.mark.parametrize(
    ("target", "slug"),
    [
        ("ogas", "ogas"),
        ("OGAS", "ogas"),
        ("statewide SYSTEM", "ogas"),
        ("奥加斯", "ogas"),
        ("gao hanwen", "gao-hanwen"),
        ("Jiajing", None),
    ],
)
def test_link_means_a_slug_or_a_label(read, target, slug):
    """A slug first, else a label in any case."""
    assert resolve_link(target, read("good/links.yaml")[0]) == slug


def test_link_by_a_label_of_two_terms_means_none(glossary_of):
    """What may mean two terms is not guessed; a slug is never ambiguous."""
    glossary = glossary_of("terms: {a: {kind: slang, labels: {en: b}}, b: {kind: slang, labels: {en: [c, B]}}}")
    assert resolve_link("B", glossary) is None
    assert resolve_link("b", glossary) == "b"


@pytest.mark.parametrize("text", ["[" * 100_000, "a: {" * 100_000, "- " * 100_000, "{[" * 50_000, "? " * 100_000])
def test_deep_nesting_is_refused(faults, text):
    """Whatever is nested, and however deep, the message is one and the process lives."""
    assert faults(text) in (["too-deep"], ["syntax"])


def test_nesting_ends_where_a_good_file_never_goes(faults):
    """The place of the first bracket too many is known."""
    assert faults("terms: " + "[" * 40 + "]" * 40) == ["too-deep"]


@pytest.mark.parametrize("kind", ["list", "mapping", "text"])
def test_aliases_that_expand_without_end_are_refused(faults, kind):
    """A few lines that stand for billions are an error, not a hang."""
    begin = {"list": "[x, x]", "mapping": "{x: y}", "text": "x" * 1000}[kind]
    lines = [f"a0: &a0 {begin}"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert "alias-expansion" in faults("\n".join(lines))


def test_alias_within_itself_is_refused(faults):
    """A value that contains itself has no end."""
    assert faults("terms: &a\n  ogas:\n    related: [*a]\n") == ["endless-alias"]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "terms: {" + "a" * 5_000_000,
        '"' + "a\\" * 1_000_000,
        "terms:\n  t: {kind: slang, labels: {en: a}, explanation: '" + "[[" * 500_000 + "'}",
        "terms:\n  t: {kind: slang, labels: {en: a}, explanation: '[[" + "x" * 3_000_000 + "'}",
        "terms:\n  t: {kind: slang, labels: {en: a}, explanation: '" + "`[[" * 300_000 + "'}",
        "terms:\n  t: {kind: slang, labels: {en: '" + " " * 3_000_000 + "'}}",
        "terms: {" + "a #1\n" * 300_000 + "}",
        "a: b\n" * 100_000,
        "- &a b\n" * 100_000,
        "- *a\n" * 100_000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_long_input_takes_linear_time(tmp_path, text):
    """Nothing is quadratic, and whatever is wrong is an InputError."""
    file = tmp_path / "terms.yaml"
    file.write_text(text, encoding="utf-8")
    found, problems = outcome(file)
    assert found == 1 or problems


@pytest.mark.timeout(60)
def test_many_faults_and_long_chains_take_linear_time(tmp_path):
    """Twenty thousand terms, each with an unknown relation, in one chain of broader terms."""
    count = 20_000
    file = tmp_path / "terms.yaml"
    file.write_text(
        "terms:\n"
        + "".join(
            f"  t{n}: {{kind: concept, labels: {{en: l{n}}}, broader: t{n + 1}, related: [u{n}, t{n - n % 7}]}}\n"
            for n in range(count)
        )
        + f"  t{count}: {{kind: concept, labels: {{en: last}}}}\n"
    )
    with pytest.raises(InputError) as raised:
        read_glossary(file)
    codes = [problem.code for problem in raised.value.problems]
    assert codes.count("unknown-term") == count
    assert codes.count("related-and-broader") == count - (count + 6) // 7


def test_mangled_files_are_read_or_refused_in_words(tmp_path):
    """A good file with random damage is read, or is an InputError with a place in that file."""
    good = (DATA / "good" / "anchors.yaml").read_text(encoding="utf-8")
    damage = [*"[]{}:,#&*!|>'\"%@`?-\t\n \\：\x00\u2028", "", "- ", "  "]
    chance = random.Random(325)
    file = tmp_path / "terms.yaml"
    for _ in range(1500):
        text = list(good)
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(text))
            text[at : at + chance.randint(0, 4)] = chance.choice(damage)
        file.write_text("".join(text), encoding="utf-8")
        lines = "".join(text).count("\n") + 1
        _, problems = outcome(file)
        assert all(p.path == str(file) and 1 <= p.line <= lines and p.fix for p in problems)


def test_file_that_is_not_there(tmp_path):
    """The message names the path as given and what to do."""
    with pytest.raises(InputError, match=r"nowhere\.yaml: error: there is no such file\. Fix: "):
        read_glossary(tmp_path / "nowhere.yaml")


def test_what_cannot_be_read_is_named_beside_the_rest(tmp_path):
    """A dangling link in a folder of terms is an error of its own."""
    (tmp_path / "a.yaml").symlink_to(tmp_path / "gone.yaml")
    (tmp_path / "b.yaml").write_text("terms: {}\n")
    with pytest.raises(InputError, match=r"a\.yaml: error: it cannot be read: no such file"):
        read_glossary(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_what_is_no_file_is_not_read(tmp_path):
    """A pipe among the files of terms would make the build wait for ever."""
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "terms.yaml").write_text("terms: {}\n")
    assert read_glossary(tmp_path)[0].terms == ()


def test_name_that_is_no_text_is_an_error(tmp_path):
    """The database names the file of every term, and can hold nothing but UTF-8."""
    file = tmp_path / os.fsdecode(b"\xff.yaml")
    try:
        file.write_text("terms: {}\n")
    except OSError as error:
        if error.errno != errno.EILSEQ:
            raise
        pytest.skip("this file system takes no name but UTF-8, as that of macOS does")
    with pytest.raises(InputError, match=r"/\\xff\.yaml: error: the file name b'\\xff\.yaml' is not valid UTF-8\."):
        read_glossary(tmp_path)
