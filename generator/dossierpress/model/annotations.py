"""Notes as other programs are given them: the W3C Web Annotation Data Model, before it is written as JSON.

https://www.w3.org/TR/annotation-model/
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dossierpress.model.body import Body
from dossierpress.model.parts import NoteView
from dossierpress.model.source import Url

#: The files beside an article's page, and the first of them at the top of the site too.
FILE, TEXT = "annotations.jsonld", "text.txt"
#: Annotations on one page of a collection.
PAGE_SIZE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A note and where its passage stands: text offsets of the article's body, both 0 when it has no place.

    ``prefix`` and ``suffix`` are the words around the passage as the note's file has them; for a placed note
    those the article has today are taken, about ``context`` characters on either side.
    """

    note: NoteView
    start: int = 0
    end: int = 0
    context: int = 0
    prefix: str = ""
    suffix: str = ""
    origin: str = ""
    """The annotation the note was imported from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """An article's text and the annotations on it, in the order of its notes. ``url`` is the article's page."""

    url: Url
    title: str
    lang: str
    body: Body
    annotations: tuple[Annotation, ...]


def urls_of(article: Annotated) -> Iterator[Url]:
    """The addresses of the files made of one article, with the further pages of a long collection."""
    yield Url(f"{article.url}{TEXT}")
    yield from _pages(Url(f"{article.url}{FILE}"), len(article.annotations))


def urls_of_all(articles: Sequence[Annotated]) -> Iterator[Url]:
    """The addresses of the collection of all annotations."""
    yield from _pages(Url(f"/{FILE}"), sum(len(article.annotations) for article in articles))


def numbered(url: Url, number: int) -> Url:
    """A further page of a collection, from 2."""
    return Url(url.replace(".jsonld", f"-{number}.jsonld"))


def _pages(url: Url, count: int) -> Iterator[Url]:
    yield url
    yield from (numbered(url, number) for number in range(2, -(-count // PAGE_SIZE) + 1))
