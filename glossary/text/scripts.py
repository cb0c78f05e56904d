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
    han = _has_han(text)
    alike = [language for language in others if (language.split("-")[0] in HAN_LANGUAGES) == han]
    return next(iter((*alike, *others)), "")


def label_language(text: str, language: str, languages: Sequence[str]) -> str:
    """Return in which language an expression of a post in *language* is a label: Chinese one in an English post too.

    >>> label_language("改稻为桑", "en", ["en", "zh"]), label_language("OGAS", "zh", ["en", "zh"])
    ('zh', 'zh')
    """
    if language.split("-")[0] in HAN_LANGUAGES or not _has_han(text):
        return language
    return next((other for other in languages if other.split("-")[0] in HAN_LANGUAGES), language)


def _has_han(text: str) -> bool:
    return any("㐀" <= character <= "鿿" for character in text)
