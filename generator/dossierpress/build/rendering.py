"""Pages, feeds and annotations become files, in this process or in others."""

import pickle
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from time import perf_counter
from typing import NamedTuple

from dossierpress.build.workers import Workers
from dossierpress.model.annotations import Annotated
from dossierpress.model.feed import Feed
from dossierpress.model.page import Artifact, Chrome, Page
from dossierpress.model.source import OutputPath
from dossierpress.store.generation import NextSite, Placed
from dossierpress.theme import Theme

#: What is rendered, from nothing but itself, the chrome and the theme.
Thing = Page | Feed | Annotated


class Made(NamedTuple):
    """A finished file."""

    path: OutputPath
    data: bytes


class Rendered(NamedTuple):
    """The files of a page, a feed or an article's annotations, perhaps in their places already, and the seconds."""

    files: tuple[Made | Placed, ...]
    seconds: float


def rendered(
    things: Sequence[Thing], site: NextSite, chrome: Chrome, theme: Theme, workers: Workers
) -> Generator[Rendered, None, None]:
    """Render things; who does it puts the files in their places, unless that is another machine."""
    render = partial(render_all, chrome=chrome, look=Look(theme))
    if site.staged and workers.copies(len(things)):
        return workers.each(partial(_render_and_place, render=render, site=site), things)
    return workers.each(render, things)


def in_place(files: Iterable[Made | Placed], site: NextSite) -> Iterator[Placed]:
    """The files in their places."""
    return (file if isinstance(file, Placed) else site.place(*file) for file in files)


def render_all(things: Sequence[Thing], *, chrome: Chrome, look: "Look") -> list[Rendered]:
    """Render a batch, perhaps in another process."""
    done = []
    for thing in things:
        start = perf_counter()
        files = tuple(Made(OutputPath(a.path), a.data) for a in _artifacts(thing, chrome, look.theme))
        done.append(Rendered(files, perf_counter() - start))
    return done


def _render_and_place(
    things: Sequence[Thing], *, render: Callable[[Sequence[Thing]], list[Rendered]], site: NextSite
) -> list[Rendered]:
    return [Rendered(tuple(in_place(done.files, site)), done.seconds) for done in render(things)]


def _artifacts(thing: Thing, chrome: Chrome, theme: Theme) -> Iterable[Artifact]:
    # Each is imported only when there is something to render: jinja2 and the others take their time.
    match thing:
        case Page():
            from dossierpress.render import render  # noqa: PLC0415

            return (render(thing, theme),)
        case Feed():
            from dossierpress.render.feeds import feed_artifacts  # noqa: PLC0415

            return feed_artifacts(thing, chrome)
        case Annotated():
            from dossierpress.render.annotations import files_of  # noqa: PLC0415

            return files_of(thing, chrome)


class Look:
    """The theme of those who render: to other machines it goes packed, and each of their processes unpacks it once."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    def __reduce__(self) -> "tuple[Callable[[_Packed], Look], tuple[_Packed]]":
        return _unpacked, (self._packed,)

    @cached_property
    def _packed(self) -> "_Packed":
        return _Packed(self.theme.digest, pickle.dumps(replace(self.theme, code=None)))


@dataclass(frozen=True, slots=True)
class _Packed:
    """A pickled theme; two are the same if their digests are."""

    digest: str
    data: bytes = field(compare=False)


@cache
def _unpacked(packed: _Packed) -> Look:
    return Look(pickle.loads(packed.data))  # noqa: S301  (of this very build, never read from a disk)
