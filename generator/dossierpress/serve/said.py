"""A note's text as readers will see it, while it is being written."""

from collections.abc import Mapping

import nh3

from dossierpress.markup.foldtext import fold
from dossierpress.markup.markdown import render
from dossierpress.model.body import Reference, ReferenceKind
from dossierpress.model.card import Link, Prose
from dossierpress.model.page import Page
from dossierpress.model.source import OutputPath, SourcePath, Url
from dossierpress.render import prose
from dossierpress.serve.annotated import called

_PATH = SourcePath("content/notes/a-note-being-written.md")
_TAGS = nh3.ALLOWED_TAGS | {"section", "input"}
_ATTRIBUTES = {**nh3.ALLOWED_ATTRIBUTES, "*": {"class", "id", "lang", "dir", "title"}}
_INPUT = {"input": {"type", "checked", "disabled"}}


def said(text: str, lang: str, pages: Mapping[OutputPath, Page]) -> tuple[str, tuple[str, ...]]:
    """The HTML of a Markdown text, and what is wrong with it, each finding a sentence.

    Parsed and spaced as in the site. Links by name are looked up among ``pages``; what no page is called is shown
    as broken. Sanitised once more: it becomes a part of a page
    that can change files.
    """
    body, found = render(text, path=_PATH)
    known = {fold(name): page.url for name, page in reversed(tuple(called(pages)))}
    links = tuple(_link(reference, known) for reference in body.references)
    html = prose.html(Prose(body=body, links=links), lang, lambda url: url, prefix="writing")
    clean = nh3.clean(
        html, tags=_TAGS, attributes={**_ATTRIBUTES, **_INPUT}, url_schemes={"http", "https", "mailto"}
    )
    lost = (r for r, link in zip(body.references, links, strict=True) if link.missing)
    broken = (f"line {reference.line}: nothing is called {reference.target!r}" for reference in lost)
    return clean, (*(f"line {finding.span.line}: {finding.message}" for finding in found), *broken)


def _link(reference: Reference, known: Mapping[str, Url]) -> Link:
    name, _, fragment = reference.target.partition("#")
    if reference.kind is ReferenceKind.WIKILINK and fold(name) in known:
        return Link(Url(known[fold(name)] + (f"#{fragment}" if fragment else "")))
    if reference.kind is not ReferenceKind.WIKILINK:
        return Link(Url(reference.target))
    return Link(Url(""), missing=True)
