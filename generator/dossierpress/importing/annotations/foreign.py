"""An annotation of another program, in our words and not yet a note."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.meta import NoteKind
from dossierpress.model.source import Span


class Wording(StrEnum):
    """What the text of an annotation is written in."""

    MARKDOWN = "text/markdown"
    HTML = "text/html"
    PLAIN = "text/plain"


@dataclass(frozen=True, slots=True)
class Said:
    """A text of an annotation."""

    text: str
    wording: Wording


@dataclass(frozen=True, slots=True)
class Passage:
    """The words an annotation is about and those around them; ``exact`` is empty for a page as a whole."""

    exact: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """One annotation of a file.

    ``origin`` names it for good and ``others`` are names it has elsewhere; ``pages`` are the addresses it may be
    about. ``private`` says in English why not everybody may read it; empty if everybody may. ``answers`` is the
    origin of the annotation it replies to.
    """

    origin: str
    place: Span
    others: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    passage: Passage = Passage()
    kind: NoteKind = NoteKind.COMMENT
    said: tuple[Said, ...] = ()
    tags: tuple[str, ...] = ()
    sources: tuple[Mapping[str, str], ...] = ()
    """Citations by the keys of `model.meta.Citation`."""
    author: str = ""
    created: str = ""
    updated: str = ""
    lang: str = ""
    private: str = ""
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds, in its order, and what is wrong with it."""

    annotations: tuple[Foreign, ...]
    diagnostics: tuple[Diagnostic, ...]
