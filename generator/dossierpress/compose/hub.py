"""The front page: where things stand, what to read first, what is open."""

from collections.abc import Iterator

from dossierpress.compose.context import Context
from dossierpress.model import addresses as at
from dossierpress.model.card import Prose
from dossierpress.model.document import Article
from dossierpress.model.meta import EntityKind, NoteKind
from dossierpress.model.page import Page
from dossierpress.model.source import Url
from dossierpress.model.views import HubView

#: How many of each the front page shows.
ARTICLES, PEOPLE, EVENTS, NOTES, TAGS = 12, 8, 5, 6, 24


def pages(context: Context) -> Iterator[Page]:
    """The front page."""
    yield Page(
        url=Url("/"),
        template="hub.html",
        title=context.config.title,
        lang=context.config.lang,
        chrome=context.chrome,
        description=context.config.description,
        kind="hub",
        feed=Url("/"),
        view=_view(context),
    )


def _view(context: Context) -> HubView:
    site = context.site
    first = sorted(site.documents.articles, key=_weight)[:ARTICLES]
    people = [t for t in site.topics if t.entity and t.entity.meta.kind is EntityKind.PERSON]
    questions = [n for n in site.notes if n.note.meta.kind is NoteKind.QUESTION]
    named = {slug: sum(m.count for m in found) for slug, found in site.mentions.items()}
    people.sort(key=lambda t: (-t.count - named.get(t.slug, 0), t.slug))
    tags = sorted((t for t in site.topics if t.count), key=lambda t: (-t.count, t.slug))
    return HubView(
        intro=_intro(context),
        counts=_counts(context),
        articles=tuple(context.cards[at.article_url(a, site.addresses)] for a in first),
        people=tuple(context.cards[t.url] for t in people[:PEOPLE]),
        events=context.event_views(site.events[: -EVENTS - 1 : -1]),
        questions=context.note_lines(questions[:NOTES]),
        notes=context.note_lines(site.notes[:NOTES]),
        tags=tuple(context.lines[t.url] for t in tags[:TAGS]),
        wanted=len(site.wanted),
        sources=len({a.meta.source.name for a in site.documents.articles}),
    )


def _intro(context: Context) -> Prose | None:
    page = next((p for p in context.site.documents.pages if p.slug == at.INTRO), None)
    return context.prose(at.page_url(page), page) if page else None


def _counts(context: Context) -> tuple[tuple[str, int], ...]:
    documents = context.site.documents
    return (
        ("articles", len(documents.articles)),
        ("notes", len(context.site.notes)),
        ("entities", len(documents.entities)),
        ("events", len(documents.events)),
        ("claims", len(context.site.statements)),
        ("corrections", len(context.site.corrections)),
        ("wanted", len(context.site.wanted)),
    )


def _weight(article: Article) -> tuple[bool, int]:
    """Articles with a weight come first; the rest keep their order, newest first."""
    return (article.meta.weight is None, article.meta.weight or 0)
