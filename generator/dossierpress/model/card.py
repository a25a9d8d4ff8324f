"""How a page shows another document, and a text with what is laid over it."""

from dataclasses import dataclass

from dossierpress.model.body import Body
from dossierpress.model.edtf import Edtf
from dossierpress.model.source import Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """How any page sees another. ``kind`` is article, note, tag, page or an entity's kind (person, place …)."""

    url: Url
    title: str
    kind: str
    lang: str
    date: Edtf | None = None
    kicker: str = ""
    """A word or two above the title: the section of an article, the office of a person."""
    summary: str = ""
    count: int = 0
    """How many articles and notes it gathers (tags and entities)."""
    notes: int = 0
    """How many notes an article has."""
    unpublished: str = ""
    """Why only a preview shows it: ``draft``, ``embargo`` or ``expired``; empty for what is public."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a reference leads; ``url`` is empty when it leads nowhere. ``title`` is the target's."""

    url: Url
    title: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage of a body that a note is about, in text offsets."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A body with what is laid over it. ``links`` has one entry per reference of the body."""

    body: Body = Body()
    links: tuple[Link, ...] = ()
    marks: tuple[Mark, ...] = ()
