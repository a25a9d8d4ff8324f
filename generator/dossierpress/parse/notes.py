"""Notes: one a file, or several in one file, each under a heading that names its kind.

In a file of several, what the front matter says holds for each note, and a note looks like this::

    ## question: n9

    > words before ==the passage== words after

    The note's text.
"""

from collections.abc import Mapping
from dataclasses import replace

from dossierpress.diagnostics import Diagnostic
from dossierpress.markup.slug import slugify
from dossierpress.model.document import Note
from dossierpress.model.meta import NoteMeta
from dossierpress.parse.file import File
from dossierpress.parse.sections import Section, outside, sections
from dossierpress.schema.record import Place, Record
from dossierpress.schema.validate import settle, validate

#: Keys that say what one note is about: a file with any of them holds a single note.
_SINGLE = {"kind", "id", "quote", "prefix", "suffix"}

Outcome = tuple[tuple[Note, ...], tuple[Diagnostic, ...]]


def notes(file: File) -> Outcome:
    """The notes of a file in ``content/notes/``."""
    front, path = file.front, file.source.path
    record = settle(NoteMeta, front.record)
    parts = sections(front, path) if _SINGLE.isdisjoint(record.keys) else ()
    if not parts:
        return _note(file, record, text=front.body, line=front.body_line, places=record.places, order=0)
    made = [_of_section(file, record, section, order) for order, section in enumerate(parts)]
    found = [*outside(front, parts[0], path), *(finding for _, about in made for finding in about)]
    return tuple(note for written, _ in made for note in written), tuple(found)


def _of_section(file: File, record: Record, section: Section, order: int) -> Outcome:
    """The note of a section; a key the whole file lacks is missed once, at the top of the file."""
    whole = replace(
        record,
        values={**record.values, **section.values},
        places={**record.places, **section.places, "": record.places.get("", (1, 1))},
        broken=record.broken | section.broken,
        diagnostics=(*record.diagnostics, *section.findings),
    )
    places = {**record.places, **section.places}
    return _note(file, whole, text=section.body, line=section.body_line, places=places, order=order)


def _note(
    file: File, record: Record, *, text: str, line: int, places: Mapping[str, Place], order: int
) -> Outcome:
    """One note, and what is wrong with it."""
    meta, found = validate(NoteMeta, record)
    body, about = file.render(text, line)
    if meta is None:
        return (), (*found, *about)
    slug = meta.id or slugify(f"{file.stem}-{order + 1}" if order else file.stem)
    return (Note(meta=meta, **file.common(slug, meta.lang, body, dict(places), order)),), (*found, *about)
