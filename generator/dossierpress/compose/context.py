"""What every kind of page is composed from: the site, its cards, and the parts that pages share."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from dossierpress.config import Config
from dossierpress.markup.foldtext import fold
from dossierpress.markup.text import shorten
from dossierpress.model import addresses as at
from dossierpress.model.anchor import Anchor, AnchorState
from dossierpress.model.body import Body
from dossierpress.model.card import Card, Mark, Prose
from dossierpress.model.document import Event, FreePage, Parsed
from dossierpress.model.page import Chrome, NavItem
from dossierpress.model.parts import BacklinkView, ClaimView, EventView, NoteLine, NoteView
from dossierpress.model.provenance import Receipt
from dossierpress.model.site import AnchoredNote, Site, Topic
from dossierpress.model.source import SourcePath, Url

#: How much of a note lists show, in characters.
BEGINNING = 220


@dataclass(frozen=True, slots=True)
class Context:
    """The linked site, its configuration, and a card and a view for everything that many pages show."""

    site: Site
    config: Config
    chrome: Chrome
    cards: Mapping[Url, Card]
    lines: Mapping[Url, Card]
    """The cards without summary, for pages that show title, date and numbers only."""
    titles: Mapping[Url, Card]
    """The cards without summary and numbers, for pages that show a link and perhaps a date."""
    claims: Mapping[str, ClaimView]
    notes: Mapping[Url, NoteView]
    events: Mapping[Url, EventView]
    assets: Set[SourcePath]
    receipts: Mapping[str, Receipt] = field(default_factory=dict)
    """By the raw file."""

    def prose(self, url: Url, document: Parsed, marks: tuple[Mark, ...] = ()) -> Prose:
        """The text of the document at ``url`` with its links."""
        return prose(self.site, url, document, marks)

    def topic_links(self, topics: Iterable[Topic]) -> tuple[Card, ...]:
        """The topics as links, in their order."""
        return tuple(self.titles[topic.url] for topic in topics)

    def note_views(self, notes: Iterable[AnchoredNote]) -> tuple[NoteView, ...]:
        """The views of notes, in their order."""
        return tuple(self.notes[note.url] for note in notes)

    def note_lines(self, notes: Iterable[AnchoredNote]) -> tuple[NoteLine, ...]:
        """The lines of notes, in their order."""
        return tuple(_note_line(note, self) for note in notes)

    def event_views(self, events: Iterable[Event]) -> tuple[EventView, ...]:
        """The views of events, in their order."""
        return tuple(self.events[at.event_url(event, self.site.addresses)] for event in events)

    def backlinks(self, url: Url) -> tuple[BacklinkView, ...]:
        """Who points at ``url``; the front page's introduction is no news to anyone.

        A note whose article cannot be read has no page to lead to, and so no card.
        """
        return tuple(
            BacklinkView(card=self.titles[link.source], kind=link.kind, sentence=link.sentence)
            for link in self.site.backlinks.get(url, ())
            if link.source != "/" and link.source in self.cards
        )


def prose(site: Site, url: Url, document: Parsed, marks: tuple[Mark, ...] = ()) -> Prose:
    """The text of the document at ``url`` with its resolved links and ``marks``."""
    return Prose(body=document.body, links=site.links[url], marks=marks)


def note_views(site: Site, lines: Mapping[Url, Card], claims: Mapping[Url, ClaimView]) -> dict[Url, NoteView]:
    """The view of every note, by its permalink; ``claims`` is what notes record, by the same."""
    return {note.url: _note_view(note, site, lines, claims.get(note.url)) for note in site.notes}


def event_views(site: Site, lines: Mapping[Url, Card]) -> dict[Url, EventView]:
    """The view of every event, by its place on the timeline."""
    return {at.event_url(e, site.addresses): _event_view(e, site, lines) for e in site.documents.events}


def chrome(site: Site, config: Config) -> Chrome:
    """What every page shows of the site: only sections that have something to show are in the navigation."""
    of, documents = site.addresses, site.documents
    sections = (
        ("articles", of.articles, len(documents.articles) > 1),
        ("timeline", of.timeline, bool(documents.events) or any(a.meta.date for a in documents.articles)),
        ("entities", of.entities, bool(documents.entities)),
        ("tags", of.tags, any(topic.count for topic in site.topics)),
        ("notes", of.notes, bool(site.notes)),
        ("claims", of.claims, bool(site.statements)),
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
        pages=(*_corrections(site), *(_page_item(page) for page in pages)),
        repository=(config.repository or "").rstrip("/"),
        branch=config.branch,
        publisher=config.publisher,
    )


def _corrections(site: Site) -> tuple[NavItem, ...]:
    """The page of corrections, which newspapers link at their foot."""
    return (NavItem(key="corrections", url=site.addresses.corrections),) if site.corrections else ()


def _page_item(page: FreePage) -> NavItem:
    return NavItem(key=page.slug, url=at.page_url(page), title=page.meta.title)


def base(config: Config) -> str:
    """The site's absolute address with a final slash, or nothing."""
    return config.url.rstrip("/") + "/" if config.url else ""


def _note_view(
    anchored: AnchoredNote, site: Site, titles: Mapping[Url, Card], claim: ClaimView | None
) -> NoteView:
    note, anchor = anchored.note, anchored.anchor
    return NoteView(
        key=note.slug,
        number=anchored.number,
        kind=note.meta.kind.value,
        state=anchor.state,
        url=anchored.url,
        article=titles[at.article_url(anchored.article, site.addresses)],
        lang=note.lang,
        quote=note.meta.quote or "",
        block=block(anchored.article.body, anchor),
        author=note.meta.author or "",
        date=note.meta.date,
        updated=note.meta.updated,
        prose=prose(site, anchored.url, note),
        topics=tuple(titles[topic.url] for topic in site.topics_of[anchored.url]),
        sources=note.meta.sources,
        claim=claim,
        path=note.path,
        unpublished=site.unpublished.get(anchored.url, ""),
    )


def _note_line(anchored: AnchoredNote, context: Context) -> NoteLine:
    note = anchored.note
    return NoteLine(
        url=anchored.url,
        kind=note.meta.kind.value,
        article=context.titles[at.article_url(anchored.article, context.site.addresses)],
        lang=note.lang,
        quote=note.meta.quote or "",
        summary=shorten(note.body.text, BEGINNING),
        author=note.meta.author or "",
        date=note.meta.date,
        unpublished=context.site.unpublished.get(anchored.url, ""),
    )


def block(body: Body, anchor: Anchor) -> int:
    """The index of the top-level block that a passage ends in; -1 for a note that has no place in the text."""
    if anchor.state not in (AnchorState.PLACED, AnchorState.MOVED):
        return -1
    return next((i for i, own in enumerate(body.blocks) if anchor.end <= own.end), len(body.blocks) - 1)


def _place(name: str, topics: Iterable[Topic]) -> Topic | None:
    """The topic of an event's place, if it has an entity that bears the name."""
    for topic in topics:
        meta = topic.entity.meta if topic.entity else None
        if meta and fold(name) in map(fold, (meta.name, *meta.aliases, *meta.names.values())):
            return topic
    return None


def _event_view(event: Event, site: Site, lines: Mapping[Url, Card]) -> EventView:
    url = at.event_url(event, site.addresses)
    place = _place(event.meta.place or "", site.topics_of[url])
    return EventView(
        url=url,
        anchor=event.slug,
        title=event.meta.title,
        date=event.meta.date,
        lang=event.lang,
        place=lines[place.url] if place else None,
        place_name=event.meta.place or "",
        prose=prose(site, url, event),
        topics=tuple(lines[topic.url] for topic in site.topics_of[url] if topic is not place),
        articles=tuple(lines[short] for i in event.meta.articles if (short := Url(f"/{i}/")) in lines),
        sources=event.meta.sources,
        unpublished=site.unpublished.get(url, ""),
    )
