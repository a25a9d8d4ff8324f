"""What every kind of page is composed from: the site, its cards, and the parts that pages share."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from dossierpress.config import Config
from dossierpress.model import addresses as at
from dossierpress.model.anchor import AnchorState
from dossierpress.model.body import Body
from dossierpress.model.document import Event, Parsed
from dossierpress.model.page import (
    BacklinkView,
    Card,
    Chrome,
    EventView,
    Mark,
    NavItem,
    NoteView,
    Prose,
)
from dossierpress.model.site import AnchoredNote, Site, Topic
from dossierpress.model.source import SourcePath, Url


@dataclass(frozen=True, slots=True)
class Context:
    """The linked site, its configuration, and a card and a view for everything that many pages show."""

    site: Site
    config: Config
    chrome: Chrome
    cards: Mapping[Url, Card]
    notes: Mapping[Url, NoteView]
    events: Mapping[Url, EventView]
    assets: Set[SourcePath]

    def prose(self, url: Url, document: Parsed, marks: tuple[Mark, ...] = ()) -> Prose:
        """The text of the document at ``url`` with its links."""
        return prose(self.site, url, document, marks)

    def topic_cards(self, topics: Iterable[Topic]) -> tuple[Card, ...]:
        """The cards of topics, in their order."""
        return tuple(self.cards[topic.url] for topic in topics)

    def note_views(self, notes: Iterable[AnchoredNote]) -> tuple[NoteView, ...]:
        """The views of notes, in their order."""
        return tuple(self.notes[note.url] for note in notes)

    def event_views(self, events: Iterable[Event]) -> tuple[EventView, ...]:
        """The views of events, in their order."""
        return tuple(self.events[at.event_url(event, self.site.addresses)] for event in events)

    def backlinks(self, url: Url) -> tuple[BacklinkView, ...]:
        """Who points at ``url``; the front page's introduction is no news to anyone."""
        return tuple(
            BacklinkView(card=self.cards[link.source], kind=link.kind, sentence=link.sentence)
            for link in self.site.backlinks.get(url, ())
            if link.source != "/"
        )


def prose(site: Site, url: Url, document: Parsed, marks: tuple[Mark, ...] = ()) -> Prose:
    """The text of the document at ``url`` with its resolved links and ``marks``."""
    return Prose(body=document.body, links=site.links[url], marks=marks)


def note_views(site: Site, cards: Mapping[Url, Card]) -> dict[Url, NoteView]:
    """The view of every note, by its permalink."""
    return {note.url: _note_view(note, site, cards) for note in site.notes}


def event_views(site: Site, cards: Mapping[Url, Card]) -> dict[Url, EventView]:
    """The view of every event, by its place on the timeline."""
    places = {topic.name: topic for topic in site.topics if topic.entity}
    return {
        at.event_url(e, site.addresses): _event_view(e, site, cards, places) for e in site.documents.events
    }


def chrome(site: Site, config: Config) -> Chrome:
    """What every page shows of the site: only sections that have something to show are in the navigation."""
    of, documents = site.addresses, site.documents
    sections = (
        ("articles", of.articles, len(documents.articles) > 1),
        ("timeline", of.timeline, bool(documents.events or documents.articles)),
        ("entities", of.entities, bool(documents.entities)),
        ("tags", of.tags, bool(site.topics)),
        ("notes", of.notes, bool(site.notes)),
        ("sources", of.sources, bool(documents.articles)),
        ("wanted", of.wanted, bool(site.wanted)),
    )
    pages = sorted(
        (page for page in documents.pages if page.slug != at.INTRO),
        key=lambda page: (page.meta.weight is None, page.meta.weight or 0, page.slug),
    )
    return Chrome(
        title=config.title,
        lang=config.lang,
        base=base(config),
        description=config.description,
        nav=tuple(NavItem(key=key, url=url) for key, url, shown in sections if shown),
        pages=tuple(NavItem(key=page.slug, url=at.page_url(page), title=page.meta.title) for page in pages),
        repository=(config.repository or "").rstrip("/"),
        publisher=config.publisher,
    )


def base(config: Config) -> str:
    """The site's absolute address with a final slash, or nothing."""
    return config.url.rstrip("/") + "/" if config.url else ""


def _note_view(anchored: AnchoredNote, site: Site, cards: Mapping[Url, Card]) -> NoteView:
    note, anchor = anchored.note, anchored.anchor
    placed = anchor.state in (AnchorState.PLACED, AnchorState.MOVED)
    return NoteView(
        key=note.slug,
        number=anchored.number,
        kind=note.meta.kind.value,
        state=anchor.state,
        url=anchored.url,
        article=cards[at.article_url(anchored.article, site.addresses)],
        lang=note.lang,
        quote=note.meta.quote or "",
        block=_block(anchored.article.body, anchor.end) if placed else -1,
        author=note.meta.author or "",
        date=note.meta.date,
        updated=note.meta.updated,
        prose=prose(site, anchored.url, note),
        topics=tuple(cards[topic.url] for topic in site.topics_of[anchored.url]),
        sources=note.meta.sources,
        path=note.path,
    )


def _block(body: Body, end: int) -> int:
    """The index of the top-level block that text offset ``end`` closes a passage in."""
    return next((i for i, block in enumerate(body.blocks) if end <= block.end), len(body.blocks) - 1)


def _event_view(
    event: Event, site: Site, cards: Mapping[Url, Card], places: Mapping[str, Topic]
) -> EventView:
    url = at.event_url(event, site.addresses)
    place = places.get(event.meta.place or "")
    return EventView(
        url=url,
        anchor=event.slug,
        title=event.meta.title,
        date=event.meta.date,
        lang=event.lang,
        place=cards[place.url] if place else None,
        place_name=event.meta.place or "",
        prose=prose(site, url, event),
        topics=tuple(cards[topic.url] for topic in site.topics_of[url]),
        articles=tuple(cards[short] for i in event.meta.articles if (short := Url(f"/{i}/")) in cards),
        sources=event.meta.sources,
    )
