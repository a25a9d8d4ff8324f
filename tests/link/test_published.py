"""What is public on a given day."""

from datetime import date

import pytest

from dossierpress.config import Config
from dossierpress.link import link, published
from dossierpress.model.document import Documents
from tests.link.dossier import article, documents, entity, event, note, page

TODAY = date(2015, 12, 14)


def _public(*files: dict[str, str], drafts: bool = False) -> Documents:
    return published(documents(*files), today=TODAY, drafts=drafts)


@pytest.mark.parametrize(
    ("front", "public"),
    [
        ({}, True),
        ({"draft": "false"}, True),
        ({"draft": "true"}, False),
        ({"date": "2015-12-14"}, True),
        ({"date": "2015-12-15"}, False),
        ({"date": "2015-12"}, True),
        ({"date": "2016"}, False),
        ({"date": "2015-12-14/2015-12-20"}, True),
        ({"date": "../2016"}, True),
        ({"expires": "2015-12-15"}, True),
        ({"expires": "2015-12-14"}, False),
        ({"expires": "2015-12"}, False),
        ({"date": "2015-12-15", "expires": "2016"}, False),
    ],
)
def test_articles(front: dict[str, str], public: bool) -> None:
    """Drafts, embargoed articles (from the first day their date can mean) and expired ones stay out."""
    found = _public(article("10001", "Un", **front), note("10001"))
    assert bool(found.articles) is public
    assert bool(found.notes) is public, "notes on a hidden article would tell of it"
    assert _public(article("10001", "Un", **front), drafts=True).articles


def test_drafts_of_every_kind() -> None:
    """A draft is left out, whatever it is; the preview shows it."""
    files = (
        article("10001", "Un"),
        note("10001", draft="true"),
        entity("Anne", draft="true"),
        event("vote", draft="true"),
        page("methode", "Comment.", draft="true"),
    )
    found = _public(*files)
    assert (found.notes, found.entities, found.events, found.pages) == ((), (), (), ())
    assert _public(*files, drafts=True) == documents(*files)


def test_events_do_not_tell_of_what_is_hidden() -> None:
    """The ids of hidden articles and the names of hidden entities are gone, so nothing warns of them either."""
    found = _public(
        article("10001", "Un", draft="true"),
        article("10002", "Deux"),
        entity("Anne", draft="true", aliases="[Annette]"),
        entity("Karl"),
        event("vote", articles='["10001", "10002"]', entities="[Annette, Karl]"),
    )
    (vote,) = found.events
    assert (vote.meta.articles, vote.meta.entities) == (("10002",), ("Karl",))
    assert link(found, Config(title="Essai"))[1] == ()


def test_a_link_to_a_draft_is_broken() -> None:
    """A public page that links to what is not public would lead readers nowhere: the build says so."""
    found = _public(article("10001", "Un", draft="true"), page("qui", "[[Un]]"))
    assert [d.code for d in link(found, Config(title="Essai"))[1]] == ["broken-link"]
