"""What lies in ``content/``: Markdown sources, and the files beside them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.source import Source, SourcePath, Span

#: Folders of ``content/`` that are not part of the site: raw files, and what editors' programs keep.
_NOT_CONTENT = frozenset({"raw"})

#: A text this long is no article; reading it whole could exhaust the memory (bytes).
MAX_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Content:
    """The sources, and the paths of all other files of the site, both in the order of their paths."""

    sources: tuple[Source, ...]
    assets: tuple[SourcePath, ...]


def read(root: Path) -> tuple[Content, tuple[Diagnostic, ...]]:
    """Read all Markdown files of the dossier in ``root``; list the others.

    Symbolic links are refused: one could publish any file of the machine. Hidden files are left alone.
    """
    sources: list[Source] = []
    assets: list[SourcePath] = []
    found: list[Diagnostic] = []
    for path, entry in _walk(root / "content", SourcePath("content")):
        if entry.is_symlink():
            found.append(_symlink(path))
        elif path.lower().endswith(".md"):
            source = _read(Path(entry.path), path)
            (sources if isinstance(source, Source) else found).append(source)  # type: ignore[arg-type]  # one or the other
        else:
            assets.append(path)
    return Content(tuple(sources), tuple(assets)), tuple(found)


def digest(data: bytes) -> str:
    """The hexadecimal BLAKE2b-128 digest of ``data``."""
    return blake2b(data, digest_size=16).hexdigest()


def _walk(folder: Path, path: SourcePath) -> Iterator[tuple[SourcePath, "os.DirEntry[str]"]]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        child = SourcePath(f"{path}/{entry.name}")
        if entry.name.startswith(".") or (path == "content" and entry.name in _NOT_CONTENT):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name, child)
        else:
            yield child, entry


def _read(file: Path, path: SourcePath) -> Source | Diagnostic:
    try:
        data = file.read_bytes()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        return Diagnostic(Span(path), "unreadable-file", f"cannot be read: {reason}", "check its permissions")
    if len(data) > MAX_BYTES:
        return Diagnostic(Span(path), "file-too-large", f"is larger than {MAX_BYTES >> 20} MiB", "split it")
    try:
        return Source(path, data.decode("utf-8-sig"), digest(data))
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        column = problem.start - data.rfind(b"\n", 0, problem.start)
        hint = "save the file as UTF-8, or import it as a raw file with `dossier import`"
        return Diagnostic(Span(path, line, column), "not-utf8", "is not UTF-8 text", hint)


def _symlink(path: SourcePath) -> Diagnostic:
    hint = "put the file itself here; a link could publish any file of this computer"
    return Diagnostic(Span(path), "symbolic-link", "is a symbolic link", hint)
