"""Changing one note of a file: its selector, its text, its keys. What was not asked to change stays, byte for byte."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dossierpress.diagnostics import Diagnostic, errors
from dossierpress.markup.anchor import Selector
from dossierpress.model.document import Note
from dossierpress.model.edtf import Edtf
from dossierpress.model.meta import NoteMeta
from dossierpress.model.source import SourcePath
from dossierpress.notes import parts
from dossierpress.notes.layout import Layout, NotEditable, Piece, layout, source
from dossierpress.parse import parse
from dossierpress.parse.file import open_file
from dossierpress.schema.familiar import KEYS, WORDS
from dossierpress.schema.shape import fields
from dossierpress.schema.splice import Unspliceable, Value, set_value
from dossierpress.schema.yaml import read

#: The order in which a note's keys are written.
ORDER = (
    "article", "id", "kind", "quote", "prefix", "suffix", "author", "date", "updated", "lang", "tags", "sources",
    "claim", "origin", "draft",
)  # fmt: skip
_HEADING = re.compile(
    r"(?P<start> {0,3}##[ \t]+)(?P<kind>[^:·\r\n]+?)(?:(?P<colon>[ \t]*[:·][ \t]*)(?P<id>[^\s#]*))?"
    r"(?P<end>[ \t]*#*[ \t]*(?:\r\n|\r|\n|\Z))"
)
_BREAK = re.compile(r"\r\n|\r|\n")
_CLINGS_BEHIND, _CLINGS_AHEAD = ("(", "[", "'", "’", "-", "\u00a0"), (".", ",", ")", "]", "…", "-")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*")
_OF_SECTION = ("kind", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What to change in a note: None stays as it is. Of ``keys`` those with None are taken out.

    ``selector`` sets quote, prefix and suffix (an empty prefix or suffix is taken out); ``text`` is Markdown.
    """

    selector: Selector | None = None
    text: str | None = None
    keys: Mapping[str, Value | None] = field(default_factory=dict)


def changed(data: bytes, path: SourcePath, order: int, change: Change) -> bytes:
    """The file's bytes with note number ``order`` (from 0) changed.

    The result is read again: if it says anything but the old notes with this change, `NotEditable` is raised,
    as it is for what cannot be changed in place.
    """
    old, _ = _notes(data, path)
    if order not in old:
        raise NotEditable(f"{path} has no note {order + 1} without errors")
    laid = layout(data, path)
    try:
        new = _in_section(laid, order, change, old[order]) if laid.several else _alone(laid, change)
        slugs = tuple("" if n == order and "id" in change.keys else slug for n, slug in enumerate(laid.slugs))
        new = _named(new, slugs, path)
    except Unspliceable as problem:
        raise NotEditable(f"{path}: {problem}") from problem
    made = str(new).encode("utf-8")
    read_again, found = _notes(made, path)
    if old.keys() != read_again.keys() or not _as_meant(old, read_again, order, change):
        wrong = errors(found)
        reason = wrong[0].message if wrong else "that would change something else in the file as well"
        raise NotEditable(f"{path}: {reason}")
    return made


def without(data: bytes, path: SourcePath, order: int) -> tuple[bytes, bytes]:
    """A file of several notes without number ``order``, and a file that holds this one alone.

    No permalink changes. The first is empty when no note is left.
    """
    laid = layout(data, path)
    if not laid.several or not 0 <= order < len(laid.notes):
        raise NotEditable(f"{path} has no note {order + 1}")
    alone = replace(laid, before="", notes=(laid.notes[order],))
    rest = (*laid.notes[:order], *laid.notes[order + 1 :])
    slugs = (*laid.slugs[:order], *laid.slugs[order + 1 :])
    left = str(_named(replace(laid, notes=rest), slugs, path)) if rest else ""
    return left.encode("utf-8"), str(alone).encode("utf-8")


def joined(data: bytes, path: SourcePath, order: int, alone: bytes) -> bytes:
    """A file of several notes with the only note of ``alone`` (as `without` gave it) as its number ``order``."""
    laid, note = layout(data, path), layout(alone, path)
    if not (laid.several and note.several and len(note.notes) == 1):
        raise NotEditable(f"{path} is no file of several notes")
    before, after = laid.notes[:order], laid.notes[order:]
    end = laid.line_break * 2
    before = tuple(_ended(piece, end) if piece is before[-1] else piece for piece in before)
    notes = (*before, _ended(note.notes[0], end) if after else note.notes[0], *after)
    slugs = (*laid.slugs[: len(before)], *note.slugs, *laid.slugs[len(before) :])
    made = str(_named(replace(laid, notes=notes), slugs, path)).encode("utf-8")
    read_again, found = _notes(made, path)
    if wrong := errors(found):
        raise NotEditable(f"{path}: {wrong[0].message}")
    if [read_again[n].slug for n in sorted(read_again)] != list(slugs):
        raise NotEditable(f"{path}: that would change another note of the file as well")
    return made


def _ended(note: Piece, end: str) -> Piece:
    """The note with a blank line below it."""
    whole = str(note)
    if whole.endswith((end, end[: len(end) // 2] * 2)) or not note.text.strip():
        return note
    return replace(note, text=note.text.rstrip("\r\n") + end)


def _named(laid: Layout, slugs: Sequence[str], path: SourcePath) -> Layout:
    """The file with an id for each note without one whose permalink would be another than in ``slugs``.

    Those for which ``slugs`` has nothing are left alone.
    """
    if not laid.several:
        return laid
    now = layout(str(laid).encode("utf-8"), path).slugs
    if len(now) != len(slugs):
        raise NotEditable(f"{path}: that would make another note of a part of the text")
    return replace(
        laid,
        notes=tuple(
            replace(note, heading=_heading(note.heading, keys={"id": slug}))
            if slug not in ("", is_now)
            else note
            for note, slug, is_now in zip(laid.notes, slugs, now, strict=True)
        ),
    )


def text_of(data: bytes, path: SourcePath, order: int) -> str:
    """The Markdown of a note, with plain line ends and without blank lines around it."""
    text = layout(data, path).notes[order].text
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def _notes(data: bytes, path: SourcePath) -> tuple[dict[int, Note], tuple[Diagnostic, ...]]:
    documents, found = parse(source(data, path), lang="")
    return {document.order: document for document in documents if isinstance(document, Note)}, found


def _alone(laid: Layout, change: Change) -> Layout:
    front = laid.front
    for key, value in {**_selector_keys(change.selector), **change.keys}.items():
        front = set_value(front, _as_written(front, key), value, order=ORDER, inner=parts.CLAIM)
    (note,) = laid.notes
    closing = laid.closing
    if change.text is not None and closing == closing.rstrip("\r\n"):
        closing += laid.line_break
    return replace(
        laid, front=front, closing=closing, notes=(_with_text(note, change.text, laid.line_break, last=True),)
    )


def _selector_keys(selector: Selector | None) -> dict[str, Value | None]:
    if selector is None:
        return {}
    return {"quote": selector.exact, "prefix": selector.prefix or None, "suffix": selector.suffix or None}


def _as_written(front: str, key: str) -> str:
    """The name another tool gave to ``key``, if that is what the file has."""
    written = read(front, path=SourcePath("")).keys
    other = (name for name in written if KEYS.get(name) == key and name not in fields(NoteMeta))
    return key if key in written else next(other, key)


def _in_section(laid: Layout, order: int, change: Change, old: Note) -> Layout:
    for key, value in change.keys.items():
        if key not in _OF_SECTION and not _says(old.meta, key, value):
            raise NotEditable(f"`{key}` holds for all notes of {old.path}", hint="change it there by hand")
    note = laid.notes[order]
    keys = {key: value for key, value in change.keys.items() if key in _OF_SECTION}
    note = replace(note, heading=_heading(note.heading, keys=keys) if keys else note.heading)
    note = _with_passage(note, change.selector, laid.line_break) if change.selector else note
    note = _with_text(note, change.text, laid.line_break, last=order == len(laid.notes) - 1)
    return replace(laid, notes=(*laid.notes[:order], note, *laid.notes[order + 1 :]))


def _heading(heading: str, *, keys: Mapping[str, Value | None]) -> str:
    """The heading with another kind, in the language it is in, or another id."""
    match = _HEADING.fullmatch(heading)
    if match is None:
        raise NotEditable(f"the heading {heading.strip()!r} is not of the form `## kind: id`")
    kind, name = match["kind"], match["id"] or ""
    if "kind" in keys:
        french = {english: word for word, english in WORDS.items()} if kind.lower() in WORDS else {}
        kind = french.get(str(keys["kind"]), str(keys["kind"]))
    if "id" in keys:
        name = str(keys["id"] or "")
    colon = (match["colon"] or ": ") if name else ""
    return f"{match['start']}{kind}{colon}{name}{match['end']}"


def _with_passage(note: Piece, selector: Selector, line_break: str) -> Piece:
    marked = selector.prefix or selector.suffix or "==" in note.passage
    line = f"> {_in_context(selector) if marked else selector.exact}"
    if note.passage:
        had = _BREAK.findall(note.passage)
        return replace(note, passage=line + (had[-1] if note.passage.endswith(("\r", "\n")) else ""))
    heading = note.heading if note.heading.endswith(("\r", "\n")) else note.heading + line_break
    text = line_break + note.text if note.text and not note.keys else note.text
    keys = line_break + note.keys if note.keys else ""
    return replace(
        note, heading=heading, gap=note.gap or line_break, passage=line + line_break, keys=keys, text=text
    )


def _in_context(selector: Selector) -> str:
    """The passage marked among its neighbours, spaced as print would have it; a reader skips those spaces."""
    before = "" if not selector.prefix or selector.prefix.endswith(_CLINGS_BEHIND) else " "
    after = "" if not selector.suffix or selector.suffix.startswith(_CLINGS_AHEAD) else " "
    return f"{selector.prefix}{before}=={selector.exact}=={after}{selector.suffix}"


def _with_text(note: Piece, text: str | None, line_break: str, *, last: bool) -> Piece:
    """Another text between the blank lines that stand around the old one."""
    if text is None:
        return note
    new = _BREAK.sub("\n", text).strip("\n").replace("\n", line_break)
    had = note.text.rstrip(" \t\r\n")
    if had:
        blank = _BLANK_LINES.match(had)
        top, end = note.text[: blank.end() if blank else 0], note.text[len(had) :]
        return replace(note, text=f"{top}{new}{end or line_break}")
    above = str(replace(note, text=""))
    top = "" if not above or above.endswith(line_break * 2) else line_break
    top += line_break if above and not above.endswith(("\r", "\n")) else ""
    return replace(note, text=f"{top}{new}{line_break if last else line_break * 2}")


def _as_meant(old: Mapping[int, Note], new: Mapping[int, Note], order: int, change: Change) -> bool:
    """Whether reading the changed file gives the old notes, but for what was to change."""
    same = (_same(old[n], new[n]) for n in old if n != order)
    wanted = {**_selector_keys(change.selector), **change.keys}
    before, after = old[order], new[order]
    text = before.body.html if change.text is None else _html(change.text)
    return (
        all(same)
        and after.body.html == text
        and all(_says(after.meta, key, value) for key, value in wanted.items())
        and all(_kept(before, after, key) for key in ORDER if key not in wanted)
        and parts.others_kept(before.meta.claim, after.meta.claim)
    )


def _same(one: Note, other: Note) -> bool:
    return one.body.html == other.body.html and all(_kept(one, other, key) for key in ORDER)


def _kept(one: Note, other: Note, key: str) -> bool:
    """Whether a key has its old value; a note may have been given an id to keep its permalink."""
    if key == "id":
        return one.slug == other.slug
    return bool(getattr(one.meta, key) == getattr(other.meta, key))


def _html(text: str) -> str:
    file = open_file(source(b"", SourcePath("")), "")
    return file.render(text.strip("\r\n"), 1)[0].html


def _says(meta: NoteMeta, key: str, value: Value | None) -> bool:
    """Whether a note has this value; for a key taken out, whatever holds without it."""
    if key not in ORDER:
        raise NotEditable(f"`{key}` is not a key of a note", hint=f"the keys are {', '.join(ORDER)}")
    now = getattr(meta, key)
    if value is None:
        return not now or key == "kind"
    if isinstance(value, Mapping):
        return parts.says(meta.claim, value)
    if key == "sources":
        return parts.sources(meta.sources) == value
    return bool(now == value or (isinstance(now, Edtf) and now == Edtf.parse(str(value))))
