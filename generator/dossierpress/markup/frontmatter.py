"""A file's text, split into its front matter and its body."""

import re
from dataclasses import dataclass, replace

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.source import SourcePath, Span
from dossierpress.schema import yaml
from dossierpress.schema.record import Record

_FENCE = re.compile(r"---[ \t]*")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_KEY = re.compile(r"[\w-]+[ \t]*:(?:[ \t]|$)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file says of itself, and the text below, whose first line is the file's ``body_line``."""

    record: Record
    body: str
    body_line: int


def read(text: str, path: SourcePath) -> tuple[FrontMatter, tuple[Diagnostic, ...]]:
    """Split ``text`` after its second line of ``---``; lines end in ``\\n``, a byte order mark is dropped.

    The findings are also those of the record. Where there is no front matter the whole text is body.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not _FENCE.fullmatch(lines[0]):
        front = FrontMatter(_unreadable(path, _without_fence(lines, path)), "\n".join(lines), 1)
    elif (end := _closing(lines)) is None:
        front = FrontMatter(_unreadable(path, _unclosed(path)), "\n".join(lines[1:]), 2)
    else:
        record = yaml.read("".join(f"{line}\n" for line in lines[1:end]), path=path, first_line=2)
        front = FrontMatter(record, "\n".join(lines[end + 1 :]), end + 2)
    return front, front.record.diagnostics


def _closing(lines: list[str]) -> int | None:
    """The index of the line that ends the front matter; not looked for where it would be too long anyway."""
    size = 0
    for index, line in enumerate(lines[1:], start=1):
        if _END.fullmatch(line):
            return index
        size += len(line) + 1
        if size > 2 * yaml.MAX_BYTES:
            return None
    return None


def _unreadable(path: SourcePath, finding: Diagnostic) -> Record:
    return replace(Record(path), places={"": (1, 1)}, broken=frozenset({""}), diagnostics=(finding,))


def _unclosed(path: SourcePath) -> Diagnostic:
    return Diagnostic(
        Span(path, 1, 1),
        "front-matter-unclosed",
        "the front matter opened here is not closed",
        f"put a line of --- after the last key, within {yaml.MAX_BYTES // 1024} KiB",
    )


def _without_fence(lines: list[str], path: SourcePath) -> Diagnostic:
    """What to say of a file whose first line is not ``---``."""
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    line = lines[first].strip()
    if re.fullmatch(r"\+\+\+|;;;|\{|---(?:json|toml)", line, re.IGNORECASE):
        message, hint = "this front matter is not YAML", "write `key: value` lines between two lines of ---"
    elif _FENCE.fullmatch(line):
        message, hint = "something stands before the front matter", "make --- the very first line of the file"
    elif _KEY.match(line):
        message, hint = "the front matter does not begin with a line of ---", "put one above this line"
    else:
        message, hint = "there is no front matter", "begin the file with its keys between two lines of ---"
    return Diagnostic(Span(path, first + 1, 1), "front-matter-missing", message, hint)
