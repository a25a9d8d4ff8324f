"""Documents become a site: names are resolved, notes placed, everything knows what points at it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import TypeVar

from dossierpress.config import Config
from dossierpress.diagnostics import Diagnostic
from dossierpress.link.anchors import anchored
from dossierpress.link.backlinks import backlinks, cited_articles
from dossierpress.link.identity import duplicates, without_article
from dossierpress.link.mentions import mentions
from dossierpress.link.names import Target, names
from dossierpress.link.published import published
from dossierpress.link.readalso import read_also, wanted
from dossierpress.link.related import related
from dossierpress.link.resolve import Places, links
from dossierpress.link.topics import TopicKeys, topic_keys, topics
from dossierpress.model import addresses as at
from dossierpress.model.addresses import Addresses
from dossierpress.model.document import Article, Documents, Entity, Event, FreePage, Parsed, title_of
from dossierpress.model.site import AnchoredNote, Site, Topic
from dossierpress.model.source import SourcePath, Url

__all__ = ["link", "published"]

K = TypeVar("K")


def link(
    documents: Documents, config: Config, *, assets: Iterable[SourcePath] = ()
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Tie the documents together. ``assets`` are the files of ``content/`` that are not documents.

    Every finding of every document is returned; a site is returned whatever they are, so that a preview
    can show what stands.
    """
    documents = _newest_first(documents)
    of = at.addresses(config.lang)
    found = [*duplicates(documents), *without_article(documents)]
    notes_of, lost = anchored(documents.articles, documents.notes)
    notes = _latest(chain.from_iterable(notes_of.values()))
    by_key = topics(documents.articles, notes, documents.entities, of)
    own = dict(_own_addresses(documents, of))
    places = _places(documents, by_key.values(), own, of, frozenset(assets))
    resolved = {url: links(document, places) for url, document in own.items()}
    links_of = {url: found_links for url, (found_links, _) in resolved.items()}
    keys = topic_keys(documents.entities)
    topics_of = {url: _topics_of(document, by_key, keys) for url, document in own.items()}
    named = mentions(documents.articles, documents.entities, by_key)
    also = read_also(documents.articles, places.names)
    events = tuple(sorted(documents.events, key=lambda e: (e.meta.date.sort_key, e.slug)))
    site = Site(
        addresses=of,
        documents=documents,
        notes=notes,
        notes_of=notes_of,
        topics=tuple(sorted(by_key.values(), key=lambda topic: topic.slug)),
        topics_of=topics_of,
        links=links_of,
        backlinks=backlinks(own, links_of, also, of),
        mentions=named.of_entity,
        mentioned_in=named.in_article,
        read_also=also,
        related=related(
            documents.articles,
            _article_topics(documents.articles, topics_of, named.in_article, of),
            also,
            cited_articles(documents.articles, links_of, of),
            config.related_items,
        ),
        wanted=wanted(documents.articles, also),
        events=events,
        events_of=_by(events, lambda e: e.meta.articles),
        events_with=_by(events, lambda e: (t.url for t in topics_of[at.event_url(e, of)])),
    )
    return site, (*found, *lost, *chain.from_iterable(d for _, d in resolved.values()))


def _newest_first(documents: Documents) -> Documents:
    def age(article: Article) -> tuple[int, str]:
        day = article.meta.date and article.meta.date.earliest
        return (-day.toordinal() if day else 0, article.slug)

    return Documents(
        articles=tuple(sorted(documents.articles, key=age)),
        notes=documents.notes,
        entities=documents.entities,
        events=documents.events,
        pages=documents.pages,
    )


def _latest(notes: Iterable[AnchoredNote]) -> tuple[AnchoredNote, ...]:
    def age(note: AnchoredNote) -> tuple[int, str, int]:
        written = note.note.meta.updated or note.note.meta.date
        day = written and written.earliest
        return (-day.toordinal() if day else 0, note.article.slug, note.number)

    return tuple(sorted(notes, key=age))


def _own_addresses(documents: Documents, of: Addresses) -> Iterator[tuple[Url, Parsed]]:
    """Each document with the address that is its own."""
    yield from ((at.article_url(a, of), a) for a in documents.articles)
    yield from ((at.note_url(n), n) for n in documents.notes)
    yield from ((Url(f"{of.entities}{e.slug}/"), e) for e in documents.entities)
    yield from ((at.event_url(e, of), e) for e in documents.events)
    yield from ((at.page_url(p), p) for p in documents.pages)


def _places(
    documents: Documents,
    all_topics: Iterable[Topic],
    own: Mapping[Url, Parsed],
    of: Addresses,
    assets: frozenset[SourcePath],
) -> Places:
    all_topics = tuple(all_topics)
    sections = (of.articles, of.tags, of.entities, of.timeline, of.sources, of.wanted, of.notes, Url("/"))
    by_document = {url: Target(url, title_of(document), document) for url, document in own.items()}
    short = {at.short_url(a): by_document[at.article_url(a, of)] for a in documents.articles}
    return Places(
        names=names(documents, all_topics, of),
        by_path={
            target.document.path: target for target in reversed(by_document.values()) if target.document
        },
        by_url={
            **{url: Target(url, "") for url in sections},
            **{topic.url: Target(topic.url, topic.name) for topic in all_topics},
            **short,
            **by_document,
        },
        anchors={of.timeline: {event.slug for event in documents.events}},
        assets=assets,
    )


def _topics_of(document: Parsed, by_key: Mapping[str, Topic], keys: TopicKeys) -> tuple[Topic, ...]:
    """The topics of a document's tags, each once; of an event also those of its place and participants."""
    match document:
        case Entity() | FreePage():
            return ()
        case Event(meta=meta):
            named = (*meta.entities, *meta.tags)
        case _:
            named = document.meta.tags  # type: ignore[attr-defined]  # articles and notes both have tags
    found = dict.fromkeys(keys.key(name) for name in named)
    return tuple(by_key[key] for key in found if key in by_key)


def _article_topics(
    articles: Iterable[Article],
    topics_of: Mapping[Url, tuple[Topic, ...]],
    mentioned: Mapping[str, tuple[Topic, ...]],
    of: Addresses,
) -> dict[str, tuple[Topic, ...]]:
    """Tags and entities named, each topic once, by the article's short id."""
    found = {}
    for article in articles:
        both = (*topics_of[at.article_url(article, of)], *mentioned.get(article.meta.id, ()))
        found[article.meta.id] = tuple({topic.url: topic for topic in both}.values())
    return found


def _by(events: Iterable[Event], keys: Callable[[Event], Iterable[K]]) -> dict[K, tuple[Event, ...]]:
    found: dict[K, list[Event]] = defaultdict(list)
    for event in events:
        for key in keys(event):
            found[key].append(event)
    return {key: tuple(own) for key, own in found.items()}
