"""The pages of claims and corrections, and what other pages, feeds and search engines are told of them."""

import json

import pytest

from dossierpress.compose import Composition
from dossierpress.model.page import Page
from dossierpress.model.views import ClaimsView, CorrectionsView, HubView, SourcesView, TopicView
from tests.harness import golden, memory


@pytest.fixture(scope="module")
def texts() -> memory.Files:
    """The sample dossier of overlapping notes, claims and corrections."""
    return memory.files(golden.SITES / "overlaps")


@pytest.fixture(scope="module")
def composed(texts: memory.Files) -> Composition:
    """That dossier, composed."""
    return memory.composition(texts)


@pytest.fixture(scope="module")
def pages(composed: Composition) -> dict[str, Page]:
    """Its pages by address."""
    return {page.url: page for page in composed.pages}


def test_claims(pages: dict[str, Page]) -> None:
    """A statement with everybody who takes a stand, where, when and by which sources; and the editors' finding."""
    view = pages["/affirmations/"].view
    assert isinstance(view, ClaimsView)
    (claim,) = view.claims
    assert claim.url == "/affirmations/#budget-du-canal"
    assert claim.disputed
    mayor, paper = claim.positions
    assert mayor.card is not None
    assert (mayor.card.url, mayor.note.url, mayor.article.url) == (
        "/reperes/jeanne-morel/", "/20201/budget/", "/articles/le-canal/",
    )  # fmt: skip
    assert [source.title for source in mayor.sources] == ["Comptes de la commune"]
    assert (paper.by, paper.card, paper.stance, paper.date and paper.date.text) == (
        "Le Courrier", None, "denies", "2020-06-10",
    )  # fmt: skip
    assert [(code, note.url) for code, note in claim.verdicts] == [("refuted", "/20202/budget/")]


def test_on_the_page_of_who_claims(pages: dict[str, Page]) -> None:
    """Their own stand only, and that there are others."""
    view = pages["/reperes/jeanne-morel/"].view
    assert isinstance(view, TopicView)
    (claim,) = view.claims
    assert [position.by for position in claim.positions] == ["la maire"]
    assert claim.disputed


def test_corrections(pages: dict[str, Page]) -> None:
    """The newest first."""
    view = pages["/corrections/"].view
    assert isinstance(view, CorrectionsView)
    assert [note.url for note in view.notes] == ["/20202/date/", "/20201/fix/"]


def test_where_they_are_linked(composed: Composition, pages: dict[str, Page]) -> None:
    """Claims in the navigation, corrections at the foot, both counted on the front page."""
    assert "claims" in [item.key for item in composed.chrome.nav]
    assert composed.chrome.pages[0].key == "corrections"
    view = pages["/"].view
    assert isinstance(view, HubView)
    assert dict(view.counts)["claims"] == 1
    assert dict(view.counts)["corrections"] == 2


def test_corrections_can_be_followed(composed: Composition, pages: dict[str, Page]) -> None:
    """A feed of their own, named by their page."""
    (feed,) = [feed for feed in composed.feeds if feed.url == "/corrections/"]
    assert [item.url for item in feed.items] == ["/20202/date/", "/20201/fix/"]
    assert pages["/corrections/"].feed == feed.url


def test_sources_of_claims_are_listed(texts: memory.Files) -> None:
    """With the public sources of the dossier, by the note that cites them."""
    path = "content/notes/20202-budget.md"
    cited = {**texts, path: texts[path].replace("  verdict:", "  sources: [{title: Livre}]\n  verdict:")}
    view = memory.pages(cited)["/sources/"].view
    assert isinstance(view, SourcesView)
    assert {source.title: [card.url for card in cards] for source, cards in view.citations} == {
        "Comptes de la commune": ["/20201/budget/"],
        "Livre": ["/20202/budget/"],
    }


def test_search_engines_are_told_what_is_so(pages: dict[str, Page], texts: memory.Files) -> None:
    """Who affirms it and in which article; who denies it is no author, and a claim only denied is no ``Claim``."""
    (record,) = json.loads(pages["/affirmations/"].jsonld)["@graph"]
    assert record == {
        "@type": "Claim",
        "text": "Le budget du canal a été respecté.",
        "inLanguage": "fr",
        "url": "https://example.org/essai/affirmations/#budget-du-canal",
        "author": [{"@type": "Person", "name": "Jeanne Morel"}],
        "appearance": [
            {
                "@type": "NewsArticle",
                "headline": "Le canal sera ouvert en juin",
                "url": "https://example.org/essai/articles/le-canal/",
            }
        ],
    }
    del (denied := dict(texts))["content/notes/20201-overlaps.md"]
    assert memory.pages(denied)["/affirmations/"].jsonld == ""


def test_nothing_to_show(texts: memory.Files) -> None:
    """Neither page, link nor feed."""
    plain = {path: text for path, text in texts.items() if "/notes/" not in path}
    composed = memory.composition(plain)
    assert {"/affirmations/", "/corrections/"}.isdisjoint(page.url for page in composed.pages)
    assert "/corrections/" not in [feed.url for feed in composed.feeds]
    assert "claims" not in [item.key for item in composed.chrome.nav]
    assert composed.chrome.pages == ()
