"""What is served: whole states of the site, each a value, of which a request sees exactly one.

A generation is the composed site and its theme. Its pages are rendered when they are asked for: rendering is a
pure function of a page and a theme, so a page looked at later is the page of that moment all the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Protocol

from dossierpress.build.checking import Checked
from dossierpress.config import FILE_NAME
from dossierpress.model.page import Page
from dossierpress.model.provenance import PATH
from dossierpress.model.source import OutputPath, SourcePath, Url
from dossierpress.render import assets as theme_assets
from dossierpress.render import render
from dossierpress.render.annotations import annotation_files
from dossierpress.render.feeds import feed_artifacts, site_files
from dossierpress.render.links import output_path
from dossierpress.render.provenance import provenance
from dossierpress.serve import beneath, inject
from dossierpress.store import manifest


class Kind(Enum):
    """What a file is to a browser."""

    PAGE = "page"
    """Made by a template: gets the preview's script."""
    FILE = "file"
    """Made by the program, or of the theme: a style sheet, a script, a feed."""
    FOREIGN = "foreign"
    """Copied from ``content/``: whoever made it must not act in the preview's name."""


@dataclass(frozen=True, slots=True)
class Served:
    """A file as it is sent; ``version`` changes when the content does."""

    data: bytes
    kind: Kind
    version: str


class Site(Protocol):
    """A state of the site that can be served."""

    @property
    def number(self) -> int:
        """Which one: 0 is what an earlier run left on disk."""

    @property
    def styles(self) -> Mapping[str, str]:
        """The version of each style sheet, by its path."""

    def read(self, path: OutputPath) -> Served | None:
        """The file at ``path``, or None."""


@dataclass(eq=False)
class Generation:
    """The site as it stood when ``checked`` was read."""

    number: int
    root: Path
    checked: Checked
    previous: "Generation | None" = None
    """The generation before, whose unchanged pages need no rendering; forgotten as soon as there is a next."""
    _made: dict[OutputPath, Served] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.previous:
            self.previous.previous = None
        self.pages: Mapping[OutputPath, Page] = {
            output_path(p.url): p for p in self.checked.composition.pages
        }
        self.copied: Mapping[OutputPath, SourcePath] = dict(self.checked.composition.assets)

    def read(self, path: OutputPath) -> Served | None:
        """The file at ``path``, or None. Raises what a template raises."""
        if path in self.copied:
            found = beneath.read(self.root, self.copied[path])
            return Served(found.data, Kind.FOREIGN, found.version) if found else None
        if path not in self._made:
            made = self._page(path) if path in self.pages else self._file(path)
            if made is None:
                return None
            self._made[path] = made
        return self._made[path]

    def paths(self) -> Iterator[OutputPath]:
        """Everything that `read` gives; rendering all of it takes as long as a build."""
        yield from (*self.static, *self.copied, *self.pages, *self._other, *self._record)

    def address_of(self, source: SourcePath) -> Url | None:
        """The page made from a file of ``content/``."""
        return next((page.url for page in self.pages.values() if page.source == source), None)

    @cached_property
    def static(self) -> Mapping[OutputPath, bytes]:
        """The theme's files."""
        return {OutputPath(a.path): a.data for a in theme_assets(self.checked.theme)}

    @cached_property
    def styles(self) -> Mapping[str, str]:
        """The version of each of the theme's style sheets, by its path."""
        return {path: _version(data) for path, data in self.static.items() if path.endswith(".css")}

    @cached_property
    def _other(self) -> Mapping[OutputPath, bytes]:
        """Feeds, the collection of annotations, and what is there for machines."""
        composition = self.checked.composition
        made = [a for feed in composition.feeds for a in feed_artifacts(feed, composition.chrome)]
        made += annotation_files(composition.annotated, composition.chrome) if composition.annotated else ()
        made += site_files(composition.pages, composition.chrome)
        return {OutputPath(a.path): a.data for a in made}

    @cached_property
    def _record(self) -> Mapping[OutputPath, bytes]:
        """``provenance.json``, for which all articles are rendered."""

        def digest(path: OutputPath) -> str:
            made = self.read(path)
            return sha256(made.data if made else b"").hexdigest()

        configuration = (self.root / FILE_NAME).read_bytes()
        made = provenance(self.pages.values(), digest, configuration=configuration)
        return {OutputPath(a.path): a.data for a in made}

    def _file(self, path: OutputPath) -> Served | None:
        data = self.static[path] if path in self.static else self._other.get(path)
        if path == PATH:
            data = self._record.get(path)
        return Served(data, Kind.FILE, _version(data)) if data is not None else None

    def _page(self, path: OutputPath) -> Served:
        page, theme = self.pages[path], self.checked.theme
        before = self.previous
        if before and before.checked.theme.digest == theme.digest and before.pages.get(path) == page:
            known = before._made.get(path)
            data = known.data if known else render(page, theme).data
        else:
            data = render(page, theme).data
        return Served(data, Kind.PAGE, inject.digest(data, *self._pictures_in(data)))

    def _pictures_in(self, data: bytes) -> list[str]:
        """The versions of the pictures a page shows; its bytes do not change when a picture does."""
        shown = (file for path, file in self.copied.items() if path.rpartition("/")[2].encode() in data)
        return [beneath.version(self.root, file) for file in shown]


class Stored:
    """The last good site, as an earlier run or a build left it in ``folder``: shown until a newer one is there."""

    number = 0

    def __init__(self, folder: Path, *, foreign: Path) -> None:
        self._folder = folder
        self._foreign = foreign
        self._listed = manifest.read(folder)

    @property
    def styles(self) -> Mapping[str, str]:
        """The version of each style sheet, by its path."""
        return {path: self._version(path) for path in self._listed if path.endswith(".css")}

    def read(self, path: OutputPath) -> Served | None:
        """A file that the build listed, or None."""
        found = beneath.read(self._folder, path) if path in self._listed else None
        if found is None:
            return None
        if (self._foreign / path).is_file():
            return Served(found.data, Kind.FOREIGN, found.version)
        if path.endswith(".html"):
            return Served(found.data, Kind.PAGE, inject.digest(found.data))
        return Served(found.data, Kind.FILE, _version(found.data))

    def _version(self, path: OutputPath) -> str:
        found = beneath.read(self._folder, path)
        return _version(found.data) if found else ""


def _version(data: bytes) -> str:
    """As the theme's pages write it after a file's address."""
    return blake2b(data, digest_size=4).hexdigest()
