"""Notes: a file holds one, or several that begin with a heading and the quotation of their passage.

In a file of several, the front matter holds what they share. Each begins with ``## kind: id`` (kinds in
English or French), then a quotation with the passage, in which ``==…==`` marks the passage itself among the
words around it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from dossierpress.diagnostics import Diagnostic
from dossierpress.markup import frontmatter, markdown
from dossierpress.markup.frontmatter import FrontMatter
from dossierpress.markup.slug import slugify
from dossierpress.model.document import Note
from dossierpress.model.meta import NoteKind, NoteMeta
from dossierpress.model.source import Slug, Source, SourcePath
from dossierpress.schema.record import Record
from dossierpress.schema.validate import validate

KINDS = {
    **{kind.value: kind for kind in NoteKind},
    "contexte": NoteKind.CONTEXT,
    "traduction": NoteKind.TRANSLATION,
    "affirmation": NoteKind.CLAIM,
    "commentaire": NoteKind.COMMENT,
}
_HEADING = re.compile(
    rf"##[ \t]+({'|'.join(KINDS)})(?:[ \t]*[:·][ \t]*([\w-]+))?[ \t]*#*[ \t]*", re.IGNORECASE
)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_QUOTED = re.compile(r"[ \t]{0,3}>[ \t]?")
_PASSAGE = re.compile(r"(?s)(.*?)==(.+)==(.*)")


@dataclass(frozen=True, slots=True)
class Section:
    """One note of several: kind, id, quotation and text, with the lines of the file they begin on."""

    kind: str
    id: str | None
    line: int
    quote: str
    quote_line: int
    body: str
    body_line: int


def parse_notes(source: Source, *, lang: str) -> tuple[tuple[Note, ...], tuple[Diagnostic, ...]]:
    """The notes of a file, in its order, and everything wrong with it."""
    front, _ = frontmatter.read(source.text, source.path)
    own = [] if "quote" in front.record.values else list(sections(front))
    parts = [(_record(front.record, s), s.body, s.body_line) for s in own] or [
        (front.record, front.body, front.body_line)
    ]
    notes: list[Note] = []
    found: list[Diagnostic] = []
    for order, (record, text, line) in enumerate(parts):
        meta, about_meta = validate(NoteMeta, record)
        body, about_body = markdown.render(text, path=source.path, first_line=line)
        found += (*about_meta, *about_body)
        if meta is not None:
            notes.append(
                Note(
                    path=source.path,
                    slug=_slug(meta, source.path, order),
                    lang=meta.lang or lang,
                    body=body,
                    digest=source.digest,
                    order=order,
                    places=dict(record.places),
                    meta=meta,
                )
            )
    return tuple(notes), tuple(dict.fromkeys(found))


def sections(front: FrontMatter) -> Iterator[Section]:
    """The notes of a body that begins with a note's heading; none of any other body."""
    lines = front.body.split("\n")
    starts = list(_headings(lines))
    if not starts or any(line.strip() for line in lines[: starts[0][0]]):
        return
    ends = [start for start, _ in starts[1:]] + [len(lines)]
    for (start, match), end in zip(starts, ends, strict=True):
        first = next((i for i in range(start + 1, end) if lines[i].strip()), end)
        last = next((i for i in range(first, end) if not _QUOTED.match(lines[i])), end)
        yield Section(
            kind=match[1],
            id=match[2],
            line=front.body_line + start,
            quote="\n".join(_QUOTED.sub("", line, count=1) for line in lines[first:last]).strip(),
            quote_line=front.body_line + first,
            body="\n".join(lines[last:end]),
            body_line=front.body_line + last,
        )


def _headings(lines: list[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """The lines that begin a note; a fence of code hides them."""
    fence = ""
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
        elif mark:
            fence = mark[1]
        elif match := _HEADING.fullmatch(line):
            yield number, match


def _record(shared: Record, section: Section) -> Record:
    """The front matter as it would stand in the note's own file."""
    values: dict[str, Any] = dict(shared.values) | {"kind": KINDS[section.kind.lower()].value}
    places = dict(shared.places) | {"kind": (section.line, 4)}
    passage = _PASSAGE.fullmatch(section.quote)
    before, quote, after = passage.groups() if passage else ("", section.quote, "")
    for key, text in (("prefix", before), ("quote", quote), ("suffix", after)):
        if text.strip():
            values[key] = " ".join(text.split())
            places[key] = (section.quote_line, 1)
    if section.id:
        values["id"] = section.id
        places["id"] = (section.line, 4)
    return replace(shared, values=values, places=places)


def _slug(meta: NoteMeta, path: SourcePath, order: int) -> Slug:
    stem = slugify(path.rpartition("/")[2].rpartition(".")[0])
    return Slug(meta.id) if meta.id else Slug(f"{stem}-{order + 1}" if order else stem)
