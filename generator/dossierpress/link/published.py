"""What of the content is public on a given day: no drafts, nothing under embargo, nothing expired."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from datetime import date
from itertools import chain
from posixpath import dirname

from dossierpress.link.resolve import picture, referenced_file
from dossierpress.link.topics import names_of
from dossierpress.markup.foldtext import fold
from dossierpress.model.body import ReferenceKind
from dossierpress.model.document import Article, Documents, Entity, Event, Note, Parsed
from dossierpress.model.source import SourcePath

DRAFT, EMBARGO, EXPIRED = "draft", "embargo", "expired"

#: A document: its file, and its place among the documents of that file.
Key = tuple[SourcePath, int]


def published(documents: Documents, *, today: date, drafts: bool) -> Documents:
    """Leave out drafts, articles dated after ``today`` and expired ones, and the notes on them.

    Events forget what is left out: its id or name is no mistake, and is nobody's business yet. With
    ``drafts`` everything stays: the preview shows it all.
    """
    if drafts:
        return documents
    hidden = unpublished(documents, today=today)
    articles = tuple(a for a in documents.articles if key_of(a) not in hidden)
    entities = tuple(e for e in documents.entities if key_of(e) not in hidden)
    gone = {a.meta.id for a in documents.articles} - {a.meta.id for a in articles}
    unnamed = _names(documents.entities) - _names(entities)
    return Documents(
        articles=articles,
        notes=tuple(n for n in documents.notes if key_of(n) not in hidden),
        entities=entities,
        events=tuple(_without(e, gone, unnamed) for e in documents.events if key_of(e) not in hidden),
        pages=tuple(p for p in documents.pages if key_of(p) not in hidden),
    )


def _names(entities: Iterable[Entity]) -> set[str]:
    return {fold(name) for entity in entities for name in names_of(entity)}


def _without(event: Event, hidden: Set[str], unnamed: Set[str]) -> Event:
    articles = tuple(i for i in event.meta.articles if i not in hidden)
    entities = tuple(name for name in event.meta.entities if fold(name) not in unnamed)
    return replace(event, meta=replace(event.meta, articles=articles, entities=entities))


def unpublished(documents: Documents, *, today: date) -> Mapping[Key, str]:
    """Why each document that is not public is not: `DRAFT`, `EMBARGO` or `EXPIRED`; a note as its article."""
    found: dict[Key, str] = {}
    of_article: dict[str, str] = {}
    for article in documents.articles:
        if reason := _reason(article, today):
            found[key_of(article)] = of_article[article.meta.id] = reason
    for document in every_document(documents):
        if document.meta.draft:  # type: ignore[attr-defined]  # every kind has the key
            found[key_of(document)] = DRAFT
        elif isinstance(document, Note) and document.meta.article in of_article:
            found[key_of(document)] = of_article[document.meta.article]
    return found


def public_assets(
    documents: Documents, public: Documents, assets: Iterable[SourcePath]
) -> tuple[SourcePath, ...]:
    """The files of ``content/`` that may be published: not those that only documents outside of ``public`` use.

    Such a file is one they show or link to, or one that lies in a folder all of whose documents are not public.
    """
    assets = tuple(assets)
    shown = {key_of(document) for document in every_document(public)}
    hidden = [document for document in every_document(documents) if key_of(document) not in shown]
    if not hidden or not assets:
        return assets
    known = frozenset(assets)
    private = {path for document in hidden for path in _files(document, known)}
    folders = {dirname(d.path) for d in hidden} - {dirname(d.path) for d in every_document(public)}
    private |= {path for path in assets if dirname(path) in folders}
    if private:
        private -= {path for document in every_document(public) for path in _files(document, known)}
    return tuple(path for path in assets if path not in private)


def key_of(document: Parsed) -> Key:
    """What tells a document from all others."""
    return document.path, document.order


def every_document(documents: Documents) -> Iterator[Parsed]:
    """The documents of all kinds."""
    return chain(documents.articles, documents.notes, documents.entities, documents.events, documents.pages)


def _files(document: Parsed, assets: frozenset[SourcePath]) -> Iterator[SourcePath]:
    """The files a document shows or links to."""
    for reference in document.body.references:
        is_picture = reference.kind is ReferenceKind.IMAGE
        path = (picture if is_picture else referenced_file)(document, reference.target, assets)
        if path:
            yield path
    if isinstance(document, Article) and document.meta.image:
        path = SourcePath(f"content/{document.meta.image.src}")
        yield from {path} & assets


def _reason(article: Article, today: date) -> str:
    meta = article.meta
    if meta.draft:
        return DRAFT
    if meta.date is not None and meta.date.earliest is not None and meta.date.earliest > today:
        return EMBARGO
    expired = (
        meta.expires is not None and meta.expires.earliest is not None and meta.expires.earliest <= today
    )
    return EXPIRED if expired else ""
