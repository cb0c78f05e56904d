"""Rules on what is found in the posts: labels that nothing finds, places that nothing tells apart."""

from collections import defaultdict
from collections.abc import Iterator

from glossary.check.rule import Finding, Whole, at_place, at_term, listed, primary
from glossary.mention import admits, labels_within

# So many mentions of its alternatives make it plain that nobody uses the preferred label.
OFTEN = 5


def unmentioned_terms(whole: Whole) -> Iterator[Finding]:
    """No post mentions a term."""
    for term in whole.terms:
        if term.slug not in whole.mentioned_terms:
            fix = "check the spelling of its labels, or leave it for posts to come"
            yield at_term(term, f"no post mentions '{term.slug}'", fix)


def unmentioned_labels(whole: Whole) -> Iterator[Finding]:
    """A term is mentioned, but never by these labels, though there are posts in their language."""
    told_elsewhere = {*_swallowers(whole), *_nowhere(whole), *(name for name, _ in _unused_names(whole))}
    for term in whole.terms:
        if term.slug not in whole.mentioned_terms:
            continue
        labels = [
            label
            for number in whole.labels_of[term.slug]
            if number in whole.unmentioned and number not in told_elsewhere
            if (label := whole.labels[number - 1][1]).type != "hidden"  # misspellings may wait
            if primary(label.language) in whole.post_languages
        ]
        if labels:
            names = listed(dict.fromkeys(label.text for label in labels), "or")
            fix = "check the spelling, or leave it for posts to come"
            yield at_term(term, f"no post calls '{term.slug}' {names}", fix, line=labels[0].line)


def swallowed_labels(whole: Whole) -> Iterator[Finding]:
    """A label stands only inside longer labels of other terms, and the longer one always wins."""
    for number, longer in sorted(_swallowers(whole).items()):
        term, label = whole.labels[number - 1]
        other, other_label = whole.labels[longer - 1]
        times = whole.tally.label_mentions[longer]
        message = (
            f"'{label.text}' stands only inside '{other_label.text}', a label of '{other.slug}' "
            f"that is found {times} time{'' if times == 1 else 's'}"
        )
        fix = f"leave it if that is right, else give '{other_label.text}' a context with not_in"
        yield at_term(term, message, fix, line=label.line)


def unused_names(whole: Whole) -> Iterator[Finding]:
    """A term goes by a name that no post uses, while its other labels in that language are often found."""
    for number, often in _unused_names(whole):
        term, label = whole.labels[number - 1]
        used = whole.labels[often - 1][1]
        times = whole.tally.label_mentions[often]
        message = (
            f"the name of '{term.slug}' in '{label.language}', '{label.text}', stands in no post, "
            f"while '{used.text}' is found {times} times"
        )
        yield at_term(term, message, f"make '{used.text}' the first label, if readers know it by that", line=label.line)


def contexts_in_no_post(whole: Whole) -> Iterator[Finding]:
    """None of the quotations in only_in or not_in of a label stands in a post, or none does any more."""
    quotations: dict[tuple[int, str], list[str]] = defaultdict(list)
    alive: set[tuple[int, str]] = set()
    for number, (label_index, key, text) in enumerate(whole.tally.lexicon.contexts):
        quotations[label_index, key].append(text)
        if number in whole.tally.contexts:
            alive.add((label_index, key))
    for place, texts in quotations.items():
        if place not in alive:
            term, label = whole.labels[place[0]]
            message = f"no post has {listed(texts, 'or')}, the {place[1]} of '{label.text}'"
            yield at_term(term, message, "quote the posts as they are now, or leave it", line=label.line)


def labels_in_no_post(whole: Whole) -> Iterator[Finding]:
    """A label is looked for only in posts of which there is none."""
    for number in _nowhere(whole):
        term, label = whole.labels[number - 1]
        message = f"'{label.text}' is looked for only in {', '.join(label.posts)}, and there is no such post"
        fix = "name posts by their slugs, or by globs on their paths such as 2024-*.md"
        yield at_term(term, message, fix, line=label.line)


def ambiguous_mentions(whole: Whole) -> Iterator[Finding]:
    """A place in a post may mean several terms, and no context tells which."""
    for labels, (post, start, reading, count) in whole.tally.claims.items():
        terms = sorted({whole.labels[label - 1][0].slug for label in labels})
        times = f", {count} times; the first is here" if count > 1 else ""
        message = f"'{reading}' may mean {' or '.join(terms)}{times}"
        yield at_place(post, start, message, "give one of their labels a context with only_in or not_in")


def _swallowers(whole: Whole) -> dict[int, int]:
    """Return the labels that stand only inside others, each with the one of another term that most often holds it."""
    hidden: dict[int, int] = {}
    mentions = whole.tally.label_mentions
    for longer in mentions if whole.unmentioned else ():
        term, label = whole.labels[longer - 1]
        for index in labels_within(label.text, whole.tally.lexicon):
            if index + 1 in whole.unmentioned and whole.labels[index][0].slug != term.slug:
                known = hidden.get(index + 1, longer)
                hidden[index + 1] = min(longer, known, key=lambda number: (-mentions[number], number))
    return hidden


def _nowhere(whole: Whole) -> list[int]:
    """Return the labels that are looked for only in posts of which there is none."""
    known: dict[tuple[str, ...], bool] = {}
    nowhere = []
    for index in whole.tally.lexicon.restricted:
        posts = whole.labels[index][1].posts
        if posts not in known:
            known[posts] = any(admits(posts, post) for post in whole.posts)
        if not known[posts]:
            nowhere.append(index + 1)
    return nowhere


def _unused_names(whole: Whole) -> Iterator[tuple[int, int]]:
    """Yield the preferred labels that nobody uses, each with the label of its language that is found most often."""
    for numbers in whole.labels_of.values():
        by_language: dict[str, list[int]] = defaultdict(list)
        for number in numbers:
            by_language[whole.labels[number - 1][1].language].append(number)
        for alike in by_language.values():
            name = next((n for n in alike if whole.labels[n - 1][1].type == "preferred"), 0)
            others = [n for n in alike if whole.labels[n - 1][1].type == "alternative"]
            often = max(others, key=lambda n: whole.tally.label_mentions[n], default=None)
            if often is None or name not in whole.unmentioned:
                continue
            if whole.tally.label_mentions[often] >= OFTEN:
                yield name, often
