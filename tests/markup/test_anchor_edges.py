"""Edges of a passage found by likeness: on whole words, and not past what the quote says."""

import pytest

from dossierpress.markup.anchor import Selector, anchor
from dossierpress.markup.anchor_edges import to_known_words, whole_words
from dossierpress.markup.fold import fold


def cut(text: str, passage: str) -> tuple[int, int]:
    """The extent of a passage that occurs once."""
    assert text.count(passage) == 1
    return text.index(passage), text.index(passage) + len(passage)


@pytest.mark.parametrize(
    ("text", "passage", "whole"),
    [
        ("we awaited about three persons.", "ted about three person", "awaited about three persons"),
        ("dans trois mille ans", "s trois mille a", "trois mille"),
        ("dans trois mille", "trois mille", "trois mille"),
        ("trois mille", "ois mil", "trois mille"),
        ("l’antiterroriste", "terrorist", "antiterroriste"),
        ("anticonstitutionnellement dit", "lement dit", "lement dit"),
        ("هذا الجسر القديم", "لجسر القد", "الجسر القديم"),
        ("他们昨天重新开放了这座桥", "昨天重新", "昨天重新"),
        ("abc", "b", "b"),
    ],
)
def test_whole_words(text: str, passage: str, whole: str) -> None:
    """Outwards to the end of the word, unless the word is long, or hardly within; never in Chinese."""
    folded = fold(text)
    start, end = whole_words(folded, *cut(folded.text, fold(passage).text))
    assert folded.text[start:end] == fold(whole).text


@pytest.mark.parametrize(
    ("quote", "passage", "widened"),
    [
        ("we expected three", "about three", "we now awaited about three"),
        ("about three", "about three", "about three"),
        ("three persons came", "three persons", "three persons then came"),
        ("nothing", "three persons", "three persons"),
        ("", "three persons", "three persons"),
        ("they three", "three persons", "three persons"),
    ],
)
def test_to_known_words(quote: str, passage: str, widened: str) -> None:
    """As far as the quote's own first and last word, if they stand within three words."""
    folded = fold("there we now awaited about three persons then came")
    start, end = to_known_words(folded, quote, *cut(folded.text, passage))
    assert folded.text[start:end] == widened


def test_a_rewritten_passage_is_marked_in_whole_words() -> None:
    """What the reader sees marked, and an editor is proposed, begins and ends with words."""
    text = 'The bridge opened again. "We awaited about three hundred persons", said the mayor.'
    found = anchor(text, Selector("We expected three hundred people"))
    assert text[found.start : found.end] == "We awaited about three hundred persons"
