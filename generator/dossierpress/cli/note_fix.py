"""``dossier note fix``."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import click

from dossierpress.cli.note_list import name, record, records_option
from dossierpress.cli.note_new import listed
from dossierpress.cli.report import colourful, show, show_error
from dossierpress.cli.root import folder_option
from dossierpress.diagnostics import DossierError

if TYPE_CHECKING:
    from dossierpress.config import Project
    from dossierpress.markup.anchor import Selector
    from dossierpress.model.site import AnchoredNote
    from dossierpress.notes.aim import Passage
    from dossierpress.notes.shelf import Shelf


@dataclass(slots=True)
class _Run:
    """What one call does: how it asks, and what became of the notes (by what was done)."""

    project: "Project"
    yes: bool
    dry: bool
    digests: dict[str, str] = field(default_factory=dict)
    done: list[dict[str, object]] = field(default_factory=list)
    silent: bool = False

    def say(self, text: str = "") -> None:
        if not self.silent:
            click.echo(text, color=colourful())


@click.command()
@folder_option
@click.argument("notes", nargs=-1, metavar="[NOTE]…")
@click.option(
    "--yes",
    is_flag=True,
    help="Write every proposal for a moved note without asking. Lost and ambiguous notes stay as they are.",
)
@click.option("--dry-run", is_flag=True, help="Show the proposals; write nothing.")
@records_option
@click.pass_context
def fix(ctx: click.Context, *, notes: tuple[str, ...], yes: bool, dry_run: bool, style: str) -> None:
    """Put right the quotes of notes whose passage has changed, one by one, asking each time.

    NOTE is 17303/n4, a file, or an article; all notes unless said. Only quote, prefix and suffix are rewritten;
    comments and everything else in the file stay. Exits with 1 when a note still needs somebody's eye.
    """
    from dossierpress.notes.shelf import opened

    project, found = opened(ctx.obj)
    unread = [finding for finding in found.findings if finding.code == "unreadable-file"]
    show(unread, "text")  # there may be notes in it that need fixing
    wanted = [note for note in _named(found, notes) if _needs_fixing(note)]
    run = _Run(project, yes=yes, dry=dry_run or (style == "json" and not yes), silent=style == "json")
    for number, note in enumerate(wanted, start=1):
        run.say(f"{number}/{len(wanted)}  {name(note)}  {note.note.span('quote')}  {_state(note)}")
        if not _fix(run, found, note):
            break
    if style == "json":
        click.echo(json.dumps(run.done, ensure_ascii=False, indent=2))
    left = len(wanted) - sum(entry["written"] is True for entry in run.done)
    run.say(f"{len(wanted) - left} of {len(wanted)} notes put right" if wanted else "no note needs fixing")
    ctx.exit(int(left > 0 or bool(unread)))


def _named(found: "Shelf", names: Sequence[str]) -> "list[AnchoredNote]":
    """The notes that are meant, each once, in the order of the list."""
    meant = {id(note) for named in names for note in _called(found, named)}
    return [note for note in found.notes if not names or id(note) in meant]


def _called(found: "Shelf", named: str) -> "list[AnchoredNote]":
    bare = named.strip("/")
    notes = [note for note in found.notes if bare in (name(note), note.note.path) or _is_file(note, bare)]
    notes = notes or [note for note in found.notes if note.article.meta.id == bare]
    notes = notes or [note for note in found.notes if note.note.slug == bare]
    if not notes:
        raise DossierError(f"no note is called {named!r}", hint="dossier note list shows their names")
    if len({note.article.meta.id for note in notes if note.note.slug == bare}) > 1:
        names = ", ".join(map(name, notes))
        raise DossierError(f"{named!r} may be any of {names}", hint="name the article too")
    return notes


def _is_file(note: "AnchoredNote", named: str) -> bool:
    return note.note.path.endswith(f"/{named}") or named.endswith(f"/{note.note.path}")


def _needs_fixing(note: "AnchoredNote") -> bool:
    return note.anchor.state in ("moved", "orphan")


def _state(note: "AnchoredNote") -> str:
    return click.style(note.anchor.state.value, fg="yellow" if note.anchor.state == "moved" else "red")


def _selector(note: "AnchoredNote") -> "Selector":
    from dossierpress.markup.anchor import Selector

    meta = note.note.meta
    return Selector(meta.quote or "", meta.prefix or "", meta.suffix or "")


def _fix(run: _Run, found: "Shelf", note: "AnchoredNote") -> bool:
    """Propose, ask, write; False when nobody wants to go on."""
    from dossierpress.markup.anchor import needs_context
    from dossierpress.notes.aim import nearest, passages

    selector = _selector(note)
    if needs_context(note.article.body.text, selector):
        run.say("  the quote stands in several places")
        return _choose(run, note, passages(note.article.body, selector))
    if note.anchor.state == "orphan":
        other = found.elsewhere(selector, note.article)
        run.say(f"  « {selector.exact} » is not in the article any more")
        if other:
            run.say(f"  these words are in article {other.meta.id}, « {other.meta.title} »")
        return _choose(run, note, tuple(nearest(note.article.body, selector)))
    return _confirm(run, note)


def _confirm(run: _Run, note: "AnchoredNote") -> bool:
    """A moved note: one proposal, shown as a difference of words."""
    from dossierpress.markup.anchor import Selector

    anchor, old = note.anchor, _selector(note)
    proposed = Selector(anchor.exact_now, anchor.prefix_now, anchor.suffix_now)
    run.say(f"  quote   {word_diff(old.exact, proposed.exact)}")
    run.say(f"  before  …{proposed.prefix}\n  after   {proposed.suffix}…")
    answer = "y" if run.yes else "n" if run.dry else _ask("write this quote?", ("y", "n", "q"))
    written = answer == "y" and not run.dry and _write(run, note, proposed)
    run.done.append(_outcome(note, proposed, (), written=written))
    return answer != "q"


def _choose(run: _Run, note: "AnchoredNote", passages: "Sequence[Passage]") -> bool:
    """A note whose place nobody can be sure of: a person may pick one, no script may."""
    from dossierpress.notes.aim import Aimed, aim_at

    run.say(listed(passages).lstrip("\n") or "  no passage is like it")
    numbers = tuple(str(number) for number in range(1, len(passages) + 1))
    answer = "n" if run.yes or run.dry or not numbers else _ask("which one?", (*numbers, "n", "q"))
    chosen = passages[int(answer) - 1] if answer.isdigit() else None
    aimed = aim_at(note.article.body, chosen.start, chosen.end) if chosen else None
    selector = aimed.selector if isinstance(aimed, Aimed) else None
    written = selector is not None and _write(run, note, selector)
    run.done.append(_outcome(note, selector, passages, written=written))
    return answer != "q"


def _ask(question: str, answers: tuple[str, ...]) -> str:
    answer: str = click.prompt(f"  {question}", type=click.Choice(answers), default="n")
    return answer


def _write(run: _Run, note: "AnchoredNote", selector: "Selector") -> bool:
    """Write a selector; False, and a word about it, when the file has changed or cannot be changed.

    The file must be the one that was read, but for what was written a moment ago.
    """
    from dossierpress.notes.change import Change
    from dossierpress.notes.files import Conflict, edit
    from dossierpress.notes.layout import NotEditable

    path, order = note.note.path, note.note.order
    based_on = run.digests.get(path, note.note.digest)
    try:
        run.digests[path] = edit(run.project.root, path, order, Change(selector=selector), based_on=based_on)
    except (Conflict, NotEditable) as problem:
        show_error(problem)
        return False
    run.say(f"  written: {path}")
    return True


def _outcome(
    note: "AnchoredNote", proposed: "Selector | None", passages: "Sequence[Passage]", *, written: bool
) -> dict[str, object]:
    quoted = (
        {"quote": proposed.exact, "prefix": proposed.prefix, "suffix": proposed.suffix} if proposed else None
    )
    candidates = [
        {"paragraph": p.paragraph, "words": p.words, "before": p.before, "after": p.after} for p in passages
    ]
    return {**record(note), "proposed": quoted, "candidates": candidates, "written": written}


def word_diff(old: str, new: str) -> str:
    """Both texts in one, as git marks words: ``the [-small-]{+large+} house``."""
    return " ".join(_pieces(old.split(), new.split()))


def _pieces(old: list[str], new: list[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        gone, come = " ".join(old[old_start:old_end]), " ".join(new[new_start:new_end])
        if kind == "equal":
            yield gone
            continue
        removed = click.style(f"[-{gone}-]", fg="red") if gone else ""
        added = click.style(f"{{+{come}+}}", fg="green") if come else ""
        yield removed + added
