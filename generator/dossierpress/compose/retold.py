"""What shows the text of one article, and how it is when the text is another one but all else is the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dossierpress.compose.annotations import placed
from dossierpress.compose.article import marks, trace
from dossierpress.compose.context import block
from dossierpress.compose.note import sentence
from dossierpress.model.anchor import Anchor
from dossierpress.model.annotations import Annotated, Annotation
from dossierpress.model.card import Prose
from dossierpress.model.document import Article
from dossierpress.model.feed import Feed
from dossierpress.model.page import Page
from dossierpress.model.parts import NoteView
from dossierpress.model.source import Slug, Url
from dossierpress.model.views import ArticleView, NotePageView


@dataclass(frozen=True, slots=True)
class Telling:
    """All that shows the text of the article at ``url``: its page, its notes' pages, feeds, its annotations.

    ``annotated`` is empty when the article has no notes.
    """

    url: Url
    pages: tuple[Page, ...]
    feeds: tuple[Feed, ...]
    annotated: tuple[Annotated, ...]


def telling(
    url: Url, pages: Iterable[Page], feeds: Iterable[Feed], annotated: Iterable[Annotated]
) -> Telling:
    """What of these shows the text of the article at ``url``."""
    return Telling(
        url,
        tuple(page for page in pages if _tells(page, url)),
        tuple(feed for feed in feeds if any(item.url == url for item in feed.items)),
        tuple(own for own in annotated if own.url == url),
    )


def retold(told: Telling, article: Article, anchors: Mapping[Slug, Anchor]) -> Telling:
    """The same of ``article``, an edited one; ``anchors`` say where its notes' passages are, by the notes' slugs."""
    return Telling(
        told.url,
        tuple(_page(page, article, anchors) for page in told.pages),
        tuple(_feed(feed, told.url, article) for feed in told.feeds),
        tuple(_annotated(own, article, anchors) for own in told.annotated),
    )


def _tells(page: Page, url: Url) -> bool:
    match page.view:
        case ArticleView():
            return page.url == url
        case NotePageView(note=note):
            return note.article.url == url
    return False


def _page(page: Page, article: Article, anchors: Mapping[Slug, Anchor]) -> Page:
    match page.view:
        case ArticleView() as view:
            return replace(page, view=_article(view, article, anchors))
        case NotePageView() as view:
            said = sentence(article.body, anchors[Slug(view.note.key)])
            return replace(page, view=replace(view, note=_note(view.note, article, anchors), sentence=said))
    raise TypeError(f"tells no article: {page.url}")


def _article(view: ArticleView, article: Article, anchors: Mapping[Slug, Anchor]) -> ArticleView:
    ordered = marks((Slug(note.key), anchors[Slug(note.key)]) for note in view.notes)
    return replace(
        view,
        prose=Prose(body=article.body, links=view.prose.links, marks=ordered),
        notes=tuple(_note(note, article, anchors) for note in view.notes),
        trace=trace(article, view.trace.receipt if view.trace else None),
    )


def _note(note: NoteView, article: Article, anchors: Mapping[Slug, Anchor]) -> NoteView:
    return replace(note, block=block(article.body, anchors[Slug(note.key)]))


def _feed(feed: Feed, url: Url, article: Article) -> Feed:
    return replace(
        feed,
        items=tuple(
            replace(item, prose=replace(item.prose, body=article.body)) if item.url == url else item
            for item in feed.items
        ),
    )


def _annotated(annotated: Annotated, article: Article, anchors: Mapping[Slug, Anchor]) -> Annotated:
    def again(annotation: Annotation) -> Annotation:
        note = _note(annotation.note, article, anchors)
        return placed(replace(annotation, note=note), anchors[Slug(note.key)])

    return replace(annotated, body=article.body, annotations=tuple(map(again, annotated.annotations)))
