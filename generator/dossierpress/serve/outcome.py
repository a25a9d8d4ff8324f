"""What a rebuild came to."""

from dataclasses import dataclass

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.serve.faults import Fault
from dossierpress.serve.generations import Generation


@dataclass(frozen=True, slots=True)
class Outcome:
    """A new state of the site, or why there is none: errors in the content, or a `Fault`.

    ``seconds`` is how long it took; ``number`` counts the outcomes of this run from 1.
    """

    number: int
    generation: Generation | None
    findings: tuple[Diagnostic, ...]
    fault: Fault | None
    seconds: float

    @property
    def all_findings(self) -> tuple[Diagnostic, ...]:
        """Those of the content and those of the fault."""
        return (*(self.fault.findings if self.fault else ()), *self.findings)

    @property
    def errors(self) -> int:
        """How many errors keep the last good site in place; a fault without a place counts as one."""
        located = self.count(Severity.ERROR)
        return max(located, 1) if self.fault else located

    def count(self, severity: Severity) -> int:
        """How many findings of that severity."""
        return sum(d.severity is severity for d in self.all_findings)
