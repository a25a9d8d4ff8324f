"""Dates: our reading against the specification's examples, and against the reference implementation."""

import pickle
import re
import warnings
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from dossierpress.model.edtf import Edtf, Precision

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the oracle's parser generator warns about its grammar
    import edtf

SPEC = (Path(__file__).parents[1] / "specs" / "edtf.md").read_text(encoding="utf-8")
ACCEPTED, REFUSED = (part for part in SPEC.split("# Not dates"))


def _rows(text: str) -> list[list[str]]:
    """The cells of a table's rows; the first is in backquotes."""
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| `")]
    return [[row[0].strip(" ")[1:-1], *(cell.strip() for cell in row[1:])] for row in rows]


@pytest.mark.parametrize(("text", "first", "last", "precision", "marks"), _rows(ACCEPTED))
def test_dates_mean_days(text: str, first: str, last: str, precision: str, marks: str) -> None:
    """A date has its first and last day, its precision and its marks."""
    read = Edtf.parse(text)
    assert (str(read.earliest or "…"), str(read.latest or "…")) == (first, last)
    assert read.precision == precision
    assert "~" * read.approximate + "?" * read.uncertain == marks
    assert str(read) == text.strip()


@pytest.mark.parametrize(("text", "told"), _rows(REFUSED))
def test_mistakes_are_explained(text: str, told: str) -> None:
    """What is not a date is refused with a sentence about the mistake."""
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        Edtf.parse(text)


@pytest.mark.parametrize("length", [81, 5000, 200_000])
def test_endless_digits_are_refused_at_once(length: int) -> None:
    """Python refuses to convert thousands of digits with an error of its own; ours comes first."""
    with pytest.raises(ValueError, match="too long for a date"):
        Edtf.parse("9" * length)


def test_both_ends_of_an_interval() -> None:
    """Each end has its own precision and marks, so that either can be written out on its own."""
    ends = Edtf.parse("2004-06~/2006").interval
    assert ends is not None
    assert [(end.text, end.precision, end.approximate) for end in ends] == [
        ("2004-06~", Precision.MONTH, True),
        ("2006", Precision.YEAR, False),
    ]
    open_and_unknown = [Edtf.parse("2013/..").interval, Edtf.parse("/2013").interval]
    assert [pair and (pair[0].precision, pair[1].precision) for pair in open_and_unknown] == [
        (Precision.YEAR, Precision.OPEN),
        (Precision.UNKNOWN, Precision.YEAR),
    ]
    assert Edtf.parse("2013").interval is None


def test_the_time_is_kept() -> None:
    """A date-time keeps its moment, with its offset or none."""
    assert Edtf.parse("2015-12-14T10:00:00Z").moment == datetime(2015, 12, 14, 10, tzinfo=UTC)
    local = Edtf.parse("2015-12-14T10:00").moment
    assert local is not None
    assert local.tzinfo is None
    assert Edtf.parse("2015-12-14").moment is None


def test_the_year_of_a_date() -> None:
    """A timeline groups by the year a date begins in, or ends in when its start is open."""
    assert [Edtf.parse(text).year for text in ("2015-12", "2013/2017", "../2017", "201X")] == [
        2015,
        2013,
        2017,
        2010,
    ]


def test_order() -> None:
    """Open starts come first, then the earlier day, then the narrower date."""
    texts = ["2016", "2015-12-14", "2015", "2015-01-01", "../2014", "2015-12-14/..", "2015-12"]
    assert [d.text for d in sorted(map(Edtf.parse, texts), key=lambda d: d.sort_key)] == [
        "../2014", "2015-01-01", "2015", "2015-12", "2015-12-14", "2015-12-14/..", "2016",
    ]  # fmt: skip


years = st.integers(1, 9999).map("{:04}".format)
days = st.dates().map(date.isoformat)
months = st.dates().map(lambda day: day.isoformat()[:7])
seasons = st.builds("{}-{}".format, years, st.integers(21, 24))
blurred = st.one_of(
    st.integers(1, 999).map("{:03}X".format),
    st.integers(1, 99).map("{:02}XX".format),
    months.map("{}-XX".format),
    years.map("{}-XX".format),
)
marked = st.builds("{}{}".format, st.one_of(days, months, years), st.sampled_from(["", "~", "?", "%"]))
single = st.one_of(marked, seasons, blurred)


def _oracle(text: str) -> tuple[date, date]:
    parsed: Any = edtf.parse_edtf(text)
    first, last = parsed.lower_strict(), parsed.upper_strict()
    return date(*tuple(first)[:3]), date(*tuple(last)[:3])


@settings(max_examples=40)
@given(single)
def test_single_dates_as_the_oracle_reads_them(text: str) -> None:
    """Days, months, years, seasons and blurred dates span the same days as in the reference."""
    read = Edtf.parse(text)
    assert (read.earliest, read.latest) == _oracle(text)


@settings(max_examples=25)
@given(marked, marked)
def test_intervals_as_the_oracle_reads_them(one: str, other: str) -> None:
    """Closed intervals in order span the same days (the reference fails on open ends)."""
    start, end = sorted((one, other), key=lambda text: Edtf.parse(text).sort_key)
    read = Edtf.parse(f"{start}/{end}")
    assert (read.earliest, read.latest) == (_oracle(start)[0], _oracle(end)[1])


@given(st.text(st.sampled_from("0123456789-/.~?%XTZ:+ Y"), max_size=24))
def test_any_text_is_read_or_explained(text: str) -> None:
    """Parsing gives a date whose days are in order, or a short sentence: nothing else is raised."""
    try:
        read = Edtf.parse(text)
    except ValueError as error:
        told = str(error)
    else:
        told = "a date, as it says"
        assert read.earliest is None or read.latest is None or read.earliest <= read.latest
        assert Edtf.parse(read.text) == read
    assert 10 < len(told) < 100


@given(single)
def test_dates_travel(text: str) -> None:
    """A date can be sent to another process and back."""
    read = Edtf.parse(text)
    assert pickle.loads(pickle.dumps(read)) == read


def test_pydantic_reads_texts_and_years() -> None:
    """As a field's type it takes a text or a year and writes a text; anything else is refused."""
    adapter = TypeAdapter(Edtf)
    assert adapter.validate_python("2015-12~") == Edtf.parse("2015-12~")
    assert adapter.validate_python(2015) == Edtf.parse("2015")
    assert adapter.dump_python(Edtf.parse("2015-12"), mode="json") == "2015-12"
    assert adapter.json_schema()["type"] == "string"
    for wrong in (True, 1.5, None, ["2015"], date(2015, 1, 1)):
        with pytest.raises(ValidationError, match="year-month-day"):
            adapter.validate_python(wrong)
