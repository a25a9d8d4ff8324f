"""What pages are put together from: notes, claims, events, sources, links to and from a text."""

from dataclasses import dataclass

from dossierpress.model.anchor import AnchorState
from dossierpress.model.card import Card, Prose
from dossierpress.model.edtf import Edtf
from dossierpress.model.meta import Citation
from dossierpress.model.source import SourcePath, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionView:
    """Somebody's stand on a statement. ``stance`` is affirms, supports, disputes, denies or retracts."""

    by: str
    card: Card | None
    """The page of who takes the stand, if they have one."""
    stance: str
    date: Edtf | None
    """When they said so, if that is known."""
    note: Card
    """The note that records it; its title is the passage."""
    article: Card
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A statement and who stands by it or against it. ``url`` is its place on the page of claims.

    ``disputed`` tells that somebody stands by it and somebody does not, be it in another article.
    """

    url: Url
    anchor: str
    statement: str
    lang: str
    disputed: bool
    positions: tuple[PositionView, ...]
    """In the order of time. A note shows those it records, an entity's page those of that entity."""
    verdicts: tuple[tuple[str, Card], ...] = ()
    """What the editors found out (established, qualified, unproven, refuted), each with the note that says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A note as shown beside its passage, on its own page and in lists.

    ``number`` is its place among its article's notes, from 1, in the order of the text. ``block`` is the
    index of the body's top-level block its passage ends in, -1 for a note on the whole article or an orphan.
    """

    key: str
    number: int
    kind: str
    state: AnchorState
    url: Url
    article: Card
    lang: str
    quote: str = ""
    block: int = -1
    author: str = ""
    date: Edtf | None = None
    updated: Edtf | None = None
    prose: Prose = Prose()
    topics: tuple[Card, ...] = ()
    sources: tuple[Citation, ...] = ()
    claim: ClaimView | None = None
    """What the note says that somebody affirms, in a note of kind ``claim``."""
    path: SourcePath = SourcePath("")
    unpublished: str = ""
    """Why only a preview shows it; empty for what is public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A note as lists show it: its passage, how it begins, and the article it is about."""

    url: Url
    kind: str
    article: Card
    lang: str
    quote: str = ""
    summary: str = ""
    author: str = ""
    date: Edtf | None = None
    unpublished: str = ""
    """Why only a preview shows it, as in `Page`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnView:
    """The note before or after another one of an article."""

    url: Url
    number: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAlsoView:
    """A "read also" title: ``card`` when the article is in the dossier, else it is wanted."""

    title: str
    card: Card | None = None
    url: str = ""
    date: Edtf | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedView:
    """An article near this one, and why: ``reasons`` pairs a code with the names it is about.

    Codes: ``cites``, ``cited-by``, ``shares`` (tags and entities), ``same-day``, ``passage`` (same text).
    """

    card: Card
    reasons: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BacklinkView:
    """A page that points here: ``kind`` is ``link``, ``related`` or ``note``; ``sentence`` cites."""

    card: Card
    kind: str
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionView:
    """An article that names the entity, with the sentence of its first mention and the number of mentions."""

    card: Card
    sentence: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """An entry of the timeline. ``url`` is its anchor on the timeline page."""

    url: Url
    anchor: str
    title: str
    date: Edtf
    lang: str
    place: Card | None = None
    place_name: str = ""
    prose: Prose = Prose()
    topics: tuple[Card, ...] = ()
    articles: tuple[Card, ...] = ()
    sources: tuple[Citation, ...] = ()
    kind: str = "event"
    """``event``, or ``article`` for the publication of an article of the dossier."""
    unpublished: str = ""
    """Why only a preview shows it; empty for what is public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedView:
    """An article that is cited but not in the dossier, and by whom."""

    title: str
    url: str = ""
    date: Edtf | None = None
    cited_by: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A publisher, with the articles it gave and the days they cover."""

    name: str
    articles: tuple[Card, ...]
    """The newest of them."""
    share: int
    """Its share of the dossier's articles, in per cent."""
    total: int = 0
    """How many articles it gave."""
    first: Edtf | None = None
    last: Edtf | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TagView:
    """A line of the tag index."""

    card: Card
    entity: bool
