"""A permalink page for every note, and the list of all notes."""

from collections.abc import Iterator

from dossierpress.compose.context import Context
from dossierpress.markup.text import sentence_around
from dossierpress.model import addresses as at
from dossierpress.model.page import NotePageView, NotesView, NoteView, Page
from dossierpress.model.site import AnchoredNote
from dossierpress.model.source import Url


def pages(context: Context) -> Iterator[Page]:
    """A page for each note, and the index of notes if there are any."""
    for article in context.site.documents.articles:
        notes = context.site.notes_of[article.meta.id]
        for place, note in enumerate(notes):
            before = context.notes[notes[place - 1].url] if place else None
            after = context.notes[notes[place + 1].url] if place + 1 < len(notes) else None
            yield _page(note, before, after, context)
    if context.site.notes:
        yield _index(context)


def _page(note: AnchoredNote, before: NoteView | None, after: NoteView | None, context: Context) -> Page:
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
            sentence=_sentence(note),
            passage=Url(f"{at.article_url(note.article, context.site.addresses)}#p-{note.note.slug}"),
            previous=before,
            next=after,
            backlinks=context.backlinks(note.url),
        ),
    )


def _sentence(note: AnchoredNote) -> str:
    if note.anchor.end <= note.anchor.start:
        return ""
    return sentence_around(note.article.body.text, note.anchor.start, note.anchor.end)


def _index(context: Context) -> Page:
    return Page(
        url=context.site.addresses.notes,
        template="notes.html",
        title="",
        lang=context.config.lang,
        chrome=context.chrome,
        kind="notes",
        feed=context.site.addresses.notes,
        view=NotesView(notes=context.note_views(context.site.notes)),
    )
