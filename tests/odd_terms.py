"""terms.yaml files made odd on purpose: what editors, other programs and habits make of one and the same glossary."""

import random
from collections.abc import Iterator
from typing import NamedTuple

FEATURES: dict[str, tuple[str, ...]] = {
    "indent": ("1", "2", "3", "4", "5", "6", "7", "8"),
    "terms": ("blocks", "blocks", "blocks", "brace-terms", "braces", "brace-lines", "brace-comma", "brace-end"),
    "explanation": (
        "missing", "empty", "plain", "plain-lines", "own-line", "single", "double", "double-lines", "folded", "literal",
        "keep", "indicator", "by-plain", "by-folded", "by-keep", "by-lines", "by-double", "by-braces", "by-empty",
        "by-own-line", "by-comment", "by-variant", "chinese", "chinese-folded", "chinese-braces", "explicit",
    ),
    "ignore": (
        "missing", "empty", "nothing", "braces", "flow", "flow-empty", "flow-lines", "items", "indentless", "one",
        "one-quoted", "one-folded", "other", "other-items", "language-empty", "variant", "braces-one",
    ),
    "order": ("last", "last", "first"),
    "gap": ("0", "1", "1", "2"),
    "newline": ("\n", "\n", "\r\n", "\r\n", "\r"),
    "bom": ("", "", "\ufeff"),
    "end": ("\n", "\n", "", "\n\n\n", "  ", "\n# end of the file\n", "\n  # about the last\n\n# end"),
    "comments": ("", "", "#"),
    "markers": ("", "", "---", "--- # a", "...", "%"),
    "keys": ("", "", "'", '"'),
    "anchors": ("", "&"),
}  # fmt: skip
BRACES = ("braces", "brace-lines", "brace-comma", "brace-end")
PATH = "terms.yaml"

EXPLANATIONS: dict[str, list[str]] = {
    "missing": [],
    "empty": ["explanation:"],
    "plain": ["explanation: A plan (none), they say  # as it was"],
    "plain-lines": ["explanation: A plan that", ">goes on below", "", ">and further  # as it was"],
    "own-line": ["explanation:", ">A plan on a line", ">of its own"],
    "single": ["explanation: 'It''s a \"plan\": #so'   # quoted"],
    "double": ['explanation: "A \\"plan\\"\\tof \\u4e00: #x"'],
    "double-lines": ['explanation: "A plan\\', ">  that goes\\n", ">on\""],
    "folded": ["explanation: >-  # folded", ">A plan # no comment", "", ">  of more", ">lines"],
    "literal": ["explanation: |", ">A plan", ">- of", "> more", ""],
    "keep": ["explanation: |+", ">A plan", "", ">kept", "", ""],
    "indicator": ["explanation: |2-", "~    two more", "~  lines"],
    "by-plain": ["explanation:", ">en: A plan  # as it was"],
    "by-folded": ["explanation:", ">en: >-", ">>A plan", ">>of two lines"],
    "by-keep": ["explanation:", ">en: |+", ">>A plan", "", ""],
    "by-lines": ["explanation:  # in two languages", ">en: A plan", ">>of two lines", ">ru: План"],
    "by-double": ["explanation:", '>"en": "A plan: \\', '>> so"   # as it was'],
    "by-braces": ["explanation: {en: A plan, ru: 'План, и всё'}  # both"],
    "by-empty": ["explanation:", ">en:", ">zh:   # to be written", ">ru: План"],
    "by-own-line": ["explanation:", ">en:", ">>A plan", ">>of two lines  # so", ">ru: План"],
    "by-comment": ["explanation:", ">en:  # why not", ">># here", ">>A plan", ">>on", ">ru: План"],
    "by-variant": ["explanation:", ">EN: A plan", ">cn: 计划"],
    "chinese": ["explanation:", ">zh: 计划：“奥加斯”  # as it was", ">en: A plan"],
    "chinese-folded": ["explanation:", ">zh: >", ">>计划", ">>分两行", ""],
    "chinese-braces": ["explanation: {", ">zh: 计划,  # as it was", "}"],
    "explicit": ["? explanation", ": A plan"],
}  # fmt: skip

IGNORES: dict[str, list[str]] = {
    "missing": [],
    "empty": ["ignore:"],
    "nothing": ["ignore: {}  # none yet"],
    "braces": ["ignore: {en: [alpha], zh: [甲, 'b, c']}"],
    "flow": ["ignore:", ">en: [alpha, beta]  # both", ">zh: [甲]"],
    "flow-empty": ["ignore:", ">zh: []", ">en: [alpha]"],
    "flow-lines": ["ignore:", ">zh: [", ">>甲,  # one", ">>乙", "> ]"],
    "items": ["ignore:", ">en:", ">>- alpha", ">>- beta", ">zh:", ">>-   甲  # one", ">>-   '乙'", ">># no more"],
    "indentless": ["ignore:", ">zh:", ">- 甲", ">- 乙", "># English", ">en:", ">- alpha"],
    "one": ["ignore:", ">zh: 甲{1}, 乙  # odd"],
    "one-quoted": ["ignore:", '>zh: "甲, \\u4e00"  # odd'],
    "one-folded": ["ignore:", ">zh: >-  # odd", ">>甲", ">>乙"],
    "other": ["ignore:", ">en: [alpha]"],
    "other-items": ["ignore:", ">en:", ">- alpha", ">ru:", ">-  альфа"],
    "language-empty": ["ignore:", ">zh:   # none yet", ">en: alpha"],
    "variant": ["ignore:", ">cn: [甲]"],
    "braces-one": ["ignore: {zh: 甲, en: [alpha],}"],
}  # fmt: skip


class OddFile(NamedTuple):
    """A file and what is odd about it."""

    name: str
    data: bytes
    features: dict[str, str]
    explained: range  # the lines (from 0 on) of the explanation of ogas


def odd_files(seed: int, number: int) -> Iterator[OddFile]:
    """Yield *number* files, in which every value of every feature occurs among all others."""
    chosen = random.Random(seed)
    decks: dict[str, list[str]] = {name: [] for name in FEATURES}
    for count in range(number):
        features = {}
        for name, values in FEATURES.items():
            decks[name] = decks[name] or chosen.sample(values, len(values))
            features[name] = decks[name].pop()
        yield _file(f"{count:03}", features)


def _file(number: str, features: dict[str, str]) -> OddFile:
    width = int(features["indent"])
    quote, note = features["keys"], features["comments"]
    gap = [""] * int(features["gap"])
    terms, explained = _terms(features, width)
    ignore = [_indented(line, width, 0) for line in IGNORES[features["ignore"]]]
    head = ["# yaml-language-server: $schema=x", "", "glossary:", f"{' ' * width}languages: [en, zh]", *gap]
    if features["markers"].startswith("---"):
        head.insert(2, features["markers"])
    if features["markers"] == "%":
        head[2:2] = ["%YAML 1.1", "---"]
    if note:
        head += ["# what follows", "", f"{' ' * width}# is odd"][: 2 if features["order"] == "first" else 3]
    blocks = [*head]
    if features["order"] == "first" and ignore:
        blocks += [*ignore, *gap, *(["# the terms"] if note else [])]
    start = len(blocks)
    blocks += terms
    if features["order"] == "last" and ignore:
        blocks += [*gap, *(["# refused"] if note else []), *ignore]
    if quote:
        blocks = [_quoted(line, quote) for line in blocks]
    if features["markers"] == "...":
        blocks += ["...", "# after the end"]
    text = "\n".join(blocks) + features["end"]
    text = features["bom"] + text.replace("\n", features["newline"])
    name = "-".join((number, *(value for key, value in features.items() if key in ("terms", "explanation", "ignore"))))
    explained = range(start + explained.start, start + explained.stop)
    return OddFile(name, text.encode(), features, explained)


def _terms(features: dict[str, str], width: int) -> tuple[list[str], range]:
    """Return the lines of the terms, and which of them explain ogas."""
    shape, note = features["terms"], features["comments"]
    gap = [""] * int(features["gap"])
    if shape in BRACES:
        anna = "anna: {kind: person, labels: {en: [Anna], zh: [安娜]}, explanation: 'One, who, knows'}"
        ogas = "ogas: {kind: project, labels: {en: [OGAS]}, explanation: {en: A plan}}"
        i = " " * width
        lines = {
            "braces": [f"terms: {{{anna}, {ogas}}}"],
            "brace-lines": ["terms: {", f"{i}{anna},  # her", f"{i}{ogas}  # it", "}"],
            "brace-comma": ["terms: {", f"{i}{anna},", f"{i}{ogas},  # it", "}"],
            "brace-end": ["terms:", f"{i}{{{anna},", f"{i} {ogas}}}"],
        }[shape]
        line = next(number for number, text in enumerate(lines) if "ogas:" in text)
        return lines, range(line, line + 1)
    anchor, alias = ("&who ", "\n  related: *who") if features["anchors"] else ("", "")
    lines = ["terms:" + ("  # all of them" if note else ""), *gap]
    if shape == "brace-terms":
        lines += [
            ">anna: {kind: person, labels: {en: [Anna], zh: [安娜]},",
            ">    explanation: 'One, who,",
            ">  knows' }",
        ]
        body = ["kind: project", "labels: {en: [OGAS]}"]
    else:
        lines += [">anna:", ">>kind: person", ">>labels:", ">>>en: [Anna]", '>>>zh: [安娜, "安\\t娜"]']
        body = ["kind: project", "labels:", ">en: [OGAS]", *([">  # its label"] if note else [])]
    if anchor:
        lines += [">berta:", ">>kind: person", ">>labels:", ">>>en: [Berta]", ">>related: &who [anna]"]
    lines += [*gap, *([">", "># what it is"] if note else []), ">ogas:"]
    lines += [f">>{line}" for line in body]
    start = len(lines)
    lines += [f">>{line}" if line.strip() else line for line in EXPLANATIONS[features["explanation"]]]
    stop = len(lines)
    lines += [">>related: *who"] if alias else [">>formerly: [plan]"] if note else []
    if features["order"] == "first" or width % 2:
        lines += [
            *gap,
            ">zoe:",
            ">>kind: person",
            ">>labels: {en: [Zoe\tZ]}",
            ">>explanation: A\tb",
            *([">>  # her"] if note else []),
        ]
    return [_indented(line, width, 0) for line in lines], range(start, stop)


def _indented(line: str, width: int, depth: int) -> str:
    """Return *line* with each leading > as one step; ~ is the step of the key above it."""
    plain = line.lstrip(">")
    steps = len(line) - len(plain)
    if plain.startswith("~"):
        return " " * (width * steps) + plain[1:]
    return " " * (width * steps) + plain if plain else ""


def _quoted(line: str, quote: str) -> str:
    """Return *line* with its key in quotes, if it is one that may stand so."""
    for key in ("kind", "labels", "ogas", "explanation", "ignore", "terms"):
        plain = line.lstrip(" ")
        if plain.startswith(f"{key}:"):
            return line[: len(line) - len(plain)] + f"{quote}{key}{quote}" + plain[len(key) :]
    return line
