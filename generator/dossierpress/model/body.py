"""A parsed text: its HTML, its plain text, and how the two correspond.

Markdown is parsed once. Whatever is known only later, where a link leads, which passage a note is
about, which words name an entity, is laid over the HTML at exact offsets by `markup.overlay`, so a
renamed neighbour or a changed note never parses an article again.

Offsets count characters: *text offsets* index `Body.text`, *HTML offsets* index `Body.html`.
"""

from dataclasses import dataclass
from enum import IntFlag, StrEnum

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
    ``start`` and ``end`` are the label's text offsets, ``line`` and ``column`` its place in the source file.
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


@dataclass(frozen=True, slots=True)
class Body:
    """A parsed Markdown text. Blocks are separated by a newline in ``text``; ``ids`` are all ids in the HTML.

    ``id_holes`` are the HTML offsets, in ids and in links to them, where a prefix is inserted so that several
    bodies can stand on one page.
    """

    html: str = ""
    text: str = ""
    runs: tuple[Run, ...] = ()
    blocks: tuple[Block, ...] = ()
    headings: tuple[Heading, ...] = ()
    references: tuple[Reference, ...] = ()
    ids: tuple[str, ...] = ()
    path: SourcePath = SourcePath("")
    id_holes: tuple[int, ...] = ()
