"""Notes: one a file, or several in one file, each under a heading that names its kind.

In a file of several, what the front matter says holds for each note, and a note looks like this::

    ## question: n9

    > words before ==the passage== words after

    The note's text.

Keys of its own (``tags``, ``sources``, ``claim`` …) stand in a fenced block of YAML below the passage.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from dossierpress.diagnostics import Diagnostic, Severity, errors
from dossierpress.markup.quote import too_long, trouble
from dossierpress.markup.slug import slugify
from dossierpress.model.document import Note
from dossierpress.model.meta import NoteKind, NoteMeta
from dossierpress.model.source import Span
from dossierpress.parse.file import File
from dossierpress.parse.sections import Section, outside, sections
from dossierpress.schema.record import Place, Record
from dossierpress.schema.validate import settle, validate

#: Keys that say what one note is about: a file with any of them holds a single note.
_SINGLE = {"kind", "id", "quote", "prefix", "suffix", "claim"}
#: How many words of its passage name a note that has no id.
WORDS = 5

Outcome = tuple[tuple[Note, ...], tuple[Diagnostic, ...]]


def notes(file: File) -> Outcome:
    """The notes of a file in ``content/notes/``."""
    front, path = file.front, file.source.path
    record = settle(NoteMeta, front.record)
    parts = parted(file)
    if not parts:
        return _note(
            file,
            record,
            text=front.body,
            line=front.body_line,
            places=record.places,
            order=0,
            name=slugify(file.stem),
        )
    names = permalinks(file.stem, parts)
    made = [_of_section(file, record, section, order, names[order]) for order, section in enumerate(parts)]
    found = [*outside(front, parts[0], path), *(finding for _, about in made for finding in about)]
    return tuple(note for written, _ in made for note in written), tuple(found)


def parted(file: File) -> tuple[Section, ...]:
    """The sections of a file of several notes; none when it holds a single one."""
    keys = settle(NoteMeta, file.front.record).keys
    return sections(file.front, file.source.path) if _SINGLE.isdisjoint(keys) else ()


def permalinks(stem: str, parts: Iterable[Section]) -> list[str]:
    """A permalink for each note that has no id: the file's name and the passage, or the kind without one.

    So it stays the same when notes are added or put into another order; only notes without id on one and the
    same passage are told apart by their order.
    """
    met: Counter[str] = Counter()
    names = []
    for part in parts:
        words = slugify(str(part.values.get("quote") or part.values["kind"])).split("-")[:WORDS]
        name = slugify("-".join((stem, *words)))
        met[name] += "id" not in part.values
        names.append(f"{name}-{met[name]}" if met[name] > 1 else name)
    return names


def _of_section(file: File, record: Record, section: Section, order: int, name: str) -> Outcome:
    """The note of a section; a key the whole file lacks is missed once, at the top of the file."""
    whole = replace(
        record,
        values={**record.values, **section.values},
        places={**record.places, **section.places, "": record.places.get("", (1, 1))},
        keys={**record.keys, **section.keys},
        broken=record.broken | section.broken,
        diagnostics=(*record.diagnostics, *section.findings),
    )
    places = {**record.places, **section.places}
    return _note(
        file, whole, text=section.body, line=section.body_line, places=places, order=order, name=name
    )


def _note(
    file: File,
    record: Record,
    *,
    text: str,
    line: int,
    places: Mapping[str, Place],
    order: int,
    name: str,
) -> Outcome:
    """One note, and what is wrong with it; ``name`` is the end of its permalink unless it has an id."""
    meta, found = validate(NoteMeta, record)
    body, about = file.render(text, line)
    if meta is None:
        return (), (*found, *about)
    about_quote = _about_quote(meta, file, places)
    if errors(about_quote):
        return (), (*found, *about, *about_quote)
    note = Note(meta=meta, **file.common(meta.id or name, meta.lang, body, dict(places), order))
    return (note,), (*found, *_elsewhere(meta, record), *about, *about_quote)


def _elsewhere(meta: NoteMeta, record: Record) -> tuple[Diagnostic, ...]:
    """A warning about a claim in a note that says it is something else."""
    if meta.claim is None or meta.kind is NoteKind.CLAIM:
        return ()
    message = f"a note of kind {meta.kind.value} holds a `claim`, which is not shown"
    hint = "write kind: claim, or delete the block"
    return (Diagnostic(record.key_span("claim"), "claim-elsewhere", message, hint, Severity.WARNING),)


def _about_quote(meta: NoteMeta, file: File, places: Mapping[str, Place]) -> tuple[Diagnostic, ...]:
    """What is wrong with a quote whatever the article says. One that is too long is looked for nevertheless."""
    if meta.quote is None:
        return ()
    reason = trouble(meta.quote, meta.prefix or "", meta.suffix or "")
    if not reason:
        return ()
    severity = Severity.WARNING if reason == too_long(meta.quote) else Severity.ERROR
    hint = (
        "copy the words of the passage, a sentence at most; without `quote` a note is about the whole article"
    )
    span = Span(file.source.path, *places.get("quote", (1, 1)))
    return (Diagnostic(span, "note-passage", reason, hint, severity),)
