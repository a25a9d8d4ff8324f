"""Notes as W3C Web Annotations: a file for each article that has some, and a collection of them all.

https://www.w3.org/TR/annotation-model/. What of a note has which place in it: docs/annotations.md.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import Any

from dossierpress.model.anchor import AnchorState
from dossierpress.model.annotations import FILE, PAGE_SIZE, TEXT, Annotated, Annotation, numbered
from dossierpress.model.edtf import Edtf, Precision
from dossierpress.model.meta import Citation
from dossierpress.model.page import Artifact, Chrome
from dossierpress.model.parts import NoteView
from dossierpress.model.source import Url
from dossierpress.render import links, standalone
from dossierpress.render.shown import Shown, shown

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: What a note's author wants, in the words of the model (§3.3.5); docs/annotations.md gives the reasons.
MOTIVATIONS: Mapping[str, str] = {
    "context": "describing",
    "question": "questioning",
    "correction": "editing",
    "source": "linking",
    "translation": "describing",
    "claim": "assessing",
    "comment": "commenting",
}

Node = dict[str, Any]
Way = Callable[[str], str]


def annotation_files(articles: Sequence[Annotated], chrome: Chrome) -> Iterator[Artifact]:
    """For every article its annotations and the text they count in; for the site, pages with all annotations."""
    for article in articles:
        yield from files_of(article, chrome)
    yield from files_of_all([line for article in articles for line in lines(article, chrome)], chrome)


def files_of(article: Annotated, chrome: Chrome) -> Iterator[Artifact]:
    """An article's annotations and the text they count in."""
    text, own = shown(article.body, article.lang), Url(f"{article.url}{FILE}")
    yield Artifact(f"{article.url}{TEXT}".lstrip("/"), text.text.encode())
    items = [_line(item) for item in _annotations(article, text, _way(own, chrome))]
    yield from _collection(own, article.title, items, _way(own, chrome))


def files_of_all(items: Sequence[str], chrome: Chrome) -> Iterator[Artifact]:
    """The collection of all annotations, of which ``items`` are the `lines`; nothing when there are none."""
    if items:
        whole = Url(f"/{FILE}")
        yield from _collection(whole, chrome.title, items, _way(whole, chrome))


def lines(article: Annotated, chrome: Chrome) -> tuple[str, ...]:
    """The annotations of an article as the collection of all has them, each a line of JSON."""
    text, way = shown(article.body, article.lang), _way(Url(f"/{FILE}"), chrome)
    return tuple(map(_line, _annotations(article, text, way)))


def _way(file: Url, chrome: Chrome) -> Way:
    """Absolute addresses when the site's is known, else the way from the file: JSON-LD resolves it from there."""
    if chrome.base:
        return lambda url: links.absolute(url, chrome.base)
    return lambda url: links.relative(url, file)


def _collection(url: Url, label: str, items: Sequence[str], way: Way) -> Iterator[Artifact]:
    """An AnnotationCollection that holds its first page; the pages after it are files of their own."""
    batches = [items[start : start + PAGE_SIZE] for start in range(0, len(items), PAGE_SIZE)] or [items]
    names = [f"{url}#page-1", *(numbered(url, n) for n in range(2, len(batches) + 1))]
    pages = [_page(number, [way(name) for name in names], way(url)) for number in range(len(batches))]
    whole = {
        "id": way(url),
        "type": "AnnotationCollection",
        "label": label,
        "generator": {"type": "Software", "name": "Dossierpress"},
        "total": len(items),
        "first": {key: value for key, value in pages[0].items() if key != "partOf"},
        "last": way(names[-1]),
    }
    yield _file(url, whole, batches[0])
    for name, page, batch in zip(names[1:], pages[1:], batches[1:], strict=True):
        yield _file(Url(name), page, batch)


def _page(number: int, names: Sequence[str], collection: str) -> Node:
    """A page of a collection, still without its items."""
    return _without_nothing(
        {
            "id": names[number],
            "type": "AnnotationPage",
            "partOf": collection,
            "startIndex": number * PAGE_SIZE,
            "prev": names[number - 1] if number else None,
            "next": names[number + 1] if number + 1 < len(names) else None,
            "items": [],
        }
    )


def _file(url: Url, node: Node, items: Sequence[str]) -> Artifact:
    """The file, one annotation a line: small, quick to write, and a changed note is a changed line."""
    outer = json.dumps({**node, "@context": CONTEXT}, ensure_ascii=False, indent=1, sort_keys=True)
    listed = ",\n".join(items)
    # Within a text the quotation marks would bear backslashes, so this is the list itself.
    return Artifact(
        url.lstrip("/"), (outer.replace('"items": []', f'"items": [\n{listed}\n]') + "\n").encode()
    )


def _line(item: Node) -> str:
    return json.dumps(item, ensure_ascii=False, sort_keys=True)


def _annotations(article: Annotated, text: Shown, way: Way) -> Iterator[Node]:
    return (_annotation(each, article, text, way) for each in article.annotations)


def _annotation(annotation: Annotation, article: Annotated, text: Shown, way: Way) -> Node:
    note = annotation.note
    return _without_nothing(
        {
            "id": way(note.url),
            "type": "Annotation",
            "motivation": MOTIVATIONS[note.kind],
            "body": list(_bodies(note, way)),
            "target": _target(annotation, article, text, way),
            "creator": {"name": note.author} if note.author else None,
            "created": _instant(note.date),
            "modified": _instant(note.updated),
            "schema:dateCreated": str(note.date) if note.date else None,
            "schema:dateModified": str(note.updated) if note.updated else None,
            "schema:creativeWorkStatus": _remark(note.state),
            "via": annotation.origin if annotation.origin.startswith(("http://", "https://")) else None,
        }
    )


def _bodies(note: NoteView, way: Way) -> Iterator[Node]:
    """The text first; then the kind, as a word of ours, the tags and the public sources."""
    yield {
        "type": "TextualBody",
        "value": standalone.html(note.prose, note.url, way, prefix=note.key),
        "format": "text/html",
        "language": note.lang,
        "purpose": MOTIVATIONS[note.kind],
    }
    yield {"type": "TextualBody", "value": note.kind, "format": "text/plain", "purpose": "classifying"}
    for topic in note.topics:
        yield {"type": "TextualBody", "value": topic.title, "format": "text/plain", "purpose": "tagging"}
    yield from map(_source, note.sources)


def _source(source: Citation) -> Node:
    """A link to what can be read; the name of what cannot."""
    if not links.outside(source.url or ""):
        return {
            "type": "TextualBody",
            "value": source.title,
            "format": "text/plain",
            "purpose": "linking",
        }
    named = {
        "id": source.url,
        "dc:title": source.title,
        "dc:publisher": source.publisher,
        "dc:date": str(source.date) if source.date else None,
    }
    return {"type": "SpecificResource", "source": _without_nothing(named), "purpose": "linking"}


def _target(annotation: Annotation, article: Annotated, text: Shown, way: Way) -> Node | str:
    page, note = way(article.url), annotation.note
    if note.state is AnchorState.WHOLE:
        return page
    target: Node = {"type": "SpecificResource", "source": page}
    if note.state is AnchorState.ORPHAN:
        quoted = {"exact": note.quote, "prefix": annotation.prefix, "suffix": annotation.suffix}
        return {**target, "selector": [{"type": "TextQuoteSelector", **_without_nothing(quoted)}]}
    target["state"] = {"type": "TimeState", "cached": way(f"{article.url}{TEXT}")}
    return {**target, "selector": _selectors(annotation, text)}


def _selectors(annotation: Annotation, text: Shown) -> list[Node]:
    """Both ways to the passage as the page shows it now: its words, and its place among all characters."""
    start, end = text.span(annotation.start, annotation.end)
    context = annotation.context + 1  # the space between is no part of a prefix in our files
    quoted = {
        "type": "TextQuoteSelector",
        "exact": text.text[start:end],
        "prefix": text.text[max(0, start - context) : start],
        "suffix": text.text[end : end + context],
    }
    return [_without_nothing(quoted), {"type": "TextPositionSelector", "start": start, "end": end}]


def _remark(state: AnchorState) -> str | None:
    """What became of a passage that is not where it was: the model has no word for it."""
    return state.value if state in (AnchorState.MOVED, AnchorState.ORPHAN) else None


def _instant(date: Edtf | None) -> str | None:
    """The instant of a date known to the second, or the first of a day without doubt, in UTC; else nothing.

    The model knows no other dates; the date as written is given beside it.
    """
    if date is None or date.approximate or date.uncertain or date.earliest is None:
        return None
    if date.moment and date.moment.tzinfo:
        return date.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    exact = date.precision in (Precision.DAY, Precision.MOMENT)
    return f"{date.earliest.isoformat()}T00:00:00Z" if exact else None


def _without_nothing(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "")}
