"""A card for every document and topic: how all other pages show it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dossierpress.config import Config
from dossierpress.markup.text import summary
from dossierpress.model import addresses as at
from dossierpress.model.card import Card
from dossierpress.model.document import Article, Event, FreePage
from dossierpress.model.site import AnchoredNote, Site, Topic
from dossierpress.model.source import Url

#: The length of a summary taken from the text, in characters.
SUMMARY = 200


def cards(site: Site, config: Config) -> Mapping[Url, Card]:
    """Cards by the address of what they show; a short id's card is its article's."""
    found: dict[Url, Card] = {}
    for article in site.documents.articles:
        url = at.article_url(article, site.addresses)
        found[url] = found[at.short_url(article)] = _article(
            article, url, len(site.notes_of[article.meta.id])
        )
    for note in site.notes:
        found[note.url] = _note(note)
    for topic in site.topics:
        found[topic.url] = _topic(topic, config.lang)
    for event in site.documents.events:
        url = at.event_url(event, site.addresses)
        found[url] = _event(event, url)
    for page in site.documents.pages:
        found[at.page_url(page)] = _page(page, config)
    for url, card in found.items():
        if reason := site.unpublished.get(card.url):
            found[url] = replace(card, unpublished=reason)
    return found


def lines(cards: Mapping[Url, Card]) -> Mapping[Url, Card]:
    """The same cards as far as a line of a list shows them: a changed summary is no news to those pages."""
    return _each_once(cards, _line)


def titles(cards: Mapping[Url, Card]) -> Mapping[Url, Card]:
    """The same cards as far as a link shows them: nor is one note more on an article."""
    return _each_once(cards, _title)


def _each_once(cards: Mapping[Url, Card], shorter: Callable[[Card], Card]) -> Mapping[Url, Card]:
    """A shorter form of each card by the same addresses; two addresses of one card have one."""
    made = {card.url: shorter(card) for card in cards.values()}
    return {url: made[card.url] for url, card in cards.items()}


def _line(card: Card) -> Card:
    return replace(_title(card), count=card.count, notes=card.notes)


def _title(card: Card) -> Card:
    return Card(
        url=card.url,
        title=card.title,
        kind=card.kind,
        lang=card.lang,
        date=card.date,
        unpublished=card.unpublished,
    )


def _article(article: Article, url: Url, notes: int) -> Card:
    meta = article.meta
    return Card(
        url=url,
        title=meta.title,
        kind="article",
        lang=article.lang,
        date=meta.date,
        kicker=meta.section or "",
        summary=meta.description or summary(article.body, SUMMARY),
        notes=notes,
    )


def _note(anchored: AnchoredNote) -> Card:
    note = anchored.note
    return Card(
        url=anchored.url,
        title=note.meta.quote or anchored.article.meta.title,
        kind="note",
        lang=anchored.article.lang,
        date=note.meta.updated or note.meta.date,
        kicker=note.meta.kind.value,
        summary=summary(note.body, SUMMARY),
    )


def _topic(topic: Topic, lang: str) -> Card:
    entity = topic.entity
    if entity is None:
        return Card(url=topic.url, title=topic.name, kind="tag", lang=lang, count=topic.count)
    role = entity.meta.roles[0].title if entity.meta.roles else ""
    return Card(
        url=topic.url,
        title=topic.name,
        kind=entity.meta.kind.value,
        lang=entity.lang,
        kicker=role,
        summary=entity.meta.description or summary(entity.body, SUMMARY),
        count=topic.count,
    )


def _event(event: Event, url: Url) -> Card:
    return Card(
        url=url,
        title=event.meta.title,
        kind="event",
        lang=event.lang,
        date=event.meta.date,
        summary=summary(event.body, SUMMARY),
    )


def _page(page: FreePage, config: Config) -> Card:
    return Card(
        url=at.page_url(page),
        title=config.title if page.slug == at.INTRO else page.meta.title,
        kind="page",
        lang=page.lang,
        date=page.meta.updated,
        summary=page.meta.description or summary(page.body, SUMMARY),
    )
