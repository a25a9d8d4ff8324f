"""Small dossiers in memory, linked and composed, as a build does it."""

from collections.abc import Iterable

from dossierpress.compose import Composition, compose
from dossierpress.diagnostics import Diagnostic
from dossierpress.link import link
from dossierpress.model.page import Page
from dossierpress.model.source import OutputPath, SourcePath
from tests.link.dossier import URL, Files, configured, documents


def composed(
    *files: Files, assets: Iterable[str] = (), static: Iterable[str] = (), **config: str | int
) -> tuple[Composition, list[Diagnostic]]:
    """The pages and feeds, and what compose found; linking must find nothing."""
    settings = configured(**config)
    paths = tuple(map(SourcePath, assets))
    site, problems = link(documents(*files), settings, assets=paths)
    assert problems == ()
    composition, found = compose(site, settings, assets=paths, static=map(OutputPath, static))
    return composition, sorted(found)


def pages(*files: Files, assets: Iterable[str] = (), url: str = URL) -> dict[str, Page]:
    """The pages by address, of a dossier in which nothing collides."""
    composition, found = composed(*files, assets=assets, url=url)
    assert found == []
    assert len({page.url for page in composition.pages}) == len(composition.pages)
    return {page.url: page for page in composition.pages}
