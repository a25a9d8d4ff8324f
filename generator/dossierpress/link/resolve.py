"""Where each reference of a body leads: wikilinks by name, links by address, images by file."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from posixpath import dirname, normpath
from urllib.parse import unquote

from rapidfuzz import fuzz, process

from dossierpress.diagnostics import Diagnostic
from dossierpress.link.names import Names, Target
from dossierpress.markup.foldtext import fold
from dossierpress.model.addresses import asset_url
from dossierpress.model.body import Reference, ReferenceKind
from dossierpress.model.card import Link
from dossierpress.model.document import Parsed
from dossierpress.model.source import SourcePath, Span, Url

#: A name this close to a known one is suggested (rapidfuzz ratio, per cent).
SUGGEST = 70


@dataclass(frozen=True, slots=True)
class Places:
    """Everything a reference may lead to."""

    names: Names
    by_path: Mapping[SourcePath, Target]
    by_url: Mapping[Url, Target]
    """Every address of the site; a short id's is the article itself."""
    anchors: Mapping[Url, Set[str]]
    """The fragments a page has beside those of its text: events on the timeline, notes of an article."""
    assets: Set[SourcePath]


def links(document: Parsed, places: Places) -> tuple[tuple[Link, ...], tuple[Diagnostic, ...]]:
    """One link for each reference of the document, and an error for each that leads nowhere."""
    found = [_resolve(document, reference, places) for reference in document.body.references]
    return tuple(link for link, _ in found), tuple(d for _, d in found if d)


def picture(document: Parsed, target: str, assets: Set[SourcePath]) -> SourcePath | None:
    """The file of ``assets`` a picture's address means: beside the text, in ``content/``, or anywhere."""
    candidates = (_file(document, unquote(target)), SourcePath(f"content/{target.lstrip('/')}"))
    match = next((path for path in candidates if path in assets), None)
    return match or next((path for path in sorted(assets) if path.endswith(f"/{target}")), None)


def referenced_file(document: Parsed, target: str, assets: Set[SourcePath]) -> SourcePath | None:
    """The file of ``assets`` a link's address means, if it means one."""
    path = _file(document, unquote(target.partition("#")[0]))
    return path if path in assets else None


def _resolve(document: Parsed, reference: Reference, places: Places) -> tuple[Link, Diagnostic | None]:
    if reference.kind is ReferenceKind.IMAGE:
        return _image(document, reference, places)
    if reference.kind is ReferenceKind.WIKILINK:
        return _wikilink(document, reference, places)
    return _address(document, reference, places)


def _image(document: Parsed, reference: Reference, places: Places) -> tuple[Link, Diagnostic | None]:
    if match := picture(document, reference.target, places.assets):
        return Link(asset_url(match)), None
    return _broken(
        document,
        reference,
        "missing-image",
        f"there is no image {reference.target!r}",
        "put the file in content/",
    )


def _wikilink(document: Parsed, reference: Reference, places: Places) -> tuple[Link, Diagnostic | None]:
    name, _, fragment = reference.target.partition("#")
    targets = places.names.find(name) if name.strip() else (Target(Url(""), "", document),)
    if not targets:
        return _broken(
            document, reference, "broken-link", f"nothing is called {name!r}", _suggestion(name, places.names)
        )
    if len(targets) > 1:
        titles = ", ".join(sorted(f"{t.title} ({t.url})" for t in targets))
        return _broken(
            document,
            reference,
            "ambiguous-link",
            f"{name!r} names several: {titles}",
            "write the id or the full title",
        )
    return _with_fragment(document, reference, targets[0], fragment, places)


def _address(document: Parsed, reference: Reference, places: Places) -> tuple[Link, Diagnostic | None]:
    address, _, fragment = reference.target.partition("#")
    target = _target_of(document, address, places)
    if target is None:
        hint = "check the address, or link by name: [[…]]"
        return _broken(
            document, reference, "broken-link", f"{address!r} leads to no page of the dossier", hint
        )
    return _with_fragment(document, reference, target, fragment, places)


def _target_of(document: Parsed, address: str, places: Places) -> Target | None:
    if not address:
        return Target(Url(""), "", document)
    path = _file(document, unquote(address))
    if path in places.by_path:
        return places.by_path[path]
    if path in places.assets:
        return Target(asset_url(path), "")
    return places.by_url.get(Url(address)) or places.by_url.get(Url(address + "/"))


def _with_fragment(
    document: Parsed, reference: Reference, target: Target, fragment: str, places: Places
) -> tuple[Link, Diagnostic | None]:
    if not fragment:
        return Link(target.url, target.title), None
    anchor = _anchor(target, unquote(fragment), places)
    if anchor is None:
        where = target.title or "this text"
        return _broken(
            document,
            reference,
            "broken-fragment",
            f"{where} has no part {fragment!r}",
            "name one of its headings",
        )
    return Link(Url(f"{target.url.partition('#')[0]}#{anchor}"), target.title), None


def _anchor(target: Target, fragment: str, places: Places) -> str | None:
    """The id a fragment means: an id as such, or the text of a heading (the last of a path ``A#B``)."""
    heading = fold(fragment.rpartition("#")[2])
    if target.document:
        if fragment in target.document.body.ids:
            return fragment
        for found in target.document.body.headings:
            if fold(found.text) == heading:
                return found.id
    return fragment if fragment in places.anchors.get(target.url, ()) else None


def _file(document: Parsed, target: str) -> SourcePath:
    if target.startswith("/"):
        return SourcePath(f"content{normpath(target)}")
    return SourcePath(normpath(f"{dirname(document.path)}/{target}"))


def _suggestion(name: str, known: Names) -> str:
    best = process.extractOne(fold(name), list(_distinct(known)), scorer=fuzz.ratio, score_cutoff=SUGGEST)
    return (
        f"did you mean [[{known.title(best[0])}]]?"
        if best
        else "write the title, name or id of a page of the dossier"
    )


def _distinct(known: Names) -> Iterator[str]:
    yield from dict.fromkeys(known.known())


def _broken(
    document: Parsed, reference: Reference, code: str, message: str, hint: str
) -> tuple[Link, Diagnostic | None]:
    span = Span(document.path, reference.line, reference.column)
    return Link(Url(""), missing=True), Diagnostic(span, code, message, hint)
