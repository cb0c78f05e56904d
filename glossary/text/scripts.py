"""Which of several languages a text is in, as far as its script tells."""

from collections.abc import Sequence

HAN_LANGUAGES = {"zh", "lzh", "yue", "wuu", "nan", "ja", "hak", "gan", "hsn", "cdo", "cjy"}


def language_like(text: str, than: str, languages: Sequence[str]) -> str:
    """Return in which of *languages* the counterpart *text* of an expression in the language *than* is.

    >>> language_like("改稻为桑", "en", ["de", "en", "zh"]), language_like("Reis", "en", ["de", "en", "zh"])
    ('zh', 'de')
    """
    others = [language for language in languages if language != than]
    if len(others) == 1:
        return others[0]
    han = any("㐀" <= character <= "鿿" for character in text)
    alike = [language for language in others if (language.split("-")[0] in HAN_LANGUAGES) == han]
    return next(iter((*alike, *others)), "")
