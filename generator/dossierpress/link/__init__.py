"""Documents become a site: names are resolved, notes placed, everything knows what points at it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from types import MappingProxyType
from typing import TypeVar

from dossierpress.config import Config
from dossierpress.diagnostics import Diagnostic
from dossierpress.link.anchors import anchored
from dossierpress.link.backlinks import backlinks, cited_articles
from dossierpress.link.claims import statements
from dossierpress.link.identity import duplicates, unknown_in_events, without_article
from dossierpress.link.mentions import mentions
from dossierpress.link.names import names
from dossierpress.link.places import addresses, everywhere, own_addresses
from dossierpress.link.published import Key, key_of, public_assets, published, unpublished
from dossierpress.link.readalso import read_also, wanted
from dossierpress.link.related import related
from dossierpress.link.resolve import links
from dossierpress.link.topics import TopicKeys, topic_keys, topics
from dossierpress.model import addresses as at
from dossierpress.model.addresses import Addresses
from dossierpress.model.document import Article, Documents, Entity, Event, FreePage, Parsed
from dossierpress.model.remember import Remember, each_time
from dossierpress.model.site import AnchoredNote, Site, Topic
from dossierpress.model.source import SourcePath, Url

__all__ = ["link", "public_assets", "published", "unpublished"]

K = TypeVar("K")

EVERYTHING_IS_PUBLIC: Mapping[Key, str] = MappingProxyType({})


def link(
    documents: Documents,
    config: Config,
    *,
    assets: Iterable[SourcePath] = (),
    hidden: Mapping[Key, str] = EVERYTHING_IS_PUBLIC,
    remember: Remember = each_time,
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Tie the documents together. ``assets`` are the files of ``content/`` that are not documents.

    ``hidden`` says which documents are not public, and why, for a preview to mark them (see `unpublished`).
    What is found in a text by itself, its notes' passages and the names in it, may be remembered.

    Every finding of every document is returned; a site is returned whatever they are, so that a preview
    can show what stands.
    """
    documents = _newest_first(documents)
    of = at.addresses(config.lang)
    found = [*duplicates(documents), *without_article(documents), *unknown_in_events(documents)]
    notes_of, lost = anchored(documents.articles, documents.notes, remember=remember)
    notes = _latest(chain.from_iterable(notes_of.values()))
    by_key = topics(documents.articles, notes, documents.entities, of)
    own = dict(own_addresses(documents, of))
    known = names(documents, by_key.values(), of)
    also = read_also(documents.articles, known)
    missing = wanted(documents.articles, also)
    shown = addresses(documents, by_key.values(), config, missing=bool(missing))
    places = everywhere(documents, own, known, shown, of=of, assets=assets)
    resolved = {url: links(document, places) for url, document in own.items()}
    links_of = {url: found_links for url, (found_links, _) in resolved.items()}
    keys = topic_keys(documents.entities)
    topics_of = {url: _topics_of(document, by_key, keys) for url, document in own.items()}
    named = mentions(documents.articles, documents.entities, by_key, remember=remember)
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
            remember=remember,
        ),
        wanted=missing,
        statements=statements(notes, by_key, keys),
        events=events,
        events_of=_by(events, lambda e: e.meta.articles),
        unpublished={
            url: hidden[key_of(document)] for url, document in own.items() if key_of(document) in hidden
        },
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


def _topics_of(document: Parsed, by_key: Mapping[str, Topic], keys: TopicKeys) -> tuple[Topic, ...]:
    """The topics of a document's tags, each once; of an event also those of its place and participants."""
    match document:
        case Entity() | FreePage():
            return ()
        case Event(meta=meta):
            named = (*meta.entities, *filter(None, [meta.place]), *meta.tags)
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
