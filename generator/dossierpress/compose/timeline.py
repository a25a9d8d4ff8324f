"""The timeline: events and publications, by year."""

from collections.abc import Iterator
from itertools import groupby

from dossierpress.compose.context import Context
from dossierpress.model import addresses as at
from dossierpress.model.document import Article
from dossierpress.model.edtf import Edtf
from dossierpress.model.page import EventView, Page, Prose, TimelineView


def pages(context: Context) -> Iterator[Page]:
    """The timeline, if anything has a date."""
    entries = [*context.events.values(), *_publications(context)]
    if not entries:
        return
    entries.sort(key=lambda e: (e.date.sort_key, e.kind, e.anchor))
    years = tuple((year, tuple(group)) for year, group in groupby(entries, key=lambda e: _year(e.date)))
    yield Page(
        url=context.site.addresses.timeline,
        template="timeline.html",
        title="",
        lang=context.config.lang,
        chrome=context.chrome,
        kind="timeline",
        view=TimelineView(years=years),
    )


def _publications(context: Context) -> Iterator[EventView]:
    for article in context.site.documents.articles:
        if article.meta.date:
            yield _publication(article, article.meta.date, context)


def _publication(article: Article, date: Edtf, context: Context) -> EventView:
    card = context.cards[at.article_url(article, context.site.addresses)]
    return EventView(
        url=card.url,
        anchor=f"article-{article.meta.id}",
        title=article.meta.title,
        date=date,
        lang=article.lang,
        prose=Prose(),
        topics=context.topic_cards(context.site.topics_of[card.url]),
        articles=(card,),
        kind="article",
    )


def _year(date: Edtf) -> str:
    """The year an entry stands under; an open start stands before all years."""
    day = date.earliest or date.latest
    return f"{day.year:04}" if day else ""
