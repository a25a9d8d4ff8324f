"""Findings on GitHub: a few as annotations beside the lines, all of them in the summary of the run.

GitHub shows ten annotations of each severity a step and drops the others without a word, so those about
the files somebody has just changed come first, and the last line says how many are left.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from dossierpress.diagnostics import Diagnostic, Severity

#: https://docs.github.com/actions/reference/limits: annotations of a severity that a step can make.
SHOWN = 10
#: What a step's summary can hold, less some room for other steps (bytes; the limit is 1 MiB).
SUMMARY_BYTES = 900_000

_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}


def show_annotations(diagnostics: Sequence[Diagnostic], folder: Path) -> None:
    """Print annotations, and append every finding about the dossier in ``folder`` to the step's summary."""
    from dossierpress.publish.changes import changed_files, prefix

    changed, inside = changed_files(folder, os.environ), prefix(folder)
    ordered = sorted(
        diagnostics, key=lambda d: (d.span.path not in changed, list(Severity).index(d.severity), d)
    )
    shown = list(_first(ordered))
    for diagnostic in shown:
        click.echo(annotation(diagnostic, inside))
    if len(shown) < len(ordered):
        click.echo(f"+{len(ordered) - len(shown)} more: the summary of this run lists all of them")
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        _append(Path(summary), summary_of(ordered, changed))


def annotation(d: Diagnostic, inside: str = "") -> str:
    """https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message."""
    text = f"{d.message} ({d.hint})" if d.hint else d.message
    path = f"{inside}{d.span.path}"
    place = {"file": path, "line": d.span.line or 1, "col": d.span.column or 1, "title": d.code}
    fields = ",".join(f"{key}={_escape(str(value), ':,')}" for key, value in place.items())
    return f"::{_WORDS[d.severity]} {fields}::{_escape(text)}"


def summary_of(diagnostics: Sequence[Diagnostic], changed: Iterable[str] = ()) -> str:
    """A Markdown table of all findings; those about ``changed`` files are marked."""
    if not diagnostics:
        return "### Dossier: nothing found\n"
    changed = frozenset(changed)
    rows = [_row(d, d.span.path in changed) for d in diagnostics]
    head = f"### Dossier: {_count(diagnostics)}\n\n| where | finding | what to do |\n|---|---|---|\n"
    return head + "".join(_within(rows, SUMMARY_BYTES))


def _first(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    left = dict.fromkeys(Severity, SHOWN)
    for diagnostic in diagnostics:
        if left[diagnostic.severity]:
            left[diagnostic.severity] -= 1
            yield diagnostic


def _row(d: Diagnostic, is_changed: bool) -> str:
    mark = " (changed)" if is_changed else ""
    what = f"{_WORDS[d.severity]}: {_cell(d.message)} {_code(d.code)}"
    return f"| {_code(str(d.span))}{mark} | {what} | {_cell(d.hint)} |\n"


def _within(rows: Sequence[str], most: int) -> Iterator[str]:
    """As many rows as ``most`` bytes hold, and a last one that says how many are missing."""
    for number, row in enumerate(rows):
        most -= len(row.encode())
        if most < 0:
            yield f"| +{len(rows) - number} more | | `dossier check` lists them |\n"
            return
        yield row


def _count(diagnostics: Sequence[Diagnostic]) -> str:
    from dossierpress.cli.report import count

    return count(diagnostics)


def _cell(text: str) -> str:
    """Text that Markdown, HTML and a table's bars cannot misread."""
    plain = " ".join(text.split())
    return "".join(f"&#{ord(c)};" if c in "|<>&*_`[]()\\~#!@" else c for c in plain)


def _code(text: str) -> str:
    return f"<code>{_cell(text)}</code>"


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def _escape(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
