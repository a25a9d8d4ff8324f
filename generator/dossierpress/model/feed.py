"""Feeds: what is new, for programs that follow a site."""

from dataclasses import dataclass

from dossierpress.model.card import Prose
from dossierpress.model.edtf import Edtf
from dossierpress.model.source import Url


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """An entry of a feed. ``prose`` is its content; ``updated`` falls back to ``date``."""

    url: Url
    title: str
    summary: str
    prose: Prose
    lang: str
    date: Edtf | None = None
    updated: Edtf | None = None
    author: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed's content, written as Atom and as JSON Feed. ``url`` is its folder; ``page`` what it follows."""

    url: Url
    page: Url
    title: str
    items: tuple[FeedItem, ...]
