"""Pages of tags and entities, and their two indexes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from dossierpress.compose import paging
from dossierpress.compose.context import Context
from dossierpress.compose.stands import of_topic
from dossierpress.markup.foldtext import fold
from dossierpress.model import addresses as at
from dossierpress.model.card import Card
from dossierpress.model.document import Entity
from dossierpress.model.meta import EntityKind
from dossierpress.model.page import Page
from dossierpress.model.parts import MentionView, TagView
from dossierpress.model.site import Mention, Topic
from dossierpress.model.source import SourcePath
from dossierpress.model.views import EntitiesView, TagsView, TopicView

#: How many topics a page names as met most often with its own.
NEAR = 12


def pages(context: Context) -> Iterator[Page]:
    """A page for each topic, the tag index and the index of entities."""
    for topic in context.site.topics:
        yield from _pages(topic, context)
    if any(topic.count for topic in context.site.topics):
        yield _tags(context)
    if context.site.documents.entities:
        yield _entities(context)


def _pages(topic: Topic, context: Context) -> Iterator[Page]:
    """The topic's page; when a list of it is longer than a page holds, more pages with what follows."""
    size, view = context.config.page_size, _view(topic, context)
    total = paging.count(size, view.articles, view.mentions, view.backlinks)
    for number in range(1, total + 1):
        yield Page(
            url=paging.address(topic.url, number),
            template="topic.html",
            title=topic.name,
            lang=context.config.lang,
            chrome=context.chrome,
            description=context.cards[topic.url].summary if number == 1 else "",
            kind="entities" if topic.entity else "tags",
            feed=topic.url,
            source=topic.entity.path if topic.entity else SourcePath(""),
            pager=paging.pager(topic.url, number, total),
            view=_part(view, number, size),
        )


def _part(view: TopicView, number: int, size: int) -> TopicView:
    """What page ``number`` shows: all but the ends of the lists on the first, only lists on the others."""
    bare = TopicView(articles=(), notes=(), feed=view.feed, tag=view.tag, kind=view.kind)
    return replace(
        view if number == 1 else bare,
        articles=paging.part(view.articles, number, size),
        mentions=paging.part(view.mentions, number, size),
        backlinks=paging.part(view.backlinks, number, size),
        total=len(view.articles),
    )


def _view(topic: Topic, context: Context) -> TopicView:
    return _entity_view(topic, topic.entity, context) if topic.entity else _tag_view(topic, context)


def _tag_view(topic: Topic, context: Context) -> TopicView:
    return TopicView(
        articles=tuple(context.cards[at.article_url(a, context.site.addresses)] for a in topic.tagged),
        notes=context.note_lines(topic.noted),
        feed=topic.url,
        tag=True,
        events=context.event_views(context.site.events_with.get(topic.url, ())),
        backlinks=context.backlinks(topic.url),
        claims=of_topic(topic, context.site, context.claims),
        related=_near(topic, context),
    )


def _entity_view(topic: Topic, entity: Entity, context: Context) -> TopicView:
    meta = entity.meta
    return TopicView(
        articles=tuple(context.cards[at.article_url(a, context.site.addresses)] for a in topic.tagged),
        notes=context.note_lines(topic.noted),
        feed=topic.url,
        tag=bool(topic.tagged),
        events=context.event_views(context.site.events_with.get(topic.url, ())),
        mentions=tuple(_mention(m, context) for m in context.site.mentions.get(topic.slug, ())),
        backlinks=context.backlinks(topic.url),
        claims=of_topic(topic, context.site, context.claims),
        related=_near(topic, context),
        kind=meta.kind.value,
        description=meta.description or "",
        prose=context.prose(topic.url, entity),
        names=tuple(meta.names.items()),
        aliases=tuple(alias for alias in meta.aliases if not alias.startswith("/")),
        roles=meta.roles,
        wikidata=meta.wikidata or "",
        website=meta.url or "",
        sources=meta.sources,
    )


def _mention(mention: Mention, context: Context) -> MentionView:
    return MentionView(
        card=context.titles[at.article_url(mention.article, context.site.addresses)],
        sentence=mention.sentence,
        count=mention.count,
    )


def _near(topic: Topic, context: Context) -> tuple[Card, ...]:
    """The topics met most often in the same articles and notes."""
    site = context.site
    addresses = [at.article_url(a, site.addresses) for a in topic.tagged] + [n.url for n in topic.noted]
    met = Counter(other.url for url in addresses for other in site.topics_of[url])
    del met[topic.url]
    ranked = sorted(met.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(context.lines[url] for url, _ in ranked[:NEAR])


def _tags(context: Context) -> Page:
    used = [topic for topic in context.site.topics if topic.count]
    tags = sorted((TagView(card=context.lines[t.url], entity=bool(t.entity)) for t in used), key=_by_name)
    return Page(
        url=context.site.addresses.tags,
        template="tags.html",
        title="",
        lang=context.config.lang,
        chrome=context.chrome,
        kind="tags",
        view=TagsView(tags=tuple(tags)),
    )


def _entities(context: Context) -> Page:
    groups = []
    for kind in EntityKind:
        own = [context.cards[t.url] for t in context.site.topics if t.entity and t.entity.meta.kind is kind]
        if own:
            groups.append((kind.value, tuple(own)))
    return Page(
        url=context.site.addresses.entities,
        template="entities.html",
        title="",
        lang=context.config.lang,
        chrome=context.chrome,
        kind="entities",
        view=EntitiesView(groups=tuple(groups)),
    )


def _by_name(tag: TagView) -> tuple[str, str]:
    return (fold(tag.card.title), tag.card.url)
