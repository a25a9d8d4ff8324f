"""What ``dossier import`` does with a file of annotations, and says of it."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dossierpress.importing.annotations.write import Done, Outcome
    from dossierpress.importing.write import Incoming


def take(root: Path, file: "Incoming", *, private: bool, dry_run: bool) -> "Outcome":
    """Import one file; the dossier is looked at anew, as an article may have come in just before."""
    from dossierpress.config import load
    from dossierpress.importing.annotations.write import import_annotations, open_dossier

    project, _ = load(root)
    return import_annotations(open_dossier(project), file.data, file.name, private=private, dry_run=dry_run)


def tell(outcome: "Outcome", *, explain: bool, dry_run: bool) -> None:
    """A line for each new note and one for all the rest; with ``explain`` a line for each annotation."""
    from dossierpress.importing.annotations.write import Fate

    would = "would be " if dry_run else ""
    for done in outcome.done:
        if done.fate is Fate.IMPORTED:
            lost = " (its passage is not in the article)" if done.state == "orphan" else ""
            click.echo(f"{would}{done.fate}: {outcome.name} → {done.note}{lost}")
        if explain:
            _explain(done)
    rest = Counter(str(done.fate) for done in outcome.done if done.fate is not Fate.IMPORTED)
    counts = ", ".join(f"{count} {fate}" for fate, count in rest.items())
    if counts or not outcome.done:
        click.echo(f"{counts or 'no annotations'}: {outcome.name}")


def _explain(done: "Done") -> None:
    """Which annotation it was, and why it became what it did."""
    each = done.annotation
    said = [f"  {each.origin} (line {each.place.line})"]
    said += [f"  fate: {done.fate}{f', {done.note}' if done.note else ''}"]
    pages = ", ".join(each.pages) or "what it answers"
    said += [f"  about: {pages}{f' = article {done.article}' if done.article else ''}"]
    said += [f"  answers: {each.answers}"] if each.answers else []
    said += [f"  passage: {done.state}"] if done.state else []
    said += [f"  kind: {each.kind}"]
    said += [f"  not for everybody: {each.private}"] if each.private else []
    click.echo("\n".join(said))


def record(outcome: "Outcome") -> dict[str, object]:
    """The outcome for programs."""
    return {
        "file": outcome.name,
        "annotations": [
            {
                "origin": done.annotation.origin,
                "line": done.annotation.place.line,
                "status": str(done.fate),
                "note": done.note or None,
                "article": done.article or None,
                "passage": str(done.state) if done.state else None,
                "pages": list(done.annotation.pages),
            }
            for done in outcome.done
        ],
    }
