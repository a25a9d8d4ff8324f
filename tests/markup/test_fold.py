"""Folding."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dossierpress.markup.fold import fold

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
#: Where folding has most to do.
TRICKY = st.text(
    "aeéL ’'«»\"–-…\u00a0\u202f\n\u00ad\u200b\u0301\u0327ﬁ:;!?ـ한\u1112\u1161\u11ab", max_size=30
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("« L’été » : oui !", '"L\'été": oui!'),
        ("“so” ‘it’ „is“ ‹now›", "\"so\" 'it' \"is\" 'now'"),
        ("a – b — c ‑ d − e", "a - b - c - d - e"),
        ("dix\u00a0mille\u202feuros\u2009net", "dix mille euros net"),
        ("  one \t\r\n\n two  ", "one two"),
        ("sou\u00adlig\u200bné\u2060", "souligné"),
        ("e\u0301 e\u200b\u0301", "é é"),
        ("ﬁn ﬂeur…", "fin fleur..."),
        ("»Wort« und «mot»", '"Wort" und "mot"'),
        ("السّـــلام", "السّلام"),
        ("\u1112\u1161\u11ab", "한"),
        ("Ｈｅｉｚｕｎｇ！", "Heizung!"),
        ("Œuvre, ça ÉTÉ", "Œuvre, ça ÉTÉ"),
        ("", ""),
        ("\u200b \u00ad", ""),
    ],
)
def test_folds_typesetting_only(text: str, folded: str) -> None:
    """What two typesettings of the same words differ in is gone, and nothing else."""
    assert fold(text).text == folded


def test_loose_has_no_case_and_accents() -> None:
    """The loose text keeps base letters, one for each character of the folded text."""
    folded = fold("L’Été, ça, Ёлка, İ, 한")
    assert folded.loose == "l'ete, ca, елка, i, 한"


@given(TEXTS | TRICKY)
@example("a \u0301")
@example("…\u0301")
@example("\ufc5e")
@example("\ufdfa")
def test_map_is_monotone_and_leads_back(text: str) -> None:
    """Each folded character stands for a piece of the source that contains it, in order."""
    folded = fold(text)
    assert len(folded.text) == len(folded.loose) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)
    for index, char in enumerate(folded.text):
        low, high = folded.span(index, index + 1)
        assert 0 <= low < high <= len(text)
        assert char == " " or char in fold(text[low:high]).text


@given(TEXTS | TRICKY)
def test_span_and_within_are_inverse(text: str) -> None:
    """The source extent of any one folded character leads back to it, and to no more than its cluster."""
    folded = fold(text)
    for index, char in enumerate(folded.text):
        first, last = folded.within(*folded.span(index, index + 1))
        assert char == " " or first <= index < last
        assert folded.span(first, last) == folded.span(index, index + 1) if first < last else char == " "


@given(st.text("aéèñçйأか  .’\u0327\u0323", max_size=30))
def test_normal_forms_fold_alike(text: str) -> None:
    """Composed and decomposed text are the same words."""
    forms = {fold(unicodedata.normalize(form, text)).text for form in ("NFC", "NFD")}
    assert len(forms) == 1


@given(TEXTS | TRICKY)
def test_no_spaces_to_stumble_over(text: str) -> None:
    """Folded text has no space at its edges and never two in a row (ligatures of whole phrases aside)."""
    folded = fold("".join(char for char in text if not 0xFB50 <= ord(char) <= 0xFDFF)).text
    assert folded == folded.strip(" ")
    assert "  " not in folded


def test_a_tower_of_accents_is_folded_in_pieces() -> None:
    """A hundred thousand marks on one letter fold without taking quadratic time, and keep their places."""
    folded = fold("a" + "\u0316\u0301" * 50_000)
    assert folded.starts[-1] > 99_900
