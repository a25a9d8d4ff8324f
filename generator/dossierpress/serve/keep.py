"""The last good site on disk, so that the next start has something to show at once."""

import sys
from collections.abc import Callable
from pathlib import Path

from dossierpress.diagnostics import DossierError
from dossierpress.model.source import OutputPath
from dossierpress.serve.generations import Generation, Stored
from dossierpress.serve.make import project_of
from dossierpress.store import generation as store
from dossierpress.store import manifest
from dossierpress.store.exchange import recover
from dossierpress.store.lock import locked


def folder(root: Path) -> Path:
    """Where the preview keeps its things; can be deleted at any moment."""
    return root / ".dossier" / "preview"


def stored(root: Path) -> Stored | None:
    """What the last preview kept, else what the last build wrote, else nothing."""
    site = folder(root) / "site"
    recover(site)
    project = project_of(root)
    places = (site, *((project.output,) if project else ()))
    found = next((place for place in places if (place / manifest.FILE_NAME).is_file()), None)
    return Stored(found, foreign=root / "content") if found else None


def keep(root: Path, generation: Generation, interrupt: Callable[[], None]) -> None:
    """Write the whole of ``generation`` beside what is there, then in its place.

    ``interrupt`` is called between pages and raises when there is something better to do. A preview that
    cannot keep its site (a full disk, a second preview) shows it all the same.
    """
    try:
        files: dict[OutputPath, bytes] = {}
        for path in generation.paths():
            interrupt()
            if served := generation.read(path):
                files[path] = served.data
        with locked(folder(root)):
            store.replace(folder(root) / "site", files, sources=(root / "content", root / "themes"))
    except DossierError as problem:
        sys.stderr.write(f"the preview is not kept for the next start: {problem}\n")
