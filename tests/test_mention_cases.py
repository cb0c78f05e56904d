"""The mention cases, told as prose in tests/cases, by the package and by the slow reference."""

import pytest
import reference_matcher
from case_file import Case, Expected, as_expected, read_cases, themes

from glossary.gloss import find_glosses
from glossary.mention import compile_labels, find_mentions
from glossary.post import read_paragraphs

CASES = [
    pytest.param(case, id=f"{theme}: {case.title}")
    for theme in themes()
    if theme != "gloss"
    for case in read_cases(theme)
]


@pytest.mark.parametrize("case", CASES)
def test_mentions_are_the_marked_ones(case: Case) -> None:
    """What is marked is found, with its term, match, zone and gloss; nothing else is."""
    lexicon = compile_labels(case.terms())
    post = case.post()
    paragraphs = read_paragraphs(post.body)
    mentions = find_glosses(find_mentions(post, paragraphs, lexicon), paragraphs)
    assert case.marked(as_expected(mention, lexicon.labels) for mention in mentions) == case.wanted(), case.place


@pytest.mark.parametrize("case", CASES)
def test_reference_finds_the_marked_ones(case: Case) -> None:
    """The reference, against which random texts are held, agrees with the cases."""
    terms, post = case.terms(), case.post()
    labels = [(term, label) for term in terms for label in term.labels]
    mentions = [
        Expected(
            start=found.start,
            end=found.end,
            terms=tuple(sorted(labels[index][0].slug for index in found.labels)),
            match=found.match,
            zone=next((each.zone for each in case.expected if each.start == found.start), None),
            language=labels[found.labels[0]][1].language,
        )
        for found in reference_matcher.find(post, read_paragraphs(post.body), terms)
    ]
    assert case.marked(mentions) == case.wanted(), case.place
