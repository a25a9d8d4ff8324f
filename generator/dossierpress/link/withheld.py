"""Links and titles of what exists, but is not public: their writer is told so, not to look for a slip of the pen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from dossierpress.config import Config
from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.link.names import names
from dossierpress.link.places import everywhere, own_addresses
from dossierpress.link.published import DRAFT, EMBARGO, EXPIRED, Key, every_document, key_of, unpublished
from dossierpress.link.readalso import read_also
from dossierpress.link.resolve import Places, links
from dossierpress.link.topics import topics
from dossierpress.model import addresses as at
from dossierpress.model.document import Article, Documents, Note, Parsed
from dossierpress.model.site import Site
from dossierpress.model.source import SourcePath, Url

_LINKS = frozenset({"broken-link", "broken-fragment"})
_IS = {DRAFT: "is a draft", EMBARGO: "is dated later than today", EXPIRED: "has expired"}


def explained(
    found: Sequence[Diagnostic], documents: Documents, public: Documents, config: Config, *, today: date
) -> tuple[Diagnostic, ...]:
    """The findings, with another hint where a link of ``public`` leads to one of ``documents`` that is not in it."""
    broken = {finding.span.path for finding in found if finding.code in _LINKS}
    if not broken or public is documents:
        return tuple(found)
    kept = {key_of(document) for document in every_document(public)}
    everything = _everything(documents, config, unpublished(documents, today=today), kept)
    citing = [document for document in every_document(public) if document.path in broken]
    hints = dict(chain.from_iterable(_hints(document, everything) for document in citing))
    return tuple(
        replace(finding, hint=hints.get(_place(finding), finding.hint)) if finding.code in _LINKS else finding
        for finding in found
    )


def called_wanted(site: Site, documents: Documents, *, today: date) -> Iterator[Diagnostic]:
    """A notice for each "read also" title that ``site`` says is wanted though ``documents`` has the article."""
    public = site.documents.articles
    kept = {key_of(article) for article in public}
    withheld = {key_of(a): a for a in documents.articles if key_of(a) not in kept}
    citing = [a for a in public if withheld and any(not link.article for link in site.read_also[a.meta.id])]
    if not citing:
        return
    reasons = unpublished(documents, today=today)
    known = names(Documents(articles=tuple(withheld.values())), (), site.addresses)
    anywhere = read_also((*withheld.values(), *citing), known)
    for article in citing:
        both = zip(site.read_also[article.meta.id], anywhere[article.meta.id], strict=True)
        for place, (shown, found) in enumerate(both):
            if not shown.article and found.article and key_of(found.article) in withheld:
                yield _called_wanted(article, place, found.article, reasons[key_of(found.article)])


def _called_wanted(citing: Article, place: int, named: Article, reason: str) -> Diagnostic:
    return Diagnostic(
        citing.span(f"related.{place}"),
        "related-unpublished",
        f"readers are told that {named.meta.title!r} is wanted, but it {_IS[reason]}: {named.path}",
        "publish it too, or take the title out if nobody is to know of it yet",
        Severity.NOTICE,
    )


#: Where a reference stands: file, line and column.
_Place = tuple[SourcePath, int, int]


@dataclass(frozen=True, slots=True)
class _Everything:
    """The dossier as if all of it were public: what is not, with the reason, by its address."""

    places: Places
    withheld: Mapping[Url, tuple[Parsed, str]]


def _everything(
    documents: Documents, config: Config, reasons: Mapping[Key, str], kept: set[Key]
) -> _Everything:
    of = at.addresses(config.lang)
    own = dict(own_addresses(documents, of))
    known = names(documents, topics((), (), documents.entities, of).values(), of)
    articles = {article.meta.id: article for article in documents.articles}
    withheld: dict[Url, tuple[Parsed, str]] = {}
    for url, document in own.items():
        if key_of(document) not in kept:
            withheld[url] = document, reasons[key_of(document)]
            if isinstance(document, Note) and document.meta.article in articles:
                page = at.article_url(articles[document.meta.article], of)
                withheld[Url(f"{page}#{document.slug}")] = withheld[url]
    return _Everything(everywhere(documents, own, known, (), of=of, assets=()), withheld)


def _hints(document: Parsed, everything: _Everything) -> Iterator[tuple[_Place, str]]:
    resolved, _ = links(document, everything.places)
    for reference, link in zip(document.body.references, resolved, strict=True):
        whole = Url(link.url.partition("#")[0])
        target = everything.withheld.get(link.url) or everything.withheld.get(whole)
        if target:
            yield (document.path, reference.line, reference.column), _hint(*target)


def _hint(target: Parsed, reason: str) -> str:
    if isinstance(target, Note) and not target.meta.draft:
        what = f"it is a note ({target.path}) on an article that {_IS[reason]}"
    else:
        kind = "an article" if isinstance(target, Article) else "a text"
        what = f"it is {kind} that {_IS[reason]}: {target.path}"
    return f"{what}; publish it too, or take the link out"


def _place(finding: Diagnostic) -> _Place:
    return finding.span.path, finding.span.line, finding.span.column
