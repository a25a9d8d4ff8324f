"""Dates as newspapers print them, found but never invented."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dossierpress.importing.lexicon import Lexicon, fold

_WORD = r"[^\W\d_]{3,12}"
_CLOCK = r"(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)"
_PATTERNS = (
    re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})" + _CLOCK),
    re.compile(r"(?<!\d)(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"),
    re.compile(r"(?<![\d.,/])(?P<d>\d{1,2})(?P<sep>[./])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4})(?!\d)"),
    re.compile(rf"(?<![\d.,])(?P<d>\d{{1,2}})(?:er|st|nd|rd|th|[.º])?\s(?:de\s)?(?P<name>{_WORD})"
               r"(?:[\s,]{1,2}(?:de\s)?(?P<y>\d{4}))?(?!\d)"),
    re.compile(rf"(?<!\w)(?P<name>{_WORD})\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,(?:\s(?P<y>\d{{4}}))?(?!\d)"),
)  # fmt: skip
_TIME = re.compile(r"\d{1,2}[:h.]\d{2}(?::\d{2})?")


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a line: where, its EDTF form, and whether day and month could be swapped (``04/09/2015``)."""

    start: int
    end: int
    edtf: str
    swappable: bool = False

    @property
    def complete(self) -> bool:
        """Whether the year is printed."""
        return not self.edtf.startswith("XXXX")


def find(text: str, lex: Lexicon) -> Iterator[Found]:
    """The dates printed in ``text``, in order; those without a year as ``XXXX-12-15``."""
    taken: list[Found] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            found = _read(match, lex)
            if found and not any(
                found.start < other.end and other.start < found.end for other in taken[-50:]
            ):
                taken.append(found)
    return iter(sorted(taken, key=lambda found: found.start))


def _read(match: re.Match[str], lex: Lexicon) -> Found | None:
    parts = match.groupdict()
    name = parts.get("name")
    month = lex.months.get(fold(name), 0) if name else int(parts["m"])
    day, year = int(parts["d"]), parts.get("y")
    try:
        date(int(year) if year else 2000, month, day)
    except ValueError:
        return None
    if year and not 1000 <= int(year) < 3000:
        return None
    edtf = f"{int(year):04}-{month:02}-{day:02}" if year else f"XXXX-{month:02}-{day:02}"
    return Found(match.start(), match.end(), edtf, parts.get("sep") == "/" and day <= 12 and day != month)


def date_line(text: str, lex: Lexicon) -> tuple[Found, ...]:
    """The dates of a line that says nothing but when: ``lundi 14 décembre 2015 à 18h30``; else nothing."""
    if len(text) > 120:
        return ()
    dates = tuple(find(text, lex))
    if not dates or not dates[0].complete:
        return ()
    rest = text
    for found in reversed(dates):
        rest = f"{rest[: found.start]} {rest[found.end :]}"
    words = re.findall(r"[^\W\d_]+", _TIME.sub(" ", rest))
    said = fold(" ".join(words))
    known = all(fold(word) in lex.clock_words or fold(word) in lex.updated for word in words)
    return dates if known or said in lex.updated | lex.published or _told(words, lex) else ()


def _told(words: list[str], lex: Lexicon) -> bool:
    """Whether what is left is ``Publié le`` or ``Mis à jour`` amid words of the clock."""
    left = fold("".join(word for word in words if fold(word) not in lex.clock_words))
    return (
        any(left == fold_ or left in fold_ for fold_ in lex.updated | lex.published)
        if len(left) > 3
        else False
    )
