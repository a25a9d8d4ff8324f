"""A file of ``content/`` becomes a typed document: its folder says of which kind."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.markup import frontmatter, markdown
from dossierpress.markup.slug import slugify
from dossierpress.model.document import Article, Entity, Event, FreePage, Parsed
from dossierpress.model.meta import ArticleMeta, EntityMeta, EventMeta, PageMeta
from dossierpress.model.source import Slug, Source, SourcePath, Span
from dossierpress.parse.notes import parse_notes
from dossierpress.schema.validate import validate

__all__ = ["parse"]

#: Folder → the front matter's class, the document's class, and what its slug is made of without one.
_KINDS: Mapping[str, tuple[type[Any], type[Any], Callable[[Any, str], str]]] = {
    "articles": (ArticleMeta, Article, lambda meta, stem: stem),
    "entities": (EntityMeta, Entity, lambda meta, stem: meta.name),
    "events": (EventMeta, Event, lambda meta, stem: stem),
    "pages": (PageMeta, FreePage, lambda meta, stem: stem),
}
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}-(?=.)")


def parse(source: Source, *, lang: str) -> tuple[tuple[Parsed, ...], tuple[Diagnostic, ...]]:
    """The documents of a file (several for a file of several notes) and everything wrong with it.

    ``lang`` is the dossier's language. A file whose front matter has errors gives no document.
    """
    folder = source.path.split("/")[1] if source.path.count("/") > 1 else ""
    if folder == "notes":
        return parse_notes(source, lang=lang)
    if folder not in _KINDS:
        return (), (_unknown_folder(source.path),)
    return _parse(source, lang, *_KINDS[folder])


def _parse(
    source: Source,
    lang: str,
    meta_class: type[Any],
    document_class: type[Any],
    name: Callable[[Any, str], str],
) -> tuple[tuple[Parsed, ...], tuple[Diagnostic, ...]]:
    front, _ = frontmatter.read(source.text, source.path)
    meta, found = validate(meta_class, front.record)
    body, about_body = markdown.render(front.body, path=source.path, first_line=front.body_line)
    if meta is None:
        return (), (*found, *about_body)
    document = document_class(
        path=source.path,
        slug=Slug(meta.slug) if meta.slug else slugify(name(meta, _stem(source.path))),
        lang=meta.lang or lang,
        body=body,
        digest=source.digest,
        places=dict(front.record.places),
        meta=meta,
    )
    return (document,), (*found, *about_body)


def _stem(path: SourcePath) -> str:
    """The file's name without its ending and without a leading date."""
    return _DATE.sub("", path.rpartition("/")[2].rpartition(".")[0], count=1)


def _unknown_folder(path: SourcePath) -> Diagnostic:
    hint = "articles, notes, entities, events and pages have a folder each"
    return Diagnostic(
        Span(path), "unknown-folder", "this file is in no folder of a kind", hint, Severity.WARNING
    )
