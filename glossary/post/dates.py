"""Dates as people write them: the day as written, without a shift of time zone."""

import re
from datetime import date
from typing import Final

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s)?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_CLOCK: Final = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:\s?[ap]\.?m\.?)?"
_ZONE: Final = r"(?:\s?(?:z|[a-z]{2,5}|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?))?(?:\s?\([^()]*\))?"
_TIME: Final = rf"(?:(?:\s?[t,]\s?|\s(?:at\s)?){_CLOCK}{_ZONE})?"
_SPELLINGS: Final = tuple(
    re.compile(spelling, re.IGNORECASE)
    for spelling in (
        # 2024-07-18, 2024/7/18, 2024.7.18, with or without a time
        rf"(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_TIME}",
        # 20240718, 20240718T124900Z
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:t?\d{4}(?:\d{2})?z?)?",
        # 2024年7月18日, whatever time follows
        r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号號]?(?!\d).*",
        # July 18, 2024
        rf"{_WEEKDAY}{_MONTH}\s{_DAY},?\s(?P<year>\d{{4}}){_TIME}",
        # 18 Jul 2024, Thu, 18 Jul 2024 12:49:00 GMT
        rf"{_WEEKDAY}{_DAY}[\s-](?:of\s)?{_MONTH},?[\s-](?P<year>\d{{4}}){_TIME}",
        # Thu Jul 18 12:49:00 CST 2024
        rf"{_WEEKDAY}{_MONTH}\s{_DAY}\s{_CLOCK}{_ZONE}\s(?P<year>\d{{4}})",
    )
)
_IN_NAME: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_. ]+|$)")


def read_date(text: str) -> str:
    """Return the day that *text* names, as YYYY-MM-DD; ValueError says why there is none."""
    plain = " ".join(text.split())  # one blank where there were several
    for spelling in _SPELLINGS:
        if match := spelling.fullmatch(plain):
            month = match["month"]
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
            try:
                return date(int(match["year"]), number, int(match["day"])).isoformat()
            except ValueError:
                raise ValueError(f"{plain[:40]!r} is no day of the calendar") from None
    raise ValueError(f"{plain[:40]!r} cannot be read as a date")


def split_date(stem: str) -> tuple[str | None, str]:
    """Part the date before a file name from the rest: ``2024-07-18-human`` is ``2024-07-18`` and ``human``.

    A name that is nothing but a date keeps it as its rest; an impossible date is no date.
    """
    match = _IN_NAME.match(stem)
    if match is None:
        return None, stem
    try:
        day = date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None, stem
    return day, stem[match.end() :] or stem
