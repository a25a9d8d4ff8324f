"""Parsing a text as if it lay in ``content/``."""

from collections.abc import Iterable

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.document import Parsed
from dossierpress.model.source import Source, SourcePath
from dossierpress.parse import parse


def read(path: str, text: str, lang: str = "fr") -> tuple[tuple[Parsed, ...], tuple[Diagnostic, ...]]:
    """The documents and findings of a file."""
    return parse(Source(SourcePath(path), text, "digest"), lang=lang)


def codes(found: Iterable[Diagnostic]) -> list[str]:
    """The codes of findings."""
    return [one.code for one in found]


def places(found: Iterable[Diagnostic]) -> list[tuple[int, int, str]]:
    """Line, column and code of findings."""
    return [(one.span.line, one.span.column, one.code) for one in found]
