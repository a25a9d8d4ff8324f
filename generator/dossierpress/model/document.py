"""Parsed files of ``content/``: typed front matter and body."""

from dataclasses import dataclass, field

from dossierpress.model.body import Body
from dossierpress.model.meta import ArticleMeta, EntityMeta, EventMeta, NoteMeta, PageMeta
from dossierpress.model.source import Slug, SourcePath, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What every parsed file has.

    ``places`` gives the line and column of each front matter value by its dotted path (``related.3.title``);
    ``order`` tells the documents of one file apart (several notes in a file), from 0.
    """

    path: SourcePath
    slug: Slug
    lang: str
    body: Body
    digest: str
    order: int = 0
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def span(self, key: str = "") -> Span:
        """Where the value of ``key`` stands; its nearest parent's place when it is not written itself."""
        while key and key not in self.places:
            key = key.rpartition(".")[0]
        return Span(self.path, *self.places.get(key, (1, 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Parsed):
    """An imported text. ``sha256`` is that of its file, ``body_sha256`` that of the Markdown without blank edges."""

    meta: ArticleMeta
    sha256: str = ""
    body_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Parsed):
    """An editor's remark on an article or one of its passages. ``slug`` is the last part of its permalink."""

    meta: NoteMeta


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Parsed):
    """A person, organisation, place, work or event with a page of its own."""

    meta: EntityMeta


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Parsed):
    """A dated entry of the timeline."""

    meta: EventMeta


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePage(Parsed):
    """About, method, rules of conduct …"""

    meta: PageMeta


@dataclass(frozen=True, slots=True)
class Documents:
    """All parsed files of a dossier, each kind in the order of its paths."""

    articles: tuple[Article, ...] = ()
    notes: tuple[Note, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    pages: tuple[FreePage, ...] = ()


def title_of(document: Parsed) -> str:
    """What a document is called; a note by its quote."""
    match document:
        case Entity(meta=meta):
            return meta.name
        case Note(meta=meta):
            return meta.quote or document.slug
        case Article(meta=meta) | Event(meta=meta) | FreePage(meta=meta):
            return meta.title
    raise TypeError(f"not a document: {document!r}")
