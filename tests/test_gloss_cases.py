"""The cases of glosses, told as prose in tests/cases/gloss.md."""

import pytest
from case_file import Case, as_expected, read_cases

from glossary.gloss import find_glosses
from glossary.mention import compile_labels, find_mentions
from glossary.post import read_paragraphs


@pytest.mark.parametrize("case", [pytest.param(case, id=case.title) for case in read_cases("gloss")])
def test_glosses_are_the_marked_ones(case: Case) -> None:
    """A mention has the gloss that its mark tells, and none where it tells none."""
    lexicon = compile_labels(case.terms())
    post = case.post()
    paragraphs = read_paragraphs(post.body)
    mentions = find_glosses(find_mentions(post, paragraphs, lexicon), paragraphs)
    assert case.marked(as_expected(mention, lexicon.labels) for mention in mentions) == case.wanted(), case.place
