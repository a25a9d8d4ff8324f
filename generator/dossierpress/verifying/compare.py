"""What is, compared with what is recorded: raw files, Markdown files, pages, the configuration."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.page import Page
from dossierpress.model.provenance import PATH
from dossierpress.model.source import SourcePath, Span
from dossierpress.model.views import ArticleView
from dossierpress.store.receipts import inside
from dossierpress.verifying.record import Entry, File, Record, decode
from dossierpress.verifying.site import Site

_AGAIN = "build and publish again, if the change is meant"


def raw_files(root: Path, pages: Iterable[Page]) -> Iterator[Diagnostic]:
    """Findings about raw files that are not the ones articles were made of."""
    for view in _articles(pages).values():
        if not view.source.raw:
            continue
        receipt = view.trace.receipt if view.trace else None
        told = {"front matter": view.source.sha256, "receipt": receipt.sha256 if receipt else None}
        recorded = {where: digest for where, digest in told.items() if digest}
        if len(set(recorded.values())) > 1:
            message = "the receipt and the front matter name different raw files (source.sha256)"
            yield Diagnostic(Span(view.path), "verify-receipt", message, "restore the one that was changed")
        yield from _raw_file(root, view, recorded)


def _raw_file(root: Path, view: ArticleView, recorded: Mapping[str, str]) -> Iterator[Diagnostic]:
    span, found = Span(view.raw_path), _digest_of(root, view.source.raw or "")
    if found is None:
        message = f"the raw file of {view.path} is not there, or cannot be read"
        yield Diagnostic(span, "verify-missing", message, "put it back where it was")
        return
    for where, digest in recorded.items():
        if digest != found:
            message = f"is not the file that was imported: its SHA-256 is {found}, the {where} says {digest}"
            yield Diagnostic(span, "verify-raw", message, "restore it, or import it again")


def site(pages: Iterable[Page] | None, configuration: bytes, place: Site) -> Iterator[Diagnostic]:
    """Findings about a built site. Without ``pages``, the dossier's own, only about what the site says of itself."""
    record = decode(place.read(PATH) or b"")
    if record is None:
        message = f"{place.name} has no {PATH} that can be read"
        yield Diagnostic(Span(SourcePath(PATH)), "verify-missing", message, "build the site again")
        return
    if pages is not None:
        yield from _sources(_articles(pages), record, configuration)
    for entry in record.articles.values():
        yield from _page(entry.page, place)


def _sources(own: Mapping[str, ArticleView], record: Record, configuration: bytes) -> Iterator[Diagnostic]:
    if record.configuration.sha256 != sha256(configuration).hexdigest():
        span = Span(SourcePath("dossier.yaml"))
        yield Diagnostic(span, "verify-configuration", "has changed since the site was built", _AGAIN)
    for id_, view in own.items():
        entry = record.articles.get(id_)
        if entry is None:
            message = f"the article {id_} is not in the site's {PATH}"
            yield Diagnostic(Span(view.path), "verify-unlisted", message, _AGAIN)
        else:
            yield from _article(view, entry)
    for id_ in record.articles.keys() - own.keys():
        path = record.articles[id_].markdown.path
        message = f"the site has an article {id_} that is not in the dossier, or not public"
        yield Diagnostic(Span(SourcePath(path or PATH)), "verify-unlisted", message, _AGAIN)


def _article(view: ArticleView, entry: Entry) -> Iterator[Diagnostic]:
    found = view.trace.markdown if view.trace else ""
    if entry.markdown != File(view.path, found):
        then = entry.markdown.sha256 or "not recorded"
        message = f"has changed since the site was built: its SHA-256 is {found}, then {then}"
        yield Diagnostic(Span(view.path), "verify-markdown", message, _AGAIN)
    receipt = view.trace.receipt if view.trace else None
    digest = view.source.sha256 or (receipt.sha256 if receipt else "")
    if digest and entry.raw != File(view.raw_path, digest):
        other = entry.raw.path or "no raw file"
        message = f"the site says that the article was made of {other} {entry.raw.sha256}".rstrip()
        yield Diagnostic(Span(view.raw_path), "verify-raw", message, _AGAIN)


def _page(recorded: File, place: Site) -> Iterator[Diagnostic]:
    span = Span(SourcePath(recorded.path or PATH))
    if not recorded.path:
        yield Diagnostic(
            span, "verify-missing", "an article has no page in the record", "build the site again"
        )
        return
    data = place.read(recorded.path)
    if data is None:
        message = f"the page is not in {place.name}"
        yield Diagnostic(span, "verify-missing", message, "build or publish the site again")
    elif (found := sha256(data).hexdigest()) != recorded.sha256:
        message = (
            f"the page is not the one that was built: its SHA-256 is {found}, recorded is {recorded.sha256}"
        )
        yield Diagnostic(span, "verify-page", message, "find out who changed it, then build or publish again")


def _articles(pages: Iterable[Page]) -> dict[str, ArticleView]:
    return {page.view.id: page.view for page in pages if isinstance(page.view, ArticleView)}


def _digest_of(root: Path, raw: str) -> str | None:
    path = inside(root, raw)
    try:
        return None if path is None or path.is_symlink() else sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
