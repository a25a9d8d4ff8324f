"""Slugs: readable, ASCII, stable, never empty."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.markup.slug import MAX_LENGTH, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("L'été où l'Œuvre", "l-ete-ou-l-oeuvre"),
        ("L’été", "l-ete"),
        ("États-Unis", "etats-unis"),
        (
            "Groupe de soutien international à la Syrie (ISSG)",
            "groupe-de-soutien-international-a-la-syrie-issg",
        ),
        ("Сергей Лавров", "sergey-lavrov"),
        ("سيرغي لافروف", "syrghy-lfrwf"),
        ("拉夫罗夫", "lafuluofu"),
        ("Straße", "strasse"),
        ("  --a__b..c  ", "a-b-c"),
        ("17303", "17303"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 100, "a" * 60),
        ("mot " * 20, "-".join(["mot"] * 15)),
        ("x" * 60 + " y", "x" * 60),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    """Words are kept apart, other scripts transliterated, long texts cut between words."""
    assert slugify(text) == slug


@given(st.text(max_size=200))
def test_any_text_has_a_slug(text: str) -> None:
    """A slug is one sound URL segment, and a slug's slug is itself."""
    slug = slugify(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= MAX_LENGTH
    assert slugify(slug) == slug


def test_texts_without_words_differ() -> None:
    """Texts nothing is left of have addresses of their own."""
    assert len({slugify(text) for text in ("", "!", "?", "…")}) == 4
