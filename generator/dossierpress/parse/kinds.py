"""Articles, entities, events and free pages: one document a file."""

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Protocol, TypeVar

from dossierpress.diagnostics import Diagnostic
from dossierpress.markup.slug import slugify
from dossierpress.model.document import Article, Entity, Event, FreePage, Parsed
from dossierpress.model.meta import ArticleMeta, EntityMeta, EventMeta, PageMeta
from dossierpress.parse.file import Common, File
from dossierpress.schema.validate import settle, validate

_DATE = re.compile(r"^[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?+[-_ ]+(?=.)")

Outcome = tuple[tuple[Parsed, ...], tuple[Diagnostic, ...]]


class _Meta(Protocol):
    @property
    def lang(self) -> str | None: ...


M = TypeVar("M", bound=_Meta)


def articles(file: File) -> Outcome:
    """The article of a file in ``content/articles/``."""
    digests = {"sha256": file.source.sha256, "body_sha256": _digest(file.front.body)}
    return _one(
        file,
        ArticleMeta,
        lambda m: m.slug or _undated(file),
        lambda m, common: Article(meta=m, **digests, **common),
    )


def entities(file: File) -> Outcome:
    """The entity of a file in ``content/entities/``."""
    return _one(
        file, EntityMeta, lambda m: m.slug or slugify(m.name), lambda m, common: Entity(meta=m, **common)
    )


def events(file: File) -> Outcome:
    """The event of a file in ``content/events/``."""
    return _one(
        file, EventMeta, lambda m: m.slug or _undated(file), lambda m, common: Event(meta=m, **common)
    )


def pages(file: File) -> Outcome:
    """The page of a file in ``content/pages/``."""
    return _one(
        file, PageMeta, lambda m: m.slug or slugify(file.stem), lambda m, common: FreePage(meta=m, **common)
    )


def _one(file: File, cls: type[M], slug: Callable[[M], str], make: Callable[[M, Common], Parsed]) -> Outcome:
    """Validate and render; the body's findings are reported even when there is no document."""
    record = settle(cls, file.front.record)
    meta, found = validate(cls, record)
    body, about = file.render(file.front.body, file.front.body_line)
    if meta is None:
        return (), (*found, *about)
    return (make(meta, file.common(slug(meta), meta.lang, body, dict(record.places))),), (*found, *about)


def _digest(markdown: str) -> str:
    """As the importer makes it, to tell whether a text was edited."""
    return sha256(markdown.strip().encode("utf-8", "surrogatepass")).hexdigest()


def _undated(file: File) -> str:
    """The slug of a file's name without the date it may begin with."""
    return slugify(_DATE.sub("", file.stem))
