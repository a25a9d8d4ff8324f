"""Excerpts: the sentence around a passage, and summaries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.markup.markdown import render
from dossierpress.markup.text import LONGEST, sentence_around, shorten, summary
from tests.markup.specs import PATH

LAVROV = (
    "Il l'a dit à M. Kerry et à S. Lavrov (cf. p. 3). Les « négociations » ont repris… Puis rien ! « Fin. »\n"
    "Un autre bloc, à 15 h 30."
)


def around(text: str, passage: str) -> str:
    """The sentence around the first place of some words."""
    start = text.index(passage)
    return sentence_around(text, start, start + len(passage))


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        ("Lavrov", "Il l'a dit à M. Kerry et à S. Lavrov (cf. p. 3)."),
        ("Il", "Il l'a dit à M. Kerry et à S. Lavrov (cf. p. 3)."),
        ("négociations", "Les « négociations » ont repris…"),
        ("rien", "Puis rien !"),
        ("Fin", "« Fin. »"),
        ("autre", "Un autre bloc, à 15 h 30."),
        ("repris… Puis", "Les « négociations » ont repris… Puis rien !"),
    ],
)
def test_french_sentences(passage: str, sentence: str) -> None:
    """Abbreviations end no sentence, quotation marks go with theirs, blocks are never crossed."""
    assert around(LAVROV, passage) == sentence


@pytest.mark.parametrize(
    ("text", "passage", "sentence"),
    [
        (
            "Mr. Kerry met Dr. Lee at 3.30 p.m. today. They spoke.",
            "Lee",
            "Mr. Kerry met Dr. Lee at 3.30 p.m. today.",
        ),
        ('He said: "No." She left. End', "left", "She left."),
        ("Да. Лавров встретил Керри. Нет.", "Керри", "Лавров встретил Керри."),
        ("他说。他们见面了。再见。", "见面", "他们见面了。"),
        ("هل تم؟ نعم تم ذلك. شكرا", "نعم", "نعم تم ذلك."),
        ("sans point", "point", "sans point"),
    ],
)
def test_other_languages(text: str, passage: str, sentence: str) -> None:
    """Sentences are found in English, Russian, Chinese and Arabic."""
    assert around(text, passage) == sentence


def test_long_sentences_are_cut_between_words() -> None:
    """Around the passage, with an ellipsis at each cut end."""
    text = "mot " * 200 + "la cible " + "mot " * 200
    cut = around(text, "cible")
    assert len(cut) <= LONGEST
    assert cut.startswith("…mot ")
    assert cut.endswith(" mot…")
    assert "la cible" in cut


@given(
    text=st.text(alphabet="ab. \n!»é,", max_size=900),
    ends=st.tuples(st.integers(0, 900), st.integers(0, 900)),
)
def test_any_passage(text: str, ends: tuple[int, int]) -> None:
    """Whatever the passage, the sentence is one line of bounded length made of the text's words."""
    start, end = sorted(min(offset, len(text)) for offset in ends)
    sentence = sentence_around(text, start, end)
    assert len(sentence) <= LONGEST
    assert "\n" not in sentence
    assert sentence.strip("…") in " ".join(text.split())


def test_summary_takes_paragraphs() -> None:
    """Headings, code and footnotes are not what a text is about."""
    body, _ = render("# Titre\n\nUn *deux*[^1].\n\n    code\n\nTrois\nquatre.\n\n[^1]: note", path=PATH)
    assert summary(body, 100) == "Un deux. Trois quatre."
    assert summary(body, 10) == "Un deux…"


def test_summary_of_a_text_without_paragraphs() -> None:
    """What there is, is taken; nothing gives nothing."""
    assert summary(render("# Titre", path=PATH)[0], 100) == "Titre"
    assert summary(render("", path=PATH)[0], 100) == ""


@given(
    words=st.lists(st.text(alphabet="abé", min_size=1, max_size=12), max_size=30), length=st.integers(1, 80)
)
def test_summaries_fit(words: list[str], length: int) -> None:
    """A summary is never longer than asked for, and whole when it fits."""
    text = " ".join(words)
    short = summary(render(text, path=PATH)[0], length)
    assert len(short) <= length
    assert short == text or len(text) > length
    assert shorten(text, length) == short


def test_a_single_long_word_is_cut() -> None:
    """When there is no space to cut at."""
    assert shorten("anticonstitutionnellement", 5) == "anti…"
