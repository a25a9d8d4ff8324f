"""A file of ``content/`` to the documents it holds. The folder it lies in says what kind they are."""

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.model.document import Parsed
from dossierpress.model.source import Source, SourcePath, Span
from dossierpress.parse import kinds
from dossierpress.parse.file import File, open_file
from dossierpress.parse.notes import notes
from dossierpress.schema.nearest import nearest

_READERS = {
    "articles": kinds.articles,
    "notes": notes,
    "entities": kinds.entities,
    "events": kinds.events,
    "pages": kinds.pages,
}


def parse(source: Source, *, lang: str) -> tuple[tuple[Parsed, ...], tuple[Diagnostic, ...]]:
    """The documents of a file, several if it holds several notes, and all findings about it in its order.

    ``lang`` is the dossier's language. A file with an error yields no document.
    """
    folder = _folder(source.path)
    if folder not in _READERS:
        return (), (_stray(source.path, folder),)
    file: File = open_file(source, lang)
    documents, found = _READERS[folder](file)
    return documents, tuple(sorted(set(found)))


def _folder(path: SourcePath) -> str:
    """``articles`` for ``content/articles/2015/x.md``; empty for a file in no folder of ``content/``."""
    top, _, rest = path.partition("/")
    folder, slash, _ = rest.partition("/")
    return folder if top == "content" and slash else ""


def _stray(path: SourcePath, folder: str) -> Diagnostic:
    near = nearest(folder, _READERS)
    names = ", ".join(_READERS)
    hint = f"did you mean content/{near}/?" if near else f"move it to one of the folders of content/: {names}"
    return Diagnostic(
        Span(path), "parse-folder", "the folder does not say what this file is", hint, Severity.WARNING
    )
