"""Why the site could not be made, as a value: what stands in the way, and where."""

import traceback
from dataclasses import dataclass

from dossierpress.diagnostics import Diagnostic, DossierError


@dataclass(frozen=True, slots=True)
class Fault:
    """What kept a site from being made: a sentence, what to do, the located reasons, a traceback of a bug."""

    message: str
    hint: str = ""
    findings: tuple[Diagnostic, ...] = ()
    trace: str = ""


def environment_fault(problem: DossierError) -> Fault:
    """The configuration, the theme, one of its templates or the disk is wrong."""
    return Fault(str(problem), problem.hint, problem.findings)


def bug(problem: Exception) -> Fault:
    """Something nobody foresaw: it keeps its traceback."""
    return Fault(
        f"{type(problem).__name__}: {problem}",
        "this is a mistake in Dossierpress; please report it with what stands below",
        trace="".join(traceback.format_exception(problem)),
    )
