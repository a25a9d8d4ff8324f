"""``dossier note list``."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from dossierpress.cli.note_check import summary
from dossierpress.cli.report import colourful, count
from dossierpress.cli.root import folder_option
from dossierpress.model.anchor import AnchorState
from dossierpress.model.meta import NoteKind

if TYPE_CHECKING:
    from dossierpress.model.site import AnchoredNote
    from dossierpress.notes.shelf import Shelf

_QUOTE = 60
_COLOURS = {"moved": "yellow", "orphan": "red"}


records_option = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or records for programs, which asks nothing.",
)


@click.command("list")
@folder_option
@click.option("--article", help="Only notes on this article: its id, slug or title.")
@click.option("--tag", help="Only notes with this tag.")
@click.option("--author", help="Only notes by this author.")
@click.option("--kind", type=click.Choice([kind.value for kind in NoteKind]), help="Only notes of this kind.")
@click.option(
    "--state", type=click.Choice([state.value for state in AnchorState]), help="Only notes in this state."
)
@records_option
@click.pass_context
def list_(
    ctx: click.Context,
    *,
    article: str | None,
    tag: str | None,
    author: str | None,
    kind: str | None,
    state: str | None,
    style: str,
) -> None:
    """List the notes, drafts too, in the order of articles and of their texts.

    A note is placed, moved (something like its passage was found), orphan (it was not) or on the whole article.
    """
    from dossierpress.notes.shelf import opened

    _, found = opened(ctx.obj)
    wanted_article = found.article(article).meta.id if article else None
    notes = [
        note
        for note in found.notes
        if wanted_article in (None, note.article.meta.id)
        and kind in (None, note.note.meta.kind)
        and state in (None, note.anchor.state)
        and _bears(note, tag, author)
    ]
    if style == "json":
        click.echo(json.dumps([record(note) for note in notes], ensure_ascii=False, indent=2))
    else:
        _show(notes, found)


def record(note: "AnchoredNote") -> dict[str, object]:
    """A note as a program reads it."""
    meta, anchor, span = note.note.meta, note.anchor, note.note.span("quote")
    return {
        "note": name(note),
        "number": note.number,
        "file": span.path,
        "line": span.line,
        "article": meta.article,
        "kind": meta.kind.value,
        "state": anchor.state.value,
        "score": round(anchor.score, 3),
        "quote": meta.quote,
        "found": anchor.exact_now or None,
        "author": meta.author,
        "date": str(meta.date) if meta.date else None,
        "tags": list(meta.tags),
        "draft": meta.draft,
    }


def name(note: "AnchoredNote") -> str:
    """``17303/n4``, the end of its permanent address."""
    return note.url.strip("/")


def _bears(note: "AnchoredNote", tag: str | None, author: str | None) -> bool:
    from dossierpress.markup.foldtext import fold

    meta = note.note.meta
    tagged = tag is None or fold(tag) in map(fold, meta.tags)
    return tagged and (author is None or fold(author) == fold(meta.author or ""))


def _show(notes: "Sequence[AnchoredNote]", found: "Shelf") -> None:
    rows = [("note", "no.", "kind", "state", "file", "quote"), *map(_row, notes)]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for row in rows if notes else ():
        cells = [cell.ljust(width) for cell, width in zip(row[:5], widths, strict=True)]
        cells[3] = click.style(cells[3], fg=_COLOURS.get(row[3]))
        click.echo("  ".join([*cells, row[5]]).rstrip(), color=colourful())
    click.echo(summary(tuple(notes)), err=True)
    for line in _missing(found):
        click.echo(line, err=True)


def _row(note: "AnchoredNote") -> tuple[str, ...]:
    meta = note.note.meta
    file = note.note.span("quote").path.removeprefix("content/notes/")
    quote = " ".join((meta.quote or "(the whole article)").split())
    short = quote if len(quote) <= _QUOTE else f"{quote[: _QUOTE - 1].rstrip()}…"
    return (name(note), str(note.number), meta.kind.value, note.anchor.state.value, file, short)


def _missing(found: "Shelf") -> Iterator[str]:
    """What keeps some notes from being in the list."""
    from dossierpress.diagnostics import errors

    for note in found.astray:
        yield f"not listed: {note.span('article')}: no article has the id {note.meta.article!r}"
    if wrong := errors(found.findings):
        yield f"not listed: what has errors ({count(wrong)}); see dossier check"
