"""``dossier note check``."""

from collections import Counter
from typing import TYPE_CHECKING

import click

from dossierpress.cli.report import format_option, show
from dossierpress.cli.root import folder_option
from dossierpress.diagnostics import stops

if TYPE_CHECKING:
    from dossierpress.model.site import AnchoredNote

_STATES = ("placed", "moved", "orphan", "whole")


@click.command()
@folder_option
@format_option
@click.option("--drafts", is_flag=True, help="Include drafts, and notes on articles that are not public.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors: no note may be moved or lost.")
@click.pass_context
def check(ctx: click.Context, style: str, drafts: bool, strict: bool) -> None:
    """Report what is wrong with the notes, and only with them; write nothing.

    Exits with 1 when there is an error, with --strict when there is a warning.
    """
    from dossierpress.build import findings, remembering
    from dossierpress.config import load
    from dossierpress.notes.shelf import shelf

    with remembering(ctx.obj) as memo:
        project, _ = load(ctx.obj, remember=memo.remember)
        about = findings(project, memo, drafts=drafts)
        notes = shelf(project, memo).notes if style == "text" else ()
    found = [finding for finding in about if finding.span.path.startswith("content/notes/")]
    show(found, style, project.root)
    if style == "text":
        click.echo(summary(notes))
    ctx.exit(int(stops(found, strict=strict)))


def summary(notes: "tuple[AnchoredNote, ...]") -> str:
    """``12 notes: 10 placed, 1 moved, 1 whole``."""
    states = Counter(note.anchor.state for note in notes)
    parts = [f"{states[state]} {state}" for state in _STATES if states[state]]  # type: ignore[index]  # a StrEnum
    return f"{len(notes)} note{'' if len(notes) == 1 else 's'}" + (f": {', '.join(parts)}" if parts else "")
