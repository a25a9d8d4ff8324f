"""The notes of each article for other programs, and the addresses of the files that hold them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dossierpress.compose.context import Context
from dossierpress.model import addresses as at
from dossierpress.model.anchor import Anchor
from dossierpress.model.annotations import FILE, TEXT, Annotated, Annotation
from dossierpress.model.document import Article
from dossierpress.model.site import AnchoredNote
from dossierpress.model.source import Url


def annotations(context: Context) -> Iterator[Annotated]:
    """Every article that has notes, newest first."""
    for article in context.site.documents.articles:
        notes = context.site.notes_of[article.meta.id]
        if notes:
            yield _annotated(article, notes, context)


def claims(articles: Iterable[Annotated]) -> Iterator[Url]:
    """The addresses of the files made of ``articles``."""
    for article in articles:
        yield from (Url(f"/{FILE}"), Url(f"{article.url}{FILE}"), Url(f"{article.url}{TEXT}"))


def _annotated(article: Article, notes: tuple[AnchoredNote, ...], context: Context) -> Annotated:
    return Annotated(
        url=at.article_url(article, context.site.addresses),
        title=article.meta.title,
        lang=article.lang,
        body=article.body,
        annotations=tuple(_annotation(note, context) for note in notes),
    )


def _annotation(anchored: AnchoredNote, context: Context) -> Annotation:
    meta = anchored.note.meta
    said = Annotation(
        note=context.notes[anchored.url],
        prefix=meta.prefix or "",
        suffix=meta.suffix or "",
        origin=meta.origin or "",
    )
    return placed(said, anchored.anchor)


def placed(annotation: Annotation, anchor: Anchor) -> Annotation:
    """The annotation with its passage where ``anchor`` says."""
    around = max(len(anchor.prefix_now), len(anchor.suffix_now))
    return replace(annotation, start=anchor.start, end=anchor.end, context=around)
