"""Which file each page becomes, and that no two become the same one on any file system."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.source import OutputPath, SourcePath, Span, Url

#: Names Windows keeps for devices, whatever the ending.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
#: Most paths need no closer look.
_PORTABLE = re.compile(r"(?:[a-z0-9_-]+/)*[a-z0-9_-]+(?:\.[a-z0-9]+)*")
_DEVICE = re.compile(rf"(?:^|/)(?:{'|'.join(sorted(_DEVICES))})(?:[./]|$)")
_FORBIDDEN = set('<>:"|?*\\')


def output_path(url: Url) -> OutputPath:
    """``/x/`` is ``x/index.html``; an address that names a file is that file."""
    path = url.lstrip("/")
    return OutputPath(path + "index.html" if not path or path.endswith("/") else path)


def collisions(claims: Iterable[tuple[OutputPath, SourcePath]]) -> Iterator[Diagnostic]:
    """An error for each claim on a file that another has, or that some file system cannot hold.

    Two paths are one file if they are equal under NFC and case folding, as on macOS and Windows. A file may
    not stand where another needs a folder either.
    """
    first: dict[str, SourcePath] = {}
    inside: dict[str, SourcePath] = {}
    for path, source in claims:
        key = _key(path)
        folders = list(_folders(key))
        owner = first.get(key, inside.get(key))
        if owner is None:
            owner = next((first[folder] for folder in folders if folder in first), None)
        if owner is not None:
            yield _collision(path, source, owner)
        first.setdefault(key, source)
        for folder in folders:
            inside.setdefault(folder, source)
        if reason := unportable(path):
            yield Diagnostic(
                Span(source), "unportable-path", f"{path!r} {reason}", "choose another slug or name"
            )


def _folders(path: str) -> Iterator[str]:
    """The folders a file lies in, inner ones first."""
    while path := path.rpartition("/")[0]:
        yield path


def _key(path: str) -> str:
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _collision(path: OutputPath, source: SourcePath, owner: SourcePath) -> Diagnostic:
    return Diagnostic(
        Span(source),
        "output-collision",
        f"{path!r} is already written for {owner or 'a page of the site itself'}",
        "give one of the two another slug, id or name",
    )


def unportable(path: OutputPath) -> str | None:
    """Why some file system cannot hold ``path``, if so."""
    if _PORTABLE.fullmatch(path) and not _DEVICE.search(path):
        return None
    for part in path.split("/"):
        if part.partition(".")[0].casefold() in _DEVICES:
            return f"holds {part!r}, a name Windows keeps for itself"
        if part in {".", ".."} or part.endswith((".", " ")):
            return f"holds {part!r}, which Windows cannot store"
        if _FORBIDDEN & set(part) or any(ord(c) < 32 for c in part):
            return f"holds a character in {part!r} that Windows cannot store"
    return None
