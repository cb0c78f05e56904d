"""The codes of what the readers find: they stop at faults of terms.yaml and of posts before any rule is asked."""

from typing import Final

from glossary.check.rule import Rule


def _rules(severity: str, **says: str) -> tuple[Rule, ...]:
    """Return a rule for each code, given with underscores, and what it says."""
    return tuple(Rule(code.replace("_", "-"), severity, text) for code, text in says.items())


TERM_RULES: Final = (
    *_rules(
        "error",
        # the file
        no_terms_file="There is no terms.yaml, or no YAML file in the folder named.",
        cannot_read="The system does not let a file or folder be read.",
        not_utf_8="A file is not in UTF-8.",
        control_character="An invisible character stands in the file that YAML cannot hold.",
        nul="A NUL character stands in a text, where SQLite would end it.",
        syntax="The file is no YAML; the message says what is probably meant.",
        second_document="A second YAML document begins.",
        too_deep="Lists and mappings stand inside one another without end.",
        tag="A text begins with !, which YAML takes for a tag.",
        bad_key="A key is missing, or is a list or mapping.",
        merge_key="The key << stands here, which would merge mappings and is not read.",
        duplicate_key="A key stands twice in one mapping.",
        unknown_alias="A text begins with *, and nothing has that name.",
        endless_alias="An alias stands inside what it names.",
        alias_expansion="Aliases expand to more text than anybody has typed.",
        duplicate_anchor="Two anchors have one name.",
        unused_anchor="A text begins with &, which YAML takes for a name that nothing uses.",
        # keys and values
        unknown_key="A key is none of those that can stand here.",
        wrong_shape="A text, a list or a mapping stands where something else is expected.",
        no_kind="A term has no kind.",
        no_labels="A term has no labels.",
        no_text="A label that is a mapping has no text.",
        blank_text="A text in a list is blank.",
        unknown_kind="A kind is none of those there are.",
        unknown_type="The type of a label is none of those there are.",
        unknown_case="The case of a label is none of those there are.",
        unknown_inflect="The inflection of a label is none of those there are.",
        unknown_boundary="The boundary of a label is none of those there are.",
        unknown_status="The status of a term is none of those there are.",
        unknown_language="A key that should be a language is none.",
        duplicate_language="One language stands twice, perhaps in two spellings.",
        no_languages="The list of the glossary's languages is empty.",
        second_glossary="Two files of a folder say what the glossary is.",
        bad_address="An address does not begin with http:// or https://.",
        blank_source="A source has neither title nor address.",
        # terms
        bad_slug="A slug is not made of small ASCII letters and digits, joined by single hyphens.",
        duplicate_slug="Two files of a folder have a term with the same slug.",
        former_slug_lives="A former slug is that of a term now.",
        former_slug_claimed="Two terms have the same former slug.",
        relation_to_itself="A term is related to itself.",
        unknown_term="A relation names a term that there is not.",
        broader_cycle="Terms are broader than one another in a circle.",
        related_and_broader="Two terms are related, and one is broader than the other.",
        unknown_link="A link in double brackets leads to no term.",
        ambiguous_link="A link in double brackets names a label that several terms have.",
        # labels
        blank_label="A label is blank.",
        duplicate_label="A label stands twice in one language of a term.",
        two_preferred="Two labels of one language are typed preferred.",
        context_without_label="A quotation in only_in or not_in does not contain the label.",
    ),
    *_rules(
        "warning",
        tight_comment="Text follows a # without space, and is read as a comment.",
        list_in_text="What looks like a list is read as one text.",
        rare_language="A language tag is well formed, and no such language is known here.",
        unlisted_language="A text is in a variety of one of the glossary's languages.",
        repeated_slug="A relation stands twice in one list.",
        no_label="No label stands under labels, so that the term is never found.",
        no_name="Every label of a term is hidden, so that its slug is its name.",
        context_is_label="A quotation in not_in is the label itself, which is then never found.",
    ),
)
POST_RULES: Final = (
    *_rules(
        "error",
        no_content_folder="There is no such folder of posts.",
        content_no_folder="What should be a folder of posts is a file.",
        same_folder_name="Two folders of posts have the same name, with which the paths of their posts begin.",
        name_not_utf_8="The name of a file is not in UTF-8.",
        same_slug="Two posts have the same slug, and the same date or none.",
        front_matter_open="Front matter begins and is never closed.",
        front_matter_syntax="Front matter is no YAML.",
        front_matter_no_mapping="Front matter does not consist of keys with values.",
        front_matter_duplicate_key="A key stands twice in front matter.",
        front_matter_depth="Values in front matter nest without end.",
        front_matter_size="Front matter holds more values than any post needs, or aliases that expand to so many.",
    ),
    *_rules(
        "warning",
        no_posts="A folder of posts holds none.",
        broken_link="A symbolic link leads to nothing.",
        link_leaves_content="A symbolic link leaves the folder of posts, and is not followed.",
        toml_front_matter="Front matter is in TOML, which is not read.",
        front_matter_late="Front matter does not begin on the first line, and is read as text.",
        front_matter_value="A value in front matter is not of the sort that its key asks for.",
        front_matter_language="The language that front matter names is none.",
        no_date="A post has no date, neither in its front matter nor in its file name.",
        bad_date="A date cannot be read, or there is no such day.",
        crowded_translation_key="So many posts share a translation key that they are no translations of one another.",
        source_url_scheme="The address of a post's source is no web address, and is shown as text.",
    ),
)
