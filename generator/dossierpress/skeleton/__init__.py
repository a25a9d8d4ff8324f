"""A new dossier: example files in each language, copied with the dossier's own title."""

import shutil
from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from dossierpress.diagnostics import DossierError

_TITLE = "{{title}}"


def create(folder: Path, *, title: str, lang: str, complete: Callable[[Path], None]) -> list[Path]:
    """Write the example dossier of ``lang`` into ``folder``; return the files, relative to it.

    ``complete`` adds what else belongs there, to the folder it is given: one that is not there yet appears when
    it is complete. Raises `DossierError` when the folder holds anything already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DossierError(f"{folder} is not empty", hint="name a folder that does not exist yet")
    if folder.exists():
        created = _write(folder, title, lang)
        complete(folder)
        return created
    beside = folder.with_name(f".{folder.name}.dossier-new")
    shutil.rmtree(beside, ignore_errors=True)  # what a stopped run left
    created = _write(beside, title, lang)
    complete(beside)
    beside.rename(folder)
    return created


def _write(folder: Path, title: str, lang: str) -> list[Path]:
    created = []
    for source, path in sorted(_walk(files(__name__) / lang, Path()), key=lambda pair: pair[1]):
        # A leading underscore stands for a dot: packages leave hidden files out.
        target = Path(*("." + part[1:] if part.startswith("_") else part for part in path.parts))
        (folder / target).parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        (folder / target).write_text(text.replace(_TITLE, title.replace('"', '\\"')), encoding="utf-8")
        created.append(target)
    return created


def _walk(folder: Traversable, path: Path) -> list[tuple[Traversable, Path]]:
    found: list[tuple[Traversable, Path]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _walk(entry, path / entry.name)
        else:
            found.append((entry, path / entry.name))
    return found
