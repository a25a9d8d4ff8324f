"""What came of a build."""

from collections.abc import Iterable
from dataclasses import dataclass

from dossierpress.diagnostics import Diagnostic, errors
from dossierpress.store import generation


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. ``changes`` is absent when errors kept the old site in place."""

    diagnostics: tuple[Diagnostic, ...]
    changes: generation.Changes | None
    pages: int


@dataclass(frozen=True, slots=True)
class Result:
    """What is remembered of a build as a whole."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int


def stops(found: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Whether findings keep the old site in place: errors do, and all of them when ``strict``."""
    found = tuple(found)
    return bool(errors(found) or (strict and found))
