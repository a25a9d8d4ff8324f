"""Which files an import is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dossierpress.diagnostics import DossierError
from dossierpress.importing.known import RAW
from dossierpress.importing.write import INCOMING, Incoming
from dossierpress.store.sources import RECEIPT

TEXT_ENDINGS = ("", ".txt", ".text")
_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files to import, in order, and those in the named folders that are left out."""

    files: tuple[Path, ...]
    skipped: tuple[Path, ...]


def gather(paths: list[Path]) -> Gathered:
    """Files as named; folders with all text files below them, hidden ones and links to folders aside."""
    files: list[Path] = []
    skipped: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        for found in sorted(_below(path)):
            (files if found.suffix.lower() in TEXT_ENDINGS else skipped).append(found)
    return Gathered(tuple(dict.fromkeys(files)), tuple(skipped))


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith(".") or path.name.endswith((RECEIPT, INCOMING)):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _below(path)
        elif path.is_file():
            yield path


def incoming(path: Path, root: Path) -> Incoming:
    """Read one file. Raises DossierError when that fails."""
    try:
        if path.stat().st_size > _LARGEST:
            raise DossierError(f"{path} is larger than 64 MiB", hint="an article is rarely larger than 1 MiB")
        data = path.read_bytes()
    except OSError as problem:
        raise DossierError(f"cannot read {path}: {problem.strerror or problem}") from problem
    place, content = path.resolve(), (root / "content").resolve()
    if place.is_relative_to((root / RAW).resolve()):
        return Incoming(
            name=f"content/{place.relative_to(content).as_posix()}",
            data=data,
            raw=place.relative_to(content).as_posix(),
        )
    return Incoming(name=path.as_posix(), data=data)


def from_stdin(data: bytes) -> Incoming:
    """A text that was piped in; it is named by its digest, so the same text keeps its name."""
    return Incoming(name=f"stdin-{sha256(data).hexdigest()[:8]}.txt", data=data)
