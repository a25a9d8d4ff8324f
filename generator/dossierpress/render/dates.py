"""Dates in words, and dates for machines.

Month names and patterns are the CLDR's (`cldr.json`, written by ``generator/dev/cldr.py``); the words for what is
approximate, uncertain or open are ours (`phrases.json`). A language without words of its own gets signs.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from dossierpress.model.edtf import Edtf, Precision
from dossierpress.render.languages import primary

FALLBACK = "en"
_TOKEN = re.compile(r"'([^']*)'|(d+|M+|L+|y+|H+|m+)")
#: What a language says that has no phrase of its own for it.
_SIGNS: Mapping[str, Any] = {
    "around": ["≈ {}", "≈ {}", "≈ {}"], "uncertain": "{} (?)", "since": ["{} –", "{} –", "{} –"],
    "until": ["– {}", "– {}", "– {}"], "begun": "? {}", "ended": "{} ?", "decade": "{}–", "between": "{}–{}",
    "at": "{}, {}", "clock": "HH:mm", "season": "{} {}", "seasons": ["I", "II", "III", "IV"],
}  # fmt: skip
_FRENCH = (
    (r"\bde (?=[aeéioôuy])", "d’"), (r"\bau (?=été|automne|hiver)", "à l’"), (r"\ble (?=été|automne|hiver)", "l’"),
    (r"\bau (?=années)", "aux "), (r"\ble (?=années)", "les "),
)  # fmt: skip
#: How much of ``2015-12-14`` a date of this precision says.
_MACHINE = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


@lru_cache(maxsize=256)
def language(*wishes: str) -> str:
    """The first wished language dates can be spelt in, else English."""
    return next((lang for lang in map(primary, wishes) if lang in _cldr()), FALLBACK)


def machine(day: Edtf) -> str:
    """The value of a ``datetime`` attribute, or nothing where HTML has none (seasons, decades, intervals)."""
    if day.moment:
        return day.moment.isoformat()
    return day.earliest.isoformat()[: _MACHINE.get(day.precision, 0)] if day.earliest else ""


@lru_cache(maxsize=1 << 12)
def words(day: Edtf, lang: str) -> str:
    """The date as one would say it in ``lang``: ``vers décembre 2015``, ``du 14 au 16 décembre 2015``."""
    lang = language(lang)
    if ends := day.interval:
        return _interval(*ends, lang)
    return _marked(day, _plain(day, lang), lang)


def _marked(day: Edtf, text: str, lang: str) -> str:
    if day.approximate:
        text = _contracted(_case(day, "around", lang).format(text), lang)
    return _phrase(lang, "uncertain").format(text) if day.uncertain else text


def _plain(day: Edtf, lang: str) -> str:  # noqa: PLR0911  (one precision a line)
    """The date without its marks."""
    first = day.earliest
    if first is None:
        return "…"
    formats = _cldr()[lang]
    match day.precision:
        case Precision.MOMENT if day.moment:
            clock = _TOKEN.sub(lambda m: m[1] or f"{_field(m[2], day):0{len(m[2])}}", _phrase(lang, "clock"))
            return str(_phrase(lang, "at")).format(_pattern(formats["day"], first, lang), clock)
        case Precision.DAY | Precision.MOMENT:
            return _pattern(formats["day"], first, lang)
        case Precision.MONTH:
            return _pattern(formats["month"], first, lang, alone=True)
        case Precision.SEASON:
            season = _phrase(lang, "seasons")[min(first.month // 3, 4) - 1]
            return str(_phrase(lang, "season")).format(season, first.year)
        case Precision.DECADE:
            return str(_phrase(lang, "decade")).format(first.year)
        case Precision.CENTURY | Precision.MILLENNIUM:
            return str(_phrase(lang, "between")).format(first.year, day.latest.year if day.latest else "…")
    return str(first.year)


def _field(token: str, day: Edtf) -> int:
    assert day.moment
    return day.moment.hour if token[0] == "H" else day.moment.minute


def _interval(start: Edtf, end: Edtf, lang: str) -> str:
    if start.earliest is None:
        text = _contracted(_case(end, "until", lang).format(words(end, lang)), lang)
        return str(_phrase(lang, "begun")).format(text) if start.precision is Precision.UNKNOWN else text
    if end.earliest is None:
        text = _contracted(_case(start, "since", lang).format(words(start, lang)), lang)
        return str(_phrase(lang, "ended")).format(text) if end.precision is Precision.UNKNOWN else text
    return _between(start, end, lang)


def _between(start: Edtf, end: Edtf, lang: str) -> str:
    """Both ends, without saying twice the month or year they share."""
    plain = not (start.approximate or start.uncertain or end.approximate or end.uncertain)
    fine = {start.precision, end.precision}
    first, last = words(start, lang), words(end, lang)
    if plain and fine == {Precision.DAY} and start.earliest and end.earliest:
        first, last = _days(start.earliest, end.earliest, lang)
        return _join(first, last, lang, "days")
    if plain and fine <= {Precision.MONTH, Precision.YEAR}:
        return _join(first, last, lang, "months")
    return str(_cldr()[lang]["range"]).format(first, last)


def _days(start: date, end: date, lang: str) -> tuple[str, str]:
    formats = _cldr()[lang]
    if start.year != end.year:
        return _pattern(formats["day"], start, lang), _pattern(formats["day"], end, lang)
    first, last = formats["days"]["same_month" if start.month == end.month else "same_year"]
    return _pattern(first, start, lang), _pattern(last, end, lang)


def _join(first: str, last: str, lang: str, phrase: str) -> str:
    """With the language's own phrase; else with the CLDR's sign, which its patterns of days may end in already."""
    own = _phrases()[lang].get(phrase)
    if own:
        text = str(own).format(first.rstrip(" –\u2009"), last)
        return _contracted(text, lang)
    if re.search(r"[–تا][\s\u2009]*$", first):
        return first + last
    return str(_cldr()[lang]["range"]).format(first, last)


def _case(day: Edtf, phrase: str, lang: str) -> str:
    """The form of a phrase for a day, a month or year, a season."""
    index = {Precision.DAY: 0, Precision.MOMENT: 0, Precision.SEASON: 2, Precision.DECADE: 2}.get(
        day.precision, 1
    )
    return str(_phrase(lang, phrase)[index])


def _contracted(text: str, lang: str) -> str:
    """French contracts: ``d’avril``, ``depuis l’été``, ``jusqu’aux années 2010``."""
    for pattern, short in _FRENCH if lang == "fr" else ():
        text = re.sub(pattern, short, text)
    return text


def _pattern(pattern: str, day: date, lang: str, *, alone: bool = False) -> str:
    """A CLDR date pattern filled in; French says ``1er``."""
    formats = _cldr()[lang]

    def part(match: re.Match[str]) -> str:
        token = match[2]
        if token is None:
            return match[1]
        if token[0] == "d":
            return "1er" if lang == "fr" and day.day == 1 else f"{day.day:0{len(token)}}"
        if token[0] == "y":
            return str(day.year)
        names = formats["alone"] if alone or token[0] == "L" else formats["months"]
        return str(names[day.month - 1])

    return _TOKEN.sub(part, pattern)


def _phrase(lang: str, key: str) -> Any:
    return _phrases()[lang].get(key, _SIGNS[key])


@cache
def _cldr() -> dict[str, Any]:
    return _data("cldr.json")


@cache
def _phrases() -> dict[str, Any]:
    return _data("phrases.json")


def _data(name: str) -> dict[str, Any]:
    data = json.loads(files("dossierpress.render").joinpath(name).read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data
