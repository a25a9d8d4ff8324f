"""``dossier import``."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossierpress.cli.report import outcomes_format_option, show
from dossierpress.cli.root import folder_option
from dossierpress.diagnostics import DossierError, errors

if TYPE_CHECKING:
    from dossierpress.importing.annotations.write import Outcome as Annotated
    from dossierpress.importing.gather import Gathered
    from dossierpress.importing.write import Incoming, Outcome

_HANDFUL = 5
_STDIN = Path("-")


@click.command("import")
@folder_option
@click.argument("paths", nargs=-1, required=True, metavar="FILE… | DIR… | -")
@click.option(
    "--explain",
    is_flag=True,
    help="Show where each field came from, how sure that is, and what was left out.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be done.")
@click.option(
    "--separately", is_flag=True, help="Make a new article of a text the dossier has already in another form."
)
@click.option(
    "--private",
    is_flag=True,
    help="Import annotations too that only their author or a private group can read.",
)
@outcomes_format_option
@click.pass_context
def import_command(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    explain: bool,
    dry_run: bool,
    separately: bool,
    private: bool,
    style: str,
) -> None:
    """Turn raw texts into articles, with a receipt of where every field came from, and annotations into notes.

    FILE is a plain text as copied or crawled, or a file of annotations: W3C Web Annotations, or an export of
    Hypothesis (JSON or CSV). DIR stands for all text files below it; - reads standard input.
    Raw files are kept byte for byte in content/raw. What you changed in an article or note is never overwritten.
    """
    from dossierpress.cli import annotations
    from dossierpress.importing import known
    from dossierpress.importing.write import import_all

    gathered = _gathered(paths)
    dossier = known.read(ctx.obj)
    outcomes: list[Outcome | Annotated] = []
    with _progress(len(gathered.files)) as tell, _reported(outcomes):
        files = _files(gathered.files, ctx.obj, tell)
        aside: list[Incoming] = []
        try:
            texts = _texts(files, aside)
            outcomes.extend(import_all(dossier, texts, dry_run=dry_run, separately=separately))
            outcomes.extend(annotations.take(ctx.obj, f, private=private, dry_run=dry_run) for f in aside)
        finally:
            _tell(outcomes, gathered.skipped, style, explain=explain, dry_run=dry_run)
    ctx.exit(1 if any(errors(outcome.diagnostics) for outcome in outcomes) else 0)


def _gathered(paths: Sequence[str]) -> "Gathered":
    from dossierpress.importing.gather import gather

    named = [Path(path) for path in paths]
    for path in named:
        if path != _STDIN and not path.exists():
            raise DossierError(f"{path} does not exist", hint="check the spelling, or the folder you are in")
    gathered = gather(named)
    if not gathered.files:
        hint = "name .txt files, or a folder that holds some; name a file of annotations itself"
        raise DossierError("there is no text file to import", hint=hint)
    return gathered


def _files(paths: Sequence[Path], root: Path, tell: Callable[[int], None]) -> "Iterator[Incoming]":
    from dossierpress.importing.gather import from_stdin, incoming

    for done, path in enumerate(paths):
        tell(done)
        yield from_stdin(sys.stdin.buffer.read()) if path == _STDIN else incoming(path, root)


def _texts(files: "Iterator[Incoming]", aside: "list[Incoming]") -> "Iterator[Incoming]":
    """The files that are no annotations; those are put ``aside``, for when the articles they are about are in."""
    from dossierpress.importing.annotations.sniff import holds_annotations

    for file in files:
        if holds_annotations(file.data, file.name):
            aside.append(file)
        else:
            yield file


@contextmanager
def _reported(outcomes: "Sequence[Outcome | Annotated]") -> Iterator[None]:
    """A full disk or a folder that may not be written becomes a message; what was done before it stays."""
    try:
        yield
    except OSError as problem:
        where = f" ({problem.filename})" if problem.filename else ""
        message = f"importing stopped after {len(outcomes)} files: {problem.strerror or problem}{where}"
        hint = "no file was written in part; once that is mended, import again to go on"
        raise DossierError(message, hint=hint, exit_code=1) from problem


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar for more than a handful of files."""
    if total <= _HANDFUL:
        yield lambda done: None
        return
    from dossierpress.cli.progress import progress

    with progress() as tell:
        yield lambda done: tell("import", done, total)


def _tell(
    outcomes: "Sequence[Outcome | Annotated]",
    skipped: Sequence[Path],
    style: str,
    *,
    explain: bool,
    dry_run: bool,
) -> None:
    if style == "json":
        click.echo(json.dumps([_record(outcome) for outcome in outcomes], ensure_ascii=False, indent=2))
        return
    for outcome in outcomes:
        _tell_one(outcome, explain=explain, dry_run=dry_run)
    if skipped:
        click.echo(f"left out, because they are no text files: {', '.join(map(str, skipped[:10]))}", err=True)
    show([finding for outcome in outcomes for finding in outcome.diagnostics], style)


def _tell_one(outcome: "Outcome | Annotated", *, explain: bool, dry_run: bool) -> None:
    from dossierpress.cli import annotations
    from dossierpress.importing.write import Outcome

    if not isinstance(outcome, Outcome):
        annotations.tell(outcome, explain=explain, dry_run=dry_run)
        return
    arrow = f" → {outcome.article}" if outcome.article else ""
    number = f" ({outcome.id})" if outcome.id else ""
    changed = f": {', '.join(outcome.changed)}" if outcome.changed else ""
    would = "would be " if dry_run and outcome.status in ("imported", "updated") else ""
    click.echo(f"{would}{outcome.status}: {outcome.name}{arrow}{number}{changed}")
    if explain and outcome.draft:
        from dossierpress.cli.receipt import show_receipt

        show_receipt(outcome)


def _record(outcome: "Outcome | Annotated") -> dict[str, object]:
    from dossierpress.cli import annotations
    from dossierpress.cli.report import record
    from dossierpress.importing.receipt import details
    from dossierpress.importing.write import Outcome

    if not isinstance(outcome, Outcome):
        return {**annotations.record(outcome), "findings": [record(each) for each in outcome.diagnostics]}
    draft = outcome.draft
    return {
        "file": outcome.name,
        "status": str(outcome.status),
        "article": outcome.article or None,
        "raw": outcome.raw or None,
        "id": outcome.id or None,
        "changed": list(outcome.changed),
        "kept": [kept.name for kept in outcome.kept],
        "incoming": outcome.incoming or None,
        "receipt": details(draft, id_=outcome.id, id_rule=outcome.id_rule) if draft else None,
        "findings": [record(diagnostic) for diagnostic in outcome.diagnostics],
    }
