"""What lies in ``content/``: Markdown sources, and the files beside them."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Generic, TypeVar

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.source import Source, SourcePath, Span
from dossierpress.store.seen import Seen, clock

#: Folders of ``content/`` that are not part of the site: raw files, and what editors' programs keep.
_NOT_CONTENT = frozenset({"raw"})

#: What the name of an import's receipt adds to that of its raw file.
RECEIPT = ".receipt.json"
#: A text this long is no article; reading it whole could exhaust the memory (bytes).
MAX_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Unread:
    """A source that is as it was when it had this digest, so that it need not be read."""

    path: SourcePath
    digest: str


S = TypeVar("S", bound=Source | Unread)


@dataclass(frozen=True, slots=True)
class Content(Generic[S]):
    """The sources, and all other files of the site with the digests of their bytes, in the order of their paths.

    ``receipts`` are those of imports, which stand beside the raw files, with the digests of their bytes.
    """

    sources: tuple[S, ...]
    files: Mapping[SourcePath, str]
    receipts: Mapping[SourcePath, str]

    @property
    def assets(self) -> tuple[SourcePath, ...]:
        """The paths of the files that are no sources."""
        return tuple(self.files)


def read(root: Path) -> tuple[Content[Source], tuple[Diagnostic, ...]]:
    """Read all Markdown files of the dossier in ``root``; list the others.

    Symbolic links are refused: one could publish any file of the machine; so are pipes, sockets and devices, which
    nobody may ever write to. Hidden files are left alone.
    """
    content, found = survey(root, Seen({}))
    read_now = tuple(source for source in content.sources if isinstance(source, Source))
    return Content(read_now, content.files, content.receipts), found


def survey(root: Path, seen: Seen) -> tuple[Content[Source | Unread], tuple[Diagnostic, ...]]:
    """The same, but files that ``seen`` knows as unchanged are not read."""
    sources: list[Source | Unread] = []
    files: dict[SourcePath, str] = {}
    found: list[Diagnostic] = []
    for path, entry in _walk(os.fspath(root / "content"), SourcePath("content")):
        if not _is_utf8(path):
            found.append(_not_utf8_name(path))
        elif entry.is_symlink():
            found.append(_symlink(path))
        elif not entry.is_file(follow_symlinks=False):
            found.append(_no_file(path))
        elif path.lower().endswith(".md"):
            source = _source(path, entry, seen)
            (found if isinstance(source, Diagnostic) else sources).append(source)  # type: ignore[arg-type]  # one or the other
        else:
            _file(path, entry, seen, files, found)
    return Content(tuple(sources), files, _receipts(root, seen, found)), tuple(found)


def below(root: Path, folder: SourcePath) -> Iterator[Source | Diagnostic]:
    """The Markdown files of one folder as they are now, or why one cannot be read."""
    for path, entry in _walk(os.fspath(root / folder), folder):
        if path.lower().endswith(".md") and _is_utf8(path) and entry.is_file(follow_symlinks=False):
            yield _decoded(Path(entry.path), path)


def load(root: Path, unread: Unread) -> Source | Diagnostic:
    """Read a source after all, as it is now."""
    return _decoded(root / unread.path, unread.path)


def digest(data: bytes) -> str:
    """The hexadecimal BLAKE2b-128 digest of ``data``."""
    return blake2b(data, digest_size=16).hexdigest()


def _walk(folder: str, path: SourcePath) -> Iterator[tuple[SourcePath, "os.DirEntry[str]"]]:
    if not os.path.isdir(folder):  # noqa: PTH112  (all of this is on the path of every build)
        return
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        if entry.name.startswith(".") or (path == "content" and entry.name in _NOT_CONTENT):
            continue
        child = SourcePath(f"{path}/{entry.name}")
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, child)
        else:
            yield child, entry


def _receipts(root: Path, seen: Seen, found: list[Diagnostic]) -> dict[SourcePath, str]:
    """The receipts that may be shown; one that is a symbolic link could show any file of the machine."""
    receipts: dict[SourcePath, str] = {}
    raw = SourcePath("content/raw")
    for path, entry in _walk(os.fspath(root / raw), raw):
        if path.endswith(RECEIPT) and _is_utf8(path) and entry.is_file(follow_symlinks=False):
            _file(path, entry, seen, receipts, found)
    return receipts


def _source(path: SourcePath, entry: "os.DirEntry[str]", seen: Seen) -> Source | Unread | Diagnostic:
    asked = clock()
    try:
        stat = entry.stat(follow_symlinks=False)
    except OSError as problem:
        return _unreadable(path, problem)
    if known := seen.digest(path, stat):
        return Unread(path, known)
    source = _decoded(Path(entry.path), path)
    if isinstance(source, Source):
        seen.learn(path, stat, source.digest, asked=asked)
    return source


def _file(
    path: SourcePath,
    entry: "os.DirEntry[str]",
    seen: Seen,
    files: dict[SourcePath, str],
    found: list[Diagnostic],
) -> None:
    asked = clock()
    try:
        stat = entry.stat(follow_symlinks=False)
        known = seen.digest(path, stat)
        if known is None:
            known = _digest_of_file(entry.path)
            seen.learn(path, stat, known, asked=asked)
    except OSError as problem:
        found.append(_unreadable(path, problem))
    else:
        files[path] = known


def _digest_of_file(path: str) -> str:
    whole = blake2b(digest_size=16)
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        while part := file.read(1024 * 1024):
            whole.update(part)
    return whole.hexdigest()


def _decoded(file: Path, path: SourcePath) -> Source | Diagnostic:
    try:
        data = file.read_bytes()
    except OSError as problem:
        return _unreadable(path, problem)
    if len(data) > MAX_BYTES:
        return Diagnostic(Span(path), "file-too-large", f"is larger than {MAX_BYTES >> 20} MiB", "split it")
    try:
        return Source(path, data.decode("utf-8-sig"), digest(data), sha256(data).hexdigest())
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        column = problem.start - data.rfind(b"\n", 0, problem.start)
        hint = "save the file as UTF-8, or import it as a raw file with `dossier import`"
        return Diagnostic(Span(path, line, column), "not-utf8", "is not UTF-8 text", hint)


def _is_utf8(path: SourcePath) -> bool:
    """Names that are no UTF-8 come from the system with lone surrogates, which nothing can write down."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _not_utf8_name(path: SourcePath) -> Diagnostic:
    shown = SourcePath(os.fsencode(path).decode(errors="replace"))
    return Diagnostic(Span(shown), "unportable-path", "has a name that is not UTF-8", "rename the file")


def _symlink(path: SourcePath) -> Diagnostic:
    hint = "put the file itself here; a link could publish any file of this computer"
    return Diagnostic(Span(path), "symbolic-link", "is a symbolic link", hint)


def _no_file(path: SourcePath) -> Diagnostic:
    message = "is a pipe, a socket or a device; only files are read"
    return Diagnostic(Span(path), "unreadable-file", message, "move it out of content/")


def _unreadable(path: SourcePath, problem: OSError) -> Diagnostic:
    reason = problem.strerror or str(problem)
    return Diagnostic(Span(path), "unreadable-file", f"cannot be read: {reason}", "check its permissions")
