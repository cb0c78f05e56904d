"""The compiled labels: which term each belongs to, and in which posts it is looked for."""

import pickle

from glossary.build import analyse
from glossary.mention import compile_labels, find_mentions
from glossary.model import Label, Post, Term
from glossary.post import read_paragraphs


def post(body: str, language: str = "en", slug: str = "a") -> Post:
    """Return a post with nothing but a body."""
    return Post(f"{slug}.md", f"{slug}.md", slug, "A", language, slug, body, 1, "")


def test_a_term_without_labels_keeps_its_rank() -> None:
    """Seen when a glossary had a term with empty labels: every term behind it got the id of the one before."""
    terms = [Term("bare", "slang", ()), Term("ogas", "project", (Label("en", "OGAS", "preferred"),))]
    lexicon = compile_labels(terms)
    assert lexicon.ranks == (2,)
    (row,) = analyse([post("The OGAS plan.")], lexicon).mentions
    assert row[1:3] == (2, 1)


def test_a_lexicon_goes_to_another_process_and_finds_the_same() -> None:
    """The automaton stays behind and is made again there."""
    lexicon = compile_labels([Term("ogas", "project", (Label("en", "OGAS", "preferred"),))])
    sent = pickle.loads(pickle.dumps(lexicon))
    body = post("OGAS, twice OGAS.")
    paragraphs = read_paragraphs(body.body)
    assert len(find_mentions(body, paragraphs, sent)) == 2
    assert find_mentions(body, paragraphs, sent) == find_mentions(body, paragraphs, lexicon)
