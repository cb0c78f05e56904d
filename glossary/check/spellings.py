"""Rules on labels that are spelt alike: in two terms, or among the refused candidates."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from glossary.check.rule import Finding, Whole, at_term, listed, primary
from glossary.errors import Fix
from glossary.mention import inflected_forms
from glossary.model import Label
from glossary.text import fold, has_capital

# What people write or leave out at will; + and # are not of it, for C, C++ and C# are three things.
_MARKS = re.compile(r"[^\w+#]|_")


@lru_cache(maxsize=32_768)
def bare(text: str) -> str:
    """Return *text* folded, without accents, spaces and punctuation."""
    folded = fold(text).folded
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _MARKS.sub("", folded)


def homographs(whole: Whole) -> Iterator[Finding]:
    """Two terms share a label, and no context tells them apart; where posts have it, ambiguous-mention says so."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, (_, label) in enumerate(whole.labels, 1):
        if not (label.only_in or label.not_in or label.posts):
            groups[fold(label.text).folded].append(number)
    claimed = {label for labels in whole.tally.claims for label in labels}
    for group in groups.values():
        if len(group) < 2 or not claimed.isdisjoint(group):
            continue
        clashing = _clashing([whole.labels[number - 1][1] for number in group])
        terms = {whole.labels[group[i] - 1][0].slug: group[i] for i in reversed(clashing)}
        if len(terms) > 1:
            last = max(terms.values())
            term, label = whole.labels[last - 1]
            others = sorted(terms.keys() - {term.slug})
            message = f"'{label.text}' is a label of {listed(others, 'and')}, too"
            fix = "give each of them a context with only_in or not_in, or name its posts"
            yield at_term(term, message, fix, line=label.line)


def near_duplicates(whole: Whole) -> Iterator[Finding]:
    """Labels of two terms differ in nothing but number, accents, spaces or punctuation, as if they were one term."""
    # By language and bare spelling, the first label of each real spelling.
    owners: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    keys = [bare(label.text) for _, label in whole.labels]
    spellings = [fold(label.text).folded for _, label in whole.labels]
    for number, (_, label) in enumerate(whole.labels):
        language = primary(label.language)
        inflected = inflected_forms(label.text) if language == "en" and label.inflect == "auto" else ()
        for key in {keys[number], *map(bare, inflected)} - {""}:
            owners[language, key].setdefault(spellings[number], number)
    told: set[tuple[str, str]] = set()
    for number, (term, label) in enumerate(whole.labels):
        alike = owners.get((primary(label.language), keys[number]), {})
        others = (other for spelling, other in alike.items() if spelling != spellings[number])
        other = next((other for other in others if whole.labels[other][0].slug != term.slug), number)
        (first, first_label), (last, last_label) = (whole.labels[each] for each in sorted((number, other)))
        if other != number and (first.slug, last.slug) not in told:
            told.add((first.slug, last.slug))
            message = f"'{last_label.text}' is nearly '{first_label.text}', a label of '{first.slug}'"
            yield at_term(last, message, "merge the two terms if they are one, else leave them", line=last_label.line)


def ignored_terms(whole: Whole) -> Iterator[Finding]:
    """A candidate is refused under 'ignore' and is a label of a term now."""
    refused: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for language, texts in whole.glossary.ignored.items():
        for text in texts:
            refused[fold(text).folded].append((language, text))
    for term, label in whole.labels if refused else ():
        for language, text in refused.pop(fold(label.text).folded, ()):
            message = f"'{text}' is refused in '{language}' under ignore: and is a label of '{term.slug}'"
            change = Fix("remove-ignored", key="ignore", language=language, text=text)
            yield at_term(term, message, "delete it under ignore:", line=label.line, change=change)


def _clashing(labels: Sequence[Label]) -> list[int]:
    """Return the indexes of those *labels*, equal but for case, that are found where another one is."""
    if all(_any_case(label) for label in labels):
        return list(range(len(labels)))
    texts = [fold(label.text).canonical for label in labels]
    insensitive = any(map(_any_case, labels))
    times = Counter(texts)
    return [i for i, text in enumerate(texts) if insensitive or times[text] > 1]


def _any_case(label: Label) -> bool:
    return label.case == "fold" or (label.case == "smart" and not has_capital(label.text))
