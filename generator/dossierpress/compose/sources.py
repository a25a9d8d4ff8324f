"""Who published what, which public sources are cited, and what is still wanted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from dossierpress.compose import paging
from dossierpress.compose.context import Context
from dossierpress.markup.foldtext import fold
from dossierpress.model import addresses as at
from dossierpress.model.card import Card
from dossierpress.model.document import Article
from dossierpress.model.edtf import Edtf
from dossierpress.model.meta import Citation
from dossierpress.model.page import Page
from dossierpress.model.parts import SourceView, WantedView
from dossierpress.model.site import Wanted
from dossierpress.model.source import Url
from dossierpress.model.views import SourcesView, WantedPageView


def pages(context: Context) -> Iterator[Page]:
    """The page of sources and the page of wanted articles, as far as there are any."""
    if context.site.documents.articles:
        yield _sources(context)
    if context.site.wanted:
        yield _wanted(context)


def _sources(context: Context) -> Page:
    publishers = _publishers(context)
    return Page(
        url=context.site.addresses.sources,
        template="sources.html",
        title="",
        lang=context.config.lang,
        chrome=context.chrome,
        kind="sources",
        view=SourcesView(sources=publishers, citations=_citations(context), single=len(publishers) == 1),
    )


def _publishers(context: Context) -> tuple[SourceView, ...]:
    groups: dict[str, list[Article]] = defaultdict(list)
    for article in context.site.documents.articles:
        groups[article.meta.source.name or ""].append(article)
    total = len(context.site.documents.articles)
    ranked = sorted(groups.items(), key=lambda pair: (-len(pair[1]), fold(pair[0])))
    return tuple(_publisher(name, articles, total, context) for name, articles in ranked)


def _publisher(name: str, articles: list[Article], total: int, context: Context) -> SourceView:
    dates: list[Edtf] = sorted((a.meta.date for a in articles if a.meta.date), key=lambda date: date.sort_key)
    newest = paging.part(articles, 1, context.config.page_size)
    return SourceView(
        name=name,
        articles=tuple(context.lines[at.article_url(a, context.site.addresses)] for a in newest),
        total=len(articles),
        share=round(100 * len(articles) / total),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )


def _citations(context: Context) -> tuple[tuple[Citation, tuple[Card, ...]], ...]:
    """Each cited source once, by address or else by title, with every page that cites it."""
    first: dict[str, Citation] = {}
    citing: dict[str, dict[Url, Card]] = defaultdict(dict)
    for card, sources in _citing(context):
        for source in sources:
            key = source.url or fold(source.title)
            first.setdefault(key, source)
            citing[key][card.url] = card
    ranked = sorted(first, key=lambda key: (fold(first[key].publisher or ""), fold(first[key].title), key))
    return tuple((first[key], tuple(citing[key].values())) for key in ranked)


def _citing(context: Context) -> Iterator[tuple[Card, Iterable[Citation]]]:
    for note in context.site.notes:
        yield context.titles[note.url], note.note.meta.sources
        if claim := note.note.meta.claim:
            for position in claim.positions:
                yield context.titles[note.url], position.sources
    for topic in context.site.topics:
        if topic.entity:
            yield context.titles[topic.url], topic.entity.meta.sources
    for event in context.site.events:
        yield context.titles[at.event_url(event, context.site.addresses)], event.meta.sources


def _wanted(context: Context) -> Page:
    return Page(
        url=context.site.addresses.wanted,
        template="wanted.html",
        title="",
        lang=context.config.lang,
        chrome=context.chrome,
        kind="wanted",
        view=WantedPageView(wanted=tuple(_wanted_view(wanted, context) for wanted in context.site.wanted)),
    )


def _wanted_view(wanted: Wanted, context: Context) -> WantedView:
    return WantedView(
        title=wanted.title,
        url=wanted.url,
        date=wanted.date,
        cited_by=tuple(context.titles[at.article_url(a, context.site.addresses)] for a in wanted.cited_by),
    )
