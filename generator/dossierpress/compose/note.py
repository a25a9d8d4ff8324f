"""A permalink page for every note, and the list of all notes."""

from collections.abc import Iterator

from dossierpress.compose import paging
from dossierpress.compose.context import Context
from dossierpress.markup.text import sentence_around
from dossierpress.model import addresses as at
from dossierpress.model.anchor import Anchor
from dossierpress.model.body import Body
from dossierpress.model.page import Page
from dossierpress.model.parts import TurnView
from dossierpress.model.site import AnchoredNote
from dossierpress.model.source import Url
from dossierpress.model.views import NotePageView, NotesView


def pages(context: Context) -> Iterator[Page]:
    """A page for each note, and the index of notes if there are any."""
    for article in context.site.documents.articles:
        notes = context.site.notes_of[article.meta.id]
        for place, note in enumerate(notes):
            before = _turn(notes[place - 1]) if place else None
            after = _turn(notes[place + 1]) if place + 1 < len(notes) else None
            yield _page(note, before, after, context)
    if context.site.notes:
        yield from _index(context)


def _page(note: AnchoredNote, before: TurnView | None, after: TurnView | None, context: Context) -> Page:
    view = context.notes[note.url]
    return Page(
        url=note.url,
        template="note.html",
        title=view.quote or view.article.title,
        lang=context.config.lang,
        chrome=context.chrome,
        description=context.cards[note.url].summary,
        kind="notes",
        feed=context.site.addresses.notes,
        source=note.note.path,
        view=NotePageView(
            note=view,
            sentence=sentence(note.article.body, note.anchor),
            passage=Url(f"{at.article_url(note.article, context.site.addresses)}#p-{note.note.slug}"),
            previous=before,
            next=after,
            backlinks=context.backlinks(note.url),
        ),
    )


def _turn(note: AnchoredNote) -> TurnView:
    return TurnView(url=note.url, number=note.number, kind=note.note.meta.kind.value)


def sentence(body: Body, anchor: Anchor) -> str:
    """The sentence a passage stands in; empty when it has no place."""
    return sentence_around(body.text, anchor.start, anchor.end) if anchor.end > anchor.start else ""


def _index(context: Context) -> Iterator[Page]:
    """All notes, newest first, on as many pages as it takes."""
    url, size = context.site.addresses.notes, context.config.page_size
    total = paging.count(size, context.site.notes)
    for number in range(1, total + 1):
        yield Page(
            url=paging.address(url, number),
            template="notes.html",
            title="",
            lang=context.config.lang,
            chrome=context.chrome,
            kind="notes",
            feed=url,
            pager=paging.pager(url, number, total),
            view=NotesView(notes=context.note_lines(paging.part(context.site.notes, number, size))),
        )
