"""What the site's files are made from, and the making of those that are not there yet."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from functools import cache, partial
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Any, get_type_hints

from dossierpress.build.profile import Profile
from dossierpress.build.rendering import Made, Thing, in_place, rendered
from dossierpress.build.workers import Workers
from dossierpress.compose import Composition, output_path
from dossierpress.model import provenance
from dossierpress.model.annotations import FILE, Annotated, urls_of, urls_of_all
from dossierpress.model.body import Body
from dossierpress.model.feed import Feed
from dossierpress.model.page import Chrome, Page
from dossierpress.model.remember import Remember
from dossierpress.model.source import OutputPath, Source, Url
from dossierpress.model.views import ArticleView, NotePageView, View
from dossierpress.store import codec, documents
from dossierpress.store.generation import NextSite, Placed
from dossierpress.store.memo import Memo
from dossierpress.store.sources import Content, Unread
from dossierpress.theme import Theme

#: Everything of a page but what all pages share and its view, which says by its type how it is to be read.
_NAMES = tuple(field.name for field in fields(Page) if field.name not in {"chrome", "view"})
_OF_PAGE = attrgetter(*_NAMES)
#: As the sitemaps' protocol has it; more pages than this are listed in several files.
SITEMAP_LIMIT = 50_000


@dataclass(frozen=True, slots=True)
class Job:
    """Files that are made together, each with a key that is another one when anything it is made from is."""

    files: Mapping[OutputPath, bytes]
    make: "Thing | Callable[[], Iterable[Made]] | Record"
    """What is rendered may be rendered by another process; the rest is made here."""


@dataclass(frozen=True, slots=True)
class Record:
    """Made when all else of the next site is there, from what it holds."""

    make: Callable[[NextSite], Iterable[Made]]


@dataclass(frozen=True, slots=True)
class Jobs:
    """Makes the jobs of pages, feeds and annotations.

    ``hold`` is given what can be told again (`compose.retold`), by the key of the file: of a page its `said`.
    """

    chrome: Chrome
    shown: bytes
    """What all that this site makes has in common, as bytes."""
    shared: bytes
    """The same, and the theme: what all pages have in common."""
    hold: Callable[[bytes, bytes], None]

    @classmethod
    def of(cls, chrome: Chrome, theme: Theme, hold: Callable[[bytes, bytes], None]) -> "Jobs":
        """The jobs of a site with this chrome in this theme."""
        shown = codec.encode(chrome)
        return cls(chrome, shown, codec.digest(theme.digest.encode(), shown), hold)

    def page(self, page: Page) -> Job:
        """The job of a page."""
        what = said(page)
        key = key_of(page, what, self.shared)
        if isinstance(page.view, ArticleView | NotePageView):
            self.hold(key, what)
        return Job({output_path(page.url): key}, page)

    def feed(self, feed: Feed) -> Job:
        """The job of a feed in both its forms."""
        what = documents.encode(feed)
        job = _job(feed_paths(feed.url), codec.digest(b"feed", self.shown, what), feed)
        self.hold(job.files[feed_paths(feed.url)[1]], what)
        return job

    def annotations(self, article: Annotated) -> Job:
        """The job of an article's annotations."""
        what = documents.encode(article)
        key = codec.digest(b"notes", self.shown, what)
        job = _job(map(output_path, urls_of(article)), key, article)
        self.hold(job.files[annotations_path(article.url)], what)
        return job


def jobs(
    composition: Composition,
    theme: Theme,
    content: Content[Source | Unread],
    root: Path,
    *,
    configuration: bytes,
    memo: Memo,
) -> Iterator[Job]:
    """All files of the site; ``configuration`` is what dossier.yaml holds."""
    of = Jobs.of(composition.chrome, theme, memo.hold)
    yield _job(static(theme), codec.digest(b"theme", theme.digest.encode()), partial(_assets, theme))
    for path, source in composition.assets:
        key = codec.digest(b"file", content.files[source].encode())
        yield Job({path: key}, partial(_copy, path, root / source))
    steps: list[bytes] = []
    for page in composition.pages:
        job = of.page(page)
        yield job
        if isinstance(page.view, ArticleView):
            steps += job.files.values()
    yield from map(of.feed, composition.feeds)
    parts: list[bytes] = []
    for article in composition.annotated:
        job = of.annotations(article)
        yield job
        parts.append(job.files[annotations_path(article.url)])
    if parts:
        make = partial(_all_annotations, composition, parts, memo.remember)
        yield _job(map(output_path, urls_of_all(composition.annotated)), key_of_all(parts), make)
    yield _site(composition, of.shown)
    if steps:
        record = Record(partial(_provenance, composition, configuration, memo.remember))
        yield Job({provenance.PATH: key_of_record(configuration, steps)}, record)


def feed_paths(url: Url) -> tuple[OutputPath, OutputPath]:
    """Where a feed is written: as Atom, and as JSON Feed."""
    return output_path(Url(f"{url}feed.xml")), output_path(Url(f"{url}feed.json"))


def annotations_path(url: Url) -> OutputPath:
    """Where the annotations of the article at ``url`` are written."""
    return output_path(Url(f"{url}{FILE}"))


def keyed(paths: Iterable[OutputPath], key: bytes) -> dict[OutputPath, bytes]:
    """Files made together, each with a key of its own."""
    return {path: codec.digest(key, path.encode()) for path in paths}


def key_of_all(parts: Iterable[bytes]) -> bytes:
    """The key of the collection of all annotations by those of the articles' files."""
    return codec.digest(b"all notes", *parts)


def key_of_record(configuration: bytes, steps: Iterable[bytes]) -> bytes:
    """The key of the record of provenance by those of the articles' pages."""
    return codec.digest(provenance.PATH.encode(), configuration, *steps)


def static(theme: Theme) -> tuple[OutputPath, ...]:
    """Where the theme's own files go."""
    return tuple(OutputPath(f"assets/{path}") for path in theme.assets)


def said(page: Page) -> bytes:
    """All that a page says itself, as bytes (`told` reads them)."""
    return documents.encode((_OF_PAGE(page), page.view))


def told(data: bytes, view: type[View], chrome: Chrome, body: Callable[[str], Body]) -> Page:
    """The page that `said` gave ``data`` for; ``body`` finds a body by its digest. Raises `msgspec.DecodeError`."""
    kind: type[tuple[tuple[Any, ...], Any]] = tuple[_values(), view]  # type: ignore[misc,assignment]
    values, of_view = documents.decoder(kind, body)(data)
    return Page(chrome=chrome, view=of_view, **dict(zip(_NAMES, values, strict=True)))


def key_of(page: Page, what: bytes, shared: bytes) -> bytes:
    """The key of a page by what it says and by what it has in common with all others."""
    return codec.digest(b"page", shared, type(page.view).__name__.encode(), what)


def make(
    todo: Sequence[Job], site: NextSite, *, chrome: Chrome, theme: Theme, workers: Workers, profile: Profile
) -> Generator[Placed, None, None]:
    """Make the files of jobs: what is made here, then what is rendered, then what is made from the ``site`` so far."""
    things = [job.make for job in todo if isinstance(job.make, Thing)]
    for job in todo:
        if not isinstance(job.make, Thing | Record):
            yield from in_place(job.make(), site)
    if things:
        with closing(rendered(things, site, chrome, theme, workers)) as all_done:
            for thing, done in zip(things, all_done, strict=True):
                profile.thing(done.files[0].path, _kind(thing), done.seconds)
                yield from in_place(done.files, site)
    for job in todo:
        if isinstance(job.make, Record):
            yield from in_place(job.make.make(site), site)


def _kind(thing: Thing) -> str:
    return thing.template if isinstance(thing, Page) else type(thing).__name__.lower()


@cache
def _values() -> Any:
    hints = get_type_hints(Page)
    return tuple[tuple(hints[name] for name in _NAMES)]  # type: ignore[misc]  # made at run time


def _assets(theme: Theme) -> Iterator[Made]:
    from dossierpress.render import assets  # noqa: PLC0415

    yield from (Made(OutputPath(a.path), a.data) for a in assets(theme))


def _copy(path: OutputPath, file: Path) -> Iterator[Made]:
    yield Made(path, file.read_bytes())


def _all_annotations(composition: Composition, keys: Sequence[bytes], remember: Remember) -> Iterator[Made]:
    from dossierpress.render.annotations import files_of_all, lines  # noqa: PLC0415

    chrome = composition.chrome
    items = [
        line
        for article, key in zip(composition.annotated, keys, strict=True)
        for line in remember(tuple[str, ...], "annotations", key, partial(lines, article, chrome))
    ]
    yield from (Made(OutputPath(a.path), a.data) for a in files_of_all(items, chrome))


def _provenance(
    composition: Composition, configuration: bytes, remember: Remember, site: NextSite
) -> Iterator[Made]:
    from dossierpress.render.provenance import provenance as record  # noqa: PLC0415

    of = partial(sha256_of, site=site, remember=remember)
    made = record(composition.pages, of, configuration=configuration)
    yield from (Made(OutputPath(a.path), a.data) for a in made)


def sha256_of(path: OutputPath, *, site: NextSite, remember: Remember) -> str:
    """The SHA-256 of a file of the next site, in hexadecimal."""
    # Pages that did not change are not read again: they are known by the digest that is at hand.
    known = site.digests[path].encode()
    return remember(str, "sha256", known, lambda: sha256(site.read(path)).hexdigest())


def _site(composition: Composition, chrome: bytes) -> Job:
    """``robots.txt`` and the sitemap, which depend on little of many pages."""
    listed = [page for page in composition.pages if not page.noindex]
    parts = -(-len(listed) // SITEMAP_LIMIT)
    names = ["robots.txt"]
    if composition.chrome.base:
        names += ["sitemap.xml", *(f"sitemap-{n}.xml" for n in range(1, parts + 1) if parts > 1)]
    said = codec.encode([(page.url, _dates(page)) for page in listed])
    paths = tuple(map(OutputPath, names))
    return _job(paths, codec.digest(b"site", chrome, said), partial(_site_files, composition))


def _job(paths: Iterable[OutputPath], key: bytes, make: Thing | Callable[[], Iterable[Made]]) -> Job:
    return Job(keyed(paths, key), make)


def _dates(page: Page) -> tuple[object, object]:
    return (page.view.updated, page.view.date) if isinstance(page.view, ArticleView) else (None, None)


def _site_files(composition: Composition) -> Iterator[Made]:
    from dossierpress.render.feeds import site_files  # noqa: PLC0415

    yield from (Made(OutputPath(a.path), a.data) for a in site_files(composition.pages, composition.chrome))
