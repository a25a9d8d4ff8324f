"""What came of a build."""

from dataclasses import dataclass

from dossierpress.diagnostics import Diagnostic
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
