"""A form as a browser sends it, read with a limit: Datasette 0.65 has none, and 1.0's is below what we take."""

from typing import Any, Final
from urllib.parse import parse_qsl

# Characters; an explanation has some hundreds.
LONGEST_TEXT: Final = 1_000_000
LONGEST_NAME: Final = 1_000
# The longest text in characters that need four bytes, each of which is sent as three.
LARGEST_FORM: Final = 12 * LONGEST_TEXT + 100_000
_LARGEST_READ: Final = 20 * LARGEST_FORM
_MOST_FIELDS: Final = 200
_TYPE: Final = "application/x-www-form-urlencoded"

Form = dict[str, str]


class TooLargeError(Exception):
    """A form larger than any that ours send."""


async def read_form(request: Any) -> Form:
    """Return the fields of a form, line breaks as LF; none where it is no form of a page."""
    if str(request.headers.get("content-type") or "").partition(";")[0].strip().lower() != _TYPE:
        return {}
    body = bytearray()
    size = 0
    more = True
    while more:
        message = await request.receive()
        if message["type"] != "http.request":
            return {}  # the browser is gone
        part: bytes = message.get("body", b"")
        size += len(part)
        more = message.get("more_body", False)
        if size <= LARGEST_FORM:
            body += part
        elif size > _LARGEST_READ:  # up to here the rest is read, for a browser hears no answer while it sends
            raise TooLargeError
    if size > LARGEST_FORM:
        raise TooLargeError
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:  # no ASCII, no UTF-8, too many fields
        return {}
    return {name: text.replace("\r\n", "\n").replace("\r", "\n") for name, text in fields}


def by_language(form: Form, field: str) -> dict[str, str]:
    """Return the texts of the fields named *field* and, behind a dot, a language."""
    parted = ((name.partition("."), text) for name, text in form.items())
    return {language: text for (name, dot, language), text in parted if name == field and dot}
