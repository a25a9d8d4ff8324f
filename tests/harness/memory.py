"""A dossier that was never on a disk: its files parsed, linked and composed as a build does it."""

from collections.abc import Mapping
from pathlib import Path

from dossierpress.compose import Composition, compose
from dossierpress.config import Config
from dossierpress.link import link
from dossierpress.model.document import Article, Documents, Entity, Event, FreePage, Note, Parsed
from dossierpress.model.page import Page
from dossierpress.model.site import Site
from dossierpress.model.source import Source, SourcePath
from dossierpress.parse import parse

#: Texts by their path, which begins with ``content/``.
Files = Mapping[str, str]
CONFIG = Config(title="Essai", lang="fr", url="https://example.org/essai/")


def files(root: Path) -> dict[str, str]:
    """The Markdown files of a dossier on the disk."""
    found = sorted((root / "content").rglob("*.md"))
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in found}


def documents(texts: Files) -> Documents:
    """The files parsed. Warnings do not matter here, but a file that cannot be read does."""
    found: list[Parsed] = []
    for path, text in sorted(texts.items()):
        parsed, problems = parse(Source(SourcePath(path), text, "digest"), lang=CONFIG.lang)
        assert parsed, problems
        found += parsed
    return Documents(
        articles=tuple(d for d in found if isinstance(d, Article)),
        notes=tuple(d for d in found if isinstance(d, Note)),
        entities=tuple(d for d in found if isinstance(d, Entity)),
        events=tuple(d for d in found if isinstance(d, Event)),
        pages=tuple(d for d in found if isinstance(d, FreePage)),
    )


def site(texts: Files) -> Site:
    """The files linked."""
    return link(documents(texts), CONFIG)[0]


def composition(texts: Files) -> Composition:
    """The files composed."""
    return compose(site(texts), CONFIG)[0]


def pages(texts: Files) -> dict[str, Page]:
    """The pages of the site by their address."""
    return {page.url: page for page in composition(texts).pages}
