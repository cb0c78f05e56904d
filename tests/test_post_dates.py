"""Dates: the day as written, in the spellings people use."""

from calendar import month_abbr, month_name
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.post.dates import read_date, split_date


@pytest.mark.parametrize(
    "text",
    [
        # figures
        "2024-07-18",
        "2024-7-18",
        "2024/7/18",
        "2024.07.18",
        "20240718",
        " ２０２４-０７-１８ ",
        # with a time, which changes nothing
        "2024-07-18 12:49",
        "2024-07-18 9:30 PM",
        "2024-07-18, 12.49",
        "2024-07-18T23:59:59Z",
        "2024-07-18T12:49:00.123456+08:00",
        "2024-07-18 23:30:00 -0700",
        "2024-07-18 12:49 (UTC+8)",
        "2024/7/18 12:49 UTC+8",
        "20240718T124900Z",
        "202407181249",
        # English
        "July 18, 2024",
        "july 18 2024",
        "Jul. 18th, 2024 at 9:30 pm",
        "Thursday, July 18, 2024",
        "18 Jul 2024",
        "18-Jul-2024",
        "18th of July, 2024",
        "Thu, 18 Jul 2024 12:49:00 GMT",
        "Thu Jul 18 12:49:00 CST 2024",
        # Chinese
        "2024年7月18日",
        "2024 年 07 月 18 日 12:49",
        "2024年7月18日 星期四 下午三点",
        "2024年7月18號",
    ],
)
def test_a_date_is_read_in_many_spellings(text):
    """A time or a zone does not shift the day."""
    assert read_date(text) == "2024-07-18"


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_has_its_names(number):
    """Long and short."""
    day = date(2024, number, 2)
    assert read_date(f"{month_name[number]} 2, 2024") == day.isoformat()
    assert read_date(f"2 {month_abbr[number]} 2024") == day.isoformat()


@pytest.mark.parametrize(
    "text", ["2024-02-30", "2023-02-29", "2024-13-01", "0000-01-01", "31 Sept 2024", "2024年0月1日"]
)
def test_a_day_that_never_was_is_said_to_be_none(text):
    """The message tells it from an unknown spelling."""
    with pytest.raises(ValueError, match="is no day of the calendar"):
        read_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024",
        "2024-07",
        "2024-07/18",
        "18/07/2024",  # or is it the other way round?
        "2024-07-18 to 2024-07-20",
        "2024-07-18 maybe",
        "yesterday",
        "1721277000",
        "July 2024",
    ],
)
def test_what_is_no_whole_date_is_not_guessed(text):
    """Month without day, day before month, spans."""
    with pytest.raises(ValueError, match="cannot be read as a date"):
        read_date(text)


@given(st.dates())
def test_any_day_is_read_back(day):
    """ISO in, ISO out."""
    assert read_date(day.isoformat()) == day.isoformat()


@given(st.text(alphabet="0123456789-/.: tTzZ+年月日julJUL,()", max_size=60))
def test_any_text_is_a_date_or_a_value_error(text):
    """No other exception, and no long wait."""
    with suppress(ValueError):
        assert date.fromisoformat(read_date(text))


@pytest.mark.parametrize(
    ("stem", "day", "rest"),
    [
        ("2024-07-18-human-cn", "2024-07-18", "human-cn"),
        ("2024-7-8-human", "2024-07-08", "human"),
        ("2024-07-18_human", "2024-07-18", "human"),
        ("2024-07-18 human", "2024-07-18", "human"),
        ("2024-07-18", "2024-07-18", "2024-07-18"),
        ("2024-07-18-", "2024-07-18", "2024-07-18-"),
        ("2024-07-181", None, "2024-07-181"),
        ("2024-02-30-human", None, "2024-02-30-human"),
        ("human-2024-07-18", None, "human-2024-07-18"),
        ("human", None, "human"),
    ],
)
def test_a_file_name_may_begin_with_a_date(stem, day, rest):
    """The rest is never empty."""
    assert split_date(stem) == (day, rest)
