"""The timeline: events and publications, by year."""

from collections.abc import Iterator
from itertools import groupby

from dossierpress.compose.context import Context
from dossierpress.model import addresses as at
from dossierpress.model.card import Prose
from dossierpress.model.document import Article
from dossierpress.model.edtf import Edtf
from dossierpress.model.page import Page
from dossierpress.model.parts import EventView
from dossierpress.model.views import TimelineView

#: How many publications stand among the events: the newest, as older ones would bury the events.
PUBLICATIONS = 200


def pages(context: Context) -> Iterator[Page]:
    """The timeline, if anything has a date."""
    dated = [(a, a.meta.date) for a in context.site.documents.articles if a.meta.date]
    shown = (_publication(article, date, context) for article, date in dated[:PUBLICATIONS])
    entries = [*context.events.values(), *shown]
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
        view=TimelineView(years=years, left_out=len(dated[PUBLICATIONS:])),
    )


def _publication(article: Article, date: Edtf, context: Context) -> EventView:
    card = context.titles[at.article_url(article, context.site.addresses)]
    return EventView(
        url=card.url,
        anchor=f"article-{article.meta.id}",
        title=article.meta.title,
        date=date,
        lang=article.lang,
        prose=Prose(),
        topics=context.topic_links(context.site.topics_of[card.url]),
        articles=(card,),
        kind="article",
        unpublished=card.unpublished,
    )


def _year(date: Edtf) -> str:
    """The year an entry stands under; an open start stands before all years."""
    day = date.earliest or date.latest
    return f"{day.year:04}" if day else ""
