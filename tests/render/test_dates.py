"""Dates in words: every kind of date, in languages with phrases of their own and without."""

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.model.edtf import Edtf
from dossierpress.render.dates import language, machine, words

FRENCH = [
    ("2015-12-14", "14 décembre 2015"),
    ("2015-12-01", "1er décembre 2015"),
    ("2015-12-14~", "vers le 14 décembre 2015"),
    ("2015-12?", "décembre 2015 (date incertaine)"),
    ("2015%", "vers 2015 (date incertaine)"),
    ("2015-12", "décembre 2015"),
    ("2015", "2015"),
    ("0800", "800"),
    ("2015-21", "printemps 2015"),
    ("2015-24~", "vers l’hiver 2015"),
    ("201X", "années 2010"),
    ("201X~", "vers les années 2010"),
    ("20XX", "entre 2000 et 2099"),
    ("2015-12-14T21:05:00Z", "14 décembre 2015 à 21 h 05"),
    ("2015-12-14/2015-12-16", "du 14 au 16 décembre 2015"),
    ("2015-12-01/2015-12-16", "du 1er au 16 décembre 2015"),
    ("2015-11-30/2015-12-12", "du 30 novembre au 12 décembre 2015"),
    ("2015-12-31/2016-01-02", "du 31 décembre 2015 au 2 janvier 2016"),
    ("2015-04/2015-10", "d’avril 2015 à octobre 2015"),
    ("2015/2016", "de 2015 à 2016"),
    ("2015-12-14/..", "depuis le 14 décembre 2015"),
    ("2015-22/..", "depuis l’été 2015"),
    ("201X/..", "depuis les années 2010"),
    ("2015/", "depuis 2015 (fin inconnue)"),
    ("../2015-12-14", "jusqu’au 14 décembre 2015"),
    ("../2015-12", "jusqu’en décembre 2015"),
    ("../2015-23", "jusqu’à l’automne 2015"),
    ("../2015-21", "jusqu’au printemps 2015"),
    ("../201X", "jusqu’aux années 2010"),
    ("/2015", "jusqu’en 2015 (début inconnu)"),
]
OTHERS = [
    ("en", "2015-12-14", "December 14, 2015"),
    ("en", "2015-12-14/2015-12-16", "December 14 – 16, 2015"),
    ("en", "../2015-12", "until December 2015"),
    ("en", "201X", "2010s"),
    ("en-GB", "2015-22~", "around summer 2015"),
    ("de", "2015-12-14~", "um den 14. Dezember 2015"),
    ("de", "2015-11-30/2015-12-12", "30. November – 12. Dezember 2015"),
    ("es", "2015-12-14/..", "desde el 14 de diciembre de 2015"),
    ("it", "2015-22", "estate 2015"),
    ("pt", "2015-12?", "dezembro de 2015 (data incerta)"),
    ("nl", "/2015", "tot 2015 (begin onbekend)"),
    ("ru", "2015-12-14", "14 декабря 2015 г."),
    ("ru", "2015-12", "декабрь 2015 г."),
    ("ar", "2015-12-14", "14 ديسمبر 2015"),
    ("xx", "2015-12-14", "December 14, 2015"),
]


def _plain(text: str) -> str:
    """The text with ordinary spaces."""
    return re.sub(r"[\u00a0\u2009\u202f]", " ", text)


@pytest.mark.parametrize(("text", "said"), FRENCH)
def test_in_french(text: str, said: str) -> None:
    """As one would say it: articles, contractions, ``1er``, nothing twice."""
    assert _plain(words(Edtf.parse(text), "fr")) == said


@pytest.mark.parametrize(("lang", "text", "said"), OTHERS)
def test_in_other_languages(lang: str, text: str, said: str) -> None:
    """With the language's own phrases and cases; English for one we do not know."""
    assert _plain(words(Edtf.parse(text), lang)) == said


def test_signs_where_there_are_no_words() -> None:
    """A language whose months we know but not its phrases gets signs, not English."""
    said = [_plain(words(Edtf.parse(t), "uk")) for t in ("2015-12/..", "../2015", "20XX", "2015/")]
    assert said == ["грудень 2015 р. –", "– 2015", "2000–2099", "2015 – ?"]


@pytest.mark.parametrize(
    ("wishes", "found"),
    [(("fr",), "fr"), (("fr-CH",), "fr"), (("xx", "de"), "de"), (("xx",), "en"), ((), "en")],
)
def test_the_first_language_that_is_known(wishes: tuple[str, ...], found: str) -> None:
    """The page's, else the interface's, else English."""
    assert language(*wishes) == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2015-12-14", "2015-12-14"), ("2015-12-14~", "2015-12-14"), ("2015-12", "2015-12"), ("2015", "2015"),
        ("0800", "0800"), ("2015-22", ""), ("201X", ""), ("2015/2016", ""), ("../2015", ""), ("2015/..", ""),
        ("2015-12-14T21:05:00+01:00", "2015-12-14T21:05:00+01:00"),
    ],
)  # fmt: skip
def test_for_machines(text: str, value: str) -> None:
    """As fine as the date is; nothing where ``<time datetime>`` has no form for it."""
    assert machine(Edtf.parse(text)) == value


DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
SINGLE = st.one_of(
    DAYS,
    DAYS.map(lambda day: day[:7]),
    DAYS.map(lambda day: day[:4]),
    DAYS.map(lambda day: f"{day[:3]}X"),
    st.sampled_from(["2015-21", "2015-22", "2015-23", "2015-24"]),
    st.datetimes(datetime(1, 1, 1))
    .map(lambda moment: f"{moment:%H:%M}")
    .map(lambda clock: f"2015-12-14T{clock}:00Z"),
)
ANY = st.one_of(
    SINGLE,
    st.tuples(SINGLE, st.sampled_from("~?%")).map("".join).filter(lambda text: "T" not in text),
    st.tuples(SINGLE, st.sampled_from(["/..", "/"])).map("".join),
    SINGLE.map(lambda text: f"../{text}"),
    st.tuples(DAYS, DAYS).map(sorted).map("/".join),
)


@given(
    ANY,
    st.sampled_from(
        ["fr", "en", "de", "es", "it", "pt", "nl", "ru", "uk", "ar", "fa", "pl", "tr", "cs", "zh", "ja", "he"]
    ),
)
def test_any_date_in_any_language(text: str, lang: str) -> None:
    """Every date can be said; no placeholder, pattern or second space is left."""
    try:
        day = Edtf.parse(text)
    except ValueError:
        return  # some of these have no such form; `model.test_edtf` says which
    said = words(day, lang)
    assert said.strip() == said
    assert not re.search(r"[{}']|\s\s|yyyy|MMM", said)
    year = day.earliest or day.latest
    assert year is None or str(year.year)[:-1] in said
