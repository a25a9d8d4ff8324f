"""Pages: everything a template may read, and nothing else.

A `Page` carries its view whole, so its digest says whether it must be rendered again. Other documents
appear in it only as a `Card`. Addresses are site-absolute; rendering makes them relative to the page.
"""

from dataclasses import dataclass

from dossierpress.model.anchor import AnchorState
from dossierpress.model.body import Body
from dossierpress.model.edtf import Edtf
from dossierpress.model.meta import Citation, Image, Origin, Role
from dossierpress.model.source import SourcePath, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """How any page sees another. ``kind`` is article, note, tag, page or an entity's kind (person, place …)."""

    url: Url
    title: str
    kind: str
    lang: str
    date: Edtf | None = None
    kicker: str = ""
    """A word or two above the title: the section of an article, the office of a person."""
    summary: str = ""
    count: int = 0
    """How many articles and notes it gathers (tags and entities)."""
    notes: int = 0
    """How many notes an article has."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a reference leads; ``url`` is empty when it leads nowhere. ``title`` is the target's."""

    url: Url
    title: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage of a body that a note is about, in text offsets."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A body with what is laid over it. ``links`` has one entry per reference of the body."""

    body: Body = Body()
    links: tuple[Link, ...] = ()
    marks: tuple[Mark, ...] = ()


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
    path: SourcePath = SourcePath("")


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
    share: int
    """Its share of the dossier's articles, in per cent."""
    first: Edtf | None = None
    last: Edtf | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TagView:
    """A line of the tag index."""

    card: Card
    entity: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """A link of the site's navigation."""

    key: str
    url: Url
    title: str = ""
    """Set for free pages; templates translate the others by their key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """What every page shows of the site. Kept dull: a change of it renders every page again."""

    title: str
    lang: str
    base: str
    """The site's absolute address with a final slash, empty when unknown."""
    description: str = ""
    nav: tuple[NavItem, ...] = ()
    pages: tuple[NavItem, ...] = ()
    repository: str = ""
    publisher: str = ""
    languages: tuple[str, ...] = ()


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
    questions: tuple[NoteView, ...]
    """Open questions: the latest notes of that kind."""
    notes: tuple[NoteView, ...]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesView:
    """All articles, newest first: pairs of a year (empty for undated ones) and its articles."""

    years: tuple[tuple[str, tuple[Card, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePageView:
    """A note's permalink page; ``previous`` and ``next`` are the article's other notes."""

    note: NoteView
    sentence: str
    """The sentence the passage stands in."""
    passage: Url
    """The passage on the article's page."""
    previous: NoteView | None = None
    next: NoteView | None = None
    backlinks: tuple[BacklinkView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """A tag's page, or an entity's: one and the same when they bear the same name.

    The entity's fields are empty for a plain tag.
    """

    articles: tuple[Card, ...]
    notes: tuple[NoteView, ...]
    feed: Url
    tag: bool
    events: tuple[EventView, ...] = ()
    mentions: tuple[MentionView, ...] = ()
    backlinks: tuple[BacklinkView, ...] = ()
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
    | MissingView
    | RedirectView
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """An entry of a feed. ``prose`` is its content; ``updated`` falls back to ``date``."""

    url: Url
    title: str
    summary: str
    prose: Prose
    lang: str
    date: Edtf | None = None
    updated: Edtf | None = None
    author: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed's content, written as Atom and as JSON Feed. ``url`` is its folder; ``page`` what it follows."""

    url: Url
    page: Url
    title: str
    items: tuple[FeedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One HTML page: where it goes, which template makes it, and all that template may read."""

    url: Url
    template: str
    title: str
    lang: str
    chrome: Chrome
    view: View
    description: str = ""
    kind: str = ""
    """The navigation key of the page's section, for ``aria-current``."""
    feed: Url | None = None
    """The folder of the feed that follows this page."""
    jsonld: str = ""
    """schema.org data as a JSON text (made by compose, escaped by the template)."""
    noindex: bool = False
    canonical: Url | None = None
    """The page this one stands for, when it is not itself (short ids, redirects)."""
    source: SourcePath = SourcePath("")
    """The file it was made from, for "edit this page" and to name who claims an address; empty if generated."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished output file."""

    path: str
    data: bytes
