"""French spacing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.markup.markdown import render
from dossierpress.model.source import SourcePath
from dossierpress.render.typography import spaced, typo

N, F = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("plain", "set_"),
    [
        ("Quoi ? Non ! Oui ; voici :", f"Quoi{N}? Non{N}! Oui{N}; voici{N}:"),
        ("« Non », dit-il.", f"«{N}Non{N}», dit-il."),
        (f"«{F}Non{F}»", f"«{N}Non{N}»"),
        ("« Quoi ?! »", f"«{N}Quoi{N}?!{N}»"),
        ("1 240 000 euros", f"1{N}240{N}000 euros"),
        ("12 %", f"12{N}%"),
        ("1 240 millions d’euros", f"1{N}240{F}millions d’euros"),
        ("10 km, 3 h, 5 €", f"10{F}km, 3{F}h, 5{F}€"),
        ("M. Lavrov, MM. Lavrov et Kerry", f"M.{F}Lavrov, MM.{F}Lavrov et Kerry"),
        ("n° 3, p. 12", f"n°{F}3, p.{F}12"),
        ("(voir p. 3 ?)", f"(voir p.{F}3{N}?)"),
        ("Sans espace: rien.", "Sans espace: rien."),
        ("à 10 heures", "à 10 heures"),
        ("12 34", "12 34"),
        ("Super :-)", "Super :-)"),
        ("https://example.org/a?b", "https://example.org/a?b"),
        ("14:05", "14:05"),
        ("", ""),
    ],
)
def test_spaces(plain: str, set_: str) -> None:
    """Narrow before tall signs and within guillemets and numbers, firm before units and after titles."""
    assert typo(plain, "fr") == set_
    assert typo(set_, "fr") == set_


@pytest.mark.parametrize("lang", ["en", "de", "ar", "frr"])
def test_other_languages_are_left_alone(lang: str) -> None:
    """Only French has French spacing."""
    assert typo("Quoi ? « Non »", lang) == "Quoi ? « Non »"


def test_varieties_of_french() -> None:
    """Regions and scripts do not matter."""
    assert typo("Quoi ?", "fr-CH") == typo("Quoi ?", "FR") == f"Quoi{N}?"


@given(st.text("a1 \u00a0\u202f«»?!:;%.Mpn°)", max_size=40))
def test_words_and_offsets_stay(text: str) -> None:
    """Whatever is set keeps its length and every sign but spaces; setting it twice changes nothing."""
    done = typo(text, "fr")
    assert len(done) == len(text)
    assert [c for c in done if not c.isspace()] == [c for c in text if not c.isspace()]
    assert [i for i, c in enumerate(done) if c.isspace()] == [i for i, c in enumerate(text) if c.isspace()]
    assert typo(done, "fr") == done


def test_a_body() -> None:
    """Every text of it but code; markup, attributes and offsets stay as they are."""
    body, _ = render(
        'Quoi ? `a ? b` **« Non »** [ici !](https://example.org/a "titre ? oui")\n\n```\nx ? y\n```\n',
        path=SourcePath("content/x.md"),
    )
    html = spaced(body, "fr")
    assert len(html) == len(body.html)
    assert f"Quoi{N}? <code>a ? b</code> <strong>«{N}Non{N}»</strong>" in html
    assert 'title="titre ? oui"' in html
    assert f">ici{N}!</a>" in html
    assert "x ? y" in html
    assert all(html[run.html] == body.html[run.html] or html[run.html].isspace() for run in body.runs)
    assert spaced(body, "en") == body.html
