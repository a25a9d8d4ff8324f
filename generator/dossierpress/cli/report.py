"""Findings on the terminal, for programs, and for GitHub."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

import click

from dossierpress.diagnostics import Diagnostic, DossierError, Severity

FORMATS = ("text", "json", "github")

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}

#: Under this name all contexts of a run share the format: an error is shown when that of the verb is gone.
_STYLE = "dossierpress.style"


def _remember(ctx: click.Context, _: click.Parameter, style: str) -> str:
    ctx.meta[_STYLE] = style
    return style


def style_of(ctx: click.Context) -> str:
    """How findings are printed, in any context of a run; text when the verb has no `format_option`."""
    style: str = ctx.meta.get(_STYLE, "text")
    return style


_Callback = Callable[[click.Context, click.Parameter, str], str]
F = TypeVar("F", bound=Callable[..., object])


def _option(callback: _Callback | None = None) -> Callable[[F], F]:
    return click.option(
        "--format",
        "style",
        type=click.Choice(FORMATS),
        default="text",
        show_default=True,
        callback=callback,
        help="How findings are printed: for people, for programs, or as annotations on GitHub.",
    )


format_option = _option(_remember)
#: For a verb whose JSON is a list of something else that holds findings: an error adds none to it.
outcomes_format_option = _option()


def colourful() -> bool:
    """Whether the terminal should see colour: https://no-color.org and FORCE_COLOR are respected."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stderr.isatty()


def show(diagnostics: Sequence[Diagnostic], style: str, folder: Path = Path()) -> None:
    """Print all findings: text a line each, JSON as one list on standard output, GitHub's as annotations.

    ``folder`` is the dossier's.
    """
    if style == "json":
        click.echo(json.dumps([record(d) for d in diagnostics], ensure_ascii=False, indent=2))
        return
    if style == "github":
        from dossierpress.cli.github import show_annotations

        show_annotations(diagnostics, folder)
        return
    for diagnostic in diagnostics:
        click.echo(_text(diagnostic), err=True, color=colourful())
    if diagnostics:
        click.echo(count(diagnostics), err=True)


def count(diagnostics: Iterable[Diagnostic]) -> str:
    """``2 errors, 1 warning``."""
    severities = [d.severity for d in diagnostics]
    parts = ((severities.count(s), s.value) for s in Severity)
    return ", ".join(f"{n} {word}{'s' if n > 1 else ''}" for n, word in parts if n) or "nothing found"


def show_error(error: DossierError, style: str = "text", folder: Path = Path()) -> None:
    """Print what is wrong with the environment and what to do about it; its findings as `show` does."""
    if style == "text":
        for diagnostic in error.findings:
            click.echo(_text(diagnostic), err=True, color=colourful())
    elif error.findings:
        show(error.findings, style, folder)
    click.echo(click.style("error: ", fg="red", bold=True) + str(error), err=True, color=colourful())
    if error.hint:
        click.echo(f"  {error.hint}", err=True)


def _text(d: Diagnostic) -> str:
    place = click.style(f"{d.span}:", bold=True)
    tail = f" ({d.hint})" if d.hint else ""
    return f"{place} {click.style(d.code, fg=_COLOURS[d.severity])} {d.message}{tail}"


def record(d: Diagnostic) -> dict[str, object]:
    """The finding for programs: its place, severity, code, message and hint."""
    return {
        **asdict(d.span),
        "severity": d.severity.value,
        "code": d.code,
        "message": d.message,
        "hint": d.hint,
    }
