"""Files of ``content/`` that have an error and give no document, and what they may be called all the same."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from dossierpress.diagnostics import Diagnostic, errors
from dossierpress.link.cascade import Unread, names_of
from dossierpress.model.document import Documents
from dossierpress.model.source import SourcePath

#: Front matter is no longer than this (bytes).
_HEAD = 64 * 1024


def unread(found: Iterable[Diagnostic], documents: Documents, root: Path) -> Unread:
    """The names of the files of ``found`` that are in no document of the dossier in ``root``."""
    broken = {finding.span.path for finding in errors(found)}
    if not broken:
        return {}
    kinds = (documents.articles, documents.notes, documents.entities, documents.events, documents.pages)
    broken -= {document.path for document in chain.from_iterable(kinds)}
    texts = (path for path in sorted(broken) if path.startswith("content/") and path.lower().endswith(".md"))
    return {path: names_of(path, _head(root, path)) for path in texts}


def _head(root: Path, path: SourcePath) -> str:
    """The beginning of a file in whatever encoding; nothing of what is refused: a link, a pipe."""
    file = root / path
    if file.is_symlink() or not file.is_file():
        return ""
    try:
        with file.open("rb") as opened:
            data = opened.read(_HEAD)
    except OSError:
        return ""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
