"""A text as HTML for use outside its page: in feeds and annotations, where nothing else is laid over it."""

from collections.abc import Callable

from dossierpress.markup.overlay import attributes, id_insertions, link_insertions, splice
from dossierpress.model.body import Reference, ReferenceKind
from dossierpress.model.card import Link, Prose
from dossierpress.model.source import Url

Way = Callable[[str], str]
"""Makes a site-absolute address one that can be followed from where the text is read."""


def html(prose: Prose, url: Url, way: Way, *, prefix: str = "") -> str:
    """The text of the page at ``url`` with its links; those that lead nowhere are plain text.

    ``prefix`` sets the ids of its footnotes apart from those of other texts.
    """
    body = prose.body
    tags = [_link(r, link, url, way) for r, link in zip(body.references, prose.links, strict=True)]
    over = [*link_insertions(body, tags), *id_insertions(body, f"{prefix}-" if prefix else "")]
    return splice(body.html, over)


def _link(reference: Reference, link: Link, url: Url, way: Way) -> tuple[str, str] | None:
    if link.missing:
        return None
    to = link.url if link.url and not link.url.startswith("#") else url + link.url
    name = "src" if reference.kind is ReferenceKind.IMAGE else "href"
    attribute = attributes([(name, way(to))])
    return (attribute, "") if name == "src" else (f"<a{attribute}>", "</a>")
