"""A file of notes cut into the pieces that can be changed; put together they are the file, byte for byte."""

import re
from dataclasses import dataclass
from itertools import pairwise

from dossierpress.diagnostics import DossierError, errors
from dossierpress.model.source import Source, SourcePath
from dossierpress.parse.file import File, open_file
from dossierpress.parse.notes import parted, permalinks

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


class NotEditable(DossierError):  # noqa: N818  (what an editor wrote cannot be changed by a program)
    """A note cannot be changed where it stands; the message says why. Nothing was written."""

    def __init__(self, message: str, *, hint: str = "open the file and change it by hand") -> None:
        super().__init__(message, hint=hint, exit_code=1)


@dataclass(frozen=True, slots=True)
class Piece:
    """One note's lines: heading, what stands between it and the blockquote, the blockquote, keys of its own, text.

    In a file of a single note only ``text`` is not empty.
    """

    heading: str = ""
    gap: str = ""
    passage: str = ""
    keys: str = ""
    text: str = ""

    def __str__(self) -> str:
        """The lines as they stand in the file."""
        return self.heading + self.gap + self.passage + self.keys + self.text


@dataclass(frozen=True, slots=True)
class Layout:
    """``opening`` (byte order mark and first fence), ``front``, ``closing`` fence, ``before`` the first note, notes.

    ``several`` tells a file of several notes from one that holds a single note. ``slugs`` are the ends of their
    permalinks: their ids, or what is made of their passages.
    """

    opening: str
    front: str
    closing: str
    before: str
    notes: tuple[Piece, ...]
    several: bool
    slugs: tuple[str, ...]
    line_break: str

    def __str__(self) -> str:
        """The whole file."""
        return self.opening + self.front + self.closing + self.before + "".join(map(str, self.notes))


def source(data: bytes, path: SourcePath) -> Source:
    """The bytes of a file as the parser takes them. Raises `NotEditable` when they are not UTF-8."""
    try:
        return Source(path, data.decode("utf-8"), "")
    except UnicodeDecodeError:
        raise NotEditable(f"{path} is not UTF-8 text", hint="save it as UTF-8") from None


def layout(data: bytes, path: SourcePath) -> Layout:
    """Cut a file of notes. Raises `NotEditable` when its front matter has errors."""
    file = open_file(source(data, path), "")
    if problems := errors(file.front.record.diagnostics):
        raise NotEditable(f"{problems[0].span}: {problems[0].message}")
    lines = _LINE.findall(file.source.text)
    body = file.front.body_line - 1
    breaks = re.search(r"\r\n|\r|\n", file.source.text)
    before, notes = _notes(file, lines)
    sections = parted(file)
    names = zip(sections, permalinks(file.stem, sections), strict=True)
    return Layout(
        opening=lines[0],
        front="".join(lines[1 : body - 1]),
        closing="".join(lines[body - 1 : body]),
        before=before,
        notes=notes,
        several=bool(sections),
        slugs=tuple(str(section.values.get("id") or name) for section, name in names),
        line_break=breaks[0] if breaks else "\n",
    )


def _notes(file: File, lines: list[str]) -> tuple[str, tuple[Piece, ...]]:
    """What stands before the first note, and each note's lines."""
    body = file.front.body_line - 1
    sections = parted(file)
    if not sections:
        return "", (Piece(text="".join(lines[body:])),)
    starts = [section.line - 1 for section in sections]
    pieces = [
        _piece(lines[start:end], section.keys_line - section.line, section.body_line - section.line)
        for section, (start, end) in zip(sections, pairwise([*starts, len(lines)]), strict=True)
    ]
    return "".join(lines[body : starts[0]]), tuple(pieces)


def _piece(lines: list[str], keys: int, text: int) -> Piece:
    """``keys`` is the index of the first line below the blockquote, or where it would stand; ``text`` of the text."""
    top = next((index for index, line in enumerate(lines[1:keys], start=1) if line.strip()), keys)
    return Piece(
        heading=lines[0],
        gap="".join(lines[1:top]),
        passage="".join(lines[top:keys]),
        keys="".join(lines[keys:text]),
        text="".join(lines[text:]),
    )
