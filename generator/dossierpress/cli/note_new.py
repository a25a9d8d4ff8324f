"""``dossier note new``."""

import subprocess
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dossierpress.cli.report import show
from dossierpress.cli.root import folder_option
from dossierpress.diagnostics import DossierError
from dossierpress.model.meta import NoteKind

if TYPE_CHECKING:
    from dossierpress.config import Project
    from dossierpress.markup.anchor import Selector
    from dossierpress.model.document import Article
    from dossierpress.model.source import SourcePath
    from dossierpress.notes.aim import Aimed, Outcome, Passage
    from dossierpress.notes.draft import Draft
    from dossierpress.notes.shelf import Shelf

_MOST_SHOWN = 20


@click.command()
@folder_option
@click.argument("article")
@click.option(
    "--quote",
    help="The passage, word for word; - reads it from standard input. Without it the note is "
    "about the whole article.",
)
@click.option("--prefix", default="", help="The words just before the passage, to tell it from others.")
@click.option("--suffix", default="", help="The words just after the passage, to tell it from others.")
@click.option(
    "--occurrence",
    type=click.IntRange(min=1),
    metavar="N",
    help="Which of several places is meant, counted in the order of the text.",
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in NoteKind]),
    default="context",
    show_default=True,
    help="What the note does for the reader.",
)
@click.option("--author", help="Who writes the note; git's user.name unless said.")
@click.option("--tag", "tags", multiple=True, help="A keyword or entity the note is about; may be repeated.")
@click.option("--text", default="", help="The note itself, in Markdown; - reads it from standard input.")
@click.option("--edit", is_flag=True, help="Open the new file in your editor ($VISUAL or $EDITOR).")
@click.option(
    "--bare",
    is_flag=True,
    help="Write no more of the words around the passage than it takes to find it. "
    "A note is sturdier with them.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing; show the file that would be written.")
@click.pass_context
def new(
    ctx: click.Context, *, article: str, quote: str | None, prefix: str, suffix: str, occurrence: int | None,
    kind: str, author: str | None, tags: tuple[str, ...], text: str, edit: bool, bare: bool, dry_run: bool,
) -> None:  # fmt: skip
    """Write a note on a passage of ARTICLE, which is named by its id, slug or a part of its title.

    Nothing is written unless the passage is found, and found once.
    """
    from dossierpress.build import today
    from dossierpress.notes.draft import Draft
    from dossierpress.notes.shelf import opened

    _refuse_usage(quote, prefix + suffix + str(occurrence or ""), text, edit=edit and dry_run)
    project, found = opened(ctx.obj)
    target = found.article(article)
    aimed = None
    if quote is not None:
        words = (_given(quote).strip(), prefix, suffix)
        aimed = _aimed(found, target, words, occurrence or 0, context=0 if bare else None)
    draft = Draft(
        article=target.meta.id,
        kind=NoteKind(kind),
        selector=aimed.selector if aimed else None,
        text=_given(text),
        author=_git_name(project) if author is None else author,
        date=str(today()),
        tags=tags,
    )
    if dry_run:
        _show_draft(project, draft)
    else:
        _write(ctx, project, draft, aimed, edit=edit)


def _refuse_usage(quote: str | None, around: str, text: str, *, edit: bool) -> None:
    if quote == text == "-":
        raise click.UsageError("standard input is either the quote or the text, not both")
    if quote is None and around:
        raise click.UsageError("--prefix, --suffix and --occurrence are about a --quote")
    if edit:
        raise click.UsageError("--dry-run writes no file to edit")


def _given(text: str) -> str:
    if text != "-":
        return text
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DossierError("standard input is not UTF-8 text", exit_code=1) from None


def _git_name(project: "Project") -> str:
    """The name git signs with; empty where there is none."""
    command = ["git", "-C", str(project.root), "config", "user.name"]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return ""
    return ran.stdout.strip()


def _aimed(
    found: "Shelf", article: "Article", words: tuple[str, str, str], occurrence: int, *, context: int | None
) -> "Aimed":
    from dossierpress.markup.anchor import Selector
    from dossierpress.markup.anchor_selector import CONTEXT_SIZE
    from dossierpress.notes.aim import Aimed, aim

    wanted = Selector(*words)
    size = CONTEXT_SIZE if context is None else context
    outcome = aim(article.body, wanted, occurrence=occurrence, context=size)
    if isinstance(outcome, Aimed):
        return outcome
    raise _refusal(outcome, wanted, article, found)


def _refusal(outcome: "Outcome", wanted: "Selector", article: "Article", found: "Shelf") -> DossierError:
    """Why there is no note, and what can be done about it."""
    from dossierpress.notes.aim import Ambiguous, Missing, Unusable

    if isinstance(outcome, Unusable):
        return DossierError(outcome.reason, hint="quote some words of the passage", exit_code=1)
    if isinstance(outcome, Ambiguous):
        message = f"these words stand {len(outcome.passages)} times in article {article.meta.id}:"
        hint = "say which with --occurrence N, or give the words just before or after as --prefix or --suffix"
        return DossierError(message + listed(outcome.passages), hint=hint, exit_code=1)
    assert isinstance(outcome, Missing)
    between = " between that prefix and suffix" if wanted.prefix or wanted.suffix else ""
    message = f"this passage is not in article {article.meta.id}{between}"
    return DossierError(
        message + (f"; most like it:{listed(outcome.nearest)}" if outcome.nearest else ""),
        hint=_hint(outcome.nearest, found.elsewhere(wanted, article)),
        exit_code=1,
    )


def _hint(nearest: "Sequence[Passage]", other: "Article | None") -> str:
    if other:
        return f"it is in article {other.meta.id}, « {other.meta.title} »"
    return "if one of these is meant, quote its words" if nearest else "copy the words from the article"


def listed(passages: "Sequence[Passage]") -> str:
    """Numbered passages with their context, a line each."""
    lines = [
        f"\n{number:>4}  {described(passage)}"
        for number, passage in enumerate(passages[:_MOST_SHOWN], start=1)
    ]
    more = len(passages) - _MOST_SHOWN
    return "".join(lines) + (f"\n      … and {more} more" if more > 0 else "")


def described(passage: "Passage") -> str:
    """``paragraph 3: …words before [the passage] words after…``."""
    words = passage.words if len(passage.words) <= 200 else f"{passage.words[:120]} […] {passage.words[-60:]}"
    return f"paragraph {passage.paragraph}: {passage.before}[{words}]{passage.after}"


def _show_draft(project: "Project", draft: "Draft") -> None:
    from dossierpress.notes.draft import file_name, text
    from dossierpress.notes.number import next_number

    number = next_number(project.root, draft.article)
    click.echo(f"would be written: content/notes/{file_name(draft, number)}", err=True)
    click.echo(text(draft, number), nl=False)


def _write(
    ctx: click.Context, project: "Project", draft: "Draft", aimed: "Aimed | None", *, edit: bool
) -> None:
    from dossierpress.notes.files import create

    try:
        path = create(project.root, draft)
    except OSError as problem:
        raise DossierError(
            f"the note was not written: {problem.strerror or problem}", exit_code=1
        ) from problem
    click.echo(project.root / path)
    if aimed:
        click.echo(f"  on {described(aimed.passage)}", err=True)
    if edit:
        click.edit(filename=str(project.root / path))
        ctx.exit(_tell_edited(project, path))
    todo = (
        "Now dossier build shows it."
        if draft.text.strip()
        else "Now write its text below the second line of ---."
    )
    click.echo(f"  {todo}", err=True)


def _tell_edited(project: "Project", path: "SourcePath") -> int:
    """Show what is wrong with the file as it came out of the editor."""
    from dossierpress.build import check
    from dossierpress.diagnostics import errors

    found = [finding for finding in check(project, drafts=True).diagnostics if finding.span.path == path]
    show(found, "text")
    return int(bool(errors(found)))
