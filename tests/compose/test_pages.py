"""Every kind of page, and the laws that hold for all of them."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dossierpress.model.anchor import AnchorState
from dossierpress.model.card import Card, Prose
from dossierpress.model.page import Page
from dossierpress.model.views import (
    ArticleView,
    HubView,
    MissingView,
    NotePageView,
    RedirectView,
    SourcesView,
    TimelineView,
    TopicView,
    WantedPageView,
)
from tests.compose.dossier import composed, pages
from tests.link.dossier import article, entity, event, note, page

WHOLE = (
    article(
        "10001", "Le pont", "Le maire parle. Anne Dorval répond.\n\nLa suite.", date="2015-12-14", section="Ville",
        tags="[crues, A. Dorval]", related='["La digue", "Un article absent"]', source="{name: La Gazette}",
    ),
    article("10002", "La digue", "Voir [[Le pont]].", date="2015-11", aliases="[/digue.html]", source="{name: L'Écho}"),
    article("10003", "Sans date", weight="1"),
    note("10001", "n1", "Une note sur [[crues]].", quote="Le maire parle", kind="question", date="2026-11-20"),
    note("10001", "n2", "Sur tout.", date="2026-11-21", updated="2026-11-24"),
    note("10001", "n3", "Perdue.", quote="ces mots ne sont nulle part dans le texte", date="2026-11-22"),
    entity("Anne Dorval", "Ingénieure.", aliases="[A. Dorval]", roles="[{title: Maire}]"),
    entity("Ville", kind="place"),
    event("vote", "2015-12-13", "Le vote.", place="Ville", entities="[Anne Dorval]", articles='["10001"]',
          sources='[{title: Délibération, url: "https://example.org/d"}]'),
    page("index", "Où en est-on ? [[Le pont]]."),
    page("methode", "Comment.", weight="1"),
)  # fmt: skip
SOUND = tuple(part for part in WHOLE if "content/notes/10001-n3.md" not in part)


def _values(value: object) -> Iterator[Any]:
    """A page and everything in it."""
    yield value
    if is_dataclass(value):
        for name in fields(value):
            yield from _values(getattr(value, name.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _values(item)


def _cards(shown: Page) -> set[str]:
    return {value.url for value in _values(shown) if isinstance(value, Card)}


def _pages() -> dict[str, Page]:
    return pages(*SOUND, assets=["content/photo.png"])


def test_every_kind_of_page_is_there() -> None:
    """The addresses of a whole dossier."""
    assert sorted(_pages()) == [
        "/", "/10001/", "/10001/n1/", "/10001/n2/", "/10002/", "/10003/", "/404.html", "/a-trouver/",
        "/articles/", "/articles/a10001/", "/articles/a10002/", "/articles/a10003/", "/chronologie/", "/digue.html",
        "/methode/", "/notes/", "/reperes/", "/reperes/anne-dorval/", "/reperes/ville/", "/sources/", "/themes/",
        "/themes/crues/",
    ]  # fmt: skip


def test_every_card_is_a_page_and_every_link_leads_to_one() -> None:
    """Whatever a page shows of another exists, its fragment too."""
    all_pages = _pages()
    events = {
        entry.url
        for p in all_pages.values()
        if isinstance(p.view, TimelineView)
        for _, y in p.view.years
        for entry in y
    }
    for shown in all_pages.values():
        for url in _cards(shown):
            assert url in all_pages or url in events, f"{shown.url} shows {url}"
        for prose in (value for value in _values(shown) if isinstance(value, Prose)):
            assert all(link.url.partition("#")[0] in all_pages for link in prose.links)


NAMES = st.sampled_from(["Le pont", "La digue", "Anne Dorval", "crues", "Ville", "vote", "methode"])


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(range(len(SOUND))), unique=True, max_size=len(SOUND)),
    st.booleans(),
)
def test_parts_of_a_dossier(left_out: list[int], with_url: bool) -> None:
    """Whatever is missing from a dossier: pages are unique, cards lead to pages, navigation to sections."""
    kept = [part for i, part in enumerate(SOUND) if i not in left_out]
    named = {path for part in kept for path in part}
    kept = [{p: _unlinked(t, named) for p, t in part.items() if _stands(p, named)} for part in kept]
    found = {
        shown.url: shown for shown in composed(*kept, url="https://example.org/" if with_url else "")[0].pages
    }
    events = {
        e.url for p in found.values() if isinstance(p.view, TimelineView) for _, y in p.view.years for e in y
    }
    for shown in found.values():
        assert _cards(shown) <= found.keys() | events
        assert {item.url for item in (*shown.chrome.nav, *shown.chrome.pages)} <= found.keys()
    assert "/" in found
    assert "/404.html" in found


def _stands(path: str, named: set[str]) -> bool:
    return not path.startswith("content/notes/") or "content/articles/a10001.md" in named


def _unlinked(text: str, named: set[str]) -> str:
    """The text without links and lines that name what is left out."""
    lines = [line for line in text.splitlines() if not line.startswith(("articles:", "entities:", "place:"))]
    return "\n".join(lines).replace("[[", "").replace("]]", "") + "\n"


def test_the_article_page() -> None:
    """Notes, topics, neighbours, backlinks, events: what the view holds."""
    view = _pages()["/articles/a10001/"].view
    assert isinstance(view, ArticleView)
    assert [(n.key, n.number, n.state, n.block) for n in view.notes] == [
        ("n1", 1, AnchorState.PLACED, 0), ("n2", 2, AnchorState.WHOLE, -1),
    ]  # fmt: skip
    assert [(m.start, m.end, m.key) for m in view.prose.marks] == [(0, 14, "n1")]
    assert [c.title for c in view.topics] == ["crues", "Anne Dorval"]
    assert view.entities == (), "an entity among the topics is not listed again"
    assert [(r.title, r.card.url if r.card else None) for r in view.read_also] == [
        ("La digue", "/articles/a10002/"), ("Un article absent", None),
    ]  # fmt: skip
    assert [(b.card.url, b.kind) for b in view.backlinks] == [("/articles/a10002/", "link")]
    assert [e.anchor for e in view.events] == ["vote"]
    assert view.previous
    assert view.previous.url == "/articles/a10002/"
    assert view.next is None


def test_an_orphan_is_shown_and_not_marked() -> None:
    """A note that lost its passage stands last and marks nothing."""
    from dossierpress.compose import compose
    from dossierpress.link import link
    from tests.link.dossier import configured, documents

    site, found = link(documents(*WHOLE), configured())
    assert [d.code for d in found] == ["note-orphan"]
    made, _ = compose(site, configured())
    view = next(p.view for p in made.pages if p.url == "/articles/a10001/")
    assert isinstance(view, ArticleView)
    assert [(n.key, n.state) for n in view.notes][-1] == ("n3", AnchorState.ORPHAN)
    assert [m.key for m in view.prose.marks] == ["n1"]


def test_tag_and_entity_are_one_page() -> None:
    """It lists the tag's articles, the mentions, the events and the person's own facts."""
    view = _pages()["/reperes/anne-dorval/"].view
    assert isinstance(view, TopicView)
    assert view.tag
    assert [c.url for c in view.articles] == ["/articles/a10001/"]
    assert [(m.card.url, m.sentence, m.count) for m in view.mentions] == [
        ("/articles/a10001/", "Anne Dorval répond.", 1)
    ]
    assert [e.anchor for e in view.events] == ["vote"]
    assert (view.kind, view.aliases, [r.title for r in view.roles]) == ("person", ("A. Dorval",), ["Maire"])


def test_the_place_of_an_event() -> None:
    """It is shown as the place, not again among the topics; its own page lists the event."""
    found = _pages()
    timeline = found["/chronologie/"].view
    assert isinstance(timeline, TimelineView)
    vote = next(e for _, year in timeline.years for e in year if e.anchor == "vote")
    assert vote.place
    assert vote.place.url == "/reperes/ville/"
    assert [c.title for c in vote.topics] == ["Anne Dorval"]
    view = found["/reperes/ville/"].view
    assert isinstance(view, TopicView)
    assert [e.anchor for e in view.events] == ["vote"]


def test_the_timeline_is_in_order() -> None:
    """Events and publications by year; what has no date is not on it."""
    view = _pages()["/chronologie/"].view
    assert isinstance(view, TimelineView)
    assert [(year, [e.anchor for e in entries]) for year, entries in view.years] == [
        ("2015", ["article-10002", "vote", "article-10001"])
    ]


def test_the_front_page() -> None:
    """What has a weight first, then the newest; open questions; numbers."""
    view = _pages()["/"].view
    assert isinstance(view, HubView)
    assert [c.url for c in view.articles] == ["/articles/a10003/", "/articles/a10001/", "/articles/a10002/"]
    assert dict(view.counts) == {
        "articles": 3,
        "notes": 2,
        "entities": 2,
        "events": 1,
        "claims": 0,
        "corrections": 0,
        "wanted": 1,
    }
    assert [n.url for n in view.questions] == ["/10001/n1/"]
    assert [n.url.split("/")[2] for n in view.notes] == ["n2", "n1"]
    assert view.intro


def test_a_note_has_a_page() -> None:
    """With the sentence of its passage, and the way to the other notes."""
    view = _pages()["/10001/n1/"].view
    assert isinstance(view, NotePageView)
    assert view.sentence == "Le maire parle."
    assert view.passage == "/articles/a10001/#p-n1"
    assert view.previous is None
    assert view.next
    assert view.next.url == "/10001/n2/"


def test_short_ids_and_old_addresses_redirect() -> None:
    """They are not for search engines, and their canonical address is where they lead."""
    found = _pages()
    for url, target in (("/10002/", "/articles/a10002/"), ("/digue.html", "/articles/a10002/")):
        shown = found[url]
        assert isinstance(shown.view, RedirectView)
        assert (shown.view.target.url, shown.noindex, shown.canonical) == (target, True, target)


def test_missing_and_wanted_and_sources() -> None:
    """The 404 page knows the ids; the wanted page who cites; the sources page who published and what is cited."""
    found = _pages()
    missing, wanted, sources = (found[url].view for url in ("/404.html", "/a-trouver/", "/sources/"))
    assert isinstance(missing, MissingView)
    assert [i for i, _ in missing.ids] == ["10001", "10002", "10003"]
    assert isinstance(wanted, WantedPageView)
    assert [(w.title, [c.url for c in w.cited_by]) for w in wanted.wanted] == [
        ("Un article absent", ["/articles/a10001/"])
    ]
    assert isinstance(sources, SourcesView)
    assert [(s.name, s.share) for s in sources.sources] == [("", 33), ("L'Écho", 33), ("La Gazette", 33)]
    assert [(c.title, [card.url for card in by]) for c, by in sources.citations] == [
        ("Délibération", ["/chronologie/#vote"])
    ]
    assert not sources.single


def test_jsonld_says_only_what_is_known() -> None:
    """A day is a date, a month is not a day; the publisher is the text's, not the dossier's."""
    exact = json.loads(_pages()["/articles/a10001/"].jsonld)
    assert (exact["@type"], exact["datePublished"], exact["inLanguage"]) == (
        "NewsArticle",
        "2015-12-14",
        "fr",
    )
    assert exact["publisher"]["name"] == exact["author"]["name"] == "La Gazette"
    assert exact["keywords"] == ["crues", "Anne Dorval"]
    assert exact["url"] == "https://example.org/essai/articles/a10001/"
    assert "datePublished" not in json.loads(_pages()["/articles/a10002/"].jsonld)
    without = pages(article("10001", "Un"), url="")["/articles/a10001/"]
    assert "url" not in json.loads(without.jsonld)


def test_feeds() -> None:
    """One of the dossier, one of the notes, one of each tag and entity; none without an address."""
    composition, _ = composed(*SOUND, feed_items=3)
    feeds = {feed.url: [item.url for item in feed.items] for feed in composition.feeds}
    assert feeds == {
        "/": ["/10001/n2/", "/10001/n1/", "/articles/a10001/"],
        "/notes/": ["/10001/n2/", "/10001/n1/"],
        "/reperes/anne-dorval/": ["/articles/a10001/"],
        "/reperes/ville/": [],
        "/themes/crues/": ["/articles/a10001/"],
    }
    assert composed(*SOUND, url="")[0].feeds == ()


def test_a_page_of_one_article() -> None:
    """Small dossiers have no empty sections: neither pages nor navigation."""
    found = pages(article("10001", "Un"))
    assert sorted(found) == ["/", "/10001/", "/404.html", "/articles/a10001/", "/sources/"]
    assert [item.key for item in found["/"].chrome.nav] == ["sources"]
