"""What to tell somebody whose date is not an EDTF date."""

import re

_FORM = "write it as year-month-day: 2015-12-14"
#: The first pattern that matches names the mistake.
_MISTAKES: tuple[tuple[str, str], ...] = (
    (r"", f"the date is empty; {_FORM}"),
    (r"\.\.", "`..` is an end of an interval, such as 2015-12-14/.."),
    (r"[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?[~?%]?", "months and days have two digits: 2015-01-05"),
    (r"[0-9]{8}", "the parts of a date are separated by hyphens: 2015-12-14"),
    (r"[0-9]{1,2}[./ -][0-9]{1,2}[./ -][0-9]{4}", f"the year comes first; {_FORM}"),
    (
        r"[0-9]{4}[./ ][0-9]{1,2}([./ ][0-9]{1,2})?",
        "the parts of a date are separated by hyphens: 2015-12-14",
    ),
    (r"Y?-?[0-9]{5,}|Y.*|-[0-9]{4}.*", "only years from 0001 to 9999 can be written"),
    (r"[0-9]{1,3}[~?%]?", "a year has four digits"),
    (r"[0-9X]{4}(-[0-9X]{2}){0,2}[~?%]?", "X may only stand for the last digits: 201X, 2015-XX, 2015-12-XX"),
    (r".*[0-9X]{4}(-[0-9X]{2}){0,2}\.\.+.*", "an interval is written with a slash: 2015-12-14/2015-12-16"),
    (r"[~?%].*|[0-9X-]+[~?%].+", "one mark ~, ? or % stands at the end of the date"),
    (r".*/.*/.*", f"this is not a date; {_FORM}"),
    (r".*[T ][0-9]{1,2}[:.h][0-9]{0,2}.*", "a time is written as 2015-12-14T12:30:00"),
)


def advice(text: str) -> str:
    """One sentence on what is wrong with ``text`` and how a date is written."""
    for pattern, sentence in _MISTAKES:
        if re.fullmatch(pattern, text):
            return sentence
    return f"this is not a date; {_FORM}"
