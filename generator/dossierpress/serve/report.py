"""Findings for people: each with the lines around it and an address that opens the editor there."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.serve import beneath, editor
from dossierpress.serve.outcome import Outcome

#: Lines shown before and after the line of a finding.
AROUND = 2
#: Longer lines are cut in an excerpt (characters).
WIDTH = 400
#: Of so many findings the lines are shown; more would make the page slow, not clearer.
EXCERPTS = 200


#: What keeps a file from being read comes first: links to that file, and notes on it, are wrong because of it.
_CAUSES = (
    "yaml-",
    "front-matter-",
    "meta-",
    "not-utf8",
    "unreadable-file",
    "file-too-large",
    "template-error",
)
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file; ``marked`` if the finding is about it."""

    number: int
    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as it is shown."""

    place: str
    severity: str
    code: str
    message: str
    hint: str
    column: int
    excerpt: tuple[Line, ...]
    edit: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that is wrong now. ``good`` says whether what is served is the newest state."""

    good: bool
    message: str
    hint: str
    trace: str
    findings: tuple[Shown, ...]

    def record(self) -> Mapping[str, object]:
        """As JSON."""
        return asdict(self)


def report(outcome: Outcome | None, root: Path, pattern: str) -> Report:
    """What is to be shown of ``outcome``; ``pattern`` is the editor's address (`editor.pattern`)."""
    if outcome is None:
        return Report(good=True, message="", hint="", trace="", findings=())
    texts = _Texts(root)
    shown = tuple(
        _shown(finding, root, pattern, texts if number < EXCERPTS else None)
        for number, finding in enumerate(sorted(outcome.all_findings, key=_rank))
    )
    fault = outcome.fault
    return Report(
        good=outcome.generation is not None,
        message=fault.message if fault else "",
        hint=fault.hint if fault else "",
        trace=fault.trace if fault else "",
        findings=shown,
    )


def page(name: str, **values: object) -> bytes:
    """One of the preview's own pages, from ``templates/``."""
    return _environment().get_template(name).render(**values).encode()


@lru_cache(maxsize=1)
def _environment() -> Environment:
    loader = PackageLoader("dossierpress.serve", "templates")
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


class _Texts:
    """The files of one report, each read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._read: dict[str, list[str]] = {}

    def lines(self, path: str) -> list[str]:
        if path not in self._read:
            found = beneath.read(self._root, path)
            self._read[path] = found.data.decode("utf-8-sig", "replace").splitlines() if found else []
        return self._read[path]


def _rank(finding: Diagnostic) -> tuple[int, bool, Diagnostic]:
    return _WEIGHT[finding.severity], not finding.code.startswith(_CAUSES), finding


def _shown(finding: Diagnostic, root: Path, pattern: str, texts: _Texts | None) -> Shown:
    span = finding.span
    return Shown(
        place=str(span),
        severity=finding.severity.value,
        code=finding.code,
        message=finding.message,
        hint=finding.hint,
        column=span.column,
        excerpt=_excerpt(texts.lines(span.path), span.line) if texts and span.line else (),
        edit=editor.address(pattern, root / span.path, span.line, span.column),
    )


def _excerpt(lines: list[str], line: int) -> tuple[Line, ...]:
    first, last = max(1, line - AROUND), min(len(lines), line + AROUND)
    return tuple(Line(n, lines[n - 1][:WIDTH], n == line) for n in range(first, last + 1))
