"""A site that stands, as far as files of it can be made again after an edit that only they show.

What such files were made from is kept in the memo under their keys (`making.Jobs`); here is what has to be known
of the rest. Nothing is linked or composed, and only the documents whose text is shown are looked at.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from dossierpress.build import making
from dossierpress.build.ground import Edit, Ground
from dossierpress.build.making import Job, Jobs, Record
from dossierpress.build.reading import known
from dossierpress.build.rendering import Made
from dossierpress.compose import Composition, output_path
from dossierpress.compose.retold import Telling, retold
from dossierpress.model import addresses as at
from dossierpress.model.annotations import Annotated, urls_of_all
from dossierpress.model.body import Body
from dossierpress.model.document import Documents, Parsed
from dossierpress.model.feed import Feed
from dossierpress.model.page import Chrome, Page
from dossierpress.model.provenance import PATH
from dossierpress.model.source import OutputPath, SourcePath, Url
from dossierpress.model.views import ArticleView, NotePageView
from dossierpress.store import documents, manifest
from dossierpress.store.generation import NextSite
from dossierpress.store.memo import LostError, Memo
from dossierpress.store.outputs import Entry
from dossierpress.theme import Theme

T = TypeVar("T")
#: The file of the cache.
NAME = "laid"


@dataclass(frozen=True, slots=True)
class Laid:
    """What a site that stands was made from.

    ``articles`` are the pages of articles and ``annotated`` the files of their annotations, in the order of the
    site; ``collection`` those of all annotations. ``followed`` names the feeds an article is in, ``bodies`` the
    source of each body by its digest, but for those of articles that are in no feed.
    """

    made_from: bytes
    ground: Ground
    chrome: Chrome
    pages: int
    articles: tuple[OutputPath, ...]
    annotated: tuple[OutputPath, ...]
    collection: tuple[OutputPath, ...]
    followed: dict[Url, tuple[Url, ...]]
    bodies: dict[str, SourcePath]

    def after(self, made_from: bytes, edits: Sequence[Edit]) -> "Laid":
        """The same once these articles are what they are now."""
        bodies = {**self.bodies, **{edit.article.body.digest: edit.article.path for edit in edits}}
        return replace(self, made_from=made_from, ground=self.ground.after(edits), bodies=bodies)


encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(Laid).decode


def laid(made_from: bytes, ground: Ground, composition: Composition, public: Documents) -> Laid:
    """What is to be known of the site ``composition``; ``public`` are its documents."""
    followed: dict[Url, list[Url]] = defaultdict(list)
    for feed in composition.feeds:
        for item in feed.items:
            followed[item.url].append(feed.url)
    of = at.addresses(composition.chrome.lang)
    in_feeds = (article for article in public.articles if at.article_url(article, of) in followed)
    shown = (*public.notes, *public.entities, *public.events, *public.pages, *in_feeds)
    articles = (page.url for page in composition.pages if isinstance(page.view, ArticleView))
    return Laid(
        made_from=made_from,
        ground=ground,
        chrome=composition.chrome,
        pages=len(composition.pages),
        articles=tuple(map(output_path, articles)),
        annotated=tuple(making.annotations_path(article.url) for article in composition.annotated),
        collection=tuple(map(output_path, urls_of_all(composition.annotated)))
        if composition.annotated
        else (),
        followed={url: tuple(feeds) for url, feeds in followed.items()},
        bodies={document.body.digest: document.path for document in shown},
    )


@dataclass(frozen=True, slots=True)
class Again:
    """Makes the files again that show the text of an edited article. ``standing`` is the whole site in ``output``."""

    laid: Laid
    standing: Mapping[OutputPath, Entry]
    output: Path
    memo: Memo

    def jobs(self, edits: Sequence[Edit], theme: Theme, lang: str, configuration: bytes) -> list[Job]:
        """All files of the site. Raises `LostError` when what some were made from is not in the memo."""
        of = Jobs.of(self.laid.chrome, theme, self.memo.hold)
        before, after = self._told(edits, lang)
        pages = [page for told in after for page in told.pages]
        feeds = {feed.url: feed for told in after for feed in told.feeds}
        made = [*map(of.page, pages), *map(of.feed, feeds.values())]
        made += [of.annotations(own) for told in after for own in told.annotated]
        keys = {path: entry.key for path, entry in self.standing.items() if path != manifest.FILE_NAME}
        keys |= {path: key for job in made for path, key in job.files.items()}
        old, new = ([own for told in all_told for own in told.annotated] for all_told in (before, after))
        made += self._collection(old, new, keys)
        made.append(self._record(pages, keys, configuration))
        again = {path for job in made for path in job.files}
        return [Job({path: key for path, key in keys.items() if path not in again}, tuple), *made]

    def _told(self, edits: Sequence[Edit], lang: str) -> tuple[list[Telling], list[Telling]]:
        """What shows the articles, as it was made the last time and as it is now; a feed may show several."""
        bodies = _Bodies(self.laid, self.memo, lang, {e.before.body.digest: e.before.body for e in edits})
        before: list[Telling] = []
        after: list[Telling] = []
        feeds: dict[Url, Feed] = {}
        try:
            for edit in edits:
                before.append(told := self._telling(edit, lang, feeds, bodies))
                after.append(retold(told, edit.article, edit.anchors))
                feeds |= {feed.url: feed for feed in after[-1].feeds}
        except msgspec.DecodeError as problem:
            raise LostError from problem
        return before, after

    def _telling(
        self, edit: Edit, lang: str, feeds: Mapping[Url, Feed], body: Callable[[str], Body]
    ) -> Telling:
        url = at.article_url(edit.article, at.addresses(lang))
        notes = [Url(f"/{edit.article.meta.id}/{slug}/") for slug in edit.anchors]
        pages = [(url, ArticleView), *((note, NotePageView) for note in notes)]
        followed = self.laid.followed.get(url, ())
        annotated = [making.annotations_path(url)] if notes else []
        return Telling(
            url,
            tuple(
                making.told(self._data(output_path(at)), view, self.laid.chrome, body) for at, view in pages
            ),
            tuple(feeds.get(f) or self._held(making.feed_paths(f)[1], Feed, body) for f in followed),
            tuple(self._held(path, Annotated, body) for path in annotated),
        )

    def _held(self, path: OutputPath, cls: type[T], body: Callable[[str], Body]) -> T:
        return documents.decoder(cls, body)(self._data(path))

    def _data(self, path: OutputPath) -> bytes:
        """What a file of the site was made from."""
        data = self.memo.held(self.standing[path].key) if path in self.standing else None
        if data is None:
            raise LostError
        return data

    def _collection(
        self, old: Sequence[Annotated], new: Sequence[Annotated], keys: Mapping[OutputPath, bytes]
    ) -> Iterator[Job]:
        if new:
            key = making.key_of_all(keys[path] for path in self.laid.annotated)
            yield Job(making.keyed(self.laid.collection, key), partial(self._renewed, old, new))

    def _renewed(self, old: Sequence[Annotated], new: Sequence[Annotated]) -> Iterator[Made]:
        """The collection of all annotations, with the lines replaced that have changed."""
        from dossierpress.render.annotations import lines  # noqa: PLC0415  (only when something is rendered)

        was, now = (
            [line for own in all_own for line in lines(own, self.laid.chrome)] for all_own in (old, new)
        )
        for path in self.laid.collection:
            data = (self.output / path).read_bytes()
            for before, after in zip(was, now, strict=True):
                data = data.replace(before.encode(), after.encode())
            yield Made(path, data)

    def _record(self, pages: Sequence[Page], keys: Mapping[OutputPath, bytes], configuration: bytes) -> Job:
        key = making.key_of_record(configuration, (keys[path] for path in self.laid.articles))

        def renew(site: NextSite) -> Iterator[Made]:
            from dossierpress.render.provenance import renewed  # noqa: PLC0415

            of = partial(making.sha256_of, site=site, remember=self.memo.remember)
            made = renewed((self.output / PATH).read_bytes(), pages, of)
            yield Made(OutputPath(made.path), made.data)

        return Job({PATH: key}, Record(renew))


class _Bodies:
    """Finds bodies by their digests: those at hand, else those of documents that are known."""

    def __init__(self, laid: Laid, memo: Memo, lang: str, at_hand: Mapping[str, Body]) -> None:
        self._laid, self._memo, self._lang = laid, memo, lang
        self._found = dict(at_hand)

    def __call__(self, digest: str) -> Body:
        """The body with this digest. Raises `LostError`."""
        if digest not in self._found:
            self._found |= {document.body.digest: document.body for document in self._documents(digest)}
        if digest not in self._found:
            raise LostError
        return self._found[digest]

    def _documents(self, digest: str) -> Sequence[Parsed]:
        path = self._laid.bodies.get(digest)
        outcome = path and known(self._memo, self._lang, path, self._laid.ground.sources[path])
        return outcome.documents if outcome else ()
