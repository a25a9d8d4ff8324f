"""A new note, and its file as an editor would have written it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dossierpress.diagnostics import errors
from dossierpress.markup.anchor import Selector
from dossierpress.markup.markdown import render
from dossierpress.markup.slug import slugify
from dossierpress.model.document import Note
from dossierpress.model.meta import NoteKind, NoteMeta
from dossierpress.model.source import Source, SourcePath
from dossierpress.parse import parse
from dossierpress.schema import emit

_LONGEST_NAME = 40
_ELSE = "its text would be read as something else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a new note is to say. Without ``selector`` it is about the article as a whole.

    ``date`` is EDTF; each of ``sources`` has a ``title`` and perhaps ``url``, ``publisher``, ``date``;
    ``claim`` has the keys of `parts.SAID`; ``id`` is ``n`` and the number unless said; ``origin`` is the annotation
    the note was made of.
    """

    article: str
    kind: NoteKind = NoteKind.CONTEXT
    selector: Selector | None = None
    text: str = ""
    author: str = ""
    date: str = ""
    updated: str = ""
    lang: str = ""
    tags: tuple[str, ...] = ()
    sources: tuple[Mapping[str, str], ...] = ()
    claim: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    origin: str = ""
    draft: bool = False


def file_name(draft: Draft, number: int) -> str:
    """``17303-n4-delegation-de-l-opposition.md``: article, number, and the first words of passage or text."""
    words = draft.selector.exact if draft.selector else draft.text
    return f"{draft.article}-n{number}-{_short(slugify(words) if words.strip() else draft.kind)}.md"


def _short(slug: str) -> str:
    if len(slug) <= _LONGEST_NAME:
        return slug
    return slug[: _LONGEST_NAME + 1].rpartition("-")[0] or slug[:_LONGEST_NAME]


def text(draft: Draft, number: int = 0) -> str:
    """The whole file; ``number`` is that of a draft without id."""
    body = draft.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return f"---\n{''.join(_lines(draft, number))}---\n" + (f"{body}\n" if body else "")


def unsound(draft: Draft, number: int) -> str:
    """Why the file, when it is read again, would not be this one note; empty when it is.

    A text of headings and quotations, say, is a file of several notes to whoever reads it.
    """
    path = SourcePath(f"content/notes/{file_name(draft, number)}")
    documents, found = parse(Source(path, text(draft, number), ""), lang=draft.lang)
    if wrong := errors(found):
        return wrong[0].message
    if len(documents) != 1 or not isinstance(documents[0], Note):
        return "its text would be read as several notes"
    body, _ = render(draft.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"), path=path)
    return "" if _says(documents[0].meta, draft) and documents[0].body.html == body.html else _ELSE


def _says(meta: NoteMeta, draft: Draft) -> bool:
    selector = draft.selector or Selector("")
    wanted = (draft.article, draft.kind, selector.exact, selector.prefix, selector.suffix)
    return wanted == (meta.article, meta.kind, meta.quote or "", meta.prefix or "", meta.suffix or "")


def _lines(draft: Draft, number: int) -> list[str]:
    selector = draft.selector or Selector("")
    words = {"quote": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
    lines = [
        emit.entry("article", draft.article),
        emit.entry("id", draft.id or f"n{number}"),
        emit.entry("kind", draft.kind),
        *(f"{key}: {emit.words(value)}\n" for key, value in words.items() if value),
        *(emit.entry(key, value) for key, value in _about(draft).items() if value),
    ]
    lines += [f"tags: {emit.flow(draft.tags)}\n"] if draft.tags else []
    lines += [emit.entry("sources", draft.sources)] if draft.sources else []
    lines += [emit.entry("claim", draft.claim)] if draft.claim else []
    lines += [emit.entry("origin", draft.origin)] if draft.origin else []
    return lines + (["draft: true\n"] if draft.draft else [])


def _about(draft: Draft) -> dict[str, str]:
    return {"author": draft.author, "date": draft.date, "updated": draft.updated, "lang": draft.lang}
