"""Annotations of Hypothesis as its client exports them for spreadsheets (CSV).

A row has no id, no context of the quote and no word on what a reply answers; who may read it follows from the name
of the group.
"""

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from dossierpress.diagnostics import Diagnostic
from dossierpress.importing.annotations.foreign import Foreign, Read, Said, Wording
from dossierpress.importing.annotations.moments import moment
from dossierpress.importing.annotations.plain import clean, line, passage, tags
from dossierpress.model.source import SourcePath, Span
from dossierpress.store.sources import MAX_BYTES

#: Our word for each column, by its name in the versions of the client so far, in lower case.
_COLUMNS = {
    "created at": "created",
    "creation date": "created",
    "author": "author",
    "user": "author",
    "url": "url",
    "group": "group",
    "annotation/reply type": "type",
    "quote": "quote",
    "comment": "text",
    "body": "text",
    "tags": "tags",
}
_NEEDED = {"url", "quote", "text"}
_SEPARATORS = (",", ";", "\t")


def separator(data: bytes) -> str:
    """What the columns are kept apart with, if the first line is one of such a table; else nothing."""
    first = data[:2_000].decode("utf-8-sig", "replace").splitlines()[:1]
    for sign in _SEPARATORS:
        if first and set(_names(first[0].split(sign))) >= _NEEDED:
            return sign
    return ""


def read(data: bytes, name: str) -> Read:
    """The annotations of a table. Rows are located by their last line."""
    if len(data) > MAX_BYTES:
        hint = "export fewer annotations at once"
        message = f"is larger than {MAX_BYTES >> 20} MiB"
        return Read((), (Diagnostic(Span(SourcePath(name)), "file-too-large", message, hint),))
    text = clean(data.decode("utf-8-sig", "replace"))
    rows = csv.reader(StringIO(text), delimiter=separator(data))
    found: list[Diagnostic] = []
    return Read(tuple(_annotations(rows, name, found)), tuple(found))


def _names(columns: Sequence[str]) -> list[str]:
    return [_COLUMNS.get(column.strip(' "').lower(), "") for column in columns]


def _annotations(rows: Iterator[list[str]], name: str, found: list[Diagnostic]) -> Iterator[Foreign]:
    try:
        names = _names(next(rows))
        for row in rows:
            if row:
                yield _annotation(dict(zip(names, row, strict=False)), row, _place(rows, name))
    except csv.Error as problem:
        hint = "export it again, or as JSON; the rows before this one were read"
        found.append(Diagnostic(_place(rows, name), "annotation-file", f"this is no table: {problem}", hint))


def _place(rows: Iterator[list[str]], name: str) -> Span:
    return Span(SourcePath(name), getattr(rows, "line_num", 0), 1)


def _annotation(row: Mapping[str, str], cells: Sequence[str], place: Span) -> Foreign:
    digest = hashlib.sha256("\x1f".join(cells).encode()).hexdigest()
    said = row.get("text", "")
    return Foreign(
        origin=f"urn:sha256:{digest}",
        place=place,
        pages=tuple(filter(None, [row.get("url", "").strip()])),
        passage=passage(row.get("quote", ""), "", ""),
        said=(Said(said, Wording.MARKDOWN),) if said.strip() else (),
        tags=tags(row.get("tags", "").split(",")),
        author=line(row.get("author", "")),
        created=moment(row.get("created", "")),
        private="" if row.get("group", "").strip() in ("", "Public") else "it was written in a private group",
        answers="an annotation this table does not name" if row.get("type", "").strip() == "Reply" else "",
    )
