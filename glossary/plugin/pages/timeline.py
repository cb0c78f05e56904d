"""How often and when: a bar for each month, or for each year and more where the posts lie far apart."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

HEIGHT: Final = 40
LEAST: Final = 3  # so that a single mention beside hundreds is still seen
WIDTH: Final = 14  # of a bar with the room beside it
MOST_MONTHS: Final = 36
MOST_YEARS: Final = 60

_MONTH: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-")


class Bar(NamedTuple):
    """A span of time in which there are mentions."""

    label: str
    mentions: int
    x: int
    y: int
    height: int


class Timeline(NamedTuple):
    """The bars, and the spans with which the whole begins and ends."""

    by_month: bool
    first: str
    last: str
    most: Bar
    bars: list[Bar]
    width: int


def timeline(days: Iterable[tuple[str, int]], first: str, last: str) -> Timeline | None:
    """Return what to draw of the mentions on each of the *days*, over the time from *first* to *last*.

    None where nothing is dated, or everything falls into one span.
    """
    months: Counter[int] = Counter()
    for day, count in days:
        if (month := _month(day)) is not None:
            months[month] += count
    ends = [month for month in (_month(first), _month(last), *months) if month is not None]
    if not months or min(ends) == max(ends):
        return None
    step = next(
        step for step in (1, 12, 120, 1200, 12_000) if (max(ends) - min(ends)) < step * _most(step) or step == 12_000
    )
    spans: Counter[int] = Counter()
    for month, count in months.items():
        spans[month // step] += count
    begin, end = min(ends) // step, max(ends) // step
    highest = max(spans.values())
    bars = []
    for span, count in sorted(spans.items()):
        height = max(LEAST, round(HEIGHT * count / highest))
        bars.append(Bar(_label(span * step, step), count, (span - begin) * WIDTH, HEIGHT - height, height))
    most = max(bars, key=lambda bar: bar.mentions)
    return Timeline(
        step == 1, _label(begin * step, step), _label(end * step, step), most, bars, (end - begin + 1) * WIDTH
    )


def _most(step: int) -> int:
    return MOST_MONTHS if step == 1 else MOST_YEARS


def _month(day: str) -> int | None:
    """Return the number of the month in which a day lies, None for what is no day."""
    found = _MONTH.match(day)
    return 12 * int(found[1]) + int(found[2]) - 1 if found else None


def _label(month: int, step: int) -> str:
    year, number = divmod(month, 12)
    if step == 1:
        return f"{year:04}-{number + 1:02}"
    return f"{year:04}" if step == 12 else f"{year:04}–{year + step // 12 - 1:04}"
