"""The whole story in one function: read, parse, link, compose, render, write."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from dossierpress.compose import Composition, compose
from dossierpress.config import Project
from dossierpress.diagnostics import Diagnostic, errors
from dossierpress.link import link, published
from dossierpress.model.document import Article, Documents, Entity, Event, FreePage, Note, Parsed
from dossierpress.model.page import Artifact
from dossierpress.model.source import OutputPath
from dossierpress.parse import parse
from dossierpress.render import assets as theme_assets
from dossierpress.render import render
from dossierpress.render.feeds import feed_artifacts, site_files
from dossierpress.store import generation
from dossierpress.store.lock import locked
from dossierpress.store.sources import Content, read
from dossierpress.theme import Theme
from dossierpress.theme import load as load_theme

#: Told of each stage and how far it is: (stage, done, of all).
Progress = Callable[[str, int, int], None]


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A dossier read, linked and composed, with every finding about it, in the order of files and lines."""

    composition: Composition
    theme: Theme
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. ``changes`` is absent when errors kept the old site in place."""

    diagnostics: tuple[Diagnostic, ...]
    changes: generation.Changes | None
    pages: int


def build(
    project: Project, *, drafts: bool = False, strict: bool = False, progress: Progress = _silent
) -> Built:
    """Build the site of ``project`` into its output folder.

    Errors in the content, or warnings too when ``strict``, leave the old site as it is. Raises `DossierError`
    when the environment is at fault.
    """
    generation.refuse(project.output, _protected(project))
    with locked(project.cache):
        checked = check(project, drafts=drafts, progress=progress)
        found = checked.diagnostics
        if errors(found) or (strict and found):
            return Built(found, None, 0)
        files = {OutputPath(a.path): a.data for a in _artifacts(checked, project, progress)}
        progress("write", 0, len(files))
        changes = generation.replace(project.output, files, sources=_protected(project))
    return Built(found, changes, len(checked.composition.pages))


def check(project: Project, *, drafts: bool = False, progress: Progress = _silent) -> Checked:
    """Do everything but render and write: every finding of every file."""
    content, unread = read(project.root)
    theme, about_theme = load_theme(project.root, project.config.theme, project.config.options)
    documents, unparsed = _parse(content, project.config.lang, progress)
    public = published(documents, today=today(), drafts=drafts)
    progress("link", 0, 1)
    site, unlinked = link(public, project.config, assets=content.assets)
    static = tuple(OutputPath(asset.path) for asset in theme_assets(theme))
    composition, clashes = compose(site, project.config, assets=content.assets, static=static)
    found = {*unread, *about_theme, *unparsed, *unlinked, *clashes}
    return Checked(composition, theme, tuple(sorted(found)))


def today() -> date:
    """The day the site is built for: ``SOURCE_DATE_EPOCH`` if set (seconds), else the clock's, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch and epoch.isdigit() else datetime.now(UTC)
    return moment.date()


def _parse(content: Content, lang: str, progress: Progress) -> tuple[Documents, list[Diagnostic]]:
    documents: list[Parsed] = []
    found: list[Diagnostic] = []
    for done, source in enumerate(content.sources):
        progress("parse", done, len(content.sources))
        parsed, about = parse(source, lang=lang)
        documents += parsed
        found += about
    return _by_kind(documents), found


def _by_kind(documents: Iterable[Parsed]) -> Documents:
    documents = tuple(documents)
    return Documents(
        articles=tuple(d for d in documents if isinstance(d, Article)),
        notes=tuple(d for d in documents if isinstance(d, Note)),
        entities=tuple(d for d in documents if isinstance(d, Entity)),
        events=tuple(d for d in documents if isinstance(d, Event)),
        pages=tuple(d for d in documents if isinstance(d, FreePage)),
    )


def _artifacts(checked: Checked, project: Project, progress: Progress) -> Iterator[Artifact]:
    composition, theme = checked.composition, checked.theme
    yield from theme_assets(theme)
    for path, source in composition.assets:
        yield Artifact(path, (project.root / source).read_bytes())
    for done, page in enumerate(composition.pages):
        progress("render", done, len(composition.pages))
        yield render(page, theme)
    for feed in composition.feeds:
        yield from feed_artifacts(feed, composition.chrome)
    yield from site_files(composition.pages, composition.chrome)


def _protected(project: Project) -> tuple[Path, ...]:
    return (project.content, project.root / "themes", project.root / ".git", project.cache)
