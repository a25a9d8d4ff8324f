"""What a reader makes of a raw file: fields with their evidence, the body, and everything left out."""

from dataclasses import dataclass
from enum import StrEnum

from dossierpress.diagnostics import Diagnostic

Value = str | tuple[str, ...] | None
"""What a field of the front matter holds."""


class Sure(StrEnum):
    """How sure the reader is of a field."""

    CERTAIN = "certain"
    LIKELY = "likely"
    GUESS = "guess"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A value for the front matter, named by its dotted key (``image.caption``), and its evidence.

    ``first`` and ``last`` are raw line numbers from 1, both 0 when the value is not printed anywhere;
    ``label`` is the label it stood under; ``rule`` says in plain English why it was taken.
    """

    name: str
    value: Value
    rule: str
    sure: Sure = Sure.LIKELY
    first: int = 0
    last: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A piece of the text that is no part of the article, and what it was taken for."""

    line: int
    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A date named in the text, as EDTF; ``XXXX-12-15`` without a year. A suggestion, never a value."""

    line: int
    text: str
    date: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Words of the raw text: all, those in fields and body, those dropped. ``read == kept + dropped``."""

    read: int
    kept: int
    dropped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as a reader understood it, not yet given a place in the dossier.

    ``paragraphs`` are plain text, word for word. ``changes`` tells in words what was done to the characters.
    ``review`` names the fields an editor should look at.
    """

    name: str
    sha256: str
    encoding: str
    fields: tuple[Field, ...] = ()
    paragraphs: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    mentions: tuple[Mention, ...] = ()
    suggestions: tuple[Field, ...] = ()
    changes: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    totals: Totals = Totals(0, 0, 0)
    diagnostics: tuple[Diagnostic, ...] = ()

    def value(self, name: str) -> Value:
        """The value of the field ``name``, None when there is none."""
        return next((field.value for field in self.fields if field.name == name), None)

    def text(self, name: str) -> str:
        """The value of a field that holds one text; empty when there is none."""
        value = self.value(name)
        return value if isinstance(value, str) else ""
