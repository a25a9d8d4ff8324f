"""The linked site becomes pages: one module a kind, each page a value with all its template may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from dossierpress.compose import article, freepage, hub, note, redirects, sources, timeline, topic
from dossierpress.compose.cards import cards
from dossierpress.compose.context import Context, chrome, event_views, note_views
from dossierpress.compose.feeds import feeds
from dossierpress.compose.outputs import collisions, output_path
from dossierpress.config import Config
from dossierpress.diagnostics import Diagnostic
from dossierpress.model.addresses import asset_url
from dossierpress.model.page import Chrome, Feed, Page
from dossierpress.model.site import Site
from dossierpress.model.source import OutputPath, SourcePath

__all__ = ["Composition", "compose", "output_path"]

_KINDS = (hub, article, note, topic, timeline, sources, freepage, redirects)


@dataclass(frozen=True, slots=True)
class Composition:
    """Everything to be rendered or copied. ``assets`` pairs each file of ``content/`` with its place."""

    chrome: Chrome
    pages: tuple[Page, ...]
    feeds: tuple[Feed, ...]
    assets: tuple[tuple[OutputPath, SourcePath], ...]


def compose(
    site: Site, config: Config, *, assets: Iterable[SourcePath] = (), static: Iterable[OutputPath] = ()
) -> tuple[Composition, tuple[Diagnostic, ...]]:
    """Compose all pages and feeds; an error for every file that two of them claim.

    ``static`` are the files the theme will write.
    """
    assets = tuple(assets)
    all_cards = cards(site, config)
    context = Context(
        site=site,
        config=config,
        chrome=chrome(site, config),
        cards=all_cards,
        notes=note_views(site, all_cards),
        events=event_views(site, all_cards),
        assets=frozenset(assets),
    )
    pages = tuple(chain.from_iterable(kind.pages(context) for kind in _KINDS))
    copied = tuple((output_path(asset_url(path)), path) for path in assets)
    claims = (
        *((path, SourcePath("")) for path in static),
        *((output_path(page.url), page.source) for page in pages),
        *copied,
    )
    return Composition(context.chrome, pages, tuple(feeds(context)), copied), tuple(collisions(claims))
