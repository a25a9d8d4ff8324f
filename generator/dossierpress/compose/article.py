"""Article pages, and the short addresses that lead to them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from dossierpress.compose import paging
from dossierpress.compose.context import Context
from dossierpress.compose.jsonld import news_article
from dossierpress.model import addresses as at
from dossierpress.model.anchor import Anchor
from dossierpress.model.card import Card, Mark, Prose
from dossierpress.model.document import Article
from dossierpress.model.page import Page
from dossierpress.model.parts import ReadAlsoView, RelatedView
from dossierpress.model.provenance import Receipt, Trace
from dossierpress.model.site import AnchoredNote, ReadAlsoLink, Related
from dossierpress.model.source import Slug, SourcePath, Url
from dossierpress.model.views import ArticlesView, ArticleView, RedirectView


def pages(context: Context) -> Iterator[Page]:
    """A page for every article and one for its short id; a list of all when there are several."""
    in_time = context.site.documents.articles[::-1]
    cards = [_card(article, context) for article in in_time]
    shown = [context.titles[card.url] for card in cards]
    before = {second.url: first for first, second in pairwise(shown)}
    after = {first.url: second for first, second in pairwise(shown)}
    for article, card in zip(in_time, cards, strict=True):
        yield _page(article, card, before.get(card.url), after.get(card.url), context)
        yield _short(article, card, context)
    if len(in_time) > 1:
        yield from _index(context)


def _index(context: Context) -> Iterator[Page]:
    """The list of all articles, newest first, on as many pages as it takes."""
    url, size = context.site.addresses.articles, context.config.page_size
    cards = [_card(article, context) for article in context.site.documents.articles]
    total = paging.count(size, cards)
    starts = _starts(cards, url, size)
    for number in range(1, total + 1):
        years = groupby(paging.part(cards, number, size), key=_year)
        yield Page(
            url=paging.address(url, number),
            template="articles.html",
            title="",
            lang=context.config.lang,
            chrome=context.chrome,
            kind="articles",
            feed=Url("/"),
            pager=paging.pager(url, number, total),
            view=ArticlesView(years=tuple((year, tuple(group)) for year, group in years), starts=starts),
        )


def _starts(cards: list[Card], url: Url, size: int) -> tuple[tuple[str, Url], ...]:
    """Each year and the place in the list where it begins."""
    first: dict[str, int] = {}
    for place, card in enumerate(cards):
        first.setdefault(_year(card), place)
    pages = {year: paging.address(url, place // size + 1 if size > 0 else 1) for year, place in first.items()}
    return tuple((year, Url(f"{page}#y{year or 0}")) for year, page in pages.items())


def _year(card: Card) -> str:
    return f"{card.date.earliest.year:04}" if card.date and card.date.earliest else ""


def _page(article: Article, card: Card, before: Card | None, after: Card | None, context: Context) -> Page:
    return Page(
        url=card.url,
        template="article.html",
        title=article.meta.title,
        lang=article.lang,
        chrome=context.chrome,
        description=card.summary,
        kind="articles",
        feed=Url("/"),
        jsonld=news_article(
            article, card, context.topic_links(context.site.topics_of[card.url]), context.chrome
        ),
        source=article.path,
        view=_view(article, card, before, after, context),
    )


def _view(
    article: Article, card: Card, before: Card | None, after: Card | None, context: Context
) -> ArticleView:
    site, meta = context.site, article.meta
    notes = site.notes_of[meta.id]
    tagged = site.topics_of[card.url]
    named = [
        topic for topic in site.mentioned_in.get(meta.id, ()) if topic.url not in {t.url for t in tagged}
    ]
    return ArticleView(
        id=meta.id,
        prose=_prose(article, card, notes, context),
        notes=context.note_views(notes),
        short_url=at.short_url(article),
        section=meta.section or "",
        date=meta.date,
        updated=meta.updated,
        description=meta.description or "",
        authors=meta.authors,
        source=meta.source,
        image=meta.image,
        image_url=_image(article, context),
        topics=context.topic_links(tagged),
        entities=context.topic_links(named),
        read_also=tuple(_read_also(link, context) for link in site.read_also[meta.id]),
        related=tuple(_related(found, context) for found in site.related[meta.id]),
        backlinks=context.backlinks(card.url),
        events=context.event_views(site.events_of.get(meta.id, ())),
        previous=before,
        next=after,
        review=meta.review,
        path=article.path,
        raw_path=SourcePath(f"content/{meta.source.raw}") if meta.source.raw else SourcePath(""),
        trace=trace(article, context.receipts.get(meta.source.raw or "")),
    )


def trace(article: Article, receipt: Receipt | None) -> Trace | None:
    """Where an article's text comes from; nothing is known of one that was read from no file."""
    edited = receipt is not None and receipt.body != article.body_sha256
    return Trace(markdown=article.sha256, receipt=receipt, edited=edited) if article.sha256 else None


def marks(anchors: Iterable[tuple[Slug, Anchor]]) -> tuple[Mark, ...]:
    """The passages of notes that have one, in the order given."""
    return tuple(Mark(found.start, found.end, key) for key, found in anchors if found.end > found.start)


def _prose(article: Article, card: Card, notes: tuple[AnchoredNote, ...], context: Context) -> Prose:
    return context.prose(card.url, article, marks((note.note.slug, note.anchor) for note in notes))


def _image(article: Article, context: Context) -> Url | None:
    src = article.meta.image.src if article.meta.image else None
    path = SourcePath(f"content/{src}")
    return at.asset_url(path) if src and path in context.assets else None


def _read_also(link: ReadAlsoLink, context: Context) -> ReadAlsoView:
    card = context.lines[_url(link.article, context)] if link.article else None
    return ReadAlsoView(title=link.title, card=card, url=link.url, date=link.date)


def _related(found: Related, context: Context) -> RelatedView:
    return RelatedView(card=context.titles[_url(found.article, context)], reasons=found.reasons)


def _card(article: Article, context: Context) -> Card:
    return context.cards[_url(article, context)]


def _url(article: Article, context: Context) -> Url:
    return at.article_url(article, context.site.addresses)


def _short(article: Article, card: Card, context: Context) -> Page:
    return Page(
        url=at.short_url(article),
        template="redirect.html",
        title=article.meta.title,
        lang=article.lang,
        chrome=context.chrome,
        view=RedirectView(target=replace(card, notes=0)),
        noindex=True,
        canonical=card.url,
        source=article.path,
    )
