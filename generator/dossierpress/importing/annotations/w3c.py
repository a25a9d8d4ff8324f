"""Annotations in the W3C Web Annotation Data Model: a collection, a page of one, a list, or a single one.

https://www.w3.org/TR/annotation-model/. JSON-LD is read as programs write it, with the names of the model's own
context; ``@id`` and ``@type`` will do for ``id`` and ``type``, and a list of one may lack its brackets.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dossierpress.diagnostics import Severity
from dossierpress.importing.annotations.foreign import Foreign, Passage, Read
from dossierpress.importing.annotations.jsonfile import Json
from dossierpress.importing.annotations.moments import edtf, moment
from dossierpress.importing.annotations.plain import line, passage, tags
from dossierpress.importing.annotations.w3c_bodies import Bodies, bodies, motivation
from dossierpress.model.meta import NoteKind

#: Levels of ``refinedBy`` that are followed.
_REFINED = 4
_KINDS = {
    "describing": NoteKind.CONTEXT,
    "questioning": NoteKind.QUESTION,
    "editing": NoteKind.CORRECTION,
    "linking": NoteKind.SOURCE,
    "assessing": NoteKind.CLAIM,
}


@dataclass(frozen=True, slots=True)
class Target:
    """One target as it is written: the address of a page, the words, their place (-1 if it is not said)."""

    page: str
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    end: int = -1


def read(file: Json) -> Read:
    """The annotations of a file in the W3C's format; pages it names but does not hold are reported."""
    found = [each for item in _items(file) for each in _of_targets(item)]
    return Read(tuple(found), tuple(file.file.found))


def is_annotation(value: object) -> bool:
    """Whether a value is an annotation, a page or a collection of them."""
    if not isinstance(value, dict):
        return False
    types = value.get("type", value.get("@type"))
    names = types if isinstance(types, list) else [types]
    known = {"Annotation", "AnnotationPage", "AnnotationCollection"}
    return (
        any(isinstance(name, str) and name.rpartition(":")[2] in known for name in names) or "target" in value
    )


def _items(node: Json) -> Iterator[Json]:
    """The annotations a page or collection holds, or the node itself when it is neither."""
    if isinstance(node.value, list):
        for entry in node.objects():
            yield from _items(entry)
    elif node.get("first"):
        yield from _first(node.get("first"))
    elif node.get("items") or node.get("first"):
        yield from node.objects("items")
        _elsewhere(node.get("next"))
    else:
        yield node


def _first(first: Json) -> Iterator[Json]:
    if isinstance(first.value, dict):
        yield from first.objects("items")
        _elsewhere(first.get("next"))
    else:
        _elsewhere(first)


def _elsewhere(page: Json) -> None:
    """A page that is another file."""
    if isinstance(page.value, str):
        message = f"more annotations are in {line(page.value)}"
        page.file.report(
            page.path, "annotation-pages", message, "download that file and import it too", Severity.WARNING
        )


def _of_targets(item: Json) -> Iterator[Foreign]:
    """One annotation for each passage it is about; the parts of a passage that was cut in two count as one."""
    bodies_ = bodies(item)
    spans = list(_passages(item))
    for number, (page, words) in enumerate(spans, start=1):
        yield _annotation(item, bodies_, page, words, f"#target-{number}" if number > 1 else "")


def _annotation(item: Json, said: Bodies, page: str, words: Passage, part: str) -> Foreign:
    wants = motivation(item)
    created, updated = moment(item.text("created")), moment(item.text("modified"))
    replies = wants == "replying"
    return Foreign(
        origin=_origin(item) + part,
        place=item.span,
        others=tuple(filter(None, [item.text("canonical"), item.text("via")])),
        pages=() if replies else (page,),
        passage=words,
        kind=said.kind or _KINDS.get(wants, NoteKind.COMMENT),
        said=said.texts,
        tags=tags(list(said.tags)),
        sources=said.sources,
        author=_author(item),
        created=edtf(item.text("schema:dateCreated")) or created,
        updated=edtf(item.text("schema:dateModified")) or (updated if updated != created else ""),
        lang=said.lang,
        answers=page if replies else "",
    )


def _origin(item: Json) -> str:
    """The annotation's own id, made of its content when it has none that means anything elsewhere."""
    id_ = item.text("id", "@id").strip()
    if id_ and not id_.startswith("_:") and len(id_) <= 1_000:
        return id_
    content = json.dumps(item.value, sort_keys=True, ensure_ascii=True)
    return f"urn:sha256:{hashlib.sha256(content.encode()).hexdigest()}"


def _author(item: Json) -> str:
    """Names; of an agent without one its address. An account's bare id says nothing to a reader."""
    return line(", ".join(filter(None, map(_agent, item.each("creator")))), 200)


def _agent(agent: Json) -> str:
    if not isinstance(agent.value, dict):
        return agent.text()
    id_ = agent.text("id", "@id")
    return agent.text("name", "schema:name", "nickname") or (
        id_ if id_.startswith(("http:", "https:")) else ""
    )


def _passages(item: Json) -> Iterator[tuple[str, Passage]]:
    """Each target as the address of its page and the words it points at."""
    targets = [target for target in map(_target, item.each("target")) if target.page]
    if not targets:
        item.get("target").wrong("the address of what the annotation is about")
    for target in _joined(targets):
        yield target.page, passage(target.exact, target.prefix, target.suffix)


def _joined(targets: list[Target]) -> list[Target]:
    """Targets that follow on each other without a gap are one: clients cut a selection at what is not the text's."""
    joined: list[Target] = []
    for target in targets:
        before = joined[-1] if joined else None
        if before and before.page == target.page and before.end == target.start > 0:
            whole = replace(before, exact=before.exact + target.exact, suffix=target.suffix, end=target.end)
            joined[-1] = whole
        else:
            joined.append(target)
    return joined


def _target(node: Json) -> Target:
    """What one target says; a plain address is a page as a whole."""
    if not isinstance(node.value, dict):
        return Target(page=node.text().strip())
    source = node.get("source")
    page = source.text("id", "@id") if isinstance(source.value, dict) else source.text()
    target = Target(page=(page or node.text("id", "@id")).strip())
    chosen = list(_selectors(node))
    for selector in chosen:
        kind = selector.text("type", "@type").rpartition(":")[2]
        if kind == "TextQuoteSelector" and not target.exact:
            words = [selector.text(name) for name in ("exact", "prefix", "suffix")]
            target = replace(target, exact=words[0], prefix=words[1], suffix=words[2])
        elif kind == "TextPositionSelector":
            target = replace(target, start=_number(selector.get("start")), end=_number(selector.get("end")))
    if chosen and not target.exact:
        _without_words(chosen[0])
    return target


def _selectors(node: Json) -> Iterator[Json]:
    """The selectors of a target, and those that refine them, outer ones first."""
    level = list(node.objects("selector"))
    for _ in range(_REFINED):
        yield from level
        level = [finer for selector in level for finer in selector.objects("refinedBy")]


def _number(node: Json) -> int:
    return node.value if isinstance(node.value, int) and not isinstance(node.value, bool) else -1


def _without_words(selector: Json) -> None:
    message = "this says where the passage stands but not what its words are, so it cannot be found"
    hint = "the note is put on the whole article; add `quote` to it, or export with a TextQuoteSelector"
    selector.file.report(selector.path, "annotation-passage", message, hint, Severity.WARNING)
