"""The first sentence of an explanation, cut neither too early nor in the wrong place."""

import pytest

from glossary.plugin.sentences import first_sentence

SENTENCES = [
    # English
    ("One. Two.", "One."),
    ("One! Two.", "One!"),
    ("One? Two.", "One?"),
    ("No end here", "No end here"),
    ("", ""),
    ("One ends. 2024 is a year.", "One ends."),
    ("He wrote (in 1959). Nobody read it.", "He wrote (in 1959)."),
    ('They say "no." Then they go.', 'They say "no."'),
    ("They say “no.” Then they go.", "They say “no.”"),
    ('He asks "Why?" and goes. End.', 'He asks "Why?" and goes.'),
    ("Wait... what? Yes.", "Wait... what?"),
    # no ends: shortened words, initials, decimals, names, brackets and quotations that go on
    ("Fields, e.g. rice, were flooded. Two.", "Fields, e.g. rice, were flooded."),
    ("Networks, e.g. OGAS, failed. Two.", "Networks, e.g. OGAS, failed."),
    ("A plan (i.e. The Plan) failed. Two.", "A plan (i.e. The Plan) failed."),
    ("See Dr. No. A film. Two.", "See Dr. No. A film."),
    ("J. R. Smith wrote it. Two.", "J. R. Smith wrote it."),
    ("The U.S. Army paid. Two.", "The U.S. Army paid."),
    ("It opens at 9 a.m. Beijing time. Two.", "It opens at 9 a.m. Beijing time."),
    ("O.G.A.S. Plans failed. Two.", "O.G.A.S. Plans failed."),
    ("A mark of 3.25 is low. Two.", "A mark of 3.25 is low."),
    ("By 01.AI and GPT-4.5 alike. Two.", "By 01.AI and GPT-4.5 alike."),
    ("Yahoo! is a firm. Two.", "Yahoo! is a firm."),
    ("A rule (It holds. Always.) of games. Two.", "A rule (It holds. Always.) of games."),
    ('The line "Carry on. Go." is a joke. Two.', 'The line "Carry on. Go." is a joke.'),
    # Chinese
    ("一句。二句。", "一句。"),
    ("一句！二句。", "一句！"),
    ("一句？二句。", "一句？"),
    ("没有句号", "没有句号"),
    ("他说：“走。”然后走了。", "他说：“走。”"),
    ("他问“走吗？”然后走了。二。", "他问“走吗？”然后走了。"),
    ("电视剧（你看过吗？没有。）里的话。二。", "电视剧（你看过吗？没有。）里的话。"),
    ("“不上秤没有四两。上了秤千斤打不住”是台词。二。", "“不上秤没有四两。上了秤千斤打不住”是台词。"),
    ("绩效3.25是低分。二。", "绩效3.25是低分。"),
    ("模型GPT-4.5很大。二。", "模型GPT-4.5很大。"),
    ("他写道：“算了。”", "他写道：“算了。”"),
    # both
    ("A name, 改稻为桑。Two.", "A name, 改稻为桑。"),
    ("Soviet OGAS. 苏联的系统。", "Soviet OGAS."),
    # what never closes holds to the end rather than being cut in the wrong place
    ("A smile :( and on. Two.", "A smile :( and on. Two."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), SENTENCES, ids=[text[:24] for text, _ in SENTENCES])
def test_first_sentence(text: str, sentence: str) -> None:
    """A sentence ends where a reader would say so; what is doubtful is no end."""
    assert first_sentence(text) == sentence
