"""Names that are the same to a reader are the same when folded, and different ones are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.markup.foldtext import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("États-Unis", "etats unis".replace(" ", "-")),
        ("Sergueï Lavrov", "SERGUEI  LAVROV "),
        ("L’été", "l'ete"),
        ("« Nuit et brouillard »", '"Nuit et brouillard"'),
        ("Lavrov–Kerry : bientôt un dialogue ?", "Lavrov-Kerry: bientôt un dialogue?"),
        ("Œuvre d’Æthelred", "oeuvre d'aethelred"),
        ("Wałęsa, Łódź, Ørsted", "walesa, lodz, orsted"),
        ("cafe\u0301", "café"),
        ("Straße", "STRASSE"),
        ("ﬁn du\u00a0mois", "fin du mois"),
        ("co\u00adopération\u200b", "cooperation"),
        ("Лавров", "ЛАВРОВ"),
        ("محمّد", "محمد"),
        ("①②", "12"),
        ("Σίσυφος", "σισυφοσ"),
    ],
)
def test_same(one: str, other: str) -> None:
    """Case, accents, quotes, dashes, spaces, ligatures and invisible characters make no difference."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lavrov", "Lavrova"), ("が", "か"), ("हिन्दी", "हन्द"), ("a b", "ab"), ("C++", "C"), ("17303", "17304")],
)
def test_different(one: str, other: str) -> None:
    """Letters, and the vowel signs and marks that make letters in other scripts, do."""
    assert fold(one) != fold(other)


@given(text=st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """What is folded is folded, on one line, without spaces at its ends."""
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())
