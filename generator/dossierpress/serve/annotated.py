"""What of the dossier the preview's note editor works on: articles and notes as the pages show them now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path, PurePosixPath

from dossierpress.diagnostics import errors
from dossierpress.model.document import Article, Note
from dossierpress.model.page import Page
from dossierpress.model.parts import NoteView
from dossierpress.model.source import OutputPath, Source, SourcePath
from dossierpress.model.views import ArticleView, TopicView
from dossierpress.notes import parts
from dossierpress.notes.change import text_of
from dossierpress.notes.layout import layout
from dossierpress.parse import parse
from dossierpress.serve import beneath
from dossierpress.serve.answer import RefusedError
from dossierpress.serve.generations import Generation
from dossierpress.serve.preview import Preview
from dossierpress.store.sources import digest


@dataclass(frozen=True, slots=True)
class Opened:
    """A note in its file, as both are on disk now. ``order`` is its number in the file, from 0."""

    path: SourcePath
    data: bytes
    order: int
    note: Note

    @property
    def several(self) -> bool:
        """Whether the file holds more notes, or might: some keys then hold for all of them."""
        return layout(self.data, self.path).several

    @property
    def text(self) -> str:
        """The note's Markdown."""
        return text_of(self.data, self.path, self.order)

    def record(self) -> dict[str, object]:
        """What the form shows of it, and the digest its change is to be based on."""
        meta = self.note.meta
        return {
            "path": self.path,
            "digest": digest(self.data),
            "several": self.several,
            "kind": meta.kind,
            "text": self.text,
            "author": meta.author or "",
            "tags": list(meta.tags),
            "quote": meta.quote or "",
            "sources": parts.sources(meta.sources),
            "claim": parts.claim(meta.claim),
        }


def generation(preview: Preview) -> Generation:
    """The newest state that this run has made. Refuses while there is none."""
    newest = preview.shelf.newest
    if not isinstance(newest, Generation):
        raise RefusedError(
            HTTPStatus.SERVICE_UNAVAILABLE, "the dossier is still being read: try again in a moment"
        )
    return newest


def on_page(preview: Preview, path: OutputPath) -> ArticleView | None:
    """The article whose page this is."""
    page = generation(preview).pages.get(path)
    return page.view if page and isinstance(page.view, ArticleView) else None


def viewed(preview: Preview, article: str) -> ArticleView:
    """The article of that id, as its page shows it."""
    views = (page.view for page in generation(preview).pages.values())
    found = next((view for view in views if isinstance(view, ArticleView) and view.id == article), None)
    if found is None:
        raise RefusedError(HTTPStatus.NOT_FOUND, f"there is no article {article!r} in the dossier")
    return found


def article(preview: Preview, name: str) -> Article:
    """The article of that id, as its file is now."""
    path = viewed(preview, name).path
    found = beneath.read(preview.settings.root, path)
    documents, about = parse(source(found.data if found else b"", path), lang="")
    for document in documents:
        if isinstance(document, Article) and document.meta.id == name:
            return document
    reason = errors(about)[0].message if errors(about) else "it is not there any more"
    raise RefusedError(HTTPStatus.CONFLICT, f"{path} cannot be read now: {reason}")


def place(preview: Preview, name: str, slug: str) -> SourcePath:
    """The file of a note that the page of the article shows. No path is taken from the browser."""
    for note in viewed(preview, name).notes:
        if slug_of(note) == slug:
            return note.path
    raise RefusedError(HTTPStatus.NOT_FOUND, f"the page shows no note {slug!r}")


def opened(root: Path, path: SourcePath, slug: str) -> Opened | None:
    """The note as it is on disk now; None when it is gone or its file cannot be read."""
    found = beneath.read(root, path)
    if found is None:
        return None
    documents, _ = parse(source(found.data, path), lang="")
    notes = (d for d in documents if isinstance(d, Note) and d.slug == slug)
    return next((Opened(path, found.data, note.order, note) for note in notes), None)


def source(data: bytes, path: SourcePath) -> Source:
    """A file of the dossier as the parser takes it."""
    return Source(path, data.decode("utf-8-sig", errors="replace"), digest(data))


def slug_of(note: NoteView) -> str:
    """The end of the note's permalink."""
    return note.url.rstrip("/").rpartition("/")[2]


def names(preview: Preview) -> list[str]:
    """All tags, and the names of all that has a page of its own, for completing what is typed."""
    pages = generation(preview).pages.values()
    return sorted({page.title for page in pages if isinstance(page.view, TopicView)}, key=str.casefold)


def called(pages: Mapping[OutputPath, Page]) -> Iterator[tuple[str, Page]]:
    """Every page that a link between ``[[`` and ``]]`` can name, with its names; the surest first."""
    linkable = [page for page in pages.values() if page.source or isinstance(page.view, TopicView)]
    yield from ((page.view.id, page) for page in linkable if isinstance(page.view, ArticleView))
    yield from ((page.title, page) for page in linkable if page.template != "redirect.html")
    for page in linkable:
        if isinstance(page.view, TopicView):
            yield from ((name, page) for name in (*page.view.aliases, *(n for _, n in page.view.names)))
    yield from ((PurePosixPath(page.source).stem, page) for page in linkable if page.source)
