"""One state of the site from what lies on the disk, or why there is none. Raises only to be interrupted."""

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dossierpress import build
from dossierpress.build import Progress
from dossierpress.build.checking import Checked
from dossierpress.config import Project, load
from dossierpress.diagnostics import Diagnostic, DossierError, errors
from dossierpress.model.source import OutputPath
from dossierpress.serve.faults import Fault, bug, environment_fault
from dossierpress.serve.generations import Generation
from dossierpress.serve.outcome import Outcome


class SupersededError(BaseException):
    """Newer changes have arrived, or the preview ends: what is being made is not wanted any more."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes states of the dossier in ``root``.

    ``check`` is `build.check`, or the same with what it remembers between two calls. ``looked_at`` names the
    pages open in a browser: a page that cannot be rendered keeps the last good site in place.
    """

    root: Path
    drafts: bool
    looked_at: Callable[[], Iterable[OutputPath]]
    check: Callable[..., Checked] = build.check

    def make(self, number: int, last: Generation | None, progress: Progress) -> Outcome:
        """The state numbered ``number``; ``last`` is the last good one."""
        start = time.perf_counter()
        try:
            generation, findings, fault = self._made(number, last, progress)
        except DossierError as problem:
            generation, findings, fault = None, (), environment_fault(problem)
        except Exception as problem:  # noqa: BLE001  (one odd file must not end a day's preview; shown and printed)
            generation, findings, fault = None, (), bug(problem)
            sys.stderr.write(fault.trace)
        return Outcome(number, generation, findings, fault, time.perf_counter() - start)

    def _made(
        self, number: int, last: Generation | None, progress: Progress
    ) -> tuple[Generation | None, tuple[Diagnostic, ...], Fault | None]:
        project, about_config = load(self.root)
        checked = self.check(project, drafts=self.drafts, progress=progress)
        found = (*about_config, *checked.diagnostics)
        if errors(found):
            return None, found, None
        generation = Generation(number, self.root, checked, last)
        try:
            self._try(generation, last)
        except DossierError as problem:
            return None, found, environment_fault(problem)
        return generation, found, None

    def _try(self, generation: Generation, last: Generation | None) -> None:
        """Render what is being looked at, and after a change of the theme one page of each template."""
        probes = {path for path in self.looked_at() if path in generation.pages}
        if last is None or last.checked.theme.digest != generation.checked.theme.digest:
            probes.update({page.template: path for path, page in generation.pages.items()}.values())
        for path in probes:
            generation.read(path)


def project_of(root: Path) -> Project | None:
    """The dossier in ``root``, or None while its configuration cannot be read."""
    try:
        return load(root)[0]
    except DossierError:
        return None
