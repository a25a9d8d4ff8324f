"""Aiming: the one passage, or what keeps it from being found."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dossierpress.markup.anchor import Selector, anchor
from dossierpress.markup.fold import fold
from dossierpress.markup.markdown import render
from dossierpress.model.anchor import AnchorState
from dossierpress.model.body import Body
from dossierpress.model.source import SourcePath
from dossierpress.notes.aim import Aimed, Ambiguous, Missing, Unusable, aim, aim_at

ARTICLE = """# Le pont

Le pont a rouvert lundi. On attendait « trois mille personnes » dès le matin, selon la mairie.

Le coût du pont n’a pas été **rendu public**. La mairie n'a pas répondu.

* le pont a rouvert
* le péage reste
"""


def body(text: str = ARTICLE) -> Body:
    """A rendered article."""
    return render(text, path=SourcePath("content/articles/x.md"))[0]


@pytest.mark.parametrize(
    ("quote", "words", "paragraph"),
    [
        ("trois mille personnes", "trois mille personnes", 2),
        ('"trois mille personnes"', "« trois mille personnes »", 2),
        ("pas été rendu public. La", "pas été rendu public. La", 3),
        ("Cout du Pont n'a", "coût du pont n’a", 3),
        ("  a rouvert\n lundi ", "a rouvert lundi", 2),
        ("le péage", "le péage", 4),
    ],
)
def test_the_passage_is_found(quote: str, words: str, paragraph: int) -> None:
    """Across markup and typesetting; without case and accents only where nothing has them."""
    aimed = aim(body(), Selector(quote))
    assert isinstance(aimed, Aimed)
    assert (aimed.passage.words, aimed.passage.paragraph) == (words, paragraph)
    assert " ".join(aimed.selector.exact.split()) == words


def test_candidates_are_in_the_order_of_the_text() -> None:
    """Words that stand twice are ambiguous; a number, a prefix or a suffix tells which is meant."""
    found = aim(body(), Selector("a rouvert"))
    assert isinstance(found, Ambiguous)
    assert [(p.paragraph, p.before, p.after) for p in found.passages] == [
        (2, "Le pont Le pont ", " lundi. On attendait « trois mille…"),
        (4, "…La mairie n'a pas répondu. le pont ", " le péage reste"),
    ]
    second = found.passages[1]
    for aimed in (
        aim(body(), Selector("a rouvert"), occurrence=2),
        aim(body(), Selector("a rouvert", suffix="le péage")),
        aim(body(), Selector("a rouvert", prefix="répondu. le pont")),
    ):
        assert isinstance(aimed, Aimed)
        assert aimed.passage == second
    assert aim(body(), Selector("a rouvert"), occurrence=3) == found


def test_case_tells_apart() -> None:
    """Where the words stand as quoted, other spellings are no candidates."""
    aimed = aim(body(), Selector("Le pont a"))
    assert isinstance(aimed, Aimed)
    assert aimed.passage.paragraph == 2


def test_missing_words_have_neighbours() -> None:
    """What is not there is answered by what is most like it, and nothing by nothing."""
    found = aim(body(), Selector("trois milles persones"))
    assert isinstance(found, Missing)
    assert "mille personnes" in found.nearest[0].words
    assert aim(body(), Selector("xyzzy quux")) == Missing(())
    assert isinstance(aim(body(), Selector("a rouvert", prefix="jamais écrit nulle part")), Missing)
    assert aim(body(""), Selector("pont")) == Missing(())


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("", "the quote is empty"),
        (" \n\u00a0", "the quote is empty"),
        ("…", "the quote holds no word, only punctuation"),
        ("« ! » —", "the quote holds no word, only punctuation"),
        ("\u200b\u00ad", "the quote holds no word, only punctuation"),
        ("pont\x07", "the quote holds the control character U+0007"),
        ("a" * 5000, "the quote has 5000 characters, more than 4000"),
    ],
)
def test_unusable_quotes(quote: str, reason: str) -> None:
    """A quote no passage can be found by is refused with a reason."""
    assert aim(body(), Selector(quote)) == Unusable(reason)


def test_offsets() -> None:
    """A selection loses the spaces at its edges; an empty one, or one of punctuation, is refused."""
    text = body().text
    start = text.index("trois")
    aimed = aim_at(body(), start - 1, start + 6)
    assert isinstance(aimed, Aimed)
    assert aimed.passage.words == "trois"
    for low, high in [(0, 0), (5, 2), (-1, 3), (0, len(text) + 1), (text.index("»"), text.index("»") + 1)]:
        assert isinstance(aim_at(body(), low, high), Unusable)


def test_bare_selectors() -> None:
    """Without context a unique passage has no neighbours, one that repeats as many as it takes."""
    unique = aim(body(), Selector("trois mille"), context=0)
    twice = aim(body(), Selector("a rouvert"), occurrence=1, context=0)
    assert isinstance(unique, Aimed)
    assert isinstance(twice, Aimed)
    assert unique.selector == Selector("trois mille")
    assert twice.selector.prefix or twice.selector.suffix


WORDS = st.lists(
    st.sampled_from(["le", "pont", "«été»", "l’an", "Le", "1887", "мост,", "وقال", "**fin**", "\n\n"]),
    min_size=1,
)


@given(WORDS, st.data(), st.sampled_from([0, 32]))
def test_a_selection_is_placed_exactly(words: list[str], data: st.DataObject, context: int) -> None:
    """Whatever is selected: the selector that comes out of it leads back to it, and so does quoting it."""
    article = body(" ".join(words))
    assume(article.text)
    start = data.draw(st.integers(0, len(article.text) - 1))
    end = data.draw(st.integers(start + 1, len(article.text)))
    aimed = aim_at(article, start, end, context=context)
    assume(isinstance(aimed, Aimed))
    assert isinstance(aimed, Aimed)
    there = (aimed.passage.start, aimed.passage.end)
    folded = fold(article.text)
    assert there == folded.span(*folded.within(start, end))
    found = anchor(article.text, aimed.selector)
    assert (found.state, found.start, found.end) == (AnchorState.PLACED, *there)
    again = aim(article, aimed.selector)
    assert isinstance(again, Aimed)
    assert (again.passage.start, again.passage.end) == there
