"""What can be followed: the dossier, its notes, and each topic."""

from collections.abc import Iterable, Iterator
from heapq import nsmallest

from dossierpress.compose.context import Context
from dossierpress.model import addresses as at
from dossierpress.model.document import Article
from dossierpress.model.edtf import Edtf
from dossierpress.model.feed import Feed, FeedItem
from dossierpress.model.site import AnchoredNote
from dossierpress.model.source import Url


def feeds(context: Context) -> Iterator[Feed]:
    """The feeds of the site; none when its address is unknown, as entries must have absolute ones."""
    if not context.chrome.base:
        return
    site = context.site
    title, entries = context.config.title, _Entries(context)
    yield entries.feed(Url("/"), title, (*site.documents.articles, *site.notes))
    if site.notes:
        yield entries.feed(site.addresses.notes, f"{title} – notes", site.notes)
    if site.corrections:
        yield entries.feed(site.addresses.corrections, f"{title} – corrections", site.corrections)
    for topic in site.topics:
        yield entries.feed(topic.url, f"{topic.name} – {title}", (*topic.tagged, *topic.noted))


class _Entries:
    """What can be followed, in the order of feeds; most of it is in several, so each entry is made once."""

    def __init__(self, context: Context) -> None:
        site = context.site
        self._context = context
        self._places = {
            **{
                id(a): _newest_first(at.article_url(a, site.addresses), _changed(a))
                for a in site.documents.articles
            },
            **{id(n): _newest_first(n.url, n.note.meta.updated or n.note.meta.date) for n in site.notes},
        }
        self._made: dict[int, FeedItem] = {}

    def feed(self, url: Url, title: str, followed: Iterable[Article | AnchoredNote]) -> Feed:
        """The newest of what is followed."""
        newest = nsmallest(self._context.config.feed_items, followed, key=lambda x: self._places[id(x)])
        return Feed(url=url, page=url, title=title, items=tuple(map(self._entry, newest)))

    def _entry(self, followed: Article | AnchoredNote) -> FeedItem:
        made = self._made.get(id(followed))
        if made is None:
            make = _note if isinstance(followed, AnchoredNote) else _article
            made = self._made[id(followed)] = make(followed, self._context)  # type: ignore[arg-type]  # as asked
        return made


def _newest_first(url: Url, date: Edtf | None) -> tuple[int, str]:
    day = date and (date.latest or date.earliest)
    return (-day.toordinal() if day else 0, url)


def _changed(article: Article) -> Edtf | None:
    meta = article.meta
    return meta.updated or meta.source.retrieved or meta.date


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
        updated=_changed(article),
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
