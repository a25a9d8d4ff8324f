"""Every address a link may lead to: documents, sections that have something to show, feeds, old addresses."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from dossierpress.config import Config
from dossierpress.link.names import Names, Target
from dossierpress.link.resolve import Places
from dossierpress.model import addresses as at
from dossierpress.model.addresses import Addresses
from dossierpress.model.document import Documents, Parsed, title_of
from dossierpress.model.meta import NoteKind
from dossierpress.model.site import Topic
from dossierpress.model.source import SourcePath, Url


def own_addresses(documents: Documents, of: Addresses) -> Iterator[tuple[Url, Parsed]]:
    """Each document with the address that is its own."""
    yield from ((at.article_url(a, of), a) for a in documents.articles)
    yield from ((at.note_url(n), n) for n in documents.notes)
    yield from ((Url(f"{of.entities}{e.slug}/"), e) for e in documents.entities)
    yield from ((at.event_url(e, of), e) for e in documents.events)
    yield from ((at.page_url(p), p) for p in documents.pages)


def everywhere(
    documents: Documents,
    own: Mapping[Url, Parsed],
    known: Names,
    shown: Iterable[Target],
    *,
    of: Addresses,
    assets: Iterable[SourcePath],
) -> Places:
    """All places of the site. ``own`` gives each document by its address, ``shown`` what `addresses` found."""
    by_document = {url: Target(url, title_of(document), document) for url, document in own.items()}
    by_path = {target.document.path: target for target in reversed(by_document.values()) if target.document}
    short = {at.short_url(a): by_document[at.article_url(a, of)] for a in documents.articles}
    return Places(
        names=known,
        by_path=by_path,
        by_url={
            **{url: by_path[path] for url, path in _old_addresses(documents)},
            **{target.url: target for target in shown},
            **short,
            **by_document,
        },
        anchors={of.timeline: {event.slug for event in documents.events}, **_note_ids(documents, of)},
        assets=frozenset(assets),
    )


def addresses(
    documents: Documents, topics: Iterable[Topic], config: Config, *, missing: bool
) -> Iterator[Target]:
    """What is no document: topics, sections and files for programs. ``missing`` says if articles are wanted."""
    of, topics = at.addresses(config.lang), tuple(topics)
    yield from (Target(topic.url, topic.name) for topic in topics)
    yield from (Target(url, "") for url in _sections(documents, topics, of, missing=missing))
    lists = ((of.notes, bool(documents.notes)), (of.corrections, _corrected(documents)))
    followed = (Url("/"), *(url for url, there in lists if there), *(topic.url for topic in topics))
    yield from (Target(url, "") for url in _for_programs(followed, config))


def _note_ids(documents: Documents, of: Addresses) -> dict[Url, set[str]]:
    """The ids of the notes on each article's page."""
    articles = {article.meta.id: at.article_url(article, of) for article in documents.articles}
    found: dict[Url, set[str]] = defaultdict(set)
    for note in documents.notes:
        if note.meta.article in articles:
            found[articles[note.meta.article]].add(note.slug)
    return found


def _sections(
    documents: Documents, topics: Iterable[Topic], of: Addresses, *, missing: bool
) -> Iterator[Url]:
    """The pages that gather others, as far as they have something to show."""
    dated = bool(documents.events) or any(article.meta.date for article in documents.articles)
    shown = {
        Url("/"): True,
        of.articles: len(documents.articles) > 1,
        of.tags: any(topic.count for topic in topics),
        of.entities: bool(documents.entities),
        of.timeline: dated,
        of.sources: bool(documents.articles),
        of.wanted: missing,
        of.notes: bool(documents.notes),
        of.claims: any(n.meta.claim for n in documents.notes if n.meta.kind is NoteKind.CLAIM),
        of.corrections: _corrected(documents),
    }
    yield from (url for url, there in shown.items() if there)


def _corrected(documents: Documents) -> bool:
    return any(note.meta.kind is NoteKind.CORRECTION for note in documents.notes)


def _old_addresses(documents: Documents) -> Iterator[tuple[Url, SourcePath]]:
    """The addresses that redirect, with the file of the document each leads to."""
    named = (
        *((a.path, a.meta.aliases) for a in documents.articles),
        *((e.path, e.meta.aliases) for e in documents.entities),
        *((p.path, p.meta.aliases) for p in documents.pages),
    )
    for path, aliases in named:
        yield from ((at.old_url(alias), path) for alias in aliases if alias.startswith("/"))


def _for_programs(pages: Iterable[Url], config: Config) -> Iterator[Url]:
    """The files beside the pages: feeds exist when the site's address is known."""
    yield Url("/robots.txt")
    if config.url:
        yield Url("/sitemap.xml")
        yield from (Url(f"{page}feed.{ending}") for page in pages for ending in ("xml", "json"))
