"""Pages: everything a template may read, and nothing else.

A `Page` carries its view whole, so its digest says whether it must be rendered again. Other documents
appear in it only as a `Card`. Addresses are site-absolute; rendering makes them relative to the page.
"""

from dataclasses import dataclass

from dossierpress.model.source import SourcePath, Url
from dossierpress.model.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """A link of the site's navigation."""

    key: str
    url: Url
    title: str = ""
    """Set for free pages; templates translate the others by their key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Which page of a long list this is, from 1, of how many, and its neighbours."""

    number: int
    total: int
    previous: Url | None = None
    next: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """What every page shows of the site. Kept dull: a change of it renders every page again."""

    title: str
    lang: str
    base: str
    """The site's absolute address with a final slash, empty when unknown."""
    description: str = ""
    nav: tuple[NavItem, ...] = ()
    pages: tuple[NavItem, ...] = ()
    repository: str = ""
    branch: str = ""
    publisher: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One HTML page: where it goes, which template makes it, and all that template may read."""

    url: Url
    template: str
    title: str
    lang: str
    chrome: Chrome
    view: View
    description: str = ""
    kind: str = ""
    """The navigation key of the page's section, for ``aria-current``."""
    feed: Url | None = None
    """The folder of the feed that follows this page."""
    jsonld: str = ""
    """schema.org data as a JSON text (made by compose, escaped by the template)."""
    noindex: bool = False
    pager: Pager | None = None
    """Set on the pages of a list that is too long for one."""
    canonical: Url | None = None
    """The page this one stands for, when it is not itself (short ids, redirects)."""
    unpublished: str = ""
    """Why only a preview shows it: ``draft``, ``embargo`` or ``expired``; empty for what is public."""
    source: SourcePath = SourcePath("")
    """The file it was made from, for "edit this page" and to name who claims an address; empty if generated."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished output file."""

    path: str
    data: bytes
