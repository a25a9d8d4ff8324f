"""No two documents may claim the same short id, slug or note key."""

from collections.abc import Iterable, Iterator

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.document import Documents, Note, Parsed


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
