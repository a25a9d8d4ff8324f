"""Write `render/cldr.json`: month names and date patterns of the languages dates are spelt in, from the CLDR.

Run at development time only (`python generator/dev/cldr.py`); Babel carries the CLDR data.
"""

import json
import re
from pathlib import Path

from babel import Locale

LANGUAGES = ("fr", "en", "de", "es", "it", "pt", "nl", "ru", "uk", "ar", "fa", "pl", "tr", "cs")
TARGET = Path(__file__).parents[1] / "dossierpress" / "render" / "cldr.json"


def main() -> None:
    """Rewrite the file; the same Babel gives the same bytes."""
    TARGET.write_text(text(), encoding="utf-8")


def text() -> str:
    """The file's content."""
    data = {lang: formats(Locale.parse(lang)) for lang in LANGUAGES}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def formats(locale: Locale) -> dict[str, object]:
    """Month names beside a day and alone; the patterns of a day and a month; of days in one month or one year."""
    intervals = locale.interval_formats
    return {
        "months": [locale.months["format"]["wide"][n] for n in range(1, 13)],
        "alone": [locale.months["stand-alone"]["wide"][n] for n in range(1, 13)],
        "day": str(locale.date_formats["long"].pattern),
        "month": str(locale.datetime_skeletons["yMMMM"].pattern),
        "days": {
            "same_month": _spelt(intervals["yMMMd"]["d"]),
            "same_year": _spelt(intervals["yMMMd"]["M"]),
        },
        "range": str(intervals[None]),
    }


def _spelt(parts: list[str]) -> list[str]:
    """An interval's two patterns with the month in full; a numeric month becomes one, too."""
    full = [re.sub(r"(?<![ML])M{1,3}(?!M)", "MMMM", part) for part in parts]
    return [re.sub(r"(MMMM)\.", r"\1", part) for part in full]


if __name__ == "__main__":
    main()
