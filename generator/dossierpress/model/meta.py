"""What front matter may say, one class per kind of document.

These classes are the single description of the format: files are validated against them, the JSON
Schemas shipped for editors are generated from them, and their attribute docstrings become the
reference documentation. Unknown keys are reported, not accepted.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from dossierpress.model.edtf import Edtf
from dossierpress.model.strict import STRICT


class NoteKind(StrEnum):
    """What a note does for the reader."""

    CONTEXT = "context"
    QUESTION = "question"
    CORRECTION = "correction"
    SOURCE = "source"
    TRANSLATION = "translation"
    CLAIM = "claim"
    COMMENT = "comment"


class Stance(StrEnum):
    """How somebody stands to a statement."""

    AFFIRMS = "affirms"
    SUPPORTS = "supports"
    DISPUTES = "disputes"
    DENIES = "denies"
    RETRACTS = "retracts"


class Verdict(StrEnum):
    """What the editors found out about a statement."""

    ESTABLISHED = "established"
    QUALIFIED = "qualified"
    UNPROVEN = "unproven"
    REFUTED = "refuted"


class EntityKind(StrEnum):
    """What sort of thing an entity is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    WORK = "work"
    EVENT = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A public source that bears out a statement."""

    __pydantic_config__ = STRICT
    title: str
    """The title of the page or document."""
    url: str | None = None
    """Where it can be read (http or https)."""
    publisher: str | None = None
    """Who published it."""
    date: Edtf | None = None
    """When it was published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an article comes from: its publisher, its address and the raw file it was made of."""

    __pydantic_config__ = STRICT
    name: str | None = None
    """The publisher's name."""
    url: str | None = None
    """The page the article was published on."""
    archive: str | None = None
    """An archived copy of that page."""
    retrieved: Edtf | None = None
    """When the raw file was obtained."""
    raw: str | None = None
    """The raw file, relative to ``content/``."""
    sha256: str | None = None
    """The SHA-256 of the raw file's bytes, in hexadecimal."""
    encoding: str | None = None
    """The raw file's character encoding."""
    license: str | None = None
    """Under which terms the text may be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An article's lead picture. Without ``src`` only the caption and the credit are shown."""

    __pydantic_config__ = STRICT
    src: str | None = None
    """The image file, relative to ``content/``, or its address."""
    alt: str | None = None
    """What the picture shows, for those who cannot see it."""
    caption: str | None = None
    """The caption printed below it."""
    credit: str | None = None
    """The credit, word for word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAlso:
    """A "read also" entry of the original page."""

    __pydantic_config__ = STRICT
    title: str
    """The title as printed."""
    id: str | None = None
    """The short id of the article in this dossier, when the title alone does not find it."""
    url: str | None = None
    """Where the article was published."""
    date: Edtf | None = None
    """When it was published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleMeta:
    """Front matter of a file in ``content/articles/``."""

    __pydantic_config__ = STRICT
    title: str
    """The headline."""
    id: str
    """The short id: digits, unique in the dossier; ``/17303/`` leads to the article."""
    date: Edtf | None = None
    """When it was published, as an EDTF date: ``2015-12-14``, ``2015-12~``, ``2015-12-14/2015-12-16``."""
    updated: Edtf | None = None
    """When the article was last changed by its publisher."""
    expires: Edtf | None = None
    """From this day on the article is left out of the site."""
    lang: str | None = None
    """The language of the text (BCP 47); the dossier's language unless said."""
    section: str | None = None
    """The publisher's section."""
    description: str | None = None
    """The standfirst; the first sentences of the text unless said."""
    authors: tuple[str, ...] = ()
    """Who signed the article."""
    slug: str | None = None
    """The last part of its address; made from the file's name unless said."""
    aliases: tuple[str, ...] = ()
    """Other names for ``[[links]]``; a value that begins with ``/`` is an old address that redirects here."""
    tags: tuple[str, ...] = ()
    """Keywords; a tag that bears an entity's name is that entity's page."""
    draft: bool = False
    """Left out of the published site."""
    weight: int | None = None
    """Position among the articles to read first on the front page; small numbers come first."""
    source: Origin = Origin()
    """Where the article comes from."""
    image: Image | None = None
    """The lead picture."""
    related: tuple[str | ReadAlso, ...] = ()
    """The "read also" titles; those not in the dossier are listed as wanted."""
    review: tuple[str, ...] = ()
    """Fields the importer was not sure of; delete the entry once checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """How somebody else stands to the statement of a claim."""

    __pydantic_config__ = STRICT
    by: str
    """Who: the name of an entity becomes a link to its page."""
    stance: Stance
    """Whether they affirm, support, dispute, deny or retract the statement."""
    date: Edtf | None = None
    """When they said so."""
    sources: tuple[Citation, ...] = ()
    """Where that can be read; the note's sources unless said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who affirms what. Claims with the same statement, or the same ``id``, are lined up across articles."""

    __pydantic_config__ = STRICT
    statement: str
    """What is affirmed, as one sentence that can be true or false."""
    by: str
    """Who takes a stand in this passage: the name of an entity becomes a link to its page."""
    stance: Stance = Stance.AFFIRMS
    """Whether they affirm, support, dispute, deny or retract the statement."""
    date: Edtf | None = None
    """When they said so."""
    id: str | None = None
    """A name that notes on one statement share when they word it differently; the end of its address."""
    others: tuple[Position, ...] = ()
    """Others who take a stand on the statement, in the same passage or elsewhere."""
    verdict: Verdict | None = None
    """What the editors found out: established, qualified, unproven or refuted. The note says why."""
    sources: tuple[Citation, ...] = ()
    """Where it can be read; the note's sources unless said."""

    @property
    def positions(self) -> "tuple[Claim | Position, ...]":
        """Everybody who takes a stand on the statement."""
        return (self, *self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMeta:
    """Front matter of a note, a file in ``content/notes/``."""

    __pydantic_config__ = STRICT
    article: str
    """The short id of the article the note is about."""
    id: str | None = None
    """The note's own id (``n4``), the end of its permalink ``/17303/n4/``; the file's name unless said.

    A note among several in a file without an id is named by the file and the first words of its passage."""
    kind: NoteKind = NoteKind.CONTEXT
    """What the note does for the reader."""
    quote: str | None = None
    """The passage, word for word; a note without one is about the article as a whole."""
    prefix: str | None = None
    """The words just before the passage, when it occurs more than once."""
    suffix: str | None = None
    """The words just after the passage, when it occurs more than once."""
    author: str | None = None
    """Who wrote the note."""
    date: Edtf | None = None
    """When the note was written."""
    updated: Edtf | None = None
    """When it was last changed."""
    lang: str | None = None
    """The language of the note; the dossier's language unless said."""
    tags: tuple[str, ...] = ()
    """Keywords and entities the note is about."""
    sources: tuple[Citation, ...] = ()
    """Public sources of what the note states."""
    claim: Claim | None = None
    """In a note of kind ``claim``: who affirms what."""
    origin: str | None = None
    """The annotation it was imported from, so that importing it again changes nothing; `dossier import` writes it."""
    draft: bool = False
    """Left out of the published site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office held by a person, or what an organisation or place was for some time."""

    __pydantic_config__ = STRICT
    title: str
    """The office."""
    organisation: str | None = None
    """Where it was held."""
    date: Edtf | None = None
    """When, as an EDTF date or interval: ``2013-02-01/2017-01-20``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityMeta:
    """Front matter of a file in ``content/entities/``."""

    __pydantic_config__ = STRICT
    name: str
    """The name shown, in the dossier's language."""
    kind: EntityKind
    """Person, organisation, place, work or event."""
    names: dict[str, str] = field(default_factory=dict)
    """The name in other languages and scripts, by language code."""
    aliases: tuple[str, ...] = ()
    """Other spellings, found in articles and accepted in ``[[links]]``; ``/…`` is an old address."""
    slug: str | None = None
    """The last part of its address; made from the name unless said."""
    description: str | None = None
    """One sentence that says who or what it is."""
    roles: tuple[Role, ...] = ()
    """Offices and their dates."""
    wikidata: str | None = None
    """The Wikidata identifier, such as ``Q58217``."""
    url: str | None = None
    """An official page."""
    sources: tuple[Citation, ...] = ()
    """Public sources of what the page states."""
    lang: str | None = None
    """The language of the text; the dossier's language unless said."""
    draft: bool = False
    """Left out of the published site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMeta:
    """Front matter of a file in ``content/events/``."""

    __pydantic_config__ = STRICT
    title: str
    """What happened, in a few words."""
    date: Edtf
    """When, as an EDTF date: exact, approximate, uncertain, an interval or open-ended."""
    slug: str | None = None
    """The event's anchor on the timeline; made from the file's name unless said."""
    place: str | None = None
    """Where; a place entity's name becomes a link."""
    entities: tuple[str, ...] = ()
    """Who took part: names of entities."""
    articles: tuple[str, ...] = ()
    """Short ids of articles about it."""
    tags: tuple[str, ...] = ()
    """Keywords."""
    sources: tuple[Citation, ...] = ()
    """Public sources that bear it out."""
    lang: str | None = None
    """The language of the text; the dossier's language unless said."""
    draft: bool = False
    """Left out of the published site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMeta:
    """Front matter of a file in ``content/pages/``."""

    __pydantic_config__ = STRICT
    title: str
    """The page's title."""
    slug: str | None = None
    """Its address, ``/slug/``; made from the file's name unless said."""
    aliases: tuple[str, ...] = ()
    """Other names for ``[[links]]``; a value that begins with ``/`` is an old address that redirects here."""
    description: str | None = None
    """One sentence for search engines and cards."""
    lang: str | None = None
    """The language of the text; the dossier's language unless said."""
    updated: Edtf | None = None
    """When it was last changed."""
    weight: int | None = None
    """Its place in the footer's list of pages."""
    draft: bool = False
    """Left out of the published site."""
