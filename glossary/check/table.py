"""Every code there is, in the order of the documentation; to add a rule, write its function and its line here."""

from typing import Final

from glossary.check.mentions import (
    ambiguous_mentions,
    contexts_in_no_post,
    labels_in_no_post,
    swallowed_labels,
    unmentioned_labels,
    unmentioned_terms,
    unused_names,
)
from glossary.check.reading import POST_RULES, TERM_RULES
from glossary.check.relations import one_sided_relations
from glossary.check.rule import Rule, rule
from glossary.check.spellings import homographs, ignored_terms, near_duplicates
from glossary.check.terms import (
    explanations_of_nothing,
    links_to_itself,
    lower_case_names,
    missing_explanations,
    missing_labels,
    redundant_labels,
    reviewed_unexplained,
    same_explanations,
    sources_without_address,
    unexplained_terms,
    wrong_scripts,
)
from glossary.check.translations import left_out_terms, several_renderings

CHAPTERS: Final = {
    "What an entry says": (
        rule("unexplained-term", "info", unexplained_terms),
        rule("reviewed-unexplained", "warning", reviewed_unexplained),
        rule("missing-label", "info", missing_labels),
        rule("missing-explanation", "info", missing_explanations),
        rule("explanation-repeats-label", "warning", explanations_of_nothing),
        rule("same-explanation", "warning", same_explanations),
        rule("wrong-script", "warning", wrong_scripts),
        rule("link-to-itself", "warning", links_to_itself),
        rule("source-without-address", "info", sources_without_address),
        rule("lower-case-name", "info", lower_case_names),
        rule("redundant-label", "info", redundant_labels),
    ),
    "Terms side by side": (
        rule("homograph", "warning", homographs),
        rule("near-duplicate", "info", near_duplicates),
        rule("ignored-term", "warning", ignored_terms),
        rule("one-sided-relation", "info", one_sided_relations),
    ),
    "Terms in the posts": (
        rule("ambiguous-mention", "warning", ambiguous_mentions),
        rule("label-in-no-post", "warning", labels_in_no_post),
        rule("context-in-no-post", "info", contexts_in_no_post),
        rule("unmentioned-term", "info", unmentioned_terms),
        rule("unmentioned-label", "info", unmentioned_labels),
        rule("swallowed-label", "info", swallowed_labels),
        rule("unused-name", "info", unused_names),
    ),
    "Posts and their translations": (
        rule("left-out-term", "info", left_out_terms),
        rule("several-renderings", "info", several_renderings),
    ),
    "Reading terms.yaml": TERM_RULES,
    "Reading posts": POST_RULES,
}
RULES: Final[tuple[Rule, ...]] = tuple(each for rules in CHAPTERS.values() for each in rules)
