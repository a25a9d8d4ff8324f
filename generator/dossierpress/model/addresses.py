"""Where every page stands: addresses in the dossier's language that do not change with content."""

from dataclasses import dataclass

from dossierpress.model.document import Article, Entity, Event, FreePage, Note
from dossierpress.model.source import Slug, SourcePath, Url


@dataclass(frozen=True, slots=True)
class Addresses:
    """The first part of the addresses of each kind of page, in the dossier's language."""

    articles: Url
    tags: Url
    entities: Url
    timeline: Url
    sources: Url
    wanted: Url
    notes: Url
    claims: Url
    corrections: Url


_WORDS = {
    "fr": Addresses(
        articles=Url("/articles/"),
        tags=Url("/themes/"),
        entities=Url("/reperes/"),
        timeline=Url("/chronologie/"),
        sources=Url("/sources/"),
        wanted=Url("/a-trouver/"),
        notes=Url("/notes/"),
        claims=Url("/affirmations/"),
        corrections=Url("/corrections/"),
    ),
    "en": Addresses(
        articles=Url("/articles/"),
        tags=Url("/tags/"),
        entities=Url("/who-and-where/"),
        timeline=Url("/timeline/"),
        sources=Url("/sources/"),
        wanted=Url("/wanted/"),
        notes=Url("/notes/"),
        claims=Url("/claims/"),
        corrections=Url("/corrections/"),
    ),
}

#: The slug of the free page whose text opens the front page.
INTRO = Slug("index")


def addresses(lang: str) -> Addresses:
    """The site's sections in ``lang``; in English for a language we have no words for."""
    return _WORDS.get(lang.partition("-")[0], _WORDS["en"])


def article_url(article: Article, of: Addresses) -> Url:
    """An article's own page."""
    return Url(f"{of.articles}{article.slug}/")


def short_url(article: Article) -> Url:
    """The short address that leads to an article and never changes: ``/17303/``."""
    return Url(f"/{article.meta.id}/")


def note_url(note: Note) -> Url:
    """A note's permalink: ``/17303/n4/``."""
    return Url(f"/{note.meta.article}/{note.slug}/")


def event_url(event: Event, of: Addresses) -> Url:
    """An event's place on the timeline."""
    return Url(f"{of.timeline}#{event.slug}")


def page_url(page: FreePage) -> Url:
    """A free page's address; the introduction's is the front page."""
    return Url("/") if page.slug == INTRO else Url(f"/{page.slug}/")


def entity_url(entity: Entity, of: Addresses) -> Url:
    """The page of an entity, and of the tag that bears its name."""
    return Url(f"{of.entities}{entity.slug}/")


def old_url(alias: str) -> Url:
    """Where an alias that begins with a slash redirects from."""
    return Url(alias if alias.endswith((".html", "/")) else alias + "/")


def asset_url(path: SourcePath) -> Url:
    """Where a file of ``content/`` stands in the site."""
    return Url("/" + path.removeprefix("content/"))
