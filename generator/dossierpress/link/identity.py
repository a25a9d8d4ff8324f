"""No two documents may claim the same short id, slug or note key."""

from collections.abc import Iterable, Iterator
from itertools import chain

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.link.topics import topic_keys
from dossierpress.markup.foldtext import fold
from dossierpress.model.document import Documents, Event, Note, Parsed


def duplicates(documents: Documents) -> Iterator[Diagnostic]:
    """An error for each document that claims what an earlier one has, naming both."""
    yield from _clashes(((a.meta.id, a) for a in documents.articles), "id", "duplicate-id", "short id")
    for group in (documents.articles, documents.entities, documents.events, documents.pages):
        yield from _clashes(((d.slug, d) for d in group), "slug", "duplicate-slug", "slug")
    keys = ((f"{n.meta.article}/{n.slug}", n) for n in documents.notes)
    yield from _clashes(keys, "id", "duplicate-note", "note id")


def without_article(documents: Documents) -> Iterator[Diagnostic]:
    """An error for each note whose article is not in the dossier."""
    ids = {a.meta.id for a in documents.articles}
    for note in documents.notes:
        if note.meta.article not in ids:
            yield _no_article(note, sorted(ids))


def unknown_in_events(documents: Documents) -> Iterator[Diagnostic]:
    """A warning for each article or entity an event names that is not in the dossier: it is not shown."""
    ids = {a.meta.id for a in documents.articles}
    keys = topic_keys(documents.entities)
    tagged = (*(a.meta.tags for a in documents.articles), *(n.meta.tags for n in documents.notes))
    tags = set(map(fold, chain.from_iterable(tagged)))
    for event in documents.events:
        for place, article in enumerate(event.meta.articles):
            if article not in ids:
                yield _unknown(event, f"articles.{place}", f"no article has the id {article!r}")
        for place, name in enumerate(event.meta.entities):
            if fold(name) not in keys.by_name and fold(name) not in tags:
                yield _unknown(event, f"entities.{place}", f"no entity is called {name!r}")


def _unknown(event: Event, key: str, message: str) -> Diagnostic:
    hint = "it is not shown with the event; check the spelling, or make a file for it"
    return Diagnostic(event.span(key), "event-unknown", message, hint, Severity.WARNING)


def _no_article(note: Note, ids: list[str]) -> Diagnostic:
    known = ", ".join(ids[:5]) + (" …" if len(ids) > 5 else "")
    return Diagnostic(
        note.span("article"),
        "note-without-article",
        f"no article has the id {note.meta.article!r}",
        f"known ids: {known}" if ids else "the dossier has no article yet",
    )


def _clashes(claims: Iterable[tuple[str, Parsed]], key: str, code: str, what: str) -> Iterator[Diagnostic]:
    first: dict[str, Parsed] = {}
    for value, document in claims:
        other = first.setdefault(value, document)
        if other is not document:
            yield Diagnostic(
                document.span(key),
                code,
                f"the {what} {value!r} is already that of {other.span(key)}",
                f"give one of the two another `{key}`",
            )
