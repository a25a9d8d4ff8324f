"""The next free number of an article's notes: n1, n2 …; a number once given is not given again."""

import re
from collections.abc import Iterator
from pathlib import Path

from dossierpress.diagnostics import Diagnostic, DossierError
from dossierpress.model.document import Note
from dossierpress.model.source import SourcePath
from dossierpress.parse import parse
from dossierpress.store.sources import below

_ID = re.compile(r"n([0-9]{1,6})")
#: Where an unreadable file may name the id of a note.
_WRITTEN = re.compile(r"""(?m)^(?:id:[ \t]*["']?|##.*[:·][ \t]*)n([0-9]{1,6})\b""")
_TRASHED = Path(".dossier/trash")


def next_number(root: Path, article: str) -> int:
    """One more than the highest number a note of the article has, has had (in the trash), or may have.

    Raises `DossierError` when a note file cannot be read now: its number would be given twice.
    """
    return max((*_named(root, article), *_in_files(root, article)), default=0) + 1


def _named(root: Path, article: str) -> Iterator[int]:
    """Numbers in the names of files, present and in the trash."""
    name = re.compile(rf"(?:^|-){re.escape(article)}-n([0-9]{{1,6}})(?:-|\.)")
    for folder in (root / "content/notes", root / _TRASHED):
        for path in folder.rglob("*") if folder.is_dir() else ():
            if found := name.search(path.name):
                yield int(found[1])


def _in_files(root: Path, article: str) -> Iterator[int]:
    """Numbers notes bear as ids; of a file with errors, all it may name, for whatever article."""
    for source in below(root, SourcePath("content/notes")):
        if isinstance(source, Diagnostic):
            if source.code == "unreadable-file":
                raise DossierError(f"{source.span.path} {source.message}", hint=source.hint, exit_code=1)
            continue
        documents, found = parse(source, lang="")
        own = [note for note in documents if isinstance(note, Note) and note.meta.article == article]
        yield from (int(match[1]) for note in own if (match := _ID.fullmatch(note.slug)))
        if found:
            yield from (int(match[1]) for match in _WRITTEN.finditer(source.text))
