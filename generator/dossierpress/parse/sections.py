"""A file of several notes, cut at the headings that begin them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.markup.frontmatter import FrontMatter
from dossierpress.model.meta import NoteKind
from dossierpress.model.source import SourcePath, Span
from dossierpress.parse.keys import keys
from dossierpress.parse.passage import Passage, height, passage
from dossierpress.schema.familiar import WORDS
from dossierpress.schema.nearest import did_you_mean
from dossierpress.schema.record import Place

_HEADING = re.compile(r" {0,3}##[ \t]+(?=\S)")
_TITLE = re.compile(r"(?P<kind>[^:·]+)(?:[:·]\s*(?P<id>.*))?")
_CODE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)")
_KINDS = {kind.value: kind.value for kind in NoteKind} | {
    word: kind for word, kind in WORDS.items() if kind in set(NoteKind)
}


@dataclass(frozen=True, slots=True)
class Section:
    """What one note says by its heading, blockquote and keys, its text, and what is wrong with it.

    ``keys_line`` is the line below the blockquote, where keys of its own may stand. Of the keys in ``broken``
    the findings say all there is to say.
    """

    line: int
    keys_line: int
    values: dict[str, Any]
    places: dict[str, Place]
    keys: dict[str, Place]
    body: str
    body_line: int
    broken: frozenset[str]
    findings: tuple[Diagnostic, ...]


def sections(front: FrontMatter, path: SourcePath) -> tuple[Section, ...]:
    """The notes of a body that begins with a heading of level 2, or has one that names a kind; else none."""
    lines = front.body.split("\n")
    heads = list(_headings(lines))
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if first not in heads and not any(_kind(lines[index])[0] in _KINDS for index in heads):
        return ()
    ends = [*heads[1:], len(lines)]
    return tuple(
        _section(lines[start:end], front.body_line + start, path)
        for start, end in zip(heads, ends, strict=True)
    )


def outside(front: FrontMatter, first: Section, path: SourcePath) -> tuple[Diagnostic, ...]:
    """A warning about text that stands before the first note and so belongs to none."""
    before = front.body.split("\n")[: first.line - front.body_line]
    line = next((number for number, line in enumerate(before, start=front.body_line) if line.strip()), None)
    if line is None:
        return ()
    message, hint = (
        "this text stands before the first note and is not shown",
        "move it below a heading: ## context",
    )
    return (Diagnostic(Span(path, line, 1), "note-outside", message, hint, Severity.WARNING),)


def _headings(lines: Sequence[str]) -> Iterator[int]:
    """Indices of the headings of level 2 that do not stand in a block of code."""
    fence = ""
    for index, line in enumerate(lines):
        code = _CODE.match(line)
        if fence:
            closes = code and code[1].startswith(fence) and not code[2].strip()
            fence = "" if closes else fence
        elif code:
            fence = code[1]
        elif _HEADING.match(line):
            yield index


def _kind(heading: str) -> tuple[str, str, int, int]:
    """The kind and the id a heading names, as written but in lower case, and their columns."""
    mark = _HEADING.match(heading)
    start = mark.end() if mark else 0
    text = heading[start:].rstrip()
    bare = text.rstrip("#")
    text = bare.rstrip() if bare != bare.rstrip() else text
    title = _TITLE.fullmatch(text)
    if title is None:
        return text, "", start + 1, start + 1
    return (
        title["kind"].strip().lower(),
        (title["id"] or "").strip(),
        start + 1,
        start + 1 + max(title.start("id"), 0),
    )


def _section(lines: Sequence[str], line: int, path: SourcePath) -> Section:
    kind, name, kind_column, name_column = _kind(lines[0])
    values = {"kind": _KINDS.get(kind, kind)} | ({"id": name} if name else {})
    places = {"": (line, 1), "kind": (line, kind_column)} | ({"id": (line, name_column)} if name else {})
    top = next((index for index, text in enumerate(lines[1:], start=1) if text.strip()), len(lines))
    bottom = top + height(lines[top:])
    said = passage(lines[top:bottom], line + top) if bottom > top else Passage({}, {})
    own, taken = keys(lines[bottom:], line + bottom, path)
    findings = _unknown(kind, Span(path, line, kind_column)) + _unmarked(said, Span(path, line + top, 1))
    return Section(
        line=line,
        keys_line=line + bottom,
        values={**own.values, **values, **said.values},
        places={**own.places, **places, **said.places},
        keys=dict(own.keys),
        body="\n".join(lines[bottom + taken :]),
        body_line=line + bottom + taken,
        broken=own.broken | (frozenset() if kind in _KINDS else frozenset({"kind"})),
        findings=(*findings, *own.diagnostics),
    )


def _unknown(kind: str, span: Span) -> tuple[Diagnostic, ...]:
    if kind in _KINDS:
        return ()
    kinds = ", ".join(kind.value for kind in NoteKind)
    hint = f"{did_you_mean(kind, _KINDS)}the kinds are {kinds}; a heading within a note begins with ###"
    return (Diagnostic(span, "note-kind", f"{kind!r} is not a kind of note", hint),)


def _unmarked(said: Passage, span: Span) -> tuple[Diagnostic, ...]:
    hint = "> words before ==the passage== words after"
    return (Diagnostic(span, "note-passage", said.wrong, hint),) if said.wrong else ()
