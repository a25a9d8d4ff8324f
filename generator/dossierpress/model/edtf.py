"""Dates as historians and editors know them: exact, approximate, uncertain, incomplete, or a stretch of time.

The Extended Date/Time Format of the Library of Congress (https://www.loc.gov/standards/datetime/, now part
of ISO 8601-2:2019), levels 0 and 1: dates, date-times, intervals with open (``..``) and unknown ends,
``~ ? %``, seasons, and ``X`` for digits that are not known. Years outside 1 to 9999 are refused.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from dossierpress.model.edtf_hints import advice

_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<mark>[~?%]?)"
)
_MOMENT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2}))?(?:[.,](?P<fraction>[0-9]{1,9}))? ?(?P<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
#: Months of a season, as the reference implementation in Python has them; winter does not leave its year.
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
_MAX_LENGTH = 80


class Precision(StrEnum):
    """How fine a date is."""

    MOMENT = "moment"
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    MILLENNIUM = "millennium"
    INTERVAL = "interval"
    OPEN = "open"  # an end of an interval that is not over: ``..``
    UNKNOWN = "unknown"  # an end of an interval that nobody knows


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as written in ``text``, and the days it can mean, from ``earliest`` to ``latest`` (included).

    ``None`` stands for an open or unknown end. The marks ``~`` (approximate), ``?`` (uncertain) and ``%``
    (both) become the two flags; for an interval they are set when an end has them. ``moment`` is set for a
    date-time, with its offset if one was written.
    """

    text: str
    earliest: date | None
    latest: date | None
    precision: Precision
    approximate: bool = False
    uncertain: bool = False
    moment: datetime | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an EDTF date of level 0 or 1.

        Raises `ValueError` with a message for the person who wrote it, such as "month 13 does not exist".
        """
        text = text.strip()
        if len(text) > _MAX_LENGTH:
            raise ValueError("this is too long for a date")
        if match := _MOMENT.fullmatch(text):
            return cls._at(text, match)
        if text.count("/") == 1:
            return cls._between(text)
        return cls._single(text)

    @property
    def interval(self) -> tuple["Edtf", "Edtf"] | None:
        """Both ends of an interval, each with its own precision and marks; ``None`` for a single date."""
        if self.precision is not Precision.INTERVAL:
            return None
        start, _, end = self.text.partition("/")
        return _end(start.strip()), _end(end.strip())

    @property
    def year(self) -> int | None:
        """The year it begins in; for an open start the year it ends in; ``None`` when neither is known."""
        day = self.earliest or self.latest
        return day.year if day else None

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """Orders dates by their earliest day, then their latest, then their text; open starts come first."""
        return self.earliest or date.min, self.latest or date.max, self.text

    def __str__(self) -> str:
        return self.text

    @classmethod
    def _at(cls, text: str, match: re.Match[str]) -> Self:
        day = cls._single(match["day"])
        moment = _moment(match)
        return cls(text, day.earliest, day.latest, Precision.MOMENT, moment=moment)

    @classmethod
    def _between(cls, text: str) -> Self:
        start, end = (_end(part.strip()) for part in text.split("/"))
        if start.earliest is None and end.latest is None:
            raise ValueError("an interval needs at least one date")
        if start.earliest and end.latest and start.earliest > end.latest:
            raise ValueError("the interval ends before it begins")
        return cls(
            text,
            start.earliest,
            end.latest,
            Precision.INTERVAL,
            approximate=start.approximate or end.approximate,
            uncertain=start.uncertain or end.uncertain,
        )

    @classmethod
    def _single(cls, text: str) -> Self:
        match = _DATE.fullmatch(text)
        if match is None:
            raise ValueError(advice(text))
        first, last, precision = _extent(match["year"], match["month"], match["day"])
        mark = match["mark"]
        return cls(text, first, last, precision, approximate=mark in ("~", "%"), uncertain=mark in ("?", "%"))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let pydantic read a field of this type from a text, or from a number such as ``2015``."""
        from pydantic_core import core_schema  # noqa: PLC0415  (only where values are validated)

        return core_schema.no_info_plain_validator_function(
            cls._validated, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        """Editors see a text."""
        return {"type": "string", "format": "edtf"}

    @classmethod
    def _validated(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ValueError("a date is written as year-month-day: 2015-12-14")
        return cls.parse(str(value))


def _end(text: str) -> Edtf:
    """One end of an interval. Raises `ValueError` as `Edtf.parse` does."""
    if text in ("", ".."):
        return Edtf(text, None, None, Precision.OPEN if text else Precision.UNKNOWN)
    return Edtf.parse(text)


def _extent(year: str, month: str | None, day: str | None) -> tuple[date, date, Precision]:
    """The first and last day a date can mean, and how fine it is."""
    if "X" in year:
        return _blurred_year(year, month)
    number = int(year)
    if number == 0:
        raise ValueError("there is no year 0 here: years go from 0001 to 9999")
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise ValueError("a day needs its month")
        return date(number, 1, 1), date(number, 12, 31), Precision.YEAR
    if int(month) in _SEASONS:
        return _season(number, int(month), day)
    return _month_or_day(number, int(month), day)


def _blurred_year(year: str, month: str | None) -> tuple[date, date, Precision]:
    if month is not None:
        raise ValueError("a year with X cannot have a month")
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    precision = (Precision.DECADE, Precision.CENTURY, Precision.MILLENNIUM)[year.count("X") - 1]
    return date(max(low, 1), 1, 1), date(high, 12, 31), precision


def _season(year: int, number: int, day: str | None) -> tuple[date, date, Precision]:
    if day is not None:
        raise ValueError("a season has no day")
    first, last = _SEASONS[number]
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), Precision.SEASON


def _month_or_day(year: int, month: int, day: str | None) -> tuple[date, date, Precision]:
    if not 1 <= month <= 12:
        raise ValueError(f"month {month} does not exist")
    days = calendar.monthrange(year, month)[1]
    if day is None or day == "XX":
        return date(year, month, 1), date(year, month, days), Precision.MONTH
    number = int(day)
    if not 1 <= number <= days:
        raise ValueError(f"day {number} does not exist in {calendar.month_name[month]} {year}")
    exact = date(year, month, number)
    return exact, exact, Precision.DAY


def _moment(match: re.Match[str]) -> datetime:
    """The date-time of a match of ``_MOMENT``; raises `ValueError` for an impossible one."""
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"the time {hour:02}:{minute:02}:{second:02} does not exist")
    fraction = (match["fraction"] or "0")[:6].ljust(6, "0")
    zone = _zone(match["zone"] or "")
    return datetime.fromisoformat(f"{match['day']}T{hour:02}:{minute:02}:{second:02}.{fraction}{zone}")


def _zone(text: str) -> str:
    if text in ("", "Z"):
        return text and "+00:00"
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    if hours > 14 or minutes > 59:
        raise ValueError(f"the offset {text} from universal time does not exist")
    return f"{text[0]}{hours:02}:{minutes:02}"
