"""Article pages, and the short addresses that lead to them."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from dossierpress.compose.context import Context
from dossierpress.compose.jsonld import news_article
from dossierpress.model import addresses as at
from dossierpress.model.document import Article
from dossierpress.model.page import (
    ArticlesView,
    ArticleView,
    Card,
    Mark,
    Page,
    Prose,
    ReadAlsoView,
    RedirectView,
    RelatedView,
)
from dossierpress.model.site import AnchoredNote, ReadAlsoLink, Related
from dossierpress.model.source import SourcePath, Url


def pages(context: Context) -> Iterator[Page]:
    """A page for every article and one for its short id; a list of all when there are several."""
    in_time = context.site.documents.articles[::-1]
    cards = [_card(article, context) for article in in_time]
    before = dict(zip((c.url for c in cards[1:]), cards, strict=False))
    after = {first.url: second for first, second in pairwise(cards)}
    for article, card in zip(in_time, cards, strict=True):
        yield _page(article, card, before.get(card.url), after.get(card.url), context)
        yield _short(article, card, context)
    if len(in_time) > 1:
        yield _index(context)


def _index(context: Context) -> Page:
    cards = [_card(article, context) for article in context.site.documents.articles]
    years = tuple((year, tuple(group)) for year, group in groupby(cards, key=_year))
    return Page(
        url=context.site.addresses.articles,
        template="articles.html",
        title="",
        lang=context.config.lang,
        chrome=context.chrome,
        kind="articles",
        feed=Url("/"),
        view=ArticlesView(years=years),
    )


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
            article, card, context.topic_cards(context.site.topics_of[card.url]), context.chrome
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
        topics=context.topic_cards(tagged),
        entities=context.topic_cards(named),
        read_also=tuple(_read_also(link, context) for link in site.read_also[meta.id]),
        related=tuple(_related(found, context) for found in site.related[meta.id]),
        backlinks=context.backlinks(card.url),
        events=context.event_views(site.events_of.get(meta.id, ())),
        previous=before,
        next=after,
        review=meta.review,
        path=article.path,
        raw_path=SourcePath(f"content/{meta.source.raw}") if meta.source.raw else SourcePath(""),
    )


def _prose(article: Article, card: Card, notes: tuple[AnchoredNote, ...], context: Context) -> Prose:
    marks = (Mark(n.anchor.start, n.anchor.end, n.note.slug) for n in notes if n.anchor.end > n.anchor.start)
    return context.prose(card.url, article, tuple(marks))


def _image(article: Article, context: Context) -> Url | None:
    src = article.meta.image.src if article.meta.image else None
    path = SourcePath(f"content/{src}")
    return at.asset_url(path) if src and path in context.assets else None


def _read_also(link: ReadAlsoLink, context: Context) -> ReadAlsoView:
    card = _card(link.article, context) if link.article else None
    return ReadAlsoView(title=link.title, card=card, url=link.url, date=link.date)


def _related(found: Related, context: Context) -> RelatedView:
    return RelatedView(card=_card(found.article, context), reasons=found.reasons)


def _card(article: Article, context: Context) -> Card:
    return context.cards[at.article_url(article, context.site.addresses)]


def _short(article: Article, card: Card, context: Context) -> Page:
    return Page(
        url=at.short_url(article),
        template="redirect.html",
        title=article.meta.title,
        lang=article.lang,
        chrome=context.chrome,
        view=RedirectView(target=card),
        noindex=True,
        canonical=card.url,
        source=article.path,
    )
