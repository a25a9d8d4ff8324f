"""The whole dossier, linked: every document knows its address, every reference where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass

from dossierpress.model.addresses import Addresses
from dossierpress.model.anchor import Anchor
from dossierpress.model.card import Link
from dossierpress.model.document import Article, Documents, Entity, Event, Note
from dossierpress.model.edtf import Edtf
from dossierpress.model.meta import Citation, NoteKind, Stance
from dossierpress.model.source import Slug, Url

#: The stances of those who hold a statement to be true.
FOR = frozenset({Stance.AFFIRMS, Stance.SUPPORTS})


@dataclass(frozen=True, slots=True)
class AnchoredNote:
    """A note, its address, and where its passage stands in the article's text."""

    note: Note
    article: Article
    url: Url
    anchor: Anchor
    number: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A tag, an entity, or both when they bear the same name: one page."""

    name: str
    slug: Slug
    url: Url
    entity: Entity | None
    tagged: tuple[Article, ...]
    noted: tuple[AnchoredNote, ...]

    @property
    def count(self) -> int:
        """How many articles and notes it gathers."""
        return len(self.tagged) + len(self.noted)


@dataclass(frozen=True, slots=True)
class Stand:
    """Somebody's stand on a statement, as a note records it; ``topic`` is their page, if they have one."""

    note: AnchoredNote
    by: str
    topic: Topic | None
    stance: Stance
    date: Edtf | None
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What several people may say or deny, with their stands in the order of time and the notes on it."""

    slug: str
    text: str
    lang: str
    stands: tuple[Stand, ...]
    notes: tuple[AnchoredNote, ...]

    @property
    def disputed(self) -> bool:
        """Whether some stand by it and others, or they themselves at another time, do not."""
        stances = {stand.stance for stand in self.stands}
        return not (stances.isdisjoint(FOR) or stances <= FOR)


@dataclass(frozen=True, slots=True)
class Mention:
    """An article names an entity ``count`` times; ``start`` and ``end`` are the first one's text offsets.

    ``sentence`` is the one it stands in.
    """

    article: Article
    start: int
    end: int
    count: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Backlink:
    """The page at ``source`` points here. ``kind`` is ``link``, ``related`` or ``note``."""

    source: Url
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ReadAlsoLink:
    """A "read also" title, and the article of the dossier it names, if any."""

    title: str
    article: Article | None
    url: str
    date: Edtf | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A cited article that is not in the dossier."""

    title: str
    url: str
    date: Edtf | None
    cited_by: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """An article near another one; ``reasons`` as in `model.parts.RelatedView`."""

    article: Article
    score: float
    reasons: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Site:
    """Everything compose needs. Articles and notes are newest first, events in the order of time.

    ``links`` gives the resolved references of each document by its own address; ``topics_of`` the topics of
        article or note by its address, in the order of its tags. Both hold an entry for every document.
    """

    addresses: Addresses
    documents: Documents
    notes: tuple[AnchoredNote, ...]
    notes_of: Mapping[str, tuple[AnchoredNote, ...]]
    """By the article's short id, in the order of the text."""
    topics: tuple[Topic, ...]
    topics_of: Mapping[Url, tuple[Topic, ...]]
    links: Mapping[Url, tuple[Link, ...]]
    backlinks: Mapping[Url, tuple[Backlink, ...]]
    mentions: Mapping[Slug, tuple[Mention, ...]]
    """By the topic's slug, most mentions first."""
    mentioned_in: Mapping[str, tuple[Topic, ...]]
    """By the article's short id: the entities it names, in the order of the text."""
    read_also: Mapping[str, tuple[ReadAlsoLink, ...]]
    related: Mapping[str, tuple[Related, ...]]
    wanted: tuple[Wanted, ...]
    statements: tuple[Statement, ...]
    """Disputed ones first."""
    events: tuple[Event, ...]
    events_of: Mapping[str, tuple[Event, ...]]
    """By the article's short id."""
    events_with: Mapping[Url, tuple[Event, ...]]
    """By the address of a topic they are about."""
    unpublished: Mapping[Url, str]
    """Documents that only a preview shows: why each is not public (``draft``, ``embargo``, ``expired``)."""

    @property
    def corrections(self) -> tuple[AnchoredNote, ...]:
        """The notes that correct an article, newest first."""
        return tuple(note for note in self.notes if note.note.meta.kind is NoteKind.CORRECTION)
