"""The dossier as one document: what the template of the single file may read."""

from dataclasses import dataclass

from dossierpress.model.source import Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What a page of the site shows, as a part of the document. Its ``id`` is the page's address."""

    id: Url
    title: str
    """HTML, made by the page's template."""
    lang: str
    html: str
    """Ready to be shown: links lead within the document, ids are its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Sections of one kind, in the order of the site."""

    key: str
    """``home``, ``articles``, ``timeline``, ``entities``, ``tags``, ``claims``, ``corrections``, ``sources``,
    ``wanted`` or ``pages``."""
    id: Url
    """The address of the page that lists them, if there is one; here it is that of their list among the contents."""
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """The whole dossier in one file."""

    groups: tuple[Group, ...]
    styles: tuple[tuple[str, str], ...]
    """The theme's stylesheets: pairs of a name and what it says."""
    icon: str
    """The dossier's icon as a ``data:`` address, or nothing."""
    generator: str
    """The program that made the file, and its version."""
