"""Note files on disk: what state they are in, new ones, changes, and a trash from which nothing is lost.

Every change says on what it was based, and is refused when the file is no longer that: two editors, or an
editor and the preview, never overwrite each other unasked. (An editor's program that saves in the very
instant between our look and our renaming takes no part in that; nothing can be done about it from here.)
"""

import re
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from dossierpress.diagnostics import DossierError
from dossierpress.model.source import SourcePath
from dossierpress.notes.change import Change, changed, joined, without
from dossierpress.notes.draft import Draft, file_name, text, unsound
from dossierpress.notes.layout import NotEditable, layout
from dossierpress.notes.number import next_number
from dossierpress.store.files import write_atomic
from dossierpress.store.lock import waiting
from dossierpress.store.sources import digest

FOLDER = PurePosixPath("content/notes")
TRASH = Path(".dossier/trash")
CONFLICTS = Path(".dossier/conflicts")
_KEPT = re.compile(r"\d{8}T\d{6}Z-[^/\\\0]+\.md", re.IGNORECASE)
_CACHE, _LOCK = ".dossier", "notes.lock"


class Conflict(DossierError):  # noqa: N818  (the user's own change, not a failure)
    """The file is not what the change was based on. ``now`` is its digest, empty when it is gone."""

    def __init__(self, path: SourcePath, now: str) -> None:
        what = "has changed since it was read" if now else "is not there any more"
        super().__init__(f"{path} {what}; it was left as it is", hint="look at it and try again", exit_code=1)
        self.path = path
        self.now = now


def state(root: Path, path: SourcePath) -> str:
    """The digest of a note file, to be handed back with a change; empty when there is no such file."""
    try:
        return digest(_file(root, path).read_bytes())
    except FileNotFoundError:
        return ""


def create(root: Path, draft: Draft, *, once: bool = False) -> SourcePath:
    """Write a new note file, with the article's next free number; return its path.

    With ``once`` the very same note is not written again: whoever did not hear that it was saved may save anew.
    Raises `NotEditable` when the file would not say what the draft says; FileExistsError rather than overwrite
    anything; OSError when the disk refuses.
    """
    with waiting(root / _CACHE, _LOCK):
        if once and (same := _same(root, draft)):
            return same
        number = next_number(root, draft.article)
        if reason := unsound(draft, number):
            raise NotEditable(f"the note was not written: {reason}", hint="change its text")
        path = SourcePath(f"{FOLDER}/{file_name(draft, number)}")
        target = root / path
        if target.exists() or target.is_symlink():
            raise FileExistsError(f"{path} exists already")
        write_atomic(target, text(draft, number).encode("utf-8"))
    return path


def edit(root: Path, path: SourcePath, order: int, change: Change, *, based_on: str) -> str:
    """Change note number ``order`` (from 0) of a file; return the file's new digest.

    ``based_on`` is the digest of the file the change was made for. Raises `Conflict`, `NotEditable`.
    """
    with waiting(root / _CACHE, _LOCK):
        data = _unchanged(root, path, based_on)
        new = changed(data, path, order, change)
        if new != data:
            write_atomic(root / path, new)
    return digest(new)


def delete(root: Path, path: SourcePath, order: int, *, based_on: str) -> Path:
    """Take a note away; return the file in ``.dossier/trash/`` that holds it, as a note file of its own.

    A file of one note is moved there; from a file of several the note is cut, and its last one takes the file
    along. Raises `Conflict`, `NotEditable`.
    """
    with waiting(root / _CACHE, _LOCK):
        data = _unchanged(root, path, based_on)
        rest, gone = without(data, path, order) if layout(data, path).several else (b"", data)
        kept = _trash(root, PurePosixPath(path).name)
        write_atomic(root / kept, gone)  # first, so that the note is never nowhere
        if rest:
            write_atomic(root / path, rest)
        else:
            (root / path).unlink()
    return kept


def restore(root: Path, kept: str, path: SourcePath, order: int) -> SourcePath:
    """Put a note back that `delete` took away; ``kept`` is its file's name in the trash. The file stays there.

    Where the file it came from is still there, with other notes, it becomes note number ``order`` of it again.
    Raises `NotEditable`, `Conflict`.
    """
    with waiting(root / _CACHE, _LOCK):
        target = _file(root, path)
        data = _trashed(root, kept).read_bytes()
        if target.exists():
            now = target.read_bytes()
            if not (layout(now, path).several and layout(data, path).several):
                raise Conflict(path, digest(now))
            data = joined(now, path, order, data)
        write_atomic(target, data)
    return path


def conflicting(root: Path, path: SourcePath, data: bytes) -> Path:
    """Keep what could not be written to ``path``, in ``.dossier/conflicts/``: no build looks there.

    The same text is kept once. Returns the file, relative to ``root``.
    """
    name = PurePosixPath(path)
    kept = CONFLICTS / f"{name.stem}.{digest(data)[:8]}.md"
    if not (root / kept).exists():
        write_atomic(root / kept, data)
    return kept


def _same(root: Path, draft: Draft) -> SourcePath | None:
    """The file of the article that holds exactly this note, if there is one."""
    numbered = re.compile(rf"{re.escape(draft.article)}-n([0-9]{{1,6}})-.*\.md")
    for file in sorted((root / FOLDER).glob("*.md")):
        match = numbered.fullmatch(file.name)
        if (
            match
            and not file.is_symlink()
            and file.is_file()
            and file.read_bytes() == text(draft, int(match[1])).encode("utf-8")
        ):
            return SourcePath(f"{FOLDER}/{file.name}")
    return None


def _trashed(root: Path, name: str) -> Path:
    file = root / TRASH / name
    if not _KEPT.fullmatch(name) or file.is_symlink() or not file.is_file():
        raise NotEditable(f"{name!r} is not in the trash", hint=f"look into {TRASH}/")
    return file


def _unchanged(root: Path, path: SourcePath, based_on: str) -> bytes:
    try:
        data = _file(root, path).read_bytes()
    except FileNotFoundError:
        raise Conflict(path, "") from None
    if digest(data) != based_on:
        raise Conflict(path, digest(data))
    return data


def _file(root: Path, path: SourcePath) -> Path:
    """The file at ``path``, which must be one the dossier reads notes from and nothing else."""
    pure = PurePosixPath(path)
    inside = pure.is_relative_to(FOLDER) and not any(part.startswith(".") for part in pure.parts)
    file = root / path
    linked = any((root / parent).is_symlink() for parent in (pure, *pure.parents))
    if not inside or "\\" in path or pure.suffix.lower() != ".md" or linked:
        raise NotEditable(f"{path} is not a note file of the dossier", hint=f"notes lie in {FOLDER}/")
    return file


def _trash(root: Path, name: str) -> Path:
    """A free name in the trash: the moment, then the file's name."""
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    tries = (TRASH / f"{stamp}{f'-{n}' if n else ''}-{name}" for n in range(10_000))
    return next(path for path in tries if not (root / path).exists())
