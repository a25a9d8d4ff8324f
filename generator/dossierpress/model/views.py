"""What each kind of page shows, whole: other documents appear in it only as a `Card`."""

from dataclasses import dataclass

from dossierpress.model.card import Card, Prose
from dossierpress.model.edtf import Edtf
from dossierpress.model.meta import Citation, Image, Origin, Role
from dossierpress.model.parts import (
    BacklinkView,
    ClaimView,
    EventView,
    MentionView,
    NoteLine,
    NoteView,
    ReadAlsoView,
    RelatedView,
    SourceView,
    TagView,
    TurnView,
    WantedView,
)
from dossierpress.model.provenance import Trace
from dossierpress.model.source import SourcePath, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class HubView:
    """The front page."""

    intro: Prose | None
    counts: tuple[tuple[str, int], ...]
    """Pairs of a key (``articles``, ``notes``, ``entities``, ``events``, ``wanted``) and a number."""
    articles: tuple[Card, ...]
    """Those to read first: by weight, then newest first."""
    people: tuple[Card, ...]
    events: tuple[EventView, ...]
    """The dossier's last steps, newest first."""
    questions: tuple[NoteLine, ...]
    """Open questions: the latest notes of that kind."""
    notes: tuple[NoteLine, ...]
    """The latest notes."""
    tags: tuple[Card, ...]
    wanted: int
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article with its notes."""

    id: str
    prose: Prose
    notes: tuple[NoteView, ...]
    """Those of a passage first, in the order of the text, then those on the whole article, then orphans."""
    short_url: Url
    section: str = ""
    date: Edtf | None = None
    updated: Edtf | None = None
    description: str = ""
    authors: tuple[str, ...] = ()
    source: Origin = Origin()
    image: Image | None = None
    image_url: Url | None = None
    """The picture's address when it is a file of the dossier."""
    topics: tuple[Card, ...] = ()
    entities: tuple[Card, ...] = ()
    """Entities named in the text that are not among the topics."""
    read_also: tuple[ReadAlsoView, ...] = ()
    related: tuple[RelatedView, ...] = ()
    backlinks: tuple[BacklinkView, ...] = ()
    events: tuple[EventView, ...] = ()
    previous: Card | None = None
    next: Card | None = None
    review: tuple[str, ...] = ()
    path: SourcePath = SourcePath("")
    raw_path: SourcePath = SourcePath("")
    trace: Trace | None = None
    """The steps from the raw file to this page, when it was made from files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesView:
    """All articles, newest first: pairs of a year (empty for undated ones) and its articles on this page."""

    years: tuple[tuple[str, tuple[Card, ...]], ...]
    starts: tuple[tuple[str, Url], ...] = ()
    """Every year of the dossier, and where its first article stands in the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePageView:
    """A note's permalink page; ``previous`` and ``next`` are the article's other notes."""

    note: NoteView
    sentence: str
    """The sentence the passage stands in."""
    passage: Url
    """The passage on the article's page."""
    previous: TurnView | None = None
    next: TurnView | None = None
    backlinks: tuple[BacklinkView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """A tag's page, or an entity's: one and the same when they bear the same name.

    The entity's fields are empty for a plain tag. Long lists go on on further pages, which have only the next
    ``articles``, ``mentions`` and ``backlinks``.
    """

    articles: tuple[Card, ...]
    notes: tuple[NoteLine, ...]
    feed: Url
    tag: bool
    total: int = 0
    """How many articles there are on all pages."""
    events: tuple[EventView, ...] = ()
    mentions: tuple[MentionView, ...] = ()
    backlinks: tuple[BacklinkView, ...] = ()
    claims: tuple[ClaimView, ...] = ()
    """What this person, organisation … affirms or denies."""
    related: tuple[Card, ...] = ()
    """Tags and entities met most often with this one."""
    kind: str = "tag"
    description: str = ""
    prose: Prose = Prose()
    names: tuple[tuple[str, str], ...] = ()
    """Pairs of a language code and the name in it."""
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    wikidata: str = ""
    website: str = ""
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsView:
    """The tag index, by name."""

    tags: tuple[TagView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitiesView:
    """The index of entities: pairs of a kind and its entities by name."""

    groups: tuple[tuple[str, tuple[Card, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView:
    """Events and articles in the order of time, by year: pairs of a year and its entries."""

    years: tuple[tuple[str, tuple[EventView, ...]], ...]
    left_out: int = 0
    """How many articles are too many to be shown here; they are in the list of articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesView:
    """Who published what; ``single`` warns of a dossier with one publisher only."""

    sources: tuple[SourceView, ...]
    citations: tuple[tuple[Citation, tuple[Card, ...]], ...]
    """Every public source cited by notes, events and entities, with the pages that cite it."""
    single: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPageView:
    """Articles that are cited but missing, most cited first."""

    wanted: tuple[WantedView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePageView:
    """A free page: about, method …"""

    prose: Prose
    updated: Edtf | None = None
    backlinks: tuple[BacklinkView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesView:
    """All notes, newest first."""

    notes: tuple[NoteLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsView:
    """All claims, disputed ones first."""

    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsView:
    """The notes that correct an article, newest first."""

    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingView:
    """The 404 page: ``ids`` pairs each short id with its article, for readers who mistyped one."""

    ids: tuple[tuple[str, Card], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectView:
    """A short-id page or an old address: leads to ``target``, whose card it shows."""

    target: Card


View = (
    HubView
    | ArticleView
    | ArticlesView
    | NotePageView
    | TopicView
    | TagsView
    | EntitiesView
    | TimelineView
    | SourcesView
    | WantedPageView
    | FreePageView
    | NotesView
    | ClaimsView
    | CorrectionsView
    | MissingView
    | RedirectView
)
