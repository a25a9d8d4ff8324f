"""Small dossiers in memory: files of ``content/`` parsed and linked, as a build does it."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from dossierpress.config import Config
from dossierpress.diagnostics import Diagnostic
from dossierpress.link import link
from dossierpress.model.document import Article, Documents, Entity, Event, FreePage, Note, Parsed
from dossierpress.model.site import Site
from dossierpress.model.source import Source, SourcePath, Url
from dossierpress.parse import parse

D = TypeVar("D", bound=Parsed)
URL = "https://example.org/essai/"
Files = Mapping[str, str]


def article(id_: str, title: str, text: str = "Texte.", **front: str) -> dict[str, str]:
    """An article's file; its slug is ``a<id>``."""
    return {f"content/articles/a{id_}.md": _file({"title": f'"{title}"', "id": id_, **front}, text)}


def note(id_: str, name: str = "n1", text: str = "Note.", **front: str) -> dict[str, str]:
    """A note's file."""
    return {f"content/notes/{id_}-{name}.md": _file({"article": id_, "id": name, **front}, text)}


def entity(name: str, text: str = "", **front: str) -> dict[str, str]:
    """An entity's file, a person's unless said."""
    slug = name.lower().replace(" ", "-")
    return {f"content/entities/{slug}.md": _file({"name": f'"{name}"', "kind": "person", **front}, text)}


def event(slug: str, date: str = "2015-12-14", text: str = "", **front: str) -> dict[str, str]:
    """An event's file."""
    return {f"content/events/{slug}.md": _file({"title": f"Le {slug}", "date": date, **front}, text)}


def page(slug: str, text: str, **front: str) -> dict[str, str]:
    """A free page's file."""
    return {f"content/pages/{slug}.md": _file({"title": f"Page {slug}", **front}, text)}


def _file(front: Mapping[str, str], text: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    return f"---\n{lines}---\n{text}\n"


def documents(*files: Files) -> Documents:
    """The parsed files; each of them must be sound."""
    found: list[Parsed] = []
    for path, text in sorted({k: v for part in files for k, v in part.items()}.items()):
        parsed, problems = parse(Source(SourcePath(path), text, "digest"), lang="fr")
        assert problems == (), problems
        found += parsed
    return Documents(
        articles=_of(found, Article),
        notes=_of(found, Note),
        entities=_of(found, Entity),
        events=_of(found, Event),
        pages=_of(found, FreePage),
    )


def _of(found: Iterable[Parsed], kind: type[D]) -> tuple[D, ...]:
    return tuple(document for document in found if isinstance(document, kind))


def linked(*files: Files, assets: Iterable[str] = (), **config: str | int) -> tuple[Site, list[Diagnostic]]:
    """The linked site, and what was found."""
    site, found = link(documents(*files), configured(**config), assets=map(SourcePath, assets))
    return site, sorted(found)


def configured(**config: str | int) -> Config:
    """A configuration with an address."""
    return Config(title="Essai", **{"url": URL, **config})  # type: ignore[arg-type]  # tests name what they change


def site_of(*files: Files, assets: Iterable[str] = (), **config: str | int) -> Site:
    """The linked site of a dossier in which nothing is wrong."""
    site, found = linked(*files, assets=assets, **config)
    assert found == []
    return site


def leads(site: Site, url: str) -> list[str]:
    """Where the references of the document at ``url`` lead, in their order."""
    return [link.url for link in site.links[Url(url)]]


def said(found: Iterable[Diagnostic]) -> list[tuple[str, int, str]]:
    """Path, line and code of findings."""
    return [(one.span.path.removeprefix("content/"), one.span.line, one.code) for one in found]
