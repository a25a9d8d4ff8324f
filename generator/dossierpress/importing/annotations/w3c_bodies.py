"""What an annotation in the W3C's format says: its texts, tags, kind and links."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dossierpress.importing.annotations.foreign import Said, Wording
from dossierpress.importing.annotations.jsonfile import Json
from dossierpress.importing.annotations.moments import edtf
from dossierpress.importing.annotations.plain import line
from dossierpress.model.meta import NoteKind
from dossierpress.schema.checks import LANGUAGE, WEB

_KINDS = {kind.value: kind for kind in NoteKind}
_WORDINGS = {
    "text/html": Wording.HTML,
    "application/xhtml+xml": Wording.HTML,
    "text/markdown": Wording.MARKDOWN,
}
_MOST_BODIES = 200


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies of an annotation, sorted."""

    texts: tuple[Said, ...]
    tags: tuple[str, ...]
    sources: tuple[Mapping[str, str], ...]
    kind: NoteKind | None
    lang: str


def bodies(item: Json) -> Bodies:
    """Sort the bodies of an annotation by what they are for."""
    texts: list[Said] = []
    tags: list[str] = []
    sources: list[Mapping[str, str]] = []
    kind, lang = None, ""
    for body in _each(item):
        purpose = _word(body.text("purpose")) if isinstance(body.value, dict) else ""
        words = _words(body)
        if words is None:
            sources += [source] if (source := _source(body)) else []
        elif purpose == "classifying" and words.text in _KINDS:
            kind = _KINDS[words.text]
        elif purpose in ("tagging", "classifying"):
            tags.append(words.text)
        elif purpose == "linking":
            sources += [{"title": line(words.text)}] if words.text.strip() else []
        elif words.text.strip():
            texts.append(words)
            lang = lang or _lang(body)
    return Bodies(tuple(texts), tuple(tags), tuple(sources), kind, lang)


def motivation(item: Json) -> str:
    """The first reason the annotation was made for, without a prefix."""
    return _word(next((reason.text() for reason in item.each("motivation")), ""))


def _word(text: str) -> str:
    return text.rpartition("#")[2].rpartition(":")[2]


def _each(item: Json) -> Iterator[Json]:
    """All bodies; of a choice or a list the parts; the short form ``bodyValue`` too."""
    if item.get("bodyValue"):
        yield item.get("bodyValue")
    left = list(item.each("body"))[:_MOST_BODIES]
    while left:
        body = left.pop(0)
        inner = list(body.each("items")) if isinstance(body.value, dict) and body.get("items") else []
        if inner and len(left) < _MOST_BODIES:
            left = inner[:_MOST_BODIES] + left
        else:
            yield body


def _words(body: Json) -> Said | None:
    """The text of a body that is one; nothing for a link."""
    if isinstance(body.value, str):
        return Said(body.text(), Wording.PLAIN) if body.path[-1] == "bodyValue" else None
    if not isinstance(body.value, dict):
        body.wrong("a body: an object or an address")
        return None
    text = body.get("value", "chars", "rdf:value")
    if not text:
        return None
    wording = _WORDINGS.get(body.text("format", "dc:format").partition(";")[0].strip().lower(), Wording.PLAIN)
    return Said(text.text(), wording)


def _lang(body: Json) -> str:
    language = (
        next((entry.text() for entry in body.each("language")), "") if body.path[-1] != "bodyValue" else ""
    )
    return language if language and LANGUAGE.passes(language) else ""


def _source(body: Json) -> Mapping[str, str] | None:
    """A citation of what a body links to; nothing when that has no web address."""
    if isinstance(body.value, str):
        return _citation(body.text(), {})
    if not isinstance(body.value, dict):
        return None
    node = body.get("source") if body.get("source") else body
    if isinstance(node.value, str):
        return _citation(node.text(), {})
    if not isinstance(node.value, dict):
        return None
    names = {
        "title": ("dc:title", "title", "label", "name"),
        "publisher": ("dc:publisher",),
        "date": ("dc:date",),
    }
    texts = {key: line(node.text(*tried)) for key, tried in names.items()}
    return _citation(node.text("id", "@id"), texts)


def _citation(url: str, texts: Mapping[str, str]) -> Mapping[str, str] | None:
    url = url.strip()
    if not WEB.passes(url) or len(url) > 2_000:
        return None
    found = {
        "title": texts.get("title") or url,
        "url": url,
        "publisher": texts.get("publisher", ""),
        "date": edtf(texts.get("date", "")),
    }
    return {key: value for key, value in found.items() if value}
