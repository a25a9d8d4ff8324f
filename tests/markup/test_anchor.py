"""Anchoring: properties, and what the parts promise."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dossierpress.markup.anchor import Selector, ambiguous, anchor, anchor_all, needs_context, selector_for
from dossierpress.markup.fold import fold
from dossierpress.model.anchor import Anchor, AnchorState

WORDS = ["le", "pont", "«", "été", "»", "l’an", "1887", ":", "وقال", "мост,", "fin.\n"]
CHARS = st.characters(exclude_categories=["Cs"])
#: Any text, texts of few letters (every passage is repeated), and texts of words.
TEXTS = st.one_of(
    st.text(CHARS, min_size=1, max_size=80),
    st.text("ab \n", min_size=1, max_size=60),
    st.lists(
        st.sampled_from(["le", "pont", "«", "été", "»", "l’an", "1887", ":", "وقال", "мост,", "fin.\n"]),
        max_size=40,
    ).map(" ".join),
)
ARTICLE = (
    "La bibliothèque a ouvert lundi dans l’ancienne filature. Une file occupait le trottoir de la rue.\n"
    "Le bâtiment a gardé ses poutres, ses briques et ses hautes fenêtres. Au second, on voit la rivière.\n"
    "L’inscription est gratuite pour tous. Les amendes de retard disparaissent dès le mois de mars."
)


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text and the extent of one of its passages that holds something visible."""
    text = draw(TEXTS)
    assume(text)
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    first, last = fold(text).within(start, end)
    assume(first < last)
    return text, start, end


@given(passages())
@example(("aaaaaaaaaa", 4, 6))
@example(("a" * 300, 150, 151))
@example(("x y x y x y", 4, 5))
def test_an_unedited_passage_is_placed_where_it_was(case: tuple[str, int, int]) -> None:
    """Whatever is selected in whatever text: its selector leads back to exactly its visible characters."""
    text, start, end = case
    folded = fold(text)
    found = anchor(text, selector_for(text, start, end))
    assert found.state is AnchorState.PLACED
    assert (found.start, found.end) == folded.span(*folded.within(start, end))


@given(passages())
def test_a_note_needs_no_position(case: tuple[str, int, int]) -> None:
    """A note file holds no position: prefix and suffix alone lead back as well."""
    text, start, end = case
    folded = fold(text)
    full = selector_for(text, start, end)
    found = anchor(text, Selector(full.exact, full.prefix, full.suffix))
    assert found.state is AnchorState.PLACED
    assert (found.start, found.end) == folded.span(*folded.within(start, end))


@given(TEXTS, st.text(CHARS, max_size=30), st.text(CHARS, max_size=20), st.text(CHARS, max_size=20))
def test_never_fails(text: str, exact: str, prefix: str, suffix: str) -> None:
    """Any selector in any text gives an extent inside the text, not empty unless it is an orphan."""
    found = anchor(text, Selector(exact, prefix, suffix))
    assert 0 <= found.score <= 1
    if found.state is AnchorState.ORPHAN:
        assert (found.start, found.end) == (0, 0)
    else:
        assert 0 <= found.start < found.end <= len(text)
    assert isinstance(ambiguous(text, Selector(exact, prefix, suffix)), list)


@given(st.integers(0, len(ARTICLE) - 40))
def test_the_proposed_selector_leads_to_the_same_place(start: int) -> None:
    """What is proposed for a note is itself placed, where the note was shown."""
    text = ARTICLE.replace("poutres", "vieilles poutres").replace("gratuite", "offerte")
    full = selector_for(ARTICLE, start, start + 40)
    found = anchor(text, Selector(full.exact, full.prefix, full.suffix))
    again = anchor(text, Selector(found.exact_now, found.prefix_now, found.suffix_now))
    assert found.state is not AnchorState.ORPHAN
    assert again.state is AnchorState.PLACED
    assert (again.start, again.end) == (found.start, found.end)


@pytest.mark.parametrize("exact", ["", " ", "\n\t", "\u200b\u00ad", "\u2066\u2069"])
def test_a_quote_with_nothing_visible_is_an_orphan(exact: str) -> None:
    """There is nothing to look for, even where the context is found."""
    assert anchor(ARTICLE, Selector(exact, "La bibliothèque", "a ouvert")) == Anchor(AnchorState.ORPHAN)


def test_an_empty_text_has_only_orphans() -> None:
    """An article without text holds no passage."""
    assert anchor("", Selector("pont")).state is AnchorState.ORPHAN


def test_a_very_long_quote() -> None:
    """Five thousand characters with two corrections are placed, edges exact."""
    text = " ".join(f"phrase numéro {number} du rapport," for number in range(300))
    start, end = text.index("phrase numéro 20 "), text.index("phrase numéro 200 ")
    corrected = text[start:end].replace("numéro 100", "no 100").replace("numéro 150", "n° 150")
    found = anchor(text, Selector(corrected))
    assert len(corrected) > 5000
    assert found.state is AnchorState.PLACED
    assert (found.start, found.end) == (start, end - 1)


def test_many_notes_are_anchored_as_one_by_one() -> None:
    """The batch form gives what the single form gives, in order."""
    selectors = [Selector("lundi"), Selector("nulle part ailleurs"), Selector("hautes fenêtres")]
    assert anchor_all(ARTICLE, selectors) == [anchor(ARTICLE, selector) for selector in selectors]
    assert anchor_all(fold(ARTICLE), selectors) == anchor_all(ARTICLE, selectors)


@pytest.mark.parametrize(
    ("selector", "needed"),
    [
        (Selector("ses"), True),
        (Selector("ses", suffix="briques"), False),
        (Selector("ses", prefix="poutres,"), False),
        (Selector("de"), True),
        (Selector("ses", "gardé", "poutres"), False),
        (Selector("lundi"), False),
        (Selector("absent"), False),
        (Selector(""), False),
    ],
)
def test_a_quote_that_is_not_unique_needs_context(selector: Selector, needed: bool) -> None:
    """Only more words can tell which of several places is meant."""
    assert needs_context(ARTICLE, selector) is needed


def test_candidates_are_shown_with_their_words() -> None:
    """Each place that may be meant comes with its extent and the words around it, in one line."""
    found = ambiguous(ARTICLE, Selector("ses"))
    assert [ARTICLE[place.start : place.end] for place in found] == ["ses", "ses", "ses"]
    assert "gardé ses poutres" in found[0].context
    assert "et ses hautes" in found[2].context
    assert all("\n" not in place.context for place in found)


def test_a_clear_place_has_no_candidates() -> None:
    """Nothing is ambiguous about a unique quote."""
    assert ambiguous(ARTICLE, Selector("l'ancienne filature")) == []


def test_the_position_decides_between_equals() -> None:
    """With a position, the nearest of several equal passages is taken, and surely."""
    text = "oui. " * 20
    found = anchor(text, Selector("oui", position=0.5))
    assert (found.state, found.start) == (AnchorState.PLACED, 50)


def test_a_selector_quotes_whole_words_around() -> None:
    """Prefix and suffix hold about 32 characters, in whole words, as the article has them."""
    start = ARTICLE.index("hautes fenêtres")
    found = selector_for(ARTICLE, start, start + len("hautes fenêtres"))
    assert found.exact == "hautes fenêtres"
    assert found.prefix == "ses poutres, ses briques et ses"
    assert found.suffix == ". Au second, on voit la rivière."


def test_a_selector_without_context_grows_until_unique() -> None:
    """With no context asked for, a unique passage gets none and a repeated one as much as it takes."""
    unique, repeated = ARTICLE.index("hautes"), ARTICLE.index("ses briques")
    assert selector_for(ARTICLE, unique, unique + 6, context=0).prefix == ""
    grown = selector_for(ARTICLE, repeated, repeated + 3, context=0)
    assert not needs_context(ARTICLE, Selector(grown.exact, grown.prefix, grown.suffix))


def test_a_selector_is_one_line_of_visible_characters() -> None:
    """What is written into a note's front matter holds no line breaks and no invisible characters."""
    found = selector_for("Le vi\u00adeux\npont \u200eest\x07 là.", 3, 14)
    assert found.exact == "vieux pont"


@pytest.mark.parametrize(("start", "end"), [(3, 3), (2, 3), (9, 5), (50, 60)])
def test_no_selector_for_nothing(start: int, end: int) -> None:
    """A passage without anything visible cannot be quoted."""
    with pytest.raises(ValueError, match="nothing visible"):
        selector_for("Le pont est là.", start, end)
