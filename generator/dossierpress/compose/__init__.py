"""The linked site becomes pages: one module a kind, each page a value with all its template may read."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from dossierpress.compose import annotations as notes_given
from dossierpress.compose import (
    article,
    claims,
    corrections,
    freepage,
    hub,
    note,
    redirects,
    sources,
    timeline,
    topic,
)
from dossierpress.compose.cards import cards, lines, titles
from dossierpress.compose.context import Context, chrome, event_views, note_views
from dossierpress.compose.feeds import feeds
from dossierpress.compose.outputs import collisions, output_path
from dossierpress.compose.stands import claim_views, of_notes
from dossierpress.config import Config
from dossierpress.diagnostics import Diagnostic
from dossierpress.model import provenance
from dossierpress.model.addresses import asset_url
from dossierpress.model.annotations import Annotated
from dossierpress.model.feed import Feed
from dossierpress.model.page import Chrome, Page
from dossierpress.model.provenance import Receipt
from dossierpress.model.site import Site
from dossierpress.model.source import OutputPath, SourcePath, Url

__all__ = ["Composition", "compose", "output_path"]

_KINDS = (hub, article, note, claims, corrections, topic, timeline, sources, freepage, redirects)


@dataclass(frozen=True, slots=True)
class Composition:
    """Everything to be rendered or copied. ``assets`` pairs each file of ``content/`` with its place."""

    chrome: Chrome
    pages: tuple[Page, ...]
    feeds: tuple[Feed, ...]
    annotated: tuple[Annotated, ...]
    assets: tuple[tuple[OutputPath, SourcePath], ...]


def compose(
    site: Site,
    config: Config,
    *,
    assets: Iterable[SourcePath] = (),
    static: Iterable[OutputPath] = (),
    receipts: Mapping[str, Receipt] | None = None,
) -> tuple[Composition, tuple[Diagnostic, ...]]:
    """Compose all pages and feeds; an error for every file that two of them claim.

    ``static`` are the files the theme will write, ``receipts`` those of imports by their raw file.
    """
    assets = tuple(assets)
    all_cards = cards(site, config)
    all_lines = lines(all_cards)
    all_titles = titles(all_cards)
    stands = claim_views(site, all_titles)
    context = Context(
        site=site,
        config=config,
        chrome=chrome(site, config),
        cards=all_cards,
        lines=all_lines,
        titles=all_titles,
        claims=stands,
        notes=note_views(site, all_titles, of_notes(site, stands)),
        events=event_views(site, all_lines),
        assets=frozenset(assets),
        receipts=receipts or {},
    )
    all_feeds = tuple(feeds(context))
    followed = frozenset(feed.url for feed in all_feeds)
    pages = tuple(_finished(page, site, followed) for kind in _KINDS for page in kind.pages(context))
    copied = tuple((output_path(asset_url(path)), path) for path in assets)
    annotated = tuple(notes_given.annotations(context))
    generated = (*static, *_for_programs(all_feeds, context.chrome))
    written = (
        *((path, SourcePath("")) for path in generated),
        *((output_path(page.url), page.source) for page in pages),
        *((output_path(url), SourcePath("")) for url in dict.fromkeys(notes_given.claims(annotated))),
        *copied,
    )
    return Composition(context.chrome, pages, all_feeds, annotated, copied), tuple(collisions(written))


def _for_programs(all_feeds: Iterable[Feed], chrome: Chrome) -> Iterator[OutputPath]:
    """The files that rendering adds to the pages."""
    yield OutputPath("robots.txt")
    yield provenance.PATH
    if chrome.base:
        yield OutputPath("sitemap.xml")
    for feed in all_feeds:
        yield output_path(Url(f"{feed.url}feed.xml"))
        yield output_path(Url(f"{feed.url}feed.json"))


def _finished(page: Page, site: Site, feeds: Set[Url]) -> Page:
    """The page, marked when only a preview shows its document; without a feed when there is none (no `url`)."""
    reason = site.unpublished.get(page.canonical or page.url, "")
    feed = page.feed if page.feed in feeds else None
    return page if (reason, feed) == ("", page.feed) else replace(page, unpublished=reason, feed=feed)
