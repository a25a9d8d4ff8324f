"""What can be followed: the dossier, its notes, and each topic."""

from collections.abc import Iterable, Iterator

from dossierpress.compose.context import Context
from dossierpress.model import addresses as at
from dossierpress.model.document import Article
from dossierpress.model.page import Feed, FeedItem
from dossierpress.model.site import AnchoredNote
from dossierpress.model.source import Url


def feeds(context: Context) -> Iterator[Feed]:
    """The feeds of the site; none when its address is unknown, as entries must have absolute ones."""
    if not context.chrome.base:
        return
    site = context.site
    title = context.config.title
    yield _feed(Url("/"), title, (*site.documents.articles, *site.notes), context)
    if site.notes:
        yield _feed(site.addresses.notes, f"{title} – notes", site.notes, context)
    for topic in site.topics:
        yield _feed(topic.url, f"{topic.name} – {title}", (*topic.tagged, *topic.noted), context)


def _feed(url: Url, title: str, followed: Iterable[Article | AnchoredNote], context: Context) -> Feed:
    items = [_note(x, context) if isinstance(x, AnchoredNote) else _article(x, context) for x in followed]
    items.sort(key=_newest_first)
    return Feed(url=url, page=url, title=title, items=tuple(items[: context.config.feed_items]))


def _newest_first(item: FeedItem) -> tuple[int, str]:
    date = item.updated or item.date
    day = date and (date.latest or date.earliest)
    return (-day.toordinal() if day else 0, item.url)


def _article(article: Article, context: Context) -> FeedItem:
    card = context.cards[at.article_url(article, context.site.addresses)]
    meta = article.meta
    return FeedItem(
        url=card.url,
        title=card.title,
        summary=card.summary,
        prose=context.prose(card.url, article),
        lang=article.lang,
        date=meta.date,
        updated=meta.updated or meta.source.retrieved or meta.date,
        author=", ".join(meta.authors) or meta.source.name or "",
        tags=tuple(topic.name for topic in context.site.topics_of[card.url]),
    )


def _note(note: AnchoredNote, context: Context) -> FeedItem:
    view, card = context.notes[note.url], context.cards[note.url]
    return FeedItem(
        url=note.url,
        title=card.title,
        summary=card.summary,
        prose=view.prose,
        lang=view.lang,
        date=view.date,
        updated=view.updated or view.date,
        author=view.author,
        tags=tuple(topic.title for topic in view.topics),
    )
