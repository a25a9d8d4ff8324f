"""Findings on the terminal, for programs, and for GitHub."""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict

import click

from dossierpress.config import ConfigError
from dossierpress.diagnostics import Diagnostic, DossierError, Severity

FORMATS = ("text", "json", "github")

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}

format_option = click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How findings are printed: for people, for programs, or as annotations on GitHub.",
)


def colourful() -> bool:
    """Whether the terminal should see colour: https://no-color.org and FORCE_COLOR are respected."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stderr.isatty()


def show(diagnostics: Sequence[Diagnostic], style: str) -> None:
    """Print all findings: text and GitHub's annotations a line each, JSON as one list on standard output."""
    if style == "json":
        click.echo(json.dumps([_record(d) for d in diagnostics], ensure_ascii=False, indent=2))
        return
    for diagnostic in diagnostics:
        line = _annotation(diagnostic) if style == "github" else _text(diagnostic)
        click.echo(line, err=style == "text", color=colourful())
    if diagnostics and style == "text":
        click.echo(count(diagnostics), err=True)


def count(diagnostics: Iterable[Diagnostic]) -> str:
    """``2 errors, 1 warning``."""
    severities = [d.severity for d in diagnostics]
    parts = ((severities.count(s), s.value) for s in Severity)
    return ", ".join(f"{n} {word}{'s' if n > 1 else ''}" for n, word in parts if n) or "nothing found"


def show_error(error: DossierError) -> None:
    """Print what is wrong with the environment and what to do about it."""
    if isinstance(error, ConfigError):
        for diagnostic in error.findings:
            click.echo(_text(diagnostic), err=True, color=colourful())
    click.echo(click.style("error: ", fg="red", bold=True) + str(error), err=True, color=colourful())
    if error.hint:
        click.echo(f"  {error.hint}", err=True)


def _text(d: Diagnostic) -> str:
    place = click.style(f"{d.span}:", bold=True)
    tail = f" ({d.hint})" if d.hint else ""
    return f"{place} {click.style(d.code, fg=_COLOURS[d.severity])} {d.message}{tail}"


def _record(d: Diagnostic) -> dict[str, object]:
    return {
        **asdict(d.span),
        "severity": d.severity.value,
        "code": d.code,
        "message": d.message,
        "hint": d.hint,
    }


def _annotation(d: Diagnostic) -> str:
    """https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message."""
    text = f"{d.message} ({d.hint})" if d.hint else d.message
    place = {"file": d.span.path, "line": d.span.line or 1, "col": d.span.column or 1, "title": d.code}
    fields = ",".join(f"{key}={_escape(str(value), ':,')}" for key, value in place.items())
    return f"::{_GITHUB[d.severity]} {fields}::{_escape(text)}"


def _escape(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
