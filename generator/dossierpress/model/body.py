"""A parsed text: its HTML, its plain text, and how the two correspond.

Markdown is parsed once. Whatever is known only later, where a link leads, which passage a note is
about, which words name an entity, is laid over the HTML at exact offsets by `markup.overlay`, so a
renamed neighbour or a changed note never parses an article again.

Offsets count characters: *text offsets* index `Body.text`, *HTML offsets* index `Body.html`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntFlag, StrEnum
from typing import Any

from dossierpress.model.source import SourcePath


class Inside(IntFlag):
    """What a run of text stands inside of; decides what may be laid over it."""

    NOTHING = 0
    LINK = 1
    CODE = 2
    HEADING = 4
    FOOTNOTE = 8


@dataclass(frozen=True, slots=True)
class Run:
    """A maximal stretch of text within one HTML text node.

    Text offsets ``start`` to ``end`` (exclusive) stand in the HTML from ``html`` on, escaped.
    """

    start: int
    end: int
    html: int
    inside: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block: its element's name and its extent in both texts."""

    tag: str
    start: int
    end: int
    html_start: int
    html_end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with the id it bears in the HTML."""

    level: int
    id: str
    text: str


class ReferenceKind(StrEnum):
    """How a text points at something."""

    WIKILINK = "wikilink"
    LINK = "link"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Reference:
    """A link still to be resolved, as written: a wikilink, a relative link or an image of the dossier.

    A link's tags are not in the HTML: they are laid over from ``html_start`` to ``html_end`` once it is
    known where it leads. An image's address is inserted at ``html_start`` (= ``html_end``), as attributes.
    ``start`` and ``end`` are the label's text offsets, ``line`` and ``column`` its place in the source file;
    ``sentence`` is what cites, for the page it leads to.
    """

    kind: ReferenceKind
    target: str
    label: str
    start: int
    end: int
    html_start: int
    html_end: int
    line: int
    column: int
    title: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """The HTML of a text, and where in it the text stands.

    ``id_holes`` are the HTML offsets, in ids and in links to them, where a prefix is inserted so that several
    bodies can stand on one page.
    """

    html: str = ""
    runs: tuple[Run, ...] = ()
    id_holes: tuple[int, ...] = ()


class Body:
    """A parsed Markdown text. Blocks are separated by a newline in ``text``; ``ids`` are all ids in the HTML.

    A value like the others, with two differences that make large dossiers quick: its `Layer` may be something that
    is got when it is first needed, which in most builds it is not; and ``digest``, which stands for the whole body
    where pages are compared, is set by `store.documents`. Two bodies are equal if all else is.
    """

    __slots__ = ("_layer", "blocks", "digest", "headings", "ids", "path", "references", "text")

    text: str
    blocks: tuple[Block, ...]
    headings: tuple[Heading, ...]
    references: tuple[Reference, ...]
    ids: tuple[str, ...]
    path: SourcePath

    def __init__(
        self,
        *,
        text: str = "",
        blocks: tuple[Block, ...] = (),
        headings: tuple[Heading, ...] = (),
        references: tuple[Reference, ...] = (),
        ids: tuple[str, ...] = (),
        path: SourcePath = SourcePath(""),
        layer: Layer | Callable[[], Layer] = Layer(),
        digest: str = "",
    ) -> None:
        self.text, self.blocks, self.headings = text, blocks, headings
        self.references, self.ids, self.path = references, ids, path
        self._layer, self.digest = layer, digest

    @property
    def layer(self) -> Layer:
        """The HTML, and how the text stands in it."""
        return self._layer if isinstance(self._layer, Layer) else self._layer()

    @property
    def html(self) -> str:
        """The HTML, without what is laid over it."""
        return self.layer.html

    @property
    def runs(self) -> tuple[Run, ...]:
        """Where the text stands in the HTML."""
        return self.layer.runs

    @property
    def id_holes(self) -> tuple[int, ...]:
        """Where prefixes of ids go."""
        return self.layer.id_holes

    @property
    def _parts(self) -> tuple[object, ...]:
        return self.text, self.blocks, self.headings, self.references, self.ids, self.path, self.layer

    def __eq__(self, other: object) -> bool:
        return self._parts == other._parts if isinstance(other, Body) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._parts)

    def __repr__(self) -> str:
        return f"Body(path={self.path!r}, html={self.html!r})"

    def __reduce__(self) -> tuple[Callable[..., "Body"], tuple[object, ...]]:
        return _body, (*self._parts, self.digest)


def _body(*parts: Any) -> Body:
    """A body from its parts, for pickle, which knows no names of arguments."""
    return Body(**dict(zip(_PARTS, parts, strict=True)))


_PARTS = ("text", "blocks", "headings", "references", "ids", "path", "layer", "digest")
