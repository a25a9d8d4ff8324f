"""Where an export goes: a new file, or one that an export wrote before."""

import zipfile
from pathlib import Path

from dossierpress import __version__
from dossierpress.diagnostics import DossierError
from dossierpress.store.files import write_atomic

GENERATOR = f"Dossierpress {__version__}"
#: By these our own files are known again: the comment of a ZIP, and a line near the top of a page.
MARK = b"Dossierpress export"
_LINE = b'<meta name="generator" content="Dossierpress '
_HEAD = 4096


def write(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write an export, whole or not at all.

    Raises `DossierError` when something is there that no export wrote, unless ``force``, and when writing fails.
    """
    refuse(path, force=force)
    try:
        write_atomic(path, data)
    except OSError as problem:
        raise DossierError(f"{path} could not be written: {problem.strerror}", exit_code=1) from problem


def refuse(path: Path, *, force: bool = False) -> None:
    """Raise `DossierError` unless an export may be written to ``path``."""
    if path.is_dir():
        raise DossierError(f"{path} is a folder", hint="name a file to write to")
    if path.exists() and not force and not _is_ours(path):
        raise DossierError(
            f"{path} is there already, and no export wrote it",
            hint="choose another name, or give --force to replace it",
        )


def _is_ours(path: Path) -> bool:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as file:
                return file.comment == MARK
        with path.open("rb") as page:
            return _LINE in page.read(_HEAD)
    except (OSError, zipfile.BadZipFile):
        return False
