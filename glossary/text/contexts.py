"""What stands around a mention, made readable: it is cut by characters, and a cut may leave half a word."""

from typing import Final

CONTEXT: Final = 32  # characters that are kept on either side of a mention
LONGEST_HALF_WORD: Final = 12


def before(prefix: str) -> str:
    """Return what stands before a mention, where it was cut from the next word on."""
    if len(prefix) < CONTEXT:
        return prefix
    return "…" + prefix[prefix.find(" ", 0, LONGEST_HALF_WORD) + 1 :]


def behind(suffix: str) -> str:
    """Return what stands behind a mention, where it was cut up to the last word."""
    if len(suffix) < CONTEXT:
        return suffix
    space = suffix.rfind(" ", CONTEXT - LONGEST_HALF_WORD)
    return (suffix[:space] if space > 0 else suffix) + "…"
